"""Prose in one's own editor, from the page and in a real terminal."""

from __future__ import annotations

import shutil

import pytest
from driver import WUCHANG, Driver
from terminal import Terminal

from fintui.files.reader import load
from fintui.model.place import Place, get

PLACE = Place("sections", "receipts-and-payments", "text")


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """An editor that does what its body says with `$last`, the file."""

    def write(body: str) -> str:
        path = tmp_path / "editor.sh"
        path.write_text(f"#!/bin/sh\nfor last; do :; done\n{body}\n", "utf-8")
        path.chmod(0o700)
        monkeypatch.setenv("VISUAL", str(path))
        return str(path)

    return write


def opened() -> Driver:
    """The explanations, on a host that has a terminal to lend."""
    driver = Driver(WUCHANG).go("e")
    driver.host.lends = True
    return driver


def test_the_text_comes_back_as_one_change_that_can_be_undone(editor):
    editor("sed -i 's/项目增加/项目较多/' \"$last\"")
    driver = opened()
    before = get(driver.desk.document.statement, PLACE)
    driver.press("ctrl+x")
    assert get(driver.desk.document.statement, PLACE) == before.replace("项目增加", "项目较多")
    assert "项目较多" in driver.screen
    driver.press("u")
    assert get(driver.desk.document.statement, PLACE) == before
    assert not driver.desk.document.can_undo


def test_a_text_that_was_not_changed_is_no_change(editor):
    editor("true")
    driver = opened().press("ctrl+x")
    assert not driver.desk.document.can_undo


def test_an_editor_that_fails_is_told_and_a_figure_is_no_text(editor):
    editor("exit 2")
    driver = opened().press("ctrl+x")
    assert "以 2 退出" in driver.lines[-1]
    driver.check()
    assert not driver.desk.document.can_undo
    driver.go("0")
    while not (place := driver.desk.page_face.selected().place) or place.field != "value":
        driver.press("down")
    driver.press("ctrl+x")
    assert "没有可在编辑器中修改的文字" in driver.lines[-1]


def test_a_terminal_that_cannot_be_lent_says_so():
    driver = Driver(WUCHANG).go("e").press("ctrl+x")
    assert "不能让给别的程序" in driver.lines[-1]


def test_in_a_real_terminal_the_editor_has_the_screen_and_gives_it_back(editor, tmp_path):
    path = tmp_path / "a.toml"
    shutil.copy(WUCHANG, path)
    command = editor('stty -a | grep -q -- "-icanon" || echo COOKED; read answer; echo "补充说明。" >> "$last"')
    terminal = Terminal(path, tmp_path, VISUAL=command)
    terminal.until("0 概况")
    terminal.send("e")
    terminal.until("收、支总计4,090.91万元")
    terminal.send("V")
    terminal.until("COOKED")
    terminal.send("\x03")  # Ctrl+C is for the editor, which ends of it: the program does not
    terminal.until("文字没有改动")
    terminal.send("V")
    terminal.until("COOKED")
    terminal.send("\n")
    terminal.until("补充说明。")
    terminal.send("\x13")
    terminal.until("已保存")
    terminal.send("q")
    assert terminal.end() == 0
    assert load(path).statement.section("receipts-and-payments").text.endswith("补充说明。")
