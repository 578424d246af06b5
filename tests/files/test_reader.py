"""What the reader makes of a file: all that can be used is there, what cannot is marked, and nothing else goes wrong."""

from __future__ import annotations

import copy
import re
import tomllib
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import strategies  # noqa: F401 - its profile keeps the examples steady
import tomli_w
from faulty import GOOD, faults_of, replaced
from hypothesis import given, settings
from hypothesis import strategies as st

from fintui.files.decode import decode
from fintui.files.faults import UnreadableError
from fintui.files.reader import load, read
from fintui.files.resources import shipped
from fintui.files.words import load_words
from fintui.model.figure import Mark, State, Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from fintui.files.faults import Fault

SHIPPED = sorted((shipped("data") / "statements").glob("*.toml"))


# -- what is right is read
@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_a_shipped_statement_has_no_fault(path: Path) -> None:
    assert load(path).faults == []


def test_all_of_the_small_statement_is_read() -> None:
    loaded = read(GOOD)
    statement = loaded.statement
    assert loaded.faults == []
    assert (loaded.form.id, loaded.text) == ("wuhan-2020", GOOD)
    assert (statement.department, statement.year, statement.government) == ("某区某局", 2020, "区")
    assert (statement.source.publisher, statement.duties[0].mark, statement.staff[0].value) == ("某区某局", "(一)", 11)
    assert statement.sections[0].text == "支出合计100.00万元。\n其中“基本支出”40.00万元。"
    assert [bar.cell for bar in statement.charts[0].bars] == ["payments[total].basic"]
    row = statement.tables["payments"].row("total")
    assert row
    assert (row.origin, [str(figure) for figure in row.figures.values()]) == ("payments", ["100.00", "40.00", "60.00"])
    assert list(statement.tables) == list(loaded.form.tables)


def test_a_figure_keeps_its_digits() -> None:
    for written in ("150", "150.0", "150.00", "-0.50", "0", "123456789012345.67"):
        row = read(replaced("basic = 40.00", f"basic = {written}")).statement.tables["payments"].row("total")
        assert row
        assert str(row.figures["basic"]) == written


def test_missing_blank_zero_and_unknown_stay_apart() -> None:
    rows = 'basic = ""\nproject = "?"\nremitted = 0.00\n'
    loaded = read(replaced("basic = 40.00\nproject = 60.00\n", rows))
    table = loaded.statement.tables["payments"]
    row = table.row("total")
    assert row
    assert loaded.faults == []
    assert row.figures["basic"] is Mark.BLANK
    assert row.figures["project"] is Mark.UNKNOWN
    assert row.figures["remitted"] == Decimal("0.00")
    assert "operating" not in row.figures
    columns = ("basic", "project", "remitted", "operating")
    full = [State.BLANK, State.UNKNOWN, State.AMOUNT, State.BLANK]
    assert [table.state("total", column) for column in columns] == full
    table.coverage = "partial"
    assert [table.state("total", column) for column in columns] == [*full[:3], State.UNKNOWN]


# -- what is wrong is marked, and the rest can be used
def test_faulty_places_are_marked_and_the_rest_can_be_used() -> None:
    text = GOOD
    for old, new in {
        "year = 2020": "year = 20200",
        'unit = "万元"': 'unti = "万元"',
        'mark = "(一)"': "mark = 1",
        "value = 11": "value = 11.123",
        "basic = 40.00": 'basic = "1,040.00"',
        "project = 60.00": "projekt = 60.00",
        'coverage = "full"': 'coverage = "all"',
        'code = "201"': 'code = "2010"',
        '[tables.receipts]\ncoverage = "none"': '[tables.recieptes]\ncoverage = "none"',
        'cell = "payments[total].basic"': 'cell = "payments[totals].basic"',
    }.items():
        text = text.replace(old, new, 1)
    loaded = read(text)
    statement, payments = loaded.statement, loaded.statement.tables["payments"]
    assert [fault.code for fault in loaded.faults] == [
        *("range", "unknown-key", "text-unquoted", "figure-decimals", "choice", "figure-text", "unknown-key", "code"),
        *("unknown-table", "unknown-cell"),
    ]
    assert [fault.line for fault in loaded.faults] == sorted(fault.line for fault in loaded.faults)
    assert (statement.department, statement.year, statement.unit) == ("某区某局", 0, "万元")
    assert (statement.duties[0].mark, statement.duties[0].text) == ("", "承办交办事项。")
    assert statement.staff[0].value == Unreadable("11.123")
    row = payments.row("total")
    assert row
    assert row.figures == {"total": Decimal("100.00"), "basic": Unreadable("1,040.00")}
    assert payments.state("total", "basic") is State.UNREADABLE
    assert payments.coverage == "partial"
    assert payments.row("2010") is None
    assert list(statement.tables) == list(loaded.form.tables)
    assert statement.charts[0].bars[0].cell == "payments[totals].basic"
    assert loaded.text == text


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('"1,234.50"', "1,234.50"),
        ('"约四十"', "约四十"),
        ("true", "true"),
        ("2020-01-01", "2020-01-01"),
        ("nan", "NaN"),
        ("-inf", "-Infinity"),
        ("40.005", "40.005"),
        ("1234567890123456", "1234567890123456"),
        ("[40.00]", "[…]"),
        ("{ a = 40.00 }", "{…}"),
    ],
)
def test_what_is_no_figure_is_kept_as_written(written: str, kept: str) -> None:
    loaded = read(replaced("basic = 40.00", f"basic = {written}"))
    row = loaded.statement.tables["payments"].row("total")
    assert row
    assert row.figures["basic"] == Unreadable(kept)
    assert len(loaded.faults) == 1


def test_a_list_keeps_its_records_beside_something_else() -> None:
    loaded = read(replaced("[source]", 'units = [{ name = "甲" }, "乙", { name = "丙" }]\n\n[source]'))
    assert [unit.name for unit in loaded.statement.units] == ["甲", "丙"]
    assert [fault.code for fault in loaded.faults] == ["type-list"]


def test_of_two_alike_the_first_is_read() -> None:
    twice = '[[sections]]\ntopic = "payments"\nheading = "又一节"\n\n[[charts]]'
    loaded = read(
        replaced('name = "一般公共服务支出"', 'name = "甲"\n\n[[tables.payments.rows]]\ncode = "201"\nname = "乙"')
    )
    row = loaded.statement.tables["payments"].row("201")
    assert row
    assert row.name == "甲"
    assert [section.heading for section in read(replaced("[[charts]]", twice)).statement.sections] == [
        "三、支出决算情况说明"
    ]


def test_a_mark_at_the_start_is_told_and_the_file_opens(tmp_path: Path) -> None:
    path = tmp_path / "甲.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    loaded = load(path)
    assert [fault.code for fault in loaded.faults] == ["bom"]
    assert loaded.text == GOOD


# -- nothing else goes wrong
WORDS = [load_words("zh"), load_words("en")]
PIECES = [
    *(
        '"',
        '"""',
        "'",
        "'''",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "=",
        ",",
        ".",
        "#",
        "\\",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\x00",
    ),
    *(
        "\x1b",
        "\x7f",
        "\x85",
        "\u2028",
        "\ufeff",
        "\u3000",
        "“",
        "”",
        "，",
        "＝",
        "［",
        "。",
        "１",
        "支出",
        "万元",
        "%",
    ),
    *(
        "0",
        "1",
        "-",
        "_",
        "1e3",
        "0x1F",
        "nan",
        "inf",
        "true",
        "2020-01-01",
        "07:32:00",
        "row",
        "code",
        "tables.",
        "rows",
    ),
    *('"""\n', "[source]\n", "[[staff]]\n", "[tables.payments]\n", "year = 2020\n", "\\u0000", "\\x", "{}", "{found}"),
]
NEVER = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def check(text: str) -> list[Fault]:
    """The faults of a text: their lines are lines of it, and their sentences can be shown."""
    found = faults_of(text)
    for fault in found:
        assert 0 <= fault.line <= text.count("\n") + 1
        for words in WORDS:
            sentence = fault.sentence(words, "甲\n\x1b.toml")
            assert not NEVER.search(sentence)
            assert len(sentence) < 600
    return found


@given(st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map("".join))
@settings(max_examples=300)
def test_no_text_breaks_the_reader(text: str) -> None:
    check(text)
    check(GOOD + text)
    check(text + GOOD)


@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 12), st.sampled_from(PIECES)), max_size=4))
@settings(max_examples=400)
def test_no_edit_breaks_the_reader(edits: list[tuple[int, int, str]]) -> None:
    text = GOOD
    for at, taken, put in edits:
        text = text[:at] + put + text[at + taken :]
    check(text)


@given(st.binary() | st.tuples(st.integers(0, 900), st.binary(min_size=1, max_size=4)))
@settings(max_examples=300)
def test_no_bytes_break_the_reader(data: bytes | tuple[int, bytes]) -> None:
    if isinstance(data, tuple):
        at, put = data
        data = GOOD.encode()[:at] + put + GOOD.encode()[at:]
    try:
        text, _ = decode(data)
    except UnreadableError as error:
        for words in WORDS:
            assert not NEVER.search(error.fault.sentence(words))
    else:
        check(text)


def values() -> st.SearchStrategy[Any]:
    """Any value that TOML knows."""
    plain = st.one_of(
        st.booleans(),
        st.integers(),
        st.sampled_from([0, 1, 2, 10**15, -(10**40), 2020]),
        st.decimals(),
        st.sampled_from(["", "?", "201", "2010101", "total", "payments", "full", "none", "1,234.50", "²", "\x1b[31m"]),
        st.text(max_size=5),
        st.dates(min_value=date(1, 1, 1)),
        st.times(),
        st.just(datetime(2020, 1, 1, tzinfo=UTC)),
        st.just(time(7, 32)),
    )
    keys = st.sampled_from(["row", "code", "name", "total", "key", "rows", "bars", "cell", "text"]) | st.text(
        max_size=3
    )
    return st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3))


def places(raw: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place of the statement."""
    found = [path] if path else []
    for key, value in raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ():
        found += places(value, (*path, key))
    return found


RAW = tomllib.loads(GOOD, parse_float=Decimal)


@given(st.lists(st.tuples(st.sampled_from(places(RAW)), values(), st.booleans()), min_size=1, max_size=3))
@settings(max_examples=500)
def test_no_value_in_any_place_breaks_the_reader(put: list[tuple[tuple[str | int, ...], Any, bool]]) -> None:
    raw: Any = copy.deepcopy(RAW)
    for path, value, beside in put:
        at = raw
        try:
            for part in path[:-1]:
                at = at[part]
            if isinstance(at, list):
                at[path[-1]] = value  # type: ignore[call-overload]
            elif isinstance(at, dict):
                at[f"{path[-1]}s" if beside else path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier value took the place away
    check(tomli_w.dumps(raw))


@pytest.mark.parametrize("opening", ["[", "{ a = "])
@pytest.mark.parametrize("key", ["year", "format", "form", "unit", "decimals", "works", "zzz"])
def test_nothing_is_nested_too_deep(key: str, opening: str) -> None:
    closing = "]" if opening == "[" else "}"
    for depth in (10, 100, 200, 300, 400, 450, 480, 490, 500, 1000, 20000):
        inner = "[]" if opening == "[" else "1"
        check(f"{key} = {opening * depth}{inner}{closing * depth}\n{GOOD}")


@pytest.mark.parametrize("number", ["9" * 5000, "0x" + "F" * 5000, "1e" + "9" * 30, "1e-999999", "-0e999999"])
@pytest.mark.parametrize("key", ["year", "format", "form", "unit", "decimals", "basic", "code", "value", "publisher"])
def test_no_number_is_too_long(key: str, number: str) -> None:
    text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {number}", GOOD, count=1)
    assert text != GOOD
    assert len(check(text)) == 1
