"""Every digit of every figure changed to every other digit: which changes does the engine notice?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from random import Random

from fintui.checks.engine import Engine
from fintui.checks.judge import Grade, Severity
from fintui.checks.outcome import Outcome
from fintui.model.changes import Change, Put, apply
from fintui.model.place import Place, cell
from fintui.model.statement import Statement

NUMBERS = {"amount", "percent", "points", "count"}


@dataclass
class Tally:
    """How many changes were made and noticed: by more than one last digit, and by just one."""

    made: Counter[str] = field(default_factory=Counter)
    noticed: Counter[str] = field(default_factory=Counter)
    missed: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, kind: str, where: str, *, noticed: bool) -> None:
        """Count one change."""
        self.made[kind] += 1
        self.noticed[kind] += noticed
        if not noticed:
            self.missed[kind, where] += 1

    def update(self, other: Tally) -> None:
        """Add another tally to this one."""
        self.made += other.made
        self.noticed += other.noticed
        self.missed += other.missed

    def rate(self, kind: str) -> float:
        """Share of the changes of a kind that were noticed."""
        return self.noticed[kind] / self.made[kind] if self.made[kind] else 1.0


def cell_changes(statement: Statement) -> Iterator[tuple[str, str, Change]]:
    """Kind ("far": by more than one last digit, "near"), place and change, for every digit of every cell."""
    for role, table in statement.tables.items():
        for row in table.rows:
            for column, figure in row.figures.items():
                if isinstance(figure, Decimal):
                    yield from _of_cell(cell(role, row.key, column), figure)


def _of_cell(place: Place, figure: Decimal) -> Iterator[tuple[str, str, Change]]:
    for changed in _changed(f"{figure:f}"):
        new = Decimal(changed)
        near = abs(new - figure) == Decimal(1).scaleb(figure.as_tuple().exponent)  # type: ignore[arg-type]
        yield "near" if near else "far", str(place), Put(place, new)


def _changed(text: str) -> Iterator[str]:
    for at in [match.start() for match in re.finditer(r"\d", text)]:
        for digit in "0123456789":
            if digit != text[at]:
                yield f"{text[:at]}{digit}{text[at + 1 :]}"


def text_changes(engine: Engine, but: Collection[tuple[Place, int]] = ()) -> Iterator[tuple[str, str, Change]]:
    """The same for every number of every section; a kind is "near amount", "far percent" and so on.

    Numbers in `but` (place and start) are left alone.
    """
    for section in engine.context.statement.sections:
        text, place = section.text, Place("sections", section.topic, "text")
        for number in engine.numbers(section.topic):
            if (place, number.start) in but or number.kind not in NUMBERS:
                continue
            last = max(at for at in range(number.start, number.end) if text[at].isdigit())
            for at in range(number.start, number.end):
                if not text[at].isascii() or not text[at].isdigit():
                    continue
                for digit in "0123456789":
                    if digit != text[at]:
                        near = at == last and abs(int(digit) - int(text[at])) == 1
                        where = f"{section.topic}: {text[max(0, number.start - 24) : number.end + 3]}".replace(
                            "\n", "|"
                        )
                        put = Put(place, f"{text[:at]}{digit}{text[at + 1 :]}")
                        yield f"{'near' if near else 'far'} {number.kind}", where, put


def is_contradiction(outcome: Outcome) -> bool:
    """Whether an outcome is inconsistent, or off by what rounding makes less than once in a million cases."""
    return outcome.grade is Grade.INCONSISTENT or outcome.severity is Severity.ERROR


def _gap(outcome: Outcome) -> Fraction:
    gap = outcome.judgement.gap if outcome.judgement else None
    return abs(gap or Fraction(0))


class Watch:
    """What an engine finds, so that new findings are seen after a change."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.before = dict(engine.outcomes)
        self.known = {(each.key, each.grade) for each in engine.all() if each.is_finding}
        self.gaps = {(each.key, each.grade): _gap(each) for each in engine.all() if each.is_finding}

    def new(self) -> list[Outcome]:
        """Findings that were not there before."""
        return [
            each
            for source, outcomes in self.engine.outcomes.items()
            if outcomes is not self.before.get(source)
            for each in outcomes
            if each.is_finding and ((each.key, each.grade) not in self.known or self._worse(each))
        ]

    def _worse(self, outcome: Outcome) -> bool:
        """Whether a finding that is no contradiction was there before, but tells of a smaller gap than now."""
        smaller = _gap(outcome) > self.gaps[outcome.key, outcome.grade]
        return outcome.grade is not Grade.INCONSISTENT and smaller

    def notices(self, change: Change, *, near: bool) -> bool:
        """Whether a change gives a new inconsistent outcome; or, by one last digit, a new finding of any kind."""
        statement = self.engine.context.statement
        inverse = apply(statement, change)
        self.engine.update(change)
        found = self.new()
        apply(statement, inverse)
        self.engine.update(inverse)
        return bool(found) if near else any(is_contradiction(each) for each in found)


def tally(
    engine: Engine, changes: Iterator[tuple[str, str, Change]], random: Random | None = None, share: float = 1
) -> Tally:
    """Try changes, all of them or a random share."""
    watch, found = Watch(engine), Tally()
    for kind, where, change in changes:
        if random is None or random.random() < share:
            found.add(kind, where, noticed=watch.notices(change, near=kind.startswith("near")))
            watch.before = dict(engine.outcomes)
    return found
