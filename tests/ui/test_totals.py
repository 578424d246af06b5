"""A total is recomputed when asked for, seen first, and never from parts that are not known."""

from __future__ import annotations

from decimal import Decimal

import pytest
from driver import PUTUO, WUCHANG, Driver, words_of


@pytest.fixture
def driver():
    return Driver(PUTUO).press("3")


def test_a_wrong_total_is_offered_by_each_of_its_sums(driver):
    right = driver.figure("payments", "total", "total")
    driver.type("1").press("enter", "up", "alt+q")
    text = driver.screen
    assert "现为 1.00" in text
    assert f"{right:,} = 基本支出" in text
    assert text.count(f"{right:,} =") >= 2
    driver.press("enter")
    assert driver.figure("payments", "total", "total") == right
    assert f"由 1.00 改为 {right:,}" in driver.lines[-1]
    driver.press("u")
    assert driver.figure("payments", "total", "total") == Decimal("1.00")


def test_a_total_that_agrees_and_a_figure_that_is_no_total(driver):
    driver.press("alt+a", "alt+q", "enter")  # the honest roundings of the statement are gone
    driver.press("alt+5", "alt+a", "alt+q", "enter", "alt+3", "ctrl+home", "down", "down", "alt+q")
    assert "已与各项之和相符" in driver.lines[-1]
    assert not driver.desk.picker.is_open
    while driver.desk.document.can_undo:
        driver.desk.undo()
    driver.press("ctrl+end", "alt+q")
    assert "不是各项之和" in driver.lines[-1]
    assert not driver.desk.document.modified


def test_unknown_parts_are_told_and_nothing_is_done(driver):
    driver.press("right", "alt+u", "left", "alt+q")
    assert "基本支出 未公开" in driver.screen
    driver.press("escape")
    driver.press("right", "u", "down", "alt+u", "up", "alt+q")
    assert "未公开" in driver.screen
    marked = driver.desk.picker.marked()
    assert marked.why_not
    driver.press("enter")
    assert driver.desk.picker.is_open
    driver.press("escape")
    assert driver.figure("payments", "total", "basic") is not None


def test_the_total_of_a_statement_that_discloses_little():
    driver = Driver(WUCHANG).press("1")
    changes = driver.desk.document.unsaved_count
    for _ in range(30):
        driver.press("alt+q")
        if driver.desk.picker.is_open:
            assert driver.desk.picker.marked()
            driver.press("escape")
        driver.press("down")
    assert driver.desk.document.unsaved_count == changes


def test_all_totals_of_a_range_are_recomputed_from_the_lowest_up(driver):
    table = driver.desk.document.statement.tables["payments"]
    driver.press("alt+a", "alt+q", "enter")  # the honest roundings of the statement are gone
    before = {row.key: dict(row.figures) for row in table.rows}
    lowest = next(row.key for row in table.rows if row.is_coded and not table.children(row.key) and row.figures)
    driver.press("ctrl+home")
    keys = [place.key for place in (row[4].place for row in driver.desk.grid.sheet.rows) if place]
    driver.press(*["down"] * keys.index(lowest), "right").type("9999.99").press("enter", "alt+a", "alt+q")
    assert driver.desk.part.page == "preview"
    driver.press("enter")
    delta = Decimal("9999.99") - (before[lowest].get("basic") or 0)
    for above in ("total", lowest[:3], lowest[:5]):
        assert table.row(above).figures["basic"] == before[above]["basic"] + delta
        assert table.row(above).figures["total"] == before[above]["total"] + delta
    assert table.row(lowest).figures["total"] == before[lowest]["total"] + delta
    errors = [each for each in driver.desk.findings() if each.rule in {"T3-1", "T3-2", "H-1", "H-2"}]
    assert not errors
    driver.press("u", "u", "u")
    assert not driver.desk.document.modified


def test_rows_and_columns_that_differ_are_told_and_left(driver):
    driver.press("down", "right").type("1").press("enter", "ctrl+home", "shift+right", "shift+right", "alt+q")
    assert "两者不符,未改" in driver.screen
    total = driver.figure("payments", "total", "total")
    driver.press("enter")
    assert driver.figure("payments", "total", "total") == total
    assert "另有 1 处未改" in driver.lines[-1]


def test_every_step_over_tables_has_a_name_in_the_history():
    steps = "paste totals missing unknown blank zero fill-down insert-rows delete-rows move-row recode-row order-rows"
    for language in ("zh", "en"):
        assert [step for step in steps.split() if f"history.name-{step}" not in words_of(language)] == []
