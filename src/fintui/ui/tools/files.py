"""Other statements: those of the folder with their totals and state, and those opened lately."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...files.batch import statements
from ...files.faults import UnreadableError
from ...files.former import head_of
from ...files.memory import load_memory, memory_path
from ...files.reader import load
from ...files.rules import check
from ...model.money import show_amount
from ..ledger import MARKS
from ..picker import Option, narrow
from ..pinyin import initials
from ..text import clean

if TYPE_CHECKING:
    from ..desk import Desk

MOST: Final = 1000
"""Statements of a folder that are listed."""


@dataclass(slots=True)
class Listed:
    """A statement of the list: what its head says at once, what it holds once it was looked into."""

    path: Path
    title: str
    told: str = ""
    is_open: bool = False


class Files:
    """Lists statements and opens them in place of the one that is open."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._listed: list[Listed] = []
        self._folder = Path()

    # -- the folder
    def folder(self, folder: Path | None = None) -> None:
        """List the statements of a folder; totals and state follow, a file at a time."""
        desk = self.desk
        self._folder = folder or (desk.path.parent if desk.path else Path.cwd())
        found = islice(statements([self._folder]), MOST)
        self._listed = [Listed(path, self._title(path)) for path in found if not path.name.endswith(".review.toml")]
        at = next((n for n, each in enumerate(self._listed) if each.path == desk.path), 0)
        desk.pick(desk.words("prompt.open", folder=clean(str(self._folder))), self._options, at=at)
        self._look_on(0)

    def _title(self, path: Path) -> str:
        head = head_of(path)
        name = clean(str(path.relative_to(self._folder))) if path.is_relative_to(self._folder) else clean(str(path))
        return f"{clean(head[0])} {head[1]}  {name}" if head else name

    def _options(self, typed: str) -> Iterator[Option]:
        asked = Path(typed).expanduser() if typed.strip() else None
        try:
            if asked and asked.is_file():
                yield Option(str(asked), lambda: self.open(asked))
            elif asked and asked.is_absolute() and asked.is_dir():
                yield Option(self.desk.words("prompt.open", folder=clean(str(asked))), lambda: self.folder(asked))
        except (OSError, ValueError):
            pass
        yield from narrow([self._option(each) for each in self._listed], typed)

    def _option(self, each: Listed) -> Option:
        return Option(each.title, lambda: self.open(each.path), each.told, initials(each.title))

    def _look_on(self, at: int) -> None:
        """Look into one statement, show what it holds, and come back for the next."""
        if not self.desk.picker.is_open or at >= len(self._listed):
            return
        listed = self._listed[at]
        listed.told = self._state(listed.path)
        self.desk.picker.again()
        self.desk.host.soon(lambda: self._look_on(at + 1))

    def _state(self, path: Path) -> str:
        """Payments of the year, and how many findings of which gravity."""
        try:
            loaded = load(path)
        except (UnreadableError, OSError):
            return self.desk.words("files.unreadable")
        table = loaded.statement.tables.get("payments")
        row = table.row("total") if table else None
        figure = row.figures.get("total") if row else None
        parts = [show_amount(figure)] if isinstance(figure, Decimal) else []
        severities = [each.severity for each in check(loaded.statement, loaded.form).findings()]
        parts += [f"{mark}{severities.count(severity)}" for severity, mark in MARKS.items() if severity in severities]
        return "  ".join([*parts, f"▲{len(loaded.faults)}"] if loaded.faults else parts)

    # -- lately
    def recent(self) -> None:
        """Pick one of the files opened lately."""
        options = [
            Option(clean(path.name), lambda path=path: self.open(path), clean(str(path.parent)))  # type: ignore[misc]
            for path in load_memory(memory_path()).recent()
        ]
        if options:
            self.desk.pick(self.desk.words("prompt.recent"), options)
        else:
            self.desk.tell(self.desk.words("message.none-recent"))

    def open(self, path: Path) -> None:
        """Open a statement in place of this one; unsaved edits are asked about."""
        try:
            loaded = load(path)
        except UnreadableError as error:
            self.desk.tell(error.fault.sentence(self.desk.words, clean(path.name)), "error")
            return
        self.desk.leave(lambda: self.desk.host.open_file(loaded, path))
