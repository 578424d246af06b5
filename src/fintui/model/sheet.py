"""The sheet of a table: its columns and rows as printed, each amount tied to its place.

A sheet holds no figures. It is made anew when rows come or go; what stands in a cell is asked of the statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, overload

from .form import Block, FixedRow, TableForm
from .place import Place, cell
from .statement import Table, level_of

Kind = Literal["code", "line", "name", "amount"]


class SheetColumn(NamedTuple):
    """A printed column; `heading` are its header levels, top to bottom; `block` the index of its block."""

    kind: Kind
    heading: tuple[str, ...]
    block: int
    key: str = ""
    english: str = ""


class Slot(NamedTuple):
    """One printed cell: a figure (`place`) or a label (`text`, indented by `level`); `total` sets it apart."""

    place: Place | None = None
    text: str = ""
    level: int = 0
    total: bool = False


EMPTY = Slot()


class Sheet(NamedTuple):
    """A table as printed; `rows` are as long as `columns`."""

    role: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[tuple[Slot, ...]]

    def find(self, place: Place) -> tuple[int, int] | None:
        """Row and column in which a figure is printed."""
        rows = self.rows
        for r in rows.where(place.key) if isinstance(rows, PrintedRows) else range(len(rows)):
            for c, slot in enumerate(rows[r]):
                if slot.place == place:
                    return r, c
        return None


class PrintedRows(Sequence[tuple[Slot, ...]]):
    """The rows of a table printed downwards; each is made when it is first looked at, for a table may be long."""

    def __init__(self, role: str, blocks: Sequence[Block], lists: Sequence[Sequence[_Line]]) -> None:
        self._role, self._blocks, self._lists = role, blocks, lists
        self._made: dict[int, tuple[Slot, ...]] = {}
        self._where: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._lists[0]) if self._lists else 0

    @overload
    def __getitem__(self, index: int) -> tuple[Slot, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[tuple[Slot, ...], ...]: ...
    def __getitem__(self, index: int | slice) -> tuple[Slot, ...] | tuple[tuple[Slot, ...], ...]:
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(len(self))))
        at = index + len(self) if index < 0 else index
        if at not in self._made:
            self._made[at] = self._make(at)
        return self._made[at]

    def _make(self, at: int) -> tuple[Slot, ...]:
        slots: list[Slot] = []
        for index, (block, lines) in enumerate(zip(self._blocks, self._lists, strict=True)):
            slots += _line(self._role, block, lines[at], 1 + index * len(lines) + at)  # 行次 go on from block to block
        return tuple(slots)

    def where(self, key: str) -> Sequence[int]:
        """The rows in which a row of the table is printed."""
        if not self._where:
            for lines in self._lists:
                for at, line in enumerate(lines):
                    self._where.setdefault(line.key, []).append(at)
        return self._where.get(key, ())


def make_sheet(table: Table, form: TableForm) -> Sheet:
    """Lay a table out as its form says."""
    if form.layout != "down":
        return _across(table, form)
    columns: list[SheetColumn] = []
    lists = _aligned([_rows_of(table, form, block) for block in form.blocks])
    for index, block in enumerate(form.blocks):
        columns += _columns(block, index)
    return Sheet(table.role, tuple(columns), PrintedRows(table.role, form.blocks, lists))


def _columns(block: Block, index: int) -> list[SheetColumn]:
    top = block.heading
    item = (*top, "项目") if block.coded else top  # the official forms print 项目 over code and name
    columns = []
    if block.coded and block.code_columns == "split":
        columns += [SheetColumn("code", (*item, "科目编码", part), index) for part in ("类", "款", "项")]
    elif block.coded or block.codes:
        columns.append(SheetColumn("code", (*item, "科目编码"), index))
    columns.append(SheetColumn("name", (*item, block.label), index))
    if block.lines:
        columns.append(SheetColumn("line", (*top, "行次"), index))
    columns += [
        SheetColumn("amount", (*top, *column.heading), index, column.key, column.english) for column in block.columns
    ]
    return columns


class _Line(NamedTuple):
    """A row of one block before it is laid out; `gap` stands for blank rows, 0 for as many as it takes."""

    key: str = ""
    name: str = ""
    level: int = 0
    total: bool = False
    gap: int | None = None


def _rows_of(table: Table, form: TableForm, block: Block) -> list[_Line]:
    fixed: list[_Line] = []
    for row in block.rows:
        if isinstance(row, FixedRow):
            fixed.append(_fixed_line(table, row))
        else:
            fixed.append(_Line(gap=row.count))
    named = {row.key for row in form.fixed_rows()}
    extra = [
        _Line(row.key, row.name, level_of(row.key))
        for row in table.rows
        if row.key not in named and form.block_of(row.key) is block
    ]
    if not extra:
        return fixed
    if block.coded:
        return [*fixed, *extra] if block.total_at == "first" else [*extra, *fixed]
    return _merged_by_code(fixed, extra)


def _fixed_line(table: Table, row: FixedRow) -> _Line:
    written = table.row(row.key)
    name = written.name if written and written.name else row.name
    level = row.level or (level_of(row.key) if row.key.isdigit() else 0)
    is_total = bool(row.sum) and not row.key.isdigit()
    return _Line(row.key, name, level, is_total)


def _merged_by_code(fixed: list[_Line], extra: Iterable[_Line]) -> list[_Line]:
    """Coded rows that the form does not name go after the last coded row that is not greater."""
    lines = list(fixed)
    for line in extra:
        before = [i for i, known in enumerate(lines) if known.key.isdigit() and known.key <= line.key]
        lines.insert(before[-1] + 1 if before else 0, line)
    return lines


def _aligned(blocks: list[list[_Line]]) -> list[list[_Line]]:
    """Fill the gaps so that all blocks are equally long."""
    fixed_length = [sum(1 if line.gap is None else line.gap for line in lines) for lines in blocks]
    longest = max(fixed_length)
    aligned = []
    for lines, length in zip(blocks, fixed_length, strict=True):
        missing, out = longest - length, []
        for line in lines:
            if line.gap is None:
                out.append(line)
            else:
                count = line.gap or missing
                missing = missing if line.gap else 0
                out += [_Line()] * count
        aligned.append(out + [_Line()] * missing)
    return aligned


def _line(role: str, block: Block, line: _Line, number: int) -> list[Slot]:
    if not line.key:
        return [EMPTY] * (len(_columns(block, 0)))
    is_total = line.total
    code = line.key if line.key.isdigit() else ""
    slots = []
    if block.coded and block.code_columns == "split":
        parts = [code[:3], code[3:5], code[5:7]]
        slots += [Slot(text=part, total=is_total) for part in parts]
    elif block.coded or block.codes:
        slots.append(Slot(text=code, total=is_total))
    slots.append(Slot(text=line.name, level=line.level, total=is_total))
    if block.lines:
        slots.append(Slot(text=str(number), total=is_total))
    return slots + [Slot(cell(role, line.key, column.key), total=is_total) for column in block.columns]


def _across(table: Table, form: TableForm) -> Sheet:
    """One printed row: every item's every column beside the others."""
    columns, slots = [], []
    for index, block in enumerate(form.blocks):
        pairs = (
            [(row, column) for row in block.fixed for column in block.columns]
            if form.layout == "across-pairs"
            else [(row, column) for column in block.columns for row in block.fixed]
        )
        for row, column in pairs:
            inner = (
                (*row.heading, *column.heading) if form.layout == "across-pairs" else (*column.heading, *row.heading)
            )
            english = f"{row.english}, {column.english}".strip(", ")
            columns.append(SheetColumn("amount", (*block.heading, *inner), index, column.key, english))
            slots.append(Slot(cell(table.role, row.key, column.key), total=bool(row.sum)))
    return Sheet(table.role, tuple(columns), (tuple(slots),))
