"""One editor a statement, on the screen: who may edit, who only reads, and why."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ...files.faults import SaveError, UnreadableError
from ...files.lock import Lock
from ...files.recovery import Recovered
from ...files.resources import is_shipped
from ...files.save import text_on_disk
from ...files.words import reason_of
from ...model.document import ReadOnlyError
from ..lines import Choice
from ..text import clean

if TYPE_CHECKING:
    from ..desk import Desk


class Locking:
    """Holds the lock and refuses edits; what keeps the journal builds on it."""

    desk: Desk
    found: Recovered | None
    offer: Callable[[], None]
    look: Callable[[], None]

    def init_locking(self) -> None:
        """Nothing is held yet."""
        self._lock: Lock | None = None
        self._next: Lock | None = None
        self._read_only = False
        self._outdated = False

    def _take_lock(self, *, force: bool = False) -> bool:
        try:
            return self._lock is None or self._lock.acquire(force=force)
        except OSError as error:
            self.say("no-lock", reason=reason_of(error))
            return True  # where no lock can be put, nobody else could have put one

    def _guard(self) -> None:
        if self.found:
            raise ReadOnlyError
        if self._read_only and not self._try_again():
            raise ReadOnlyError

    def _try_again(self, *, force: bool = False) -> bool:
        """The other one may be gone by now; what was saved meanwhile must have been seen before it is edited."""
        if not self._take_lock(force=force):
            return False
        try:
            there = text_on_disk(self.desk.path) if self.desk.path else None
        except (OSError, UnreadableError):
            there = None
        if there != self.desk.text:
            self._outdated = True
            if self._lock:
                self._lock.release()
            return False
        self._read_only = False
        self.look()
        self.desk.status.touch()
        return not self.found

    def refused(self) -> None:
        """Say why nothing can be changed now, and what can be done about it."""
        owner = self._lock.owner if self._lock else None
        if self.found:
            self.offer()
        elif self._outdated:
            self.say("outdated")
        elif owner and not owner.is_here:
            words = self.desk.words
            answers = [
                (("escape", "enter"), words("keeping.stay"), lambda: None),
                (("ctrl+t", "t", "T"), words("keeping.take-over"), self._take_over),
            ]
            self.ask(Choice(words("keeping.elsewhere", **self._about_owner()), answers))
        elif owner:
            self.say("locked", **self._about_owner())

    def _take_over(self) -> None:
        if self._try_again(force=True):
            self.say("taken-over")
        elif not self.found:
            self.refused()

    def _about_owner(self) -> dict[str, str]:
        owner = self._lock.owner if self._lock else None
        if owner is None:
            return {"user": "?", "host": "?", "since": "?", "process": "?"}
        about = {"user": owner.user, "host": owner.host, "process": str(owner.process), "since": when(owner.since)}
        return {key: clean(text) for key, text in about.items()}

    def _lock_next(self, path: Path) -> None:
        """The statement is to live elsewhere: nobody else may have that place open."""
        if self._next:
            self._next.release()
        self._next = following = lock_of(path)
        try:
            if following.acquire():
                return
        except OSError:
            return
        self._next = None
        raise self.locked(path, following)

    def locked(self, path: Path, lock: Lock) -> SaveError:
        """Somebody else edits what is to be written."""
        owner = lock.owner
        return SaveError("locked", path=str(path), user=owner.user if owner else "?", host=owner.host if owner else "?")

    # -- saying
    def ask(self, question: Choice) -> None:
        """Ask something in the status line."""
        self.desk.status.ask(question)
        self.desk.divide_again()

    def say(self, key: str, **about: str) -> None:
        """Say something until the next key."""
        told = self.desk.words(f"keeping.{key}", **{name: clean(text) for name, text in about.items()})
        self.desk.tell(told, "error" if key != "taken-over" else "message")


def when(seconds: float) -> str:
    """A time as the clock on the wall shows it; of another day with its date."""
    then, now = time.localtime(seconds), time.localtime()
    return time.strftime("%H:%M" if then[:3] == now[:3] else "%m-%d %H:%M", then) if seconds else "?"


def lock_of(path: Path) -> Lock:
    """The lock of a statement; a shipped one has it in the state folder."""
    return Lock(path, beside=not is_shipped(path))
