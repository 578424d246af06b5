"""Changes: named, invertible edits. Undo, journal, merge and recovery all speak in these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from .place import TABLES, Place, get, holder_of, key_of, list_of, put
from .statement import KEYS, Chart, Record, Row, Statement, normal


class Put(NamedTuple):
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


class Group(NamedTuple):
    """Several changes that are done and undone as one; `name` is a key of the words catalogue."""

    name: str
    changes: tuple[Change, ...]


Change = Put | Insert | Remove | Group


def apply(statement: Statement, change: Change, before: Callable[[Change], None] | None = None) -> Change:
    """Carry out a change; return the change that takes it back. `before` hears of each step that is about to be made.

    Raises:
        LookupError: if it points at nothing, or gives a record a key that another one has.
        AttributeError: if it names a field that there is not. The statement is in both cases as before.
    """
    match change:
        case Group(name, changes):
            return Group(name, _apply_all(statement, changes, before))
        case Put(place, value):
            old = get(statement, place)
            after = _place_after(statement, place, value)
            _tell(before, change)
            put(statement, place, value)
            return Put(after, old)
        case Insert(part, index, record):
            records = list_of(statement, part)
            if not 0 <= index <= len(records):
                raise IndexError(index)
            _tell(before, change)
            records.insert(index, record)
            _reindex(statement, part)
            return Remove(part, index)
        case Remove(part, index):
            records = list_of(statement, part)
            if not 0 <= index < len(records):
                raise IndexError(index)
            _tell(before, change)
            record = records.pop(index)
            _reindex(statement, part)
            return Insert(part, index, record)


def _apply_all(
    statement: Statement, changes: tuple[Change, ...], before: Callable[[Change], None] | None
) -> tuple[Change, ...]:
    inverse: list[Change] = []
    try:
        for change in changes:
            inverse.append(apply(statement, change, before))  # noqa: PERF401 - what was done is taken back below
    except (LookupError, AttributeError):
        for change in reversed(inverse):
            apply(statement, change)
        raise
    return tuple(reversed(inverse))


def _tell(before: Callable[[Change], None] | None, change: Change) -> None:
    if before:
        before(change)


def _place_after(statement: Statement, place: Place, value: object) -> Place:
    """Where the field is found once it is written: a record's key is part of its place."""
    holder = holder_of(statement, place)
    if not place.key or KEYS.get(type(holder)) != place.field:  # type: ignore[arg-type]
        return place
    key = normal(str(value))
    taken = any(key_of(record, index) == key for index, record in enumerate(list_of(statement, place.part)))
    if isinstance(holder, Row) or not key or (taken and key != place.key):
        raise KeyError(key)
    return place._replace(key=key)


def _reindex(statement: Statement, part: str) -> None:
    if part.startswith(TABLES):
        statement.tables[part.removeprefix(TABLES)].reindex()


def snapshot(change: Change) -> Change:
    """The change with copies of the records that it puts in: those in the statement go on changing."""
    match change:
        case Insert(part, index, record):
            return Insert(part, index, copy_of(record))
        case Group(name, changes):
            return Group(name, tuple(map(snapshot, changes)))
        case _:
            return change


def copy_of(record: Record) -> Record:
    """A record of its own with the same content."""
    if isinstance(record, Row):
        return replace(record, figures=dict(record.figures))
    if isinstance(record, Chart):
        return replace(record, bars=[replace(bar) for bar in record.bars])
    return replace(record)


def places_of(change: Change) -> list[Place]:
    """The places that a change writes; an inserted or removed record stands for itself with an empty field."""
    match change:
        case Put(place):
            return [place]
        case Group(_, changes):
            return [place for each in changes for place in places_of(each)]
        case Insert(part, index) | Remove(part, index):
            return [Place(part, str(index), "")]
