"""Edits of a TOML text as pieces cut out and put in: keys, blocks, and entries of arrays and inline tables.

Every edit names offsets of the text as it was; they are made at once at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from .spans import Header, Path, Spans, scan
from .strings import edits

Holding = Literal["lines", "dotted", "inline", ""]
"""How a text writes a table of keys: under a header, with dotted keys, in braces, or not at all."""


@dataclass
class Splices:
    """A text and what is to be changed in it."""

    text: str
    spans: Spans = field(init=False)
    _made: list[tuple[int, int, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.spans = scan(self.text)

    def result(self) -> str:
        """The text with all edits made; of those at one place keys come first, the rest as asked for."""
        newline = "\r\n" if "\r\n" in self.text else "\n"
        at, parts = 0, []
        for start, end, _, new in sorted(self._made, key=lambda made: (made[0], made[1] > made[0], made[2])):
            parts += [self.text[at:start], new.replace("\n", newline)]
            at = max(at, end)
        return "".join([*parts, self.text[at:]])

    def put(self, start: int, end: int, new: str, rank: int = 0) -> None:
        """Replace what stands between two offsets; of what is put at one place the lower rank comes first."""
        self._made.append((start, end, rank, new))

    # -- keys and values
    def holding(self, path: Path) -> Holding:
        """How the table of keys at a path is written."""
        if path in self.spans.headers:
            return "lines"
        if span := self.spans.values.get(path):
            return "inline" if self.text[span.start] == "{" else ""
        return "dotted" if self.spans.children(path) else ""

    def put_value(self, path: Path, new: object, written: str) -> None:
        """Replace a value; of a text, only what differs, so that its other lines stay untouched."""
        span = self.spans.values[path]
        raw = self.text[span.start : span.end]
        found = edits(raw, new) if isinstance(new, str) and raw[0] in "\"'" else None
        for start, end, piece in [(0, len(raw), written)] if found is None else found:
            self.put(span.start + start, span.start + end, piece)

    def first_line(self, path: Path) -> int:
        """Where the first new key of a table goes: under its header, or under its last dotted key."""
        if path:
            header = self.spans.header(path)
            return self.line_after(header.start if header else self.spans.values[self.spans.children(path)[-1]].end)
        heads = [span for key in ("format", "form") if (span := self.spans.values.get((key,)))]
        return max((self.line_after(span.end) for span in heads), default=0)

    def dotted(self, path: Path) -> str:
        """What stands before the last part of a dotted key of a table."""
        span = self.spans.values[self.spans.children(path)[-1]]
        return self.text[span.key : span.leaf]

    def cut_key(self, path: Path) -> None:
        """Take a line's key away; a comment behind its value stays, as a line of its own."""
        span = self.spans.values[path]
        stop = self.line_after(span.end)
        rest = self.text[span.end : stop].strip()
        self.put(self.line_start(span.key), stop, f"{rest}\n" if rest.startswith("#") else "")

    def change_inline(self, path: Path, gone: set[Path], fresh: list[str]) -> None:
        """Take entries out of an inline table and put others behind those that stay."""
        values, entries = self.spans.values, self.spans.children(path)
        kept = [entry for entry in entries if entry not in gone]
        for position, entry in enumerate(entries):
            if entry not in gone:
                continue
            before = next((e for e in reversed(entries[:position]) if e not in gone), None)
            after = next((e for e in entries[position:] if e not in gone), None)
            start = values[before].end if before else values[entry].key
            self.put(start, values[after].key if after and not before else values[entry].end, "")
        if fresh and kept:
            self.put(values[kept[-1]].end, values[kept[-1]].end, "".join(f", {each}" for each in fresh))
        elif fresh:
            inside = values[path].start + 1
            self.put(inside, inside, f" {', '.join(fresh)} ")

    # -- entries of arrays
    def cut_entry(self, path: Path) -> None:
        """Take an entry out of an array, its comma too, and the line if nothing else is on it."""
        span = self.spans.values[path]
        comma = re.compile(r"[ \t]*,").match(self.text, span.end)
        start, stop = span.start, comma.end() if comma else span.end
        line, after = self.line_start(start), self.line_after(stop)
        if not self.text[line:start].strip() and not self.text[stop:after].strip():
            start, stop = line, after
        self.put(start, stop, "")

    def put_entries(self, array: Path, after: Path | None, fresh: list[str], before: list[Path]) -> None:
        """Put entries into an array: behind one of its own, else before one of its own, else at its start."""
        values = self.spans.values
        at = values[after].end if after else values[before[0]].start if before else values[array].start + 1
        self.put(at, at, "".join(f", {each}" if after else f"{each}, " for each in fresh))

    # -- blocks
    def put_lines(self, at: int, lines: str, rank: int = 0) -> None:
        """Put whole lines where a line starts."""
        if at and self.text[at - 1] != "\n":  # the file's last line lacks its break
            lines = "\n" + lines.removesuffix("\n")
        self.put(at, at, lines, rank)

    def put_blocks_after(self, path: Path, blocks: Iterable[str], *, inner: bool = True) -> None:
        """Put blocks behind a block, and behind the blocks that belong to it."""
        headers = self.spans.inner(path) if inner else [self.spans.headers[path]]
        self.put_lines(max(header.end for header in headers), "".join("\n" + block for block in blocks), 1)

    def put_block_before(self, header: Header | None, block: str) -> None:
        """Put a block before another one and the comments directly above it; without one, at the end."""
        if header:
            at = self.attached(self.line_start(header.start))
            self.put(at, at, block + "\n", 2)
        else:
            end = len(self.text)
            self.put(end, end, ("\n" if self.text.endswith("\n") else "\n\n") + block, 2)

    def cut_block(self, path: Path) -> None:
        """Take a block away and those that belong to it, with the empty lines behind."""
        for header in self.spans.inner(path):
            end = header.end
            while end < len(self.text) and not self.text[end : self.line_after(end)].strip():
                end = self.line_after(end)
            self.put(self.line_start(header.start), end, "")

    # -- lines
    def line_start(self, offset: int) -> int:
        """Where the line of an offset starts."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_after(self, offset: int) -> int:
        """Where the line after an offset starts, or the text ends."""
        return (self.text.find("\n", offset) + 1) or len(self.text)

    def attached(self, start: int) -> int:
        """Start of the comment lines that stand directly above a line."""
        while start and (above := self.text[self.line_start(start - 1) : start]).lstrip().startswith("#"):
            start -= len(above)
        return start
