"""What is painted again: only what changes, and that in no time."""

from __future__ import annotations

import time

import desk_samples
from driver import PLACES, PUTUO, WUCHANG, Driver


def test_a_cursor_move_paints_only_the_lines_that_change():
    for source in (WUCHANG, PUTUO):
        driver = Driver(source)
        for place in PLACES:
            driver.go(place)
            driver.press("home")
            for key in ("down", "down", "right", "up", "left", "down"):
                driver.stale_lines()
                before = driver.lines
                driver.press(key)
                changed = {y for y, (old, new) in enumerate(zip(before, driver.lines, strict=True)) if old != new}
                stale = set(driver.stale_lines())
                assert changed <= stale
                in_vain = {y for y in stale - changed if not is_selected(driver, y)}
                has_scrolled = len(changed) > 20
                assert has_scrolled or len(in_vain) <= 6, (place, key, sorted(in_vain))


def is_selected(driver, y):
    """Whether the cursor or a selected field is on a line: its style changes though its text does not."""
    return any(style.startswith(("cursor", "selected")) for _, style in driver.desk.line(y))


def test_a_key_that_does_nothing_paints_nothing_but_what_it_says():
    driver = Driver(PUTUO)
    driver.press("3", "up", "up", "left", "left")
    driver.stale_lines()
    driver.press("up", "left")
    assert driver.stale_lines() == []
    driver.press("f24")
    assert driver.stale_lines() == []


def test_typing_a_digit_paints_one_row():
    driver = Driver(PUTUO)
    driver.press("3", "down")
    driver.press("1")
    driver.stale_lines()
    driver.press("2")
    assert len(driver.stale_lines()) == 1


def milliseconds(driver, *keys, times=15):
    """The median time of keys, painting included; the bounds are for a busy machine, to find what grows with size."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        driver.press(*keys)
        driver.stale_lines()
        taken.append((time.process_time() - began) * 1000 / len(keys))
    return sorted(taken)[times // 2]


def test_nor_do_moves_among_five_thousand_rows():
    driver = Driver(desk_samples.many_rows(5000), checked=False)
    driver.press("3")
    for keys in (("down", "up"), ("right", "left"), ("pagedown", "pageup"), ("ctrl+end", "ctrl+home"), ("5", "escape")):
        assert milliseconds(driver, *keys) < 400, keys
    driver.press("down", "down")
    assert milliseconds(driver, "5", "enter", "u") < 400
    driver.press("escape", "2")
    assert milliseconds(driver, "escape", "3", "escape", "2", times=3) < 400


def test_a_text_of_a_hundred_thousand_characters():
    driver = Driver(desk_samples.long_texts(), checked=False)
    began = time.process_time()
    driver.press("e")
    driver.check()
    assert time.process_time() - began < 30
    for key in ("down", "pagedown", "end", "home"):
        assert milliseconds(driver, key, times=5) < 400, key
    for place in PLACES:
        driver.go(place)
        driver.check()
