"""`fintui locate [WHAT]`: where settings, data, themes and state are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fintui.files.places import config_folder, data_folder, state_folder
from fintui.files.resources import shipped

from .exits import Exit
from .output import emit_line

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from pathlib import Path

    from fintui.files.words import Words

    from .parser import Parser

PLACES: Final[dict[str, Callable[[], Path]]] = {
    "settings": config_folder,
    "themes": lambda: config_folder() / "themes",
    "forms": lambda: config_folder() / "forms",
    "data": data_folder,
    "state": state_folder,
    "shipped-data": lambda: shipped("data"),
    "shipped-themes": lambda: shipped("themes"),
}


def add_arguments(parser: Parser) -> None:
    """Declare which place is asked for."""
    wanted = parser.files.add_argument("what", nargs="?", choices=PLACES, metavar="WHAT")
    wanted.help = f"{parser.words('cli.locate-what')}\n{', '.join(PLACES)}"


def execute(args: Namespace, words: Words) -> Exit:
    """Write the place asked for as it is, or all of them with their names."""
    del words
    if args.what:
        emit_line(str(PLACES[args.what]()))
        return Exit.CLEAN
    width = max(map(len, PLACES))
    for name, place in PLACES.items():
        emit_line(f"{name:<{width}}  {place()}")
    return Exit.CLEAN
