"""Three-way merge: what others changed in a file goes into the statement being edited, cell by cell, text by text.

`base` is what both began with, `ours` the statement being edited, `theirs` what the file holds now.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import NamedTuple

from .carry import Carrier
from .changes import Change, Group, Insert, apply
from .compare import Difference, Kind, Unit, compare, unit
from .figure import same
from .form import Form
from .matching import Matching, content, match
from .place import key_of
from .statement import KEYS, Record, Statement

_ORDER = [Kind.CHANGED, Kind.REMOVED, Kind.ORDER, Kind.ADDED]
"""So carried, what is added finds its neighbours in their new places."""


class Conflict(NamedTuple):
    """Both changed one thing, to different ends. The values are those of a field, whole records, or orders of keys."""

    base: object
    ours: Difference
    theirs: Difference

    @property
    def unit(self) -> Unit:
        """What it is about, as differences of ours from theirs tell it."""
        part = self.theirs.place.part
        if self.theirs.kind is Kind.REMOVED:
            return unit(part, self.ours.new, "")
        if self.ours.kind is Kind.REMOVED or self.theirs.kind is Kind.ADDED:
            return unit(part, self.theirs.new, "")
        return unit(part, self.theirs.new, self.theirs.place.field)

    def holds(self, difference: Difference) -> bool:
        """Whether a difference of ours from theirs is this conflict, or, of a record that both added, part of it."""
        mine, other = self.unit, difference.unit
        return mine == other or (self.theirs.kind is Kind.ADDED and mine[:2] == other[:2])


@dataclass(slots=True)
class Merge:
    """What is to be done to ours, as one change, and what a person has to decide."""

    change: Group
    taken: list[Difference] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def merge(base: Statement, ours: Statement, theirs: Statement, form: Form, name: str = "merge") -> Merge:
    """Find what only they changed, as a change to ours, and what both changed differently.

    All three must have the same form. What both changed alike is neither.
    """
    to_ours, to_theirs = match(base, ours), match(base, theirs)
    both = _Both(list(compare(to_ours, form, form)))
    taken: list[Difference] = []
    conflicts: dict[Unit, Conflict] = {}
    for each in compare(to_theirs, form, form):
        against = both.against(each)
        if against is None:
            taken.append(each)
        elif conflict := _conflict(each, against):
            conflicts.setdefault(conflict.unit, conflict)
    taken.sort(key=lambda each: _ORDER.index(each.kind))
    return Merge(Group(name, tuple(_carried(to_ours, to_theirs, taken, form))), taken, list(conflicts.values()))


def _carried(to_ours: Matching, to_theirs: Matching, taken: list[Difference], form: Form) -> Iterable[Change]:
    """The changes, each fit for the statement that the ones before it leave."""
    ours = to_ours.new
    work = deepcopy(ours)
    copies = match(ours, work)  # a copy matches its original record by record
    copy_of = {id(one): other for pairs in copies.pairs.values() for one, other in pairs if one and other}
    own = {id(other): one for pairs in copies.pairs.values() for one, other in pairs if one and other}
    twins = {id(one): copy_of[id(other)] for pairs in to_ours.pairs.values() for one, other in pairs if one and other}
    carrier = Carrier(to_theirs, work, form, twins)
    for each in taken:
        change = carrier.change(each)
        if change is not None:
            yield _for_ours(change, own)
            apply(work, change)


def _for_ours(change: Change, own: dict[int, Record]) -> Change:
    """A change to the working copy as one to ours: they share no record, and one that moves stays ours."""
    if isinstance(change, Group):
        return Group(change.name, tuple(_for_ours(each, own) for each in change.changes))
    if isinstance(change, Insert):
        return Insert(change.part, change.index, own.get(id(change.record)) or deepcopy(change.record))
    return change


class _Both:
    """Our own differences from the base, to be asked for what they say of one of theirs."""

    def __init__(self, ours: list[Difference]) -> None:
        self._units = {each.unit: each for each in ours}
        self._records: dict[int, list[Difference]] = {}
        self._added: dict[tuple[str, str], Difference] = {}
        self._alike: dict[tuple[str, tuple[str, ...]], Difference] = {}
        for each in ours:
            if each.old:
                self._records.setdefault(id(each.old), []).append(each)
            if each.kind is Kind.ADDED and each.new:
                if type(each.new) in KEYS:
                    self._added[each.place.part, key_of(each.new, 0)] = each
                self._alike[each.place.part, content(each.new)] = each

    def against(self, theirs: Difference) -> Difference | list[Difference] | None:
        """What we did to the same thing."""
        if theirs.kind is Kind.ADDED and theirs.new:
            alike = self._alike.get((theirs.place.part, content(theirs.new)))
            known = type(theirs.new) in KEYS
            return alike or (self._added.get((theirs.place.part, key_of(theirs.new, 0))) if known else None)
        own = self._records.get(id(theirs.old), []) if theirs.old else []
        if theirs.kind is Kind.REMOVED:
            return own or None
        gone = next((each for each in own if each.kind is Kind.REMOVED), None)
        return gone or self._units.get(theirs.unit)


def _conflict(theirs: Difference, ours: Difference | list[Difference]) -> Conflict | None:
    """A conflict, unless both came to the same."""
    if isinstance(ours, list):  # they removed it
        gone = any(each.kind is Kind.REMOVED for each in ours)
        return None if gone else Conflict(theirs.before, ours[0], theirs)
    if ours.kind is Kind.REMOVED:
        return Conflict(theirs.before, ours, theirs)
    if theirs.kind is Kind.ADDED and ours.new and theirs.new:
        return None if content(ours.new) == content(theirs.new) else Conflict(None, ours, theirs)
    alike = (
        same(ours.after, theirs.after) if not isinstance(ours.after, list) else repr(ours.after) == repr(theirs.after)
    )
    return None if alike else Conflict(theirs.before, ours, theirs)
