"""What a change means to the checks: which places it writes, and whether it decides how others are read."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.changes import Change, Group, Put
from ..model.place import TABLES, Place


def puts_of(change: Change) -> Iterator[Place | None]:
    """The places that a change writes; None where records come or go."""
    match change:
        case Put(place):
            yield place
        case Group(_, changes):
            for each in changes:
                yield from puts_of(each)
        case _:
            yield None


def is_structural(place: Place) -> bool:
    """Whether a value decides how others are read: a row's name, a table's coverage, the year, the unit, a topic."""
    if place.part.startswith(TABLES):
        return not place.key or place.field in {"name", "origin"}
    if place.part == "head":
        return place.field in {"form", "year", "unit", "decimals"}
    return place.part == "charts" or place.field in {"topic", "key"}
