"""The Textual application: feeds keys to the desk, shows its lines, and lends it an editor for prose."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.timer import Timer

from ..files.reader import Loaded
from .canvas import Canvas
from .cell_diff import CellDiff
from .desk import Desk
from .direct import Direct
from .keys_in_order import KeyQueue
from .slices import collect_again, in_slices
from .theme import Look, load_look
from .theme_file import ThemeError, is_own, modified, theme_files
from .thin_driver import ASK_WIDTH, SHIFT_F3, driver_class
from .tolerant_input import UNKNOWN

if TYPE_CHECKING:
    from ..files.clipboard import Copied
    from .early import EarlyScreen
    from .editor import Editor

LOOK_EVERY: Final = 2.0
"""Seconds after which the open file is looked at again."""


class FintuiApp(App[int], inherit_bindings=False):
    """One desk on one canvas; the editor is the only other screen."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, desk: Desk, look: Look, early: EarlyScreen | None = None) -> None:
        self.early = early
        self.diff = early.diff if early else CellDiff()
        # Textual chooses its colour filter here, once; told of the theme later, it would paint all black.
        super().__init__(driver_class=driver_class(self.diff, early), ansi_color=True if look.theme.ansi else None)
        self.animation_level = "none"
        self.look, self.words = look, desk.words
        self.register_theme(look.theme)
        self.theme = look.theme.name
        self._theme_timer: Timer | None = None
        self.settings = desk.settings
        self.editor: Editor | None = None
        self.desk = desk
        desk.host = self
        self.canvas = Canvas(desk, look.styles, ascii_frame=self.settings.frame == "ascii")
        self.canvas.direct = Direct(self, self.canvas)
        self.queue = KeyQueue(self, self._handle, super().on_event)

    def compose(self) -> ComposeResult:
        """The canvas is all there is."""
        yield self.canvas

    def on_mount(self) -> None:
        """End in good order when the terminal goes away or someone asks for it."""
        self.call_after_refresh(self.run_worker, self._check(), name="checks")
        is_asked = self.early and self.early.painted
        if self._driver and not is_asked and not self.is_headless and "TEXTUAL_DRIVER" not in os.environ:
            self._driver.write(ASK_WIDTH)
        self.follow_theme_file()
        loop = asyncio.get_running_loop()
        loop.call_later(LOOK_EVERY, self._look)
        for number in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(number, self.exit, None, 128 + number)

    async def _check(self) -> None:
        """Check everything, a slice at a time: keys come first."""
        collect_again()
        self.desk.tools["keeping"].begin()
        self.canvas.refresh_stale()
        await in_slices(self.desk.check_in_steps())
        self.canvas.refresh_stale()

    def in_steps(self, steps: Iterator[None]) -> None:
        """Go through something that takes long, with keys let in between its steps."""
        self.run_worker(in_slices(steps, self.canvas.refresh_stale), name="steps")

    def _told_width(self, x: int) -> None:
        """The terminal's answer to `ASK_WIDTH`: where `…` takes two cells, plain signs are used."""
        if x == 2 and not self.canvas.ascii_frame:
            self.canvas.ascii_frame = True
            self.diff.is_aside = True  # figures would be put where other texts do not end
            self.desk.tell(self.words("message.ambiguous-width"))
            self.redraw()

    @property
    def send(self) -> Callable[[str], None] | None:
        """Sends to the terminal what the diff has left, where there is one."""
        return getattr(self._driver, "send", None)

    def on_terminal_supports_synchronized_output(self) -> None:
        """The terminal can show much at once; Textual hears of it too."""
        self.diff.untorn = True

    def _look(self) -> None:
        """Whether someone else has written the file. A timer of Textual's would cost more than all else at rest."""
        if not self.is_running:
            return
        asyncio.get_running_loop().call_later(LOOK_EVERY, self._look)
        if self.desk.has_file_news():
            self.call_next(self._tell_news)

    def _tell_news(self) -> None:
        self.desk.look_at_file()
        if not self.editor:
            self.canvas.refresh_stale()

    def _fatal_error(self) -> None:
        """End without Textual's traceback, which would show the statement; `run_app` passes the error on."""
        self._close_messages_no_wait()

    # -- keys
    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes take their turn in the queue; everything else goes Textual's way."""
        if isinstance(event, events.CursorPosition):
            if (event.y, event.x) == SHIFT_F3 and self.size.height > 1:
                event = events.Key("f15", None)
            else:
                self._told_width(event.x)
        elif self.editor and isinstance(event, events.Key) and event.key == "alt+f" and not event.is_forwarded:
            event = events.Key("ctrl+right", None)  # in a text it goes on by a word, as Textual has it
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
        if self.editor:
            return False
        if self.desk.tools["keeping"].begin() and self.desk.status.question:
            self.canvas.refresh_stale()
            return True  # a key that came before the question is no answer to it
        if isinstance(event, events.Paste):
            self.desk.paste(event.text)
        else:
            # With Alt nothing is typed: older terminals send the letter along, newer ones do not.
            self.desk.key(event.key, None if event.key.startswith("alt+") else event.character)
        if self.editor:
            self.queue.hold()  # the keys after this one are for the text that is being opened
        self.canvas.refresh_stale()
        return True

    def _tell_encoding(self) -> None:
        """The terminal sends something that is no UTF-8: say so instead of taking it for text."""
        message = self.words("message.not-utf8")
        if self.editor:
            self.editor.tell(message)
        else:
            self.desk.tell(message, "error")
            self.canvas.refresh_stale()

    # -- what the desk asks for
    def quit(self) -> None:
        """End the program."""
        self.exit(0)

    def edit_text(
        self, title: str, text: str, paragraph: int, done: Callable[[str], None], draft: Callable[[str], None]
    ) -> None:
        """Open the editor; afterwards the desk paints what it changed."""
        from .editor import Editor  # noqa: PLC0415

        def closed(_: None) -> None:
            self.editor = None
            self.desk.after_editor()
            self.canvas.refresh_stale()

        self.editor = Editor(self.words, title, text, paragraph, done, draft)
        self.push_screen(self.editor, closed)

    def show_look(self, name: str) -> str:
        """Paint in another theme; returns what is wrong with it, if it cannot be used."""
        try:
            look = load_look(theme_files()[name])
        except ThemeError as error:
            return error.sentence(self.words)
        self.look = look
        self.register_theme(look.theme)
        self.theme = look.theme.name
        self.canvas.look = look.styles
        self.follow_theme_file()
        self.redraw()
        return ""

    def follow_theme_file(self) -> None:
        """Look now and then whether the file of one's own theme was changed; shipped ones are not."""
        self._theme_file = theme_files()[self.theme]
        self._theme_time = modified(self._theme_file)
        own = is_own(self._theme_file)
        if own and self._theme_timer is None:
            self._theme_timer = self.set_interval(1, self._look_again)
        elif not own and self._theme_timer:
            self._theme_timer.stop()
            self._theme_timer = None

    def _look_again(self) -> None:
        if modified(self._theme_file) == self._theme_time:
            return
        self._theme_time = modified(self._theme_file)
        if problem := self.show_look(self.theme):
            self.desk.tell(problem, "error")
            self.canvas.refresh_stale()

    def theme_name(self) -> str:
        """The theme shown."""
        return self.theme

    def theme_names(self) -> list[str]:
        """The themes there are."""
        return sorted(theme_files())

    def suspend_program(self) -> None:
        """Into the background, as Ctrl+Z does elsewhere; the shell's `fg` brings it back."""
        self.action_suspend_process()

    def open_file(self, loaded: Loaded, path: Path) -> None:
        """Work on another statement from now on."""
        self.desk.tools["keeping"].end()
        self.desk = self.canvas.desk = Desk(loaded, path, self.words, self, self.settings)
        self.desk.resize(*self.canvas.size)
        self.desk.tools["spots"].restore()
        self.redraw()
        self.call_after_refresh(self.run_worker, self._check(), name="checks")

    def list_folder(self, folder: Path) -> None:
        """The start screen of a folder: its statements, to pick from."""
        self.desk.tools["files"].folder(folder)
        self.canvas.refresh_stale()

    def soon(self, call: Callable[[], None]) -> None:
        """Call something once keys have had their turn; what it changed is shown."""

        def called() -> None:
            call()
            self.canvas.refresh_stale()

        self.set_timer(0.05, called)

    def lend(self, run: Callable[[], None]) -> bool:
        """Give the terminal to another program; a Ctrl+C meant for that one is not for this one."""
        if self._driver is None or not self._driver.can_suspend:
            return False
        before = signal.signal(signal.SIGINT, lambda *_: None)  # ignored, it would be ignored by the other one too
        failed: Exception | None = None
        with self.suspend():
            try:
                run()
            except Exception as error:  # noqa: BLE001 (Textual takes the terminal back only where nothing is raised)
                failed = error
        signal.signal(signal.SIGINT, before)
        self.redraw()
        if failed:
            raise failed
        return True

    def copy(self, text: str) -> Copied:
        """Put a text on the clipboard."""
        from ..files.clipboard import copy  # noqa: PLC0415

        return copy(text, self.copy_to_clipboard)

    def redraw(self) -> None:
        """Paint everything anew, whatever the terminal shows."""
        self.diff.forget()
        self.desk.layout_changed = True
        self.canvas.refresh()
        self.refresh(layout=True)
