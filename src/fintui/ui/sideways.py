"""What has moved along a row: the terminal moves it itself, by inserting and deleting characters."""

from __future__ import annotations

from operator import eq, ne
from typing import Final

from .painted import UNKNOWN, Cells
from .pen import PLAIN

_FARTHEST: Final = 8
"""So many cells at most something is moved."""
_LEAST: Final = 12
"""So many cells must come to stand right by a move, which takes about as many bytes."""
_MOVES: Final = 3
_TRIED: Final = 4
"""So many moves a row at most, and places from where each is tried."""


def moved_sideways(y: int, old: Cells, new: Cells) -> tuple[str, Cells]:
    """Output that moves what has shifted along row `y`, which is as wide as the terminal, and the row after it.

    Cells that come in are not known: not all terminals give them the same background.
    """
    out, row = "", old
    if len(old.chars) != len(new.chars) or UNKNOWN in old.chars:
        return out, row
    for _ in range(_MOVES):
        gain, x, by = max(_shift(row.chars, new.chars, x) for x in _starts(row.chars, new.chars))
        if gain < _LEAST:
            break
        out += f"\x1b[{y + 1};{x + 1}H\x1b[{abs(by) if abs(by) > 1 else ''}{'@' if by > 0 else 'P'}"
        row = _after(row, x, by)
    return out, row


def _starts(old: list[str], new: list[str]) -> list[int]:
    """Where the first stretches begin that differ: something may have moved from there on."""
    differs = list(map(ne, old, new))
    starts = [x for x, each in enumerate(differs) if each and not (x and differs[x - 1]) and old[x]]
    return starts[:_TRIED] or [0]


def _shift(old: list[str], new: list[str], x: int) -> tuple[int, int, int]:
    """How many cells more stand right if what is there from a column on is moved, that column, and by how many."""
    old, new = old[x:], new[x:]
    as_it_is = sum(map(eq, old, new))
    best, by = 0, 0
    for cells in range(1, min(_FARTHEST, len(old) - 1) + 1):
        if old[-cells] != " ":
            break
        if (found := sum(map(eq, old, new[cells:])) - as_it_is) > best:
            best, by = found, cells
    for cells in range(1, min(_FARTHEST, len(old) - 1) + 1):
        if old[cells] and (found := sum(map(eq, old[cells:], new)) - as_it_is) > best:
            best, by = found, -cells
    return best, x, by


def _after(row: Cells, x: int, by: int) -> Cells:
    """The row once cells were inserted at a column, or deleted."""
    fresh, pens = [UNKNOWN] * abs(by), [PLAIN] * abs(by)
    if by > 0:
        return Cells(
            [*row.chars[:x], *fresh, *row.chars[x : len(row.chars) - by]],
            [*row.pens[:x], *pens, *row.pens[x : len(row.pens) - by]],
        )
    return Cells(
        [*row.chars[:x], *row.chars[x - by :], *fresh],
        [*row.pens[:x], *row.pens[x - by :], *pens],
    )
