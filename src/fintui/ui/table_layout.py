"""A table laid out for the grid: its sheet, how wide its columns are, its title, header and notes at a width."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ..files.words import Words
from ..model.document import Document
from ..model.figure import State
from ..model.place import TABLES, Place
from ..model.sheet import EMPTY, PrintedRows, Sheet, Slot, make_sheet
from ..model.statement import Table, level_of
from ..model.steps import Steps, at_once
from .cells import CellView, cell_view
from .columns import Placed, column_widths, first_amount, gloss_lines, header_lines, place_columns
from .text import Line, clean, cut, left, width, wrap

_LEAST_ROWS = 3
"""So many rows are seen before title, coverage and header take what height there is."""


_STRETCH: Final = 20
"""Rows that are looked at in one step."""
_LONG: Final = 500
"""From so many rows on not every one is looked at to find how wide the columns are."""


@dataclass(slots=True)
class _Made:
    """A table's sheet and the widest text of each column, and of what stands beside; kept, since they cost most."""

    sheet: Sheet
    widest: list[int]
    beside: list[int]
    spots: dict[Place, tuple[int, int]] = field(default_factory=dict)


class TableLayout:
    """What stands where; knows no cursor."""

    def __init__(self, document: Document, words: Words, signs: Mapping[Place, str]) -> None:
        self.document, self.words, self.signs = document, words, signs
        self.beside: Callable[[Place], str] | None = None
        """What stands beside a figure in its cell: last year's, or how it grew."""
        self.beside_title = ""
        self.role = ""
        self.narrowed: Callable[[Sheet], Sheet] | None = None
        """What is seen of a sheet; None: all of it."""
        self.in_full = False
        """Whether names are never cut."""
        self.glosses = False
        """Whether English stands under the official headings."""
        self.placed: list[Placed] = []
        self.above: list[Line] = []
        self.header: list[str] = []
        self.below: list[Line] = []
        self._width = self._height = 0
        self._first = -1
        self._widths: list[int] = []
        self._told = ""
        self._version = 0
        self._made: dict[str, _Made] = {"": _Made(Sheet("", (), ()), [], [])}

    @property
    def sheet(self) -> Sheet:
        """The table as its form prints it."""
        return self._made[self.role].sheet

    @property
    def table(self) -> Table:
        """The table as the statement has it."""
        return self.document.statement.tables[self.role]

    def show(self, role: str) -> None:
        """Take another table."""
        self.role = role
        if role not in self._made:
            self._made[role] = at_once(self._make(role))

    def prepare(self) -> Iterator[None]:
        """Lay out the tables not yet seen, in steps; what is edited meanwhile ends it."""
        version = self._version
        for role in [role for role in self.document.form.tables if role not in self._made]:
            made = yield from self._make(role)
            if version != self._version:
                return
            self._made.setdefault(role, made)

    def remake(self) -> None:
        """Lay all tables out anew, after rows came or went."""
        self._version += 1
        self._made = {"": self._made[""]}
        self.show(self.role)

    def headings(self) -> dict[str, str]:
        """Every column of the table by its key, labels by their kind, with what its header says."""
        columns = make_sheet(self.table, self.document.form.tables[self.role]).columns
        return {column.key or column.kind: " ".join(column.heading) for column in columns}

    def find(self, place: Place) -> tuple[int, int] | None:
        """Row and column in which the table prints a figure."""
        sheet = self.sheet
        return sheet.find(place) if isinstance(sheet.rows, PrintedRows) else self._spots().get(place)

    def _spots(self) -> dict[Place, tuple[int, int]]:
        made = self._made[self.role]
        if not made.spots:
            made.spots = {
                slot.place: (r, c)
                for r, row in enumerate(made.sheet.rows)
                for c, slot in enumerate(row)
                if slot.place is not None
            }
        return made.spots

    def find_row(self, key: str) -> tuple[int, int] | None:
        """Row and column of the first figure of a row."""
        rows = self.sheet.rows
        if isinstance(rows, PrintedRows):
            found = ((r, c) for r in rows.where(key) for c, slot in enumerate(rows[r]) if _is_of(slot, key))
            return next(found, None)
        return next((spot for place, spot in self._spots().items() if place.key == key), None)

    def changed(self, places: Iterable[Place]) -> bool:
        """Values of tables were changed; whether the table shown must be fitted anew."""
        is_wider = False
        self._version += 1
        for place in places:
            if place.role != self.role:
                self._made.pop(place.role, None)
            elif (found := self.find(place)) is None:  # a name, a note, the coverage
                self.remake()
                return True
            else:
                is_wider |= self._widen(place, found)
        return is_wider or (bool(self.role) and self._coverage() != self._told)

    def _widen(self, place: Place, spot: tuple[int, int]) -> bool:
        """Whether a figure takes more room than its column has had."""
        made, column = self._made[self.role], spot[1]
        cells = width(self.view(made.sheet, *spot).text)
        beside = width(self.beside(place)) if self.beside else 0
        is_wider = cells > made.widest[column] or beside > made.beside[column]
        made.widest[column] = max(made.widest[column], cells)
        made.beside[column] = max(made.beside[column], beside)
        return is_wider

    def fit(self, cells: int, height: int) -> None:
        """Fit columns and notes into a size."""
        self._width, self._height, self._first = cells, height, -1
        made = self._made[self.role]
        texts = [own + (1 + beside if beside else 0) for own, beside in zip(made.widest, made.beside, strict=True)]
        self._widths = column_widths(self.sheet, texts, cells) if self.sheet.columns else []
        if self.in_full:
            names = [i for i, column in enumerate(self.sheet.columns) if column.kind == "name"]
            for i in names:
                self._widths[i] = max(self._widths[i], min(texts[i], cells - 12))
        self._notes()

    def arrange(self, first: int, column: int) -> int:
        """Bring a column into sight, scrolling as little as that takes; returns the leftmost free column."""
        if not self.sheet.columns:
            return 0
        if first == self._first and any(each.index == column for each in self.placed):
            return first
        first = first_amount(self.sheet, min(first, column))
        self.placed = place_columns(self.sheet, self._widths, first, self._width)
        while column not in {each.index for each in self.placed} and first < column:
            first = first_amount(self.sheet, first + 1)
            self.placed = place_columns(self.sheet, self._widths, first, self._width)
        self._first = first
        self._frame()
        return first

    def beside_width(self, column: int) -> int:
        """Cells of a column's width that belong to what stands beside its figures."""
        return self._made[self.role].beside[column]

    def body(self) -> int:
        """Lines left for rows."""
        return max(1, self._height - len(self.above) - len(self.header))

    def view(self, sheet: Sheet, r: int, c: int, finding: str = "") -> CellView:
        """What a slot shows, with the reviewer's sign of the figure or, at its name, of the row."""
        slot = sheet.rows[r][c]
        if slot.place:
            return cell_view(self.document, slot, finding, self.signs.get(slot.place, ""))
        view = cell_view(self.document, slot)
        if self.signs and sheet.columns[c].kind == "name" and (row := row_of(sheet, r, c)):
            return view._replace(text=self.signs.get(row, "") + view.text)
        return view

    # -- making
    def _make(self, role: str) -> Steps[_Made]:
        sheet = make_sheet(self.document.statement.tables[role], self.document.form.tables[role])
        sheet = self.narrowed(sheet) if self.narrowed else sheet
        widest, beside = [0] * len(sheet.columns), [0] * len(sheet.columns)
        rows = range(len(sheet.rows)) if self.beside else (yield from self._wide_rows(role, sheet))
        for number, r in enumerate(rows, start=1):
            for c, slot in enumerate(sheet.rows[r]):
                if slot is not EMPTY:
                    cells = width(self.view(sheet, r, c).text) + 2 * slot.level
                    widest[c] = max(widest[c], cells)
                    if self.beside and slot.place:
                        beside[c] = max(beside[c], width(self.beside(slot.place)))
            if not number % _STRETCH:
                yield
        return _Made(sheet, widest, beside)

    def _wide_rows(self, role: str, sheet: Sheet) -> Steps[Iterable[int]]:
        """Rows that decide how wide the columns are: of a long table one for each length of a figure or a name."""
        rows = sheet.rows
        if len(rows) < _LONG or not isinstance(rows, PrintedRows):
            return range(len(rows))
        first: dict[tuple[object, ...], str] = {}
        for number, row in enumerate(self.document.statement.tables[role].rows, start=1):
            first.setdefault((len(row.name), len(row.name.encode()), level_of(row.key)), row.key)
            for column, figure in row.figures.items():
                text = str(figure)
                first.setdefault((column, len(text), text[:1] == "-"), row.key)
            if not number % _LONG:
                yield
        fixed = {row.key for row in self.document.form.tables[role].fixed_rows()}
        signed = {place.key for place in self.signs if place.role == role}
        return sorted({r for key in {*fixed, *first.values(), *signed} for r in rows.where(key)} | {len(rows) - 1})

    def _notes(self) -> None:
        """The table's note under its last row."""
        note = clean(self.table.note or self.document.form.tables[self.role].note)
        lines = [f" {note[s:e]}" for s, e in wrap(note, self._width - 2)] if note else []
        self.below = [[("", "base")], *([(line, "muted")] for line in lines)] if lines else []

    def _frame(self) -> None:
        """Title, coverage and header, as far as the height leaves rows to be seen."""
        header = header_lines(self.sheet.columns, self.placed)
        if self.glosses:
            header += gloss_lines(self.sheet.columns, self.placed)
        header = self._with_more(header)
        self.header = header[-max(0, self._height - 1 - _LEAST_ROWS) :] if self._height > 1 + _LEAST_ROWS else []
        self.above = [self._title()] if self._height > 1 else []
        told = self._told = self._coverage()
        lines: list[Line] = [[(f" {told[s:e]}", "muted")] for s, e in wrap(told, self._width - 2)[:2]] if told else []
        lines += [[(f" {cut(self.beside_title, self._width - 2)}", "muted")]] if self.beside else []
        if self._height - 1 - len(self.header) - len(lines) >= _LEAST_ROWS:
            self.above += lines

    def _with_more(self, header: list[str]) -> list[str]:
        """Signs at the ends of the last header line where more columns follow."""
        if not header:
            return header
        amounts = [i for i, column in enumerate(self.sheet.columns) if column.kind == "amount"]
        seen = {each.index for each in self.placed}
        line = left(header[-1], self._width - 1)
        if amounts and amounts[0] not in seen:
            line = "‹" + line[1:] if line.startswith(" ") else line
        last = "›" if amounts and amounts[-1] not in seen else " "
        return [*header[:-1], line + last]

    def _title(self) -> Line:
        statement, form, words = self.document.statement, self.document.form.tables[self.role], self.words
        number = words("table.number", number=self.document.form.number_of(self.role))
        sign = self.signs.get(Place(TABLES + self.role, "", ""), "")
        title = f" {sign}{number} {clean(self.table.title or form.title)}"
        unit = words("table.unit", unit=statement.unit)
        right_side = f"{clean(form.number)}  {unit}".strip() + " "
        free = self._width - width(title) - width(right_side)
        if free < 1:
            title = cut(title, max(0, self._width - width(right_side) - 1))
            free = self._width - width(title) - width(right_side)
        return [(title + " " * max(1, free) + right_side, "title")]

    def _coverage(self) -> str:
        """What is said of a table that is empty or not all disclosed."""
        table, words = self.table, self.words
        if table.coverage != "full":
            return words(f"table.{table.coverage}", reason=clean(table.reason) or words("table.no-reason"))
        states = (table.state(row.key, column) for row in table.rows for column in row.figures)
        return "" if any(state is not State.BLANK for state in states) else words("table.empty")


def row_of(sheet: Sheet, r: int, c: int) -> Place | None:
    """The statement's row that a printed row shows in the block of a column."""
    block = sheet.columns[c].block
    places = (slot.place for slot, column in zip(sheet.rows[r], sheet.columns, strict=True) if column.block == block)
    place = next((each for each in places if each), None)
    return place._replace(field="") if place else None


def _is_of(slot: Slot, key: str) -> bool:
    return slot.place is not None and slot.place.key == key
