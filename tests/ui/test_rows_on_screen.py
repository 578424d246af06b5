"""Rows on the screen: inserted from the code list, deleted, moved, renamed, each one undoable step."""

from __future__ import annotations

from decimal import Decimal

import pytest
from driver import PUTUO, WUCHANG, Driver


@pytest.fixture
def driver():
    return Driver(PUTUO).press("3")


def codes(driver, role="payments"):
    return [row.key for row in driver.desk.document.statement.tables[role].rows if row.is_coded]


@pytest.mark.parametrize("typed", ["2010604", "预算改革", "ysgg"])
def test_a_row_is_found_by_code_name_or_initials_and_put_in_its_place(driver, typed):
    before = codes(driver)
    driver.press("insert").type(typed)
    options = [each.text for each in driver.desk.picker._shown]
    assert any("2010604" in text and "预算改革业务" in text for text in options)
    driver.press("ctrl+home")
    while "2010604" not in driver.desk.picker.marked().text:
        driver.press("down")
    driver.press("enter")
    if driver.desk.status.question:
        driver.press("enter")
    assert "2010604" in codes(driver)
    assert codes(driver) == sorted(codes(driver))
    assert driver.desk.grid.place().key == "2010604"
    assert "已新增" in driver.lines[-1]
    driver.type("12.5").press("enter")
    assert driver.figure("payments", "2010604", driver.desk.grid.place().field) == Decimal("12.50")
    driver.press("u", "u")
    assert codes(driver) == before
    assert "2010604" in driver.lines[-1]
    assert not driver.desk.document.modified


def test_parents_that_are_missing_are_offered(driver):
    before = codes(driver)
    for _ in range(2):  # 20103 政府办公厅（室）及相关机构事务 is not there
        driver.press("insert").type("2010350").press("enter")
        assert "缺上级科目 20103" in driver.lines[0]
        driver.press("enter")
        assert [code for code in codes(driver) if code not in before] == ["20103", "2010350"]
        driver.press("u")
        assert codes(driver) == before
    driver.press("insert").type("2010350").press("enter", "f2")
    assert [code for code in codes(driver) if code not in before] == ["2010350"]


def test_a_code_that_no_list_has_asks_for_a_name(driver):
    driver.press("insert").type("2019977").press("enter")
    assert "2019977" in driver.lines[0]
    driver.press("enter")
    assert "名称不能为空" in driver.lines[-1]
    driver.type("地方新设事项").press("enter")
    while driver.desk.status.question:
        driver.press("enter")
    assert driver.desk.document.statement.tables["payments"].row("2019977").name == "地方新设事项"


def test_a_new_row_of_economic_items_goes_to_its_block():
    driver = Driver(PUTUO).press("6", "insert").type("30306").press("enter")
    assert codes(driver, "general-budget-basic-payments").count("30306") == 1
    driver.press("shift+delete")
    assert "30306" not in codes(driver, "general-budget-basic-payments")


def test_tables_of_fixed_rows_say_so(driver):
    driver.press("alt+7", "insert")
    assert "由表样规定" in driver.lines[-1]
    driver.press("shift+delete")
    assert "由表样规定" in driver.lines[-1]


def test_deleting_a_row_asks_about_those_below_it(driver):
    before = codes(driver)
    under = [code for code in before if code.startswith("201")]
    driver.press("down", "shift+delete")
    assert f"有下级 {len(under) - 1} 行" in driver.lines[0]
    driver.press("escape")
    assert codes(driver) == before
    driver.press("shift+delete", "enter")
    assert codes(driver) == [code for code in before if code not in under]
    assert "已删除" in driver.lines[-1]
    driver.press("u")
    assert codes(driver) == before
    assert not driver.desk.document.modified


def test_a_range_of_rows_is_deleted_in_one_step(driver):
    before = codes(driver)
    driver.press("ctrl+end", "shift+up", "shift+delete")
    assert codes(driver) == before[:-2]
    driver.press("u")
    assert codes(driver) == before
    driver.press("ctrl+home", "shift+delete")
    assert "由表样规定" in driver.lines[-1]


def test_rows_are_moved_and_put_in_order(driver):
    before = codes(driver)
    driver.press("down", "alt+down")
    assert codes(driver)[:2] == [before[1], before[0]]
    assert driver.desk.grid.place().key == before[0]
    assert "不按科目编码排列" in driver.lines[-1]
    driver.press("alt+j").type("排列").press("enter")
    assert codes(driver) == before
    driver.press("alt+j").type("排列").press("enter")
    assert "已按科目编码" in driver.lines[-1]
    driver.press("ctrl+home", "down", "alt+up")
    assert "不能再移" in driver.lines[-1]


def test_a_row_is_renamed_and_the_list_s_name_is_told(driver):
    driver.press("down", "alt+g", "ctrl+u").type("一般公共服务").press("enter")
    assert driver.desk.document.statement.tables["payments"].row("201").name == "一般公共服务"
    assert "一般公共服务" in driver.screen
    driver.press("alt+g")
    assert "科目表:一般公共服务支出" in driver.lines[0]
    driver.press("ctrl+u", "enter")
    assert "名称不能为空" in driver.lines[-1]
    driver.press("escape", "u")
    assert not driver.desk.document.modified


def test_a_row_gets_another_code(driver):
    driver.press("down", "down", "down")
    old = driver.desk.grid.place().key
    figures = dict(driver.desk.document.statement.tables["payments"].row(old).figures)
    driver.desk.tools.run("rows.recode")
    driver.type("2010605").press("enter")
    assert driver.desk.document.statement.tables["payments"].row("2010605").figures == figures
    assert old not in codes(driver)
    driver.press("u")
    assert old in codes(driver)
    assert not driver.desk.document.modified


def test_the_menu_of_rows_has_them_all(driver):
    driver.press("alt+j")
    assert all(word in driver.screen for word in ("新增一行", "删除行", "行上移", "改行的名称", "按科目编码排列"))
    driver.press("escape")


def test_new_rows_are_saved_and_read_again(tmp_path):
    import shutil

    path = shutil.copy(PUTUO, tmp_path / "p.toml")
    driver = Driver(path).press("3", "insert").type("2010604").press("enter")
    driver.type("1").press("enter", "ctrl+s")
    again = Driver(path)
    assert codes(again) == codes(driver)


def test_rows_may_come_into_a_table_that_is_not_disclosed():
    driver = Driver(WUCHANG).press("8", "insert").type("212").press("enter")
    driver.check()
    while driver.desk.status.question:
        driver.press("enter")
    driver.press("u")
    assert not driver.desk.document.modified
