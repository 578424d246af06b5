"""`fintui serve [FILE]`: the screen in a browser on this machine, through textual-serve (the extra `web`)."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fintui.files.decode import read_bytes
from fintui.files.resources import first_statement

from .exits import Exit
from .output import RefusedError, say
from .reading import naming

if TYPE_CHECKING:
    from argparse import Namespace

    from fintui.files.words import Words

    from .parser import Parser

_HOST: Final = "127.0.0.1"
"""Whoever can reach the page can edit the statement: nobody but this machine shall."""


def add_arguments(parser: Parser) -> None:
    """Declare the file and the port."""
    parser.files.add_argument("file", nargs="?", type=Path, metavar="FILE", help=parser.words("cli.serve-file"))
    parser.options.add_argument("--port", type=int, default=8000, metavar="N", help=parser.words("cli.serve-port"))


def execute(args: Namespace, words: Words) -> Exit:
    """Serve until Ctrl+C; every page that is opened is a screen of its own."""
    path = args.file or first_statement()
    if not path.is_dir():
        with naming(path):
            read_bytes(path)
    try:
        from textual_serve.server import Server
    except ImportError:
        raise RefusedError(Exit.USAGE, "cli.serve-missing") from None
    command = [sys.executable, "-m", "fintui", "open", "--lang", words.language, str(path.absolute())]
    server = Server(shlex.join(command), host=_HOST, port=args.port, title="fintui")
    say(words("cli.serve-at", address=f"http://{_HOST}:{args.port}"))
    server.serve()
    return Exit.CLEAN
