"""Numbers left behind by an edit: marked at once, written anew from a page, one by one or all, undone in one step."""

from __future__ import annotations

import shutil
from decimal import Decimal

import pytest
from driver import SIZES, WUCHANG, Driver

from fintui.files.reader import load
from fintui.model.changes import Group, Put
from fintui.model.place import parse_cell

TOTALS = ("receipts-grand-total", "payments-grand-total")
BEFORE = "与2019年相比,收、支总计各增加1,557.66万元,增长61.49%,主要原因是项目增加。"
AFTER = "与2019年相比,收、支总计各减少342.34万元,下降13.51%,主要原因是项目增加。"


def edited(figure: str = "2190.91", path=WUCHANG, size: tuple[int, int] = (120, 40)) -> Driver:
    """The shipped statement with other grand totals."""
    driver = Driver(path, size)
    places = [parse_cell(f"receipts-and-payments[{row}].amount") for row in TOTALS]
    driver.desk.document.apply(Group("paste", tuple(Put(place, Decimal(figure)) for place in places if place)))
    return driver.press("f10", "f10")


def text(driver: Driver, topic: str = "receipts-and-payments") -> str:
    return driver.desk.document.statement.section(topic).text


def signs(driver: Driver) -> int:
    return driver.screen.count("↻")


def test_an_edit_marks_the_numbers_that_it_leaves_behind_and_an_undo_takes_the_marks_away():
    driver = Driver(WUCHANG).go("e")
    assert "↻" not in driver.screen
    assert "stale" not in driver.styles
    driver = edited().go("e")
    assert "↻1" in driver.lines[0]
    assert any(line.startswith(">↻") or "  ↻" in line or ">↻2020" in line for line in driver.lines[1:])
    assert "stale" in driver.styles
    driver.press("right")
    assert "表中数字已改" in driver.screen
    assert "✗↻" in driver.go("f").screen
    driver.press("u").go("e")
    assert "↻" not in driver.screen
    assert "stale" not in driver.styles


def test_what_disagreed_before_is_no_consequence_of_an_edit():
    driver = Driver(WUCHANG)
    place = parse_cell("general-budget-payments[total].project")
    driver.desk.document.apply(Put(place, Decimal("3734.67")))
    driver.go("e")
    spots = driver.desk.outdated.spots
    stale = {text(driver, topic)[start : start + 4] for topic, start in spots}
    assert "91%," not in stale
    assert "3,73" in stale


@pytest.mark.parametrize("size", SIZES)
def test_the_page_shows_old_and_new_and_all_are_taken_as_one_step(size):
    driver = edited(size=size).go("e").press("P")
    driver.check()
    assert "增减方向变了" in driver.screen
    assert BEFORE[:12] in driver.screen
    assert AFTER[:12] in driver.screen
    former, steps = text(driver), len(driver.desk.document._done)
    driver.press("ctrl+a")
    assert AFTER in text(driver)
    assert len(driver.desk.document._done) == steps + 1
    assert "已改写,请核对" in driver.screen
    assert [str(bar.less) for bar in driver.desk.document.statement.charts[0].bars if bar.less] == ["-342.34"]
    driver.check()
    driver.press("escape")
    assert "↻" not in driver.screen
    driver.press("u")
    assert text(driver) == former
    assert "↻1" in driver.lines[0]


def test_one_is_taken_from_its_sentence_and_from_its_finding():
    driver = edited().go("e").press("P", "enter")
    assert AFTER in text(driver)
    driver.press("u")
    assert driver.desk.part.page == "retie"
    assert BEFORE in text(driver)
    driver.press("escape").go("f").press("down", "P")
    assert driver.desk.part.page == "retie"
    assert driver.desk.page_face.selected().place.key == "receipts-and-payments"
    driver.press("o")
    assert driver.desk.part.page == "explanations"


def test_what_would_contradict_is_asked_about_and_left_out_of_all():
    driver = Driver(WUCHANG)
    driver.desk.document.apply(Put(parse_cell("payments[total].basic"), Decimal("400.00")))
    driver.go("3").press("P", "ctrl+a", "escape")
    assert "356.25万元" in text(driver, "payments")
    driver.go("3").press("P")
    assert "会与别处矛盾" in driver.screen
    while driver.desk.page_face.selected().place.key != "payments":
        driver.press("down")
    driver.press("enter")
    assert driver.desk.status.question
    driver.press("enter")
    assert "400.00万元,占本年支出9.78%" in text(driver, "payments")


def test_the_rest_of_the_findings_is_only_taken_once_that_is_confirmed():
    driver = Driver(WUCHANG).go("e").press("P", "ctrl+a")
    assert driver.desk.status.question
    driver.press("escape")
    assert "总额的91%" in text(driver, "performance")
    driver.press("ctrl+a", "enter")
    assert "总额的100%" in text(driver, "performance")
    driver.press("ctrl+a")
    assert "没有需要改写的" in driver.screen


def test_what_was_written_anew_is_saved_with_its_chart_and_nothing_is_out_of_date_then(tmp_path):
    path = tmp_path / "a.toml"
    shutil.copy(WUCHANG, path)
    driver = edited(path=path).go("e")
    driver.press("P", "ctrl+a", "escape", "ctrl+s")
    assert "↻" not in driver.screen
    saved = load(path).statement
    assert AFTER in saved.section("receipts-and-payments").text
    assert saved.charts == driver.desk.document.statement.charts
    changed = set(path.read_text().splitlines()) - set(WUCHANG.read_text().splitlines())
    assert len(changed) == 3  # both totals alike, the text, the bar


def test_after_a_save_what_disagrees_is_a_finding_like_others(tmp_path):
    path = tmp_path / "a.toml"
    shutil.copy(WUCHANG, path)
    driver = edited(path=path).go("e")
    assert signs(driver)
    driver.press("ctrl+s")
    assert not signs(driver)
    assert "failed" in driver.styles
