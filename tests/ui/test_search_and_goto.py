"""Finding one's way: searching as one types, hit after hit, going to anything by name."""

from __future__ import annotations

import pytest
from driver import PUTUO, SIZES, WUCHANG, Driver


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["ctrl+f", "/"])
def test_hits_are_listed_as_one_types_and_enter_goes_there(size, key):
    driver = Driver(WUCHANG, size).go("e").press(key)
    for char in "4090.91":
        driver.type(char)
        driver.check()
    assert "4,090.91" in driver.screen
    driver.press("down", "enter")
    assert driver.desk.part.is_table
    assert "2/" in driver.lines[-1]
    driver.check()


def test_next_and_previous_go_through_hits_across_panels_and_round():
    driver = Driver(WUCHANG).press("/").type("公务接待").press("enter")
    seen = []
    for _ in range(60):
        seen.append(driver.lines[-1].strip())
        driver.press("n")
    count = int(seen[0].split("/")[1].split(":")[0])
    assert seen[count] == seen[0]
    assert len({text.split("/")[0] for text in seen}) == count
    driver.press("N")
    assert driver.lines[-1].strip() == seen[59]
    driver.press("alt+n", "ctrl+n")
    assert driver.lines[-1].strip() == seen[59]


def test_after_a_walk_through_findings_next_goes_on_with_findings():
    driver = Driver(WUCHANG).press("/").type("公务接待").press("enter", "f4")
    told = driver.lines[-1]
    driver.press("n")
    assert driver.lines[-1] != told
    assert "“公务接待”" not in driver.lines[-1]


def test_back_leads_to_where_one_searched_from():
    driver = Driver(WUCHANG).go("3")
    before = driver.desk.grid.place()
    driver.press("/").type("名词解释").press("escape")
    assert driver.desk.grid.place() == before
    driver.press("/").type("财政拨款收入").press("enter", "b")
    assert driver.desk.grid.place() == before


def test_a_search_without_hits_lists_nothing_and_stays_open():
    driver = Driver(WUCHANG).press("/").type("没有这样的话").press("enter")
    assert driver.desk.picker.is_open
    assert "0/0" in driver.lines[0]


def test_findings_are_found_by_their_rule():
    driver = Driver(WUCHANG)
    rule = next(each for each in driver.desk.findings() if each.quotes).rule
    driver.press("/").type(rule)
    assert rule in driver.screen
    driver.press("enter")
    assert not driver.desk.picker.is_open


@pytest.mark.parametrize(("typed", "goal"), [("mcjs", "glossary"), ("表3", "payments"), ("2010602", "")])
def test_go_to_by_initials_number_and_code(typed, goal):
    driver = Driver(PUTUO).press("ctrl+g").type(typed)
    first = driver.lines[2]
    driver.press("enter")
    assert not driver.desk.picker.is_open
    assert driver.desk.part.id == goal if goal else driver.desk.part.is_table, first
    driver.check()
