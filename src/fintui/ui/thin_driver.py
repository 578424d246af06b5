"""The driver for thin lines: Textual's own for Linux and macOS, with the cell diff in front of the terminal.

All that is leaned on of Textual is here: a driver class can be given to the application, everything that the screen
writes goes through the driver's `write`, it is written as `cell_diff` reads it, and `attrs_before` are the modes that
the terminal gets back. What is painted past Textual (`direct`) goes through `send`. `tests/ui/test_thin_driver.py`
says so where a new Textual writes differently; until then its output goes through as it is, and only costs more bytes.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    from types import FrameType

    from textual.driver import Driver

    from .cell_diff import CellDiff
    from .early import EarlyScreen

ASK_WIDTH: Final = "\x1b7\x1b[2;1H…\x1b[6n\x1b[2;1H  \x1b8"
"""Asks the terminal how far `…` moves its cursor, and leaves nothing of it behind."""
SHIFT_F3: Final = (0, 1)
"""Where the cursor seems to be when Shift+F3 is pressed, which xterm sends as the answer for row 1, column 2."""
# Terminals that set a scroll region and insert and delete lines as the VT102 does, by what their names begin with.
_KNOWN: Final = frozenset(
    "xterm tmux screen linux vt100 vt102 vt220 vt320 vt340 vt420 vt510 vt520 vt525 rxvt alacritty kitty foot wezterm "
    "contour ghostty konsole gnome vte mintty putty st iterm iterm2 nsterm ms-terminal cygwin mlterm rio".split()
)
# Of these some erase to the terminal's own background, whatever is in force.
_HOLES: Final = ("screen", "vt1", "vt2", "vt3", "vt4", "vt5", "putty", "cygwin")
_FIXED: Final = ("vt1",)
"""Terminals that do not insert characters at a cursor, by what their names begin with."""
# Every movement of the mouse would go up the line; with a button held down it still does, as in selecting text.
_ANY_MOTION: Final = "\x1b[?1003"
_DRAGGING: Final = "\x1b[?1002"


def is_diff_wanted() -> bool:
    """Whether only differing cells are to be sent: the terminal is known, and nobody has switched it off."""
    return os.environ.get("FINTUI_CELL_DIFF", "1") != "0" and is_known(os.environ.get("TERM", ""))


def is_known(term: str) -> bool:
    """Whether a terminal's name, of which more may follow, is one of those that draw as they are told."""
    return term in _KNOWN or any(term.startswith(f"{name}{sign}") for sign in "-+." for name in _KNOWN)


def erases() -> bool:
    """Whether the terminal fills what it erases with the background in force."""
    term = os.environ.get("TERM", "")
    return not term.startswith(_HOLES) or (term.startswith("screen") and "bce" in term)


def shifts() -> bool:
    """Whether the terminal inserts and deletes characters."""
    return not os.environ.get("TERM", "").startswith(_FIXED)


def driver_class(diff: CellDiff, early: EarlyScreen | None = None) -> type[Driver] | None:
    """The driver for this terminal, which asks `diff`; None: Textual's choice, as on Windows and in a browser."""
    if sys.platform == "win32" or "TEXTUAL_DRIVER" in os.environ:
        return None
    from textual._ansi_sequences import ANSI_SEQUENCES_KEYS  # noqa: PLC0415
    from textual.drivers.linux_driver import LinuxDriver  # noqa: PLC0415

    ANSI_SEQUENCES_KEYS.pop("\x1bf", None)  # type: ignore[attr-defined]  # Textual takes Alt+F for Ctrl+→
    diff.erases, diff.shifts, diff.is_aside = erases(), shifts(), not is_diff_wanted()
    return thin(LinuxDriver, diff, early)


class _Lasting:
    """The terminal as a file that one can write to when it is gone: else the driver's writer would end, and wait."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write, if there is still something to write to."""
        with contextlib.suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Send, if there is still something to send to."""
        with contextlib.suppress(OSError):
            self._file.flush()

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


def _tell_of_sizes(diff: CellDiff) -> None:
    """Let the diff hear of new sizes too, also of one that is the old one again before anybody has looked."""
    theirs = signal.getsignal(signal.SIGWINCH)
    if not callable(theirs):
        return

    def resized(number: int, frame: FrameType | None) -> None:
        diff.shake()
        theirs(number, frame)

    signal.signal(signal.SIGWINCH, resized)


def thin(base: type[Driver], diff: CellDiff, early: EarlyScreen | None = None) -> type[Driver]:
    """A driver that sends what the diff leaves, to a terminal that may have been in hand before."""

    class ThinDriver(base):  # type: ignore[valid-type, misc]
        """Sends what the terminal does not show yet."""

        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)
            self._file: Any = _Lasting(self._file)
            self._is_first = True

        def start_application_mode(self) -> None:
            """Take the terminal; what it was like before is known to who had it in hand, for the first time."""
            is_first, self._is_first = self._is_first, False
            if early:
                early.begins()
            if not is_first:
                diff.shake()
            super().start_application_mode()
            _tell_of_sizes(diff)
            if early and is_first:
                self.attrs_before = early.modes
                early.begun()

        def stop_application_mode(self) -> None:
            """Leave the terminal as it was."""
            super().stop_application_mode()
            if early:
                early.has_left()

        def write(self, data: str) -> None:
            """Send output to the terminal, or what is left of it."""
            if early and early.has_sent(data):
                return
            if left := diff.write(data.replace(_ANY_MOTION, _DRAGGING)):
                super().write(left)

        def send(self, data: str) -> None:
            """Send what the diff has left already."""
            super().write(data)

    return ThinDriver
