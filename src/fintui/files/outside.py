"""A text edited in the user's own editor: handed over in a private file, taken back, and the file removed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from .words import reason_of

_TAKES_LINE: Final = {"vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "joe", "jed", "mg", "micro"}
"""Editors that begin at a line when told `+LINE`."""


class OutsideError(Exception):
    """The editor gave nothing back: `code` is a key of the words catalogue under `outside.`, `about` what it names."""

    def __init__(self, code: str, **about: str | int) -> None:
        super().__init__(code)
        self.code, self.about = code, about


def editor_of(environ: Mapping[str, str]) -> list[str]:
    """The user's editor and its arguments: `$VISUAL`, else `$EDITOR`, else `vi`.

    Raises:
        OutsideError: if what is set cannot be read as a command.
    """
    command = environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip() or "vi"
    try:
        return shlex.split(command) or ["vi"]
    except ValueError:
        raise OutsideError("command", command=command) from None


def edit_outside(text: str, line: int, environ: Mapping[str, str]) -> str:
    """The text as the editor leaves it; it has the terminal until it ends.

    Raises:
        OutsideError: if there is no such editor, if it fails, or if it leaves no text. Only a text that cannot be
            read is kept, and its place told.
    """
    command = editor_of(environ)
    try:
        folder = Path(tempfile.mkdtemp(prefix="fintui-"))  # for this user alone
    except OSError as error:
        raise OutsideError("no-room", reason=reason_of(error)) from None
    keep = False
    try:
        path = folder / "text.txt"
        _write(path, text)
        _run([*command, *([f"+{line}"] if Path(command[0]).name in _TAKES_LINE else []), str(path)])
        try:
            return path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            keep = True
            raise OutsideError("not-utf8", path=str(path)) from None
    except OSError as error:
        raise OutsideError("no-room", reason=reason_of(error)) from None
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text + "\n")


def _run(command: list[str]) -> None:
    try:
        code = subprocess.run(command, check=False).returncode  # noqa: S603 (the user's own command)
    except FileNotFoundError:
        raise OutsideError("no-editor", command=command[0]) from None
    except OSError as error:
        raise OutsideError("not-run", command=command[0], reason=reason_of(error)) from None
    if code:
        raise OutsideError("failed", command=command[0], status=code)
