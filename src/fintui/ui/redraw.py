"""The way from what the terminal shows to what it should show: cells drawn anew, and rows that it moves itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat
from operator import eq
from typing import Final, NamedTuple

from .painted import UNKNOWN, Cells
from .pen import PLAIN, Pen, bare, change, toward
from .sideways import moved_sideways

_LEAST_MOVED: Final = 3
"""Rows must have moved together before moving is thought of."""
_NEAR: Final = 4
"""So many bytes at most are sent again rather than gone over."""

_FEW: Final = 200
"""So few bytes are not worth looking for another order."""
_MANY: Final = 6
"""So many blanks take more bytes than erasing them."""
_TO_THE_END: Final = 4
"""So many do where nothing follows them in their row."""
_DEAR: Final = 120
"""A row that takes fewer bytes is sent sooner than what has moved along it is found."""
_SOME: Final = 12
"""Where more rows change, as with another table, looking for what has moved along each takes longer than sending it."""

Rows = Mapping[int, Cells]


class Terminal(NamedTuple):
    """What is known of it: how wide it is (0: that is not known), and what it can do."""

    width: int = 0
    erases: bool = False
    """It fills what it erases with the background in force."""
    shifts: bool = False
    """It inserts and deletes characters."""


def shortest(old: Rows, new: Rows, terminal: Terminal) -> str:
    """The shortest output that turns the old rows into the new ones; other rows stay."""
    changed = {y: cells for y, cells in new.items() if old.get(y) != cells}
    plain = _drawn(old, changed, terminal)
    moved = _moved(old, changed) if len(changed) > _LEAST_MOVED else None
    if moved is None:
        return plain
    top, bottom, by = moved
    rows = {y: old[y + by] for y in range(top, bottom + 1) if top <= y + by <= bottom}  # the others are bare then
    within = {y: old[y] for y in range(top, bottom + 1)} | changed
    scroll = (
        f"\x1b[{top + 1};{bottom + 1}r{go(0, top)}\x1b[{abs(by) if abs(by) > 1 else ''}{'M' if by > 0 else 'L'}\x1b[r"
    )
    outside = {y: cells for y, cells in old.items() if not top <= y <= bottom}
    return min(plain, scroll + _drawn(outside | rows, within, terminal), key=_bytes)


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


class _Run(NamedTuple):
    """Cells in a row that are written with one pen.

    `is_bare`: blanks, for which any pen of that background will do; `end`: up to where there
    are more of them that are there already, if that is the end of the row, else 0.
    """

    y: int
    x: int
    text: str
    cells: int
    pen: Pen
    is_bare: bool
    end: int


def _drawn(old: Rows, new: Rows, terminal: Terminal) -> str:
    """What turns the old rows into the new ones, cell by cell; the terminal's own look is in force before and after.

    Row by row, or all of one pen after the other: going somewhere may take fewer bytes than taking another pen.
    """
    differing = [y for y in sorted(new) if old.get(y) != new[y]]
    if len(differing) > _SOME:
        terminal = terminal._replace(shifts=False)
    moves, runs = "", []
    for y in differing:
        move, found = _runs_of(y, old.get(y) or Cells(), new[y], terminal)
        moves += move
        runs += found
    plain = _written(runs, terminal)
    return moves + (plain if len(plain) < _FEW else min(plain, _written(_by_pen(runs), terminal), key=_bytes))


def _runs_of(y: int, old: Cells, new: Cells, terminal: Terminal) -> tuple[str, list[_Run]]:
    """What is to be written in a row, once something was moved along it where that is shorter."""
    runs = list(_runs(y, old, new))
    if not terminal.shifts or len(new.chars) != terminal.width or sum(run.cells for run in runs) < _DEAR // 2:
        return "", runs
    cost = _bytes(_written(runs, terminal))
    if cost < _DEAR:
        return "", runs
    move, row = moved_sideways(y, old, new)
    others = list(_runs(y, row, new)) if move else runs
    return (move, others) if move and len(move) + _bytes(_written(others, terminal)) < cost else ("", runs)


def _runs(y: int, old: Cells, new: Cells) -> Iterator[_Run]:
    for start, end in _spans(old, new):
        x = start
        while x < end:
            until = _alike_until(new, x, end)
            text, pen = "".join(new.chars[x:until]), new.pens[x]
            is_bare = not text.strip(" ") and bare(pen) is pen
            is_last = is_bare and all(map(eq, new.chars[until:], repeat(" "))) and {pen}.issuperset(new.pens[until:])
            yield _Run(y, x, text, until - x, pen, is_bare, len(new.chars) if is_last else 0)
            x = until


def _by_pen(runs: list[_Run]) -> list[_Run]:
    """All runs of one pen after the other; blanks go with a run beside them where its background is theirs."""
    found: dict[Pen, list[_Run]] = {}
    before: _Run | None = None
    pen = PLAIN
    for run, after in zip(runs, [*runs[1:], None], strict=True):
        if not (run.is_bare and before and _is_next(before, run) and bare(pen) is run.pen):
            pen = run.pen
            if run.is_bare and after and _is_next(run, after) and bare(after.pen) is run.pen:
                pen = after.pen
        found.setdefault(pen, []).append(run)
        before = run
    return [run for pen in _in_order(found) for run in found[pen]]


def _is_next(one: _Run, other: _Run) -> bool:
    return one.y == other.y and one.x + one.cells == other.x


def _in_order(pens: Iterable[Pen]) -> Iterator[Pen]:
    """Pens, from each to the one that is taken in fewest bytes."""
    left, pen = dict.fromkeys(pens), PLAIN
    while left:
        pen = min(left, key=lambda each: len(change(pen, each)))
        del left[pen]
        yield pen


def _written(runs: list[_Run], terminal: Terminal) -> str:
    """The runs as output; blanks that are many are erased, which fills them with the background."""
    out: list[str] = []
    pen, at = PLAIN, (-1, -1)
    for number, run in enumerate(runs):
        if at != (run.y, run.x):
            out.append(_from(at, run))
        target = toward(pen, run.pen) if run.is_bare else run.pen
        out.append(change(pen, target))
        pen = target
        at = run.y, run.x
        follows = number + 1 < len(runs) and runs[number + 1][:2] == (run.y, run.x + run.cells)
        if not (run.is_bare and terminal.erases and not run.pen.attributes):
            erased = ""
        elif run.end == terminal.width > 0 and run.cells >= _TO_THE_END:
            erased = "\x1b[K"
        else:
            erased = f"\x1b[{run.cells}X" if run.cells >= (2 * _MANY if follows else _MANY) else ""
        out.append(erased or run.text)
        if not erased:
            at = run.y, run.x + run.cells
    return "".join([*out, change(pen, PLAIN)])


def _from(at: tuple[int, int], run: _Run) -> str:
    """The shortest way from a place of the cursor to a run."""
    y, x = at
    if y != run.y or x > run.x:
        return go(run.x, run.y)
    return min(f"\x1b[{run.x - x}C" if run.x - x > 1 else "\x1b[C", go(run.x, run.y), key=len)


def _alike_until(cells: Cells, x: int, end: int) -> int:
    """Up to where cells take the same pen; single blanks between them take any of the same background."""
    pens, pen = cells.pens, cells.pens[x]
    look = bare(pen)
    while x < end:
        if pens[x] is not pen and not (
            pens[x] is look and x + 1 < end and pens[x + 1] is pen and cells.chars[x] == " "
        ):
            return x
        x += 1
    return end


def _spans(old: Cells, new: Cells) -> list[tuple[int, int]]:
    """The stretches of columns that differ; what lies between two is sent too where that is no more than going over."""
    known = len(old.chars)
    differing = [
        x
        for x, (one, other, pen, look) in enumerate(zip(old.chars, new.chars, old.pens, new.pens, strict=False))
        if one != other or pen is not look
    ]
    differing += range(known, len(new.chars))
    chars, last = new.chars, len(new.chars) - 1
    spans: list[tuple[int, int]] = []
    start = end = -1
    for x in differing:
        if x < end or chars[x] == UNKNOWN:
            continue
        if x != end and not (start >= 0 and x - end <= _worth(new, end, x)):
            if start >= 0:
                spans.append((start, end))
            start = x
        end = x + 1 if x == last or chars[x + 1] else x + 2
    return [*spans, (start, end)] if start >= 0 else []


def _worth(new: Cells, start: int, end: int) -> int:
    """How many cells between two stretches are sent rather than gone over: those that cost no more bytes."""
    between = end - start
    if between > _NEAR or UNKNOWN in new.chars[start:end]:
        return 0
    pen = new.pens[start - 1]
    looks = zip(new.chars[start:end], new.pens[start:end], strict=True)
    is_alike = all(look is pen or (char == " " and look is bare(pen)) for char, look in looks)
    return between if is_alike and _bytes("".join(new.chars[start:end])) <= _NEAR else 0
