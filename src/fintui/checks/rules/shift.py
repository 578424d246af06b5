"""TX-3: a block of amounts that slipped by some rows. Moved back, every sum of the table holds again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from ...model.figure import Mark
from ...model.form import TableForm
from ...model.money import show_amount
from ...model.place import cell
from ...model.statement import Table
from ..context import Context
from ..judge import Severity
from ..outcome import Outcome, Quote
from .texts import told

_FARTHEST: Final = 3
_NOTHING: Final = Decimal(0)
_NOWHERE: Final = (-1, -1)
_HALF: Final = Decimal("0.005")
_Sum = tuple[str, tuple[str, ...]]


class _Slip(NamedTuple):
    """Rows `first` to `last` (of those with amounts) belong `by` rows further down; above, if below zero."""

    first: int
    last: int
    by: int


class _Shape(NamedTuple):
    """What a table's rows and its form say: its sums, and the coded rows that stand under each other, as printed."""

    sums: list[_Sum]
    blocks: list[list[str]]


def row_shift(context: Context, role: str, columns: Collection[str]) -> Iterator[Outcome]:
    """TX-3: in a table in whose columns sums fail, the move of a block of rows that makes them all hold."""
    table, layout = context.statement.tables[role], context.form.tables.get(role)
    if layout is None or table.coverage != "full":
        return
    if any(figure is Mark.UNKNOWN for row in table.rows for figure in row.figures.values()):
        return
    shape = context.kept(("TX-3", role), lambda: _Shape(_sums(table, layout), _blocks(table, layout)))
    held = {column: _amounts(table, column) for column in layout.column_keys() if column in columns}
    failing = [column for column, amounts in held.items() if _fails(shape.sums, amounts)]
    for block in shape.blocks:
        own = [column for column in failing if not held[column].keys().isdisjoint(block)]
        if not own:
            continue
        # All columns of a row slip together; those that are empty say nothing.
        common = set.intersection(*[Slips(block, shape.sums, held[column]).found() for column in own])
        # Rows that stay under their parent may or may not have slipped: all of them are told, if all moves go one way.
        if len({slip.by for slip in common}) == 1:
            yield _told(table, block, max(common, key=lambda slip: (slip.last - slip.first, slip)), own[0])


def _amounts(table: Table, column: str) -> dict[str, Decimal]:
    held = {row.key: row.figures.get(column) for row in table.rows}
    return {key: figure for key, figure in held.items() if isinstance(figure, Decimal) and figure}


def _blocks(table: Table, layout: TableForm) -> list[list[str]]:
    """Coded rows that stand under each other, as printed."""
    blocks: dict[int, list[str]] = {}
    for row in table.rows:
        if row.is_coded:
            blocks.setdefault(id(layout.block_of(row.key)), []).append(row.key)
    return list(blocks.values())


def _sums(table: Table, layout: TableForm) -> list[_Sum]:
    sums: list[_Sum] = [
        (row.key, tuple(below)) for row in table.rows if row.is_coded and (below := table.children(row.key))
    ]
    for fixed in layout.fixed_rows():
        keys = [code for _, key in fixed.sum for code in (table.children("") if key.startswith("@") else [key])]
        if keys and all(sign > 0 for sign, _ in fixed.sum):
            sums.append((fixed.key, tuple(keys)))
    return sums


def _gap(total: str, parts: tuple[str, ...], amounts: Mapping[str, Decimal]) -> Decimal:
    return amounts.get(total, _NOTHING) - sum([amounts[key] for key in parts if key in amounts], _NOTHING)


def _is_off(gap: Decimal, parts: tuple[str, ...]) -> bool:
    """Whether a sum is off by more than rounding."""
    return abs(gap) > _HALF * (len(parts) + 1)


def _fails(sums: list[_Sum], amounts: Mapping[str, Decimal]) -> bool:
    return any(_is_off(_gap(total, parts, amounts), parts) for total, parts in sums)


class Slips:
    """Moves of a block of a column's rows after which no sum fails.

    A block is made longer row by row from each first row that comes into question, and what each row's move does to
    the sums is added up. A sum that no further row can change and that fails ends the search; where it lies behind the
    first row with all its own rows, so it does for every first row above.
    """

    def __init__(self, block: list[str], sums: list[_Sum], amounts: Mapping[str, Decimal]) -> None:
        self.count, self.parts = len(block), [parts for _, parts in sums]
        rows = {key: index for index, key in enumerate(block)}
        self.held = {rows[key]: figure for key, figure in amounts.items() if key in rows}
        self.used = sorted(self.held)
        self.gaps = [_gap(*each, amounts) for each in sums]
        self.feeds: dict[int, list[tuple[int, int]]] = {}
        """By row, the sums that it is in, and its sign in their gaps."""
        for number, (total, parts) in enumerate(sums):
            for key, sign in ((total, 1), *((part, -1) for part in parts)):
                if key in rows:
                    self.feeds.setdefault(rows[key], []).append((number, sign))
        self.ends = [_NOWHERE] * len(sums)
        """The first and the last row of each sum in this block."""
        for row in sorted(self.feeds, reverse=True):
            for number, _ in self.feeds[row]:
                self.ends[number] = (row, max(self.ends[number][1], row))
        self.order = sorted(range(len(sums)), key=lambda number: self.ends[number][1])
        self.off = [_is_off(gap, parts) for gap, parts in zip(self.gaps, self.parts, strict=True)]

    def found(self) -> set[_Slip]:
        """All of them."""
        off = [number for number, is_off in enumerate(self.off) if is_off]
        if not off or any(self.ends[number] == _NOWHERE for number in off):
            return set()  # no move within the block mends a sum outside
        last = min(self.ends[number][1] for number in off) + _FARTHEST
        needed = self._rows_of(off)
        return {slip for by in range(-_FARTHEST, _FARTHEST + 1) if by for slip in self._by(by, last, needed)}

    def _rows_of(self, off: list[int]) -> list[int]:
        """The rows of the sum that fails and has the fewest: one of them has to change."""
        rows: dict[int, list[int]] = {number: [] for number in off}
        for row in sorted(self.feeds):
            for number in dict.fromkeys(number for number, _ in self.feeds[row]):
                if number in rows:
                    rows[number].append(row)
        return min(rows.values(), key=len)

    def _by(self, by: int, last: int, needed: list[int]) -> Iterator[_Slip]:
        """Moves by so many rows of blocks that begin no later than at a row."""
        at = bisect_right(self.used, last) - 1
        while at >= 0:
            first = self.used[at]
            found, broken = self._from(at, by)
            yield from found
            at -= 1
            if broken[0] > first + _FARTHEST:
                # It breaks as well for any first row from which the block has to pass it to change what is needed.
                near = bisect_right(needed, broken[1] + 2 * _FARTHEST) - 1
                reach = needed[near] + _FARTHEST if near >= 0 else -1
                at = min(at, bisect_right(self.used, reach) - 1) if reach < first else at

    def _from(self, at: int, by: int) -> tuple[list[_Slip], tuple[int, int]]:
        """Moves of blocks with this first row, and the ends of the sum that stopped the search, if one did."""
        found: list[_Slip] = []
        first, back = self.used[at], min(by, 0)
        if first + back < 0 or any(row in self.held for row in range(first + back, first)):
            return found, _NOWHERE
        gaps: dict[int, Decimal] = {}
        off = {number for number, is_off in enumerate(self.off) if is_off}
        done = bisect_left(self.order, first + back, key=lambda number: self.ends[number][1])
        if any(self.ends[number][1] < first + back for number in off):
            return found, _NOWHERE
        for index in range(at, len(self.used)):
            row = self.used[index]
            while done < len(self.order) and self.ends[self.order[done]][1] < row + back:
                if self.order[done] in off:
                    return found, self.ends[self.order[done]]
                done += 1
            if row + by >= self.count:
                break
            self._move(row, by, gaps, off)
            if index > at and not off and self._is_free(row, by):
                found.append(_Slip(first, row, by))
        return found, _NOWHERE

    def _move(self, row: int, by: int, gaps: dict[int, Decimal], off: set[int]) -> None:
        """Take a row's amount from its place and put it where it belongs."""
        amount = self.held[row]
        for at, change in ((row, -amount), (row + by, amount)):
            for number, sign in self.feeds.get(at, ()):
                gaps[number] = gap = gaps.get(number, self.gaps[number]) + sign * change
                (off.add if _is_off(gap, self.parts[number]) else off.discard)(number)

    def _is_free(self, last: int, by: int) -> bool:
        """Whether what the block moves onto behind its own rows is there, and empty."""
        return by < 0 or not any(row in self.held for row in range(last + 1, last + by + 1))


def _told(table: Table, block: list[str], slip: _Slip, column: str) -> Outcome:
    first, last, by = slip
    quotes = []
    for index in range(first, last + 1):
        figure = row.figures.get(column) if (row := table.row(block[index])) else None
        if isinstance(figure, Decimal) and figure:
            quotes.append(Quote(cell(table.role, block[index], column), show_amount(figure), "stated"))
    about = {
        "first": block[first], "last": block[last], "by": f"{by:+d}", "rows": str(abs(by)),
        "to_first": block[first + by], "to_last": block[last + by],
    }  # fmt: skip
    return told("TX-3", Severity.ERROR, quotes, "row-shift", **about)
