"""The grid: a table as its official form prints it, with the cell editor inside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from ..files.words import Words
from ..model.document import Document
from ..model.figure import Figure
from ..model.place import Place
from ..model.sheet import EMPTY, Sheet, Slot
from .cell_editing import CellEditing
from .columns import Placed, first_amount
from .line_edit import LineEdit
from .selecting import Selecting
from .selection import Selection, differing
from .table_layout import TableLayout
from .text import Line, left, right, width

_AHEAD: Final = 0
"""Rows scrolled ahead of the cursor: down a thin line a scroll of six rows costs little more than one of one."""


class Grid(Selecting, CellEditing):
    """One table; the model is swapped, the face stays."""

    def __init__(
        self,
        document: Document,
        words: Words,
        commit: Callable[[Place, Figure], None],
        mark_at: Callable[[Place], str] = lambda _: "",
        signs: Mapping[Place, str] | None = None,
    ) -> None:
        super().__init__()
        self.document, self.words, self.commit, self.mark_at = document, words, commit, mark_at
        self.layout = TableLayout(document, words, {} if signs is None else signs)
        self.row = self.column = 0
        self.editor: LineEdit | None = None
        self.focused = True
        self.problem = self.told = ""
        self.selection = Selection()
        self._top = self._first = 0
        self._kept: dict[str, tuple[int, int, int, int]] = {}

    # -- which table
    @property
    def role(self) -> str:
        """Role of the table shown."""
        return self.layout.role

    @property
    def sheet(self) -> Sheet:
        """The table shown, as its form prints it."""
        return self.layout.sheet

    def show(self, role: str) -> None:
        """Swap the table; where one was in it comes back."""
        if self.role:
            self._kept[self.role] = (self.row, self.column, self._top, self._first)
        self.editor, self.problem = None, ""
        self.selection.end()
        self.layout.show(role)
        start = first_amount(self.sheet, 0)
        self.row, self.column, self._top, self._first = self._kept.get(role, (0, start, 0, start))
        self._fit()
        if self.place() is None:
            self._land(self.row, self.column, 1)

    def remake(self) -> None:
        """Lay the table out again, after rows came or went."""
        self.selection.end()
        if self.role:
            self.layout.remake()
            self._fit()

    def slot(self) -> Slot:
        """The slot that the cursor is on."""
        return self.sheet.rows[self.row][self.column] if self.sheet.rows else EMPTY

    def place(self) -> Place | None:
        """The place of the selected figure."""
        return self.slot().place

    def go(self, place: Place) -> bool:
        """Put the cursor on a figure, or on the first one of a row; False if the table does not print it."""
        found = self.layout.find(place) or self.layout.find_row(place.key)
        if found:
            self._put_cursor(*found)
        return bool(found)

    # -- moving
    def move(self, rows: int, columns: int) -> None:
        """Move the cursor to the next figure that way; at the edge it stays."""
        row, column = self.row + rows, self.column + columns
        while 0 <= row < len(self.sheet.rows) and 0 <= column < len(self.sheet.columns):
            if self.sheet.rows[row][column].place:
                self._put_cursor(row, column)
                return
            row, column = row + rows, column + columns

    def page(self, pages: int) -> None:
        """Move by as many rows as are seen."""
        row = max(0, min(len(self.sheet.rows) - 1, self.row + pages * max(1, self.layout.body() - 1)))
        self._land(row, self.column, 1 if pages < 0 else -1)

    def home(self, *, table: bool = False) -> None:
        """To the first figure of the row, or of the table."""
        columns = range(len(self.sheet.columns))
        if not self._first_of(0 if table else self.row, columns):
            self._land(0, self.column, 1)

    def end(self, *, table: bool = False) -> None:
        """To the last figure of the row, or of the table."""
        last = len(self.sheet.rows) - 1
        columns = range(len(self.sheet.columns) - 1, -1, -1)
        if not self._first_of(last if table else self.row, columns):
            self._land(last, self.column, -1)

    def _first_of(self, row: int, columns: range) -> bool:
        for column in columns if self.sheet.rows else ():
            if self.sheet.rows[row][column].place:
                self._put_cursor(row, column)
                return True
        return False

    def _land(self, row: int, column: int, step: int) -> None:
        """On the nearest figure of the column, from a row on."""
        while 0 <= row < len(self.sheet.rows):
            if self.sheet.rows[row][column].place:
                self._put_cursor(row, column)
                return
            row += step

    def _put_cursor(self, row: int, column: int) -> None:
        old, before, span = self.row, (self._top, self._first), self.span()
        self.row, self.column = row, column
        self.selection.moved()
        self._arrange(ahead=_AHEAD if abs(row - old) == 1 else 0)
        if before != (self._top, self._first):
            self.touch()
        else:
            self._touch_rows(old, row, *differing(span, self.span(), self._seen()))

    def click(self, x: int, y: int) -> None:
        """Put the cursor where the mouse points."""
        self.end_range()
        self._click(x, y)

    def _click(self, x: int, y: int) -> None:
        body = y - len(self.layout.above) - len(self.layout.header)
        row = self._top + body
        column = next((p.index for p in self.layout.placed if p.x <= x < p.x + p.width), None)
        if body >= 0 and column is not None and row < len(self.sheet.rows) and self.sheet.rows[row][column].place:
            self._put_cursor(row, column)

    def scroll(self, lines: int) -> None:
        """Move by so many rows (the mouse wheel)."""
        self._land(max(0, min(len(self.sheet.rows) - 1, self.row + lines)), self.column, -1 if lines > 0 else 1)

    # -- after a change
    def changed(self, *places: Place) -> None:
        """Values of tables were changed: paint their rows, and all where one takes more room."""
        if self.layout.changed(places):
            self._fit()
        else:
            self.touch_places(places)

    def touch_places(self, places: Iterable[Place]) -> None:
        """The marks of these places have changed."""
        found = [self.layout.find(place) for place in places if place.role == self.role]
        self._touch_rows(*{spot[0] for spot in found if spot})

    # -- painting
    def resized(self) -> None:
        """Fit the columns into the new width."""
        if self.role:
            self._fit()

    def paint(self, y: int) -> Line:
        """Title, header, rows, notes."""
        layout = self.layout
        if y < len(layout.above):
            return layout.above[y]
        y -= len(layout.above)
        if y < len(layout.header):
            return [(left(layout.header[y], self.width), "header")]
        row = self._top + y - len(layout.header)
        if row < len(self.sheet.rows):
            return self._row(row)
        after = row - len(self.sheet.rows)
        return layout.below[after] if after < len(layout.below) else []

    def _row(self, r: int) -> Line:
        line: Line = []
        at, span = 0, self.span()
        for each in self.layout.placed:
            slot = self.sheet.rows[r][each.index]
            line.append((" " * (each.x - at), "base"))
            here = r == self.row and each.index == self.column
            cell = self._cell(slot, each, r, here=here)
            if span and not here and span.holds(r, each.index) and (slot.place or span.whole):
                cell = [(text, "range") for text, _ in cell]
            line += cell
            at = each.x + each.width
        return line

    def _cell(self, slot: Slot, placed: Placed, r: int, *, here: bool) -> Line:
        cells = placed.width
        if here and self.editor:
            before, under, behind = self.editor.window(cells)
            return [(before, "edit"), (under, "caret"), (left(behind, cells - width(before + under)), "edit")]
        view = self.layout.view(self.sheet, r, placed.index, self.mark_at(slot.place) if slot.place else "")
        if view.state is None:
            indent = "  " * slot.level if self.sheet.columns[placed.index].kind == "name" else ""
            return [(left(indent + view.text, cells), "total" if view.total else "label")]
        style = view.style
        if here:
            style = "cursor" if self.focused else "cursor-idle"
        beside = self.layout.beside_width(placed.index)
        if not beside or cells - beside - 2 < width(view.text):
            text = right(view.text, cells - 1) + view.mark
            if here or not view.mark:
                return [(text, style)]
            shown = text.lstrip(" ")  # what is in front of a figure is not underlined with it
            return [(" " * (len(text) - len(shown)), "base"), (shown, style)]
        told = self.layout.beside(slot.place) if self.layout.beside and slot.place else ""
        return [
            (right(view.text, cells - beside - 2) + view.mark, style),
            (" " + right(told, beside), style if here else "muted"),
        ]

    def caret(self) -> tuple[int, int] | None:
        """Where the cell editor's caret is."""
        placed = next((p for p in self.layout.placed if p.index == self.column), None)
        if self.editor is None or placed is None:
            return None
        return placed.x + width(self.editor.window(placed.width)[0]), self._line_of(self.row)

    # -- scrolling
    def _fit(self) -> None:
        """Lay the table out in the face's size; everything is painted again."""
        self.layout.fit(self.width, self.height)
        self.row = max(0, min(self.row, len(self.sheet.rows) - 1))
        self._arrange()
        self.touch()

    def _arrange(self, ahead: int = 0) -> None:
        """Bring the cursor into sight, with as little scrolling as that takes; from the last row the note too.

        `ahead`: where scrolling is needed, so many rows more, so that the next moves need none.
        """
        self._first = self.layout.arrange(self._first, self.column)
        body, below, last = self.layout.body(), self.layout.below, len(self.sheet.rows) - 1
        tail = len(below) if self.row == last and len(below) < body - 1 else 0
        ahead, top, least = min(ahead, body // 3), self._top, self.row + tail - body + 1
        if self.row < top:
            top = max(0, self.row - ahead)
        elif least > top:
            top = least + ahead
        self._top = min(top, max(0, last + 1 + len(below) - body, least))

    def _line_of(self, row: int) -> int:
        return len(self.layout.above) + len(self.layout.header) + row - self._top

    def _touch_rows(self, *rows: int) -> None:
        first = len(self.layout.above) + len(self.layout.header)
        lines = [y for y in (self._line_of(row) for row in rows) if first <= y < self.height]
        if lines:
            self.touch(*lines)

    def position(self) -> str:
        """Which row of how many the cursor is in."""
        count = str(len(self.sheet.rows))
        return f"{self.row + 1:>{len(count)}}/{count}" if self.sheet.rows else "0"
