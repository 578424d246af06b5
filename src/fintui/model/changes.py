"""Changes: named, invertible edits. Undo, journal, merge and recovery all speak in these."""

from __future__ import annotations

from dataclasses import dataclass

from .place import TABLES, Place, get, list_of, put
from .statement import Record, Statement


@dataclass(frozen=True, slots=True)
class Put:
    """Write `value` at `place` (a figure, a text, a number)."""

    place: Place
    value: object


@dataclass(frozen=True, slots=True)
class Insert:
    """Put a record into a list, before the one at `index`."""

    part: str
    index: int
    record: Record


@dataclass(frozen=True, slots=True)
class Remove:
    """Take the record at `index` out of a list."""

    part: str
    index: int


@dataclass(frozen=True, slots=True)
class Group:
    """Several changes that are done and undone as one; `name` is a key of the words catalogue."""

    name: str
    changes: tuple[Change, ...]


Change = Put | Insert | Remove | Group


def apply(statement: Statement, change: Change) -> Change:
    """Carry out a change; return the change that takes it back.

    Raises:
        LookupError: if it points at nothing (the statement is then as before).
    """
    match change:
        case Put(place, value):
            old = get(statement, place)
            put(statement, place, value)
            return Put(place, old)
        case Insert(part, index, record):
            records = list_of(statement, part)
            if not 0 <= index <= len(records):
                raise IndexError(index)
            records.insert(index, record)
            _reindex(statement, part)
            return Remove(part, index)
        case Remove(part, index):
            record = list_of(statement, part).pop(index)
            _reindex(statement, part)
            return Insert(part, index, record)
        case Group(name, changes):
            return Group(name, _apply_all(statement, changes))


def _apply_all(statement: Statement, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    inverse: list[Change] = []
    try:
        for change in changes:
            inverse.append(apply(statement, change))
    except LookupError:
        for change in reversed(inverse):
            apply(statement, change)
        raise
    return tuple(reversed(inverse))


def _reindex(statement: Statement, part: str) -> None:
    if part.startswith(TABLES):
        statement.tables[part.removeprefix(TABLES)].reindex()


def places_of(change: Change) -> list[Place]:
    """The places that a change writes; an inserted or removed record stands for itself with an empty field."""
    match change:
        case Put(place):
            return [place]
        case Group(_, changes):
            return [place for each in changes for place in places_of(each)]
        case Insert(part, index) | Remove(part, index):
            return [Place(part, str(index), "")]
