"""Changes as plain data for the journal, and back: exact to the last digit and the last key.

Texts, whole numbers and nothing stand for themselves; a figure is `{"d": "150.00"}`, a mark `{"m": "?"}`, something
unreadable `{"x": "12,3"}`, a record `{"r": "Row", …}` with the fields that differ from an empty one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from ..model.changes import Change, Group, Insert, Put, Remove
from ..model.figure import Figure, Mark, Unreadable
from ..model.place import Place
from ..model.statement import LISTS, Bar, Record, Row

Data = Any
"""What JSON holds."""

_KINDS: Final[dict[str, Callable[[], Record]]] = {kind.__name__: kind for kind in (*LISTS.values(), Bar)} | {
    "Row": lambda: Row("")
}
"""What makes an empty record, by the name of its kind."""


class DataError(ValueError):
    """The data is no change."""


def to_data(change: Change) -> Data:
    """A change as JSON can hold it."""
    match change:
        case Put(place, value):
            return ["put", *place, _value_data(value)]
        case Insert(part, index, record):
            return ["insert", part, index, _value_data(record)]
        case Remove(part, index):
            return ["remove", part, index]
        case Group(name, changes):
            return ["group", name, [to_data(each) for each in changes]]


def from_data(data: Data) -> Change:
    """The change that `to_data` was given.

    Raises:
        DataError: if it is none.
    """
    match data:
        case ["put", str(part), str(key), str(field), value]:
            return Put(Place(part, key, field), _value(value))
        case ["insert", str(part), int(index), {"r": str()} as record]:
            return Insert(part, index, _record(record))
        case ["remove", str(part), int(index)]:
            return Remove(part, index)
        case ["group", str(name), list(changes)]:
            return Group(name, tuple(map(from_data, changes)))
    raise DataError(repr(data)[:80])


def _value_data(value: object) -> Data:
    match value:
        case None | str() | int():
            return value
        case Decimal() | Mark() | Unreadable():
            return _figure_data(value)
        case list() | tuple():
            return [_value_data(each) for each in value]
        case dict():
            return {"f": {key: _value_data(each) for key, each in value.items()}}
    kind = type(value).__name__
    if kind not in _KINDS:
        raise DataError(kind)
    empty = _KINDS[kind]()
    held = {each.name: getattr(value, each.name) for each in fields(empty)}
    return {"r": kind} | {name: _value_data(each) for name, each in held.items() if each != getattr(empty, name)}


def _figure_data(figure: Decimal | Mark | Unreadable) -> Data:
    match figure:
        case Decimal():
            return {"d": str(figure)}
        case Mark():
            return {"m": figure.value}
        case Unreadable(text):
            return {"x": text}


def _value(data: Data) -> object:
    match data:
        case None | str() | int():
            return data
        case {"f": dict(entries)}:
            return {str(key): _value(each) for key, each in entries.items()}
        case {"r": str()}:
            return _record(data)
        case list():
            return [_value(each) for each in data]
    return _figure(data)


def _figure(data: Data) -> Figure:
    match data:
        case {"d": str(text)}:
            with contextlib.suppress(InvalidOperation):
                return Decimal(text)
        case {"m": str(text)} if text in {mark.value for mark in Mark}:
            return Mark(text)
        case {"x": str(text)}:
            return Unreadable(text)
    raise DataError(repr(data)[:80])


def _record(data: dict[str, Data]) -> Record:
    if data["r"] not in _KINDS:
        raise DataError(data["r"])
    record = _KINDS[data["r"]]()
    names = {each.name for each in fields(record)}
    for name, value in data.items():
        if name != "r":
            if name not in names:
                raise DataError(name)
            setattr(record, name, _value(value))
    return record
