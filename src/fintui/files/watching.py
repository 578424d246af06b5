"""Noticing that someone else has written a file: cheap enough to ask every few seconds."""

from __future__ import annotations

from pathlib import Path

from .faults import Fault, UnreadableError
from .reader import read
from .save import text_on_disk
from .words import reason_of

Stamp = tuple[int, int, int] | int
"""Time, size and number of a file; of one that cannot be looked at the reason."""


class Watch:
    """Watches one file. It is looked at only while it stands still: half a text is not taken for a whole one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: Stamp | None = None
        self._moving: Stamp | None = None

    def has_changed(self) -> bool:
        """Whether it may hold something else than when this was last True; the first time it is asked, it may."""
        now = _stamp(self.path)
        if now == self._seen:
            self._moving = None
            return False
        if now != self._moving:
            self._moving = now
            return False
        self._seen, self._moving = now, None
        return True


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError as error:
        return error.errno or 0
    return found.st_mtime_ns, found.st_size, found.st_ino


def look(path: Path, text: str | None) -> tuple[str, Fault | None]:
    """What became of a file that held `text`: `same`, `changed`, `gone`, or `unreadable` and why."""
    try:
        there = text_on_disk(path)
        if there is None:
            return "gone", None
        if there != text:
            read(there)
            return "changed", None
    except OSError as error:
        return "unreadable", Fault("os", about={"reason": reason_of(error)})
    except UnreadableError as error:
        return "unreadable", error.fault
    return "same", None
