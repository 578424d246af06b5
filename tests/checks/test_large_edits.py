"""Edits of a long table: the outcomes of a full run by every rule, and little of the table is read again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, ClassVar

import pytest
from large import COLUMNS, make_large

from fintui.checks.context import Context
from fintui.checks.engine import Engine
from fintui.checks.rules import RULES
from fintui.files.rules import code_lists, rulebook
from fintui.model.changes import Change, Group, Put
from fintui.model.document import Document
from fintui.model.figure import Figure, Mark, Unreadable
from fintui.model.place import cell

if TYPE_CHECKING:
    from fintui.model.form import Form
    from fintui.model.statement import Row, Statement, Table

ROLE = "payments"
_OF_TABLES = tuple(rule for rule in RULES if rule.id.startswith(("TX", "H-")))


def engine_of(statement: Statement, form: Form) -> Engine:
    """An engine of a statement without prose, by identities and the rules on tables."""
    statement.sections = []
    return Engine(Context(statement, form, code_lists()), rulebook()._replace(rules=_OF_TABLES))


def slipped(random: Random, rows: list[Row]) -> Change:
    """A block of amounts one row further down, or up again."""
    first = random.randrange(10, len(rows) - 20)
    last, by = first + random.randrange(1, 6), random.choice((-1, 1))
    puts = {(at, column): None for at in range(first, last + 1) for column in COLUMNS}
    puts |= {(at + by, column): rows[at].figures.get(column) for at in range(first, last + 1) for column in COLUMNS}
    return Group("paste", tuple(Put(cell(ROLE, rows[at].key, column), each) for (at, column), each in puts.items()))


def other_figure(random: Random, table: Table) -> Change:
    """Some figure, now and then that of a total above."""
    row, column = random.choice(table.rows), random.choice(COLUMNS)
    above = table.row(random.choice((row.key[:3], row.key[:5], "total")))
    repeated = above.figures.get(column) if above else None
    figures: tuple[Figure, ...] = (Decimal("-3.20"), None, Mark.UNKNOWN, Unreadable("x"), Decimal("0.00"), repeated)
    old = row.figures.get(column)
    if isinstance(old, Decimal) and random.random() < 0.5:
        return Put(cell(ROLE, row.key, column), old + Decimal(random.randint(-3, 3)).scaleb(-2))
    return Put(cell(ROLE, row.key, column), random.choice(figures))


@pytest.mark.parametrize("seed", range(2))
def test_the_outcomes_are_those_of_a_full_run(seed: int) -> None:
    random = Random(seed)
    statement, form = make_large(seed, 180)
    document, engine = Document(statement, form), engine_of(statement, form)
    if seed:
        for _ in engine.prepare():
            pass
    document.listeners.append(engine.update)
    table, told = statement.tables[ROLE], set()
    for number in range(60):
        if number % 5 == 0:
            document.go_to(0)
            document.apply(slipped(random, table.rows))
        elif random.random() < 0.3:
            document.undo()
        else:
            document.apply(other_figure(random, table))
        full = Engine(replace(engine.context, cache={}), engine.book)
        assert engine.outcomes == full.outcomes, (seed, number)
        told |= {each.rule for each in engine.findings()}
    assert {"TX-1", "TX-2", "TX-3"} <= told, seed


class Counting(dict):
    """A row's figures that tell when they are read."""

    read: ClassVar[set[int]] = set()

    def get(self, key, default=None):
        Counting.read.add(id(self))
        return super().get(key, default)

    def values(self):
        Counting.read.add(id(self))
        return super().values()

    def items(self):
        Counting.read.add(id(self))
        return super().items()

    def __iter__(self):
        Counting.read.add(id(self))
        return super().__iter__()


def test_an_edit_reads_only_the_rows_that_it_feeds() -> None:
    statement, form = make_large(1, 2400)
    table = statement.tables[ROLE]
    for row in table.rows:
        row.figures = Counting(row.figures)
    document, engine = Document(statement, form), engine_of(statement, form)
    for _ in engine.prepare():
        pass
    document.listeners.append(engine.update)
    for key in ("2030101", "20503", "230"):
        for value in (Decimal("7.77"), Decimal("8.88")):  # with the first edit the sums of a column fail
            before = dict(engine.outcomes)
            Counting.read = set()
            document.apply(Put(cell(ROLE, key, "basic"), value))
            assert 0 < len(Counting.read) < 60, (key, len(Counting.read))
            again = [source for source, found in engine.outcomes.items() if found is not before.get(source)]
            assert len(again) < 15
