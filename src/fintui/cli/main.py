"""Which command is meant, in which language, and what becomes of whatever goes wrong in it."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

from fintui.files.faults import SaveError, nearest
from fintui.files.words import LANGUAGES, load_words

from .exits import Exit
from .output import RefusedError, UnreadableFileError, say_error

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from types import SimpleNamespace

    from fintui.files.words import Words

    from .parser import Parser

COMMANDS: Final = (
    "open",
    "check",
    "completions",
    "diff",
    "explain",
    "memo",
    "export",
    "format",
    "keys",
    "locate",
    "serve",
)
"""Each is a module of this package; a word that is none of them is a file to open."""


class Command(Protocol):
    """What a command's module has."""

    def add_arguments(self, parser: Parser) -> None:
        """Declare its files and options."""

    def execute(self, args: Namespace | SimpleNamespace, words: Words) -> Exit | int:
        """Carry it out; the result is the exit code."""


def main(argv: list[str]) -> int:
    """Carry out a command line; the result is the exit code."""
    words = load_words(_language(argv))
    try:
        return _carry_out(argv, words)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 – a fault of our own: into the log instead of over the screen
        from .crash import tell_crash

        return tell_crash(error, words)


def _carry_out(argv: list[str], words: Words) -> int:
    name, rest = _command(argv)
    command = cast("Command", importlib.import_module(f"fintui.cli.{name or 'open'}"))
    try:
        return _parse_and_run(command, name, rest, words)
    except SystemExit as ended:  # argparse, after its help or its error
        return ended.code if isinstance(ended.code, int) else Exit.USAGE
    except (RefusedError, UnreadableFileError, SaveError) as error:
        return say_error(error, words)


def _parse_and_run(command: Command, name: str, rest: list[str], words: Words) -> int:
    plain: Callable[[list[str]], SimpleNamespace] | None = getattr(command, "plain", None)
    if plain and rest and not any(word.startswith("-") for word in rest):
        return command.execute(plain(rest), words)
    from .parser import Parser  # a script may call often, and without options

    parser = Parser(f"fintui {name}".rstrip(), words, name or "main")
    command.add_arguments(parser)
    if not name:
        _add_overview(parser)
        _refuse_unknown(parser, rest)
    return command.execute(parser.parse_args(rest), words)


def _language(argv: list[str]) -> str:
    """The language asked for, wherever in the line it stands: it has to be known before the line can be read."""
    found = ""
    for index, word in enumerate(argv):
        if word == "--":
            break
        value = argv[index + 1] if word == "--lang" and index + 1 < len(argv) else word.removeprefix("--lang=")
        if value in LANGUAGES and value != word:
            found = value
    return found


def _command(argv: list[str]) -> tuple[str, list[str]]:
    """The command, or nothing, and the rest of the line; options for all commands may stand before it."""
    at = _first_word(argv)
    if at < len(argv) and argv[at] in COMMANDS:
        return argv[at], argv[:at] + argv[at + 1 :]
    return "", argv


def _first_word(argv: list[str]) -> int:
    at = 0
    while at < len(argv) and argv[at].startswith("--lang"):
        at += 2 if argv[at] == "--lang" else 1
    return at


def _refuse_unknown(parser: Parser, argv: list[str]) -> None:
    """A bare word that is no file was probably meant as a command."""
    at = _first_word(argv)
    if at < len(argv) and re.fullmatch(r"[a-z]+", argv[at]) and not Path(argv[at]).exists():
        about = {"found": argv[at], "known": ", ".join(COMMANDS)}
        like = nearest(argv[at], COMMANDS)
        parser.error(parser.words("cli.no-command-nearest" if like else "cli.no-command", nearest=like, **about))


def _add_overview(parser: Parser) -> None:
    """What only the help of `fintui` itself has: its version, the commands, the exit codes."""
    from fintui import __version__

    words = parser.words
    version = f"fintui {__version__}"
    parser.options.add_argument("--version", action="version", version=version, help=words("cli.version-help"))
    commands = [(name, words(f"cli.{name}-short")) for name in COMMANDS]
    codes = [(str(code.value), words(f"cli.exit-{code.name.lower()}")) for code in Exit]
    parser.epilog = f"{_listed(words('cli.commands'), commands)}\n\n{_listed(words('cli.exits'), codes)}"


def _listed(title: str, entries: list[tuple[str, str]]) -> str:
    return "\n".join([f"{title}:", *(f"  {name:<22}  {text}" for name, text in entries)])
