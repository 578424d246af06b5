"""Figures set by a key, one or a whole range of them: missing, unknown, blank, zero, or as the first of the column."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...model.changes import Change, Group, Put
from ...model.figure import Figure, Mark, same
from ..cells import figure_at
from .ranges import selected

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...model.place import Place
    from ..desk import Desk

_FIGURES: Final[dict[str, Figure]] = {"missing": None, "unknown": Mark.UNKNOWN, "blank": Mark.BLANK}


class Figures:
    """Writes the same figure into all that is selected, as one step."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def put(self, what: str) -> None:
        """Make what is selected `missing`, `unknown`, `blank` or `zero`."""
        figure = _FIGURES.get(what, Decimal(0).scaleb(-self.desk.document.statement.decimals))
        places = [place for row in selected(self.desk.grid) for place in row if place]
        if not places:
            self.desk.tell(self.desk.words("message.no-figure"))
            return
        count = apply_figures(self.desk, what, ((place, figure) for place in places))
        if len(places) > 1:
            self.desk.tell(self.desk.words("range.put" if count else "range.nothing-to-put", count=count))

    def fill_down(self) -> None:
        """Copy the first figure of each column of the range into those below; without a range, the figure above."""
        desk, grid = self.desk, self.desk.grid
        rows = [row for row in selected(grid) if any(row)] if grid.selection.anchor else self._with_above()
        if len(rows) < 2:
            desk.tell(desk.words("range.nothing-above"))
            return
        figures = [(below, figure_at(desk.document, top)) for top, below in _columns(rows)]
        count = apply_figures(desk, "fill-down", figures)
        desk.tell(desk.words("range.filled" if count else "range.nothing-to-put", count=count))

    def _with_above(self) -> list[list[Place | None]]:
        grid = self.desk.grid
        column: list[Place | None] = [row[grid.column].place for row in grid.sheet.rows[: grid.row + 1]]
        above: list[list[Place | None]] = [[place] for place in column if place]
        return above[-2:] if grid.place() else []


def _columns(rows: list[list[Place | None]]) -> Iterable[tuple[Place, Place]]:
    """Each figure below with the first one of its column."""
    for column in zip(*rows, strict=True):
        there = [place for place in column if place]
        yield from ((there[0], below) for below in there[1:])


def apply_figures(desk: Desk, name: str, figures: Iterable[tuple[Place, Figure]], before: Sequence[Change] = ()) -> int:
    """Write figures as one undoable step, after other changes; returns how many were others before."""
    puts = [Put(place, figure) for place, figure in figures if not same(figure_at(desk.document, place), figure)]
    if len(puts) == 1 and not before:
        desk.document.apply(puts[0])
    elif puts or before:
        desk.document.apply(Group(name, (*before, *puts)))
    return len(puts)
