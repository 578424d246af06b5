"""The contents list: every part, its key, and what is unsaved or not disclosed in it.

Sections and charts are listed while one is on their page: else the list is short and fits low screens. The tables
stand at the top and the pages at the foot: when the terminal scrolls a table, few lines beside it are painted again.
"""

from __future__ import annotations

from collections.abc import Callable

from .face import Face
from .outdated import SIGN
from .parts import Part
from .text import Line, clean, cut, width


class Contents(Face):
    """A list with the current part marked; `marks` gives what stands behind each."""

    base = "contents"

    def __init__(self, marks: Callable[[Part], str]) -> None:
        super().__init__()
        self.parts: list[Part] = []
        self.marks = marks
        self.at = self._top = 0
        self.focused = False
        self._shown_marks: list[str] = []
        self._listed: list[int] = []
        self._pages = 0

    def set_parts(self, parts: list[Part]) -> None:
        """Take a new list; the cursor stays on its part."""
        current = self.parts[self.at].id if self.at < len(self.parts) else ""
        self.parts = parts
        self.at = next((i for i, part in enumerate(parts) if part.id == current), 0)
        self._list()
        self.update_marks()
        self.touch()

    def _list(self) -> bool:
        """Find out which parts are listed; whether these are others now."""
        before, page = self._listed, self.parts[self.at].page if self.parts else ""
        self._listed = [i for i, part in enumerate(self.parts) if not part.level or part.page == page]
        tables = [y for y, i in enumerate(self._listed) if self.parts[i].is_table]
        self._pages = tables[-1] + 1 if tables else 0
        return before != self._listed

    def _line(self, row: int) -> int:
        """The line on which a row of the list stands; not all are seen."""
        free = self.height - len(self._listed)
        return row - self._top + (free if free > 0 and row >= self._pages else 0)

    def _row(self, y: int) -> int | None:
        """The row of the list that stands on a line."""
        free = max(0, self.height - len(self._listed))
        row = self._top + y
        if free and row >= self._pages:
            row = row - free if row >= self._pages + free else -1
        return row if 0 <= row < len(self._listed) else None

    def update_marks(self) -> None:
        """Look at the marks again; lines whose mark changed are painted."""
        marks = [self.marks(part) for part in self.parts]
        if len(marks) != len(self._shown_marks):
            self.touch()
        else:
            stale = [self._line(row) for row, i in enumerate(self._listed) if marks[i] != self._shown_marks[i]]
            if seen := [y for y in stale if 0 <= y < self.height]:
                self.touch(*seen)
        self._shown_marks = marks

    def select(self, part_id: str) -> None:
        """Mark a part as the current one."""
        for index, part in enumerate(self.parts):
            if part.id == part_id:
                self._go(index)

    def move(self, rows: int, columns: int) -> None:
        """Mark the next part that way."""
        y = self._listed.index(self.at) + rows + columns
        self._go(self._listed[max(0, min(len(self._listed) - 1, y))])

    def page(self, pages: int) -> None:
        """A page of the list."""
        self.move(pages * max(1, self.height - 1), 0)

    def home(self, *, table: bool = False) -> None:
        """The first part."""
        self._go(0)

    def end(self, *, table: bool = False) -> None:
        """The last part."""
        self._go(len(self.parts) - 1)

    def scroll(self, lines: int) -> None:
        """The mouse wheel moves the list, not the mark."""
        top = max(0, min(len(self._listed) - self.height, self._top + lines))
        if top != self._top:
            self._top = top
            self.touch()

    def part_at(self, y: int) -> Part | None:
        """The part on a line."""
        row = self._row(y)
        return None if row is None else self.parts[self._listed[row]]

    def position(self) -> str:
        """Which part of how many."""
        return f"{self.at + 1}/{len(self.parts)}"

    def _go(self, at: int) -> None:
        old, self.at = self.at, at
        is_other = self._list()
        if not (self.height and self._listed):
            return
        row = self._listed.index(at)
        top = max(min(self._top, row, max(0, len(self._listed) - self.height)), row - self.height + 1, 0)
        if top != self._top or is_other:
            self._top = top
            self.touch()
        elif old != at:
            seen = [y for y in map(self._line, (self._listed.index(old), row)) if 0 <= y < self.height]
            if seen:
                self.touch(*seen)

    def resized(self) -> None:
        """Keep the current part in sight."""
        self._top = max(0, min(self._top, len(self._listed) - self.height))
        self._go(self.at)

    def paint(self, y: int) -> Line:
        """Key, title, marks."""
        if (row := self._row(y)) is None:
            return []
        index = self._listed[row]
        part = self.parts[index]
        mark = self._shown_marks[index]
        here = index == self.at
        style = ("cursor" if self.focused else "contents-current") if here else "contents"
        head = f"{'>' if here else ' '}{part.key or ' '} " + "  " * part.level
        if width(head) + width(part.title) + width(mark) + 2 > self.width:
            mark = mark.replace(" ", "")
        room = self.width - width(head) - width(mark) - 1
        title = cut(clean(part.title), room - bool(mark))
        free = " " * (room - width(title))
        if here:
            return [(head + title + free + mark + " ", style)]
        kind = "failed" if "✗" in mark else "changed" if {"*", "!", SIGN} & set(mark) else "unknown"
        return [(head + title + free, style), (mark, f"contents-{kind}"), (" ", style)]
