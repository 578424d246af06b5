"""The stage: where the faces lie on the screen, which of them has the keys, and what must be painted again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from ..files.settings import Settings
from ..files.words import Words
from .actions import Where
from .contents import Contents
from .face import Face
from .grid import Grid
from .ledger import Ledger
from .lines import Footer, Status
from .page import Page
from .parts import Part
from .picker import Option, Picker, Source
from .text import Line

WIDE: Final = 100
"""From this many columns on the contents list is shown without being asked for."""
_VERY_WIDE: Final = 140
_CONTENTS: Final = 24
_LEAST_PANEL: Final = 30
"""Where the contents list leaves the panel less than this, they take turns."""
_LOW: Final = 12
"""On fewer lines than this there is no detail pane."""


class Rect(NamedTuple):
    """Where a face lies on the screen."""

    x: int
    y: int
    width: int
    height: int

    def holds(self, x: int, y: int) -> bool:
        """Whether a point lies in it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


def divide(width: int, height: int, focus: str, *, contents: bool, detail: bool, asking: bool) -> dict[str, Rect]:
    """The rectangles of the faces that are seen, by name; `contents` and `detail` are wanted where there is room."""
    if width < 1 or height < 1:
        return {}
    if height == 1:
        return {"status" if asking else "panel": Rect(0, 0, width, 1)}
    rects = {"status": Rect(0, 0, width, 1)}
    if height > 2:
        rects["footer"] = Rect(0, height - 1, width, 1)
    body = max(1, height - 2)
    side = _CONTENTS if width < _VERY_WIDE else _CONTENTS + 8
    if width - side <= _LEAST_PANEL:
        side = width if focus == "contents" else 0
    elif not contents and focus != "contents":
        side = 0
    if side:
        rects["contents"] = Rect(0, 1, side, body)
    x = side + 1 if side else 0
    if x < width:
        lines = _detail_lines(height, body, focus) if detail else 0
        rects["panel"] = Rect(x, 1, width - x, body - lines)
        if lines:
            rects["detail"] = Rect(x, 1 + body - lines, width - x, lines)
    return rects


def _detail_lines(height: int, body: int, focus: str) -> int:
    """Lines of the detail pane: more of them while it has the focus."""
    if height < _LOW:
        return 0
    lines = 8 if height >= 34 else 5
    return max(lines, body // 2) if focus == "ledger" else lines


class Stage:
    """The faces and their rectangles; mixed into the desk."""

    status: Status
    footer: Footer
    contents: Contents
    grid: Grid
    page_face: Page
    detail: Ledger
    picker: Picker
    part: Part
    settings: Settings
    words: Words
    tell: Callable[..., None]

    def init_stage(self) -> None:
        """No size yet; the panel has the keys."""
        self.focus = "panel"
        self.width = self.height = 0
        self.layout_changed = False
        self._placed: list[tuple[Face, Rect]] = []
        self._rects: dict[str, Rect] = {}
        self._contents_wanted: bool | None = {"shown": True, "hidden": False}.get(self.settings.contents)
        self._detail_wanted = True

    @property
    def panel(self) -> Grid | Page | Picker:
        """The face that shows the part, or what may be picked in its place."""
        if self.picker.is_open:
            return self.picker
        return self.grid if self.part.is_table else self.page_face

    @property
    def where(self) -> Where:
        """Which part of the screen the keys go to."""
        if self.focus in {"contents", "ledger"}:
            return "contents" if self.focus == "contents" else "ledger"
        return "grid" if self.part.is_table else "page"

    def places_here(self) -> tuple[Where, ...]:
        """Where one is, the most special first: keys are looked up in this order."""
        where = self.where
        if where == "grid" and self.grid.selection.anchor:
            return ("grid:range", where)
        return (f"page:{self.part.page}", where) if where == "page" else (where,)

    @property
    def focused_face(self) -> Grid | Page | Contents | Ledger:
        """The face that the keys go to, once nothing is picked any more."""
        if self.focus == "contents":
            return self.contents
        if self.focus == "ledger":
            return self.detail
        return self.grid if self.part.is_table else self.page_face

    def position(self) -> str:
        """Where one is in what the keys go to."""
        return self.picker.position() if self.picker.is_open else self.focused_face.position()

    # -- dividing the screen
    def resize(self, width: int, height: int) -> None:
        """Divide the screen anew; everything is painted again."""
        self.width, self.height = width, height
        self._rects = self._divide()
        faces: dict[str, Face] = {
            "status": self.status,
            "footer": self.footer,
            "contents": self.contents,
            "panel": self.panel,
            "detail": self.detail,
        }
        self._placed = sorted(((faces[name], rect) for name, rect in self._rects.items()), key=lambda each: each[1].x)
        for face, rect in self._placed:
            face.resize(rect.width, rect.height)
        self.layout_changed = True
        if self.focus == "ledger" and "detail" not in self._rects and width:
            self.set_focus("panel")  # the ledger has no room any more

    def _divide(self) -> dict[str, Rect]:
        contents = self.width >= WIDE if self._contents_wanted is None else self._contents_wanted
        detail = self._detail_wanted and self.part.page != "help"
        asking = self.status.question is not None
        return divide(self.width, self.height, self.focus, contents=contents, detail=detail, asking=asking)

    def divide_again(self) -> None:
        """Divide the screen anew if something is to be seen now that was not, or not any more."""
        faces = {id(face) for face, _ in self._placed}
        if self.width and (self._divide() != self._rects or (id(self.panel) not in faces and "panel" in self._rects)):
            self.resize(self.width, self.height)

    # -- painting
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

    @property
    def is_stale(self) -> bool:
        """Whether anything must be painted again."""
        return self.layout_changed or any(face.stale for face, _ in self._placed)

    def caret(self) -> tuple[int, int] | None:
        """Where text is being typed on the screen."""
        for face, rect in self._placed:
            if found := face.caret():
                return rect.x + min(found[0], rect.width - 1), rect.y + min(found[1], rect.height - 1)
        return None

    def face_at(self, x: int, y: int) -> tuple[Face, Rect] | None:
        """The face under a point of the screen."""
        return next(((face, rect) for face, rect in self._placed if rect.holds(x, y)), None)

    # -- picking
    def pick(
        self,
        question: str,
        source: Source,
        *,
        at: int = 0,
        moved: Callable[[Option], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> None:
        """Let one of several things be picked; see `Picker.open`."""
        self.picker.open(question, source, at=at, moved=moved, cancelled=cancelled)
        self.divide_again()

    # -- focus
    def set_focus(self, focus: str) -> None:
        """Give the keys to the panel, the contents list or the ledger."""
        if self.focus == focus:
            return
        self.focus = focus
        self.contents.focused = focus == "contents"
        self.detail.focus(focused=focus == "ledger")
        self.grid.focused = self.page_face.focused = focus == "panel"
        self.divide_again()
        self.contents.touch()
        self.detail.touch()
        self.panel.touch()

    def ask_detail(self) -> bool:
        """Show the detail pane if it is hidden; False, and told, where there is no room for it."""
        if self._rects and self.height < _LOW:
            self.tell(self.words("message.too-low", lines=_LOW))
            return False
        if not self._detail_wanted:
            self.toggle_detail()
        return True

    def toggle_contents(self) -> None:
        """Show or hide the contents list."""
        if self.width - _CONTENTS <= _LEAST_PANEL:
            self.set_focus("panel" if self.focus == "contents" else "contents")
            return
        self._contents_wanted = "contents" not in self._rects
        if not self._contents_wanted and self.focus == "contents":
            self.set_focus("panel")
        self.resize(self.width, self.height)

    def toggle_detail(self) -> None:
        """Show or hide the detail pane."""
        if self.height < _LOW:
            self.tell(self.words("message.too-low", lines=_LOW))
            return
        self._detail_wanted = not self._detail_wanted
        if self.focus == "ledger":
            self.set_focus("panel")
        self.resize(self.width, self.height)
