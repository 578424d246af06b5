"""`fintui keys`: every key with what it does, as the settings have them; the same lines as on the help page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fintui.files.faults import visible
from fintui.files.settings import load_settings, settings_path, where_set

from .exits import Exit
from .output import emit_words, say

if TYPE_CHECKING:
    from argparse import Namespace

    from fintui.files.words import Words

    from .parser import Parser


def add_arguments(parser: Parser) -> None:
    """Declare the format."""
    parser.options.add_argument("--names", action="store_true", help=parser.words("cli.keys-names"))
    parser.options.add_argument("--markdown", action="store_true", help=parser.words("cli.keys-markdown"))


def execute(args: Namespace, words: Words) -> Exit:
    """Write the cheat sheet; what is wrong with one's own keys is said, and the code then is that of a found fault."""
    from fintui.ui.actions import ACTIONS  # the registry alone; nothing of the screen is loaded
    from fintui.ui.cheat_sheet import markdown, plain
    from fintui.ui.rebinding import rebind

    path = settings_path()
    settings, wrong, faults = load_settings(path, {} if args.markdown else os.environ)
    actions, problems = rebind(ACTIONS, {} if args.markdown else settings.keys)
    if args.names:
        emit_words("\n".join(f"{name:<20}{words(f'action.{name}')}" for name in dict.fromkeys(a.id for a in actions)))
    else:
        emit_words(markdown(actions, words) if args.markdown else plain(actions, words))
    told = [fault.sentence(words, str(path)) for fault in faults]
    told += [words("settings.variable", found=visible(text)) for text in wrong]
    for problem in problems:
        where = f"{path}:{where_set(path, problem.action)}"
        told.append(f"{where}: {words(f'keys.{problem.code}', **{k: visible(v) for k, v in problem.about.items()})}")
    for sentence in told if not args.markdown else ():
        say(sentence)
    return Exit.FINDINGS if told and not args.markdown else Exit.CLEAN
