"""A range in the grid: from where it was begun to the cursor."""

from __future__ import annotations

from collections.abc import Callable

from ..model.sheet import Sheet
from .line_edit import LineEdit
from .selection import Selection, Shape, Span, differing
from .table_layout import TableLayout


class Selecting:
    """What selects beside the cursor; mixed into the grid."""

    selection: Selection
    layout: TableLayout
    editor: LineEdit | None
    row: int
    column: int
    _top: int
    _touch_rows: Callable[..., None]
    _click: Callable[[int, int], None]

    @property
    def sheet(self) -> Sheet:
        """The table shown."""
        raise NotImplementedError

    def span(self) -> Span | None:
        """What is selected beside the cursor."""
        return self.selection.span((self.row, self.column), len(self.sheet.rows), len(self.sheet.columns))

    def extend(self, move: Callable[[], None]) -> None:
        """Move the cursor and select what lies between."""
        before = self.span()
        self.selection.extend((self.row, self.column), move)
        self._touch_rows(*differing(before, self.span(), self._seen()))

    def select(self, shape: Shape, *, marking: bool = False) -> None:
        """Select from here on: cells, whole rows or columns, all; `marking`: plain moves extend it."""
        before = self.span()
        self.selection.begin((self.row, self.column), shape, marking=marking)
        self._touch_rows(*differing(before, self.span(), self._seen()))

    def end_range(self) -> None:
        """Only the cursor is left."""
        before = self.span()
        self.selection.end()
        self._touch_rows(*differing(before, None, self._seen()))

    def drag(self, x: int, y: int) -> None:
        """Select up to where the mouse is pulled."""
        if not self.editor:
            self.extend(lambda: self._click(x, y))

    def _seen(self) -> range:
        return range(self._top, self._top + self.layout.body())
