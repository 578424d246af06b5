"""`fintui explain RULE`: a rule's page; without one, the list of all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fintui.files.faults import nearest
from fintui.files.page_text import page_text
from fintui.files.pages import load_page, page_ids

from .exits import Exit
from .output import RefusedError, emit_words

if TYPE_CHECKING:
    from argparse import Namespace

    from fintui.files.words import Words

    from .parser import Parser


def add_arguments(parser: Parser) -> None:
    """Declare the rules."""
    parser.files.add_argument("rules", nargs="*", metavar="RULE", help=parser.words("cli.explain-rules"))


def execute(args: Namespace, words: Words) -> Exit:
    """Write the pages asked for, or a line a rule."""
    if not args.rules:
        titles = [(rule, load_page(rule).title[words.language]) for rule in page_ids()]
        width = max(len(rule) for rule, _ in titles)
        emit_words("".join(f"{rule:<{width}}  {title}\n" for rule, title in titles))
        return Exit.CLEAN
    pages = [page_text(load_page(_rule(each)), words) for each in args.rules]
    emit_words("\n\n".join(pages))
    return Exit.CLEAN


def _rule(found: str) -> str:
    """The rule that is meant; capitals do not matter."""
    known = {rule.upper(): rule for rule in page_ids()}
    if rule := known.get(found.upper()):
        return rule
    about = {"found": found, "known": ", ".join(page_ids())}
    like = nearest(found.upper(), known)
    raise RefusedError(
        Exit.USAGE, "cli.explain-nearest" if like else "cli.explain-none", nearest=known.get(like, ""), **about
    )
