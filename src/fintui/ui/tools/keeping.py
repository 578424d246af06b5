"""Nothing lost: the journal of what is edited, the lock on the statement, and what was found of an earlier day."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...files.change_data import DataError, to_data
from ...files.faults import SaveError, UnreadableError
from ...files.journal import Entry, Journal, JournalError, digest, journal_path, read_journal, set_aside
from ...files.lock import Lock
from ...files.recovery import Recovered, recovered
from ...files.resources import is_shipped
from ...files.save import text_on_disk
from ...model.document import Made, ReadOnlyError
from ..lines import Choice
from ..text import clean

if TYPE_CHECKING:
    from ..desk import Desk


class Keeping:
    """Stands between the document and the disk; begun once the statement is on the screen."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.found: Recovered | None = None
        """What an earlier session left unsaved, until it is decided upon; nothing is edited before."""
        self.journal: Journal | None = None
        self._lock: Lock | None = None
        self._next: Lock | None = None
        self._read_only = False
        self._outdated = False
        self._problem = ""

    # -- beginning and ending
    def begin(self) -> None:
        """Take the lock, look for what was left unsaved, and record from now on."""
        desk = self.desk
        if self.journal or desk.path is None:
            return
        desk.document.clock = time.time
        desk.document.guard = self._guard
        desk.document.recorder = self._record
        desk.notes.append(self._note)
        desk.before_save.append(self._before_save)
        desk.after_save.append(self._after_save)
        desk.before_leave.append(self._leave)
        self._lock = _lock_of(desk.path)
        self.journal = Journal(journal_path(desk.path), desk.path, desk.text)
        if self._take_lock():
            self._look()
        else:
            self._read_only = True
            self.refused()

    def end(self) -> None:
        """Let go of lock and journal; what is unsaved stays in the journal."""
        if self.journal:
            self.journal.close()
        for each in (self._lock, self._next):
            if each:
                each.release()

    def unsaved_in(self) -> Path | None:
        """The journal, if there is something in it that is not saved."""
        if self.found:
            return self.found.kept.path
        return self.journal.path if self.journal and self.journal.is_open and self.desk.document.modified else None

    def _leave(self) -> None:
        if self.journal is None or self.found or self._read_only:
            return
        if self.journal.is_open and self.desk.document.modified:
            self.journal.close()
            set_aside(self.journal.path)  # not wanted, said with one key
        else:
            self.journal.clear()

    # -- the lock
    def _take_lock(self, *, force: bool = False) -> bool:
        try:
            return self._lock is None or self._lock.acquire(force=force)
        except OSError as error:
            self._tell("no-lock", reason=_reason(error))
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
        self._look()
        self.desk.status.touch()
        return not self.found

    def refused(self) -> None:
        """Say why nothing can be changed now, and what can be done about it."""
        owner = self._lock.owner if self._lock else None
        if self.found:
            self.offer()
        elif self._outdated:
            self._tell("outdated")
        elif owner and not owner.is_here:
            words = self.desk.words
            answers = [
                (("escape", "enter"), words("keeping.stay"), lambda: None),
                (("ctrl+t", "t", "T"), words("keeping.take-over"), self._take_over),
            ]
            self._ask(Choice(words("keeping.elsewhere", **self._about_owner()), answers))
        elif owner:
            self._tell("locked", **self._about_owner())

    def _take_over(self) -> None:
        if self._try_again(force=True):
            self._tell("taken-over")
        elif not self.found:
            self.refused()

    def _about_owner(self) -> dict[str, str]:
        owner = self._lock.owner if self._lock else None
        if owner is None:
            return {"user": "?", "host": "?", "since": "?", "process": "?"}
        about = {"user": owner.user, "host": owner.host, "process": str(owner.process), "since": when(owner.since)}
        return {key: clean(text) for key, text in about.items()}

    # -- the journal
    def _record(self, made: Sequence[Made]) -> None:
        now = round(time.time(), 1)
        try:
            self.write([{"k": each.kind, "c": to_data(each.change), "t": now} for each in made])
        except DataError as error:
            self._failed(str(error))

    def write(self, entries: list[Entry], *, sync: bool = True) -> None:
        """Put records on the disk; where that fails it is said once, and editing goes on."""
        if self.journal is None:
            return
        try:
            self.journal.write(entries, sync=sync)
        except OSError as error:
            self._failed(_reason(error))
        else:
            self._problem = ""

    def _failed(self, reason: str) -> None:
        if not self._problem:
            self._tell("not-kept", reason=reason)
        self._problem = reason

    def _note(self) -> str:
        """What the status line says of it."""
        words = self.desk.words
        if self.found:
            return words("keeping.note-found")
        if self._read_only:
            return words("keeping.note-read-only")
        return words("keeping.note-not-kept") if self._problem else ""

    # -- what was left
    def _look(self) -> None:
        """Look for a journal of the statement."""
        if self.journal is None:
            return
        try:
            kept = read_journal(self.journal.path)
        except (OSError, JournalError) as error:
            aside = set_aside(self.journal.path)
            self._tell("not-read", path=str(aside or self.journal.path), reason=_reason(error))
            return
        if kept is None:
            return
        found = recovered(kept, self.desk.text)
        if found.is_empty and not kept.damaged:
            self.journal.clear()
            return
        self.found = found
        self.offer()

    def offer(self) -> None:
        """Ask what is to become of what was left."""
        if self.found is None:
            return
        words, tool = self.desk.words, self.desk.tools["recovery"]
        answers = [
            (("enter", "k", "K"), words("keeping.keep"), tool.keep),
            (("f2", "v", "V"), words("keeping.look"), tool.look),
            (("ctrl+d", "d", "D"), words("keeping.discard"), tool.discard),
            (("escape",), words("keeping.later"), lambda: None),
        ]
        key = "keeping.found" if self.found.exact else "keeping.found-changed"
        self._ask(Choice(words(key, count=self.found.count, when=when(self.found.last)), answers))

    # -- saving
    def _before_save(self, path: Path, text: str) -> None:
        if self._lock is None or os.path.realpath(path) != os.path.realpath(self._lock.statement):
            self._lock_next(path)
        if self.journal and self.journal.is_open:
            self.write([{"k": "saving", "digest": digest(text), "path": os.path.realpath(path)}])

    def _lock_next(self, path: Path) -> None:
        """The statement is to live elsewhere: nobody else may have that place open."""
        if self._next:
            self._next.release()
        self._next = following = _lock_of(path)
        try:
            if following.acquire():
                return
        except OSError:
            return
        owner, self._next = following.owner, None
        raise SaveError("locked", path=str(path), user=owner.user if owner else "?", host=owner.host if owner else "?")

    def _after_save(self) -> None:
        desk = self.desk
        if desk.path is None or self.journal is None:
            return
        if self._next:
            if self._lock:
                self._lock.release()
            self._lock, self._next = self._next, None
            set_aside(journal_path(desk.path))
        if self.found or self._read_only:  # what was left is the old place's, which stays as it is
            self.found, self._read_only = None, False
            self.journal = Journal(journal_path(desk.path), desk.path, desk.text)
        else:
            self.journal.restart(journal_path(desk.path), desk.path, desk.text)

    # -- saying
    def _ask(self, question: Choice) -> None:
        self.desk.status.ask(question)
        self.desk.divide_again()

    def _tell(self, key: str, **about: str) -> None:
        told = self.desk.words(f"keeping.{key}", **{name: clean(text) for name, text in about.items()})
        self.desk.tell(told, "error" if key != "taken-over" else "message")


def when(seconds: float) -> str:
    """A time as the clock on the wall shows it; of another day with its date."""
    then, now = time.localtime(seconds), time.localtime()
    return time.strftime("%H:%M" if then[:3] == now[:3] else "%m-%d %H:%M", then) if seconds else "?"


def _lock_of(path: Path) -> Lock:
    return Lock(path, beside=not is_shipped(path))


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error)
