"""The stage: where the faces lie on the screen, which of them has the keys, and what must be painted again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .actions import Where
from .contents import Contents
from .face import Face
from .grid import Grid
from .ledger import Ledger
from .lines import Footer, Status
from .page import Page
from .parts import Part
from .text import Line

WIDE: Final = 100
"""From this many columns on the contents list is shown without being asked for."""
CONTENTS_CELLS: Final = 24


@dataclass(frozen=True, slots=True)
class Rect:
    """Where a face lies on the screen."""

    x: int
    y: int
    width: int
    height: int


class Stage:
    """The faces and their rectangles; mixed into the desk."""

    status: Status
    footer: Footer
    contents: Contents
    grid: Grid
    page_face: Page
    detail: Ledger
    part: Part

    def init_stage(self) -> None:
        """No size yet; the panel has the keys."""
        self.focus = "panel"
        self.width = self.height = 0
        self.layout_changed = False
        self._rects: list[tuple[Face, Rect]] = []
        self._contents_wanted: bool | None = None
        self._detail_wanted = True

    @property
    def panel(self) -> Grid | Page:
        """The face that shows the part."""
        return self.grid if self.part.is_table else self.page_face

    @property
    def where(self) -> Where:
        """Which part of the screen the keys go to."""
        if self.focus in {"contents", "ledger"}:
            return "contents" if self.focus == "contents" else "ledger"
        return "grid" if self.part.is_table else "page"

    @property
    def focused_face(self) -> Grid | Page | Contents | Ledger:
        """The face that the keys go to."""
        if self.focus == "contents":
            return self.contents
        return self.detail if self.focus == "ledger" else self.panel

    def resize(self, width: int, height: int) -> None:
        """Divide the screen anew."""
        self.width, self.height = width, height
        has_contents = self._contents_wanted if self._contents_wanted is not None else width >= WIDE
        has_contents = has_contents or self.focus == "contents"
        side = CONTENTS_CELLS if has_contents and width > CONTENTS_CELLS + 30 else 0
        body = max(1, height - 2)
        detail = (8 if height >= 34 else 5) if self._detail_wanted and height >= 12 else 0
        x = side + 1 if side else 0
        self._rects = [(self.status, Rect(0, 0, width, 1)), (self.footer, Rect(0, height - 1, width, 1))]
        if side:
            self._rects.append((self.contents, Rect(0, 1, side, body)))
        self._rects.append((self.panel, Rect(x, 1, width - x, body - detail)))
        if detail:
            self._rects.append((self.detail, Rect(x, 1 + body - detail, width - x, detail)))
        for face, rect in self._rects:
            face.resize(rect.width, rect.height)
        self.layout_changed = True

    def line(self, y: int) -> Line:
        """Line `y` of the screen."""
        parts = sorted(
            (rect.x, face.line(y - rect.y)) for face, rect in self._rects if rect.y <= y < rect.y + rect.height
        )
        line: Line = []
        at = 0
        for x, runs in parts:
            if x > at:
                line.append((" " * (x - at), "base"))
            line += runs
            at = x + sum(rect.width for face, rect in self._rects if rect.x == x and rect.y <= y < rect.y + rect.height)
        return line

    def stale(self) -> list[Rect]:
        """What must be painted again since this was last asked."""
        regions = []
        for face, rect in self._rects:
            regions += [Rect(rect.x, rect.y + y, rect.width, 1) for y in sorted(face.stale) if y < rect.height]
            face.stale.clear()
        if self.layout_changed:
            self.layout_changed = False
            return [Rect(0, 0, self.width, self.height)]
        return regions

    def caret(self) -> tuple[int, int] | None:
        """Where text is being typed on the screen."""
        for face, rect in self._rects:
            if found := face.caret():
                return rect.x + found[0], rect.y + found[1]
        return None

    def face_at(self, x: int, y: int) -> tuple[Face, Rect] | None:
        """The face under a point of the screen."""
        return next(
            (
                (face, rect)
                for face, rect in self._rects
                if rect.x <= x < rect.x + rect.width and rect.y <= y < rect.y + rect.height
            ),
            None,
        )

    def ask_detail(self) -> None:
        """Show the detail pane if it is hidden."""
        if not self._detail_wanted:
            self.toggle_detail()

    def set_focus(self, focus: str) -> None:
        """Give the keys to the panel, the contents list or the ledger."""
        if self.focus == focus:
            return
        self.focus = focus
        self.contents.focused = focus == "contents"
        self.detail.focus(focus == "ledger")
        self.grid.focused = self.page_face.focused = focus == "panel"
        shown = any(face is self.contents for face, _ in self._rects)
        if not shown or (focus == "panel" and self.width < WIDE and not self._contents_wanted):
            self.resize(self.width, self.height)
        else:
            self.contents.touch()
            self.detail.touch()
            self.panel.touch()

    def toggle_contents(self) -> None:
        """Show or hide the contents list."""
        shown = any(face is self.contents for face, _ in self._rects)
        self._contents_wanted = not shown
        if shown:
            self.set_focus("panel")
        self.resize(self.width, self.height)

    def toggle_detail(self) -> None:
        """Show or hide the detail pane."""
        self._detail_wanted = not self._detail_wanted
        self.resize(self.width, self.height)
