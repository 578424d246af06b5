"""Reading the file that a command names, so that whatever is said of it names it as well."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from fintui.files.faults import UnreadableError

from .exits import Exit
from .output import RefusedError, UnreadableFileError, say_faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fintui.files.reader import Loaded
    from fintui.files.words import Words


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an error know which file it is about."""
    try:
        yield
    except UnreadableError as error:
        raise UnreadableFileError(error.fault, path) from None


def load_whole(path: Path, to: str, words: Words) -> Loaded:
    """Read a statement that is to be written anew as `to`, and say its faults.

    Raises:
        UnreadableFileError: if it cannot be read.
        RefusedError: if something that it holds would be lost.
    """
    from fintui.files.export import lost
    from fintui.files.reader import load

    with naming(path):
        loaded = load(path)
    say_faults(loaded.faults, words, path)
    if missing := lost(loaded.faults, to):
        raise RefusedError(Exit.UNREADABLE, "cli.would-lose", file=str(path), count=str(len(missing)))
    return loaded
