"""Write the man pages and the shells' completions, from the same definitions as `--help`.

    python docs/make_manual.py

needs the extra `dev`. A test says so when they are no longer what the program says of itself.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

import shtab

from fintui import __version__
from fintui.cli.exits import Exit
from fintui.cli.main import COMMANDS
from fintui.cli.parser import Parser
from fintui.files.words import LANGUAGES, Words, load_words

DATA = Path(__file__).resolve().parents[1] / "data"
SHELLS = {"bash": "fintui.bash", "zsh": "_fintui", "fish": "fintui.fish"}
MANUALS = {"en": "man/fintui.1", "zh": "man/zh/fintui.1"}


def command_parser(name: str, words: Words) -> Parser:
    """The parser of a command, as its `--help` has it."""
    parser = Parser(f"fintui {name}", words, name)
    importlib.import_module(f"fintui.cli.{name}").add_arguments(parser)
    return parser


def completion(shell: str) -> str:
    """What a shell reads to complete `fintui`: commands, options, their values, files."""
    words = load_words("en")
    whole = argparse.ArgumentParser("fintui", add_help=False)
    whole.add_argument("--lang", choices=LANGUAGES, help=words("cli.lang-help"))
    whole.add_argument("--version", action="store_true", help=words("cli.version-help"))
    commands = whole.add_subparsers()
    for name in COMMANDS:
        parser = commands.add_parser(name, add_help=False, help=words(f"cli.{name}-short"))
        for action in command_parser(name, words)._actions:
            action.help = (action.help or "").splitlines()[0]
            action.choices = tuple(action.choices) if action.choices else None
            if action.type is Path or action.dest == "operands":
                action.complete = shtab.FILE  # type: ignore[attr-defined]
            parser._add_action(action)
    return str(shtab.complete(whole, shell))


def manual(words: Words) -> str:
    """The man page, in roff."""
    title = words("cli.man-title")
    parts = [
        f'.TH FINTUI 1 "" "fintui {__version__}" "{title}"\n.ad l\n.nh',
        *_part("name", [f"fintui \\- {_roff(title)}"], words),
    ]
    parts += _part("synopsis", [_usages(words)], words)
    parts += _part("description", [_roff(words("cli.main-about"))], words)
    for name in COMMANDS:
        parts += [
            f".SH {_roff(f'fintui {name}').upper() if name != 'open' else 'FINTUI [FILE]'}",
            *_command(name, words),
        ]
    exits = [f".TP\n.B {code.value}\n{_roff(words(f'cli.exit-{code.name.lower()}'))}" for code in Exit]
    parts += _part("exits", exits, words)
    parts += _part("more", [_roff(words("cli.man-see"))], words)
    return "\n".join(parts) + "\n"


def _part(key: str, lines: list[str], words: Words) -> list[str]:
    return [f'.SH "{_roff(words(f"cli.man-{key}"))}"', *lines]


def _usages(words: Words) -> str:
    usages = [line.strip() for name in COMMANDS for line in words(f"cli.{name}-usage").splitlines()]
    return "\n.br\n".join(map(_roff, usages))


def _command(name: str, words: Words) -> list[str]:
    lines = [_roff(words(f"cli.{name}-about"))]
    for action in command_parser(name, words)._actions:
        if action.dest in {"help", "lang"}:
            continue
        value = action.metavar if isinstance(action.metavar, str) else ""
        shown = ", ".join(action.option_strings) or value
        if action.option_strings and action.nargs != 0 and value:
            shown += f" {value}"
        lines.append(f".TP\n.B {_roff(shown)}\n{_roff(action.help or '')}")
    return lines


def _roff(text: str) -> str:
    """Text that roff takes as text."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line[:1] in {".", "'"} else line for line in escaped.splitlines())


def made() -> dict[str, str]:
    """Every file under `data/`, by its path there."""
    files = {f"completions/{file}": completion(shell) for shell, file in SHELLS.items()}
    return files | {file: manual(load_words(language)) for language, file in MANUALS.items()}


def main() -> int:
    """Write them."""
    for name, text in made().items():
        path = DATA / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
