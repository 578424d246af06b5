"""`fintui check PATH…`: every rule on statements and folders of them, as a report."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from fintui.files.batch import FORMATS, Job, check_all, dump_baseline, load_baseline, statements
from fintui.files.faults import UnreadableError
from fintui.files.former import Formers, head_of
from fintui.files.reader import load
from fintui.files.reports.base import THRESHOLDS, Tally, Wishes

from .exits import Exit
from .output import RefusedError, UnreadableFileError, emit, emit_words, in_colors, say

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Iterator

    from fintui.files.batch import Piece
    from fintui.files.words import Words

    from .parser import Parser

_EVERY: Final = 0.1
_DEFAULTS: Final[dict[str, Any]] = {
    "format": "text",
    "fail_on": "error",
    "strict": False,
    "all": False,
    "hints": False,
    "last_year": None,
    "no_last_year": False,
    "only_new": None,
    "save_baseline": None,
    "jobs": 0,
}


def add_arguments(parser: Parser) -> None:
    """Declare the paths, the format, and what counts."""
    words, add = parser.words, parser.options.add_argument
    parser.files.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=words("cli.check-paths"))
    formats, grave = "{" + ",".join(FORMATS) + "}", "{" + ",".join(THRESHOLDS) + "}"
    add("--format", choices=FORMATS, metavar=formats, help=words("cli.check-format"))
    add("--fail-on", choices=THRESHOLDS, metavar=grave, help=words("cli.check-fail-on"))
    add("--strict", action="store_true", help=words("cli.check-strict"))
    add("--all", action="store_true", help=words("cli.check-all"))
    add("--hints", action="store_true", help=words("cli.check-hints"))
    add("--last-year", type=Path, metavar="FILE", help=words("cli.check-last-year"))
    add("--no-last-year", action="store_true", help=words("cli.check-no-last-year"))
    add("--only-new", type=Path, metavar="BASELINE", help=words("cli.check-only-new"))
    add("--save-baseline", type=Path, metavar="FILE", help=words("cli.check-save-baseline"))
    add("--jobs", type=int, metavar="N", help=words("cli.check-jobs"))
    parser.set_defaults(**_DEFAULTS)


def plain(paths: list[str]) -> SimpleNamespace:
    """What a call without options asks for, without loading what reads options."""
    return SimpleNamespace(paths=[Path(path) for path in paths], **_DEFAULTS)


def execute(args: Namespace | SimpleNamespace, words: Words) -> Exit:
    """Check, report, and say by the exit code what was found."""
    if args.jobs < 0:
        raise RefusedError(Exit.USAGE, "cli.check-jobs-few")
    paths = list(statements(args.paths))
    if not paths:
        raise RefusedError(Exit.USAGE, "cli.check-nothing", path=", ".join(map(str, args.paths)))
    job = _job(args, words, paths)
    report, total, kept = job.report(words), Tally(), []
    write = _written_by(args.format)
    write(report.head())
    for number, piece in enumerate(_shown(check_all(paths, job, args.jobs, words), len(paths), words)):
        if report.stands_alone:
            emit(piece.data)
        else:
            write(report.joined(number, piece.text))
        total.add(piece.found)
        kept += piece.baseline
    write(report.foot(total))
    for path in total.bad if len(paths) > 1 or args.format != "text" else ():
        say(words("check.bad", path=path))
    if args.save_baseline:
        from fintui.files.save import write_atomically

        write_atomically(args.save_baseline, dump_baseline(kept))
        say(words("cli.check-baseline-saved", path=str(args.save_baseline), count=str(len(kept))))
    return _code(total, saved=bool(args.save_baseline))


def _job(args: Namespace | SimpleNamespace, words: Words, paths: list[Path]) -> Job:
    file = args.only_new or args.save_baseline
    baseline = None
    if args.only_new:
        if not args.only_new.exists():
            raise RefusedError(Exit.UNREADABLE, "cli.check-no-baseline", path=str(args.only_new))
        try:
            baseline = load_baseline(args.only_new)
        except UnreadableError as error:
            raise UnreadableFileError(error.fault, args.only_new) from None
    wishes = Wishes(args.fail_on, args.strict, args.all, args.format == "text" and in_colors(), args.hints)
    today = date.today().isoformat()  # noqa: DTZ011 (the reviewer's own calendar day)
    base = str(file.parent) if file else ""
    formers = _formers(args, words, paths)
    return Job(args.format, words.language, wishes, today, baseline, base, bool(args.save_baseline), formers)


def _formers(args: Namespace | SimpleNamespace, words: Words, paths: list[Path]) -> Formers:
    """What finds last year's statements; the one that is named must be readable, and of another year it is told."""
    if args.last_year:
        try:
            former = load(args.last_year).statement
        except UnreadableError as error:
            raise UnreadableFileError(error.fault, args.last_year) from None
        heads = [head for path in paths if path != args.last_year and (head := head_of(path))]
        own = [year for department, year in heads if len(paths) == 1 or department == former.department]
        for wanted in sorted({year - 1 for year in own} - {former.year}):
            say(words("cli.check-other-year", path=str(args.last_year), year=former.year, wanted=wanted))
    return Formers(args.last_year, search=not args.no_last_year, others=len(paths) > 1)


def _code(total: Tally, *, saved: bool) -> Exit:
    """The gravest of what happened; findings that were just taken into a baseline are known."""
    if total.failed:
        return Exit.RULE
    if total.unreadable:
        return Exit.UNREADABLE
    return Exit.FINDINGS if total.failing and not saved else Exit.CLEAN


def _written_by(name: str) -> Callable[[str], None]:
    """Text in the terminal's encoding; what machines read always in UTF-8."""
    return emit_words if name == "text" else lambda text: emit(text.encode("utf-8", "surrogateescape"))


def _shown(pieces: Iterable[Piece], count: int, words: Words) -> Iterator[Piece]:
    """The pieces as they come; on a terminal a line says how many there are by now."""
    if count == 1 or sys.stderr is None or not sys.stderr.isatty():
        yield from pieces
        return
    last = 0.0
    for number, piece in enumerate(pieces, start=1):
        _progress("")
        yield piece
        if (now := time.monotonic()) - last >= _EVERY and number < count:
            last = now
            _progress(words("check.progress", number=number, count=count))


def _progress(text: str) -> None:
    sys.stderr.write(f"\r\x1b[K{text}")
    sys.stderr.flush()
