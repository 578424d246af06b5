"""One editor at a time: a lock that says who has a statement open, where, and since when.

It stands beside the statement, where everyone who can reach the file sees it; where it cannot (a folder without write
permission, a shipped statement) in the user's own state folder. The system's lock on it (`flock`) tells whether its
owner lives, also through a reused process number; where another machine's owner cannot be asked, it counts as living.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import pwd
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .places import state_folder, state_name
from .system import is_running


class Owner(NamedTuple):
    """Who has a statement open."""

    host: str
    user: str
    process: int
    since: float

    @property
    def is_here(self) -> bool:
        """Whether it is a process of this machine."""
        return self.host == os.uname().nodename


@dataclass(slots=True)
class Lock:
    """The lock of one statement; `owner` is the other one who has it, if someone has."""

    statement: Path
    beside: bool = True
    owner: Owner | None = None
    path: Path | None = field(default=None, init=False)
    _handle: int = field(default=-1, init=False)

    @property
    def is_ours(self) -> bool:
        """Whether this process holds it."""
        return self._handle >= 0

    def acquire(self, *, force: bool = False) -> bool:
        """Take the lock; False if someone else has it. `force` takes it from an owner that cannot be asked.

        Raises:
            OSError: if it can be put nowhere.
        """
        if self.is_ours:
            return True
        self.owner = None
        places = [lock_beside(self.statement)] if self.beside else []
        places.append(state_folder() / "locks" / f"{state_name(self.statement)}.lock")
        for place in places[1:]:
            if (owner := _living(place)) and not force:
                self.owner = owner
                return False
        failed: OSError | None = None
        for place in places:
            try:
                return self._take(place, force=force)
            except OSError as error:
                failed = failed or error
        raise failed or OSError(errno.ENOENT, os.strerror(errno.ENOENT))

    def _take(self, place: Path, *, force: bool) -> bool:
        if place != lock_beside(self.statement):
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        while True:
            handle, is_ours_to_write = _open(place)
            try:
                owner, held = _read(handle), _is_held(handle)
                if not _is_same(handle, place):  # its owner has let go of it just now
                    os.close(handle)
                    continue
                if held or (owner and not owner.is_here and not force):
                    self.owner = owner or Owner("?", "?", 0, _changed(handle))
                    os.close(handle)
                    return False
                if not is_ours_to_write:  # left behind by another user: a new one takes its place
                    place.unlink()
                    os.close(handle)
                    continue
                _write(handle, Owner(os.uname().nodename, user_name(), os.getpid(), time.time()))
            except OSError:
                os.close(handle)
                raise
            self.path, self._handle = place, handle
            return True

    def release(self) -> None:
        """Let the next one have it."""
        if not self.is_ours or self.path is None:
            return
        if _is_same(self._handle, self.path):
            with contextlib.suppress(OSError):
                self.path.unlink()
        os.close(self._handle)
        self._handle, self.path = -1, None


def lock_beside(statement: Path) -> Path:
    """Where the lock of a statement stands, links followed: one file, one lock."""
    real = Path(os.path.realpath(statement))
    return real.with_name(f".{real.name}.fintui-lock")


def user_name() -> str:
    """The user's name, of the account that the process runs for."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def _open(place: Path) -> tuple[int, bool]:
    """Open a lock's file, and tell whether it may be written; a lock of another user may only be read."""
    try:
        return os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644), True
    except PermissionError:
        return os.open(place, os.O_RDONLY | os.O_CLOEXEC), False


def _living(place: Path) -> Owner | None:
    """The owner of a lock that may be alive."""
    try:
        handle = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        owner = _read(handle)
        if _is_held(handle) or (owner and not owner.is_here):
            return owner or Owner("?", "?", 0, _changed(handle))
        return None
    finally:
        os.close(handle)


def _is_held(handle: int) -> bool:
    """Whether another process holds the file; if none does, this one has it now until the handle is closed."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EAGAIN, errno.EACCES}:
            return True
        owner = _read(handle)  # a file system without locks: ask for the process itself
        return bool(owner and owner.is_here and owner.process != os.getpid() and is_running(owner.process))
    return False


def _read(handle: int) -> Owner | None:
    try:
        told = json.loads(os.pread(handle, 4096, 0))
        return Owner(str(told["host"]), str(told["user"]), int(told["process"]), float(told["since"]))
    except (ValueError, KeyError, TypeError, OSError):
        return None


def _write(handle: int, owner: Owner) -> None:
    told = {"host": owner.host, "user": owner.user, "process": owner.process, "since": owner.since}
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps(told).encode() + b"\n", 0)


def _is_same(handle: int, place: Path) -> bool:
    """Whether the open file is still the one of that name."""
    try:
        there, here = place.stat(), os.fstat(handle)
    except OSError:
        return False
    return (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino)


def _changed(handle: int) -> float:
    return os.fstat(handle).st_mtime
