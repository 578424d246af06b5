"""What each step sends down the line: hard limits, at 120×40 and in full colour, on a statement of normal size."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path

import pytest
from textual import events
from wire import Wire

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))
from samples import normal

from fintui.files.writer import dump


@pytest.fixture(scope="module")
def statement(tmp_path_factory):
    path = tmp_path_factory.mktemp("normal") / "normal.toml"
    path.write_text(dump(*normal()), "utf-8")
    return path


@pytest.fixture
def play(statement, tmp_path, monkeypatch):
    """Plays a story, which gives back what its steps cost."""
    for name in ("NO_COLOR", "FINTUI_CELL_DIFF"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")

    def run(story, theme="fintui-dark"):
        costs = {}

        async def told(wire):
            costs["start"] = len(wire.sent.encode())
            await story(wire, costs)

        Wire(shutil.copy(statement, tmp_path / "normal.toml"), theme=theme).play(told)
        return costs

    return run


async def mean(wire, *keys):
    """What one of these keys costs on average, pressed one after the other."""
    return sum([await wire.press(key) for key in keys]) / len(keys)


async def most(wire, *keys):
    """The dearest of these keys, pressed one after the other."""
    return max([await wire.press(key) for key in keys])


def test_the_start_is_painted_once_and_then_there_is_rest(play):
    async def story(wire, costs):
        await asyncio.sleep(0.3)
        costs["rest"] = await wire.press()

    costs = play(story)
    assert costs["start"] <= 10_000
    assert costs["rest"] == 0


def test_moves(play):
    async def story(wire, costs):
        await wire.press("3")
        costs["following"] = await mean(wire, *["down"] * 8, "right", "left", "up", "down")
        costs["at worst"] = await most(wire, *["up"] * 7, "right", "right", "left", *["down"] * 10)
        sent = [await wire.press(key) for key in [*["down"] * 48, *["up"] * 48]]
        costs["scrolling"], costs["scrolling at worst"] = sum(sent) / len(sent), max(sent)
        await wire.press("f10")
        costs["alone"] = await most(wire, *["down"] * 8, "right", "left", "up", "down")
        sent = [await wire.press(key) for key in [*["down"] * 48, *["up"] * 48]]
        costs["scrolling alone"], costs["scrolling alone at worst"] = sum(sent) / len(sent), max(sent)

    costs = play(story)
    assert costs["following"] <= 600
    assert costs["at worst"] <= 900
    assert costs["alone"] <= 200
    assert costs["scrolling"] <= 620
    assert costs["scrolling at worst"] <= 1000
    assert costs["scrolling alone"] <= 400
    assert costs["scrolling alone at worst"] <= 750


def test_pages_and_other_panels(play):
    async def story(wire, costs):
        await wire.press("3")
        costs["page"] = await most(wire, "pagedown", "pagedown", "pageup", "ctrl+end", "ctrl+home")
        costs["table"] = await most(wire, "alt+1", "alt+2", "alt+5", "alt+6", "alt+9", "alt+3")
        costs["panel"] = await most(wire, "f8", "f8", "f8", *"egkwf0e")
        costs["text"] = await most(wire, "pagedown", "pagedown", "pageup", "end", "home")
        costs["finding"] = await most(wire, "f4", "f4", "f4", "f4")

    costs = play(story)
    assert max(costs.values()) <= 7000, costs


@pytest.mark.parametrize("theme", ["fintui-dark", "fintui-light"])
def test_typing_and_committing(play, theme):
    async def story(wire, costs):
        await wire.press("3", "down", "down", "down", "down")
        costs["editor"] = await wire.press("1")
        costs["characters"] = await most(wire, *"234.5", "backspace", "6")
        costs["commit"] = await wire.press("enter")
        costs["undo"] = await wire.press("u")
        await wire.press("f")
        costs["prompt"] = await wire.press("ctrl+k")
        costs["characters there"] = await most(wire, *"abc", "left", "backspace")

    costs = play(story, theme)
    assert costs["editor"] <= 250
    assert costs["prompt"] <= 300
    assert costs["characters"] <= 100
    assert costs["characters there"] <= 200
    assert costs["commit"] <= 900
    assert costs["undo"] <= 900


def test_reviewing(play):
    async def story(wire, costs):
        wire.app.desk.reviewer = "李某"
        await wire.press("3", "down", "down")
        costs["first tick"] = await wire.press("t")
        await wire.press("down")
        costs["tick"] = await wire.press("t")
        costs["untick"] = await wire.press("t")
        costs["page"] = await wire.press("r")

    costs = play(story)
    assert costs["first tick"] <= 7000  # a column may need a cell more
    assert max(costs["tick"], costs["untick"]) <= 1500
    assert costs["page"] <= 7000


def test_help_and_lists_open_and_close(play):
    async def story(wire, costs):
        await wire.press("3")
        for key in ("f1", "ctrl+p", "ctrl+f", "ctrl+g", "f12"):
            costs[key] = await wire.press(key), await wire.press("escape")

    costs = play(story)
    costs.pop("start")
    assert max(map(max, costs.values())) <= 8000, costs


def test_the_mouse(play):
    async def story(wire, costs):
        await wire.press("3")
        moved = []
        for x, y in ((2, 2), (30, 3), (60, 10), (90, 35), (119, 39)):
            before = len(wire.sent.encode())
            wire.app.post_message(events.MouseMove(None, x, y, 1, 1, 0, False, False, False, x, y))
            await wire.settle()
            moved.append(len(wire.sent.encode()) - before)
        costs["moved"] = max(moved)

    costs = play(story)
    assert costs["moved"] == 0
