"""Values of charts in words, the same on the screen and in a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.money import show_amount

if TYPE_CHECKING:
    from ..model.charts import Value
    from .words import Words


def value_text(value: Value, words: Words) -> str:
    """What stands behind a bar: its amount and, in a structure, its share; that it is not disclosed otherwise."""
    if value.amount is None:
        return words("figure.unknown")
    text = show_amount(value.amount)
    if value.derived:
        text = words("chart.derived", amount=text)
    return f"{text}  {value.share:>6}%" if value.share is not None else text
