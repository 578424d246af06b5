"""Corrections on trial: what an engine would find if a figure were another, without touching the statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import replace
from typing import NamedTuple

from ..model.changes import Put
from ..model.place import Place, get, put
from ..model.statement import Statement, Table
from .engine import Engine
from .judge import Grade
from .outcome import Outcome


class Correction(NamedTuple):
    """A value for a cell; or, with `start` and `end`, words for a stretch of a text."""

    place: Place
    value: object
    start: int = -1
    end: int = -1

    def change(self, statement: Statement) -> Put:
        """The correction as a change of a statement."""
        if self.start < 0:
            return Put(self.place, self.value)
        text = str(get(statement, self.place))
        return Put(self.place, f"{text[: self.start]}{self.value}{text[self.end :]}")


def resolves(engine: Engine, outcome: Outcome, corrections: Sequence[Correction]) -> int | None:
    """How many contradictions corrections leave; None unless they settle the outcome and all others of those figures.

    Nothing else may be contradicted that was not before.
    """
    before, after = _inconsistent(engine), _inconsistent(tried(engine, corrections))
    spans = {(each.place, each.start) for each in corrections}
    if any((quote.place, quote.start) in spans for each in after for quote in each.quotes):
        return None
    known, left = Counter(map(_signature, before)), Counter(map(_signature, after))
    gone = left[_signature(outcome)] < known[_signature(outcome)]
    return len(after) if gone and left <= known else None


def tried(engine: Engine, corrections: Sequence[Correction]) -> Engine:
    """An engine of its own that has checked the corrected statement; the statement itself stays as it is."""
    statement = copy(engine.context.statement)
    statement.tables, statement.sections = dict(statement.tables), [copy(each) for each in statement.sections]
    for role in {each.place.role for each in corrections if each.place.role}:
        keys = {each.place.key for each in corrections if each.place.role == role}
        statement.tables[role] = _copied(statement.tables[role], keys)
    for part in {each.place.part for each in corrections if each.place.field in {"value", "bars"}}:
        setattr(statement, part, [copy(record) for record in getattr(statement, part)])
    trial = copy(engine)
    trial.context = replace(engine.context, statement=statement, cache=dict(engine.context.cache))
    trial.book = engine.book._replace(rules=())
    trial.cells, trial.renewed = engine.cells.copied(trial.context), set()
    trial.outcomes, trial.wrong = dict(engine.outcomes), set(engine.wrong)
    trial.sections = {topic: copy(section) for topic, section in engine.sections.items()}
    for each in corrections:
        change = each.change(statement)
        put(statement, change.place, change.value)
        trial.update(change)
    return trial


def _copied(table: Table, keys: Collection[str]) -> Table:
    """A table whose rows of these keys are its own."""
    rows = [replace(row, figures=dict(row.figures)) if row.key in keys else row for row in table.rows]
    return Table(table.role, table.coverage, table.reason, table.title, table.note, rows)


def _inconsistent(engine: Engine) -> list[Outcome]:
    sources = [source for source in engine.wrong if source[0] != "rule"]
    return [each for source in sources for each in engine.outcomes[source] if each.grade is Grade.INCONSISTENT]


def _signature(outcome: Outcome) -> tuple[object, ...]:
    """What tells an outcome from others where offsets may have moved."""
    return outcome.rule, outcome.message, tuple((quote.place, quote.role, quote.text) for quote in outcome.quotes)
