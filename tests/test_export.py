"""Exports: everything is in them, exact and the same each time; no text can run in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fintui.files.export import FORMATS, export, lost, neutral
from fintui.files.faults import Fault, SaveError
from fintui.files.reader import Loaded, load, read
from fintui.files.resources import shipped
from fintui.files.writer import dump

if TYPE_CHECKING:
    from pathlib import Path

STATEMENTS = sorted((shipped("data") / "statements").glob("*.toml"))
each_statement = pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)

SMALL = """
format = 1
form = "national-2020"
department = "=HYPERLINK(1)"
year = 2020

[tables.payments]
coverage = "partial"
reason = "+1"

[[tables.payments.rows]]
row = "total"
name = "-合计"
total = -1234.50
basic = ""
project = "?"
remitted = "-12,5"

[[staff]]
key = "in-service"
item = "在职"
value = 11

[[terms]]
term = "行\\u202e尾"
text = "甲\\u001b乙"
"""


def small() -> Loaded:
    return read(SMALL)


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@each_statement
def test_toml_is_canonical_and_says_the_same(path: Path) -> None:
    loaded = load(path)
    data = export(loaded.statement, loaded.form, "toml")
    again = read(data.decode())
    assert again.statement == loaded.statement
    assert not again.faults
    assert export(again.statement, again.form, "toml") == data
    assert data.endswith(b"\n")
    assert b"\r" not in data


def test_toml_will_not_hold_what_is_unreadable() -> None:
    loaded = small()
    with pytest.raises(SaveError) as caught:
        export(loaded.statement, loaded.form, "toml")
    assert caught.value.code == "unreadable-left"


@each_statement
@pytest.mark.parametrize("to", FORMATS)
def test_the_same_statement_gives_the_same_bytes(path: Path, to: str) -> None:
    one, other = load(path), load(path)
    assert export(one.statement, one.form, to) == export(other.statement, other.form, to)


@each_statement
def test_json_has_every_text_and_every_figure_of_the_canonical_file(path: Path) -> None:
    loaded = load(path)
    whole = json.loads(export(loaded.statement, loaded.form, "json"))
    texts = set(_strings(whole))
    for line in dump(loaded.statement, loaded.form).splitlines():
        _key, _, value = line.partition(" = ")
        if value.startswith('"') and not value.startswith('"""') and "\\" not in value:
            assert value.strip('"') in texts, line
    for name in ("sections", "terms", "works"):
        assert [each["text"] for each in whole[name]] == [each.text for each in getattr(loaded.statement, name)]
    for role, table in loaded.statement.tables.items():
        in_json = {row["row"]: row["figures"] for row in whole["tables"][role]["rows"]}
        for row in table.rows:
            for column, figure in row.figures.items():
                assert in_json[row.key][column] == (f"{figure:f}" if isinstance(figure, Decimal) else figure.value)


def _strings(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for each in value.values() for text in _strings(each)]
        case list():
            return [text for each in value for text in _strings(each)]
        case _:
            return []


def test_json_tells_amount_blank_unknown_unwritten_and_unreadable_apart() -> None:
    loaded = small()
    whole = json.loads(export(loaded.statement, loaded.form, "json"))
    table = whole["tables"]["payments"]
    assert table["coverage"] == "partial"
    assert table["rows"][0]["figures"] == {
        "total": "-1234.50",
        "basic": "",
        "project": "?",
        "remitted": {"unreadable": "-12,5"},
        "operating": None,
        "subsidies": None,
    }
    assert whole["staff"][0]["value"] == "11"
    assert [column["heading"] for column in table["columns"]][:2] == [["本年支出合计"], ["基本支出"]]


def test_json_never_holds_a_binary_fraction() -> None:
    def refuse(text: str) -> None:
        raise AssertionError(text)

    for path in STATEMENTS:
        loaded = load(path)
        json.loads(export(loaded.statement, loaded.form, "json"), parse_float=refuse)


def test_json_shows_hidden_characters_as_escapes() -> None:
    loaded = small()
    data = export(loaded.statement, loaded.form, "json").decode()
    assert "\u202e" not in data
    assert "\\u202e" in data
    assert json.loads(data)["terms"][0]["term"] == "行\u202e尾"


@each_statement
def test_csv_has_one_line_for_each_cell_with_its_digits(path: Path) -> None:
    loaded = load(path)
    rows = rows_of(export(loaded.statement, loaded.form, "csv"))
    amounts = {(row["table"], row["row"], row["column"]): row["amount"] for row in rows}
    assert len(amounts) == len(rows)
    for role, table in loaded.statement.tables.items():
        for row in table.rows:
            for column, figure in row.figures.items():
                expected = f"{figure:f}" if isinstance(figure, Decimal) else ""
                assert amounts[role, row.key, column] == expected


def test_csv_tells_states_apart_and_leaves_negative_amounts_numbers() -> None:
    loaded = small()
    total = {
        row["column"]: row
        for row in rows_of(export(loaded.statement, loaded.form, "csv"))
        if row["table"] == "payments"
    }
    assert {column: (row["amount"], row["state"], row["written"]) for column, row in total.items()} == {
        "total": ("-1234.50", "amount", "true"),
        "basic": ("", "blank", "true"),
        "project": ("", "unknown", "true"),
        "remitted": ("'-12,5", "unreadable", "true"),
        "operating": ("", "unknown", "false"),
        "subsidies": ("", "unknown", "false"),
    }


def test_csv_texts_cannot_run_as_formulas() -> None:
    loaded = small()
    row = rows_of(export(loaded.statement, loaded.form, "csv"))[0]
    assert row["department"] == "'=HYPERLINK(1)"
    for row in rows_of(export(loaded.statement, loaded.form, "csv")):
        for column, text in row.items():
            if column != "amount" or row["state"] == "unreadable":
                assert not text.startswith(tuple("=+-@＝＋－＠\t\r"))


def test_a_bom_stands_before_csv_unless_it_is_not_wanted() -> None:
    loaded = load(STATEMENTS[0])
    with_bom = export(loaded.statement, loaded.form, "csv")
    without = export(loaded.statement, loaded.form, "csv", bom=False)
    assert with_bom == b"\xef\xbb\xbf" + without
    assert without.startswith(b"department,year,")
    assert b"\r" not in without


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n1", "＝1", "＋1", "－1", "＠A", " =1", "\u3000=1", "\ufeff=1"],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("text", ["", "合计", "201", "'=1", "1-2", "（一）", "—", "0.00", "a=b"])
def test_what_it_would_not_run_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text


@given(st.text(max_size=8))
def test_no_text_begins_like_a_formula(text: str) -> None:
    safe = neutral(text)
    assert safe.lstrip()[:1] not in set("=+-@＝＋－＠")
    assert safe[:1] not in set("\t\r\n")
    assert safe.removeprefix("'") == text.removeprefix("'")


def test_what_would_be_lost_is_told_from_what_is_kept() -> None:
    kept = [Fault("bom", 1), Fault("missing-table"), Fault("unknown-topic", 3)]
    figure, row = Fault("figure-text", 5), Fault("duplicate-row", 7)
    assert lost([*kept, figure, row], "toml") == [figure, row]
    assert lost([*kept, figure, row], "json") == [row]
    assert lost([*kept, figure], "csv") == []


FAULTY = [
    ("missing-table", ""),
    ("unknown-topic", '[tables.payments]\ncoverage = "full"\n[[tables.payments.rows]]\nrow = "total"\nfrom = "x"\n'),
    ("unknown-cell", '[[charts]]\nkey = "1"\n[[charts.bars]]\ncell = "x[y].z"\n'),
    ("figures-in-none", '[tables.payments]\ncoverage = "none"\n[[tables.payments.rows]]\nrow = "total"\ntotal = 1\n'),
]


@pytest.mark.parametrize(("code", "body"), FAULTY, ids=[code for code, _ in FAULTY])
def test_a_fault_that_counts_as_kept_loses_nothing(code: str, body: str) -> None:
    loaded = read('format = 1\nform = "national-2020"\ndepartment = "某局"\nyear = 2020\n' + body)
    assert code in {fault.code for fault in loaded.faults}
    assert not lost(loaded.faults, "toml")
    again = read(export(loaded.statement, loaded.form, "toml").decode())
    assert again.statement == loaded.statement
    for line in body.splitlines():
        assert line in export(loaded.statement, loaded.form, "toml").decode()


def test_an_unknown_format_is_refused() -> None:
    loaded = small()
    with pytest.raises(ValueError, match="xls"):
        export(loaded.statement, loaded.form, "xls")
