"""Slips of a hand in one figure: which value a check needs there, and whether that is a slip away from what stands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from .claims.model import Number
from .engine import Engine
from .interval import Printed, digit
from .mentions import printed
from .outcome import Outcome, Quote
from .repairs import Correction

_RATIOS: Final = {"share", "completion", "growth", "growth-prior", "difference"}
_YUAN: Final = 10_000


class Figure(NamedTuple):
    """A figure of an outcome: what it is in the statement's unit, and the number of the text that it is, if any."""

    quote: Quote
    printed: Printed
    number: Number | None = None
    unit: str = "万元"

    @property
    def decimals(self) -> int:
        """Decimals that are printed, in the figure's own unit."""
        return self.number.decimals if self.number else self.printed.decimals

    @property
    def units(self) -> int:
        """Last digits, as printed."""
        return self.printed.units

    def nearest(self, value: Fraction) -> str:
        """A value as it should be printed here: half-up, with as many decimals, and the unit that stands here."""
        return self.shown(_half_up(value / digit(self.printed.decimals)))

    def shown(self, units: int, unit: str = "") -> str:
        """So many last digits, written as the figure is."""
        text = self.quote.text
        grouped = "," if "," in text or "，" in text or abs(self.printed.value) < 1000 else ""
        amount = f"{Decimal(units).scaleb(-self.decimals):{grouped}.{self.decimals}f}"
        if self.number is None:
            return amount
        tail = text.lstrip("0123456789.,，．-−－０１２３４５６７８９ ")
        return f"{amount}{unit or tail}"

    def correction(self, units: int, *, in_unit: bool = False) -> Correction:
        """The figure with so many last digits; `in_unit`: it is only the unit that is wrong, where that is printed."""
        if self.number is None:
            return Correction(self.quote.place, Decimal(units).scaleb(-self.decimals))
        if in_unit and self.number.unit != self.unit:
            value = self.shown(self.number.units, self.unit)
        else:
            value = self.shown(units)
        return Correction(self.quote.place, value, self.quote.start, self.quote.end)


def _half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def figure_at(engine: Engine, quote: Quote) -> Figure | None:
    """The figure that a quote shows."""
    unit = engine.context.statement.unit
    if not quote.is_span:
        has_figure = quote.place.is_cell or quote.place.field == "value"
        figure = engine.context.figure(quote.place) if has_figure else None
        return Figure(quote, Printed.from_decimal(figure), None, unit) if isinstance(figure, Decimal) else None
    found = (number for number in engine.numbers(quote.place.key) if number.start == quote.start)
    number = next(found, None)
    return Figure(quote, printed(number, unit), number, unit) if number else None


def required(engine: Engine, outcome: Outcome, quote: Quote) -> Iterator[tuple[int, int]]:
    """What a check needs in place of one of its figures: last digits, and by how many rounding may move them."""
    judged, figure = outcome.judgement, figure_at(engine, quote)
    if judged is None or judged.value is None or figure is None:
        return
    last = digit(figure.printed.decimals)
    stated, *others = outcome.quotes
    is_stated = (stated.place, stated.start) == (quote.place, quote.start)
    if outcome.message == "same" and len(others) == 1:
        other = figure_at(engine, others[0] if is_stated else stated)
        if other:
            yield _half_up(other.printed.value / last), 0
    elif outcome.message in _RATIOS and is_stated:
        yield _half_up(abs(judged.value) / last), 0
    elif outcome.message == "sum":
        whole = figure_at(engine, stated)
        weight = next((each.weight for each in others if each.place == quote.place and each.start == quote.start), 1)
        gap = (whole.printed.value if whole else Fraction(100)) - judged.value
        value = judged.value if is_stated else figure.printed.value + weight * gap
        yield _half_up(value / last), sum(1 for each in others if each.text) // 2


def nearby(figure: Figure, units: int, room: int) -> Iterator[tuple[str, int]]:
    """The values in reach of what is needed that one slip turns into what stands there."""
    for value in sorted(range(units - room, units + room + 1), key=lambda each: abs(each - units)):
        if value >= 0 and value != figure.units and (kind := _slip(figure.units, value)):
            yield kind, value


def _slip(stands: int, meant: int) -> str:
    if meant and meant * _YUAN <= stands + _YUAN // 2 < (meant + 1) * _YUAN:
        return "yuan"
    if stands and abs(meant - stands * _YUAN) <= _YUAN // 2:
        return "yuan"
    length = max(len(str(stands)), len(str(meant)), 3)
    one, two = str(stands).zfill(length), str(meant).zfill(length)
    at = [index for index in range(length) if one[index] != two[index]]
    if len(at) == 1:
        return "one-digit"
    if len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == two[at[1]] and one[at[1]] == two[at[0]]:
        return "swapped-digits"
    return ""
