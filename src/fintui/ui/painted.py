"""What a paint puts into the cells of the screen: output read as characters, each with a pen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from typing import Final

from .pen import PLAIN, Pen, UnknownLookError, after, bare
from .text import width

_TOKEN: Final = re.compile(r"\x1b\[([\d;]*)m|([^\x00-\x1f\x7f-\x9f]+)")
_REMEMBERED: Final = 128
"""Lines that are kept as read: those of the screen, and of the one before it. Each takes some kilobytes."""
UNKNOWN: Final = "\0"
"""What a cell shows of which nothing is known; no paint has it."""


@dataclass(slots=True)
class Cells:
    """Part of a row: a character and a pen for each cell; the second cell of a wide character has none."""

    chars: list[str] = field(default_factory=list)
    pens: list[Pen] = field(default_factory=list)

    def copy(self) -> Cells:
        """Another with the same cells."""
        return Cells(self.chars.copy(), self.pens.copy())


class UnreadableError(ValueError):
    """Output that is more than text in a look."""


@lru_cache(_REMEMBERED)
def read(text: str) -> Cells | None:
    """The cells that a piece of output fills; None if only the terminal knows how many these are.

    Raises:
        UnreadableError: if it does more than that.
    """
    cells, pen, look, at = Cells(), PLAIN, PLAIN, 0
    is_certain = True
    for token in _TOKEN.finditer(text):
        if token.start() != at:
            raise UnreadableError(text)
        at = token.end()
        if token[2] is None:
            try:
                pen = after(pen, token[1])
                look = bare(pen)
            except UnknownLookError:
                raise UnreadableError(text) from None
        else:
            is_certain &= add(cells, token[2], pen, look)
    if at != len(text) or pen is not PLAIN:
        raise UnreadableError(text)
    return cells if is_certain else None


def add(cells: Cells, text: str, pen: Pen, look: Pen) -> bool:
    """Add text in a pen, of which `look` is seen on blanks.

    False if it has signs that join others, on whose width terminals differ.
    """
    if text.isascii():
        cells.chars += text
        cells.pens += [look if char == " " else pen for char in text] if " " in text else [pen] * len(text)
        return True
    for char in map(intern, text):  # else each would be an object of its own
        match width(char):
            case 1:
                cells.chars.append(char)
                cells.pens.append(look if char == " " else pen)
            case 2:
                cells.chars += (char, "")
                cells.pens += (pen, pen)
            case _:
                return False
    return True


def laid(row: Cells | None, cells: Cells, x: int) -> Cells:
    """A row with other cells from a column on; a wide character that is cut in two is no longer known."""
    if row is None:
        row = Cells()
    end = x + len(cells.chars)
    if x == 0 and end >= len(row.chars):
        return cells
    cut = row.copy()
    missing = x - len(cut.chars)
    if missing > 0:
        cut.chars += UNKNOWN * missing
        cut.pens += [PLAIN] * missing
    if 0 < x < len(row.chars) and not row.chars[x]:
        cut.chars[x - 1] = UNKNOWN
    if end < len(row.chars) and not row.chars[end]:
        cut.chars[end] = UNKNOWN
    cut.chars[x:end] = cells.chars
    cut.pens[x:end] = cells.pens
    return cut
