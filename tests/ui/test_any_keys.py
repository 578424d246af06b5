"""Any sequence of keys and clicks: nothing breaks, nothing stale is left, undo brings all back."""

from __future__ import annotations

import copy
from functools import cache

import pytest
from desk_samples import SAMPLES
from driver import Driver
from hypothesis import given, settings
from hypothesis import strategies as st

from fintui.ui.actions import ACTIONS

TYPED = st.sampled_from([*"0123456789.-,(?？１．l xX", *"egkwfudnbBuUocv/", "¢", "¡"])
WRITES = {"ctrl+s", "f12", "ctrl+o", "ctrl+e", "alt+e"}
NAMED = st.sampled_from(
    [
        *sorted({key for action in ACTIONS for key in action.keys if len(key) > 1} - WRITES),
        *("enter", "escape", "backspace", "delete", "home", "end", "tab"),
    ]
)


@pytest.fixture(autouse=True, scope="module")
def elsewhere(tmp_path_factory):
    """Whatever the keys write goes where nobody keeps anything."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("keys")
        for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(folder))
        patch.chdir(folder)
        yield


KEYS = st.lists(st.one_of(TYPED, NAMED), max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["wuchang", "putuo", "hostile"]), st.sampled_from([(80, 24), (120, 40), (30, 9)]), KEYS)
def test_whatever_keys_come_nothing_breaks_and_undo_brings_all_back(name, size, keys):
    driver = Driver(_pristine(name), size)
    driver.host.edit = lambda text: text + "改"
    before = copy.deepcopy(driver.desk.document.statement)
    for key in keys:
        driver.press(key)
        driver.check_widths()
    for _ in range(4):
        driver.press("escape")
    while driver.desk.document.can_undo:
        driver.desk.undo()
    assert driver.desk.document.statement == before
    assert driver.desk.document.unsaved_count == 0
    driver.press("escape")
    driver.check()


@cache
def _sample(name):
    return SAMPLES[name]()


def _pristine(name):
    return copy.deepcopy(_sample(name))


class Terminal:
    """Shows only what the desk calls stale, as the canvas does."""

    def __init__(self, driver):
        self.driver = driver
        self.lines = []

    def refresh(self):
        desk = self.driver.desk
        if len(self.lines) != desk.height:
            self.lines = [None] * desk.height
        for y in self.driver.stale_lines():
            self.lines[y] = desk.line(y)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["wuchang", "putuo"]), st.sampled_from([(80, 24), (120, 40)]), KEYS)
def test_what_is_not_painted_again_is_as_it_should_be(name, size, keys):
    driver = Driver(_pristine(name), size, checked=False)
    driver.host.edit = lambda text: text.replace("2020", "2021", 1)
    terminal = Terminal(driver)
    terminal.refresh()
    driver.desk.check_all()
    terminal.refresh()
    for number, key in enumerate(keys):
        driver.press(key)
        if number == 20:
            driver.desk.resize(*size[::-1])
        terminal.refresh()
        for y, line in enumerate(terminal.lines):
            assert line == driver.desk.line(y), (key, y)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-1, 121), st.integers(-1, 41), st.sampled_from(["click", "up", "down"])), max_size=20
    )
)
def test_the_mouse_may_do_anything(events):
    driver = Driver(_pristine("wuchang"), checked=False)
    for x, y, what in events:
        if what == "click":
            driver.desk.click(x, y)
        else:
            driver.desk.wheel(x, y, 3 if what == "down" else -3)
        driver.check_widths()
