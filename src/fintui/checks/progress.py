"""How far a review has come: how many figures of the tables and numbers of the explanations are ticked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..model.place import TABLES, Place
from ..model.statement import Statement, Table
from .claims.model import Number
from .marks import TICK
from .standing import Standings


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
        self._kept: dict[Place, Progress] = {}

    def forget(self, parts: Collection[str] | None = None) -> None:
        """These parts have changed, or have other marks; without any, all."""
        for target in [each for each in self._kept if parts is None or each.part in parts]:
            del self._kept[target]

    def of(self, target: Place) -> Progress:
        """The progress of a table or section."""
        if target not in self._kept:
            counted = self._of_table(target) if target.role else self._of_section(target)
            self._kept[target] = Progress(*counted)
        return self._kept[target]

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

    def _of_table(self, target: Place) -> tuple[int, int]:
        table: Table | None = self.statement.tables.get(target.role)
        ticked = count = 0
        for row in table.rows if table else ():
            columns = [column for column, figure in row.figures.items() if isinstance(figure, Decimal)]
            count += len(columns)
            if columns and self._is_ticked(Place(target.part, row.key, "")):
                ticked += len(columns)
            else:
                ticked += sum(self._is_ticked(Place(target.part, row.key, column)) for column in columns)
        return ticked, count

    def _of_section(self, target: Place) -> tuple[int, int]:
        numbers = self.numbers(target.key)
        if self._is_ticked(target):
            return len(numbers), len(numbers)
        marks = self.standings.at(target._replace(field="text"))
        starts = {each.start for each in marks if each.mark.kind == TICK and not each.is_stale}
        return sum(number.start in starts for number in numbers), len(numbers)

    def _is_ticked(self, target: Place) -> bool:
        return any(each.mark.kind == TICK and not each.is_stale for each in self.standings.at(target))
