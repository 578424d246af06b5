"""A page's items laid out on lines of a width: wrapped by the rules of Chinese typography, fields side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..model.steps import Steps, at_once
from .items import Field, Item
from .outdated import SIGN
from .text import Run, clean, pieces, right, width, wrap

MARGIN = 2
"""Cells in front of every line, for the cursor's mark."""
_LEAST_REST = 12
"""What fields of fixed width leave to the last one before they give way."""
_STACKED = 30
"""On less room than this, fields stand one below the other."""

Emphasis = Callable[[str], list[Run]]
Piece = tuple[str, tuple[str, int]]
"""Text, and its style and the number of the stop that it belongs to (-1: none)."""
_Wrapped = dict[tuple[object, ...], list[list[Piece]]]


class PageLine(NamedTuple):
    """A line of the page: which item it belongs to, and pieces by field (-1: no field)."""

    item: int
    parts: tuple[tuple[int, list[Piece]], ...] = ()


class Layout:
    """The lines of a page. What has not changed since the last time is not wrapped anew."""

    def __init__(self, emphasis: Emphasis) -> None:
        self.emphasis = emphasis
        self.lines: list[PageLine] = []
        self.starts: list[int] = []
        """Line on which each item begins, its blank lines included."""
        self._wrapped: _Wrapped = {}

    def lay_out(self, items: list[Item], cells: int) -> None:
        """Put the items on lines of so many cells."""
        at_once(self.lay_out_in_steps(items, cells))

    def lay_out_in_steps(self, items: list[Item], cells: int) -> Steps[None]:
        """The same, an item a step."""
        kept, self._wrapped = self._wrapped, {}
        self.lines, self.starts = [], []
        for number, item in enumerate(items):
            self.starts.append(len(self.lines))
            self.lines += [PageLine(number) for _ in range(item.space)]
            self.lines += self._lines(number, item, cells, kept)
            yield

    def extent(self, item: int, *, space: bool = True) -> range:
        """The lines of an item, with or without the blank ones before it."""
        start = self.starts[item]
        end = self.starts[item + 1] if item + 1 < len(self.starts) else len(self.lines)
        if not space:
            start = next((y for y in range(start, end) if self.lines[y].parts), start)
        return range(start, end)

    def sign(self, row: int, item: Item) -> str:
        """What stands before a line: that a number on it is out of date, before an item's first line its own sign."""
        line = self.lines[row]
        if any(style == "stale" and stop >= 0 for _, parts in line.parts for _, (style, stop) in parts):
            return SIGN
        return item.sign if row == self.extent(line.item, space=False).start else ""

    def _lines(self, number: int, item: Item, cells: int, kept: _Wrapped) -> list[PageLine]:
        room = max(4, cells - MARGIN - 1 - item.indent)
        if item.draw:
            drawn = item.draw(room)
            return [PageLine(number, ((-1, [(text, (style, -1)) for text, style in line]),)) for line in drawn]
        widths = _field_widths(item, room)
        columns = []
        for each, share in zip(item.fields, widths, strict=True):
            key = (each.text, each.style, each.stops, each.right, share, bool(each.cells))
            lines = self._wrapped[key] = kept.get(key) or self._wrapped.get(key) or self._wrap(each, share)
            columns.append(lines)
        if sum(widths) > room:
            return [PageLine(number, ((n, line),)) for n, lines in enumerate(columns) for line in lines]
        blanks = [[(" " * share, ("base", -1))] for share in widths]
        return [
            PageLine(number, tuple((n, lines[y] if y < len(lines) else blanks[n]) for n, lines in enumerate(columns)))
            for y in range(max(map(len, columns), default=0))
        ]

    def _wrap(self, each: Field, cells: int) -> list[list[Piece]]:
        inner = cells - 1 if each.cells else cells  # a gap between fields that stand side by side
        if each.right:
            return [[(right(clean(each.text), inner) + " ", (each.style, -1))]]
        lines: list[list[Piece]] = []
        for line, runs in self._paragraphs(each):
            for part in pieces(runs, wrap(line, inner)):
                free = cells - sum(width(text) for text, _ in part)
                lines.append([*part, (" " * free, ("base", -1))] if each.cells and free > 0 else part)
        return lines

    def _paragraphs(self, each: Field) -> list[tuple[str, list[Piece]]]:
        """The field's paragraphs, each with its pieces."""
        if "\n" not in each.text:
            runs = self._pieces(each)
            return [("".join(text for text, _ in runs), runs)]
        found = []
        for line in each.text.split("\n"):
            runs = [(text, (style, -1)) for text, style in self._emphasised(clean(line), each.style)]
            found.append((clean(line), runs))
        return found

    def _pieces(self, each: Field) -> list[Piece]:
        runs: list[Piece] = []
        at = 0
        for number, stop in enumerate(each.stops):
            runs.append((clean(each.text[at : stop.start]), ("base", -1)))
            runs.append((clean(each.text[stop.start : stop.end]), (stop.style, number)))
            at = stop.end
        if each.stops:
            return [*runs, (clean(each.text[at:]), ("base", -1))]
        return [(text, (style, -1)) for text, style in self._emphasised(clean(each.text), each.style)]

    def _emphasised(self, text: str, style: str) -> list[Run]:
        return self.emphasis(text) if style == "prose" else [(text, style)]


def _field_widths(item: Item, room: int) -> list[int]:
    """Cells of each field: as it asks, less where the room is short; more than the room in sum: one below the other."""
    asked = [max(each.cells, width(clean(each.text)) + 1) if each.right else each.cells for each in item.fields]
    fixed = sum(asked)
    if len(asked) > 1 and fixed + _LEAST_REST > room:
        if room < _STACKED:
            return [room] * len(asked)
        share = (room - _LEAST_REST) / fixed
        asked = [cells if each.right else int(cells * share) for each, cells in zip(item.fields, asked, strict=True)]
    rest = max(2, room - sum(asked))
    return [cells or rest for cells in asked]
