"""`fintui export FILE --to toml|json|csv|html`: a statement in another format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fintui.files.export import FORMATS, export
from fintui.files.resources import is_shipped
from fintui.files.save import write_atomically

from .exits import Exit
from .output import RefusedError, emit, say
from .reading import load_whole

if TYPE_CHECKING:
    from argparse import Namespace

    from fintui.files.words import Words

    from .parser import Parser


def add_arguments(parser: Parser) -> None:
    """Declare the file and what is to become of it."""
    words = parser.words
    formats = "{" + ",".join(FORMATS) + "}"
    parser.files.add_argument("file", type=Path, metavar="FILE", help=words("cli.export-file"))
    parser.options.add_argument("--to", required=True, choices=FORMATS, metavar=formats, help=words("cli.export-to"))
    parser.options.add_argument("-o", "--output", type=Path, metavar="OUT", help=words("cli.export-output"))
    parser.options.add_argument("--force", action="store_true", help=words("cli.export-force"))
    parser.options.add_argument("--no-bom", action="store_true", help=words("cli.export-no-bom"))


def execute(args: Namespace, words: Words) -> Exit:
    """Write the export to its file or to standard output."""
    target = None if args.output in {None, Path("-")} else args.output
    if target:
        _check_target(target, args)
    loaded = load_whole(args.file, args.to, words)
    data = export(loaded.statement, loaded.form, args.to, bom=not args.no_bom, words=words)
    if target:
        write_atomically(target, data)
        say(words("cli.export-done", path=str(target)))
    else:
        emit(data)
    return Exit.CLEAN


def _check_target(target: Path, args: Namespace) -> None:
    """Refuse to write over what is not meant to be lost."""
    if target.is_dir():
        raise RefusedError(Exit.USAGE, "cli.export-folder", path=str(target))
    if is_shipped(target):
        raise RefusedError(Exit.USAGE, "cli.shipped", path=str(target))
    if args.to != "toml" and args.file.exists() and target.resolve() == args.file.resolve():
        raise RefusedError(Exit.USAGE, "cli.export-same", path=str(target))
    if target.exists() and not args.force:
        raise RefusedError(Exit.USAGE, "cli.export-exists", path=str(target))
