"""The canvas: the one widget that shows the desk, on Textual's line API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from .desk import Desk
from .text import clean, to_ascii

if TYPE_CHECKING:
    from .direct import Direct


class Canvas(Widget):
    """Paints lines of runs; only lines that the desk calls stale are painted again."""

    DEFAULT_CSS = "Canvas { width: 100%; height: 100%; }"
    ALLOW_SELECT = False  # what is selected are cells and words of the statement, not of the screen
    auto_links = False  # link lookups repaint the whole widget whenever the mouse moves

    def __init__(self, desk: Desk, styles: Mapping[str, Style], *, ascii_frame: bool = False) -> None:
        self._kept: dict[int, Strip] = {}
        super().__init__()
        self.desk, self.look, self.ascii_frame = desk, styles, ascii_frame
        self.direct: Direct | None = None

    def on_resize(self, event: events.Resize) -> None:
        """Divide the new size among the faces."""
        self._divide()
        self.refresh_stale()

    def _divide(self) -> None:
        """Let the desk have the size that is being painted; the first paint comes before the first resize."""
        if (self.desk.width, self.desk.height) != self.size:
            self.desk.resize(*self.size)
            self._kept.clear()
            self.desk.stale()  # all is painted now

    def refresh_stale(self) -> None:
        """Paint what has changed, and put the terminal's cursor where text is typed."""
        if self.direct and self.direct.is_possible:
            self.direct.soon()
        else:
            self.refresh_by_textual()

    def refresh_by_textual(self) -> None:
        """The same by way of the compositor."""
        regions = [Region(rect.x, rect.y, rect.width, rect.height) for rect in self.desk.stale()]
        if regions:
            self.refresh(*regions)
        self.place_caret()

    def place_caret(self) -> Offset:
        """Where the terminal's cursor belongs."""
        if caret := self.desk.caret():
            self.app.cursor_position = Offset(*caret)
        return self.app.size.clamp_offset(self.app.cursor_position)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        self._divide()
        signs = to_ascii if self.ascii_frame else clean
        segments = [Segment(signs(text), self.look[name]) for text, name in self.desk.line(y) if text]
        return Strip(segments).simplify().adjust_cell_length(self.size.width, self.look["base"])

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines of the screen, kept until they are stale. Textual's own keeping would miss what goes past Textual."""
        self._divide()
        for y in crop.line_range:
            if y not in self._kept:
                self._kept[y] = self.finished(self.render_line(y))
        return [self._kept[y].crop(crop.x, crop.right) for y in crop.line_range]

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Let Textual paint regions, or all, anew."""
        if regions:
            self.drop(y for region in regions for y in region.line_range)
        else:
            self._kept.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def drop(self, lines: Iterable[int]) -> None:
        """Lines as they are kept are stale."""
        for y in lines:
            self._kept.pop(y, None)

    def finished(self, strip: Strip) -> Strip:
        """A line as Textual has it in this terminal's colours."""
        for each in self.get_line_filters():
            strip = strip.apply_filter(each, self.background_colors[1])
        return strip

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Go where the mouse points."""
        if event.button == 1:
            self.desk.click(event.x, event.y)
            self.refresh_stale()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select what the mouse is pulled over; moved without a button it does nothing."""
        if event.button == 1 and (event.delta_x or event.delta_y):
            self.desk.drag(event.x, event.y)
            self.refresh_stale()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        self.desk.wheel(event.x, event.y, 3)
        self.refresh_stale()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        self.desk.wheel(event.x, event.y, -3)
        self.refresh_stale()
