"""Bar charts in text: labels aligned, bars in eighths of a cell, values behind them."""

from __future__ import annotations

from decimal import Decimal

from ..files.figures_told import value_text
from ..files.words import Words
from ..model.charts import Value
from .text import Line, clean, left, right, width

_EIGHTHS = " ▏▎▍▌▋▊▉"


def draw_bars(values: list[Value], room: int, words: Words) -> list[Line]:
    """One line a bar; a bar that is not disclosed says so instead. In little room the bars give way first."""
    labels = [clean(value.label) for value in values]
    texts = [value_text(value, words) for value in values]
    value_cells = max((width(text) for text in texts), default=0)
    label_cells = min(max((width(label) for label in labels), default=0), max(room // 3, room - value_cells - 8))
    label_cells = max(0, min(label_cells, room - value_cells - 2))
    cells = max(0, room - label_cells - value_cells - 4)
    largest = max((value.amount for value in values if value.amount is not None), default=Decimal(0))
    return [
        [
            (left(label, label_cells) + "  " if label_cells else "", "label"),
            (left(_bar(value.amount, largest, cells), cells) + "  " if cells else "", "bar"),
            (right(text, min(value_cells, room)), "number" if value.amount is not None else "unknown"),
        ]
        for label, value, text in zip(labels, values, texts, strict=True)
    ]


def _bar(amount: Decimal | None, largest: Decimal, cells: int) -> str:
    if amount is None or amount <= 0 or largest <= 0 or not cells:
        return ""
    eighths = int(amount * cells * 8 / largest)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip() if eighths else "▏"
