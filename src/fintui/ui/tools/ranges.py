"""Ranges of figures: selected by keys or by pulling the mouse, and told in the status line."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from ...model.figure import State, state_of
from ...model.money import show_amount
from ..cells import figure_at

if TYPE_CHECKING:
    from ...model.place import Place
    from ..desk import Desk
    from ..grid import Grid
    from ..selection import Shape


class Ranges:
    """Selects, and tells what is selected."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._told: tuple[object, str] = (None, "")
        desk.notes.append(self.note)
        desk.document.listeners.append(lambda _: self._forget())

    # -- selecting
    def extend(self, rows: int, columns: int) -> None:
        """Select up to the next figure that way."""
        self.desk.grid.extend(lambda: self.desk.grid.move(rows, columns))

    def page(self, pages: int) -> None:
        """Select up to a page further."""
        self.desk.grid.extend(lambda: self.desk.grid.page(pages))

    def edge(self, way: int) -> None:
        """Select up to the first (-1) or last (1) figure of the row."""
        grid = self.desk.grid
        self.desk.grid.extend(grid.home if way < 0 else grid.end)

    def drag(self, x: int, y: int) -> None:
        """Select up to where the mouse is."""
        self.desk.grid.drag(x, y)

    def mark(self) -> None:
        """Begin a range that plain moves extend; asked again it takes whole rows, columns, the table, and then ends."""
        grid = self.desk.grid
        if grid.place() is None:
            self.desk.tell(self.desk.words("message.no-figure"))
        elif not grid.selection.marking:
            self._mark("cells")
        elif following := _NEXT.get(grid.selection.shape):
            self._mark(following)
        else:
            grid.end_range()

    def _mark(self, shape: Shape) -> None:
        self.desk.grid.select(shape, marking=True)
        self.desk.tell(self.desk.words(f"range.mark-{shape}"))

    def take(self, shape: Shape) -> None:
        """Select the whole row, the whole column, or all of the table."""
        if self.desk.grid.place() is None:
            self.desk.tell(self.desk.words("message.no-figure"))
        else:
            self.desk.grid.select(shape)

    def end(self) -> None:
        """Only the cursor is left."""
        self.desk.grid.end_range()

    # -- telling
    def note(self) -> str:
        """How large the range is, what its figures add up to, and how many they are."""
        grid = self.desk.grid
        if grid.selection.anchor is None or not self.desk.part.is_table:
            return ""
        key = grid.role, grid.span()
        if self._told[0] != key:
            self._told = key, self._tell()
        return self._told[1]

    def _forget(self) -> None:
        self._told = (None, "")

    def _tell(self) -> str:
        document, words = self.desk.document, self.desk.words
        rows = selected(self.desk.grid)
        coverage = document.statement.tables[self.desk.grid.role].coverage
        figures = [figure_at(document, place) for row in rows for place in row if place]
        amounts = [figure for figure in figures if isinstance(figure, Decimal)]
        unknown = sum(state_of(figure, coverage) is State.UNKNOWN for figure in figures)
        size = words("range.size", rows=len(rows), columns=max((len(row) for row in rows), default=0))
        if not amounts and not unknown:
            return size
        with localcontext(prec=99):  # exact, however many there are
            about = {"sum": show_amount(sum(amounts, Decimal(0))), "count": len(amounts)}
        told = words("range.sum", **about) if amounts else ""
        return f"{size} {told} {words('range.unknown', count=unknown) if unknown else ''}".strip()


_NEXT: dict[Shape, Shape] = {"cells": "rows", "rows": "columns", "columns": "all"}


def selected(grid: Grid) -> list[list[Place | None]]:
    """The places of what is selected, row by row, or of the cursor alone; None where a column has no figure there.

    Columns of labels are left out: those in which no table has figures.
    """
    span = grid.span()
    if span is None:
        return [[grid.place()]] if grid.place() else []
    columns = [c for c in range(span.left, span.right + 1) if grid.sheet.columns[c].kind == "amount"]
    return [[row[c].place for c in columns] for row in grid.sheet.rows[span.top : span.bottom + 1]]
