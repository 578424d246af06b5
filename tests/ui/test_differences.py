"""The page of differences: what is shown, taken and kept, and where it leads."""

from __future__ import annotations

import subprocess
from decimal import Decimal

import pytest
from driver import PUTUO, WUCHANG, Driver

from fintui.model.changes import Insert, Put, Remove
from fintui.model.place import Place
from fintui.model.statement import Term


@pytest.fixture
def driver(tmp_path):
    """A statement with an edited cell, an edited section, a term that came and one that went."""
    path = tmp_path / "2020.toml"
    path.write_bytes(WUCHANG.read_bytes())
    driver = Driver(path, (120, 40)).go("3").type("4000.00").press("enter")
    document = driver.desk.document
    text = document.statement.section("payments").text
    document.apply(Put(Place("sections", "payments", "text"), text.replace("356.25", "360.00", 1)))
    document.apply(Remove("terms", 1))
    document.apply(Insert("terms", 3, Term("(新)", "新名词", "新的解释")))
    return driver


def compare(driver, what="上次"):
    """Pick what is compared with."""
    driver.press("alt+f").type(what).press("enter")
    driver.check()
    return driver


def line(driver, text):
    return next(line for line in driver.lines if text in line)


def test_what_differs_from_the_last_save_is_told_in_the_order_of_the_parts(driver):
    compare(driver)
    places = [
        driver.screen.index(text) for text in ("4,090.91 → 4,000.00", "[-356.25-]{+360.00+}", "-  政府性", "+  新名词")
    ]
    assert places == sorted(places)
    assert "4 处不同" in driver.screen


def test_enter_leads_to_the_cell_and_the_sentence_and_back(driver):
    compare(driver).press("enter")
    assert driver.desk.grid.place() == Place("tables.payments", "total", "total")
    driver.press("b")
    assert "4 处不同" in driver.screen
    driver.press("home", "down", "enter")
    assert driver.desk.part.page == "explanations"
    assert driver.desk.page_face.selected().place == Place("sections", "payments", "text")


def test_taking_over_is_an_ordinary_change(driver):
    compare(driver).press("f3")
    assert driver.figure("payments", "total", "total") == Decimal("4090.91")
    assert "3 处不同" in driver.screen
    driver.press("t", "t", "t")
    assert "没有不同" in driver.screen
    assert not driver.desk.document.modified
    for _ in range(4):
        driver.press("u")
    assert driver.figure("payments", "total", "total") == Decimal("4000.00")
    assert "新名词" in [term.term for term in driver.desk.document.statement.terms]


def test_keeping_marks_a_difference_as_decided_and_goes_on(driver):
    compare(driver).press("f6")
    assert "✓" in line(driver, "4,090.91 → 4,000.00")
    assert driver.desk.page_face.selected().token.place.part == "sections"
    assert driver.figure("payments", "total", "total") == Decimal("4000.00")
    driver.press("up", "m")
    assert "✓" not in line(driver, "4,090.91 → 4,000.00")


def test_next_and_previous_walk_from_difference_to_difference(driver):
    compare(driver).press("escape", "n")
    assert driver.desk.grid.place() == Place("tables.payments", "total", "total")
    assert "1/4  合计 · 本年支出合计" in driver.screen
    driver.press("n")
    assert driver.desk.part.page == "explanations"
    driver.press("N", "N")
    assert "4/4" in driver.screen
    driver.check()


def test_against_a_git_revision_and_what_is_wrong_with_it(driver, tmp_path, monkeypatch):
    compare(driver, "HEAD")
    assert "不在 git 仓库里" in driver.screen
    names = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "2020.toml"), ("commit", "-qm", "one")):
        subprocess.run(["git", *names, *words], cwd=tmp_path, check=True, capture_output=True)
    compare(driver, "HEAD")
    assert "版本 HEAD → 现在:4 处不同" in driver.screen
    driver.press("alt+f").type("其他").press("enter")
    assert "git 版本:" in driver.screen
    driver.press("ctrl+u").type("v9").press("enter")
    assert "没有版本 v9" in driver.screen
    driver.press("ctrl+u").type("HEAD").press("enter")
    assert "4 处不同" in driver.screen


def test_against_another_file_of_another_form(tmp_path):
    path = tmp_path / "2024.toml"
    path.write_bytes(PUTUO.read_bytes())
    text = PUTUO.read_text("utf-8").replace("shanghai-2024", "national-2022").replace("year = 2024", "year = 2023")
    assert "fiscal = 2940.05" in text
    (tmp_path / "2023.toml").write_text(text.replace("fiscal = 2940.05", "fiscal = 2900.05", 1), "utf-8")
    driver = compare(Driver(path, (120, 40)), "上年")
    assert "合计 · 财政拨款收入  2,900.05 → 2,940.05" in driver.screen
    driver.press("f3")
    assert "这一处在本报表里没有对应的位置" in driver.screen  # the form itself cannot be taken
    driver.press("down", "down", "f3")
    assert driver.figure("receipts", "total", "fiscal") == Decimal("2900.05")
    driver.press("alt+f").type("另一份").press("enter", "ctrl+u").type("none.toml").press("enter")
    assert "没有这个文件" in driver.screen
    driver.press("ctrl+u").type(str(tmp_path / "2023.toml")).press("enter")
    assert "2023.toml → 现在" in driver.screen


def test_both_languages_and_sizes(driver):
    for size in ((120, 40), (80, 24), (40, 10), (20, 4)):
        driver.desk.resize(*size)
        compare(driver).press("down", "end", "pageup", "f6").check()
    english = Driver(driver.desk.path, (80, 24), "en").go("3").type("1.00").press("enter", "alt+f", "enter")
    assert "1 difference " in english.screen
    english.check()


def test_a_statement_without_a_file_has_no_revisions():
    from fintui.files.reader import load

    driver = Driver(load(WUCHANG), (120, 40)).press("alt+f")
    assert "还没有保存为文件" in driver.screen
    driver.type("上次").press("enter")
    assert "没有不同" in driver.screen
    driver.press("f3", "f6")
    assert "请先选中一处不同" in driver.screen
