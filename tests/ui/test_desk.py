"""Every key in every place at every size, whatever the statement."""

from __future__ import annotations

import desk_samples
import pytest
from desk_samples import SAMPLES
from driver import PLACES, PUTUO, SIZES, Driver

from fintui.ui.actions import bindings


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("name", "language"), [("wuchang", "zh"), ("putuo", "en"), ("hostile", "en")])
def test_every_action_runs_in_every_place(name, size, language, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    driver = Driver(SAMPLES[name](), size, language)
    for place in "0357egkwf" if name == "wuchang" else "03ekf":
        for focus in ("panel", "contents", "ledger") if place in "3e" else ("panel",):
            driver.go(place)
            driver.desk.set_focus(focus)
            here = driver.desk.places_here()
            for key in keys_of(here):
                driver.go(place)
                driver.desk.set_focus(focus)
                driver.press(key)
                driver.check()
                driver.press("escape")


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("size", [(1, 1), (5, 2), (20, 5), (33, 12), (54, 11), (80, 24), (99, 13), (300, 100)])
def test_every_part_of_every_statement_at_every_size(name, size):
    driver = Driver(SAMPLES[name](), size)
    for part in driver.desk.contents.parts:
        driver.desk.open_part(part)
        for key in ("down", "right", "pagedown", "end", "ctrl+end", "f5", "down", "escape", "escape", "down", "enter"):
            driver.press(key)
            driver.check()
        driver.press("escape", "escape", "escape")
        driver.desk.focus_panel()


def test_a_screen_that_shrinks_and_grows_again_is_as_before():
    driver = Driver(PUTUO)
    for place in PLACES:
        driver.go(place)
        before = driver.lines
        for size in [(20, 5), (1, 1), (300, 100), (80, 24), (120, 40)]:
            driver.desk.resize(*size)
            driver.check()
        assert [line[:24] for line in driver.lines] == [line[:24] for line in before]
        assert driver.lines[1] == before[1]


def test_hostile_text_is_shown_as_it_is_in_every_panel(tmp_path):
    driver = Driver(desk_samples.hostile())
    for place in [place for place in PLACES if place != "f"]:
        driver.go(place)
        driver.press("ctrl+home")
        seen = driver.screen
        for _ in range(3):
            driver.press("pagedown")
            seen += driver.screen
        assert "[/] [red]x" in seen, place
        driver.check()
    driver.go("0")
    driver.press("enter")
    assert "[/] [red]x" in driver.lines[0]
    driver.check()


def test_a_hostile_text_is_kept_when_something_else_in_it_is_edited():
    driver = Driver(desk_samples.hostile())
    driver.host.edit = lambda text: text.replace("项目增加", "项目减少")
    driver.press("e", "enter")
    text = driver.desk.document.statement.sections[0].text
    assert "项目减少" in text
    assert "\x1b]0;TITLE\x07" in text


def keys_of(here):
    """A key for each action that works there, the most special place first; of the digits one."""
    actions = {}
    for where in here:
        for (at, key), action in bindings().items():
            if at == where and (not key.isdigit() or key == "3"):
                actions.setdefault((action.id, action.args), key)
    return list(dict.fromkeys(actions.values()))
