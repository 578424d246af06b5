"""TX-3: a block of amounts that slipped by some rows. Moved back, every sum of the table holds again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import partial
from typing import Final, NamedTuple

from ...model.form import TableForm
from ...model.money import show_amount
from ...model.place import cell
from ...model.statement import Table
from ...model.steps import Steps, at_once
from ..context import Context
from ..held import STRETCH, Held
from ..judge import Severity
from ..outcome import Outcome, Quote
from .sums import Gaps, Sums, is_off, sums_of_rows
from .texts import told

_FARTHEST: Final = 3
_NOWHERE: Final = (-1, -1)


class _Slip(NamedTuple):
    """Rows `first` to `last` (of those with amounts) belong `by` rows further down; above, if below zero."""

    first: int
    last: int
    by: int


class _Shape(NamedTuple):
    """What a table's rows and its form say: its sums, and the coded rows that stand under each other, as printed."""

    sums: Sums
    blocks: list[Block]


def row_shift(context: Context, role: str, columns: Collection[str]) -> Iterator[Outcome]:
    """TX-3: in a table in whose columns sums fail, the move of a block of rows that makes them all hold."""
    table, layout, held = context.statement.tables[role], context.form.tables.get(role), context.held(role)
    if layout is None or table.coverage != "full" or held.unknown:
        return
    shape = at_once(context.kept_in_steps(("TX-3", role), lambda: _shape(table, layout, held)))
    gaps = {key: _gaps(held, shape, key) for key in layout.column_keys() if key in columns}
    failing = [key for key, found in gaps.items() if found.off]
    for block in shape.blocks:
        used = {key: _used(held, block, key) for key in failing}
        own = [key for key in failing if used[key].rows]
        if not own:
            continue
        # All columns of a row slip together; those that are empty say nothing.
        slips = [Slips(block, gaps[key], used[key].rows, held.column(key).amounts).found() for key in own]
        common = set.intersection(*slips)
        # Rows that stay under their parent may or may not have slipped: all of them are told, if all moves go one way.
        if len({slip.by for slip in common}) == 1:
            keys = [table.rows[row].key for row in block.rows]
            yield _told(table, keys, max(common, key=lambda slip: (slip.last - slip.first, slip)), own[0])


def prepare(context: Context, role: str) -> Iterator[None]:
    """What the rule needs of a table, before any sum fails."""
    table, layout = context.statement.tables[role], context.form.tables.get(role)
    if layout is None or table.coverage != "full":
        return
    held = context.held(role)
    shape = yield from context.kept_in_steps(("TX-3", role), lambda: _shape(table, layout, held))
    for column in layout.column_keys():
        _gaps(held, shape, column)
        yield
        for block in shape.blocks:
            _used(held, block, column)
            yield


def _gaps(held: Held, shape: _Shape, column: str) -> Gaps:
    return held.column(column).kept("gaps", partial(Gaps, shape.sums))


def _used(held: Held, block: Block, column: str) -> _Used:
    return held.column(column).kept(("used", block.rows[0]), partial(_Used, block))


def _shape(table: Table, layout: TableForm, held: Held) -> Steps[_Shape]:
    """The table's sums, and its blocks."""
    sums = yield from sums_of_rows(table, layout, held.position)
    blocks: dict[int, list[int]] = {}
    for at, row in enumerate(table.rows):
        if row.is_coded:
            blocks.setdefault(id(layout.block_of(row.key)), []).append(at)
        if at % STRETCH == 0:
            yield
    made = []
    for rows in blocks.values():
        made.append(Block(rows, sums))
        yield
    return _Shape(sums, made)


class Block:
    """Rows of a table that stand under each other, counted from 0; with the rows that each sum has among them."""

    def __init__(self, rows: list[int], sums: Sums) -> None:
        self.rows, self.sums = rows, sums
        self.row_of = {at: row for row, at in enumerate(rows)}
        self.of_sum = [sorted({self.row_of[at] for at in terms if at in self.row_of}) for terms in sums.terms]
        self.ends = [(rows[0], rows[-1]) if rows else _NOWHERE for rows in self.of_sum]
        """The first and the last row of each sum in this block."""
        self.order = sorted(range(len(self.ends)), key=lambda number: self.ends[number][1])
        self.lasts = [self.ends[number][1] for number in self.order]
        """The sums by their last rows, and these."""


class _Used:
    """The rows of a block that have amounts in a column, in order."""

    def __init__(self, block: Block, amounts: list[Decimal]) -> None:
        self._block = block
        self.rows = [row for row, at in enumerate(block.rows) if amounts[at]]

    def changed(self, row: int, old: Decimal, new: Decimal) -> None:
        """An amount came or went."""
        own = self._block.row_of.get(row)
        if own is None or bool(old) == bool(new):
            return
        if new:
            insort(self.rows, own)
        else:
            del self.rows[bisect_left(self.rows, own)]


class Slips:
    """Moves of a block of a column's rows after which no sum fails.

    A block is made longer row by row from each first row that comes into question, and what each row's move does to
    the sums is added up. A sum that no further row can change and that fails ends the search; where it lies behind the
    first row with all its own rows, so it does for every first row above.
    """

    def __init__(self, block: Block, gaps: Gaps, used: list[int], amounts: list[Decimal]) -> None:
        self.block, self.gaps, self.used, self.amounts = block, gaps.gaps, used, amounts
        self.off, self.ends, self.order, self.sums = gaps.off, block.ends, block.order, block.sums
        self.lasts = block.lasts

    def found(self) -> set[_Slip]:
        """All of them."""
        if not self.off or any(self.ends[number] == _NOWHERE for number in self.off):
            return set()  # no move within the block mends a sum outside
        last = min(self.ends[number][1] for number in self.off) + _FARTHEST
        # The rows of the sum that fails and has the fewest: one of them has to change.
        needed = min((self.block.of_sum[number] for number in sorted(self.off)), key=len)
        return {slip for by in range(-_FARTHEST, _FARTHEST + 1) if by for slip in self._by(by, last, needed)}

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
        if first + back < 0 or any(self._has(row) for row in range(first + back, first)):
            return found, _NOWHERE
        gaps: dict[int, Decimal] = {}
        off = set(self.off)
        done = bisect_left(self.lasts, first + back)
        if any(self.ends[number][1] < first + back for number in off):
            return found, _NOWHERE
        for index in range(at, len(self.used)):
            row = self.used[index]
            while done < len(self.order) and self.lasts[done] < row + back:
                if self.order[done] in off:
                    return found, self.ends[self.order[done]]
                done += 1
            if row + by >= len(self.block.rows):
                break
            self._move(row, by, gaps, off)
            if index > at and not off and self._is_free(row, by):
                found.append(_Slip(first, row, by))
        return found, _NOWHERE

    def _has(self, row: int) -> bool:
        return bool(self.amounts[self.block.rows[row]])

    def _move(self, row: int, by: int, gaps: dict[int, Decimal], off: set[int]) -> None:
        """Take a row's amount from its place and put it where it belongs."""
        rows, sums = self.block.rows, self.sums
        amount = self.amounts[rows[row]]
        for at, change in ((row, -amount), (row + by, amount)):
            for feed in sums.feeds[rows[at]]:
                number = abs(feed) - 1
                gaps[number] = gap = gaps.get(number, self.gaps[number]) + (change if feed > 0 else -change)
                (off.add if is_off(gap, len(sums.terms[number]) - 1) else off.discard)(number)

    def _is_free(self, last: int, by: int) -> bool:
        """Whether what the block moves onto behind its own rows is there, and empty."""
        return by < 0 or not any(self._has(row) for row in range(last + 1, last + by + 1))


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
