"""This year's figures beside last year's: change and growth, exact, across forms and units."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final, NamedTuple

from .figure import Mark
from .form import Form
from .money import UNITS
from .place import TABLES, Place
from .statement import Row, Statement

_EXACT: Final = Context(prec=60)
_HUNDRED, _CENT = Decimal(100), Decimal("0.01")
NOTHING: Final = Decimal(0)
FACTS: Final = ("staff", "procurement", "assets", "performance")
"""Lists of counts and amounts."""


class Growth(NamedTuple):
    """A figure of two years, in the unit of the later one; None is not known, or not in the statement."""

    place: Place
    before: Decimal | None
    after: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """By how much it grew; exact."""
        if self.before is None or self.after is None:
            return None
        return _EXACT.subtract(self.after, self.before)

    @property
    def rate(self) -> Decimal | None:
        """By how many per cent, to two decimals, half up; None where last year's figure is no base for one."""
        change = self.change
        if change is None or self.before is None or self.before <= 0:
            return None
        # So many digits that no quotient of two amounts can be taken for a half that it is not.
        rate = _EXACT.divide(_EXACT.multiply(change, _HUNDRED), self.before)
        return rate.quantize(_CENT, ROUND_HALF_UP, _EXACT)


def amount_at(statement: Statement, place: Place) -> Decimal | None:
    """The amount of a cell, a printed blank as zero; None where it is not disclosed, or the table not there.

    In a table that is disclosed in full, a row that is not there has nothing in it.
    """
    table = statement.tables.get(place.role)
    if table is None:
        return None
    row = table.row(place.key)
    figure = row.figures.get(place.field) if row else None
    if isinstance(figure, Decimal):
        return figure
    if figure is Mark.BLANK or (figure is None and table.coverage == "full"):
        return NOTHING
    return None


def growth_at(former: Statement, statement: Statement, place: Place) -> Growth:
    """A cell beside last year's of the same role, row and column."""
    before = amount_at(former, place)
    if before is not None and former.unit != statement.unit:
        before = before.scaleb(UNITS[former.unit] - UNITS[statement.unit], _EXACT)
    return Growth(place, before, amount_at(statement, place))


def growths(former: Statement, statement: Statement, former_form: Form, form: Form) -> Iterator[Growth]:
    """Every cell that either year prints with an amount, in the order of this year's tables."""
    for role in dict.fromkeys([*form.tables, *former_form.tables]):
        if role in former.tables and role in statement.tables:
            for row, columns in _rows(role, former, statement, former_form, form):
                for column in columns:
                    found = growth_at(former, statement, Place(TABLES + role, row, column))
                    if _is_printed(former, found.place) or _is_printed(statement, found.place):
                        yield found


def fact_growths(former: Statement, statement: Statement) -> Iterator[Growth]:
    """Counts and amounts that the prose gives outside the tables, where both years give them in one unit."""
    for part in FACTS:
        before = {fact.key: fact for fact in getattr(former, part)}
        for fact in getattr(statement, part):
            was = before.get(fact.key)
            if was and was.unit == fact.unit and isinstance(was.value, Decimal) and isinstance(fact.value, Decimal):
                yield Growth(Place(part, fact.key, "value"), was.value, fact.value)


def _rows(
    role: str, former: Statement, statement: Statement, former_form: Form, form: Form
) -> Iterator[tuple[str, list[str]]]:
    """Keys of the rows of both years, each with its columns; rows that are gone stand behind the one they followed."""
    layouts = [layout for layout in (form.table(role), former_form.table(role)) if layout]
    columns = list(dict.fromkeys(key for layout in layouts for key in layout.column_keys()))
    ours = [row.key for row in statement.tables[role].rows]
    for key in _merged(ours, former.tables[role].rows):
        yield key, columns


def _merged(keys: list[str], rows: list[Row]) -> list[str]:
    known, behind, last = set(keys), dict[str, list[str]](), ""
    for row in rows:
        if row.key in known:
            last = row.key
        else:
            behind.setdefault(last, []).append(row.key)
    merged = behind.get("", [])
    for key in keys:
        merged += [key, *behind.get(key, [])]
    return merged


def _is_printed(statement: Statement, place: Place) -> bool:
    row = statement.tables[place.role].row(place.key)
    return row is not None and isinstance(row.figures.get(place.field), Decimal)
