"""Searching a statement: every hit is where it says, and what one sees can be found."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from fintui.files.reader import load
from fintui.model.place import cell, get
from fintui.model.search import Index

STATEMENTS = Path(__file__).parents[2] / "data" / "statements"
LOADED = load(STATEMENTS / "wuchang-big-data-centre-2020.toml")
INDEX = Index(LOADED.statement, LOADED.form)


@pytest.mark.parametrize("asked", ["4090.91", "4,090.91", "４０９０．９１", "4,090.91 "])
def test_an_amount_is_found_however_it_is_grouped(asked):
    hits = list(INDEX.find(asked))
    tables = [hit.place for hit in hits if hit.place.role]
    assert tables
    assert all(get(LOADED.statement, place) == Decimal("4090.91") for place in tables)
    assert any(hit.place.part == "sections" for hit in hits)


def test_hits_are_exact_in_the_text_as_stored():
    for asked in ("公务接待", "gis", "三公"):
        for hit in INDEX.find(asked):
            assert hit.text[hit.start : hit.end].lower() == asked
            if hit.place.part == "sections":
                assert get(LOADED.statement, hit.place)[hit.start : hit.end].lower() == asked


def test_rows_are_found_by_code_and_name():
    putuo = load(STATEMENTS / "putuo-finance-bureau-2024.toml")
    row = next(row for row in putuo.statement.tables["payments"].rows if row.key.isdigit())
    index = Index(putuo.statement, putuo.form)
    for asked in (row.key, f"{row.key} {row.name}", row.name):
        assert cell("payments", row.key, "name") in {hit.place for hit in index.find(asked)}


def test_nothing_typed_finds_nothing_and_signs_of_patterns_are_plain_text():
    for asked in ("", "  ", ".*", "(?", "[a-z]", "\\", "\0"):
        assert list(INDEX.find(asked)) == []


def test_no_hit_reaches_into_the_next_text():
    first, second = "大数据中心", "部门"
    for hit in INDEX.find(f"{first} {second}"):
        assert "\0" not in hit.text


def test_every_name_and_amount_of_a_row_is_found_where_it_stands():
    statement = load(STATEMENTS / "putuo-finance-bureau-2024.toml").statement
    table = statement.tables["payments"]
    table.rows[3].name = "甲\0乙丙"
    index = Index(statement, LOADED.form)
    for row in table.rows[:12]:
        for column, figure in row.figures.items():
            if isinstance(figure, Decimal) and figure:
                assert cell("payments", row.key, column) in {hit.place for hit in index.find(str(figure))}
    (hit,) = index.find("乙丙")
    assert hit.place == cell("payments", table.rows[3].key, "name")
    assert hit.text[hit.start : hit.end] == "乙丙"
