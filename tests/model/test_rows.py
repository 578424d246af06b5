"""Rows that a statement adds: where they belong, what is above them, how they change places."""

from __future__ import annotations

import copy
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fintui.files.reader import load
from fintui.files.resources import shipped
from fintui.model.changes import Group, apply
from fintui.model.materialise import ordered
from fintui.model.rows import (
    below,
    in_order,
    insertions,
    may_hold,
    missing_parents,
    moved,
    place_for,
    recoded,
    removals,
    takes_rows,
)
from fintui.model.statement import Row

PUTUO = load(shipped("data") / "statements" / "putuo-finance-bureau-2024.toml")
PAYMENTS, BASIC, FUND = "payments", "general-budget-basic-payments", "government-fund"


@pytest.fixture
def statement():
    return copy.deepcopy(PUTUO.statement)


def table_of(statement, role):
    return statement.tables[role], PUTUO.form.tables[role]


def codes(table):
    return [row.key for row in table.rows if row.is_coded]


def do(statement, changes):
    return apply(statement, Group("rows", tuple(changes)))


@pytest.mark.parametrize("code", ["2010650", "20199", "2010602", "232", "101"])
def test_a_row_comes_where_its_code_belongs(statement, code):
    table, layout = table_of(statement, PAYMENTS)
    if table.row(code):
        do(statement, removals(table, [code]))
    do(statement, insertions(table, layout, [Row(code, "名")]))
    assert codes(table) == sorted(codes(table))
    assert table.rows == ordered(table, layout)


def test_the_first_row_of_an_empty_table_stands_before_a_total_at_the_foot_and_after_one_at_the_head(statement):
    for role in (FUND, PAYMENTS):
        table, layout = table_of(statement, role)
        do(statement, removals(table, [*codes(table)]))
        do(statement, insertions(table, layout, [Row("2121301", "项"), Row("212", "类")]))
        assert codes(table) == ["212", "2121301"]
        assert table.rows == ordered(table, layout)
        total = next(index for index, row in enumerate(table.rows) if row.key == "total")
        assert total == (0 if layout.blocks[0].total_at == "first" else len(table.rows) - 1)


def test_economic_codes_go_to_the_block_of_their_class(statement):
    table, layout = table_of(statement, BASIC)
    for code in ("30306", "31005", "30299"):
        if not table.row(code):
            do(statement, insertions(table, layout, [Row(code, "名")]))
        assert table.rows == ordered(table, layout)
    assert not may_hold(table, layout, "20101")
    assert not may_hold(table, layout, "501")
    assert not may_hold(table, layout, "3010101")


def test_tables_of_fixed_rows_take_none():
    takes = {role for role, layout in PUTUO.form.tables.items() if takes_rows(layout)}
    assert PAYMENTS in takes
    assert BASIC in takes
    assert not takes & {"receipts-and-payments", "fiscal-receipts-and-payments", "three-public"}
    with pytest.raises(KeyError):
        place_for(PUTUO.statement.tables["three-public"], PUTUO.form.tables["three-public"], "20101")


def test_what_is_missing_above(statement):
    table, layout = table_of(statement, PAYMENTS)
    do(statement, removals(table, [code for code in codes(table) if code.startswith("201")]))
    assert missing_parents(table, layout, "2010601") == ["201", "20106"]
    do(statement, insertions(table, layout, [Row("201")]))
    assert missing_parents(table, layout, "2010601") == ["20106"]
    assert missing_parents(table, layout, "205") == []


def test_a_row_gets_another_code_with_its_figures(statement):
    table, layout = table_of(statement, PAYMENTS)
    before = copy.deepcopy(table.rows)
    old = codes(table)[2]
    figures = dict(table.row(old).figures)
    inverse = do(statement, recoded(table, layout, old, "2290101", "新名"))
    assert table.row(old) is None
    assert (table.row("2290101").figures, table.row("2290101").name) == (figures, "新名")
    assert codes(table) == sorted(codes(table))
    apply(statement, inverse)
    assert table.rows == before


def test_a_move_swaps_neighbours_and_stops_at_the_ends(statement):
    table, layout = table_of(statement, PAYMENTS)
    first, second = codes(table)[:2]
    do(statement, moved(table, layout, first, 1))
    assert codes(table)[:2] == [second, first]
    assert moved(table, layout, codes(table)[0], -1) == []
    assert moved(table, layout, codes(table)[-1], 1) == []
    assert moved(table, layout, "total", 1) == []
    assert moved(*table_of(statement, BASIC), "30101", 1) == []


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6))
def test_rows_in_any_order_are_put_in_that_of_their_codes_and_back(seed):
    statement = copy.deepcopy(PUTUO.statement)
    table, layout = table_of(statement, PAYMENTS)
    random.Random(seed).shuffle(table.rows)
    table.rows = ordered(table, layout)
    table.reindex()
    before = list(table.rows)
    inverse = do(statement, in_order(table, layout))
    assert codes(table) == sorted(codes(table))
    assert table.rows == ordered(table, layout)
    assert not in_order(table, layout)
    apply(statement, inverse)
    assert table.rows == before


def test_the_codes_below_a_code(statement):
    table, _ = table_of(statement, PAYMENTS)
    found = below(table, "201")
    assert found
    assert all(code.startswith("201") for code in found)
    assert "201" not in found
