"""`fintui completions SHELL`: what bash, zsh or fish reads to complete fintui's command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fintui.files.resources import shipped

from .exits import Exit
from .output import emit

if TYPE_CHECKING:
    from argparse import Namespace

    from fintui.files.words import Words

    from .parser import Parser

FILES: Final = {"bash": "fintui.bash", "zsh": "_fintui", "fish": "fintui.fish"}


def add_arguments(parser: Parser) -> None:
    """Declare the shell."""
    shells = "{" + ",".join(FILES) + "}"
    parser.files.add_argument("shell", choices=FILES, metavar=shells, help=parser.words("cli.completions-shell"))


def execute(args: Namespace, words: Words) -> Exit:
    """Write the shell's file as it is."""
    del words
    emit((shipped("data") / "completions" / FILES[args.shell]).read_bytes())
    return Exit.CLEAN
