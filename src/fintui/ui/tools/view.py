"""What is seen of a table: rows by what they hold, columns hidden or shown in full. Nothing of it is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...model.figure import State, state_of
from ...model.sheet import Sheet, Slot
from ..cells import figure_at
from ..picker import Option
from ..text import clean

if TYPE_CHECKING:
    from ...model.place import Place
    from ..desk import Desk

KINDS: Final = ("not-zero", "changed", "unknown", "found")
"""What rows may be shown by, besides the beginning of their code."""


@dataclass(slots=True)
class Seen:
    """What is seen of one table; columns by their key in the form, labels by their kind."""

    kind: str = ""
    hidden: set[str] = field(default_factory=set)


class View:
    """A view for each table, by role."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._seen: dict[str, Seen] = {}
        desk.notes.append(self._note)

    def rows(self) -> None:
        """Pick which rows are seen: all, those that hold something, or those whose code begins so."""
        words = self.desk.words

        def options(typed: str) -> Iterator[Option]:
            if typed.strip().isdigit():
                code = typed.strip()
                yield Option(words("view.code", code=code), lambda: self._show(kind=code))
            for kind in ("", *KINDS):
                text = words(f"view.{kind or 'all'}")
                if typed.strip() in text:
                    yield Option(text, lambda kind=kind: self._show(kind=kind))  # type: ignore[misc]

        self.desk.pick(words("view.rows"), options)

    def columns(self) -> None:
        """Pick a column to hide, to show again, or to show in full."""
        words, layout = self.desk.words, self.desk.grid.layout
        seen = self._of(self.desk.grid.role)
        options = []
        for key, heading in layout.headings().items():
            does = "show" if key in seen.hidden else "hide"
            options.append(Option(words(f"view.{does}", column=clean(heading)), self._toggling(key)))
        name = "unfold" if layout.in_full else "fold"
        options.append(Option(words(f"view.{name}"), self._in_full))
        if seen.hidden:
            options.append(Option(words("view.show-all"), lambda: self._show(hidden=set())))
        self.desk.pick(words("view.columns"), options)

    def all(self) -> None:
        """Show the whole table again."""
        self._show(kind="", hidden=set())

    def _toggling(self, key: str) -> Callable[[], None]:
        return lambda: self._show(hidden=self._of(self.desk.grid.role).hidden ^ {key})

    def _in_full(self) -> None:
        grid = self.desk.grid
        grid.layout.in_full = not grid.layout.in_full
        grid.remake()

    def _of(self, role: str) -> Seen:
        return self._seen.setdefault(role, Seen())

    def _show(self, *, kind: str | None = None, hidden: set[str] | None = None) -> None:
        grid = self.desk.grid
        seen, place = self._of(grid.role), grid.place()
        seen.kind = seen.kind if kind is None else kind
        seen.hidden = seen.hidden if hidden is None else hidden
        grid.layout.narrowed = self._view
        grid.remake()
        if place is None or not grid.go(place):
            grid.home(table=True)
        if not grid.sheet.rows:
            self.desk.tell(self.desk.words("view.none"))

    def _view(self, sheet: Sheet) -> Sheet:
        """The sheet with the rows and columns that are seen."""
        seen = self._of(sheet.role)
        kept = [n for n, column in enumerate(sheet.columns) if (column.key or column.kind) not in seen.hidden]
        if not any(sheet.columns[n].kind == "amount" for n in kept):
            kept = list(range(len(sheet.columns)))
        rows = [row for row in sheet.rows if not seen.kind or self._is_seen(row, seen.kind)]
        return sheet._replace(
            columns=tuple(sheet.columns[n] for n in kept),
            rows=tuple(tuple(row[n] for n in kept) for row in rows),
        )

    def _is_seen(self, row: tuple[Slot, ...], kind: str) -> bool:
        return any(self._holds(slot.place, kind) for slot in row if slot.place)

    def _holds(self, place: Place, kind: str) -> bool:
        document = self.desk.document
        if kind == "changed":
            return document.is_changed(place)
        if kind == "found":
            return bool(self.desk.mark_at(place))
        figure = figure_at(document, place)
        if kind == "unknown":
            return state_of(figure, document.statement.tables[place.role].coverage) is State.UNKNOWN
        if kind == "not-zero":
            return isinstance(figure, Decimal) and figure != 0
        return place.key.startswith(kind)

    def _note(self) -> str:
        seen = self._seen.get(self.desk.grid.role) if self.desk.part.is_table else None
        if seen is None or not (seen.kind or seen.hidden):
            return ""
        words = self.desk.words
        told = words("view.code", code=seen.kind) if seen.kind.isdigit() else words(f"view.{seen.kind or 'all'}")
        return words("view.note", what=told) if seen.kind else words("view.note-columns", count=len(seen.hidden))
