"""How much of a statement the checks reached: numbers of the text, and figures of the tables."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ..checks.engine import Coverage, Engine
from ..checks.judge import Grade
from ..checks.outcome import Quote
from ..model.money import show_amount
from ..model.place import Place, cell

_ARITHMETIC = {"cell", "section", "relations"}


class Reach(NamedTuple):
    """What is tied and what is not, in the text and in the tables; and how many checks came out or did not."""

    text: Coverage
    tables: Coverage
    decided: int
    undecidable: int

    @property
    def total(self) -> int:
        """All numbers."""
        return self.text.total + self.tables.total

    @property
    def tied(self) -> int:
        """Numbers of which a check has decided something."""
        return self.text.tied + self.tables.tied

    @property
    def undecided(self) -> tuple[Quote, ...]:
        """Numbers whose checks could not be decided."""
        return self.text.undecided + self.tables.undecided

    @property
    def untied(self) -> tuple[Quote, ...]:
        """Numbers in no check."""
        return self.text.untied + self.tables.untied


def reach(engine: Engine) -> Reach:
    """The reach of an engine's checks."""
    decided: set[Place] = set()
    open_: set[Place] = set()
    counts = [0, 0]
    for check in engine.cells.exact_ones():
        counts[False] += 1
        decided.add(check.stated)
        decided.update([place for _, place in check.parts])
    for source, outcomes in engine.outcomes.items():
        for outcome in outcomes if source[0] in _ARITHMETIC else ():
            is_open = outcome.grade is Grade.UNDECIDABLE
            counts[is_open] += 1
            (open_ if is_open else decided).update([quote.place for quote in outcome.quotes])
    tied = 0
    undecided: list[Quote] = []
    untied: list[Quote] = []
    for role, table in engine.context.statement.tables.items():
        for row in table.rows:
            for column, figure in row.figures.items():
                if not isinstance(figure, Decimal):
                    continue
                place = cell(role, row.key, column)
                if place in decided:
                    tied += 1
                else:
                    (undecided if place in open_ else untied).append(Quote(place, show_amount(figure), "number"))
    return Reach(engine.coverage(), Coverage(tied, tuple(undecided), tuple(untied)), *counts)
