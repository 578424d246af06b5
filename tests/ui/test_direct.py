"""Lines that go past Textual: the terminal shows what it would show by way of it, and bursts are painted once."""

from __future__ import annotations

import asyncio
import random
import shutil

import pytest
from driver import PUTUO, WUCHANG
from textual import events
from wire import Wire, lines_of

from fintui.ui.editor import Editor

WAYS = "down down right left pagedown end ctrl+end tab escape enter f1 f7 f9 f10 f4 0 3 5 e k f slash 1 . backspace u"
THEMES = ("fintui-dark", "fintui-light", "fintui-contrast")


@pytest.fixture(autouse=True)
def colours(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def path(tmp_path):
    return shutil.copy(PUTUO, tmp_path / "p.toml")


async def something(wire, some):
    """Do one of the things that change the screen."""
    what = some.random()
    if what < 0.1:
        wire.resize(some.randint(30, 140), some.randint(3, 50))
    elif what < 0.2:
        wire.app.show_look(some.choice(THEMES))
    elif what < 0.3:
        await wire.press("escape", "escape", "e", "enter", "甲", "b")
    elif what < 0.35:
        await wire.press("ctrl+l")
    else:
        await wire.press(*some.choices(WAYS.split(), k=some.choice((1, 1, 2, 5))))
    await wire.settle()


@pytest.mark.parametrize("seed", range(3))
def test_whatever_comes_the_terminal_shows_what_a_full_paint_would(path, seed):
    some = random.Random(seed)

    async def story(wire):
        for _ in range(35):
            await something(wire, some)
            wire.check()
        assert wire.painted > 10

    Wire(path, early=True).play(story)


def test_both_ways_show_the_same(tmp_path):
    shown = []
    for direct in (True, False):
        some = random.Random(3)
        screens = []

        async def story(wire, some=some, screens=screens):
            for _ in range(30):
                await wire.press(*some.choices(WAYS.split(), k=some.choice((1, 1, 2, 5))))
                screens.append((lines_of(wire.shown), wire.shown.cursor.x, wire.shown.cursor.y))

        path = tmp_path / str(direct) / "p.toml"  # what is remembered of one is not of the other
        path.parent.mkdir()
        shutil.copy(PUTUO, path)
        wire = Wire(path, direct=direct).play(story)
        assert (wire.painted > 0) is direct
        shown.append(screens)
    assert shown[0] == shown[1]


def test_keys_in_one_read_are_painted_once_or_twice_and_single_ones_each(path):
    async def story(wire):
        await wire.press("3")
        before = wire.painted
        for _ in range(16):
            await wire.press("down")
        assert wire.painted == before + 16
        before = wire.painted
        await wire.press(*["up", "down"] * 15, "up")
        assert 1 <= wire.painted - before <= 3
        wire.check()

    Wire(path).play(story)


def test_a_key_held_down_faster_than_it_is_handled_is_seen_to_move(path):
    async def story(wire):
        await wire.press("3")
        before, seen = wire.painted, set()
        for turn in range(20):
            for _ in range(15):
                wire.app.post_message(events.Key("up" if turn % 2 else "down", None))
            await asyncio.sleep(0.01)
            seen.add(wire.painted)
        assert len(seen) > 3
        assert wire.painted - before < 240

    Wire(path).play(story)


def test_while_a_text_is_edited_and_on_an_odd_terminal_textual_paints():
    async def story(wire):
        await wire.press("e", "enter")
        assert isinstance(wire.app.screen, Editor)
        before = wire.painted
        wire.app.canvas.desk.tell("something")
        wire.app.canvas.refresh_stale()
        await wire.press("甲")
        assert wire.painted == before
        wire.check()
        await wire.press("escape", "escape")
        assert "something" in wire.text or wire.text
        wire.check()
        wire.app._told_width(2)
        await wire.settle()
        before = wire.painted
        await wire.press("3", "down")
        assert wire.painted == before

    Wire(WUCHANG).play(story)


def test_much_is_shown_at_once_where_the_terminal_can(path):
    async def story(wire):
        at_once = []
        for key in ("3", "down", "pagedown", "down", "0"):
            before = len(wire.sent)
            await wire.press(key)
            sent = wire.sent[before:]
            at_once.append(sent.startswith("\x1b[?2026h") and sent.endswith("\x1b[?2026l"))
            assert at_once[-1] == (len(sent) >= 512), key
        assert len({*at_once}) == 2

    Wire(path).play(story)


def test_text_of_the_file_is_cleaned_on_this_way_too(tmp_path):
    path = tmp_path / "hostile.toml"
    text = WUCHANG.read_text("utf-8").replace('department = "', 'department = "\\u001b]0;T\\u0007\\u009b5m\\u202e', 1)
    path.write_text(text, "utf-8")

    async def story(wire):
        await wire.press("down", "3", "0")
        assert "\ufffd" in wire.text
        assert not {"\u009b", "\u202e", "\x07"} & set(wire.sent.replace("\x1b]22;default\x07", ""))

    Wire(path, early=True).play(story)


def test_signs_whose_width_terminals_differ_on_are_drawn_as_they_are(tmp_path):
    path = tmp_path / "joined.toml"
    text = WUCHANG.read_text("utf-8").replace('department = "', 'department = "e\\u0301x', 1)
    path.write_text(text, "utf-8")

    async def story(wire):
        await wire.press("3", "down", "0")
        assert "e\u0301x" in wire.sent
        await wire.press("down", "up")
        wire.check()

    Wire(path, early=True).play(story)


def test_a_failure_while_painting_ends_the_program_instead_of_being_passed_over(path):
    async def story(wire):
        await wire.press("3")
        wire.app.desk.line = lambda _: [("text", "no such style")]
        await wire.press("down")

    wire = Wire(path).play(story)
    assert isinstance(wire.app._exception, KeyError)


def test_nothing_is_worked_out_where_nothing_is_stale(path):
    async def story(wire):
        await wire.press("3", "down")
        wire.app.canvas.direct._current = None  # whatever is painted would fail
        wire.app._look()
        await wire.settle()

    assert Wire(path).play(story).app._exception is None
