"""How marks stand: whether what they were given for is still there, and where it is now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..model.form import Form
from ..model.place import Place, list_of
from ..model.statement import Statement
from .marks import ReviewMark
from .pins import Pins
from .quotations import seek
from .targets import WHOLE, concerned_by, is_positional


class Standing(NamedTuple):
    """A mark, the place that it is about now, and what stands there; `now` is None where there is no such thing.

    A mark of a number has its offsets in the text, as far as it is still there.
    """

    mark: ReviewMark
    target: Place
    now: str | None
    start: int = -1
    end: int = -1
    is_stale: bool = False


class Standings:
    """The marks of one statement and how they stand; after an edit only those are looked at that it may concern."""

    def __init__(self, statement: Statement, form: Form, marks: Iterable[ReviewMark] = ()) -> None:
        self.pins = Pins(statement, form)
        self._known: dict[ReviewMark, Standing] = {}
        self.by_target: dict[Place, list[Standing]] = {}
        """The marks by what they are about now."""
        self.take(marks)

    def take(self, marks: Iterable[ReviewMark]) -> list[Place]:
        """Hold these marks from now on; returns the targets that have other ones than before."""
        known, before = self._known, self.by_target
        self._known = {mark: known.get(mark) or self._stand(mark) for mark in marks}
        self._sort()
        both = before.keys() | self.by_target.keys()
        return [target for target in both if before.get(target) != self.by_target.get(target)]

    def update(self, places: Iterable[Place]) -> list[Place]:
        """These places of the statement were written; returns the targets with marks that stand differently now."""
        places = list(places)
        concerns = concerned_by(places)
        self.pins.forget(places, concerns)
        other: set[Place] = set()
        for mark, standing in self._known.items():
            if concerns(standing.target) and (now := self._stand(mark)) != standing:
                other |= {standing.target, now.target}
                self._known[mark] = now
        if other:
            self._sort()
        return list(other)

    def _sort(self) -> None:
        self.by_target = {}
        for standing in self._known.values():
            self.by_target.setdefault(standing.target, []).append(standing)

    @property
    def all(self) -> list[Standing]:
        """Every mark as it stands."""
        return list(self._known.values())

    def at(self, target: Place) -> list[Standing]:
        """The marks of just this target, of a text also those of its numbers."""
        return self.by_target.get(target, [])

    # -- how a mark stands
    def _stand(self, mark: ReviewMark) -> Standing:
        target = mark.target
        if target is None:
            return Standing(mark, WHOLE, None, is_stale=True)
        if mark.is_claim:
            return self._claim(mark, target)
        now = self.pins.at(target)
        if now != mark.value and is_positional(target) and (moved := self._moved(mark, target)):
            return Standing(mark, moved, mark.value)
        return Standing(mark, target, now, is_stale=now != mark.value)

    def _moved(self, mark: ReviewMark, target: Place) -> Place | None:
        """The record with the pinned value, elsewhere in its list."""
        for index in range(len(list_of(self.pins.statement, target.part))):
            there = target._replace(key=str(index))
            if self.pins.at(there) == mark.value:
                return there
        return None

    def _claim(self, mark: ReviewMark, target: Place) -> Standing:
        text = self.pins.prose(target)
        found = None if text is None else seek(text, mark.quotation, mark.start)
        if text is None or found is None:
            return Standing(mark, target, None, is_stale=True)
        return Standing(mark, target, text[found.start : found.end], found.start, found.end, is_stale=not found.same)
