"""Themes with a preview, the other language, English headings, plain signs; what was picked is remembered."""

from __future__ import annotations

import re

import pytest
from driver import PUTUO, SIZES, Driver, words_of

from fintui.files.memory import load_memory, memory_path
from fintui.files.settings import Settings
from fintui.ui.text import to_ascii, width


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


def test_each_theme_is_shown_as_it_is_marked_and_escape_brings_the_old_one_back():
    driver = Driver(PUTUO).press("f11")
    assert driver.host.look == "dark"
    driver.press("down")
    assert driver.host.look == "plain"
    driver.press("escape")
    assert driver.host.look == "dark"
    driver.press("f11", "up", "enter")
    assert driver.host.look == "bright"
    assert load_memory(memory_path()).look == {"theme": "bright"}


def test_one_key_speaks_the_other_language_and_it_is_remembered():
    driver = Driver(PUTUO, words=words_of.__wrapped__("zh")).press("alt+l")
    assert "Language: English" in driver.lines[-1]
    assert load_memory(memory_path()).look == {"language": "en"}
    driver.press("alt+l")
    assert "中文" in driver.lines[-1]


def test_ctrl_z_goes_into_the_background():
    assert Driver(PUTUO).press("ctrl+z").host.suspended


@pytest.mark.parametrize("size", SIZES)
def test_english_stands_under_the_headings_on_wish(size):
    driver = Driver(PUTUO, size, settings=Settings(glosses=True))
    plain = Driver(PUTUO, size)
    for place in "123456789":
        driver.go(place)
        plain.go(place)
        driver.check()
        english, chinese = ("".join(face.lines[:12]) for face in (driver, plain))
        assert len(re.findall("[a-z]{4,}", english)) > len(re.findall("[a-z]{4,}", chinese)), place


def test_plain_signs_take_the_same_room_and_leave_the_words_alone():
    text = "支出决算 …─│‹›✗≈▲→←↑↓–—·±×“三公”█▉▍▏"
    assert width(to_ascii(text)) == width(text)
    assert to_ascii("支出决算表 4,090.91 ✗") == "支出决算表 4,090.91 x"
    assert to_ascii("\x1b") == "\ufffd"


def test_the_contents_list_is_shown_as_the_settings_say():
    assert "contents" not in Driver(PUTUO, (120, 40), settings=Settings(contents="hidden")).desk._rects
    assert "contents" in Driver(PUTUO, (80, 24), settings=Settings(contents="shown")).desk._rects


def test_a_key_of_the_settings_that_cannot_be_used_is_told_at_the_start():
    driver = Driver(PUTUO, settings=Settings(keys={"save": ("ctrl+q",), "nonsense": ("f6",)}))
    driver.desk.tell_settings([])
    assert "^Q" in driver.lines[-1]
    assert "1" in driver.lines[-1]
