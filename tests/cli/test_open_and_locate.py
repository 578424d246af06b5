"""`fintui [FILE]` up to the screen, and `fintui locate`."""

from __future__ import annotations

import io
import sys
import types
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fintui.cli.exits import Exit
from fintui.cli.locate import PLACES
from fintui.files.decode import parse
from fintui.files.resources import first_statement, shipped
from fintui.files.settings import Settings

if TYPE_CHECKING:
    from shell import Fintui

    from fintui.files.words import Words

opened: list[Path] = []
started: list[Settings] = []


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A terminal, and in place of the screen a list of what was opened on it."""

    def run_app(path: Path, words: Words, *rest: object) -> int:
        assert words("cli.usage")
        if path.exists():
            parse(path.read_text("utf-8"))
        opened.append(path)
        started.extend(each for each in rest if isinstance(each, Settings))
        return 0

    module = types.ModuleType("fintui.ui.start")
    module.run_app = run_app
    monkeypatch.setitem(sys.modules, "fintui.ui.start", module)
    monkeypatch.setattr("fintui.cli.open.is_at_terminal", lambda: True)
    opened.clear()
    started.clear()
    return opened


def test_a_file_opens_with_and_without_the_word_open(fintui: Fintui, screen: list[Path], small: Path) -> None:
    assert fintui(small).code == 0
    assert fintui("open", small).code == 0
    assert fintui("--lang", "en", small).code == 0
    assert screen == [small] * 3


@pytest.mark.usefixtures("screen")
def test_who_reviews_is_said_by_option_before_environment(
    fintui: Fintui, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINTUI_REVIEWER", "王某")
    fintui(small)
    fintui("--as", " 李  某 ", small)
    assert [each.reviewer for each in started] == ["王某", "李 某"]


def test_without_a_file_the_shipped_statement_opens(fintui: Fintui, screen: list[Path]) -> None:
    assert fintui().code == 0
    assert fintui("open").code == 0
    assert screen == [first_statement()] * 2


def test_a_file_named_like_a_command_opens_with_its_folder(
    fintui: Fintui, screen: list[Path], small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.parent)
    small.rename("export")
    assert fintui("./export").code == 0
    assert screen == [Path("export")]
    Path("export").rename("plain")
    assert fintui("plain").code == 0


def test_what_the_screen_finds_unreadable_is_a_sentence(fintui: Fintui, screen: list[Path], tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("no statement")
    told = fintui(bad)
    assert (told.code, screen) == (Exit.UNREADABLE, [])
    assert str(bad) in told.err


def test_a_file_that_is_not_there_is_told_before_the_screen_is_loaded(
    fintui: Fintui, screen: list[Path], tmp_path: Path
) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        told = fintui(path)
        assert told.code == Exit.UNREADABLE
        assert len(told.err.splitlines()) == 1
    assert screen == []


def test_without_a_terminal_it_says_so(fintui: Fintui, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    told = fintui("--lang", "en", small)
    assert (told.code, told.out) == (Exit.USAGE, "")
    assert "terminal" in told.err
    assert len(told.err.splitlines()) == 1


def test_locate_lists_every_place_and_gives_one_for_scripts(fintui: Fintui, tmp_path: Path) -> None:
    told = fintui("locate")
    assert (told.code, told.err) == (Exit.CLEAN, "")
    listed = dict(line.split(maxsplit=1) for line in told.out.splitlines())
    assert list(listed) == list(PLACES)
    for name, path in listed.items():
        assert fintui("locate", name).out == f"{path}\n"
    assert listed["shipped-data"] == str(shipped("data"))
    for name in ("settings", "themes", "forms", "data", "state"):
        assert Path(listed[name]).is_relative_to(tmp_path)


def test_the_folder_of_forms_that_locate_names_is_the_one_that_is_read(fintui: Fintui) -> None:
    from fintui.files.forms import form_files

    folder = Path(fintui("locate", "forms").out.strip())
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('extends = "national-2020"\nid = "mine"\nname = "自用"\n', "utf-8")
    assert form_files()["mine"] == folder / "mine.toml"


def test_a_folder_opens_its_first_statement_under_the_list(fintui: Fintui, screen: list[Path], small: Path) -> None:
    (small.parent / "a.toml").write_text("format = 1\n", "utf-8")
    assert fintui(small.parent).code == 0
    assert screen == [small]


def test_a_folder_without_statements_is_a_sentence(fintui: Fintui, screen: list[Path], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    told = fintui(tmp_path / "empty")
    assert (told.code, screen) == (Exit.UNREADABLE, [])
    assert "empty" in told.err
