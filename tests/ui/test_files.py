"""Other statements of the folder, files opened lately, and coming back to where one was."""

from __future__ import annotations

import shutil

import pytest
from driver import PUTUO, SIZES, WUCHANG, Driver

from fintui.files.memory import load_memory, memory_path
from fintui.files.settings import Settings
from fintui.model.place import Place, cell, parse_place


@pytest.fixture
def folder(tmp_path):
    shutil.copy(PUTUO, tmp_path / "putuo.toml")
    shutil.copy(WUCHANG, tmp_path / "wuchang.toml")
    (tmp_path / "broken.toml").write_text('format = 1\ndepartment = "坏"\nyear = 20', "utf-8")
    (tmp_path / "notes.toml").write_text("[x]\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_statements_of_the_folder_are_listed_with_totals_and_state(folder, size, language):
    driver = Driver(folder / "putuo.toml", size, language).press("alt+o")
    driver.check()
    line = next(line for line in driver.lines if "wuchang.toml" in line)
    assert "4,090.91" in line
    assert "✗12" in line
    assert "2020" in line
    assert "> 上海市普陀区财政局 2024" in driver.screen
    assert "notes" not in driver.screen
    assert next(line for line in driver.lines if "broken" in line)
    driver.type("whswc").press("enter")
    assert driver.host.opened == folder / "wuchang.toml"


def test_a_path_typed_is_offered(folder):
    driver = Driver(folder / "putuo.toml").press("alt+o").type(str(folder / "wuchang.toml")).press("enter")
    assert driver.host.opened == folder / "wuchang.toml"
    driver = Driver(WUCHANG).press("alt+o").type(str(folder)).press("enter")
    assert "putuo.toml" in driver.screen


def test_unsaved_edits_are_asked_about_before_another_file_is_opened(folder):
    driver = Driver(folder / "putuo.toml").go("3").press("ctrl+home").type("1").press("enter")
    driver.press("alt+o").type("wuchang").press("enter")
    assert not hasattr(driver.host, "opened")
    driver.press("d")
    assert driver.host.opened == folder / "wuchang.toml"


def test_where_one_was_comes_back(folder):
    path = folder / "putuo.toml"
    driver = Driver(path).go("5").press("down", "down", "right")
    place = driver.desk.grid.place()
    driver.press("ctrl+q")
    assert driver.host.has_quit
    again = Driver(path)
    again.desk.tools["spots"].restore()
    assert again.desk.grid.place() == place
    again.go("k").press("f1", "ctrl+q")  # the help is no place to come back to
    third = Driver(path)
    third.desk.tools["spots"].restore()
    assert third.desk.grid.place() == place


def test_nothing_is_remembered_where_that_is_not_wanted(folder):
    Driver(folder / "putuo.toml", settings=Settings(remember=False)).go("5").press("ctrl+q")
    assert load_memory(memory_path()).files == {}


@pytest.mark.parametrize("spot", [{"part": "gone"}, {"part": "payments", "place": "payments[999].x"}, {"place": "[["}])
def test_a_spot_that_is_gone_is_passed_over(folder, spot):
    from fintui.files.memory import Memory, save_memory

    memory = Memory()
    memory.note(folder / "putuo.toml", spot)
    save_memory(memory_path(), memory)
    driver = Driver(folder / "putuo.toml")
    driver.desk.tools["spots"].restore()
    driver.check()


def test_files_opened_lately_are_listed_the_last_first(folder):
    driver = Driver(folder / "putuo.toml").press("alt+i")
    assert not driver.desk.picker.is_open
    driver.press("ctrl+q")
    Driver(folder / "wuchang.toml").press("ctrl+q")
    driver.press("alt+i")
    names = [line for line in driver.lines if ".toml" in line]
    assert "wuchang" in names[1]
    driver.press("down", "enter")
    assert driver.host.opened == folder / "putuo.toml"


def test_a_place_is_read_as_it_is_written():
    statement = Driver(PUTUO).desk.document.statement
    for place in (cell("payments", "total", "basic"), Place("head", "", "department"), Place("overview", "", "units")):
        assert parse_place(statement, str(place)) == place
    assert parse_place(statement, "payments[total].basic;") is None
    assert parse_place(statement, "nothing.here") is None
