"""Charts (图): their bars' values, drawn from the statement's own cells."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from .place import Place, parse_cell
from .statement import Bar, Chart, Statement


class Value(NamedTuple):
    """One bar: its amount (None: not disclosed), whether it was worked out from the text, and its share in percent."""

    label: str
    amount: Decimal | None
    derived: bool
    share: Decimal | None
    cell: Place | None


def values_of(statement: Statement, chart: Chart) -> list[Value]:
    """The bars of a chart with what they come to now; shares where the chart is a structure."""
    amounts = [amount_of(statement, bar) for bar in chart.bars]
    known = [amount for amount in amounts if amount is not None]
    whole = sum(known, Decimal(0)) if len(known) == len(amounts) else Decimal(0)
    is_structure = chart.kind == "structure" and whole > 0 and all(amount >= 0 for amount in known)
    return [
        Value(
            bar.label,
            amount,
            isinstance(bar.less, Decimal),
            (100 * amount / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
            if is_structure and amount is not None
            else None,
            parse_cell(bar.cell),
        )
        for bar, amount in zip(chart.bars, amounts, strict=True)
    ]


def amount_of(statement: Statement, bar: Bar) -> Decimal | None:
    """What a bar stands for; None where the cell is not disclosed."""
    place = parse_cell(bar.cell)
    table = statement.tables.get(place.role) if place else None
    row = table.row(place.key) if table and place else None
    figure = row.figures.get(place.field) if row and place else None
    if not isinstance(figure, Decimal):
        return None
    return figure - bar.less if isinstance(bar.less, Decimal) else figure
