"""Where each value of a TOML text stands: path → start and end.

Only for a text that was parsed before, so this scanner need not judge, only find. It gives line and column to
faults, and lets a save replace single values and leave the author's text alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from tomli import loads

Path = tuple[str | int, ...]

_SKIP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANKS = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BASIC = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_LITERAL = re.compile(r"'[^'\n]*'")
_LONG_BASIC = re.compile(r'"""(?:[^"\\]++|\\.|"(?!""))*"{3,5}', re.DOTALL)
_LONG_LITERAL = re.compile(r"'''(?:[^']++|'(?!''))*'{3,5}", re.DOTALL)
_OTHER = re.compile(r"[^\s,\]}#]+(?: \d[^\s,\]}#]*)?")  # numbers, booleans, dates ("1979-05-27 07:32:00" too)
# What most lines are, taken in one step: a bare key, a number or a plain string, and nothing behind it; then the line's
# end, and empty lines. And an entry of a list.
_PLAIN_LINE = re.compile(
    r'([A-Za-z0-9_-]+)[ \t]*=[ \t]*([-+]?\d[\d.]*|"(?!"")[^"\\\n]*")[ \t]*(?:\r?\n|\Z)()(?:[ \t]*\r?\n)*'
)
_PLAIN_ENTRY = re.compile(r"\[\[([A-Za-z0-9_.-]+)\]\][ \t]*(?:\r?\n|\Z)")


class Span(NamedTuple):
    """A value: where its key starts, where the key's last part starts, where the value starts and ends."""

    key: int
    leaf: int
    start: int
    end: int


@dataclass(slots=True, eq=False, repr=False)
class Header:
    """A `[table]` or `[[list entry]]`: its path, where it starts, where its last key's line ends."""

    path: Path
    start: int
    end: int


@dataclass(slots=True, eq=False, repr=False)
class Spans:
    """All values and headers of a text by path, list entries counted from 0; the root's header is the empty path."""

    text: str
    values: dict[Path, Span] = field(default_factory=dict)
    headers: dict[Path, Header] = field(default_factory=dict)
    _line_starts: list[int] = field(default_factory=list)
    _starts: dict[Path, int] = field(default_factory=dict)
    _children: dict[Path, list[Path]] = field(default_factory=dict)
    _inner: dict[Path, list[Header]] = field(default_factory=dict)

    def line_of(self, offset: int) -> int:
        """Line of an offset, from 1."""
        if not self._line_starts:
            self._line_starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        return bisect_right(self._line_starts, offset)

    def line_start(self, line: int) -> int:
        """Where a line starts that `line_of` gave."""
        return self._line_starts[line - 1]

    def where(self, path: Path) -> int:
        """Line of the value at a path, else of what is written of it, else of the nearest table around it, from 1."""
        return self.line_of(self.start(path))

    def start(self, path: Path) -> int:
        """Where that line's key or header starts; 0 for what is nowhere."""
        while path:
            if span := self.values.get(path):
                return span.key
            if header := self.headers.get(path):
                return header.start
            if (inside := self._start_inside(path)) is not None:
                return inside
            path = path[:-1]
        return 0

    def _start_inside(self, path: Path) -> int | None:
        """Where a table starts that has no header: `a.b = 1`, or `[a.b]` alone."""
        if not self._starts:
            starts = [(header.path, header.start) for header in self.headers.values()]
            starts += [(inner, span.key) for inner, span in self.values.items()]
            for inner, start in sorted(starts, key=lambda each: each[1]):
                for length in range(1, len(inner)):
                    self._starts.setdefault(inner[:length], start)
        return self._starts.get(path)

    def header(self, path: Path) -> Header | None:
        """The header of a table or list entry."""
        return self.headers.get(path)

    def children(self, path: Path) -> list[Path]:
        """Paths of the values directly in a table, list or inline table, in the order of the text."""
        if not self._children:
            for child in self.values:
                self._children.setdefault(child[:-1], []).append(child)
            for found in self._children.values():
                found.sort(key=lambda each: self.values[each].start)
        return self._children.get(path, [])

    def inner(self, path: Path) -> list[Header]:
        """The headers that lie in a table or list entry, its own included, in the order of the text."""
        if not self._inner:
            for header in self.headers.values():
                for length in range(len(header.path) + 1):
                    self._inner.setdefault(header.path[:length], []).append(header)
        return self._inner.get(path, [])


def scan(text: str) -> Spans:
    """Find every value of a valid TOML text."""
    return _Scanner(text).run()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text, self.spans = text, Spans(text)
        self.at = 0
        self.leaf = 0
        self.counts: dict[Path, int] = {}

    def run(self) -> Spans:
        text, values, plain = self.text, self.spans.values, _PLAIN_LINE.match
        table: Path = ()
        header = self.spans.headers[()] = Header((), 0, 0)
        last = ""  # the list that an entry was just begun of
        while True:
            at = self.at
            if match := plain(text, at):
                values[*table, match[1]] = Span(at, at, *match.span(2))
                header.end, self.at = match.end(3), match.end()
            elif self._skip(_SKIP) != at:
                pass
            elif at == len(text):
                return self.spans
            elif text[at] == "[":
                entry = _PLAIN_ENTRY.match(text, at)
                table = self._next(table) if entry and entry[1] == last else self._header()
                self.at = entry.end() if entry else self.at
                last = entry[1] if entry else ""
                header = self.spans.headers[table] = Header(table, at, self.at if entry else self._line_end())
            else:
                self._pair(table)
                header.end = self._line_end()

    def _next(self, entry: Path) -> Path:
        """The entry behind one of the same list."""
        path = entry[:-1]
        self.counts[path] += 1
        return (*path, self.counts[path])

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _line_end(self) -> int:
        """End of the line, its line break included (or the end of the text)."""
        return (self.text.find("\n", self.at) + 1) or len(self.text)

    def _header(self) -> Path:
        is_list = self.text.startswith("[[", self.at)
        self.at += 2 if is_list else 1
        path = self._resolve(self._key(), last_too=not is_list)
        self._skip(_BLANKS)
        self.at += 2 if is_list else 1
        if is_list:
            count = self.counts.get(path, -1) + 1
            self.counts[path] = count
            path = (*path, count)
        return path

    def _resolve(self, key: list[str], *, last_too: bool) -> Path:
        """A header's key as a path: names of lists on the way stand for their newest entry."""
        path: Path = ()
        for position, name in enumerate(key):
            path = (*path, name)
            if path in self.counts and (last_too or position < len(key) - 1):
                path = (*path, self.counts[path])
        return path

    def _key(self) -> list[str]:
        parts = []
        while True:
            self._skip(_BLANKS)
            self.leaf = self.at
            parts.append(self._simple_key())
            self._skip(_BLANKS)
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def _simple_key(self) -> str:
        for pattern in (_BARE, _BASIC, _LITERAL):
            if match := pattern.match(self.text, self.at):
                self.at = match.end()
                if pattern is _BARE:
                    return match[0]
                return str(loads(f"k = {match[0]}")["k"])
        raise ValueError(self.at)

    def _pair(self, table: Path) -> None:
        key = self.at
        path = (*table, *self._key())
        leaf = self.leaf
        self.at += 1  # the equals sign
        self._skip(_BLANKS)
        self._value(path, key, leaf)

    def _value(self, path: Path, key: int, leaf: int) -> None:
        start, text = self.at, self.text
        if text[start] == "[":
            self._array(path)
        elif text[start] == "{":
            self._inline(path)
        else:
            patterns = (_LONG_BASIC, _LONG_LITERAL, _BASIC, _LITERAL, _OTHER)
            self.at = next(match.end() for pattern in patterns if (match := pattern.match(text, start)))
        self.spans.values[path] = Span(key, leaf, start, self.at)

    def _array(self, path: Path) -> None:
        self.at += 1
        index = 0
        while True:
            self._skip(_SKIP)
            if self.text[self.at] == "]":
                self.at += 1
                return
            self._value((*path, index), self.at, self.at)
            index += 1
            self._skip(_SKIP)
            if self.text[self.at] == ",":
                self.at += 1

    def _inline(self, path: Path) -> None:
        self.at += 1
        while True:
            self._skip(_SKIP)
            if self.text[self.at] == "}":
                self.at += 1
                return
            self._pair(path)
            self._skip(_SKIP)
            if self.text[self.at] == ",":
                self.at += 1
