"""Lists on the pages by keys: records added, deleted, moved; all of it undone, saved, and read back."""

from __future__ import annotations

import shutil

import pytest
from driver import SIZES, WUCHANG, Driver

from fintui.files.reader import load
from fintui.files.usual import usual_facts, usual_headings
from fintui.files.writer import dump
from fintui.model.place import Place
from fintui.model.statement import Statement


@pytest.fixture
def driver(tmp_path):
    path = tmp_path / "a.toml"
    shutil.copy(WUCHANG, path)
    return Driver(path, (120, 40))


def at(driver: Driver, part: str, key: str, name: str) -> Driver:
    driver.desk.show_place(Place(part, key, name))
    driver.press("f10", "f10")
    assert driver.desk.page_face.selected().place == Place(part, key, name)
    return driver


def statement(driver: Driver) -> Statement:
    return driver.desk.document.statement


def saved(driver: Driver) -> Statement:
    """What the file holds after a save; it is just what the screen has."""
    driver.press("ctrl+s")
    assert "已保存" in driver.lines[-1], driver.lines[-1]
    loaded = load(driver.desk.path)
    assert not loaded.faults
    document = driver.desk.document
    assert dump(loaded.statement, loaded.form) == dump(document.statement, document.form)
    return loaded.statement


def test_a_duty_is_added_behind_the_selected_one_and_the_marks_go_on(driver):
    driver.host.edit = lambda text: text or "新的职责。"
    at(driver, "duties", "1", "text").press("insert")
    assert [duty.mark for duty in statement(driver).duties][:4] == ["(一)", "(二)", "(三)", "(四)"]
    assert statement(driver).duties[2].text == "新的职责。"
    assert driver.desk.page_face.selected().place == Place("duties", "2", "text")
    assert len(saved(driver).duties) == 9
    driver.press("u")
    assert len(statement(driver).duties) == 8
    assert statement(driver).duties[2].mark == "(三)"
    driver.check()


def test_an_empty_answer_adds_nothing(driver):
    at(driver, "duties", "1", "text").press("insert")
    assert len(statement(driver).duties) == 8
    at(driver, "units", "0", "name").press("insert", "enter", "escape")
    assert len(statement(driver).units) == 1
    assert not driver.desk.document.can_undo


def test_units_terms_and_priorities_ask_for_their_name(driver):
    at(driver, "units", "0", "name").press("+").type("下属单位甲").press("enter")
    assert [(unit.mark, unit.name) for unit in statement(driver).units][1:] == [("2.", "下属单位甲")]
    at(driver, "terms", "0", "term").press("+").type("年初预算").press("enter")
    assert (statement(driver).terms[1].mark, statement(driver).terms[1].term) == ("(二)", "年初预算")
    assert statement(driver).terms[2].mark == "(三)"
    at(driver, "priorities", "2", "matter").press("+").type("培训").press("enter")
    assert (statement(driver).priorities[3].number, statement(driver).priorities[3].matter) == ("4", "培训")
    saved(driver)


def test_a_count_is_picked_from_the_usual_ones_or_named(driver):
    at(driver, "staff", "retired-cadres", "value").press("delete")
    assert "retired-cadres" not in {fact.key for fact in statement(driver).staff}
    at(driver, "staff", "retired", "value").press("insert").type("离休").press("enter")
    fact = next(fact for fact in statement(driver).staff if fact.key == "retired-cadres")
    assert (fact.item, fact.unit, fact.part_of) == ("离休", "人", "retired")
    driver.press("enter").type("3").press("enter")
    assert fact.value == 3
    driver.press("insert").type("其他").press("enter").type("聘用人员").press("enter")
    assert any(fact.item == "聘用人员" and fact.key == "item-1" for fact in saved(driver).staff)


def test_a_section_is_deleted_only_once_that_is_confirmed_and_comes_back_from_the_usual_ones(driver):
    at(driver, "sections", "payments", "text").press("delete", "escape")
    assert statement(driver).section("payments")
    before = dump(statement(driver), driver.desk.document.form)
    driver.press("delete", "enter")
    assert statement(driver).section("payments") is None
    assert statement(driver).sections[2].heading.startswith("三、财政拨款")
    saved(driver)
    driver.press("u")
    assert dump(statement(driver), driver.desk.document.form) == before
    driver.press("U")
    at(driver, "sections", "receipts", "text").press("+", "enter")
    assert driver.desk.status.question.edit.text == "三、支出决算情况说明"
    driver.press("enter")
    assert [section.topic for section in statement(driver).sections][2] == "payments"
    assert statement(driver).sections[3].heading.startswith("四、")
    saved(driver)


@pytest.mark.parametrize("size", SIZES)
def test_records_move_and_the_cursor_with_them(driver, size):
    driver.desk.resize(*size)
    first = statement(driver).works[0].text
    at(driver, "works", "0", "text").press("alt+down", "}")
    assert statement(driver).works[2].text == first
    assert driver.desk.page_face.selected().place == Place("works", "2", "text")
    driver.press("alt+up", "{", "{")
    assert statement(driver).works[0].text == first
    assert "不能再移" in driver.lines[-1]
    driver.check()
    driver.press("alt+down")
    assert saved(driver).works[1].text == first


def test_to_an_empty_list_one_adds_from_the_list_of_lists(driver):
    while statement(driver).units:
        at(driver, "units", "0", "name").press("delete")
    driver.go("0").press("home", "+").type("units").press("enter").type("本级").press("enter")
    assert [(unit.mark, unit.name) for unit in saved(driver).units] == [("1.", "本级")]


def test_marks_headings_and_captions_are_edited_on_the_page_of_a_record(driver):
    at(driver, "sections", "receipts", "text").press("i")
    assert "二、收入决算情况说明" in driver.screen
    driver.check()
    assert driver.desk.page_face.selected().place == Place("sections", "receipts", "heading")
    driver.press("enter", "end").type("。").press("enter")
    assert statement(driver).sections[1].heading == "二、收入决算情况说明。"
    driver.press("escape")
    assert driver.desk.part.page == "explanations"
    driver.go("g").press("home", "enter", "end").type("!").press("enter")
    assert saved(driver).charts[0].caption.endswith("!")
    at(driver, "duties", "0", "text").press("i", "enter", "end").type("!").press("enter")
    assert statement(driver).duties[0].mark == "(一)!"
    driver.press("u")
    assert statement(driver).duties[0].mark == "(一)"


def test_where_nothing_can_be_deleted_that_is_said(driver):
    driver.go("0").press("home", "delete")
    assert "没有可增删" in driver.lines[-1]
    driver.go("f").press("delete")
    assert "没有可增删" in driver.lines[-1]
    assert not driver.desk.document.can_undo


def test_the_usual_records_are_those_of_the_rules(driver):
    known = {section.topic for section in statement(driver).sections}
    assert known == set(usual_headings())
    for part in ("staff", "procurement", "assets", "performance"):
        keys = {fact.key for fact in usual_facts(part, "元")}
        assert {fact.key for fact in getattr(statement(driver), part)} == keys
        assert {fact.part_of for fact in usual_facts(part, "元")} - {""} <= keys
