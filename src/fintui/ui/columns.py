"""How wide a table's columns are, which of them fit, and how its header is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..model.sheet import Sheet, SheetColumn
from .text import centre, cut, width, wrap

GAP: Final = 2
MOST_NAME: Final = 36
LEAST_NAME: Final = 20
HEADER_LINES: Final = 3
_LEAST_AMOUNT: Final = 7


@dataclass(frozen=True, slots=True)
class Placed:
    """A column on the screen: its index in the sheet, where it starts, how wide it is."""

    index: int
    x: int
    width: int


def column_widths(sheet: Sheet, texts: Sequence[int], room: int) -> list[int]:
    """Width of every column; `texts` are the widest texts in each, `room` the cells there are.

    Headers take one line where that leaves all columns in sight, else two or three; what room is then left goes back
    to them. Names may be cut to show every figure; figures never are.
    """
    widths: list[int] = []
    for lines in range(1, HEADER_LINES + 1):
        widths = _widths(sheet, texts, room, lines)
        if (over := _needed(widths) - room) <= 0:
            return _roomier(sheet, widths, _widths(sheet, texts, room, 1), -over)
    over = _needed(widths) - room
    names = [i for i, column in enumerate(sheet.columns) if column.kind == "name" and widths[i] > LEAST_NAME]
    if sum(widths[i] - LEAST_NAME for i in names) < over:
        return _widths(sheet, texts, room, 2)  # not all columns are seen at once anyway
    for _ in range(over):
        widths[max(names, key=widths.__getitem__)] -= 1
    return widths


def _needed(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * len(widths)


def _widths(sheet: Sheet, texts: Sequence[int], room: int, lines: int) -> list[int]:
    return [_width(column, widest, room, lines) for column, widest in zip(sheet.columns, texts, strict=True)]


def _roomier(sheet: Sheet, widths: Sequence[int], wide: Sequence[int], spare: int) -> list[int]:
    """Amount columns as wide as their headings in one line, as far as room goes, those that lack least first."""
    out = list(widths)
    amounts = [i for i, column in enumerate(sheet.columns) if column.kind == "amount" and wide[i] > widths[i]]
    for i in sorted(amounts, key=lambda i: wide[i] - widths[i]):
        if (more := wide[i] - widths[i]) <= spare:
            out[i] += more
            spare -= more
    return out


def _width(column: SheetColumn, widest: int, room: int, lines: int) -> int:
    heading = column.heading[-1]
    if column.kind == "amount":
        return max(_LEAST_AMOUNT, widest + 1, _narrowest(heading, lines))  # one cell for the mark
    if column.kind == "name":
        return max(min(widest, max(14, min(MOST_NAME, room * 2 // 5))), 8)
    return max(widest, min(width(heading), 8 if lines == 1 else 4))


def _narrowest(text: str, lines: int) -> int:
    """The least width in which the text takes no more than so many lines."""
    cells = max(2, -(-width(text) // lines))
    while len(wrap(text, cells)) > lines:
        cells += 1
    return cells


def place_columns(sheet: Sheet, widths: Sequence[int], first: int, room: int) -> list[Placed]:
    """The columns that are seen when `first` is the leftmost free one.

    The label columns of its block stay in front. A column that does not fit whole is left out, so that no figure is
    ever cut; where the first one would not fit beside the labels, these give way.
    """
    columns = sheet.columns
    x = 1 if room > 2 else 0
    labels = [i for i, c in enumerate(columns) if c.kind != "amount" and c.block == columns[first].block and i < first]
    placed = []
    for index, cells in _labels(sheet, widths, labels, room - x - widths[first] - 1):
        placed.append(Placed(index, x, cells))
        x += cells + GAP
    for index in range(first, len(columns)):
        if index > first and x + widths[index] > room - 1:  # the last cell is kept for the sign that more follows
            break
        placed.append(Placed(index, x, max(1, min(widths[index], room - x))))
        x += widths[index] + GAP
    return placed


def _labels(sheet: Sheet, widths: Sequence[int], labels: Sequence[int], room: int) -> list[tuple[int, int]]:
    """The labels in so much room: line numbers go first, then codes, then the name is cut."""
    kept = {index: widths[index] for index in labels}
    for kind in ("line", "code"):
        if _needed(list(kept.values())) > room:
            kept = {index: cells for index, cells in kept.items() if sheet.columns[index].kind != kind}
    over = _needed(list(kept.values())) - room
    return [(index, cells - max(0, over)) for index, cells in kept.items() if cells - over >= 4 or over <= 0]


def first_amount(sheet: Sheet, at: int) -> int:
    """The first amount column at or after an index: labels before it are frozen, never scrolled to."""
    return next((i for i in range(at, len(sheet.columns)) if sheet.columns[i].kind == "amount"), at)


def header_lines(columns: Sequence[SheetColumn], placed: Sequence[Placed]) -> list[str]:
    """The header as lines of text: one level after the other, cells of equal path merged and centred."""
    levels = max((len(columns[each.index].heading) for each in placed), default=0)
    lines: list[str] = []
    for level in range(levels):
        cells = _merged(columns, placed, level, levels)
        wrapped = [_header_cell(text, room) for _, room, text in cells]
        for n in range(max((len(parts) for parts in wrapped), default=0)):
            line, at = "", 0
            for (x, room, _), parts in zip(cells, wrapped, strict=True):
                line += " " * (x - at) + centre(parts[n] if n < len(parts) else "", room)
                at = x + room
            lines.append(line)
    return lines


def gloss_lines(columns: Sequence[SheetColumn], placed: Sequence[Placed]) -> list[str]:
    """The English of the columns on at most two lines, cut to their widths."""
    lines = []
    cells = [(each, columns[each.index].english) for each in placed]
    for n in range(2):
        line, at = "", 0
        for each, english in cells:
            spans = wrap(english, each.width)
            text = english[slice(*spans[n])].strip() if n < len(spans) else ""
            if n == 1 and len(spans) > 2:
                text = cut(f"{text}…" if width(text) < each.width else text + " ", each.width)
            line += " " * (each.x - at) + centre(text, each.width)
            at = each.x + each.width
        lines.append(line)
    return [line for line in lines if line.strip()]


def _header_cell(text: str, room: int) -> list[str]:
    """A heading on as few lines as its room allows, about equally long ones."""
    if not text:
        return []
    spans = wrap(text, room)
    if len(spans) > HEADER_LINES:
        start = spans[HEADER_LINES - 1][0]
        return [text[s:e] for s, e in spans[: HEADER_LINES - 1]] + [cut(text[start:], room)]
    return [text[s:e] for s, e in wrap(text, min(room, _narrowest(text, len(spans))))]


def _merged(
    columns: Sequence[SheetColumn], placed: Sequence[Placed], level: int, levels: int
) -> list[tuple[int, int, str]]:
    """Header cells of one level as (x, width, text): groups from the top, each column's own heading at the bottom."""
    cells: list[tuple[int, int, str]] = []
    last: tuple[object, ...] | None = None
    for each in placed:
        column = columns[each.index]
        groups, leaf = column.heading[:-1], column.heading[-1]
        is_leaf = level == levels - 1
        text = leaf if is_leaf else groups[level] if level < len(groups) else ""
        path = (column.block, *groups[: level + 1])
        if cells and text and path == last and not is_leaf:
            x, _, _ = cells[-1]
            cells[-1] = (x, each.x + each.width - x, text)
        else:
            cells.append((each.x, each.width, text))
        last = path if text else None
    return cells
