"""`fintui [FILE]`: a statement on the screen. The only command that imports Textual."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fintui.files.decode import read_bytes
from fintui.files.resources import first_statement

from .exits import Exit
from .output import RefusedError
from .reading import naming

if TYPE_CHECKING:
    from argparse import Namespace

    from fintui.files.words import Words

    from .parser import Parser


def add_arguments(parser: Parser) -> None:
    """Declare the file."""
    parser.files.add_argument("file", nargs="?", type=Path, metavar="FILE", help=parser.words("cli.open-file"))


def execute(args: Namespace, words: Words) -> int:
    """Open the file, or the shipped statement."""
    path = args.file or first_statement()
    with naming(path):
        read_bytes(path)  # a mistyped name is told before the screen's packages are loaded
        if not is_at_terminal():
            raise RefusedError(Exit.USAGE, "cli.no-terminal")
        from fintui.ui.app import run_app

        return run_app(path, words)


def is_at_terminal() -> bool:
    """Whether keys can come in and the screen, which is painted to standard error, can go out."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
