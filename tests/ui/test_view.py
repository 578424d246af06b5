"""Rows by what they hold, columns hidden and shown again; a jump to what is not seen shows it."""

from __future__ import annotations

import pytest
from driver import PUTUO, SIZES, Driver

from fintui.model.place import cell


def rows_of(driver):
    keys = []
    for row in driver.desk.grid.sheet.rows:
        keys += [slot.place.key for slot in row if slot.place][:1]
    return keys


def see(driver, typed):
    return driver.press("ctrl+k").type(typed).press("enter")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", "123456789")
def test_every_view_of_every_table_can_be_looked_at(size, place):
    driver = Driver(PUTUO, size).go(place)
    for typed in ("有数", "改过", "未公开", "有核对", "全部"):
        see(driver, typed)
        driver.check()
        driver.press("down", "right", "ctrl+end", "ctrl+home", "pagedown")
        driver.check()


def test_only_rows_with_amounts_and_those_of_a_code():
    driver = Driver(PUTUO).go("1")
    every = len(driver.desk.grid.sheet.rows)
    see(driver, "有数")
    assert 0 < len(driver.desk.grid.sheet.rows) < every
    assert "只看" in driver.lines[0]
    driver.go("3")
    every = rows_of(driver)
    see(driver, "208")
    assert set(rows_of(driver)) == {key for key in every if key.startswith("208")}
    see(driver, "全部")
    assert rows_of(driver) == every
    assert "只看" not in driver.lines[0]


def test_changed_rows_are_those_with_edits():
    driver = Driver(PUTUO).go("3").press("ctrl+home").type("1").press("enter")
    see(driver, "改过")
    assert rows_of(driver) == ["total"]
    see(driver, "未公开")
    assert "没有这样的行" in driver.lines[-1]
    driver.press("down", "f2", "delete", "5", "enter")
    driver.check()


def test_a_jump_to_a_row_that_is_not_seen_shows_all_rows():
    driver = Driver(PUTUO).go("3")
    see(driver, "208")
    driver.desk.goto(cell("payments", "total", "basic"))
    assert driver.desk.grid.place() == cell("payments", "total", "basic")


def test_columns_are_hidden_one_by_one_and_shown_again():
    driver = Driver(PUTUO).go("3")
    driver.press("alt+k").type("项目支出").press("enter")
    assert driver.desk.grid.layout.sheet.find(cell("payments", "total", "project")) is None
    assert "隐藏 1 列" in driver.lines[0]
    driver.press("alt+k").type("所有").press("enter")
    assert driver.desk.grid.layout.sheet.find(cell("payments", "total", "project"))
    for _ in range(20):  # the last column of figures cannot be hidden
        driver.press("alt+k").type("隐藏").press("enter", "escape")
        driver.check()
    assert any(column.kind == "amount" for column in driver.desk.grid.sheet.columns)


def test_names_are_shown_in_full_on_wish():
    driver = Driver(PUTUO, (80, 24)).go("6")
    cut = driver.screen.count("…")
    driver.press("alt+k").type("名称").press("enter")
    driver.check()
    assert driver.screen.count("…") <= cut
