"""Whatever a file holds, it is read or told why not: any text, any bytes, any value in any place."""

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
from faulty import GOOD, faults_of
from hypothesis import given, settings
from hypothesis import strategies as st

from fintui.files.decode import decode
from fintui.files.faults import UnreadableError
from fintui.files.words import LANGUAGES, load_words

if TYPE_CHECKING:
    from fintui.files.faults import Fault

WORDS = [load_words(language) for language in LANGUAGES]
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
        fault = error.fault
        for words in WORDS:
            assert not NEVER.search(fault.sentence(words))
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
