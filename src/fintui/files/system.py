"""What saving, the journal and the lock ask of the operating system alike."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make a new name last through a power cut, where the system allows it."""
    handle = open_folder(folder)
    if handle is None:
        return
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def open_folder(folder: Path) -> int | None:
    """A handle on a folder, to be synced; None where the system does not give one."""
    try:
        return os.open(folder, os.O_RDONLY)
    except OSError:
        return None


def claim(handle: int) -> None:
    """Be the only one to write a file, where the file system can tell."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EAGAIN, errno.EACCES}:
            raise


def is_running(process: int) -> bool:
    """Whether there is a process of that number; one that may not be asked is there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
