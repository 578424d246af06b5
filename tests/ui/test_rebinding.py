"""Keys of one's own, and the cheat sheet made from the registry."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import WUCHANG, Driver, words_of

from fintui.ui.actions import ACTIONS, bindings
from fintui.ui.cheat_sheet import markdown, plain
from fintui.ui.rebinding import normal, rebind
from fintui.ui.text import width


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("^G", "ctrl+g"),
        ("Ctrl-G", "ctrl+g"),
        ("ctrl+G", "ctrl+g"),
        ("F5", "f5"),
        ("Alt+3", "alt+3"),
        ("n", "n"),
        ("N", "N"),
        ("Space", " "),
        (" ", " "),
        ("PgDn", "pagedown"),
        ("shift+F4", "shift+f4"),
        ("ctrl+", ""),
        ("f99", ""),
        ("hello", ""),
        ("", ""),
    ],
)
def test_a_key_may_be_written_as_people_do(written, meant):
    assert normal(written) == meant


def test_new_keys_replace_the_old_ones_everywhere():
    actions, problems = rebind(ACTIONS, {"go-to": ("f22", "f23")})
    assert not problems
    bound = bindings(actions)
    for where in ("grid", "page", "contents", "ledger"):
        assert bound[where, "f22"].id == bound[where, "f23"].id == "go-to"
        assert (where, "ctrl+g") not in bound


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"go-too": ("f23",)}, "no-action-nearest"),
        ({"xyzzy": ("f23",)}, "no-action"),
        ({"go-to": ("f99",)}, "no-key"),
        ({"go-to": ("ctrl+s",)}, "clash"),
        ({"go-table": ("f23",)}, "fixed"),
    ],
)
def test_what_cannot_be_bound_is_told_and_all_keeps_its_keys(keys, code):
    actions, problems = rebind(ACTIONS, keys)
    assert [problem.code for problem in problems] == [code]
    assert actions == list(ACTIONS)
    for language in ("zh", "en"):
        assert words_of(language)(f"keys.{code}", **problems[0].about)


def test_keys_may_be_swapped_when_the_first_gives_way():
    actions, problems = rebind(ACTIONS, {"search": ("f23",), "go-to": ("ctrl+f",)})
    assert not problems
    assert bindings(actions)["grid", "ctrl+f"].id == "go-to"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_cheat_sheet_of_the_docs_is_the_program_s(language):
    name = "keys.md" if language == "en" else "keys.zh.md"
    written = (Path(__file__).parents[2] / "docs" / name).read_text("utf-8")
    assert written == markdown(ACTIONS, words_of(language)), f"fintui keys --markdown --lang {language} > docs/{name}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_cheat_sheet_fits_eighty_columns(language):
    assert max(map(width, plain(ACTIONS, words_of(language)).splitlines())) <= 80


def test_the_other_language_is_spoken_at_once_everywhere():
    driver = Driver(WUCHANG, (80, 24), words=words_of.__wrapped__("zh"))
    for place in "0357egkwf":
        driver.go(place)
        driver.desk.speak("en")
        driver.check()
        english = driver.screen
        fresh = Driver(WUCHANG, (80, 24), "en").go(place)
        fresh.desk.after_editor()
        assert english == fresh.screen
        driver.desk.speak("zh")
        assert driver.screen != english
