"""The driver for thin lines: Textual's own for Linux and macOS, with the cell diff in front of the terminal.

All that is leaned on of Textual is here: a driver class can be given to the application, everything that the screen
writes goes through the driver's `write`, and it is written as `cell_diff` reads it. `tests/ui/test_thin_driver.py`
says so where a new Textual writes differently; until then its output goes through as it is, and only costs more bytes.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    from textual.driver import Driver

    from .cell_diff import CellDiff

ASK_WIDTH: Final = "\x1b7\x1b[2;1H…\x1b[6n\x1b[2;1H  \x1b8"
"""Asks the terminal how far `…` moves its cursor, and leaves nothing of it behind."""
SHIFT_F3: Final = (0, 1)
"""Where the cursor seems to be when Shift+F3 is pressed, which xterm sends as the answer for row 1, column 2."""
# Terminals that set a scroll region and insert and delete lines as the VT102 does.
_KNOWN: Final = re.compile(
    r"(xterm|tmux|screen|linux|vt[12345]\d\d|rxvt|alacritty|kitty|foot|wezterm|contour|ghostty|konsole|gnome|vte|mintty"
    r"|putty|st|iterm2?|nsterm|ms-terminal|cygwin|mlterm|rio)([-+.].*|[\d]*color)?"
)
# Of these some erase to the terminal's own background, whatever is in force.
_HOLES: Final = re.compile(r"screen(?!.*bce)|vt\d|putty|cygwin")
# Every movement of the mouse would go up the line; with a button held down it still does, as in selecting text.
_ANY_MOTION: Final = "\x1b[?1003"
_DRAGGING: Final = "\x1b[?1002"


def is_diff_wanted() -> bool:
    """Whether only differing cells are to be sent: the terminal is known, and nobody has switched it off."""
    return os.environ.get("FINTUI_CELL_DIFF", "1") != "0" and bool(_KNOWN.fullmatch(os.environ.get("TERM", "")))


def driver_class(diff: CellDiff) -> type[Driver] | None:
    """The driver for this terminal, which asks `diff`; None: Textual's choice, as on Windows and in a browser."""
    if sys.platform == "win32" or "TEXTUAL_DRIVER" in os.environ:
        return None
    from textual._ansi_sequences import ANSI_SEQUENCES_KEYS  # noqa: PLC0415
    from textual.drivers.linux_driver import LinuxDriver  # noqa: PLC0415

    ANSI_SEQUENCES_KEYS.pop("\x1bf", None)  # type: ignore[attr-defined]  # Textual takes Alt+F for Ctrl+→
    diff.erases = not _HOLES.match(os.environ["TERM"]) if is_diff_wanted() else False
    return thin(LinuxDriver, diff if is_diff_wanted() else None)


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


def thin(base: type[Driver], diff: CellDiff | None) -> type[Driver]:
    """A driver that sends what the diff leaves."""

    class ThinDriver(base):  # type: ignore[valid-type, misc]
        """Sends what the terminal does not show yet."""

        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)
            self._file: Any = _Lasting(self._file)

        def write(self, data: str) -> None:
            """Send output to the terminal, or what is left of it."""
            data = data.replace(_ANY_MOTION, _DRAGGING)
            if diff:
                data = diff.write(data)
            if data:
                super().write(data)

    return ThinDriver
