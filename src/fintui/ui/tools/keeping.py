"""Nothing lost: the journal of what is edited, the lock on the statement, and what was found of an earlier day."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...files.aside import set_aside
from ...files.change_data import DataError, to_data
from ...files.journal import Entry, Journal, JournalError, digest, journal_path, read_journal
from ...files.recovery import Recovered, change_of, recovered
from ...files.words import reason_of
from ...model.document import Made
from ...model.place import Place
from ..lines import Choice
from .locking import Locking, lock_of, when

if TYPE_CHECKING:
    from ...model.statement import Statement
    from ..desk import Desk


_SYNC: Final = 2.0
"""Seconds after which a text that is being typed is put on the disk."""


class Keeping(Locking):
    """Stands between the document and the disk; begun once the statement is on the screen."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.found: Recovered | None = None
        """What an earlier session left unsaved, until it is decided upon; nothing is edited before."""
        self.journal: Journal | None = None
        self.init_locking()
        self._problem = ""
        self._is_typing = False

    # -- beginning and ending
    def begin(self) -> bool:
        """Take the lock, look for what was left unsaved, and record from now on; False if that was done before."""
        desk = self.desk
        if self.journal or desk.path is None:
            return False
        desk.document.clock = time.time
        desk.document.guard = self._guard
        desk.document.recorder = self._record
        desk.notes.append(self._note)
        desk.before_save.append(self._before_save)
        desk.after_save.append(self._after_save)
        desk.before_leave.append(self._leave)
        desk.after_rebase.append(self.rebased)
        self._lock = lock_of(desk.path)
        self.journal = Journal(journal_path(desk.path), desk.path, desk.text)
        if self._take_lock():
            self.look()
        else:
            self._read_only = True
            self.refused()
        return True

    def prepare(self) -> Iterator[None]:
        """Make ready what the first edit needs; nothing is written before there is one."""
        if self.journal and not self._read_only:
            yield from self.journal.prepare()

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
        is_unsaved = self.desk.document.modified or self._is_typing
        return self.journal.path if self.journal and self.journal.is_open and is_unsaved else None

    def _leave(self) -> None:
        if self.journal is None or self.found or self._read_only:
            return
        if self.journal.is_open and self.desk.document.modified:
            self.journal.close()
            set_aside(self.journal.path)  # not wanted, said with one key
        else:
            self.journal.clear()

    # -- the journal
    def _record(self, made: Sequence[Made]) -> Callable[[], None] | None:
        """Hand over what was carried out; it comes to the disk while the checks run, and is waited for after them."""
        now = round(time.time(), 1)
        self._is_typing = False
        try:
            entries: list[Entry] = [{"k": each.kind, "c": to_data(each.change), "t": now} for each in made]
        except DataError as error:
            self._failed(str(error))
            return None
        journal = self.journal
        if journal is None or not self._kept(lambda: journal.begin(entries)):
            return None
        return lambda: self._finish(journal)

    def _finish(self, journal: Journal) -> None:
        if self._kept(journal.finish):
            self._problem = ""

    def write(self, entries: list[Entry], *, sync: bool = True) -> None:
        """Put records on the disk; where that fails it is said once, and editing goes on."""
        journal = self.journal
        if journal and self._kept(lambda: journal.write(entries, sync=sync)):
            self._problem = ""

    def _kept(self, put: Callable[[], None]) -> bool:
        """Whether something could be written; where not, that is said."""
        try:
            put()
        except OSError as error:
            self._failed(reason_of(error))
            return False
        return True

    def draft_of(self, place: Place, text: str) -> Callable[[str], None]:
        """Takes a text while it is being typed: all of it at first, then what is different each time.

        It is with the system at once, so that no death of the program loses it, and on the disk soon.
        """
        last, began, synced = text, False, time.monotonic()

        def draft(now: str) -> None:
            nonlocal last, began, synced
            if now == last:
                return
            entry: Entry = {"k": "draft", "t": round(time.time(), 1)}
            if now == text:
                entry = {"k": "dropped"}
            elif began:
                entry |= change_of(last, now)
            else:
                entry |= {"place": list(place), "text": now}
            is_time = time.monotonic() - synced > _SYNC
            self.write([entry], sync=is_time)
            self._is_typing = began = now != text
            last, synced = now, time.monotonic() if is_time else synced

        return draft

    def _failed(self, reason: str) -> None:
        if not self._problem:
            self.say("not-kept", reason=reason)
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
    def look(self) -> None:
        """Look for a journal of the statement."""
        if self.journal is None:
            return
        try:
            kept = read_journal(self.journal.path)
        except (OSError, JournalError) as error:
            aside = set_aside(self.journal.path)
            self.say("not-read", path=str(aside or self.journal.path), reason=reason_of(error))
            return
        if kept is None:
            return
        found = recovered(kept, self.desk.text)
        if found.is_empty and not kept.damaged:
            self.journal.clear()
            return
        self.found = found
        if found.balance > 0 or not self.desk.tools["recovery"].keep_undone():
            self.offer()

    def offer(self) -> None:
        """Ask what is to become of what was left."""
        if self.found is None:
            return
        words, tool = self.desk.words, self.desk.tools["recovery"]
        answers = [
            (("enter", "k", "K"), words("keeping.keep"), tool.keep),
            (("f2", "v", "V"), words("keeping.look"), tool.look),
            (("ctrl+d",), words("keeping.discard"), tool.discard),
            (("escape",), words("keeping.later"), lambda: None),
        ]
        key = "keeping.found" if self.found.exact else "keeping.found-changed"
        self.ask(Choice(words(key, count=self.found.count, when=when(self.found.last)), answers))

    # -- saving
    def _before_save(self, path: Path, text: str) -> None:
        if self._lock is None or os.path.realpath(path) != os.path.realpath(self._lock.statement):
            self._lock_next(path)
        elif self._read_only and not self._take_lock():
            raise self.locked(path, self._lock)
        if self.journal and self.journal.is_open:
            self.write([{"k": "saving", "digest": digest(text), "path": os.path.realpath(path)}])

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

    def rebased(self, theirs: Statement) -> None:
        """Others have written the file: what leads from their statement to ours is unsaved now."""
        from ...model.merging import merge  # noqa: PLC0415 (starting needs none of it)

        if self.journal is None or not self.journal.is_open:
            return
        document = self.desk.document
        change = merge(theirs, theirs, document.statement, document.form).change
        data = to_data(change) if change.changes else None
        self.write([{"k": "rebase", "digest": digest(self.desk.text), "c": data, "t": round(time.time(), 1)}])
