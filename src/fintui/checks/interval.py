"""Printed figures, and the exact ranges of amounts that they stand for.

A figure printed as 4,090.91 says only that the amount behind it rounds to that. So figures are judged on intervals
with exact ends; an end is closed only where an admissible amount lies on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cache, cmp_to_key
from math import floor, lcm
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

MAX_DECIMALS = 30  # anything beyond is a damaged text, and its powers of ten would only cost time
_NUMBER = re.compile(r"\s*([-+−－]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{1,30}))?\s*[%％]?\s*")


class Mode(Enum):
    """How a document rounds: ties away from zero, ties to even, digits cut off, or nearest with ties unknown."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    TRUNCATE = "truncate"
    NEAREST = "nearest"


@cache
def digit(decimals: int) -> Fraction:
    """The worth of the last digit of a figure with so many decimals."""
    return Fraction(10) ** -decimals


def _reach(units: int, mode: Mode) -> tuple[int, int, bool, bool]:
    """The ends of what is printed as `units`, in half units, and whether each is closed."""
    twice = 2 * units
    if mode is Mode.HALF_UP:
        return twice - 1, twice + 1, units > 0, units < 0
    if mode is Mode.TRUNCATE:
        return twice - 2 * (units <= 0), twice + 2 * (units >= 0), units > 0, units < 0
    closed = mode is Mode.NEAREST or units % 2 == 0
    return twice - 1, twice + 1, closed, closed


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from low to high, at least one; None is an end without bound and never closed."""

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True

    @classmethod
    def point(cls, value: Fraction | int) -> Interval:
        """The value alone."""
        return cls(Fraction(value), Fraction(value))

    def __add__(self, other: Interval) -> Interval:
        return weighted_sum([(1, self), (1, other)])

    def __sub__(self, other: Interval) -> Interval:
        return weighted_sum([(1, self), (-1, other)])

    def __mul__(self, factor: int) -> Interval:
        return weighted_sum([(factor, self)])

    def __contains__(self, value: Fraction | int) -> bool:
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        return above and (self.high is None or value < self.high or (self.high_closed and value == self.high))

    def meet(self, other: Interval) -> Interval | None:
        """The values in both, None if there are none. Of two equal ends the open one decides."""
        both = (self, other)
        low, low_open = max([(i.low, not i.low_closed) for i in both if i.low is not None], default=(None, True))
        high, high_closed = min([(i.high, i.high_closed) for i in both if i.high is not None], default=(None, False))
        if low is None or high is None or low < high or (low == high and high_closed and not low_open):
            return Interval(low, high, not low_open, high_closed)
        return None

    def overlaps(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return self.meet(other) is not None

    def slack(self, other: Interval, decimals: int) -> Fraction | None:
        """Room left before the two part, in last digits at so many decimals; below zero it is their gap.

        None if one cannot leave the other.
        """
        pairs = ((self.high, other.low), (other.high, self.low))
        rooms = [high - low for high, low in pairs if high is not None and low is not None]
        return min(rooms) / digit(decimals) if rooms else None

    def printable(self, decimals: int, mode: Mode = Mode.HALF_UP) -> int | None:
        """How many figures with so many decimals stand for some value in here; None without bound."""
        if self.low is None or self.high is None:
            return None
        low, high = 2 * self.low / digit(decimals), 2 * self.high / digit(decimals)
        first, last = floor(low) // 2, floor(high) // 2 + 1
        while (end := _reach(first, mode))[1] < low or (end[1] == low and not (end[3] and self.low_closed)):
            first += 1
        while (end := _reach(last, mode))[0] > high or (end[0] == high and not (end[2] and self.high_closed)):
            last -= 1
        return last - first + 1


class Printed(NamedTuple):
    """A figure as printed: `units` of its last digit, the `decimals` it shows, and the text it was read from.

    Negative decimals are a coarser last digit: 3.24 亿元 among 万元 is 324 units at −2 decimals.
    """

    units: int
    decimals: int = 0
    text: str = ""

    @classmethod
    def parse(cls, text: str) -> Printed:
        """Read "4,090.91", "-3.20" or "91 %"; ValueError for anything else, "约5" too."""
        match = _NUMBER.fullmatch(text)
        if match is None:
            raise ValueError(f"not a printed figure: {text!r}")
        part = match[3] or ""
        units = int(match[2].replace(",", "") + part)
        return cls(units if match[1] in {"", "+"} else -units, len(part), text)

    @classmethod
    def from_decimal(cls, amount: Decimal) -> Printed:
        """A Decimal with the places it was written with; ValueError if it is not finite or of absurd size."""
        sign, digits, exponent = amount.as_tuple()
        if not isinstance(exponent, int) or abs(exponent) > MAX_DECIMALS:
            raise ValueError(f"not a printed figure: {amount}")
        units = int("".join(map(str, digits)))
        return cls(-units if sign else units, -exponent, str(amount))

    @property
    def value(self) -> Fraction:
        """The figure taken at its word."""
        top, bottom = digit(self.decimals).as_integer_ratio()
        return Fraction(self.units * top, bottom)

    def shifted(self, power: int) -> Printed:
        """The same amount in a unit of money 10**power times as large: 元 to 万元 is 4, 亿元 to 万元 is −4."""
        return Printed(self.units, self.decimals + power, self.text)

    def interval(self, mode: Mode = Mode.HALF_UP, *, non_negative: bool = False) -> Interval:
        """The amounts printed so. `non_negative` leaves out those below zero, unless the figure itself is."""
        low, high, low_closed, high_closed = _reach(self.units, mode)
        if non_negative and low < 0 <= self.units:
            low, low_closed = 0, True
        top, bottom = digit(self.decimals).as_integer_ratio()
        return Interval(Fraction(low * top, 2 * bottom), Fraction(high * top, 2 * bottom), low_closed, high_closed)


def weighted_sum(terms: Iterable[tuple[int, Interval]]) -> Interval:
    """Σ weight × interval of independent terms; an end is closed only if all the ends it is made of are."""
    terms = [(weight, term) for weight, term in terms if weight]  # no times an open end is still exactly nothing
    ends = [(weight, t.low, t.high) if weight > 0 else (weight, t.high, t.low) for weight, t in terms]
    lows = [(weight, low) for weight, low, _ in ends if low is not None]
    highs = [(weight, high) for weight, _, high in ends if high is not None]
    return Interval(
        dot(lows) if len(lows) == len(ends) else None,
        dot(highs) if len(highs) == len(ends) else None,
        all(t.low_closed if weight > 0 else t.high_closed for weight, t in terms),
        all(t.high_closed if weight > 0 else t.low_closed for weight, t in terms),
    )


def dot(terms: Iterable[tuple[int, Fraction]]) -> Fraction:
    """Σ weight × value, over one denominator: much faster than adding fractions one by one."""
    pairs = [(weight, *value.as_integer_ratio()) for weight, value in terms]
    den = lcm(*[d for _, _, d in pairs])
    return Fraction(sum([weight * n * (den // d) for weight, n, d in pairs]), den)


Form = tuple[int, int]
"""(p, q) stands for p·x + q·y."""


def quotient(x: Interval, y: Interval, top: Form = (1, 0), bottom: Form = (0, 1)) -> Interval | None:
    """Range of top / bottom (no multiple of each other) for x and y where bottom > 0; None if that is nowhere.

    A quotient of linear forms is monotone along every line, so its bounds lie at the corners of the box, even if
    x or y occurs above and below the line; there is no bound where an edge crosses bottom = 0. ValueError for an
    operand without bounds.
    """
    if x.low is None or x.high is None or y.low is None or y.high is None:
        raise ValueError("a quotient needs operands with bounds")
    den = lcm(*[end.denominator for end in (x.low, x.high, y.low, y.high)])
    x0, x1, y0, y1 = (end.numerator * (den // end.denominator) for end in (x.low, x.high, y.low, y.high))
    (p, q), (s, t) = top, bottom
    corners = [(p * a + q * b, s * a + t * b) for a, b in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    edges = (y.low_closed, x.high_closed, y.high_closed, x.low_closed)  # edge i leads from corner i to the next
    closed = [edges[i - 1] and edges[i] for i in range(4)]
    poles = set()  # is top positive where an edge meets bottom = 0?
    for i, j in ((0, 1), (1, 2), (2, 3), (3, 0)):
        (n1, d1), (n2, d2) = corners[i], corners[j]
        turn = n1 * d2 - n2 * d1
        if turn == 0 and edges[i]:  # constant along the edge: points inside it attain what a corner may not
            closed[i] = closed[j] = True
        if turn and min(d1, d2) <= 0 < max(d1, d2):
            poles.add((turn > 0) is (d1 <= 0))
    ends = [(n, d, c) for (n, d), c in zip(corners, closed, strict=True) if d > 0]
    if not ends:
        return None
    low, low_closed = (None, False) if False in poles else _bound(min(ends, key=_SIZE), ends)
    high, high_closed = (None, False) if True in poles else _bound(max(ends, key=_SIZE), ends)
    return Interval(low, high, low_closed, high_closed)


_End = tuple[int, int, bool]  # n/d with d > 0, and whether it is attained


def _compare(one: _End, two: _End) -> int:
    return one[0] * two[1] - two[0] * one[1]


_SIZE = cmp_to_key(_compare)  # making a fraction of each corner would cost more


def _bound(best: _End, ends: list[_End]) -> tuple[Fraction, bool]:
    return Fraction(best[0], best[1]), any(end[2] and _compare(end, best) == 0 for end in ends)
