"""Where in its file a place stands: line and column, down to a single word of a long text.

The file is scanned only when the first place is asked for: most statements have nothing to point at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from tomli import loads

from ..model.place import TABLES, Place
from ..model.statement import KEYS, LISTS
from .spans import Path, Span, Spans, scan

_RENAMED: Final = {"origin": "from"}
_ESCAPE: Final = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ \t\r]*\n[ \t\r\n]*|.)", re.DOTALL)


class Region(NamedTuple):
    """A stretch of a file; lines and columns count from 1, columns in characters, the end is the first one behind."""

    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """Regions of the places of one file. `text` is the file's text, line breaks as they are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._rows: dict[Path, dict[str, int]] = {}
        self._offsets: dict[Path, list[int]] = {}

    @cached_property
    def spans(self) -> Spans:
        """Every value of the text."""
        return scan(self.text)

    def region(self, place: Place, start: int = -1, end: int = -1) -> Region:
        """Where a place is written, or words of its text from `start` to `end`; else the nearest that is written."""
        path = self._path(place)
        span = self.spans.values.get(path)
        if span is None:
            at = self.spans.start(path)
            stop = self.text.find("\n", at)
            return self._between(at, stop if stop >= 0 else len(self.text))
        if start < 0:
            return self._between(span.start, span.end)
        offsets = self._offsets_of(path, span)
        first, last = min(start, len(offsets) - 1), min(max(end, start), len(offsets) - 1)
        stop = offsets[last] - self.text.startswith("\r\n", offsets[last] - 1)
        return self._between(offsets[first], max(stop, offsets[first]))

    def line(self, place: Place, start: int = -1) -> int:
        """The line of a region."""
        return self.region(place, start, start).line

    def is_written(self, place: Place) -> bool:
        """Whether the file itself has the value of a place, or it is only understood."""
        return self._path(place) in self.spans.values

    def _between(self, start: int, end: int) -> Region:
        spans = self.spans
        first = spans.line_of(start)
        before = spans.line_start(first) - 1
        if self.text.find("\n", start, end) < 0:  # most stand in one line
            return Region(first, start - before, first, end - before)
        last = spans.line_of(end)
        return Region(first, start - before, last, end - spans.line_start(last) + 1)

    # -- from places to paths
    def _path(self, place: Place) -> Path:
        name = _RENAMED.get(place.field, place.field)
        if place.part.startswith(TABLES):
            table: Path = ("tables", place.role)
            if not place.key:
                return (*table, name)
            index = self._index((*table, "rows"), ("code", "row"), place.key)
            return (*table, "rows", index, name) if index >= 0 else table
        if place.part == "head":
            return (name,)
        if place.part not in LISTS or not place.key:
            return (place.part, name)
        key = KEYS.get(LISTS[place.part])
        index = self._index((place.part,), (key,), place.key) if key else int(place.key)
        return (place.part, index, name) if index >= 0 else (place.part,)

    def _index(self, path: Path, keys: tuple[str, ...], wanted: str) -> int:
        """Which entry of a list has that key; of two alike the first. -1 if none has: the form gave the row."""
        found = self._rows.get(path)
        if found is None:
            found = self._rows[path] = {}
            index = 0
            while (*path, index) in self.spans.headers or (*path, index) in self.spans.values:
                for key in keys:
                    if span := self.spans.values.get((*path, index, key)):
                        found.setdefault(self._value(span), index)
                index += 1
        return found.get(wanted, -1)

    def _value(self, span: Span) -> str:
        written = self.text[span.start : span.end]
        inner = written[1:-1]
        if written[0] == '"' and "\\" not in inner and not inner.startswith('"'):
            return inner
        return str(loads(f"k = {written}")["k"])

    # -- from offsets in a text to offsets in the file
    def _offsets_of(self, path: Path, span: Span) -> list[int]:
        """For every character of a text as statements hold it, and its end: where the file has it."""
        found = self._offsets.get(path)
        if found is None:
            pairs = list(_characters(self.text, span))
            kept = [
                at
                for n, (char, at) in enumerate(pairs)
                if char != "\r" or "".join(c for c, _ in pairs[n : n + 2]) not in {"\r\n", "\r\r"}
            ]
            close = 3 if self.text.startswith(('"""', "'''"), span.start) else 1
            found = self._offsets[path] = [*kept, span.end - close]
        return found


def _characters(text: str, span: Span) -> Iterator[tuple[str, int]]:
    """The characters of a string value with their offsets in the file; an escape stands where its backslash does."""
    quote = text[span.start]
    long = text.startswith(quote * 3, span.start)
    at, end = span.start + (3 if long else 1), span.end - (3 if long else 1)
    if long:  # a line break right behind the quotes is none of the text
        at += 2 if text.startswith("\r\n", at) else 1 if text.startswith("\n", at) else 0
    while at < end:
        match = _ESCAPE.match(text, at, end) if quote == '"' and text[at] == "\\" else None
        if match is None:
            yield text[at], at
            at += 1
            continue
        if "\n" not in match[0]:
            yield loads(f'k = "{match[0]}"')["k"], at
        at = match.end()
