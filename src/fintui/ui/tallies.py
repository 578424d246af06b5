"""What the checks found, by place and by part, and how many figures are unknown: kept up to date edit by edit."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from ..checks.judge import Grade, Severity
from ..checks.outcome import Outcome, Source, order_of
from ..model.document import Document
from ..model.figure import Mark, State, state_of
from ..model.place import Place
from ..model.statement import Row, Table

if TYPE_CHECKING:
    from ..checks.engine import Engine

_UNKNOWN: Final = Mark.UNKNOWN
_RANK: Final = {severity: rank for rank, severity in enumerate(Severity)}


class Outcomes:
    """The engine's outcomes by place; those of cells are asked of the engine when they are looked at."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._known: dict[Source, list[Outcome]] = {}
        self._at: dict[Place, dict[Source, list[Outcome]]] = {}
        self._found: dict[Source, list[Outcome]] = {}
        self._spans: dict[Place, _Spans] = {}

    def update(self, engine: Engine) -> None:
        """Take what ran since this was last asked."""
        sources = engine.renewed
        if engine is not self._engine:
            self._engine, sources = engine, {*self._known, *engine.outcomes}
        for source in sources:
            self._drop(source)
            if found := engine.outcomes.get(source):
                self._take(source, found)
        engine.renewed = set()

    def _drop(self, source: Source) -> None:
        for outcome in self._known.pop(source, ()):
            for quote in outcome.quotes:
                self._spans.pop(quote.place, None)
                self._at.get(quote.place, {}).pop(source, None)
        self._found.pop(source, None)

    def _take(self, source: Source, outcomes: list[Outcome]) -> None:
        if source[0] != "cell":
            self._known[source] = outcomes
            for outcome in outcomes:
                for place in {quote.place for quote in outcome.quotes}:
                    self._spans.pop(place, None)
                    self._at.setdefault(place, {}).setdefault(source, []).append(outcome)
        if found := [each for each in outcomes if each.is_finding]:
            self._found[source] = found

    def at(self, place: Place) -> list[Outcome]:
        """Every outcome that looked at a place."""
        there = self._at.get(place, {}) | (self._engine.of_cell(place) if self._engine else {})
        return [outcome for source in sorted(there, key=order_of) for outcome in there[source]]

    def findings(self) -> list[Outcome]:
        """What a person should look at, the gravest first."""
        found = [outcome for source in sorted(self._found, key=order_of) for outcome in self._found[source]]
        return sorted(found, key=lambda each: _RANK[each.severity])

    def overlapping(self, place: Place, start: int, end: int) -> list[Outcome]:
        """Every outcome that looked at something of a part of a text, or at the whole text."""
        found = self._spans_at(place).between(start, end)
        return list({id(outcome): outcome for outcome in found}.values())

    def span_severity(self, place: Place, start: int, end: int) -> Severity | None:
        """How grave the checks of a number in a text are; None: no check decides it."""
        decided = [
            each
            for each in self._spans_at(place).between(start, end, whole=False)
            if each.grade is not Grade.UNDECIDABLE
        ]
        return min((each.severity for each in decided), key=_RANK.__getitem__, default=None)

    def _spans_at(self, place: Place) -> _Spans:
        if place not in self._spans:
            self._spans[place] = _Spans(place, self.at(place))
        return self._spans[place]


class _Spans:
    """The outcomes that look at parts of a text, by where these begin."""

    def __init__(self, place: Place, outcomes: Iterable[Outcome]) -> None:
        quoted = [(quote, outcome) for outcome in outcomes for quote in outcome.quotes if quote.place == place]
        self._whole = [outcome for quote, outcome in quoted if not quote.is_span]
        self._found = sorted(
            ((quote.start, quote.end, outcome) for quote, outcome in quoted if quote.is_span), key=lambda each: each[:2]
        )
        self._starts = [start for start, _, _ in self._found]
        self._reach = list(accumulate((end for _, end, _ in self._found), max))  # the furthest end up to each

    def between(self, start: int, end: int, *, whole: bool = True) -> list[Outcome]:
        """The outcomes with a quote that overlaps, and those of the whole text, in the order of the text."""
        found = []
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._reach[at] > start:
            if self._found[at][1] > start:
                found.append(self._found[at][2])
            at -= 1
        return [*(self._whole if whole else []), *reversed(found)]


def grave_of(findings: Iterable[Outcome]) -> dict[Place, Severity]:
    """How grave the gravest finding of each place is.

    A note is about what it states; of anything graver every figure is marked, since none can be blamed alone.
    """
    grave: dict[Place, Severity] = {}
    for outcome in sorted(findings, key=lambda each: _RANK[each.severity]):
        severity = outcome.severity
        for quote in outcome.quotes[: 1 if severity is Severity.INFO else None]:
            if quote.text or quote is outcome.quotes[0]:
                grave.setdefault(quote.place, severity)
    return grave


def by_part(grave: Mapping[Place, Severity]) -> Mapping[tuple[str, str], Counter[Severity]]:
    """How many places of each severity, by part and, in the explanations, by section: (part, key or empty)."""
    found: dict[tuple[str, str], list[Severity]] = {}
    for place, severity in grave.items():
        found.setdefault((place.part, ""), []).append(severity)
        if place.part == "sections":
            found.setdefault((place.part, place.key), []).append(severity)
    return {part: Counter(severities) for part, severities in found.items()}


class Unknown:
    """How many figures of each table are not disclosed."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._rows: dict[str, dict[str, int]] = {}  # of those that have any
        self._sums: dict[str, int] = {}

    def of(self, role: str) -> int:
        """The count of a table."""
        if role not in self._rows:
            table = self._document.statement.tables[role]
            rows = table.rows
            if table.coverage == "full":  # else what is not written is unknown too
                rows = [row for row in rows for each in row.figures.values() if each is _UNKNOWN]
            self._rows[role] = {row.key: count for row in rows if (count := self._count(table, row))}
            self._sums[role] = sum(self._rows[role].values())
        return self._sums[role]

    def changed(self, place: Place) -> None:
        """Count a row again; without a row's key, the table."""
        rows = self._rows.get(place.role)
        if rows is None:
            return
        table = self._document.statement.tables[place.role]
        row = table.row(place.key)
        if row is None or not place.field:
            del self._rows[place.role]
            return
        count = self._count(table, row)
        self._sums[place.role] += count - rows.pop(place.key, 0)
        if count:
            rows[place.key] = count

    def _count(self, table: Table, row: Row) -> int:
        block = self._document.form.tables[table.role].block_of(row.key)
        figures, coverage = row.figures, table.coverage
        return sum(
            state_of(figures.get(column.key), coverage) is State.UNKNOWN for column in (block.columns if block else ())
        )
