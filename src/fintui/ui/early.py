"""The terminal before Textual has it: made ready at once, painted on, and given back whatever happens.

Textual takes longer to load than all the rest of the start. Until it is up the terminal keeps the keys that are typed
and shows none of them; then Textual finds the screen painted and the terminal's modes as it would have set them itself.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from .cell_diff import CellDiff
from .thin_driver import ASK_WIDTH, erases, is_diff_wanted, shifts

if TYPE_CHECKING:
    from types import FrameType

    from .painter import Painter
    from .stage import Stage

_ENTER: Final = ("\x1b[?1049h", "\x1b[?25l", "\x1b[?7l")
"""What Textual writes too: the alternate screen, no cursor, no wrapping of lines."""
_LEAVE: Final = "\x1b[?7h\x1b[?1049l\x1b[?25h"
_LEAVE_ALL: Final = "\x1b[?2004l\x1b[?1000l\x1b[?1002l\x1b[?1015l\x1b[?1006l\x1b[?2048l\x1b[<u" + _LEAVE + "\x1b[?1004l"
"""The same where Textual has begun to set modes of its own."""
_ENDING: Final = ("SIGINT", "SIGTERM", "SIGHUP")


class EarlyScreen:
    """A terminal in hand. `take` it, `paint` on it, `hand_over` to Textual; `give_back` does what is left to do."""

    def __init__(self) -> None:
        import termios  # noqa: PLC0415 (there is none on Windows)

        self.diff = CellDiff()
        self.diff.erases, self.diff.shifts = erases(), shifts()
        self.painted = False
        """Whether the terminal shows the desk already."""
        self._keys, self._out = sys.__stdin__.fileno(), sys.__stderr__.fileno()  # type: ignore[union-attr]
        self.modes: list[Any] = termios.tcgetattr(self._keys)
        """The terminal's modes as they were found."""
        self._process = os.getpid()
        self._leave, self._in_hand = "", True
        self._sent: set[str] = set()
        self._handlers: dict[int, Any] = {}
        self._was_resized = False

    # -- taking and giving back
    def take(self) -> None:
        """Keys are kept and not shown from now on; whatever ends the program gives the terminal back first."""
        import termios  # noqa: PLC0415

        for name in _ENDING:
            self._handle(getattr(signal, name), self._end)
        self._handle(signal.SIGWINCH, self._resized)
        self._handle(signal.SIGTSTP, signal.SIG_IGN)
        local, controls = self.modes[3], [*self.modes[6]]
        # Ctrl+C ends it until Textual is up; what else would end or stop it is a key already.
        for number in (termios.VQUIT, termios.VSUSP):
            controls[number] = b"\0"
        controls[termios.VMIN] = 1
        flags = self.modes[0] & ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
        local &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        termios.tcsetattr(self._keys, termios.TCSANOW, [flags, *self.modes[1:3], local, *self.modes[4:6], controls])

    def _handle(self, number: int, handler: Any) -> None:
        self._handlers[number] = signal.signal(number, handler)

    def _end(self, number: int, _: FrameType | None) -> None:
        """Asked to end: nothing is open yet that would have to be closed, but the terminal has to be put right."""
        if os.getpid() == self._process:
            self._put_back()
        os._exit(128 + number)

    def _resized(self, number: int, frame: FrameType | None) -> None:
        self._was_resized = True

    def give_back(self) -> None:
        """Leave the terminal as it was found, unless whoever took it over has done so."""
        self._put_back()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def _put_back(self) -> None:
        import termios  # noqa: PLC0415

        if not self._in_hand:
            return
        self._in_hand = False
        with contextlib.suppress(OSError, termios.error):
            if self._leave:
                termios.tcflush(self._keys, termios.TCIFLUSH)  # the answer to a question that was asked
                os.write(self._out, self._leave.encode())
        with contextlib.suppress(termios.error):
            termios.tcsetattr(self._keys, termios.TCSANOW, self.modes)

    # -- painting
    def paint(self, desk: Stage, painter: Painter) -> None:
        """Show a desk; one that is shown after another takes what differs."""
        was_resized, self._was_resized = self._was_resized, False
        columns, lines = terminal_size()
        ahead = ""
        if not self.painted:
            self._leave, self._sent = _LEAVE, {*_ENTER}
            ahead = "".join(_ENTER) + ASK_WIDTH
            self.painted = True
        elif was_resized:
            self.diff.forget()
        self.diff.begin(columns, lines)
        desk.resize(columns, lines)
        desk.stale()
        self._write(ahead + painter.paint(desk, range(lines), desk.caret() or (0, 0)))

    def _write(self, output: str) -> None:
        data = output.encode()
        with contextlib.suppress(OSError):  # the terminal is gone, which is told by a signal
            while data:
                data = data[os.write(self._out, data) :]

    # -- handing over
    def hand_over(self) -> None:
        """Ctrl+C is Textual's from now on."""
        signal.signal(signal.SIGINT, self._handlers.pop(signal.SIGINT))

    def begins(self) -> None:
        """Textual is about to set its modes."""
        self._leave, self._in_hand = _LEAVE_ALL, True

    def begun(self) -> None:
        """Textual has set its modes, and from now on it hears of new sizes."""
        for number in (signal.SIGWINCH, signal.SIGTSTP):
            self._handlers.pop(number, None)
        if self._was_resized:
            self._was_resized = False
            self.diff.shake()
            self.diff.forget()

    def has_left(self) -> None:
        """Textual has put the terminal right."""
        self._in_hand = False

    def has_sent(self, output: str) -> bool:
        """Whether something has been sent already, so that for this once it need not be."""
        is_sent = output in self._sent
        self._sent.discard(output)
        return is_sent


def terminal_size() -> tuple[int, int]:
    """Columns and lines as Textual will find them."""
    if os.environ.keys() & {"COLUMNS", "LINES"}:
        from shutil import get_terminal_size  # noqa: PLC0415 (seldom set, and not loaded for nothing)

        return get_terminal_size()
    try:
        columns, lines = os.get_terminal_size(sys.__stdout__.fileno())  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        columns = lines = 0
    return columns or 80, lines or 24


@contextlib.contextmanager
def early_screen() -> Iterator[EarlyScreen | None]:
    """The terminal in hand until the end; None where Textual must have it as it is."""
    if not _is_wanted():
        yield None
        return
    screen = EarlyScreen()
    try:
        screen.take()
        yield screen
    finally:
        screen.give_back()


def _is_wanted() -> bool:
    """Whether the terminal is one that the diff knows, and ours to write to."""
    if sys.platform == "win32" or "TEXTUAL_DRIVER" in os.environ or not is_diff_wanted():
        return False
    streams = (sys.__stdin__, sys.__stderr__)
    with contextlib.suppress(OSError, ValueError):
        return all(each and each.isatty() and os.tcgetpgrp(each.fileno()) == os.getpgrp() for each in streams)
    return False
