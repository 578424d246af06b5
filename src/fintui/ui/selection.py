"""A range of figures: between where it was begun and the cursor, or whole rows or columns between the two."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

Shape = Literal["cells", "rows", "columns", "all"]
Spot = tuple[int, int]
"""Row and column of a sheet."""


class Span(NamedTuple):
    """What is selected of a sheet; all four ends belong to it. `whole`: whole rows, with their labels."""

    top: int
    left: int
    bottom: int
    right: int
    whole: bool = False

    def holds(self, row: int, column: int) -> bool:
        """Whether a slot lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(slots=True)
class Selection:
    """Where a range was begun and how far it reaches; the cursor is its other end."""

    anchor: Spot | None = None
    shape: Shape = "cells"
    marking: bool = False
    """Plain moves extend the range too, until it is ended: for terminals that keep Shift and an arrow to themselves."""
    _extending: bool = False

    def begin(self, at: Spot, shape: Shape = "cells", *, marking: bool = False) -> None:
        """Begin a range, or give the one there is another shape."""
        self.anchor = self.anchor or at
        self.shape, self.marking = shape, marking or self.marking

    def end(self) -> None:
        """Nothing is selected any more."""
        self.anchor, self.shape, self.marking = None, "cells", False

    def extend(self, at: Spot, move: Callable[[], None]) -> None:
        """Move the cursor and take along what lies between."""
        self.anchor = self.anchor or at
        self._extending = True
        try:
            move()
        finally:
            self._extending = False

    def moved(self) -> None:
        """The cursor has moved; a plain move ends the range."""
        if not self.marking and not self._extending:
            self.end()

    def span(self, cursor: Spot, rows: int, columns: int) -> Span | None:
        """What is selected in a sheet of so many rows and columns."""
        if self.anchor is None or not rows or not columns:
            return None
        (top, bottom), (left, right) = (sorted(pair) for pair in zip(self.anchor, cursor, strict=True))
        if self.shape in {"columns", "all"}:
            top, bottom = 0, rows - 1
        if self.shape in {"rows", "all"}:
            left, right = 0, columns - 1
        return Span(top, left, min(bottom, rows - 1), min(right, columns - 1), self.shape in {"rows", "all"})


def differing(before: Span | None, now: Span | None, seen: range) -> Iterable[int]:
    """The rows among those seen in which other slots are selected than before."""
    if before == now:
        return ()
    one, other = _rows(before, seen), _rows(now, seen)
    if before and now and before[1::2] == now[1::2] and before.whole == now.whole:
        return one ^ other
    return one | other


def _rows(span: Span | None, seen: range) -> set[int]:
    return set(range(max(span.top, seen.start), min(span.bottom + 1, seen.stop))) if span else set()
