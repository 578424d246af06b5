"""The journal: every edit on disk, synced, before the screen shows it, until the statement is saved.

One file a statement, in the user's state folder; a line a record, each with a checksum, so that a torn last line is
told from a whole one. The first record holds the text that the statement was opened with: what was typed can be had
back whatever became of the file.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from .places import state_folder, state_name
from .syncing import Syncing
from .system import claim, open_folder, sync_folder

FORMAT: Final = 1
"""Version of the journal's records."""
_PIECE: Final = 100_000
_LONG: Final = 200_000
"""Characters of a text that are made ready in one step, and bytes that take long to hand to the system."""
Entry = dict[str, Any]
"""A record: `k` tells its kind (`open`, `do`, `undo`, `redo`, `saving`, `draft`, `rebase`)."""


class CrashError(Exception):
    """The screen ended with an error, its cause; `journal` has what was not saved, if something was not."""

    def __init__(self, journal: Path | None) -> None:
        super().__init__(journal)
        self.journal = journal


class JournalError(Exception):
    """A journal that is there but cannot be understood."""


def digest(text: str) -> str:
    """What tells one text from another."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def journal_path(statement: Path) -> Path:
    """Where the journal of a statement is."""
    return state_folder() / "journals" / f"{state_name(statement)}.journal"


@dataclass(slots=True)
class Journal:
    """A journal that is written. It is made with its first record: who only reads leaves none behind.

    What could not be written (a full disk) is kept and written with the next record.
    """

    path: Path
    statement: Path
    text: str
    _handle: int = -1
    _good: int = 0
    _waiting: list[bytes] = field(default_factory=list)
    _first: bytes = b""
    _written: int = 0
    _syncing: list[Syncing] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether there is a file."""
        return self._handle >= 0

    def write(self, entries: Iterable[Entry], *, sync: bool = True) -> None:
        """Append records; when this returns they are on disk (without `sync`: with the system).

        Raises:
            OSError: if they could not be written; they are kept for the next time.
        """
        self.begin(entries, sync=sync)
        self.finish()

    def begin(self, entries: Iterable[Entry], *, sync: bool = True) -> None:
        """Hand records to the system, and have them put on the disk meanwhile: until `finish` they may not be there.

        Raises:
            OSError: if they could not be written; they are kept for the next time.
        """
        with contextlib.suppress(OSError):  # then those before are still waiting, and are written with these
            self.finish()
        self._waiting += map(_line, entries)
        if self._handle < 0:
            self._open()
        if not self._good:
            self._waiting.insert(0, self._first or _checked(b"".join(self._head())))
        data = b"".join(self._waiting)
        self._written = len(data)
        later = partial(_write_all, data=data) if sync and len(data) > _LONG else None
        if not later:
            self._write_now(data)
        if sync:
            self._syncing.append(Syncing(self._handle, later))
        if not self._good and (folder := open_folder(self.path.parent)) is not None:
            self._syncing.append(Syncing(folder, is_folder=True))

    def _write_now(self, data: bytes) -> None:
        try:
            _write_all(self._handle, data)
        except OSError:
            self._take_back()
            raise

    def finish(self) -> None:
        """Wait until what was begun is on the disk.

        Raises:
            OSError: if it could not be put there; it is kept for the next time.
        """
        if not self._written:
            return
        errors, self._syncing = [error for each in self._syncing if (error := each.wait())], []
        if errors:
            self._take_back()
            raise errors[0]
        self._good, self._written, self._first = self._good + self._written, 0, b""
        self._waiting.clear()

    def _take_back(self) -> None:
        """What was handed over last is not to be relied on: it goes, and waits."""
        with contextlib.suppress(OSError):
            os.ftruncate(self._handle, self._good)
        if not self._good:
            del self._waiting[0]
        self._written = 0

    def prepare(self) -> Iterator[None]:
        """Make the first record beforehand, in steps, and the folder: the first edit then need not wait for them."""
        with contextlib.suppress(OSError):  # the edit will tell
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        pieces = []
        for piece in self._head() if not self.is_open else ():
            pieces.append(piece)
            yield
        self._first = _checked(b"".join(pieces)) if pieces else b""

    def _head(self) -> Iterator[bytes]:
        """The first record, piece by piece: the text in it may be long."""
        texts = [self.text[at : at + _PIECE] for at in range(0, len(self.text), _PIECE)]
        summed = hashlib.sha256()
        for text in texts:
            summed.update(_encoded(text))
            yield b""
        where = os.path.realpath(self.statement)
        about = _json({"k": "open", "format": FORMAT, "path": where, "digest": summed.hexdigest()})
        yield _encoded(f'{about[:-1]},"text":"')
        for text in texts:
            yield _encoded(_json(text)[1:-1])
        yield b'"}'

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            claim(handle)
            os.ftruncate(handle, self._good)
        except OSError:
            os.close(handle)
            raise
        self._handle = handle

    def resume(self, kept: Kept) -> None:
        """Go on behind the records of a journal that was found; a torn last one is cut off.

        Raises:
            OSError: if it cannot be written.
        """
        self.text, self._good, self._first = kept.text, kept.size, b""
        self._open()

    def clear(self) -> None:
        """What was recorded is saved, or not wanted: the file goes."""
        self.close()
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
        self._good = 0
        self._waiting.clear()

    def restart(self, path: Path, statement: Path, text: str) -> None:
        """Clear, and record from now on what is done to a statement just saved."""
        self.clear()
        self.path, self.statement, self.text, self._first = path, statement, text, b""

    def close(self) -> None:
        """Let go of the file."""
        with contextlib.suppress(OSError):
            self.finish()
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def begin_anew(path: Path, statement: Path, text: str, entries: Iterable[Entry]) -> Journal:
    """A journal that takes the place of the one there is in one step: there is always one of them, whole.

    Raises:
        OSError: if it cannot be written; the old one is then as it was.
    """
    following = Journal(path.with_suffix(".new"), statement, text)
    try:
        following.write(entries)
        following.path.replace(path)
    except OSError:
        following.clear()
        raise
    sync_folder(path.parent)
    following.path = path
    return following


@dataclass(frozen=True, slots=True)
class Kept:
    """A journal that was found: the text it starts from, its records, where they end, and how many are damaged."""

    path: Path
    statement: Path
    text: str
    entries: tuple[Entry, ...]
    size: int
    damaged: int


def read_journal(path: Path) -> Kept | None:
    """What a journal holds; None if there is none, or none that was begun.

    Raises:
        OSError: if it may not be read.
        JournalError: if it is of another format.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    entries: list[Entry] = []
    size = 0
    for line in data.splitlines(keepends=True):
        entry = _entry(line)
        if entry is None:
            break
        entries.append(entry)
        size += len(line)
    if not entries:
        return None
    head = entries.pop(0)
    if head.get("format") != FORMAT or not isinstance(head.get("text"), str):
        raise JournalError(path.name)
    lost = data[size:].count(b"\n")  # a last line without an end is one that was being written
    return Kept(path, Path(str(head.get("path", ""))), head["text"], tuple(entries), size, lost)


def _line(entry: Entry) -> bytes:
    return _checked(_encoded(_json(entry)))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _checked(payload: bytes) -> bytes:
    return b"%08x %s\n" % (zlib.crc32(payload), payload)


def _entry(line: bytes) -> Entry | None:
    """The record of a line, or None if the line is not as it was written."""
    check, _, payload = line.rstrip(b"\n").partition(b" ")
    if not line.endswith(b"\n") or check != b"%08x" % zlib.crc32(payload):
        return None
    try:
        entry = json.loads(payload.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) and isinstance(entry.get("k"), str) else None


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
