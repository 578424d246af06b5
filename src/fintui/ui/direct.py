"""Painting past Textual: while the canvas is all that is seen, its stale lines go straight to the cell diff.

Textual would have each of them as segments with a colour before and after, composed with whatever else there may be,
and read back by the diff: that costs more than all the rest of a key. Where something else may be seen, or the terminal
has just changed, Textual paints as ever; both ways end in the same diff, which knows what the terminal shows.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.strip import Strip

from .painted import read
from .painter import Painter
from .pen import PLAIN, Pen

if TYPE_CHECKING:
    from textual.color import Color

    from .app import FintuiApp
    from .canvas import Canvas

LONGEST: Final = 0.05
"""Seconds for which a paint may wait for keys that have come already."""
_LOST: Final = 1.0
"""Seconds after which a paint that was to come is taken for lost."""


class Pens(dict[str, Pen]):
    """The pens by which Textual would paint the styles of a canvas, each made when it is first needed."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self.canvas = canvas

    def __missing__(self, name: str) -> Pen:
        strip = self.canvas.finished(Strip([Segment("x", self.canvas.look[name])]))
        cells = read(strip.render(self.canvas.app.console))
        self[name] = pen = cells.pens[0] if cells else PLAIN
        return pen


class Direct:
    """Paints the desk of a canvas once what has come is handled: at once after a key, once after a burst of them."""

    def __init__(self, app: FintuiApp, canvas: Canvas) -> None:
        self.app, self.canvas = app, canvas
        self._painter: Painter | None = None
        self._made_of: tuple[Mapping[str, object], Color] | None = None
        self._since = 0.0

    @property
    def is_possible(self) -> bool:
        """Whether the canvas is all that is seen, in the size that is painted, on a terminal that the diff knows."""
        app, desk = self.app, self.canvas.desk
        if app.send is None or app.diff.is_aside or not (app.is_running and self.canvas.is_attached):
            return False
        if app.screen_stack[-1:] != [self.canvas.screen]:
            return False
        is_laid_out = self.canvas.size in (app.size, (0, 0))  # not yet, when the desk was painted before Textual came
        return is_laid_out and app.diff.size == (desk.width, desk.height) == app.size

    def soon(self) -> None:
        """Paint as soon as the keys that are there have had their turn, if there is anything to paint."""
        x, y = self.canvas.place_caret()
        if not self.canvas.desk.is_stale and self.app.diff.cursor == (y, x):
            return
        now = time.monotonic()
        if not self._since or now - self._since > _LOST:
            self._since = now
            self.canvas.call_later(self._paint)  # where it fails, Textual ends the program in good order

    def _paint(self) -> None:
        if self.app.message_queue_size and time.monotonic() - self._since < LONGEST:
            self.canvas.call_later(self._paint)
            return
        self._since = 0.0
        if not self.is_possible or self.app.send is None:
            self.canvas.refresh_by_textual()
            return
        desk = self.canvas.desk
        rows = {y for rect in desk.stale() for y in range(rect.y, rect.y + rect.height)}
        self.canvas.drop(rows)
        if sent := self._current().paint(desk, sorted(rows), self.canvas.place_caret()):
            self.app.send(sent)

    def _current(self) -> Painter:
        """The painter for the look of now."""
        made_of = self.canvas.look, self.canvas.background_colors[1]
        if self._painter is None or self._made_of != made_of:
            self._made_of = made_of
            self._painter = Painter(self.app.diff, Pens(self.canvas), ascii_frame=self.canvas.ascii_frame)
        return self._painter
