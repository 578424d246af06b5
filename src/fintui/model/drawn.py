"""Charts that any statement has, drawn from its tables: structures, functions, three-public, and totals over years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from .charts import Value, amount_of
from .form import Form
from .money import show_amount
from .place import cell
from .statement import Bar, Chart, Statement

TRENDS: Final = (
    ("receipts-and-payments", "receipts-grand-total", "amount"),
    ("receipts", "total", "total"),
    ("payments", "total", "total"),
    ("general-budget-payments", "total", "total"),
    ("three-public", "total", "actual"),
)
"""What is followed over the years: role, row, column."""
_LEAST: Final = 2
"""Bars that make a chart."""


class Drawn(NamedTuple):
    """A chart by the section that prints it in other statements; its caption is `chart.drawn-<kind>` of the words."""

    kind: str
    section: str
    chart: Chart


def drawn_charts(statement: Statement, form: Form) -> list[Drawn]:
    """The charts that the tables give, but for those that the statement has itself, in the order of 图1 to 图4."""
    own = {chart.section for chart in statement.charts}
    made = (
        Drawn("receipts", "receipts", Chart("receipts", bars=list(_columns(form, "receipts")))),
        Drawn("payments", "payments", Chart("payments", bars=list(_columns(form, "payments")))),
        Drawn("function", "general-budget-payments", Chart("function", bars=list(_functions(statement)))),
        Drawn("three-public", "three-public", Chart("three-public", kind="comparison", bars=list(_items(form)))),
    )
    with_bars = [each._replace(chart=_known(statement, each.chart)) for each in made if each.section not in own]
    return [each for each in with_bars if len(each.chart.bars) >= _LEAST]


def _columns(form: Form, role: str) -> Iterator[Bar]:
    """The total row of a table, by the columns that are no sums of others."""
    table = form.table(role)
    block = table.block_of("total") if table else None
    for column in (each for each in block.columns if not each.sum) if block else ():
        yield Bar(" ".join(column.heading), str(cell(role, "total", column.key)))


def _functions(statement: Statement) -> Iterator[Bar]:
    """The 类 of the payments by function."""
    role = "general-budget-payments"
    for row in statement.tables[role].rows if role in statement.tables else ():
        if len(row.key) == 3 and row.key.isdigit():
            yield Bar(row.name or row.key, str(cell(role, row.key, "total")))


def _items(form: Form) -> Iterator[Bar]:
    """Budget and actual of 因公出国(境)费、公务用车、公务接待费."""
    table = form.table("three-public")
    for block in table.blocks if table else ():
        items = [(row, column) for row in block.fixed if not row.sum for column in block.columns]
        for row, column in items:
            yield Bar(f"{row.name} {column.heading[-1]}", str(cell("three-public", row.key, column.key)))


def _known(statement: Statement, chart: Chart) -> Chart:
    """The bars that have an amount: of what is blank or nought there is nothing to draw."""
    return Chart(chart.key, kind=chart.kind, bars=[bar for bar in chart.bars if amount_of(statement, bar)])


def over_years(years: Mapping[int, Statement], role: str, row: str, column: str) -> list[Value]:
    """A figure in every year that there is a statement of; None where it is not disclosed."""
    bar = Bar(cell=str(cell(role, row, column)))
    amounts = {year: amount_of(years[year], bar) for year in sorted(years)}
    return [Value(str(year), amount, derived=False, share=None, cell=None) for year, amount in amounts.items()]


def sparkline(values: list[Value]) -> str:
    """The run of the amounts as little bars, the largest full; a gap where one is not known."""
    amounts = [value.amount for value in values]
    largest = max((amount for amount in amounts if amount is not None), default=None)
    if not largest or largest <= 0:
        return ""
    steps = "▁▂▃▄▅▆▇█"
    return "".join(
        " " if amount is None else steps[max(0, min(7, int(amount * 8 / largest) - (amount == largest)))]
        for amount in amounts
    )


def told(values: list[Value]) -> str:
    """The amounts in words, for readers of a screen's text: `2019 2,533.25 → 2020 4,090.91`."""
    return " → ".join(f"{value.label} {show_amount(value.amount)}" for value in values if value.amount is not None)
