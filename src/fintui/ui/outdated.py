"""Numbers of the explanations that a figure edited since the last save has left behind: other than plain findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ..checks.judge import Grade
from ..checks.outcome import Outcome, Quote
from ..model.document import Document
from ..model.place import Place

if TYPE_CHECKING:
    from ..checks.engine import Engine

SIGN: Final = "↻"
"""Stands beside what is out of date, wherever it is shown."""
_WRONG: Final = {Grade.INCONSISTENT, Grade.LAST_DIGIT, Grade.IMPROBABLE}


class Outdated:
    """Keeps which numbers are out of date: those that disagree with an edited cell, and what follows from them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: Counter[tuple[object, ...]] = Counter()
        self._told: list[Outcome] = []
        self._cells: set[Place] = set()
        self._spots: set[tuple[str, int]] | None = set()
        self._engine: Engine | None = None

    def reset(self, findings: Iterable[Outcome]) -> None:
        """The statement was opened or saved: what is wrong now is a finding like others."""
        self._known = Counter(_known(each) for each in findings if _is_of_text(each))
        self._told, self._cells, self._spots = [], set(), set()

    def update(self, engine: Engine, findings: Iterable[Outcome]) -> None:
        """Look again after a change."""
        self._told, self._cells, self._engine = [], set(), engine
        findings = list(filter(_is_of_text, findings))
        changed = {id(each): cells for each in findings if (cells := self._changed(each))}
        rules = {each.rule for each in findings if id(each) in changed}
        known = self._known.copy() if changed else self._known
        for outcome in findings if changed else ():
            if outcome.rule not in rules:  # only what is like one of these can be told from it
                continue
            about = _known(outcome)
            known[about] -= 1
            if id(outcome) in changed and known[about] < 0:
                self._told.append(outcome)
                self._cells |= changed[id(outcome)]
        self._spots = None if self._told else set()

    def _changed(self, outcome: Outcome) -> set[Place]:
        """The edited figures that a number of the explanations disagrees with."""
        if outcome.grade not in _WRONG:
            return set()
        figures = [each.place for each in outcome.quotes if each.place.is_cell or each.place.field == "value"]
        return {place for place in figures if self._document.is_changed(place)}

    def has(self, outcome: Outcome) -> bool:
        """Whether a finding is about a number that is only out of date."""
        return any(each is outcome for each in self._told)

    @property
    def count(self) -> int:
        """How many numbers disagree with an edited figure; what follows from those is not counted."""
        return len(self.first)

    @property
    def first(self) -> set[tuple[str, int]]:
        """Topic and offset of each number that disagrees with an edited figure itself."""
        return {(each.quotes[0].place.key, each.quotes[0].start) for each in self._told}

    @property
    def cells(self) -> set[Place]:
        """The edited figures that the text has not followed."""
        return self._cells

    @property
    def spots(self) -> set[tuple[str, int]]:
        """Those, and all numbers that follow from them; found out when they are first asked for."""
        if self._spots is None:
            self._spots = self._found()
        return self._spots

    def _found(self) -> set[tuple[str, int]]:
        from ..checks.retie import drafted  # noqa: PLC0415

        spots = self.first
        if self._engine:
            roots = drafted(self._engine).roots
            spots |= {spot for spot, cells in roots.items() if cells & self._cells}
        return spots


def _is_of_text(outcome: Outcome) -> bool:
    """Whether a finding is about words of a text first of all."""
    return bool(outcome.quotes) and outcome.quotes[0].is_span


def _known(outcome: Outcome) -> tuple[object, ...]:
    """What a finding is about, whatever stands in the cells."""
    return outcome.rule, outcome.message, tuple(_part(quote) for quote in outcome.quotes)


def _part(quote: Quote) -> tuple[object, ...]:
    return quote.place, quote.role, quote.text if quote.is_span else ""
