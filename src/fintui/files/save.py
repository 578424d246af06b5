"""Saving: written beside the old file, read back, then put in its place in one step."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ..model.form import Form
from ..model.statement import Statement
from .decode import decode
from .faults import HARMLESS, SaveError, UnreadableError
from .reader import read
from .system import is_running, sync_folder
from .words import reason_of


class Saved(NamedTuple):
    """What was written: the file's new text, and whether the author's own text could be kept."""

    text: str
    patched: bool


def save(
    path: Path,
    statement: Statement,
    form: Form,
    text: str | None,
    *,
    overwrite: bool = False,
    before: Callable[[str], None] = lambda _: None,
) -> Saved:
    """Write a statement into a file, patching `text` (the author's) where there is one.

    A file that holds something else than `text` by now is left alone, unless it is to be overwritten. `before` is
    told the text that is about to be written.

    Raises:
        SaveError: if it could not be written; the old file is then as it was.
    """
    saved = _text_of(statement, form, text)
    if not overwrite and _differs(path, text):
        raise SaveError("changed-on-disk", path=str(path))
    before(saved.text)
    write_atomically(path, saved.text.encode("utf-8"))
    return saved


def _differs(path: Path, text: str | None) -> bool:
    try:
        there = text_on_disk(path)
    except UnreadableError:
        return True
    except OSError as error:
        raise SaveError("os", reason=reason_of(error), path=str(path)) from None
    return there is not None and there != text


def canonical(statement: Statement, form: Form) -> str:
    """The canonical text, read back and compared.

    Raises:
        SaveError: if the statement holds something that cannot be written anew.
    """
    from .writer import dump  # noqa: PLC0415 (as late as writing)

    try:
        text = dump(statement, form)
    except TypeError as error:
        raise SaveError("unreadable-left", found=str(error)) from None
    if dump(read(text).statement, form) != text:
        raise SaveError("not-read-back")
    return text


def _text_of(statement: Statement, form: Form, text: str | None) -> Saved:
    from .patch import PatchError, patch  # noqa: PLC0415 (as late as writing)

    if text is not None:
        with contextlib.suppress(PatchError):
            return Saved(patch(text, statement, form), patched=True)
        if left := [fault for fault in read(text).faults if fault.code not in HARMLESS]:
            raise SaveError("faults-left", count=str(len(left)), line=str(left[0].line))
    return Saved(canonical(statement, form), patched=False)


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file's content in one step; a symbolic link stays one, mode and owner are kept.

    Raises:
        SaveError: with the reason; the old file is then as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        handle, name = tempfile.mkstemp(prefix=f"{_temporary()}{os.getpid()}-", suffix=".tmp", dir=target.parent)
    except OSError as error:
        raise SaveError("os", reason=reason_of(error), path=str(target.parent)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _keep_mode(target, Path(name))
        if Path(name).read_bytes() != data:
            raise SaveError("not-read-back")
        Path(name).replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise SaveError("os", reason=reason_of(error), path=str(target)) from None
    finally:
        with contextlib.suppress(OSError):
            Path(name).unlink(missing_ok=True)


def _temporary() -> str:
    """How the names of this machine's temporary files begin; the number of the process follows.

    They are short and do not hold the file's own name, which may be as long as the system allows.
    """
    host = re.sub(r"[^A-Za-z0-9]", "", os.uname().nodename)[:24]
    return f".fintui-{host}-"


def _sweep(folder: Path) -> None:
    """Take away what processes of this machine left behind that were killed while they wrote."""
    for left in folder.glob(f"{_temporary()}*.tmp"):
        match = re.fullmatch(r"(\d+)-.*", left.name.removeprefix(_temporary()))
        if match and not is_running(int(match[1])):
            with contextlib.suppress(OSError):
                left.unlink()


def _keep_mode(target: Path, new: Path) -> None:
    """The old file's mode and owner; for a new file what the umask allows."""
    try:
        old = target.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(0o666 & ~mask)
        return
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    new.chmod(old.st_mode & 0o7777)
    with contextlib.suppress(OSError):
        os.chown(new, old.st_uid, old.st_gid)


def text_on_disk(path: Path) -> str | None:
    """The text that a file holds now; None if it is not there.

    Raises:
        OSError: if it may not be read.
        UnreadableError: if it is not text, or empty.
    """
    try:
        return decode(path.read_bytes())[0]
    except FileNotFoundError:
        return None
