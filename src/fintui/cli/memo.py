"""`fintui memo FILE`: the review memo of a statement, in Markdown."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fintui.checks.progress import Count
from fintui.checks.standing import Standings
from fintui.files.checked import check_file
from fintui.files.memo import Reviewed, memo
from fintui.files.resources import is_shipped
from fintui.files.save import write_atomically

from .exits import Exit
from .output import RefusedError, UnreadableFileError, emit, say

if TYPE_CHECKING:
    from argparse import Namespace

    from fintui.files.checked import Checked
    from fintui.files.words import Words

    from .parser import Parser


def add_arguments(parser: Parser) -> None:
    """Declare the statement and where its memo goes."""
    words = parser.words
    parser.files.add_argument("file", type=Path, metavar="FILE", help=words("cli.memo-file"))
    parser.options.add_argument("-o", "--output", type=Path, metavar="OUT", help=words("cli.memo-output"))
    parser.options.add_argument("--force", action="store_true", help=words("cli.memo-force"))


def execute(args: Namespace, words: Words) -> Exit:
    """Check the statement, put the marks beside the findings, write."""
    target = None if args.output in {None, Path("-")} else args.output
    if target:
        _check_target(target, args)
    today = date.today().isoformat()  # noqa: DTZ011 (the reviewer's own calendar day)
    data = memo(reviewed_of(check_file(args.file, words, None, today), today)).encode("utf-8", "replace")
    if target:
        write_atomically(target, data)
        say(words("cli.memo-done", path=str(target)))
    else:
        emit(data)
    return Exit.CLEAN


def _check_target(target: Path, args: Namespace) -> None:
    """Refuse to write over what is not meant to be lost."""
    if target.is_dir():
        raise RefusedError(Exit.USAGE, "cli.memo-folder", path=str(target))
    if is_shipped(target):
        raise RefusedError(Exit.USAGE, "cli.shipped", path=str(target))
    if target.suffix == ".toml":
        raise RefusedError(Exit.USAGE, "cli.memo-not-markdown", path=str(target))
    if target.exists() and not args.force:
        raise RefusedError(Exit.USAGE, "cli.memo-exists", path=str(target))


def reviewed_of(checked: Checked, today: str) -> Reviewed:
    """What a memo tells of a statement that was checked.

    Raises:
        UnreadableFileError: if it could not be read.
    """
    engine, names, loaded = checked.engine, checked.names, checked.loaded
    if engine is None or names is None or loaded is None:
        fault = next(each.fault for each in checked.entries if each.fault)
        raise UnreadableFileError(fault, checked.path)
    marks = checked.review.marks if checked.review else []
    standings = Standings(loaded.statement, loaded.form, marks)
    waived = [(each.outcome, each.waiver) for each in checked.entries if each.waiver]
    faults = [each.fault.sentence(checked.words, str(each.path)) for each in checked.entries if each.fault]
    return Reviewed(
        names,
        checked.path.name,
        today,
        [each.outcome for each in checked.open() if not each.fault],
        waived,
        faults,
        engine.coverage(),
        standings,
        Count(loaded.statement, standings, engine.numbers),
    )
