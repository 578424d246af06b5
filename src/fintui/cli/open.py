"""`fintui [FILE]`: a statement on the screen. The only command that imports Textual."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fintui.files.decode import PARTS, read_bytes
from fintui.files.faults import UnreadableError, visible
from fintui.files.memory import load_memory, memory_path
from fintui.files.reader import load
from fintui.files.resources import first_statement
from fintui.files.settings import CHOICES, load_settings, settings_path
from fintui.files.words import LANGUAGES

from .exits import Exit
from .output import RefusedError
from .reading import naming

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from fintui.files.ahead import ReadAhead
    from fintui.files.reader import Loaded
    from fintui.files.settings import Settings
    from fintui.files.words import Words

    from .parser import Parser


_MOST = 1000
"""Files of a folder that are looked at."""


_LARGE: Final = 200_000
"""Bytes of a file from which on it is read in a process of its own."""
_LONG: Final = 400_000
"""Bytes of a file from which on it is told how far it is read."""


def add_arguments(parser: Parser) -> None:
    """Declare the file, who reviews, and the looks."""
    parser.options.add_argument("--theme", metavar="NAME", help=parser.words("cli.open-theme"))
    parser.options.add_argument(
        "--frame", choices=CHOICES["frame"], metavar="{unicode,ascii}", help=parser.words("cli.open-frame")
    )
    parser.options.add_argument("--no-mouse", action="store_true", help=parser.words("cli.open-no-mouse"))
    parser.options.add_argument("--as", dest="reviewer", metavar="NAME", help=parser.words("cli.open-as"))
    parser.files.add_argument("file", nargs="?", type=Path, metavar="FILE", help=parser.words("cli.open-file"))


def execute(args: Namespace, words: Words) -> int:
    """Open the file, or the shipped statement."""
    path = args.file or first_statement()
    folder = path if path.is_dir() else None
    if folder:
        path = _first_of(folder)
    with naming(path):
        read_bytes(path)  # a mistyped name is told before the screen's packages are loaded
        if not is_at_terminal():
            raise RefusedError(Exit.USAGE, "cli.no-terminal")
        return _show(path, folder, args, words)


def _show(path: Path, folder: Path | None, args: Namespace, words: Words) -> int:
    """Show a statement: keys are kept from now on, the file is read, and the screen is loaded meanwhile."""
    gc.disable()  # while modules are loaded there is nothing to give up; on again after the first paint
    from fintui.ui.early import early_screen
    from fintui.ui.without_openssl import without_openssl

    with early_screen() as early, without_openssl():
        reading = _Reading(path, words)
        settings, told = _settings(args, words)
        from fintui.ui.start import run_app

        return run_app(path, words, settings, told, folder, reading.loaded, early, reading.glimpse)


class _Reading:
    """A statement that is being read: a large file beside all else, from now on; of a long one it is told how far.

    For a file of normal size a process of its own would cost what it saves.
    """

    def __init__(self, path: Path, words: Words) -> None:
        self._path, self._words = path, words
        size = path.stat().st_size
        self._is_long = size > _LONG
        self._ahead: ReadAhead | None = None
        if size > _LARGE:
            from fintui.files.ahead import ReadAhead

            self._ahead = ReadAhead(path)
            self._tell(0)

    def glimpse(self) -> Loaded | None:
        """What of a long one can be shown at once."""
        if not self._is_long:
            return None
        from fintui.files.glimpse import glimpse

        found = glimpse(self._path)
        if found:  # the screen tells the rest
            sys.stderr.write("\r\x1b[K")
        return found

    def loaded(self, tell: Callable[[int], None] | None = None) -> Loaded:
        """All of it; `tell` hears how many percent are read, else the terminal does."""
        if self._ahead is None:
            return load(self._path)
        told = tell or self._tell
        found = self._ahead.wait(lambda part: told(100 * part // (PARTS + 1)))
        if self._is_long and not tell:
            sys.stderr.write("\r\x1b[K")
        return found

    def _tell(self, percent: int) -> None:
        if self._is_long:
            _tell_part(percent, self._path, self._words)


def _tell_part(percent: int, path: Path, words: Words) -> None:
    """How far a long file is read; Ctrl+C leaves."""
    about = {"file": visible(path.name), "percent": str(percent)}
    sys.stderr.write(f"\r{words('cli.open-reading', **about)}")
    sys.stderr.flush()


def _first_of(folder: Path) -> Path:
    """The statement of a folder that is under the list: the one opened last, else the first that can be read."""
    from fintui.files.batch import statements

    found = list(islice(statements([folder]), _MOST))
    lately = [path for path in load_memory(memory_path()).recent() if path in {each.absolute() for each in found}]
    for path in [*lately, *found]:
        try:
            load(path)
        except UnreadableError:
            continue
        return path
    raise RefusedError(Exit.UNREADABLE, "cli.no-statements", path=str(folder))


def _settings(args: Namespace, words: Words) -> tuple[Settings, list[str]]:
    """What counts for this start, and what is wrong with the settings."""
    path = settings_path()
    settings, wrong, faults = load_settings(path, os.environ)
    look = load_memory(memory_path()).look
    language = settings.language if settings.language != "auto" else look.get("language", "")
    if not args.lang and language in LANGUAGES:
        words.become(language)
    asked: dict[str, Any] = {"theme": args.theme, "frame": args.frame, "mouse": False if args.no_mouse else None}
    asked["reviewer"] = " ".join(args.reviewer.split()) if args.reviewer else None
    if settings.theme == "auto" and not os.environ.get("NO_COLOR"):
        settings = replace(settings, theme=look.get("theme", "auto"))
    settings = replace(settings, **{name: value for name, value in asked.items() if value is not None})
    told = [fault.sentence(words, str(path)) for fault in faults]
    return settings, told + [words("settings.variable", found=visible(text)) for text in wrong]


def is_at_terminal() -> bool:
    """Whether keys can come in and the screen can go out: by standard error, or by a driver that `serve` has set."""
    if "TEXTUAL_DRIVER" in os.environ:
        return True
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
