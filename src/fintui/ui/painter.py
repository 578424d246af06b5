"""The painter: the desk's lines as cells with pens, and from these what the terminal has to be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

from .painted import Cells, add
from .pen import PLAIN, Pen, bare, change
from .text import clean, to_ascii

if TYPE_CHECKING:
    from .cell_diff import CellDiff
    from .text import Line

_KEPT: Final = 512
"""Pieces of text whose cells are kept: about those of a screen, each of a kilobyte."""


class Lines(Protocol):
    """What is painted: the desk."""

    def line(self, y: int) -> Line:
        """Line `y` of the screen."""


class Painter:
    """Paints lines by way of the cell diff, which knows what the terminal shows."""

    def __init__(self, diff: CellDiff, pens: Mapping[str, Pen], *, ascii_frame: bool = False) -> None:
        self.diff, self.pens = diff, pens
        self._signs: Callable[[str], str] = to_ascii if ascii_frame else clean

    def paint(self, lines: Lines, ys: Iterable[int], caret: tuple[int, int] = (0, 0)) -> str:
        """What has to be sent so that the terminal shows these lines and has its cursor at a place (x, y)."""
        rows: dict[int, Cells] = {}
        opaque: dict[int, str] = {}
        for y in ys:
            line = [(text, self.pens[name]) for text, name in lines.line(y) if text]
            if cells := self._cells(line):
                rows[y] = cells
            else:
                opaque[y] = self._text(line)
        return self.diff.show(rows, opaque, (caret[1], caret[0]))

    def _cells(self, line: list[tuple[str, Pen]]) -> Cells | None:
        """The cells of a line; None if only the terminal knows how many there are."""
        cells = Cells()
        for text, pen in line:
            part = _part(text, pen, self._signs)
            if part is None:
                return None
            cells.chars += part.chars
            cells.pens += part.pens
        return cells

    def _text(self, line: list[tuple[str, Pen]]) -> str:
        """A line as output, drawn whatever is there."""
        out, force = [], PLAIN
        for text, pen in line:
            out.append(change(force, pen) + self._signs(text))
            force = pen
        return "".join([*out, change(force, PLAIN)])


@lru_cache(_KEPT)
def _part(text: str, pen: Pen, signs: Callable[[str], str]) -> Cells | None:
    cells = Cells()
    return cells if add(cells, signs(text), pen, bare(pen)) else None
