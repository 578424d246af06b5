"""The interval type against brute force: every operation is compared with all values of a finer grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fintui.checks.interval import Interval, Mode, Printed, dot, quotient, weighted_sum

STEP = Fraction(1, 4)  # of the grid: ties lie on it, and there are points between a tie and a whole number
WAYS = {
    Mode.HALF_UP: (ROUND_HALF_UP,),
    Mode.HALF_EVEN: (ROUND_HALF_EVEN,),
    Mode.TRUNCATE: (ROUND_DOWN,),
    Mode.NEAREST: (ROUND_HALF_UP, ROUND_HALF_DOWN),
}
MODES = list(Mode)
UNITS = range(-2, 4)
FLOORS = [False, True]


def prints_as(value: Fraction, units: int, mode: Mode) -> bool:
    """Whether an amount (a multiple of 1/8) may be printed as that whole number, by the decimal module."""
    exact = Decimal(value.numerator) / value.denominator
    return any(int(exact.quantize(Decimal(1), way)) == units for way in WAYS[mode])


@cache
def grid(units: int, mode: Mode, floor: bool) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Grid points printed as `units`; and the same with the ends that are only approached."""
    points = [STEP * n for n in range(4 * units - 8, 4 * units + 9)]
    members = [x for x in points if prints_as(x, units, mode) and not (floor and units >= 0 and x < 0)]
    closure = list(members)
    cut = floor and members[0] == 0
    if not cut and prints_as(members[0] - STEP / 2, units, mode):
        closure.insert(0, members[0] - STEP)
    if prints_as(members[-1] + STEP / 2, units, mode):
        closure.append(members[-1] + STEP)
    return tuple(members), tuple(closure)


def agrees(result: Interval | None, members: set[Fraction], closure: set[Fraction]) -> None:
    """A bounded result has the ends of the closure, closed exactly where a member attains them."""
    assert result is not None
    assert (result.low, result.high) == (min(closure), max(closure))
    assert (result.low_closed, result.high_closed) == (result.low in members, result.high in members)


def operands() -> list[tuple[int, Mode, bool]]:
    return list(product(UNITS, MODES, FLOORS))


def pairs() -> Iterator[tuple[tuple[int, Mode, bool], tuple[int, Mode, bool]]]:
    for mode, floor in product(MODES, FLOORS):
        for one, two in product(UNITS, UNITS):
            yield (one, mode, floor), (two, mode, floor)


def interval(units: int, mode: Mode, floor: bool) -> Interval:
    return Printed(units).interval(mode, non_negative=floor)


# ---- printed figures


@pytest.mark.parametrize(
    ("text", "units", "decimals"),
    [
        ("4,090.91", 409091, 2),
        ("3734.66", 373466, 2),
        ("100.00", 10000, 2),
        ("0", 0, 0),
        ("0.00", 0, 2),
        ("-3.20", -320, 2),
        ("－3.20", -320, 2),
        ("−0.00", 0, 2),
        ("91 %", 91, 0),
        ("91.29%", 9129, 2),
        ("1,234,567", 1234567, 0),
    ],
)
def test_parse(text: str, units: int, decimals: int) -> None:
    assert Printed.parse(text) == Printed(units, decimals, text)


@pytest.mark.parametrize(
    "text", ["", "约16616", "1,23.4", "12,34", "1.", ".5", "1e3", "2000万元", "4 090.91", "--5", "０x", "0." + "1" * 31]
)
def test_parse_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="not a printed figure"):
        Printed.parse(text)


def test_from_decimal() -> None:
    assert Printed.from_decimal(Decimal("4090.90")) == Printed(409090, 2, "4090.90")
    assert Printed.from_decimal(Decimal("-0.5")).value == Fraction(-1, 2)
    assert Printed.from_decimal(Decimal("4090.91").scaleb(4)).decimals == -2
    for bad in ("NaN", "Infinity", "1E+99", "1E-99"):
        with pytest.raises(ValueError, match="not a printed figure"):
            Printed.from_decimal(Decimal(bad))


def test_units_of_money() -> None:
    yuan = Printed.parse("40,909,149.50").shifted(4)
    assert yuan.value == Fraction("4090.914950")
    assert yuan.interval().overlaps(Printed.parse("4,090.91").interval())
    coarse = Printed.parse("3.24").shifted(-4)
    assert (coarse.units, coarse.decimals) == (324, -2)
    assert coarse.interval() == Interval(Fraction(32350), Fraction(32450), low_closed=True, high_closed=False)


def test_last_digit_comes_from_the_text() -> None:
    assert Printed.parse("91 %").interval().low == Fraction(181, 2)
    assert Printed.parse("91.29%").interval().low == Fraction("91.285")


@pytest.mark.parametrize(("units", "mode", "floor"), operands())
def test_printed_interval(units: int, mode: Mode, floor: bool) -> None:
    members, closure = grid(units, mode, floor)
    found = interval(units, mode, floor)
    agrees(found, set(members), set(closure))
    for n in range(4 * units - 12, 4 * units + 13):
        assert (STEP * n in found) == (STEP * n in members)


@pytest.mark.parametrize("decimals", [-2, 0, 2])
@pytest.mark.parametrize("mode", MODES)
def test_printed_interval_scales(decimals: int, mode: Mode) -> None:
    for units in UNITS:
        plain, scaled = Printed(units).interval(mode), Printed(units, decimals).interval(mode)
        worth = Fraction(10) ** -decimals
        assert plain.low is not None
        assert plain.high is not None
        assert scaled == Interval(plain.low * worth, plain.high * worth, plain.low_closed, plain.high_closed)


# ---- sums, multiples, intersections


def test_sum_and_difference() -> None:
    for one, two in pairs():
        (m1, c1), (m2, c2) = grid(*one), grid(*two)
        agrees(interval(*one) + interval(*two), {a + b for a in m1 for b in m2}, {a + b for a in c1 for b in c2})
        agrees(interval(*one) - interval(*two), {a - b for a in m1 for b in m2}, {a - b for a in c1 for b in c2})


def test_multiples() -> None:
    for operand in operands():
        members, closure = grid(*operand)
        for factor in range(-3, 4):
            agrees(interval(*operand) * factor, {factor * a for a in members}, {factor * a for a in closure})


def test_sum_of_many() -> None:
    for mode in MODES:
        for units in product((-1, 0, 2), repeat=3):
            weights = (1, -1, 2)
            grids = [grid(u, mode, False) for u in units]
            found = weighted_sum([(w, interval(u, mode, False)) for w, u in zip(weights, units, strict=True)])
            values = [
                {sum((w * x for w, x in zip(weights, xs, strict=True)), Fraction()) for xs in product(*sets)}
                for sets in ([g[0] for g in grids], [g[1] for g in grids])
            ]
            agrees(found, values[0], values[1])


def test_sum_of_nothing_and_without_bound() -> None:
    assert weighted_sum([]) == Interval.point(0)
    ray = Interval(Fraction(1), None, low_closed=True, high_closed=False)
    assert ray + Interval.point(2) == Interval(Fraction(3), None, low_closed=True, high_closed=False)
    assert ray * -1 == Interval(None, Fraction(-1), low_closed=False, high_closed=True)
    assert (ray - ray).low is None
    assert 10**9 in ray
    assert 0 not in ray
    assert dot([(2, Fraction(1, 3)), (-1, Fraction(1, 6))]) == Fraction(1, 2)


def test_meet_and_overlap() -> None:
    for one, two in product(operands(), operands()):
        common = set(grid(*one)[0]) & set(grid(*two)[0])
        found = interval(*one).meet(interval(*two))
        assert interval(*one).overlaps(interval(*two)) == bool(common)
        assert (found is not None) == bool(common)
        for x in {*grid(*one)[1], *grid(*two)[1]}:
            assert found is None or (x in found) == (x in common)


def test_meet_without_bound() -> None:
    up = Interval(Fraction(0), None, low_closed=True, high_closed=False)
    assert Printed(0).interval().meet(up) == Printed(0).interval(non_negative=True)
    assert up.meet(up * -1) == Interval.point(0)
    assert up.meet(Printed(-3).interval()) is None
    assert up.slack(up, 0) is None
    everything = Interval(None, None, low_closed=False, high_closed=False)
    assert everything.meet(everything) == everything


def test_slack() -> None:
    """Moving one of two intervals by the slack makes them just touch."""
    for one, two in pairs():
        a, b = interval(*one), interval(*two)
        slack = a.slack(b, 0)
        assert slack is not None
        assert slack == b.slack(a, 0)
        assert a.slack(b, 2) == 100 * slack
        assert (slack > 0) <= a.overlaps(b) <= (slack >= 0)
        touching = [a + Interval.point(way * slack) for way in (1, -1)]
        assert 0 in [moved.slack(b, 0) for moved in touching]


def test_printable() -> None:
    for mode, (low, high) in product(MODES, product(range(-9, 10), repeat=2)):
        for low_closed, high_closed in product([True, False], repeat=2):
            if low > high or (low == high and not (low_closed and high_closed)):
                continue
            found = Interval(low * STEP, high * STEP, low_closed, high_closed)
            eighths = [Fraction(n, 8) for n in range(2 * low + (not low_closed), 2 * high + high_closed)]
            stated = {k for k in range(-5, 6) for x in eighths if prints_as(x, k, mode)}
            assert found.printable(0, mode) == len(stated), (found, mode)
    assert Interval(Fraction(0), None, high_closed=False).printable(2) is None
    assert Interval.point(Fraction(1, 3)).printable(2) == 1
    assert Interval(Fraction(0), Fraction(1000)).printable(-2) == 11


# ---- quotients

Function = Callable[[Fraction, Fraction], tuple[Fraction, Fraction]]
FORMS: dict[str, tuple[tuple[int, int], tuple[int, int], Function]] = {
    "part / whole": ((1, 0), (0, 1), lambda x, y: (x, y)),
    "part / (part + rest)": ((1, 0), (1, 1), lambda x, y: (x, x + y)),
    "change / (current - change)": ((0, 1), (1, -1), lambda x, y: (y, x - y)),
    "(current - prior) / prior": ((1, -1), (0, 1), lambda x, y: (x - y, y)),
}


@pytest.mark.parametrize("name", FORMS)
def test_quotients(name: str) -> None:
    """Ends, closedness and missing bounds, with bases that are positive, touch zero or lie on both sides of it."""
    top, bottom, function = FORMS[name]
    for one, two in pairs():
        (m1, c1), (m2, c2) = grid(*one), grid(*two)
        members = {n / d for n, d in (function(x, y) for x in m1 for y in m2) if d > 0}
        corners = [function(x, y) for x in c1 for y in c2]
        closure = {n / d for n, d in corners if d > 0}
        found = quotient(interval(*one), interval(*two), top, bottom)
        if not closure:
            assert found is None
            continue
        assert found is not None
        endless = [any(d == 0 and sign * n > 0 for n, d in corners) for sign in (-1, 1)]
        assert [found.low is None, found.high is None] == endless, (one, two, found)
        for end, closed, best in ((found.low, found.low_closed, min), (found.high, found.high_closed, max)):
            assert (end is None and not closed) or (end == best(closure) and closed == (end in members)), (one, two)


def test_growth_falls_with_the_current_figure_only_if_it_grew() -> None:
    """For a decrease the larger current figure gives the larger (less negative) rate."""
    found = quotient(Printed(100).interval(), Printed(-50).interval(), (0, 100), (1, -1))
    assert found is not None
    assert found.low == 100 * Fraction("-50.5") / (Fraction("99.5") + Fraction("50.5"))
    assert found.high == 100 * Fraction("-49.5") / (Fraction("100.5") + Fraction("49.5"))


def test_part_of_its_own_whole_is_narrower() -> None:
    part, rest = Printed.parse("5.0").interval(), Printed.parse("5.0").interval()
    free, bound = quotient(part, part + rest), quotient(part, rest, (1, 0), (1, 1))
    assert free is not None
    assert bound is not None
    assert free.low is not None
    assert free.high is not None
    assert bound.low == Fraction("4.95") / (Fraction("4.95") + Fraction("5.05")) > free.low
    assert bound.high == Fraction("5.05") / (Fraction("5.05") + Fraction("4.95")) < free.high


def test_quotient_needs_bounds() -> None:
    ray = Interval(Fraction(0), None, high_closed=False)
    for x, y in ((ray, Interval.point(1)), (Interval.point(1), ray)):
        with pytest.raises(ValueError, match="bounds"):
            quotient(x, y)


def test_constant_edge_attains_what_its_corners_do_not() -> None:
    """0 / b is 0 for every b, so that end is closed though b's own ends are open."""
    zero = quotient(Printed.parse("0.00").interval(non_negative=True), Printed.parse("1.98").interval(Mode.TRUNCATE))
    assert zero is not None
    assert zero.low == 0
    assert zero.low_closed
    above = Interval(Fraction(0), Fraction(1), low_closed=False, high_closed=True)
    never = quotient(above, Printed(3).interval(Mode.NEAREST))
    assert never is not None
    assert never.low == 0
    assert not never.low_closed
    odd = quotient(Printed(0).interval(non_negative=True), Printed(3).interval(Mode.HALF_EVEN))
    assert odd is not None
    assert odd.low_closed
    assert not odd.high_closed


# ---- properties

figures = st.builds(Printed, st.integers(-(10**9), 10**9), st.integers(-2, 6))
modes = st.sampled_from(Mode)


@settings(max_examples=300, deadline=None)
@given(figures, figures, modes)
def test_two_figures_of_one_unit_never_share_an_amount(one: Printed, two: Printed, mode: Mode) -> None:
    if one.decimals == two.decimals and one.units != two.units and mode is not Mode.NEAREST:
        assert not one.interval(mode).overlaps(two.interval(mode))
    assert one.interval(mode).overlaps(one.interval(mode))


@settings(max_examples=300, deadline=None)
@given(figures, modes)
def test_mirror_image(figure: Printed, mode: Mode) -> None:
    assert Printed(-figure.units, figure.decimals).interval(mode) == figure.interval(mode) * -1


@settings(max_examples=300, deadline=None)
@given(figures, modes)
def test_figure_stands_for_itself(figure: Printed, mode: Mode) -> None:
    assert figure.value in figure.interval(mode)
    assert figure.interval(mode).printable(figure.decimals, mode) == (1 if mode is not Mode.NEAREST else 3)


@settings(max_examples=300, deadline=None)
@given(st.lists(figures, min_size=1, max_size=40))
def test_sum_is_the_same_in_any_order(parts: list[Printed]) -> None:
    terms = [(1 if part.units % 3 else -1, part.interval()) for part in parts]
    turned = terms[::-1]
    assert weighted_sum(terms) == weighted_sum(turned)
    one_by_one = Interval.point(0)
    for weight, term in terms:
        one_by_one = one_by_one + term if weight > 0 else one_by_one - term
    assert one_by_one == weighted_sum(terms)
