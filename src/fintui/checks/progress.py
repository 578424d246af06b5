"""How far a review has come: how many figures of the tables and numbers of the explanations are ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ..model.place import TABLES, Place
from ..model.statement import Row, Statement
from .marks import TICK
from .standing import Standings

if TYPE_CHECKING:
    from .claims.model import Number


class Progress(NamedTuple):
    """Of so many figures so many are ticked, and are still what they were then."""

    ticked: int
    all: int


class Count:
    """The progress of each table and section, counted when it is asked for and kept until it is forgotten.

    A tick of a row or of a section counts for every figure in it.
    """

    def __init__(self, statement: Statement, standings: Standings, numbers: Callable[[str], Sequence[Number]]) -> None:
        self.statement, self.standings, self.numbers = statement, standings, numbers
        self._rows: dict[str, dict[str, Progress]] = {}
        self._sums: dict[Place, Progress] = {}

    def forget(self) -> None:
        """Everything has changed."""
        self._rows, self._sums = {}, {}

    def changed(self, targets: Iterable[Place]) -> None:
        """These places were written, or have other marks."""
        for target in targets:
            whole = target._replace(key="" if target.role else target.key, field="")
            rows, before = self._rows.get(target.role), self._sums.pop(whole, None)
            if rows is None or before is None:
                continue
            table = self.statement.tables.get(target.role)
            row = table.row(target.key) if table and target.key in rows else None
            if row is None:
                del self._rows[target.role]
            else:
                now, was = self._of_row(target.part, row), rows[target.key]
                rows[target.key] = now
                self._sums[whole] = Progress(before.ticked + now.ticked - was.ticked, before.all + now.all - was.all)

    def of(self, target: Place) -> Progress:
        """The progress of a table or section."""
        if target not in self._sums:
            self._sums[target] = self._of_table(target) if target.role else self._of_section(target)
        return self._sums[target]

    def targets(self) -> Iterator[Place]:
        """Every table and section."""
        for role in self.statement.tables:
            yield Place(TABLES + role, "", "")
        for section in self.statement.sections:
            yield Place("sections", section.topic, "")

    def total(self) -> Progress:
        """The progress of the statement."""
        parts = [self.of(target) for target in self.targets()]
        return Progress(sum(part.ticked for part in parts), sum(part.all for part in parts))

    def _of_table(self, target: Place) -> Progress:
        table = self.statement.tables.get(target.role)
        rows = {row.key: self._of_row(target.part, row) for row in (table.rows if table else ())}
        self._rows[target.role] = rows
        return Progress(sum(row.ticked for row in rows.values()), sum(row.all for row in rows.values()))

    def _of_row(self, part: str, row: Row) -> Progress:
        columns = [column for column, figure in row.figures.items() if isinstance(figure, Decimal)]
        if columns and self._is_ticked(Place(part, row.key, "")):
            return Progress(len(columns), len(columns))
        return Progress(sum(self._is_ticked(Place(part, row.key, column)) for column in columns), len(columns))

    def _of_section(self, target: Place) -> Progress:
        numbers = self.numbers(target.key)
        if self._is_ticked(target):
            return Progress(len(numbers), len(numbers))
        marks = self.standings.at(target._replace(field="text"))
        starts = {each.start for each in marks if each.mark.kind == TICK and not each.is_stale}
        return Progress(sum(number.start in starts for number in numbers), len(numbers))

    def _is_ticked(self, target: Place) -> bool:
        return any(each.mark.kind == TICK and not each.is_stale for each in self.standings.at(target))
