"""`fintui format FILE…`: the canonical form of statements, shown, written or only checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fintui.files.faults import SaveError
from fintui.files.resources import is_shipped
from fintui.files.save import canonical, write_atomically
from fintui.files.spans import scan

from .exits import Exit
from .output import RefusedError, UnreadableFileError, emit, emit_line, say, say_error
from .reading import load_whole

if TYPE_CHECKING:
    from argparse import Namespace

    from fintui.files.words import Words

    from .parser import Parser


def add_arguments(parser: Parser) -> None:
    """Declare the files and what is to become of them."""
    words = parser.words
    parser.files.add_argument("files", nargs="+", type=Path, metavar="FILE", help=words("cli.format-files"))
    either = parser.options.add_mutually_exclusive_group()
    either.add_argument("-w", "--write", action="store_true", help=words("cli.format-write"))
    either.add_argument("--check", action="store_true", help=words("cli.format-check"))
    parser.options.add_argument("--drop-comments", action="store_true", help=words("cli.format-drop-comments"))


def execute(args: Namespace, words: Words) -> Exit:
    """Go through the files; one that cannot be done does not stop the others, the highest exit code counts."""
    if len(args.files) > 1 and not (args.write or args.check):
        raise RefusedError(Exit.USAGE, "cli.format-one")
    code = Exit.CLEAN
    for path in args.files:
        try:
            code = max(code, _format(path, args, words))
        except (RefusedError, UnreadableFileError, SaveError) as error:
            code = max(code, say_error(error, words))
    return code


def _format(path: Path, args: Namespace, words: Words) -> Exit:
    loaded = load_whole(path, "toml", words)
    data = canonical(loaded.statement, loaded.form).encode()
    is_canonical = data == path.read_bytes()
    comments = 0 if is_canonical else count_comments(loaded.text)
    if args.check:
        if not is_canonical:
            emit_line(str(path))
        return Exit.CLEAN if is_canonical else Exit.FINDINGS
    if args.write:
        if not is_canonical:
            _write(path, data, comments, args, words)
        return Exit.CLEAN
    emit(data)
    if comments:
        say(words("cli.format-comments-out", file=str(path), count=str(comments)))
    return Exit.CLEAN


def _write(path: Path, data: bytes, comments: int, args: Namespace, words: Words) -> None:
    if is_shipped(path):
        raise RefusedError(Exit.USAGE, "cli.shipped", path=str(path))
    if comments and not args.drop_comments:
        raise RefusedError(Exit.USAGE, "cli.format-comments", file=str(path), count=str(comments))
    write_atomically(path, data)
    say(words("cli.format-done", file=str(path)))


def count_comments(text: str) -> int:
    """How many lines of a valid TOML text have a comment, which the canonical form would leave out."""
    at, between = 0, []
    spans = [span for span in scan(text).values.values() if text[span.start] not in "[{"]
    for span in sorted(spans, key=lambda each: each.start):
        between.append(text[at : span.start])
        at = span.end
    return sum("#" in line for line in "".join([*between, text[at:]]).splitlines())
