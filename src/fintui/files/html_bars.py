"""A chart as bars in inline SVG: labels aligned, values behind the bars."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from .figures_told import value_text
from .html_text import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.charts import Value
    from .words import Words

_WIDTH: Final = 720
_CELL: Final = 7
"""Room of a narrow character, in the drawing's units; a wide one takes two."""
_LINE: Final = 18
_GAP: Final = 8
_LABEL_CELLS: Final = 32
_LEAST_BAR: Final = 80


def svg_lines(values: list[Value], caption: str, words: Words) -> Iterator[str]:
    """The drawing; a bar that is not disclosed says so instead, what is nought or less has no bar."""
    labels = [_wrapped(value.label) for value in values]
    texts = [re.sub(" {2,}", "\u00a0" * 3, value_text(value, words)) for value in values]  # SVG shows blanks as one
    label_room = _CELL * max((_cells(line) for lines in labels for line in lines), default=0)
    value_room = _CELL * max(map(_cells, texts), default=0)
    left = label_room + _GAP
    room = max(_LEAST_BAR, _WIDTH - left - value_room - _GAP)
    width = left + room + _GAP + value_room
    heights = [_LINE * len(lines) + _GAP for lines in labels]
    largest = max((value.amount for value in values if value.amount is not None), default=Decimal(0))
    about = f'viewBox="0 0 {width} {sum(heights)}" style="max-width:{width}px" role="group"'
    yield f'<svg {about} aria-label="{safe(caption)}">'
    top = 0
    for value, lines, text, height in zip(values, labels, texts, heights, strict=True):
        middle = top + height // 2
        first = middle + 5 - _LINE * (len(lines) - 1) // 2
        for number, line in enumerate(lines):
            yield f'<text x="{label_room}" y="{first + _LINE * number}" text-anchor="end">{safe(line)}</text>'
        if value.amount is not None and value.amount > 0:
            length = (value.amount * room / largest).quantize(Decimal("0.01"), ROUND_HALF_UP)
            yield f'<rect x="{left}" y="{middle - 7}" width="{max(length, Decimal(1))}" height="14"/>'
        yield f'<text x="{width}" y="{middle + 5}" text-anchor="end">{safe(text)}</text>'
        top += height
    yield "</svg>"


def _cells(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def _wrapped(label: str) -> list[str]:
    """A label in lines of some thirty cells: none is cut."""
    lines = [""]
    for char in " ".join(label.split()):
        if _cells(lines[-1] + char) > _LABEL_CELLS:
            lines.append("")
        lines[-1] += char
    return lines
