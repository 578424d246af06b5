"""The grid: a table as its official form prints it, with the cell editor inside."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..files.words import Words
from ..model.document import Document
from ..model.figure import Figure, State
from ..model.money import AmountError
from ..model.place import Place
from ..model.sheet import EMPTY, Sheet, Slot, make_sheet
from ..model.statement import Table
from .cells import cell_view, figure_at, read_typed, typed_text
from .columns import Placed, column_widths, first_amount, header_lines, place_columns
from .face import Face
from .line_edit import LineEdit
from .text import Line, clean, cut, left, right, width, wrap

STARTS_TYPING = frozenset("0123456789-.(+（－＋．０１２３４５６７８９")
"""Characters that begin typing over a cell."""


class Grid(Face):
    """One table; the model is swapped, the face stays."""

    def __init__(
        self,
        document: Document,
        words: Words,
        commit: Callable[[Place, Figure], None],
        mark_at: Callable[[Place], str] = lambda _: "",
    ) -> None:
        super().__init__()
        self.document, self.words, self.commit, self.mark_at = document, words, commit, mark_at
        self.role, self.row, self.column = "", 0, 0
        self.sheet = Sheet("", (), ())
        self.editor: LineEdit | None = None
        self.focused = True
        self.problem = ""
        self._top = self._first = 0
        self._placed: list[Placed] = []
        self._widths: list[int] = []
        self._header: list[str] = []
        self._above: list[tuple[str, str]] = []
        self._below: list[tuple[str, str]] = []
        self._kept: dict[str, tuple[int, int, int, int]] = {}

    # -- which table
    def show(self, role: str) -> None:
        """Swap the table; where one was in it comes back."""
        if self.role:
            self._kept[self.role] = (self.row, self.column, self._top, self._first)
        self.role, self.editor, self.problem = role, None, ""
        self.remake()
        start = first_amount(self.sheet, 0)
        self.row, self.column, self._top, self._first = self._kept.get(role, (0, start, 0, start))
        self._arrange()
        if self.slot() is EMPTY:
            self.move(1, 0)
        self.touch()

    def remake(self) -> None:
        """Lay the table out again, after rows came or went."""
        statement = self.document.statement
        self.sheet = make_sheet(statement.tables[self.role], self.document.form.tables[self.role])
        self._measure()
        self.row = min(self.row, len(self.sheet.rows) - 1)
        self.touch()

    @property
    def table(self) -> Table:
        """The table shown."""
        return self.document.statement.tables[self.role]

    def slot(self) -> Slot:
        """The slot that the cursor is on."""
        return self.sheet.rows[self.row][self.column] if self.sheet.rows else EMPTY

    def place(self) -> Place | None:
        """The place of the selected figure."""
        return self.slot().place

    def go(self, place: Place) -> bool:
        """Put the cursor on a figure; False if the table does not print it."""
        found = self.sheet.find(place)
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
        row = max(0, min(len(self.sheet.rows) - 1, self.row + pages * max(1, self._body_height() - 1)))
        self._land(row, self.column, 1 if pages < 0 else -1)

    def home(self, *, table: bool = False) -> None:
        """To the first figure of the row, or of the table."""
        columns = range(len(self.sheet.columns))
        self._first_of([0 if table else self.row], columns) or self._land(0, self.column, 1)

    def end(self, *, table: bool = False) -> None:
        """To the last figure of the row, or of the table."""
        last = len(self.sheet.rows) - 1
        columns = range(len(self.sheet.columns) - 1, -1, -1)
        self._first_of([last if table else self.row], columns) or self._land(last, self.column, -1)

    def _first_of(self, rows: list[int], columns: range) -> bool:
        for row in rows:
            for column in columns:
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
        old = self.row
        self.row, self.column = row, column
        before = (self._top, self._first)
        self._arrange()
        if before != (self._top, self._first):
            self.touch()
        else:
            self._touch_rows(old, row)

    def click(self, x: int, y: int) -> None:
        """Put the cursor where the mouse points."""
        row = self._top + y - len(self._above) - len(self._header)
        column = next((p.index for p in self._placed if p.x <= x < p.x + p.width), None)
        if y >= len(self._above) + len(self._header) and column is not None and row < len(self.sheet.rows):
            if self.sheet.rows[row][column].place:
                self._put_cursor(row, column)

    def scroll(self, lines: int) -> None:
        """Move by so many rows (the mouse wheel)."""
        self._land(max(0, min(len(self.sheet.rows) - 1, self.row + lines)), self.column, -1 if lines > 0 else 1)

    # -- editing
    def start_editing(self, typed: str = "") -> bool:
        """Open the cell editor: with what is typed over the figure, or with the figure to be changed."""
        place = self.place()
        if place is None:
            return False
        text = typed or typed_text(figure_at(self.document, place))
        self.editor, self.problem = LineEdit(text, len(text)), ""
        self._touch_rows(self.row)
        return True

    def edit_key(self, key: str, character: str | None) -> bool:
        """Handle a key while the cell editor is open; every key belongs to it."""
        if self.editor is None:
            return False
        moves = {"enter": (1, 0), "down": (1, 0), "up": (-1, 0), "tab": (0, 1), "shift+tab": (0, -1)}
        if key == "escape":
            self.editor, self.problem = None, ""
        elif key in moves:
            if self.finish_editing():
                self.move(*moves[key])
        else:
            self.problem = ""
            self.editor.key(key, character)
        self._touch_rows(self.row)
        return True

    def finish_editing(self) -> bool:
        """Take what was typed; False, with the reason in `problem`, if it is not a figure."""
        place = self.place()
        if self.editor is None or place is None:
            return True
        statement = self.document.statement
        try:
            figure = read_typed(self.editor.text, decimals=statement.decimals, unit=statement.unit)
        except AmountError as error:
            about = {"decimals": statement.decimals, "unit": statement.unit}
            self.problem = self.words(f"amount.{error.reason}", found=clean(error.found), **about)
            return False
        self.editor = None
        self.commit(place, figure)
        self._touch_rows(self.row)
        return True

    def paste(self, text: str) -> None:
        """Take pasted text into the cell editor."""
        if self.editor or self.start_editing(" "):
            assert self.editor
            if self.editor.text == " ":
                self.editor = LineEdit()
            self.editor.insert(text.strip())
            self._touch_rows(self.row)

    def changed(self, place: Place) -> None:
        """A figure of this table was changed: paint its row, and all if it needs more room."""
        found = self.sheet.find(place)
        if found:
            view = cell_view(self.document, self.sheet.rows[found[0]][found[1]])
            if width(view.text) + 1 > self._widths[found[1]]:
                self._measure()
                self._arrange()
                self.touch()
            self._touch_rows(found[0])

    def touch_places(self, places: Iterable[Place]) -> None:
        """The marks of these places have changed."""
        rows = {found[0] for place in places if place.role == self.role and (found := self.sheet.find(place))}
        self._touch_rows(*rows)

    # -- painting
    def resized(self) -> None:
        """Fit the columns into the new width."""
        if self.role:
            self._measure()
            self._arrange()

    def paint(self, y: int) -> Line:
        """Title, header, rows, notes."""
        if y < len(self._above):
            text, style = self._above[y]
            return [(text, style)]
        y -= len(self._above)
        if y < len(self._header):
            return [(left(self._header[y], self.width), "header")]
        row = self._top + y - len(self._header)
        if row < len(self.sheet.rows):
            return self._row(row)
        after = row - len(self.sheet.rows)
        return [self._below[after]] if after < len(self._below) else []

    def _row(self, r: int) -> Line:
        line: Line = []
        at = 0
        for each in self._placed:
            slot = self.sheet.rows[r][each.index]
            line.append((" " * (each.x - at), "base"))
            line += self._cell(slot, each, here=r == self.row and each.index == self.column)
            at = each.x + each.width
        return line

    def _cell(self, slot: Slot, placed: Placed, *, here: bool) -> Line:
        view = cell_view(self.document, slot, self.mark_at(slot.place) if slot.place else "")
        cells = placed.width
        if here and self.editor:
            before, under, behind = self.editor.window(cells)
            return [(before, "edit"), (under, "caret"), (left(behind, cells - width(before + under)), "edit")]
        if view.state is None:
            if self.sheet.columns[placed.index].kind == "name":
                return [(left("  " * slot.level + view.text, cells), "total" if view.total else "label")]
            return [(left(view.text, cells), "total" if view.total else "label")]
        style = view.style
        if here:
            style = "cursor" if self.focused else "cursor-idle"
        return [(right(view.text, cells - 1) + view.mark, style)]

    def caret(self) -> tuple[int, int] | None:
        """Where the cell editor's caret is."""
        if self.editor is None:
            return None
        placed = next((p for p in self._placed if p.index == self.column), None)
        if placed is None:
            return None
        return placed.x + width(self.editor.window(placed.width)[0]), self._line_of(self.row)

    # -- measuring
    def _measure(self) -> None:
        widest = [0] * len(self.sheet.columns)
        for row in self.sheet.rows:
            for c, slot in enumerate(row):
                if slot is not EMPTY:
                    view = cell_view(self.document, slot)
                    widest[c] = max(widest[c], width(view.text) + 2 * slot.level)
        self._widths = column_widths(self.sheet, widest, self.width)
        self._notes()

    def _notes(self) -> None:
        """The lines above the header and below the rows: title, number, unit, coverage, note."""
        statement, form, words = self.document.statement, self.document.form.tables[self.role], self.words
        number = self.document.form.number_of(self.role)
        title = f" {words('table.number', number=number)} {clean(self.table.title or form.title)}"
        unit = words("table.unit", unit=statement.unit)
        right_side = f"{clean(form.number)}  {unit}".strip()
        free = self.width - width(title) - width(right_side) - 1
        if free < 1:
            title = cut(title, self.width - width(right_side) - 2)
            free = self.width - width(title) - width(right_side) - 1
        self._above = [(title + " " * max(1, free) + right_side, "title")]
        if told := self._coverage():
            self._above += [(f" {told[s:e]}", "muted") for s, e in wrap(told, self.width - 2)[:2]]
        note = clean(self.table.note or form.note)
        self._below = (
            [("", "base")] + [(f" {note[s:e]}", "muted") for s, e in wrap(note, self.width - 2)] if note else []
        )

    def _coverage(self) -> str:
        table, words = self.table, self.words
        reason = clean(table.reason)
        if table.coverage != "full":
            return words(f"table.{table.coverage}", reason=reason or words("table.no-reason"))
        states = (table.state(row.key, column) for row in table.rows for column in row.figures)
        return "" if any(state is not State.BLANK for state in states) else words("table.empty")

    def _arrange(self) -> None:
        """Bring the cursor into sight, with as little scrolling as that takes."""
        if not self.sheet.columns:
            return
        self._first = first_amount(self.sheet, min(self._first, self.column))
        self._placed = place_columns(self.sheet, self._widths, self._first, self.width)
        while self.column not in {each.index for each in self._placed} and self._first < self.column:
            self._first = first_amount(self.sheet, self._first + 1)
            self._placed = place_columns(self.sheet, self._widths, self._first, self.width)
        self._header = header_lines(self.sheet.columns, self._placed)
        body = self._body_height()
        last = len(self.sheet.rows) - 1
        tail = len(self._below) if self.row == last and len(self._below) < body - 1 else 0
        self._top = max(min(self._top, self.row), self.row + tail - body + 1, 0)

    def _body_height(self) -> int:
        return max(1, self.height - len(self._above) - len(self._header))

    def _line_of(self, row: int) -> int:
        return len(self._above) + len(self._header) + row - self._top

    def _touch_rows(self, *rows: int) -> None:
        lines = [y for y in (self._line_of(row) for row in rows) if 0 <= y < self.height]
        if lines:
            self.touch(*lines)

    def position(self) -> str:
        """Which row of how many the cursor is in."""
        return f"{self.row + 1}/{len(self.sheet.rows)}"
