"""The way from what the terminal shows to what it should show: cells drawn anew, and rows that it moves itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from .painted import UNKNOWN, Cells
from .pen import PLAIN, Pen, change

_LEAST_MOVED: Final = 3
"""Rows must have moved together before moving is thought of."""
_NEAR: Final = 4
"""So many bytes at most are sent again rather than gone over."""

Rows = Mapping[int, Cells]


def shortest(old: Rows, new: Rows) -> str:
    """The shortest output that turns the old rows into the new ones; other rows stay."""
    changed = {y: cells for y, cells in new.items() if old.get(y) != cells}
    plain = _drawn(old, changed)
    moved = _moved(old, changed) if len(changed) > _LEAST_MOVED else None
    if moved is None:
        return plain
    top, bottom, by = moved
    rows = {y: old[y + by] for y in range(top, bottom + 1) if top <= y + by <= bottom}  # the others are bare then
    within = {y: old[y] for y in range(top, bottom + 1)} | changed
    scroll = f"\x1b[{top + 1};{bottom + 1}r{go(0, top)}\x1b[{abs(by)}{'M' if by > 0 else 'L'}\x1b[r"
    outside = {y: cells for y, cells in old.items() if not top <= y <= bottom}
    return min(plain, scroll + _drawn(outside | rows, within), key=_bytes)


def _bytes(output: str) -> int:
    return len(output.encode())


def go(x: int, y: int) -> str:
    """What puts the terminal's cursor somewhere."""
    if x:
        return f"\x1b[{y + 1};{x + 1}H"
    return f"\x1b[{y + 1}H" if y else "\x1b[H"


def _moved(old: Rows, new: Rows) -> tuple[int, int, int] | None:
    """First and last row of what has moved, and by how many rows up (or, if negative, down).

    Rows are compared by their right-hand side alone: what stands in front of it, a list, may have stayed.
    """
    before: dict[str, list[int]] = {}
    for y in new:
        if y in old and (side := _side(old[y])):
            before.setdefault(side, []).append(y)
    votes: Counter[int] = Counter()
    pairs = [(y, there - y) for y, cells in new.items() for there in before.get(_side(cells), ()) if there != y]
    votes.update(by for _, by in pairs)
    if not votes:
        return None
    by, count = votes.most_common(1)[0]
    ys = [y for y, each in pairs if each == by]
    top, bottom = min(*ys, *(y + by for y in ys)), max(*ys, *(y + by for y in ys))
    is_whole = len({len(old[y].chars) if y in old else -1 for y in range(top, bottom + 1)}) == 1
    return (top, bottom, by) if count >= _LEAST_MOVED and is_whole else None


def _side(cells: Cells) -> str:
    """The right-hand side of a row, or nothing if it is bare."""
    side = "".join(cells.chars[len(cells.chars) // 3 :])
    return "" if side.isspace() or UNKNOWN in side else side


def _drawn(old: Rows, new: Rows) -> str:
    """What turns the old rows into the new ones, cell by cell; the terminal's own look is in force before and after."""
    out: list[str] = []
    pen = PLAIN
    for y in sorted(new):
        pen = _draw_row(out, y, old.get(y, Cells()), new[y], pen)
    if pen is not PLAIN:
        out.append(change(pen, PLAIN))
    return "".join(out)


def _draw_row(out: list[str], y: int, old: Cells, new: Cells, pen: Pen) -> Pen:
    last = -1  # the column that the terminal's cursor has got to
    for start, end in _spans(old, new):
        if last < 0:
            out.append(go(start, y))
        elif start > last:
            out.append(f"\x1b[{start - last}C" if start - last > 1 else "\x1b[C")
        for x in range(start, end):
            if new.pens[x] is not pen:
                out.append(change(pen, new.pens[x]))
                pen = new.pens[x]
            out.append(new.chars[x])
        last = end
    return pen


def _spans(old: Cells, new: Cells) -> Iterable[tuple[int, int]]:
    """The stretches of columns that differ; what lies between two is sent too where that is no more than going over."""
    if old.chars == new.chars and old.pens == new.pens:
        return []
    known = len(old.chars)
    differing = [
        x
        for x, (one, other, pen, look) in enumerate(zip(old.chars, new.chars, old.pens, new.pens, strict=False))
        if one != other or pen is not look
    ]
    differing += range(known, len(new.chars))
    spans: list[tuple[int, int]] = []
    for x in differing:
        if new.chars[x] == UNKNOWN or (spans and x < spans[-1][1]):
            continue
        end = x + 2 if new.chars[x + 1 : x + 2] == [""] else x + 1
        if spans and x - spans[-1][1] <= _worth(new, spans[-1][1], x):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((x, end))
    return spans


def _worth(new: Cells, start: int, end: int) -> int:
    """How many cells between two stretches are sent rather than gone over: those that cost no more bytes."""
    between = end - start
    if between > _NEAR or UNKNOWN in new.chars[start:end]:
        return 0
    pen = new.pens[start - 1]
    is_alike = all(new.pens[x] is pen for x in range(start, end))
    return between if is_alike and _bytes("".join(new.chars[start:end])) <= _NEAR else 0
