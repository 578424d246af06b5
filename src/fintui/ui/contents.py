"""The contents list: every part, its key, and what is unsaved or not disclosed in it."""

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

    def set_parts(self, parts: list[Part]) -> None:
        """Take a new list; the cursor stays on its part."""
        current = self.parts[self.at].id if self.at < len(self.parts) else ""
        self.parts = parts
        self.at = next((i for i, part in enumerate(parts) if part.id == current), 0)
        self.update_marks()
        self.touch()

    def update_marks(self) -> None:
        """Look at the marks again; lines whose mark changed are painted."""
        marks = [self.marks(part) for part in self.parts]
        if len(marks) != len(self._shown_marks):
            self.touch()
        else:
            stale = [i - self._top for i, mark in enumerate(marks) if mark != self._shown_marks[i]]
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
        self._go(max(0, min(len(self.parts) - 1, self.at + rows + columns)))

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
        top = max(0, min(len(self.parts) - self.height, self._top + lines))
        if top != self._top:
            self._top = top
            self.touch()

    def part_at(self, y: int) -> Part | None:
        """The part on a line."""
        return self.parts[self._top + y] if self._top + y < len(self.parts) else None

    def position(self) -> str:
        """Which part of how many."""
        return f"{self.at + 1}/{len(self.parts)}"

    def _go(self, at: int) -> None:
        old, self.at = self.at, at
        if not self.height:
            return
        top = max(min(self._top, at), at - self.height + 1, 0)
        if top != self._top:
            self._top = top
            self.touch()
        elif old != at:
            seen = [y for y in (old - top, at - top) if 0 <= y < self.height]
            if seen:
                self.touch(*seen)

    def resized(self) -> None:
        """Keep the current part in sight."""
        self._top = max(0, min(self._top, len(self.parts) - self.height))
        self._go(self.at)

    def paint(self, y: int) -> Line:
        """Key, title, marks."""
        index = self._top + y
        if index >= len(self.parts):
            return []
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
