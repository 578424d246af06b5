"""The figures of a table as the rules hold them that look at all of it: kept up figure by figure.

Such a rule asks for what it needs once; after an edit only what the figure feeds is looked at again. Rows are known by
their position; when rows come or go, all of it is made anew (`Context.cache`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final, Protocol, TypeVar, cast

from ..model.figure import Mark, Unreadable
from ..model.statement import Row, Table

NOTHING: Final = Decimal(0)
STRETCH: Final = 1000
"""So many rows are looked at in one step."""


class Follower(Protocol):
    """What follows from the amounts of a column."""

    def changed(self, row: int, old: Decimal, new: Decimal) -> None:
        """An amount is another one now; `NOTHING` stands for none."""


T = TypeVar("T", bound=Follower)


class HeldColumn:
    """The amounts of a column by row, and what follows from them."""

    def __init__(self, rows: list[Row], key: str) -> None:
        figures = [row.figures.get(key) for row in rows]
        self.amounts = [each if isinstance(each, Decimal) and each else NOTHING for each in figures]
        self._followers: dict[object, Follower] = {}

    def kept(self, key: object, make: Callable[[list[Decimal]], T]) -> T:
        """What follows from the amounts: made once, and told of every change."""
        if key not in self._followers:
            self._followers[key] = make(self.amounts)
        return cast("T", self._followers[key])

    def take(self, row: int, figure: object) -> None:
        """The figure of a row is this one now."""
        old, new = self.amounts[row], figure if isinstance(figure, Decimal) and figure else NOTHING
        if new != old:
            self.amounts[row] = new
            for each in self._followers.values():
                each.changed(row, old, new)


class Held:
    """A table's figures; `odd` and `unknown` are the rows with one below zero or unreadable, or not disclosed."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.odd: set[int] = set()
        self.unknown: set[int] = set()
        self._columns: dict[str, HeldColumn] = {}
        self._position: dict[str, int] = {}
        for at, row in enumerate(table.rows):
            for figure in row.figures.values():
                if not isinstance(figure, Decimal):
                    self._note(at, row)
                elif figure < 0:
                    self.odd.add(at)

    @property
    def position(self) -> dict[str, int]:
        """Where a row stands; of two of one key the first."""
        if not self._position:
            rows = self.table.rows
            self._position.update(zip([row.key for row in reversed(rows)], range(len(rows) - 1, -1, -1), strict=True))
        return self._position

    def column(self, key: str) -> HeldColumn:
        """The amounts of a column."""
        if key not in self._columns:
            self._columns[key] = HeldColumn(self.table.rows, key)
        return self._columns[key]

    def odd_rows(self) -> Iterator[Row]:
        """The rows with a figure below zero or an unreadable one, in order."""
        return (self.table.rows[at] for at in sorted(self.odd))

    def changed(self, key: str, column: str) -> None:
        """A figure was written."""
        at = self.position.get(key)
        if at is None:
            return
        row = self.table.rows[at]
        self._note(at, row)
        if column in self._columns:
            self._columns[column].take(at, row.figures.get(column))

    def _note(self, at: int, row: Row) -> None:
        figures = row.figures.values()
        odd = any(isinstance(each, Unreadable) or (isinstance(each, Decimal) and each < 0) for each in figures)
        (self.odd.add if odd else self.odd.discard)(at)
        (self.unknown.add if Mark.UNKNOWN in figures else self.unknown.discard)(at)
