"""The canvas: the one widget that shows the desk, on Textual's line API."""

from __future__ import annotations

from collections.abc import Mapping

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from .desk import Desk
from .text import clean, to_ascii


class Canvas(Widget):
    """Paints lines of runs; only lines that the desk calls stale are painted again."""

    DEFAULT_CSS = "Canvas { width: 100%; height: 100%; }"
    ALLOW_SELECT = False  # what is selected are cells and words of the statement, not of the screen
    auto_links = False  # link lookups repaint the whole widget whenever the mouse moves

    def __init__(self, desk: Desk, styles: Mapping[str, Style], *, ascii_frame: bool = False) -> None:
        super().__init__()
        self.desk, self.look, self.ascii_frame = desk, styles, ascii_frame

    def on_resize(self, event: events.Resize) -> None:
        """Divide the new size among the faces."""
        self._divide()
        self.refresh_stale()

    def _divide(self) -> None:
        """Let the desk have the size that is being painted; the first paint comes before the first resize."""
        if (self.desk.width, self.desk.height) != self.size:
            self.desk.resize(*self.size)
            self.desk.stale()  # all is painted now

    def refresh_stale(self) -> None:
        """Paint what has changed, and put the terminal's cursor where text is typed."""
        regions = [Region(rect.x, rect.y, rect.width, rect.height) for rect in self.desk.stale()]
        if regions:
            self.refresh(*regions)
        caret = self.desk.caret()
        if caret:
            self.app.cursor_position = Offset(*caret)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        self._divide()
        signs = to_ascii if self.ascii_frame else clean
        segments = [Segment(signs(text), self.look[name]) for text, name in self.desk.line(y) if text]
        return Strip(segments).simplify().adjust_cell_length(self.size.width, self.look["base"])

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
