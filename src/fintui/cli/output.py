"""Results go to standard output, words to standard error."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from fintui.files.faults import SaveError
from fintui.files.words import reason_of

from .exits import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fintui.files.faults import Fault
    from fintui.files.words import Words

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


class RefusedError(Exception):
    """A command that will not be carried out; `key` and `about` make the sentence that says why."""

    def __init__(self, code: Exit, key: str, **about: str) -> None:
        super().__init__(key)
        self.code, self.key, self.about = code, key, about


class UnreadableFileError(Exception):
    """A file that cannot be opened as a statement, and which one it is."""

    def __init__(self, fault: Fault, path: Path) -> None:
        super().__init__(fault.code)
        self.fault, self.path = fault, path


Told = RefusedError | UnreadableFileError | SaveError
"""What ends a command with a sentence instead of a crash."""


def say(text: str) -> None:
    """One line for a person; what files hold cannot steer the terminal."""
    if sys.stderr is not None:
        print(_CONTROLS.sub("\ufffd", text), file=sys.stderr)


def say_faults(faults: Iterable[Fault], words: Words, path: Path) -> None:
    """The faults of a file, one a line."""
    for fault in faults:
        say(fault.sentence(words, str(path)))


def say_error(error: Told, words: Words) -> Exit:
    """Say why something was not done; return the exit code for it."""
    match error:
        case RefusedError():
            say(words(error.key, **error.about))
            return error.code
        case UnreadableFileError():
            say_faults([error.fault], words, error.path)
        case SaveError():
            say(words(f"save.{error.code}", **error.about))
    return Exit.UNREADABLE


def emit(data: bytes) -> None:
    """Write a result.

    Raises:
        SaveError: if standard output cannot take it.
        BrokenPipeError: if its reader went away.
    """
    if sys.stdout is None:
        raise SaveError("os", reason="closed", path="stdout")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SaveError("os", reason=reason_of(error), path="stdout") from None


def emit_line(text: str) -> None:
    """Write a line of a result; names of files keep the bytes that they have on disk."""
    emit(os.fsencode(f"{text}\n"))


def emit_words(text: str) -> None:
    """Write a text for a person, in whatever encoding standard output has."""
    emit(text.encode(getattr(sys.stdout, "encoding", None) or "utf-8", "backslashreplace"))


def in_colors() -> bool:
    """Whether a text for a person may be painted: only on a terminal, and not where someone asked for none."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    return is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
