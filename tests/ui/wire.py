"""The whole application on a wire: what it would send is counted, and read by terminal emulators.

It runs in this process, without a terminal; only the driver at its end is ours.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pyte
from driver import words_of
from textual import events, messages
from textual.drivers.headless_driver import HeadlessDriver

from fintui.files.reader import load
from fintui.files.resources import shipped
from fintui.ui.app import FintuiApp
from fintui.ui.desk import Desk
from fintui.ui.painter import Painter
from fintui.ui.pens import pens_of
from fintui.ui.theme import load_look
from fintui.ui.theme_file import read_theme, theme_files
from fintui.ui.thin_driver import thin


class Wire:
    """An application, the bytes it sends, and a terminal that gets them: `shown`. `direct`: lines go past Textual."""

    def __init__(
        self,
        path: Path,
        size: tuple[int, int] = (120, 40),
        theme: str = "fintui-dark",
        *,
        early: bool = False,
        direct: bool = True,
    ) -> None:
        desk = Desk(load(path), path, words_of("zh"))
        self.app = FintuiApp(desk, load_look(shipped("themes") / f"{theme}.toml"))
        self.size = size
        self.sent = ""
        self.shown = pyte.Screen(*size)
        self.painted = 0
        """Paints that went past Textual."""
        self.app.diff.erases = self.app.diff.shifts = True
        wire = self

        class End(HeadlessDriver):
            is_headless = False
            _file = None

            def write(self, data: str) -> None:
                wire.sent += data
                pyte.Stream(wire.shown).feed(data)

        class Tap(thin(End, self.app.diff)):
            def send(self, data: str) -> None:
                wire.painted += 1
                super().send(data)

        self.app.driver_class = Tap
        if not direct:
            self.app.canvas.direct = None
        if early:
            self._paint_early(theme)

    def _paint_early(self, theme: str) -> None:
        """As the start does before Textual is there: only the terminal behind the diff shows it."""
        with patch.object(sys.stderr, "isatty", return_value=True, create=True):
            pens = pens_of(read_theme(theme_files()[theme]))
        assert pens is not None
        desk, (columns, lines) = self.app.desk, self.size
        self.app.early = SimpleNamespace(painted=True)
        self.app.diff.begin(columns, lines)
        desk.resize(columns, lines)
        self.sent = Painter(self.app.diff, pens).paint(desk, range(lines))
        pyte.Stream(self.shown).feed(self.sent)

    def play(self, story: Callable[[Wire], Awaitable[None]]) -> Wire:
        """Run the application through a story."""

        async def told(_) -> None:
            self.app.post_message(messages.TerminalSupportsSynchronizedOutput())
            await self.settle()
            await self.app.workers.wait_for_complete()
            await self.settle()
            await story(self)
            self.app.exit()

        async def go() -> None:
            await self.app.run_async(size=self.size, auto_pilot=told)

        with patch("textual.screen.UPDATE_PERIOD", 0.001):  # as soon as there is something to paint
            asyncio.run(go())
        return self

    async def settle(self) -> None:
        """Wait until it has been quiet for a few turns."""
        quiet = 0
        while quiet < 4:
            before = len(self.sent)
            await asyncio.sleep(0.002)
            is_sized = self.app.canvas.size in ((0, 0), self.app.size)  # a new size takes Textual a while
            quiet = quiet + 1 if len(self.sent) == before and is_sized else 0

    async def press(self, *keys: str) -> int:
        """Press keys, one after the other; the bytes that they cost."""
        before = len(self.sent.encode())
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await self.settle()
        return len(self.sent.encode()) - before

    def resize(self, width: int, height: int) -> None:
        """As a terminal does: it cuts what it shows, and tells."""
        self.shown.resize(height, width)
        size = events.Size(width, height)
        self.app.post_message(events.Resize(size, size))

    @property
    def text(self) -> str:
        return "\n".join(lines_of(self.shown))

    def check(self) -> None:
        """The terminal shows what one would that has just been painted from the first line to the last."""
        full = pyte.Screen(self.shown.columns, self.shown.lines)
        for y, strip in enumerate(self.app.screen._compositor.render_strips()):
            pyte.Stream(full).feed(f"\x1b[{y + 1}H{strip.render(self.app.console)}")
        for y in range(full.lines):
            for x in range(full.columns):
                assert seen(self.shown.buffer[y][x]) == seen(full.buffer[y][x]), (x, y, lines_of(self.shown)[y])
        assert (self.shown.cursor.x, self.shown.cursor.y) == self.app.size.clamp_offset(self.app.cursor_position)


def seen(cell: pyte.screens.Char) -> pyte.screens.Char | str:
    """What is seen of a cell: of a blank only its background, unless it is underlined, struck or reversed."""
    is_bare = cell.data == " " and not (cell.underscore or cell.strikethrough or cell.reverse)
    return cell.bg if is_bare else cell


def lines_of(screen: pyte.Screen) -> list[str]:
    """The lines of a terminal; pyte's own `display` fails on half a wide character."""
    return ["".join(screen.buffer[y][x].data for x in range(screen.columns)) for y in range(screen.lines)]
