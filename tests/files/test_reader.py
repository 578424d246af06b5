"""What the reader makes of a file: all that can be used is there, what cannot is marked."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import strategies  # noqa: F401 - its profile keeps the examples steady
from faulty import GOOD, replaced

from fintui.files.reader import load, read
from fintui.files.resources import shipped
from fintui.model.figure import Mark, State, Unreadable

if TYPE_CHECKING:
    from pathlib import Path


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
