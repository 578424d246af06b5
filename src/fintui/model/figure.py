"""What may stand in a cell: an amount, a printed blank, "not disclosed", nothing at all, or something unreadable.

Missing, blank and 0.00 are three different things, and so is unknown: they stay apart from file to file.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import NamedTuple


class Mark(Enum):
    """A figure that is written but has no amount; the value is what the file holds."""

    BLANK = ""
    """The document prints nothing there: zero in a sum."""
    UNKNOWN = "?"
    """The document does not disclose it: no sum with it is judged."""


class Unreadable(NamedTuple):
    """A value that is not a figure; kept as written until someone corrects it."""

    text: str


Figure = Decimal | Mark | Unreadable | None
"""None: nothing is written; the coverage of the table says what that means."""


class State(Enum):
    """What a figure comes to once the table's coverage is known."""

    AMOUNT = "amount"
    BLANK = "blank"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"


def state_of(figure: Figure, coverage: str) -> State:
    """State of a figure in a table of that coverage (`full`, `partial` or `none`)."""
    match figure:
        case Decimal():
            return State.AMOUNT
        case Mark.BLANK:
            return State.BLANK
        case Mark.UNKNOWN:
            return State.UNKNOWN
        case Unreadable():
            return State.UNREADABLE
        case _:
            return State.BLANK if coverage == "full" else State.UNKNOWN


def same(one: object, other: object) -> bool:
    """Whether two values are written alike: `150` and `150.00` are equal amounts but not the same."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one.as_tuple() == other.as_tuple()
    return type(one) is type(other) and one == other
