"""The department over the years: totals of its other statements in the folder, as charts and little bars."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from ...files.faults import UnreadableError
from ...files.former import years_of
from ...files.reader import load
from ...model.drawn import TRENDS, drawn_charts, over_years, sparkline, told
from ..bars import draw_bars
from ..items import Field, Item
from ..pages import bars, heading
from ..text import clean

if TYPE_CHECKING:
    from ...model.charts import Value
    from ...model.place import Place
    from ...model.statement import Statement
    from ..desk import Desk
    from ..text import Line

MOST: Final = 6
"""Years that are looked at, the latest."""


class Trend:
    """Knows the other years once they were looked for; a file that cannot be read has no year."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.others: dict[int, Statement] = {}

    def find(self) -> None:
        """Look for the other years beside the file, and show them where the panel does."""
        desk = self.desk
        if desk.path is None:
            return
        own = desk.document.statement
        found = years_of(desk.path, own.department)
        for year in sorted(found.keys() - {own.year}, reverse=True)[: MOST - 1]:
            try:
                statement = load(found[year]).statement
            except UnreadableError:
                continue
            if statement.unit == own.unit:
                self.others[year] = statement
        if self.others:
            desk.refresh_page()

    @property
    def years(self) -> dict[int, Statement]:
        """Every year, this one as it is now."""
        own = self.desk.document.statement
        return {**self.others, own.year: own}

    def spark(self, place: Place) -> str:
        """A figure over the years as little bars, with what they stand for; empty where there is but one year."""
        if not self.others:
            return ""
        values = over_years(self.years, place.role, place.key, place.field)
        bars_ = sparkline(values)
        return f"{bars_}  {told(values)}" if bars_ else ""

    def charts(self) -> list[Item]:
        """The charts that the tables give beside the statement's own, then totals over the years."""
        words, document = self.desk.words, self.desk.document
        items: list[Item] = []
        for drawn in drawn_charts(document.statement, document.form):
            items += [heading(words(f"chart.drawn-{drawn.kind}")), bars(document, drawn.chart, words)]
        for role, row, column in TRENDS if self.others else ():
            values = over_years(self.years, role, row, column)
            form = document.form.table(role)
            fixed = form.fixed(row) if form else None
            title = words("chart.trend", what=clean(f"{form.title} {fixed.name if fixed else row}" if form else role))
            if sum(value.amount is not None for value in values) > 1:
                items += [heading(title), Item(draw=self._drawing(values))]
        if items:
            items.insert(0, Item((Field(words("chart.drawn"), "muted"),), space=1))
        return items

    def _drawing(self, values: list[Value]) -> Callable[[int], list[Line]]:
        return lambda room: draw_bars(values, room, self.desk.words)
