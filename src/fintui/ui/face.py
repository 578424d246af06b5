"""A face: a part of the screen that paints itself, line by line, as runs of text and style names.

Faces are plain objects; they know their size and which of their lines need painting again.
"""

from __future__ import annotations

from .text import Line, fit


class Face:
    """A rectangle of the screen. Subclasses paint `_line`; nobody else decides when a line is stale."""

    base = "base"
    """Style that fills what a line leaves free."""

    def __init__(self) -> None:
        self.width = self.height = 0
        self.stale: set[int] = set()

    def resize(self, width: int, height: int) -> None:
        """Take a new size."""
        if (width, height) != (self.width, self.height):
            self.width, self.height = width, height
            self.resized()
        self.touch()

    def resized(self) -> None:
        """Adapt what depends on the size."""

    def touch(self, *lines: int) -> None:
        """These lines must be painted again (without any: all of them)."""
        self.stale.update(lines or range(self.height))

    def line(self, y: int) -> Line:
        """Line `y`, just as wide as the face."""
        return fit(self.paint(y), self.width, self.base) if 0 <= y < self.height else []

    def paint(self, y: int) -> Line:
        """The runs of line `y`; may be shorter or longer than the face is wide."""
        raise NotImplementedError

    def caret(self) -> tuple[int, int] | None:
        """Where text is being typed (x, y), or None."""
        return None
