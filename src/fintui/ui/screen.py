"""The screen divided among the faces: who lies where, what must be painted again, where the caret is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .face import Face
from .text import Line

WIDE: Final = 100
"""From this many columns on the contents list is shown without being asked for."""
_VERY_WIDE: Final = 140
_CONTENTS: Final = 24
_LEAST_PANEL: Final = 30
"""Narrower than this beside the contents list, the panel makes room for it or takes its place."""


@dataclass(frozen=True, slots=True)
class Rect:
    """Where a face lies on the screen."""

    x: int
    y: int
    width: int
    height: int

    def holds(self, x: int, y: int) -> bool:
        """Whether a point lies in it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the screen should show beside the panel. `contents` None: where there is room for it."""

    contents: bool | None = None
    detail: bool = True
    focus: str = "panel"
    asking: bool = False

    def divide(self, width: int, height: int) -> dict[str, Rect]:
        """The rectangles of the faces that have one, by name."""
        if width < 1 or height < 1:
            return {}
        if height == 1:
            return {"status" if self.asking else "panel": Rect(0, 0, width, 1)}
        rects = {"status": Rect(0, 0, width, 1)}
        if height > 2:
            rects["footer"] = Rect(0, height - 1, width, 1)
        body = max(1, height - 2)
        side = _CONTENTS if width < _VERY_WIDE else _CONTENTS + 8
        if width - side <= _LEAST_PANEL:
            side = width if self.focus == "contents" else 0
        elif not (self.focus == "contents" or (width >= WIDE if self.contents is None else self.contents)):
            side = 0
        if side:
            rects["contents"] = Rect(0, 1, side, body)
        x = side + 1 if side else 0
        if x < width:
            detail = self._detail(height, body)
            rects["panel"] = Rect(x, 1, width - x, body - detail)
            if detail:
                rects["detail"] = Rect(x, 1 + body - detail, width - x, detail)
        return rects

    def _detail(self, height: int, body: int) -> int:
        """Lines of the detail pane: more of them while it has the focus."""
        if not self.detail or height < 12:
            return 0
        lines = 8 if height >= 34 else 5
        return max(lines, body // 2) if self.focus == "ledger" else lines


class Screen:
    """The faces in their rectangles, painted line by line."""

    def __init__(self) -> None:
        self.width = self.height = 0
        self.layout_changed = False
        self._placed: list[tuple[Face, Rect]] = []

    def place(self, width: int, height: int, faces: Mapping[str, Face], rects: Mapping[str, Rect]) -> None:
        """Put the faces into their rectangles; everything is painted again."""
        self.width, self.height = width, height
        self._placed = sorted(((faces[name], rect) for name, rect in rects.items()), key=lambda each: each[1].x)
        for face, rect in self._placed:
            face.resize(rect.width, rect.height)
        self.layout_changed = True

    def shows(self, face: Face) -> bool:
        """Whether a face has a rectangle."""
        return any(placed is face for placed, _ in self._placed)

    def at(self, x: int, y: int) -> tuple[Face, int, int] | None:
        """The face at a point, and the point as the face counts."""
        for face, rect in self._placed:
            if rect.holds(x, y):
                return face, x - rect.x, y - rect.y
        return None

    def line(self, y: int) -> Line:
        """Line `y` of the screen."""
        line: Line = []
        at = 0
        for face, rect in self._placed:
            if rect.y <= y < rect.y + rect.height:
                if rect.x > at:
                    line.append((" " * (rect.x - at), "base"))
                line += face.line(y - rect.y)
                at = rect.x + rect.width
        return [*line, (" " * (self.width - at), "base")] if at < self.width else line

    def stale(self) -> list[Rect]:
        """What must be painted again since this was last asked."""
        regions = []
        for face, rect in self._placed:
            regions += [Rect(rect.x, rect.y + y, rect.width, 1) for y in sorted(face.stale) if y < rect.height]
            face.stale.clear()
        if self.layout_changed:
            self.layout_changed = False
            return [Rect(0, 0, self.width, self.height)]
        return regions

    def caret(self) -> tuple[int, int] | None:
        """Where text is being typed on the screen."""
        for face, rect in self._placed:
            if found := face.caret():
                return rect.x + min(found[0], rect.width - 1), rect.y + found[1]
        return None
