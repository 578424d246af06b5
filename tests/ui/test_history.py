"""The history: every step with what it did, any state one key away, the saved one marked."""

from __future__ import annotations

import shutil
import time
from decimal import Decimal

import pytest
from driver import PUTUO, Driver

from fintui.model.changes import Group, Insert, Put, Remove
from fintui.model.place import Place, cell
from fintui.model.statement import Row, Work

TOTAL = cell("payments", "total", "total")


@pytest.fixture
def driver(tmp_path) -> Driver:
    return Driver(shutil.copy(PUTUO, tmp_path / "甲.toml"), (80, 24))


def put(driver: Driver, *numbers: str) -> None:
    for number in numbers:
        driver.desk.document.apply(Put(TOTAL, Decimal(number)))


def total(driver: Driver) -> str:
    return str(driver.figure("payments", "total", "total"))


def test_a_history_without_a_step_has_the_state_that_was_opened(driver):
    driver.press("alt+h")
    assert "改动历史" in driver.screen
    assert "▶ 现在  ● 已保存  打开时" in driver.screen
    driver.press("enter")
    assert "已在这个状态" in driver.screen


def test_each_step_tells_where_and_what_before_and_after(driver):
    put(driver, "1.00", "2.00")
    driver.press("alt+h")
    driver.check()
    lines = [line.strip(" >") for line in driver.lines]
    at = next(number for number, line in enumerate(lines) if "1.00 → 2.00" in line)
    assert "支出决算表 合计" in lines[at - 1]
    assert "▶ 现在" in lines[at - 1]
    assert any("→ 1.00" in line for line in lines[at + 1 :])
    assert any(line.startswith("● 已保存") and "打开时" in line for line in lines)


def test_enter_goes_to_any_state_back_and_on(driver):
    put(driver, "1.00", "2.00", "3.00")
    driver.press("alt+h", "end", "enter")
    assert driver.desk.document.position == 0
    assert not driver.desk.document.modified
    driver.check()
    driver.press("up", "enter")
    assert total(driver) == "1.00"
    driver.press("home", "enter")
    assert total(driver) == "3.00"
    driver.press("down", "enter")
    assert total(driver) == "2.00"
    assert "2.00" in driver.press("escape").go("3").screen


def test_the_saved_state_is_marked_until_nothing_leads_there(driver):
    put(driver, "1.00")
    driver.press("ctrl+s")
    put(driver, "2.00")
    driver.press("alt+h")
    assert [line.count("● 已保存") for line in driver.lines if "1.00" not in line].count(1) == 1
    driver.press("end", "enter")  # before what was saved: the file has it, the statement has not
    assert driver.desk.document.modified
    assert driver.desk.document.saved_position == 1
    put(driver, "5.00")
    assert "● 已保存" not in driver.screen
    assert driver.desk.document.saved_position is None


def test_undo_goes_back_over_what_was_saved(driver):
    put(driver, "1.00")
    driver.press("ctrl+s", "u", "ctrl+s", "ctrl+y")
    assert total(driver) == "1.00"
    assert driver.desk.document.modified


def test_rows_records_and_groups_are_told(driver):
    document = driver.desk.document
    document.apply(Insert("works", 0, Work("新的重点工作")))
    document.apply(Remove("works", 0))
    document.apply(Insert("tables.payments", len(document.statement.tables["payments"].rows), Row("229", "其他支出")))
    rows = [row.key for row in document.statement.tables["payments"].rows[:7]]
    document.apply(Group("paste", tuple(Put(cell("payments", row, "basic"), Decimal(7)) for row in rows)))
    document.apply(Group("nothing", ()))
    document.apply(Put(Place("overview", "", "units"), "第一行\n[/]\x1b[31m"))
    driver.press("alt+h")
    driver.check()
    assert "粘贴(7 处)" in driver.screen
    assert "另有 3 处" in driver.screen
    driver.press("end")
    driver.check()
    assert "新的重点工作 → (未填)" in driver.screen
    assert "(未填) → 新的重点工作" in driver.screen


def test_a_step_may_be_empty_and_still_be_undone(driver):
    driver.desk.document.apply(Group("nothing", ()))
    assert "已撤销" in driver.press("u").screen


def test_a_long_history_comes_up_at_once(driver):
    with driver.desk.document.together():
        put(driver, *(f"{number}.00" for number in range(2000)))
    driver.press("alt+h")
    began = time.process_time()
    driver.press("escape", "alt+h")
    assert time.process_time() - began < 20
    assert "2000" in driver.screen


def test_a_jump_is_told_to_those_who_listen_once(driver):
    put(driver, "1.00", "2.00", "3.00")
    heard = []
    driver.desk.document.listeners.append(heard.append)
    driver.desk.document.go_to(0)
    assert len(heard) == 1
    assert driver.desk.engine
    fresh = Driver(driver.desk.path)
    assert driver.desk.counts() == fresh.desk.counts()
