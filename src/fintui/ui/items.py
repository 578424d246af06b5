"""What stands on a page: items of fields; plain data, made by `pages` and `findings`, laid out by `page_layout`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..checks.marks import ReviewMark
from ..checks.outcome import Outcome, Quote
from ..model.place import Place
from .text import Line


class Stop(NamedTuple):
    """A number in a field's text: start, end, and the style that says how it tied out."""

    start: int
    end: int
    style: str


class Field(NamedTuple):
    """A text on the page. `place`: what an edit of it changes; `goto`: where Enter leads instead."""

    text: str
    style: str = "base"
    place: Place | None = None
    goto: Place | Quote | str | None = None
    cells: int = 0
    """Width of the field; 0: the rest of the line."""
    right: bool = False
    """An amount: aligned right, and never cut."""
    paragraph: int = 0
    """Which paragraph of the place's text this is, from 0."""
    offset: int = 0
    """Where the text begins in the place's text as stored."""
    stops: tuple[Stop, ...] = ()
    """Numbers in the text that the cursor goes to with left and right."""
    outcome: Outcome | None = None
    """The finding that this field tells."""
    mark: ReviewMark | None = None
    """The mark of the review that this field tells."""
    token: object | None = None
    """What the field stands for, to the tool that made the page."""

    @property
    def selectable(self) -> bool:
        """Whether the cursor stops here."""
        return self.place is not None or self.goto is not None or self.outcome is not None or self.token is not None

    @property
    def span(self) -> tuple[int, int]:
        """The field as offsets in the place's text as stored."""
        return self.offset, self.offset + len(self.text)

    def stop_at(self, start: int) -> int:
        """Which of the numbers begins at an offset of the place's text as stored; -1: none."""
        return next((n for n, stop in enumerate(self.stops) if self.offset + stop.start == start), -1)


class Item(NamedTuple):
    """Fields side by side, or lines that paint themselves (a chart); `space` blank lines before it."""

    fields: tuple[Field, ...] = ()
    space: int = 0
    draw: Callable[[int], list[Line]] | None = None
    topic: str = ""
    """What a link to this item names."""
    indent: int = 0
    sign: str = ""
    """One sign in front of the item's first line."""

    def stop_near(self, number: int) -> int | None:
        """The field that the cursor stops at: that of this number if it can, else the first that can."""
        if number < len(self.fields) and self.fields[number].selectable:
            return number
        return next((n for n, each in enumerate(self.fields) if each.selectable), None)
