"""The Textual application: feeds keys to the desk, shows its lines, and lends it an editor for prose."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType

from ..files.reader import Loaded, load
from ..files.words import Words
from .canvas import Canvas
from .cell_diff import CellDiff
from .desk import Desk
from .editor import Editor
from .keys_in_order import KeyQueue
from .theme import Look, default_theme, load_look, theme_files
from .thin_driver import driver_class
from .tolerant_input import UNKNOWN, tolerate_other_encodings


class FintuiApp(App[int], inherit_bindings=False):
    """One desk on one canvas; the editor is the only other screen."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, loaded: Loaded, path: Path | None, words: Words, look: Look) -> None:
        self.diff = CellDiff()
        # Textual chooses its colour filter here, once; told of the theme later, it would paint all black.
        super().__init__(driver_class=driver_class(self.diff), ansi_color=True if look.theme.ansi else None)
        self.animation_level = "none"
        self.look, self.words = look, words
        self.register_theme(look.theme)
        self.theme = look.theme.name
        self.desk = Desk(loaded, path, words, self)
        self.canvas = Canvas(self.desk, look.styles)
        self.queue = KeyQueue(self, self._handle, super().on_event)

    def compose(self) -> ComposeResult:
        """The canvas is all there is."""
        yield self.canvas

    def on_mount(self) -> None:
        """End in good order when the terminal goes away or someone asks for it."""
        self.call_after_refresh(self._check)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(number, self.exit, None, 128 + number)

    def _check(self) -> None:
        self.desk.check_all()
        self.canvas.refresh_stale()

    def _fatal_error(self) -> None:
        """End without Textual's traceback, which would show the statement; `run_app` passes the error on."""
        self._close_messages_no_wait()

    # -- keys
    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes take their turn in the queue; everything else goes Textual's way."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            await self.queue.put(event)
        else:
            if isinstance(event, events.Resize) and self.diff.resized(*event.size):
                self.refresh(layout=True)  # there and back, or suspended in between: Textual would leave it at that
            await super().on_event(event)

    def _handle(self, event: events.Key | events.Paste) -> bool:
        """Give a key to the desk; False while the editor is open, whose keys go to its widgets."""
        if isinstance(event, events.Key) and event.character == UNKNOWN:
            self._tell_encoding()
            return True
        if isinstance(self.screen, Editor):
            return False
        if isinstance(event, events.Paste):
            self.desk.paste(event.text)
        else:
            self.desk.key(event.key, event.character)
        if isinstance(self.screen, Editor):
            self.queue.hold()  # the keys after this one are for the text that is being opened
        self.canvas.refresh_stale()
        return True

    def _tell_encoding(self) -> None:
        """The terminal sends something that is no UTF-8: say so instead of taking it for text."""
        message = self.words("message.not-utf8")
        if isinstance(self.screen, Editor):
            self.screen.tell(message)
        else:
            self.desk.tell(message, "error")
            self.canvas.refresh_stale()

    # -- what the desk asks for
    def quit(self) -> None:
        """End the program."""
        self.exit(0)

    def edit_text(self, title: str, text: str, paragraph: int, done: Callable[[str], None]) -> None:
        """Open the editor; afterwards the desk paints what it changed."""

        def closed(_: None) -> None:
            self.desk.after_editor()
            self.canvas.refresh_stale()

        self.push_screen(Editor(self.words, title, text, paragraph, done), closed)

    def redraw(self) -> None:
        """Paint everything anew, whatever the terminal shows."""
        self.diff.forget()
        self.desk.layout_changed = True
        self.refresh(layout=True)


def run_app(path: Path, words: Words) -> int:
    """Open a statement on the screen and stay until the user leaves; returns the exit code.

    Raises:
        UnreadableError: if the file cannot be opened.
    """
    if "SSH_CONNECTION" in os.environ:
        os.environ.setdefault("ESCDELAY", "250")  # an arrow key may come in pieces over a slow line
    if os.name == "posix":
        tolerate_other_encodings()
    loaded = load(path)
    look = load_look(theme_files()[default_theme()])
    app = FintuiApp(loaded, path, words, look)
    app.run(mouse=True)
    if app._exception:  # noqa: SLF001 (Textual would let a crash look like a good end)
        raise app._exception  # noqa: SLF001
    return app.return_code or 0
