"""The driver for thin lines, with the whole application before it and terminals behind it."""

from __future__ import annotations

import inspect
import random
import shutil

import pytest
import textual
from driver import PUTUO, WUCHANG
from wire import Wire

from fintui.ui import thin_driver
from fintui.ui.editor import Editor

WAYS = (
    "down down right up left pagedown pageup end home ctrl+end ctrl+home tab escape enter f1 f3 f7 f9 f6 f4 "
    "0 1 2 3 4 5 6 7 8 9 e g k w f slash 1 2 . ? backspace u ctrl+r"
).split()


@pytest.fixture
def path(tmp_path):
    return shutil.copy(PUTUO, tmp_path / "p.toml")


@pytest.fixture(params=["truecolor", "256", "16", "NO_COLOR"])
def colours(request, monkeypatch):
    """The terminal's colours, and the theme that goes with them."""
    for name in ("NO_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm" if request.param == "16" else "xterm-256color")
    if request.param == "truecolor":
        monkeypatch.setenv("COLORTERM", "truecolor")
    if request.param == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    return "fintui-dark" if request.param in {"truecolor", "256"} else "fintui-terminal"


def test_textual_paints_as_the_cell_diff_reads_it(path):
    async def story(wire):
        await wire.press("3", "down", "pagedown", "f1", "escape", "e", "enter", "x", "left")

    wire = Wire(path).play(story)
    assert not wire.app.diff.unread, (
        f"Textual {textual.__version__} paints in a way that src/fintui/ui/cell_diff.py does not read: "
        "fintui shows the same, but sends many times the bytes"
    )
    assert len(wire.sent) < 40_000, (
        f"with Textual {textual.__version__} not all output goes through the driver's `write` (ui/thin_driver.py)"
    )


def test_whatever_is_done_the_terminal_shows_what_the_screen_holds(path, colours):
    keys = random.Random(7)

    async def story(wire):
        wire.check()
        for _ in range(40 if colours == "fintui-dark" else 15):
            await wire.press(*keys.choices(WAYS, k=keys.choice((1, 1, 1, 2, 5))))
            wire.check()

    Wire(path, theme=colours).play(story)


def test_the_editor_shows_what_it_holds():
    async def story(wire):
        await wire.press("e", "enter")
        assert isinstance(wire.app.screen, Editor)
        wire.check()
        for keys in (("甲", "b", "left"), ("enter",), ("pagedown", "x"), ("ctrl+home", "backspace", "down")):
            await wire.press(*keys)
            wire.check()
        await wire.press("escape", "escape")
        wire.check()

    Wire(WUCHANG).play(story)


def test_after_resizing_all_is_painted_anew(path):
    sizes = random.Random(1)

    async def story(wire):
        await wire.press("3", "down")
        for _ in range(6):
            for _ in range(sizes.randint(1, 4)):
                wire.resize(sizes.randint(40, 140), sizes.randint(12, 50))
                wire.app.post_message(textual.events.Key("down", None))
            await wire.settle()
            wire.check()

    Wire(path).play(story)


def test_redrawing_brings_back_what_something_else_has_overwritten(path):
    async def story(wire):
        await wire.press("3")
        wire.shown.reset()
        await wire.press("ctrl+l")
        wire.check()

    Wire(path).play(story)


@pytest.mark.parametrize("name", ["xterm-256color", "tmux-256color", "screen", "linux", "xterm", "vt220", "foot", "st"])
def test_known_terminals_get_the_diff(name, monkeypatch):
    monkeypatch.setenv("TERM", name)
    monkeypatch.delenv("FINTUI_CELL_DIFF", raising=False)
    assert thin_driver.is_diff_wanted()
    monkeypatch.setenv("FINTUI_CELL_DIFF", "0")
    assert not thin_driver.is_diff_wanted()


@pytest.mark.parametrize("name", ["", "dumb", "unknown", "vt52", "stranger", "ansi"])
def test_from_other_terminals_it_steps_aside(name, monkeypatch):
    monkeypatch.setenv("TERM", name)
    assert not thin_driver.is_diff_wanted()


def test_what_is_leaned_on_of_textual_is_still_there():
    from textual.drivers.linux_driver import LinuxDriver
    from textual.message_pump import MessagePump
    from textual.widget import Widget

    told = f"Textual {textual.__version__} has no {{}} any more, which src/fintui/ui/{{}} leans on"
    assert "self.attrs_before" in inspect.getsource(LinuxDriver.stop_application_mode), told.format(
        "LinuxDriver.attrs_before", "thin_driver.py"
    )
    for owner, name in (
        (MessagePump, "message_queue_size"),
        (Widget, "get_line_filters"),
        (Widget, "render_lines"),
        (Widget, "background_colors"),
    ):
        assert hasattr(owner, name), told.format(f"{owner.__name__}.{name}", "direct.py or canvas.py")
