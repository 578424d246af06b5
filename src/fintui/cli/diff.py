"""`fintui diff A B`: two statements, or two versions of one, cell by cell and sentence by sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from fintui.files.comparison import Comparison, Side
from fintui.files.diff_json import json_report
from fintui.files.diff_report import text_report
from fintui.files.faults import visible
from fintui.files.former import find_former
from fintui.files.reader import load
from fintui.files.revisions import RevisionError, load_revision, split_operand

from .exits import Exit
from .output import RefusedError, UnreadableFileError, emit, emit_words, in_colors, say, say_error, say_faults
from .reading import naming

if TYPE_CHECKING:
    from argparse import Namespace

    from fintui.files.words import Words

    from .parser import Parser

FORMATS: Final = ("text", "json")


def add_arguments(parser: Parser) -> None:
    """Declare the two sides and how they are compared."""
    words, add = parser.words, parser.options.add_argument
    parser.files.add_argument("operands", nargs="+", metavar="A", help=words("cli.diff-operands"))
    add("--rev", metavar="REV", help=words("cli.diff-rev"))
    add("--last-year", action="store_true", help=words("cli.diff-last-year"))
    add("--format", choices=FORMATS, default="text", metavar="{text,json}", help=words("cli.diff-format"))
    add("-q", "--quiet", action="store_true", help=words("cli.diff-quiet"))


def execute(args: Namespace, words: Words) -> Exit:
    """Compare; 0 the same, 1 different, and as `diff` has it 2 for any trouble."""
    try:
        old, new = _sides(args, words)
    except RevisionError as error:
        say(words(f"revision.{error.code}", **error.about))
        return Exit.USAGE
    except (RefusedError, UnreadableFileError) as error:
        say_error(error, words)
        return Exit.USAGE
    found = Comparison(old, new, words, yearly=args.last_year)
    if not args.quiet:
        _write(found, args.format)
    return Exit.CLEAN if found.is_same else Exit.FINDINGS


def _write(found: Comparison, to: str) -> None:
    if to == "json":
        emit(json_report(found).encode("utf-8", "surrogateescape"))
    else:
        emit_words(text_report(found, color=in_colors()))


def _sides(args: Namespace, words: Words) -> tuple[Side, Side]:
    operands = args.operands
    if len(operands) > 2 or (len(operands) == 2 and args.rev is not None):
        raise RefusedError(Exit.USAGE, "cli.diff-many")
    if args.rev is not None:
        path = Path(operands[0])
        return _revision(path, args.rev, words), _side(operands[0], words)
    if len(operands) == 2:
        return _side(operands[0], words), _side(operands[1], words)
    if not args.last_year:
        raise RefusedError(Exit.USAGE, "cli.diff-one")
    new = _side(operands[0], words)
    return _side(str(_former(Path(operands[0]), new)), words), new


def _former(path: Path, side: Side) -> Path:
    statement = side.loaded.statement
    found = find_former(path, statement.department, statement.year)
    if found is None:
        about = {"department": statement.department, "year": str(statement.year - 1)}
        raise RefusedError(Exit.USAGE, "cli.diff-no-former", folder=str(path.parent), **about)
    return found


def _side(operand: str, words: Words) -> Side:
    if split := split_operand(operand):
        return _revision(split[1], split[0], words)
    path = Path(operand)
    with naming(path):
        loaded = load(path)
    say_faults(loaded.faults, words, path)
    return Side(visible(operand), loaded, words)


def _revision(path: Path, revision: str, words: Words) -> Side:
    name = Path(f"{revision}:{path}")
    with naming(name):
        loaded = load_revision(path, revision)
    say_faults(loaded.faults, words, name)
    return Side(f"{revision}:{path}", loaded, words)
