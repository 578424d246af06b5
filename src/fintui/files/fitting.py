"""Changes from a journal on a statement that someone else has changed meanwhile: each goes in where it still fits.

A value fits where still stands what stood there when it was typed; a record that comes or goes, where its neighbour or
itself still is. Nothing is guessed: what does not fit is left out and told.
"""

from __future__ import annotations

import contextlib
import copy
from dataclasses import dataclass, field

from ..model.changes import Change, Group, Insert, Put, Remove, apply
from ..model.document import Document
from ..model.figure import same
from ..model.place import Place, get, key_of, list_of, read_field
from ..model.statement import KEYS, Record, Statement, normal
from .journal import Entry
from .recovery import Leaf, leaf, pairs, replay


@dataclass(slots=True)
class Fit:
    """Changes that fit, in order; what does not; how many values are there already."""

    changes: list[Change] = field(default_factory=list)
    refused: list[Leaf] = field(default_factory=list)
    already: int = 0


def fit(entries: list[Entry], base: Document, statement: Statement) -> Fit:
    """What of a journal fits a statement. `base` is a document of the journal's own text; it is changed."""
    seen = _Insertions(base)
    base.foresight = seen.note
    replay(base, entries)
    fitting = _Fitting(copy.deepcopy(statement), seen)
    for step in base.history[: base.position]:
        before = len(fitting.found.changes)
        for change, inverse in pairs(step.done, step.inverse):
            fitting.one(change, inverse)
        made = fitting.found.changes[before:]
        if isinstance(step.done, Group) and made:
            fitting.found.changes[before:] = [Group(step.done.name, tuple(made))]
    return fitting.found


class _Insertions:
    """For each insertion the record as it was put in, and the one that it was put behind."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._noted: dict[int, tuple[Change, Record, Record | None]] = {}

    def note(self, change: Change) -> None:
        """Hear of a change that is about to be made."""
        if isinstance(change, Insert):
            records = list_of(self._document.statement, change.part)
            behind = copy.deepcopy(records[change.index - 1]) if 0 < change.index <= len(records) else None
            self._noted[id(change)] = (change, copy.deepcopy(change.record), behind)

    def of(self, change: Insert) -> tuple[Record, Record | None]:
        """The record and its neighbour."""
        _, record, behind = self._noted[id(change)]
        return record, behind


class _Fitting:
    def __init__(self, statement: Statement, seen: _Insertions) -> None:
        self.statement, self.seen = statement, seen
        self.found = Fit()

    def one(self, change: Change, inverse: Change) -> None:
        """Take one change in, or refuse it."""
        fitted: Change | None = None
        with contextlib.suppress(LookupError, AttributeError):
            match change, inverse:
                case Put(), Put(_, was):
                    fitted = self._put(change, was)
                case Insert(), _:
                    fitted = self._insert(change)
                case Remove(), Insert(_, _, record):
                    fitted = self._remove(change, record)
            if fitted is not None and not _is_nothing(fitted):
                apply(self.statement, copy.deepcopy(fitted))
        if fitted is None:
            self.found.refused.append(leaf(change, inverse))
        elif _is_nothing(fitted):
            self.found.already += 1
        else:
            self.found.changes.append(fitted)

    def _put(self, change: Put, was: object) -> Change | None:
        place = change.place
        value = normal(change.value) if isinstance(change.value, str) else change.value
        now: object = _Gone
        with contextlib.suppress(LookupError, AttributeError):
            now = get(self.statement, place)
        if now is not _Gone and same(now, was):
            return Put(place, value)
        if now is not _Gone and same(now, value):
            return _NOTHING
        return self._put_elsewhere(place, value, was)

    def _put_elsewhere(self, place: Place, value: object, was: object) -> Change | None:
        """A record without a key may stand at another position now; it is known by what stood in the field."""
        if not place.key.isdigit() or place.role or was is None or was == "":
            return None
        records = list_of(self.statement, place.part)
        found = [n for n, record in enumerate(records) if same(read_field(record, place.field), was)]
        if len(found) != 1 or type(records[found[0]]) in KEYS:
            return None
        return Put(place._replace(key=str(found[0])), value)

    def _insert(self, change: Insert) -> Change | None:
        record, behind = self.seen.of(change)
        records = list_of(self.statement, change.part)
        if type(record) in KEYS:
            key = key_of(record, 0)
            there = next((each for each in records if key_of(each, 0) == key), None)
            if there is not None:
                return _NOTHING if there == record else None
        index = 0 if behind is None else self._index(records, behind, change.index - 1)
        index = min(change.index, len(records)) if index is None else index + (behind is not None)
        if index < len(records) and records[index] == record:
            return _NOTHING
        return Insert(change.part, index, record)

    def _remove(self, change: Remove, record: Record) -> Change | None:
        records = list_of(self.statement, change.part)
        index = self._index(records, record, change.index)
        if index is None:
            return _NOTHING if type(record) in KEYS else None
        return Remove(change.part, index) if records[index] == record else None

    @staticmethod
    def _index(records: list[Record], wanted: Record, near: int) -> int | None:
        """Where a record stands: by its key, else the one that is alike, at its old position rather than elsewhere."""
        if type(wanted) in KEYS:
            key = key_of(wanted, 0)
            found = [n for n, each in enumerate(records) if key_of(each, n) == key]
        else:
            found = [n for n, each in enumerate(records) if each == wanted]
        return near if near in found else found[0] if len(found) == 1 else None


class _Gone:
    """Stands for a value that is not there any more."""


_NOTHING = Group("nothing", ())


def _is_nothing(change: Change) -> bool:
    return isinstance(change, Group) and not change.changes
