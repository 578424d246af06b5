"""Charts that draw last year as this year less a change of the text: they follow where the change is written anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ...model.changes import Put
from ...model.money import decimals_of
from ...model.place import Place, parse_cell
from ...model.statement import Bar
from ..engine import Engine
from ..mentions import DERIVED, printed
from .figures import rounded
from .model import Edit
from .planner import Draft


def redrawn(engine: Engine, draft: Draft, topic: str, edits: Sequence[Edit]) -> Iterator[Put]:
    """The charts of a section whose bars tell a change that these edits write anew."""
    statement = engine.context.statement
    for chart in statement.charts:
        if chart.section == topic:
            bars = [_bar(engine, draft, topic, edits, bar) for bar in chart.bars]
            if bars != chart.bars:
                yield Put(Place("charts", chart.key, "bars"), bars)


def _bar(engine: Engine, draft: Draft, topic: str, edits: Sequence[Edit], bar: Bar) -> Bar:
    place = parse_cell(bar.cell)
    if not isinstance(bar.less, Decimal) or place is None:
        return bar
    keys = [key for key, places in engine.book.map.cells.items() if place in places]
    told = [each for key in keys for each in engine.mentions.get(f"{key}@prior{DERIVED}", ()) if each.topic == topic]
    for mention in told[:1]:
        number = mention.number
        by = draft.changes.get((topic, number.start))
        was = printed(number, engine.context.statement.unit)
        touched = any(edit.start <= number.start < edit.end for edit in edits)
        if by is not None and touched and was.value == Fraction(abs(bar.less)):
            decimals = decimals_of(bar.less)
            less = Decimal(rounded(abs(by), decimals, engine.mode)).scaleb(-decimals)
            return replace(bar, less=-less if by < 0 else less)
    return bar
