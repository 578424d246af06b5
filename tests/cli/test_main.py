"""The command line as a whole: help, languages, mistakes, crashes, exit codes."""

from __future__ import annotations

import ast
import re
import string
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import fintui.cli
from fintui import __version__
from fintui.cli import locate
from fintui.cli.exits import Exit
from fintui.cli.main import COMMANDS
from fintui.files.words import LANGUAGES, load_words

if TYPE_CHECKING:
    from shell import Fintui

HELPS = [[], *[[name] for name in COMMANDS]]


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def test_a_number_that_is_none_is_said_in_the_language(fintui: Fintui) -> None:
    told = fintui("check", "--jobs", "x", ".")
    assert told.code == Exit.USAGE
    assert "--jobs 须是整数,不能是 x" in told.err


def test_exit_codes_are_frozen() -> None:
    assert {code.name: code.value for code in Exit} == {
        "CLEAN": 0,
        "FINDINGS": 1,
        "USAGE": 2,
        "UNREADABLE": 3,
        "RULE": 4,
        "CRASH": 70,
        "INTERRUPTED": 130,
        "PIPE": 141,
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", HELPS, ids=lambda command: "".join(command) or "fintui")
def test_help_goes_to_standard_output_and_fits_a_terminal(fintui: Fintui, command: list[str], language: str) -> None:
    told = fintui("--lang", language, *command, "--help")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(load_words(language)("cli.usage") + " ".join(["fintui", *command]))
    assert max(cells(line) for line in told.out.splitlines()) <= 92
    chinese = re.findall(r"[\u4e00-\u9fff]+", told.out)
    assert chinese if language == "zh" else not set(chinese) - {"部门决算"}


def test_the_main_help_names_every_command_and_exit_code(fintui: Fintui) -> None:
    told = fintui("--help").out
    for word in [*COMMANDS, *(str(code.value) for code in Exit), "--version", "--lang"]:
        assert re.search(rf"(?<!\S){word}(?!\S)", told), word


def test_the_version_may_stand_beside_other_options(fintui: Fintui) -> None:
    assert fintui("--lang", "en", "--version").out == f"fintui {__version__}\n"


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--frobnicate"], ["--frobnicate"]),
        (["export", "x.toml", "--to", "json", "--forse"], ["--forse", "--force"]),
        (["exprot", "x.toml"], ["exprot", "export"]),
        (["zzz"], ["zzz", *COMMANDS]),
        (["export", "x.toml"], ["--to"]),
        (["export", "--to", "csv"], ["FILE"]),
        (["export", "x.toml", "--to", "xls"], ["xls", "toml", "json", "csv"]),
        (["export", "x.toml", "--to"], ["--to"]),
        (["export", "x.toml", "--to", "csv", "--no-bom=yes"], ["--no-bom", "yes"]),
        (["format", "x.toml", "-w", "--check"], ["--check", "--write"]),
        (["locate", "stat"], ["stat", "state"]),
        (["--lang", "fr"], ["fr", "zh", "en"]),
        (["a.toml", "b.toml"], ["b.toml"]),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mistake_is_a_sentence_in_the_language_asked_for(
    fintui: Fintui, argv: list[str], words: list[str], language: str
) -> None:
    told = fintui("--lang", language, *argv)
    assert (told.code, told.out) == (Exit.USAGE, "")
    sentence, see = told.err.splitlines()
    assert all(word in sentence for word in words)
    assert see.rstrip("。").endswith("--help")
    assert bool(re.search(r"[\u4e00-\u9fff]", told.err)) == (language == "zh")


def test_the_language_is_the_system_s_where_none_is_asked_for(fintui: Fintui, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "没有" in fintui("zzz").err
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert "There is no" in fintui("zzz").err
    assert "没有" in fintui("zzz", "--lang=zh").err


def test_a_crash_is_two_lines_and_a_log(fintui: Fintui, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail() -> Path:
        raise ZeroDivisionError("made up")

    monkeypatch.setitem(locate.PLACES, "state", fail)
    told = fintui("locate", "state")
    assert told.code == Exit.CRASH
    first, second = told.err.splitlines()
    assert "ZeroDivisionError: made up" in first
    log = next((tmp_path / "user").rglob("crash.log"))
    assert str(log) in second
    fintui("locate", "state")
    written = log.read_text("utf-8")
    assert written.count("Traceback") == 2
    assert f"fintui {__version__}" in written
    assert "in fail" in written


def test_a_crash_that_cannot_be_logged_is_shown(
    fintui: Fintui, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setitem(locate.PLACES, "state", lambda: 1 / 0)
    told = fintui("locate", "state")
    assert told.code == Exit.CRASH
    assert "Traceback" in told.err


def test_what_a_file_name_holds_cannot_steer_the_terminal(fintui: Fintui) -> None:
    told = fintui("export", "a\x1b]0;title\x07\u202eb.toml", "--to", "json")
    assert told.code == Exit.UNREADABLE
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", told.err)


def test_every_word_that_the_command_line_says_is_in_both_catalogues_with_the_same_gaps() -> None:
    used = set()
    for path in Path(fintui.cli.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("cli."):
                used.add(node.value)
    used.discard("cli.")
    chinese, english = (load_words(language) for language in LANGUAGES)
    known, others = (set(filter(is_cli, words.keys())) for words in (chinese, english))
    assert {key for key in used if not key.endswith("-")} <= known
    assert known == others
    for key in known:
        assert gaps(chinese(key)) == gaps(english(key)), key


def is_cli(key: str) -> bool:
    return key.startswith("cli.")


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
