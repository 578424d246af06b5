"""TX-3: a block of amounts that slipped by some rows. Moved back, every sum of the table holds again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from .structure import ECONOMIC, FUNCTIONAL
from .texts import told

_FARTHEST: Final = 3
_MOST_LOOKS: Final = 2_000_000
"""Moves times rows that are looked at: in a table of thousands of rows nobody could tell one slip from another."""
_NOTHING: Final = Decimal(0)
_Sum = tuple[str, tuple[str, ...]]


class _Slip(NamedTuple):
    """Rows `first` to `last` (of those with amounts) belong `by` rows further down; above, if below zero."""

    first: int
    last: int
    by: int


def row_shift(context: Context) -> Iterator[Outcome]:
    """TX-3: in tables whose sums fail, the move of a block of rows that makes them all hold."""
    for role in (ECONOMIC, *FUNCTIONAL):
        table, layout = context.statement.tables.get(role), context.form.tables.get(role)
        if table is None or layout is None or table.coverage != "full":
            continue
        if any(figure is Mark.UNKNOWN for row in table.rows for figure in row.figures.values()):
            continue
        yield from _in_table(table, layout)


def _in_table(table: Table, layout: TableForm) -> Iterator[Outcome]:
    sums = _sums(table, layout)
    for block in _blocks(table, layout):
        columns = list(dict.fromkeys(column for key in block for column in _row(table, key)))
        failing = [column for column in columns if _failing(sums, _amounts(table, column))]
        if not failing:
            continue
        # All columns of a row slip together; those that are empty say nothing.
        found = [_slips(block, sums, _amounts(table, column)) for column in failing]
        common = set.intersection(*found)
        # Rows that stay under their parent may or may not have slipped: all of them are told, if all moves go one way.
        if len({slip.by for slip in common}) == 1:
            yield _told(table, block, max(common, key=lambda slip: (slip.last - slip.first, slip)), failing[0])


def _row(table: Table, key: str) -> Mapping[str, object]:
    row = table.row(key)
    return row.figures if row else {}


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


def _failing(sums: list[_Sum], amounts: Mapping[str, Decimal]) -> list[_Sum]:
    """Sums that are off by more than rounding."""
    return [
        each
        for each in sums
        if abs(amounts.get(each[0], _NOTHING) - sum((amounts.get(key, _NOTHING) for key in each[1]), _NOTHING))
        > Decimal("0.005") * (len(each[1]) + 1)
    ]


def _slips(block: list[str], sums: list[_Sum], amounts: Mapping[str, Decimal]) -> set[_Slip]:
    """Moves of a block of rows after which no sum fails."""
    slips = list(_possible(block, amounts))
    if len(slips) * len(block) > _MOST_LOOKS:
        return set()
    return {slip for slip in slips if not _failing(sums, _moved(block, amounts, slip))}


def _possible(block: list[str], amounts: Mapping[str, Decimal]) -> Iterator[_Slip]:
    """Moves onto rows that are there and empty: beyond the last row of what is moved down, or before the first."""
    used = [index for index, key in enumerate(block) if key in amounts]
    held = set(used)

    def free(onto: range) -> bool:
        return onto.start >= 0 and onto.stop <= len(block) and held.isdisjoint(onto)

    for by in range(1, _FARTHEST + 1):
        for at, last in enumerate(used):
            if free(range(last + 1, last + by + 1)):
                yield from (_Slip(first, last, by) for first in used[:at])
        for at, first in enumerate(used):
            if free(range(first - by, first)):
                yield from (_Slip(first, last, -by) for last in used[at + 1 :])


def _moved(block: list[str], amounts: Mapping[str, Decimal], slip: _Slip) -> dict[str, Decimal]:
    """The amounts after a move."""
    inside = dict.fromkeys(block[slip.first : slip.last + 1])
    moved = {key: figure for key, figure in amounts.items() if key not in inside}
    for index in range(slip.first, slip.last + 1):
        if (figure := amounts.get(block[index])) is not None:
            moved[block[index + slip.by]] = figure
    return moved


def _told(table: Table, block: list[str], slip: _Slip, column: str) -> Outcome:
    first, last, by = slip
    quotes = []
    for index in range(first, last + 1):
        figure = _row(table, block[index]).get(column)
        if isinstance(figure, Decimal) and figure:
            quotes.append(Quote(cell(table.role, block[index], column), show_amount(figure), "stated"))
    about = {
        "first": block[first], "last": block[last], "by": f"{by:+d}", "rows": str(abs(by)),
        "to_first": block[first + by], "to_last": block[last + by],
    }  # fmt: skip
    return told("TX-3", Severity.ERROR, quotes, "row-shift", **about)
