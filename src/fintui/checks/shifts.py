"""Blocks of amounts that slipped by some rows: the moves that put them back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model.figure import Mark
from ..model.place import cell
from .context import Context
from .grids import Grid
from .repairs import Correction

_FARTHEST: Final = 3


def shifted_back(context: Context, role: str) -> Iterator[tuple[str, list[Correction]]]:
    """Moves of a block of a table's rows, all columns together, under which every parent is the sum of its rows."""
    grid = context.grid(role)
    if grid is None or grid.table.coverage != "full":
        return
    for block in grid.layout.blocks:
        rows = [row for row in grid.table.rows if row.is_coded and grid.layout.block_of(row.key) is block]
        amounts = [
            {key: each for key, each in row.figures.items() if isinstance(each, Decimal) and each} for row in rows
        ]
        codes = [row.key for row in rows]
        if _fits(grid, codes, amounts):
            continue
        found = [
            (first, last, by)
            for first in range(len(rows))
            for last in range(first + 1, len(rows))
            for by in range(-_FARTHEST, _FARTHEST + 1)
            if _possible(amounts, first, last, by) and _fits(grid, codes, _moved(amounts, first, last, by))
        ]
        for first, last, by in found if len(found) == 1 else ():
            moved = _moved(amounts, first, last, by)
            columns = {key for each in amounts for key in each}
            yield (
                f"{codes[first]}–{codes[last]} → {codes[first + by]}–{codes[last + by]}",
                [
                    Correction(cell(role, code, column), now.get(column, Mark.BLANK))
                    for code, was, now in zip(codes, amounts, moved, strict=True)
                    for column in sorted(columns)
                    if was.get(column) != now.get(column)
                ],
            )


_Amounts = list[dict[str, Decimal]]


def _possible(amounts: _Amounts, first: int, last: int, by: int) -> bool:
    """Whether the block begins and ends with amounts, and moves onto empty rows that are there."""
    if not by or not amounts[first] or not amounts[last]:
        return False
    onto = range(last + 1, last + by + 1) if by > 0 else range(first + by, first)
    return onto[0] >= 0 and onto[-1] < len(amounts) and not any(amounts[index] for index in onto)


def _moved(amounts: _Amounts, first: int, last: int, by: int) -> _Amounts:
    moved = [{} if first <= index <= last else each for index, each in enumerate(amounts)]
    for index in range(first, last + 1):
        moved[index + by] = amounts[index]
    return moved


def _fits(grid: Grid, codes: list[str], amounts: _Amounts) -> bool:
    """Whether every parent is the sum of the rows below it, in every column, within rounding."""
    held = dict(zip(codes, amounts, strict=True))
    for code in codes:
        below = grid.table.children(code)
        for column in {key for each in (code, *below) for key in held.get(each, {})} if below else ():
            total = sum((held.get(each, {}).get(column, Decimal(0)) for each in below), Decimal(0))
            if abs(held[code].get(column, Decimal(0)) - total) > Decimal("0.005") * (len(below) + 1):
                return False
    return True
