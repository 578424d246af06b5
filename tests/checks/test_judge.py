"""Judgements: the worked examples of the published document, known defects of other checkers, and random truths."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fintui.checks.interval import Interval, Mode, Printed
from fintui.checks.judge import (
    UNDECIDABLE,
    Grade,
    How,
    Judgement,
    Operand,
    Severity,
    completion,
    counts,
    difference,
    growth,
    growth_from_prior,
    is_truncated,
    points,
    relation,
    restatement,
    rounding_modes,
    severity,
    share,
    share_of_sum,
    tail_probability,
    total,
)

P = Printed.parse
EXACT, WITHIN, IMPROBABLE = Grade.EXACT, Grade.WITHIN_ROUNDING, Grade.IMPROBABLE
WRONG, OPEN, LAST = Grade.INCONSISTENT, Grade.UNDECIDABLE, Grade.LAST_DIGIT
UP, DOWN = How(direction=1), How(direction=-1)


def plus(*texts: str) -> list[tuple[int, Operand]]:
    return [(1, P(text)) for text in texts]


def bounds(judgement: Judgement) -> tuple[Fraction, Fraction]:
    assert judgement.computed is not None
    assert judgement.computed.low is not None
    assert judgement.computed.high is not None
    return judgement.computed.low, judgement.computed.high


def near(value: Fraction, text: str) -> bool:
    return abs(value - Fraction(text)) < Fraction(1, 100000)


# ---- the document's percentages

SHARES = [  # stated, part, whole, recomputed, range, grade, its grade if all were truncated, power
    ("172.99%", "3934.62", "2274.43", "172.99367", ("172.99307", "172.99427"), EXACT, EXACT, 1),
    ("198.52%", "25.46", "12.82", "198.59594", ("198.47953", "198.71245"), WITHIN, WITHIN, 24),
    ("383.59%", "87.61", "22.84", "383.58144", ("383.47560", "383.68732"), WITHIN, WITHIN, 22),
    ("100.37%", "43.22", "43.06", "100.37157", ("100.34831", "100.39484"), EXACT, EXACT, 5),
    ("173.85%", "4090.91", "2353.16", "173.84751", ("173.84693", "173.84809"), EXACT, WRONG, 1),
    ("8.71%", "356.25", "4090.91", "8.70833", ("8.70820", "8.70846"), EXACT, WRONG, 1),
    ("91.29%", "3734.66", "4090.91", "91.29167", ("91.29144", "91.29190"), EXACT, EXACT, 1),
    ("96.18%", "3934.62", "4090.91", "96.17958", ("96.17934", "96.17982"), EXACT, WRONG, 1),
    ("1.06%", "43.22", "4090.91", "1.05649", ("1.05637", "1.05661"), EXACT, WRONG, 1),
    ("42.05%", "1612.54", "3834.44", "42.05412", ("42.05394", "42.05430"), EXACT, EXACT, 1),
    ("91%", "3734.66", "3734.66", "100", ("99.99973", "100.00027"), WRONG, WRONG, 1),
    ("91%", "3734.66", "4090.91", "91.29167", ("91.29144", "91.29190"), EXACT, EXACT, 1),
    ("0%", "0.00", "1.98", "0", ("0", "0.25317"), EXACT, EXACT, 1),
    ("0.00%", "0.00", "1.98", "0", ("0", "0.25317"), EXACT, EXACT, 26),
    ("0.00%", "0.00", "4090.91", "0", ("0", "0.00012"), EXACT, EXACT, 1),
    ("0.62%", "25.46", "4,090.91", "0.62235", ("0.62223", "0.62248"), EXACT, EXACT, 1),
    ("2.14%", "87.61", "4,090.91", "2.14158", ("2.14145", "2.14170"), EXACT, EXACT, 1),
    ("100.00 %", "4,090.91", "4,090.91", "100", ("99.99976", "100.00024"), EXACT, EXACT, 1),
]


@pytest.mark.parametrize("row", SHARES)
def test_published_percentages(row: tuple[str, str, str, str, tuple[str, str], Grade, Grade, int]) -> None:
    stated, part, whole, value, ends, grade, cut, power = row
    found = share(P(stated), P(part), P(whole))
    assert found.grade is grade
    assert found.power == power
    assert found.value is not None
    assert near(found.value, value)
    assert all(near(end, text) for end, text in zip(bounds(found), ends, strict=True))
    assert share(P(stated), P(part), P(whole), How(Mode.TRUNCATE)).grade is cut
    assert share(P(stated), P(part), P(whole), How(Mode.HALF_EVEN)).grade is grade
    assert share(P(stated), P(part), P(whole), How(Mode.NEAREST)).grade is grade
    assert (found.slack is not None) == (found.gap is not None)
    assert found.slack is not None
    assert (found.slack < 0) == (grade is WRONG)


def test_gap_and_slack_of_a_percentage() -> None:
    found = share(P("198.52"), P("25.46"), P("12.82"))
    assert found.gap is not None
    assert near(found.gap, "-7.59438")
    assert found.slack is not None
    assert found.slack == 100 * (Fraction("198.525") - 100 * Fraction("25.455") / Fraction("12.825"))


def test_growth_of_the_document() -> None:
    found = growth(P("61.49"), P("4090.91"), P("1557.66"), UP)
    assert (found.grade, found.power) == (EXACT, 1)
    assert all(near(end, text) for end, text in zip(bounds(found), ("61.48816", "61.48904"), strict=True))
    assert growth(P("61.49"), P("4090.91"), P("1557.66")).grade is EXACT
    assert growth(P("61.49"), P("4090.91"), P("1557.66"), How(Mode.TRUNCATE, direction=1)).grade is WRONG
    assert growth_from_prior(P("61.49"), P("4090.91"), P("2533.25"), UP).grade is EXACT
    assert growth(P("61.49"), P("4090.91"), P("1557.66"), DOWN).grade is WRONG
    assert growth(P("38.08"), P("4090.91"), P("1557.66"), UP).grade is WRONG  # over the current year


def test_same_cell_is_exactly_one_hundred() -> None:
    cell = P("3734.66")
    assert share(P("91"), cell, cell, same_cell=True).grade is WRONG
    assert share(P("100"), cell, cell, same_cell=True).grade is EXACT
    assert share(P("100.01"), P("3.00"), P("3.00")).grade is WITHIN
    assert share(P("100.01"), P("3.00"), P("3.00"), same_cell=True).grade is WRONG
    assert share(P("100"), P("0.00"), P("0.00"), same_cell=True).grade is OPEN


def test_part_of_its_own_whole() -> None:
    part, rest = P("0.50"), P("0.50")
    wide, narrow = share(P("50.70"), part, P("1.00")), share_of_sum(P("50.70"), part, rest)
    assert (wide.grade, narrow.grade) == (OPEN, WRONG)
    assert share_of_sum(P("50.00"), part, rest).grade is EXACT
    assert share_of_sum(P("50.30"), part, rest).grade is WITHIN
    assert bounds(share_of_sum(P("0.0"), P("0.0"), P("9.0"))) == (Fraction(0), 100 * Fraction("0.05") / Fraction(9))


def test_percentage_of_exact_numbers() -> None:
    """One of eight is 12.5, which only the rounding mode tells from 12 or 13."""
    expected = {
        Mode.HALF_UP: (EXACT, WRONG),
        Mode.TRUNCATE: (WRONG, EXACT),
        Mode.HALF_EVEN: (WRONG, EXACT),
        Mode.NEAREST: (EXACT, EXACT),
    }
    for mode, grades in expected.items():
        assert tuple(share(P(stated), 1, 8, How(mode)).grade for stated in ("13", "12")) == grades


# ---- sums


@pytest.mark.parametrize(
    ("stated", "parts", "grade", "gap"),
    [
        ("2353.16", ("2274.43", "12.82", "22.84", "43.06"), WITHIN, 1),
        ("4,090.91", ("3934.62", "25.46", "87.61", "43.22"), EXACT, 0),
        ("3834.44", ("195.06", "0.00", "3639.38"), EXACT, 0),
        ("356.25", ("285.10", "71.15"), EXACT, 0),
        ("4090.91", ("356.25", "3734.66"), EXACT, 0),
        ("356.26", ("285.10", "71.15"), WITHIN, 1),
        ("356.27", ("285.10", "71.15"), WRONG, 2),
        ("3834.45", ("195.06", "0.00", "3639.38"), WITHIN, 1),
        ("3834.46", ("195.06", "0.00", "3639.38"), WRONG, 2),
        ("3834.42", ("195.06", "0.00", "3639.38"), WRONG, -2),
    ],
)
def test_sums(stated: str, parts: tuple[str, ...], grade: Grade, gap: int) -> None:
    found = total(P(stated), plus(*parts))
    assert (found.grade, found.gap) == (grade, Fraction(gap))


def test_sum_of_the_budgets() -> None:
    found = total(P("2353.16"), plus("2274.43", "12.82", "22.84", "43.06"))
    assert found.computed == Interval(Fraction("2353.13"), Fraction("2353.17"), low_closed=True, high_closed=False)
    assert found.stated == Interval(Fraction("2353.155"), Fraction("2353.165"), low_closed=True, high_closed=False)
    assert found.slack == Fraction(3, 2)
    assert found.tail == Fraction(77, 192)  # 0.40: the normal case
    procured = total(P("3834.44"), plus("195.06", "0.00", "3639.38"))
    assert procured.computed == Interval(Fraction("3834.43"), Fraction("3834.455"), low_closed=True, high_closed=False)


@pytest.mark.parametrize("count", range(1, 9))
def test_envelope_is_half_the_number_of_parts(count: int) -> None:
    """|D| may be count // 2 last digits, for odd and even counts alike; touching ends are let in only by `nearest`."""
    parts = plus(*["10.00"] * count)
    for mode in (Mode.HALF_UP, Mode.HALF_EVEN, Mode.NEAREST):
        for gap in range(-6, 7):
            found = total(Printed(1000 * count + gap, 2), parts, How(mode))
            touches = 2 * abs(gap) == count + 1 and (mode is Mode.NEAREST or (mode is Mode.HALF_EVEN and gap % 2 == 0))
            assert (found.grade is not WRONG) == (abs(gap) <= count // 2 or touches), (mode, gap)


def test_possible_but_improbable() -> None:
    column = plus(*["7.77"] * 30)
    exact = 30 * 777
    grades = [total(Printed(exact + gap, 2), column).grade for gap in range(17)]
    assert grades == [EXACT] + [WITHIN] * 7 + [IMPROBABLE] * 8 + [WRONG]
    nine = total(Printed(exact + 9, 2), column).tail
    assert nine is not None
    assert nine < Fraction(1, 10**6)
    cut = total(Printed(exact + 15, 2), column, How(Mode.TRUNCATE))  # half a digit lost by each part is to be expected
    assert (cut.grade, cut.tail) == (WITHIN, None)


def test_zeros_in_a_column_excuse_nothing() -> None:
    """Five printed zeros leave room for two last digits, but hardly ever hold anything."""
    row = plus("4090.91", "0.00", "0.00", "0.00", "0.00", "0.00")
    assert total(P("4090.91"), row).grade is EXACT
    assert total(P("4090.93"), row).grade is IMPROBABLE
    assert total(P("4090.89"), row).grade is WRONG


def test_shares_of_a_whole_make_one_hundred() -> None:
    assert total(100, plus("96.18", "0.62", "2.14", "1.06")).grade is EXACT
    assert total(100, plus("96.19", "0.62", "2.14", "1.06")).grade is WITHIN
    assert total(100, plus("96.21", "0.62", "2.14", "1.06")).grade is WRONG
    assert total(100, plus("96.19", "0.62", "2.14", "1.06")).slack == 1
    assert total(100, plus("96.2", "3.81")).gap == -1
    assert total(100, plus("3.81", "96.2")).gap == -1


def test_sums_over_several_units_and_weights() -> None:
    assert total(P("12.5"), plus("4.25", "8.25")).grade is EXACT
    assert total(P("12.6"), plus("4.25", "8.25")).grade is WRONG
    assert total(P("12.6"), plus("4.25", "8.29")).grade is WRONG  # 12.55 is never reached
    assert total(P("12.6"), plus("4.24", "5.20", "3.10")).grade is WITHIN
    assert total(P("12.6"), plus("4.24", "5.20", "3.10")).tail is None
    assert total(P("2.00"), [(1, P("5.00")), (1, P("1.00")), (-1, P("4.00"))]).grade is EXACT
    assert total(P("-3.00"), [(1, P("1.00")), (-1, P("4.00"))]).grade is EXACT
    assert total(P("9.00"), [(2, P("4.50"))]).tail is None
    assert total(P("0.00"), [(1, P("5.00")), (-1, P("5.00"))]).grade is EXACT


def test_unknown_is_never_passed() -> None:
    one = P("1.00")
    for found in (
        total(one, [(1, one), (1, None)]),
        total(None, [(1, one)]),
        total(one, []),
        share(one, None, one),
        share(None, one, one),
        share(one, one, None, same_cell=True),
        growth(one, one, None, UP),
        growth_from_prior(one, None, one),
        difference(one, one, None),
        restatement(one, None),
        restatement(None, one),
        relation(None, "<", one),
        counts(None, [1, 2]),
        counts(3, [1, None]),
    ):
        assert found == UNDECIDABLE


# ---- rounding errors that add up

TAILS = {  # parts: chances of a gap of 1, 2, 3, 4 and more; gaps that are rarer than 1 in 10**3 and 10**6
    2: ((".25", "0", "0", "0"), 2, 2),
    4: ((".40", ".0052", "0", "0"), 3, 3),
    8: ((".55", ".066", ".0013", ".0000002"), 4, 4),
    10: ((".59", ".10", ".0049", ".00003"), 4, 5),
    20: ((".70", ".25", ".052", ".0061"), 5, 7),
    30: ((".75", ".34", ".11", ".026"), 6, 8),
    100: ((".86", ".60", ".39", ".23"), 10, 15),
}


@pytest.mark.parametrize("count", TAILS)
def test_tail_probabilities(count: int) -> None:
    chances, rare, very_rare = TAILS[count]
    for gap, text in enumerate(chances, 1):
        last_place = Fraction(1, 10 ** len(text[1:])) if text != "0" else Fraction(0)
        assert abs(tail_probability(count, 2 * gap - 1) - Fraction(text)) <= last_place / 2
    firsts = [next(d for d in range(99) if tail_probability(count, 2 * d - 1) < Fraction(1, 10**k)) for k in (3, 6)]
    assert firsts == [rare, very_rare]


def test_tail_by_hand() -> None:
    assert tail_probability(0, 1) == tail_probability(1, 1) == 0
    assert tail_probability(5, 0) == tail_probability(0, -1) == 1
    assert tail_probability(2, 1) == Fraction(1, 4)  # two triangles of the unit square
    assert tail_probability(3, 2) == 2 * Fraction(1, 48)  # two corners of the cube


# ---- the same figure twice, differences, order, counts


@pytest.mark.parametrize(
    ("one", "two", "grade"),
    [
        ("3734.66", "3,734.66", EXACT),
        ("326.71", "326.72", LAST),
        ("1367.76", "1367.75", LAST),
        ("1.00", "1.02", WRONG),
        ("10.00", "99.00", WRONG),
        ("2000", "2,000.00", EXACT),
        ("356.25", "356", EXACT),
        ("356", "356.25", EXACT),
        ("356.5", "356.54", EXACT),
        ("356.50", "356", WITHIN),
        ("356.51", "356", WRONG),
        ("356.50", "357", EXACT),
        ("356.499", "356.5", EXACT),
        ("0.4", "0", EXACT),
        ("-5.00", "5.00", WRONG),
    ],
)
def test_restatement(one: str, two: str, grade: Grade) -> None:
    assert restatement(P(one), P(two)).grade is grade
    assert restatement(P(two), P(one)).grade is grade


def test_restatement_in_other_units() -> None:
    assert restatement(P("40,909,149").shifted(4), P("4,090.91")).grade is EXACT
    assert restatement(P("40,909,150").shifted(4), P("4,090.91")).grade is WITHIN  # 40,909,149.60 prints as both
    assert restatement(P("40,909,151").shifted(4), P("4,090.91")).grade is WRONG
    assert restatement(P("40,909,150").shifted(4), P("4,090.92")).grade is EXACT
    assert restatement(P("0.41").shifted(-4), P("4,090.91")).grade is EXACT
    found = restatement(P("40,910,149").shifted(4), P("4,090.91"))
    assert found.gap == Fraction("10.49")
    assert found.slack is not None
    assert found.slack < 0


def test_difference() -> None:
    assert difference(P("1557.66"), P("4090.91"), P("2533.25"), UP).grade is EXACT
    assert difference(P("1.98"), P("0.00"), P("1.98"), DOWN).grade is EXACT
    assert difference(P("1.98"), P("0.00"), P("1.98"), UP).grade is WRONG
    assert difference(P("0.01"), P("100.00"), P("100.00"), UP).grade is WITHIN
    assert difference(P("0.00"), P("100.00"), P("100.01"), UP).grade is WRONG  # it fell, by however little
    assert difference(P("0.00"), P("100.00"), P("100.01"), DOWN).grade is WITHIN
    assert difference(P("0.01"), P("100.00"), P("100.01"), UP).grade is WRONG
    assert difference(P("0.00"), P("0.00"), P("0.00"), UP).grade is EXACT
    assert difference(P("-3.20"), P("1.80"), P("5.00"), DOWN).grade is WRONG  # 减少-3.20 says twice that it fell
    assert difference(P("-3.20"), P("1.80"), P("5.00")).grade is EXACT


def test_points() -> None:
    assert points(P("2.50"), P("91.29"), P("88.79"), UP).grade is EXACT
    assert points(P("2.51"), P("91.29"), P("88.79"), UP).grade is WITHIN
    assert points(P("2.82"), P("91.29"), P("88.79"), UP).grade is WRONG  # the ratio of the two is no difference
    assert points(P("7.0"), P("-3.00"), P("-10.00"), UP).grade is EXACT
    assert points(P("2.50"), P("88.79"), P("91.29"), UP).grade is WRONG
    assert points(P("1"), P("0"), P("0"), DOWN).grade is not WRONG  # a percentage of 0 may be just below it


@pytest.mark.parametrize(
    ("one", "sign", "two", "grade"),
    [
        ("3934.62", ">", "2274.43", EXACT),
        ("43.22", ">", "43.22", WRONG),
        ("43.22", "≥", "43.22", EXACT),
        ("43.21", "≥", "43.22", WRONG),
        ("43.21", "≤", "43.22", EXACT),
        ("0.00", "=", "0.00", EXACT),
        ("0.01", "=", "0.00", WRONG),
        ("2000", "≥", "3734.66", WRONG),
        ("3735", "≥", "3734.66", WITHIN),
        ("3736", ">", "3734.66", EXACT),
        ("3734", "<", "3734.66", EXACT),
        ("3735", "=", "3734.66", WITHIN),
        ("5", "<", "6.0", EXACT),
    ],
)
def test_relation(one: str, sign: str, two: str, grade: Grade) -> None:
    assert relation(P(one), sign, P(two)).grade is grade


def test_relation_of_whole_numbers() -> None:
    assert relation(13659, "≤", 20237).grade is EXACT
    assert relation(2, "<", 2).grade is WRONG
    assert relation(2, "<", P("2")).grade is WITHIN
    with pytest.raises(KeyError):
        relation(1, "~", 2)


def test_counts() -> None:
    assert counts(11, [0, 11]).grade is EXACT
    assert counts(0, [0] * 8).grade is EXACT
    found = counts(12, [0, 11])
    assert found.grade is WRONG
    assert found.gap == 1


# ---- a base that may be zero


def test_growth_over_nothing() -> None:
    """0.40 now, 0.40 more than before: last year was under 0.01, so the growth is 3,950% at the least, not 100%."""
    found = growth(P("100%"), P("0.40"), P("0.40"), UP)
    assert found.grade is WRONG
    assert found.computed == Interval(Fraction(3950), None, low_closed=False, high_closed=False)
    assert (found.value, found.gap, found.power) == (None, None, None)
    assert growth(P("5000%"), P("0.40"), P("0.40"), UP).grade is OPEN
    assert growth_from_prior(P("100%"), P("0.40"), P("0.00"), UP).grade is WRONG


def test_nothing_over_nothing() -> None:
    assert growth(P("0 %"), P("0.00"), P("0.00"), UP).grade is OPEN
    assert growth_from_prior(P("0%"), P("0.00"), P("0.00")).grade is OPEN
    assert completion(P("0%"), P("0.00"), P("0.00")).grade is OPEN
    assert completion(P("100%"), P("5.00"), P("0.00")).grade is WRONG
    assert completion(P("0%"), P("0.00"), None).grade is OPEN
    assert completion(P("50%"), 1, 0).grade is OPEN
    assert share_of_sum(P("50"), P("0.00"), P("0.00")).grade is OPEN
    assert growth_from_prior(P("50"), P("1.00"), P("-2.00")).grade is OPEN  # no rate over a negative base


def test_all_gone() -> None:
    assert growth(P("100"), P("0.00"), P("5.00"), DOWN).grade is EXACT
    assert growth(P("101"), P("0.00"), P("5.00"), DOWN).grade is WRONG
    assert growth_from_prior(P("100.00"), P("0.00"), P("1.98"), DOWN).grade is EXACT


def test_a_decrease_is_not_judged_as_an_increase() -> None:
    """The corners change places with the sign of the change; a formula for increases would be too narrow or wide."""
    found = growth(P("50.0"), P("1.0"), P("1.0"), DOWN)
    assert bounds(found) == (-100 * Fraction("1.05") / Fraction("2.00"), -100 * Fraction("0.95") / Fraction("2.00"))
    assert found.grade is EXACT
    assert growth(P("52.4"), P("1.0"), P("1.0"), DOWN).grade is WITHIN
    assert growth(P("52.6"), P("1.0"), P("1.0"), DOWN).grade is WRONG


def test_without_power_it_is_not_passed() -> None:
    found = share(P("60.00"), P("0.02"), P("0.03"))
    assert found.grade is OPEN
    assert found.power is not None
    assert found.power > 5000
    assert share(P("66.67"), P("0.02"), P("0.03")).grade is EXACT  # just what the print gives
    assert share(P("60"), P("0.02"), P("0.03")).grade is WITHIN


def test_signed_amounts() -> None:
    assert bounds(share(P("0.0"), P("0.00"), P("1.00"), How(signed=True)))[0] < 0
    assert bounds(share(P("0.0"), P("0.00"), P("1.00")))[0] == 0
    assert total(P("-0.01"), plus("0.00", "0.00")).grade is WRONG
    assert total(P("-0.01"), plus("0.00", "0.00"), How(signed=True)).grade is WITHIN
    assert share(P("-50.00"), P("-2.00"), P("4.00")).grade is EXACT


# ---- what other checkers let through


def test_two_values_of_one_quantity_are_seen() -> None:
    assert restatement(P("10.00"), P("99.00")).grade is WRONG


def test_truncated_total_excludes_the_next_number() -> None:
    assert total(P("2"), [(1, 3)], How(Mode.TRUNCATE)).grade is WRONG
    assert total(P("2"), [(1, 2)], How(Mode.TRUNCATE)).grade is EXACT
    assert total(P("2"), [(1, P("2.99"))], How(Mode.TRUNCATE)).grade is EXACT


def test_touching_is_not_meeting() -> None:
    assert restatement(P("1.00"), P("1.01")).grade is LAST
    assert total(P("1.01"), plus("1.00")).grade is WRONG
    assert total(P("1.01"), plus("1.00"), How(Mode.NEAREST)).grade is IMPROBABLE


def test_ends_change_places_under_a_negative_weight() -> None:
    found = difference(P("0"), P("3"), P("3"), How(Mode.TRUNCATE))
    assert found.computed == Interval(Fraction(-1), Fraction(1), low_closed=False, high_closed=False)


# ---- truncation, modes, severities


@pytest.mark.parametrize(
    ("stated", "part", "whole", "cut"),
    [
        ("99.86", "9986.80", "10000.00", True),
        ("95.45", "9545.70", "10000.00", True),
        ("38.28", "3828.80", "10000.00", True),
        ("71.73", "7165.00", "10000.00", False),
        ("99.88", "9986.80", "10000.00", False),
    ],
)
def test_truncated_percentages(stated: str, part: str, whole: str, cut: bool) -> None:
    found = share(P(stated), P(part), P(whole))
    assert found.grade is WRONG
    assert is_truncated(P(stated), found) == cut


def test_truncated_decrease() -> None:
    found = growth(P("33.33"), P("6000.00"), P("3000.60"), DOWN)
    assert is_truncated(P("33.33"), found, DOWN)
    assert not is_truncated(P("33.33"), found, UP)
    assert not is_truncated(P("33.33"), UNDECIDABLE)


Request = Callable[[Mode], Judgement]


def source_relations() -> list[Request]:
    """What the published document says about its own figures, its wrong 91% included."""
    lines: list[Request] = []

    def say(kind: Callable[..., Judgement], *operands: object, direction: int = 0) -> None:
        lines.append(lambda mode: kind(*operands, How(mode, direction=direction)))

    for stated, part, whole in [(row[0], row[1], row[2]) for row in SHARES if row[0] != "91%"]:
        say(share, P(stated), P(part), P(whole))
    for _ in range(3):
        say(growth, P("61.49"), P("4090.91"), P("1557.66"), direction=1)
    for stated, parts in (
        ("2353.16", ("2274.43", "12.82", "22.84", "43.06")),
        ("4090.91", ("3934.62", "25.46", "87.61", "43.22")),
        ("3834.44", ("195.06", "0.00", "3639.38")),
        ("356.25", ("285.10", "71.15")),
        ("4090.91", ("356.25", "3734.66", "0.00", "0.00", "0.00")),
        ("4090.91", ("4090.91", "0.00", "0.00", "0.00", "0.00", "0.00")),
    ):
        say(total, P(stated), plus(*parts))
    for _ in range(5):
        say(share, P("0.00"), P("0.00"), P("4090.91"))
    say(difference, P("1.98"), P("0.00"), P("1.98"), direction=-1)
    say(restatement, P("3734.66"), P("3,734.66"))
    say(growth, P("0 %"), P("0.00"), P("0.00"), direction=1)
    say(share, P("91%"), P("3734.66"), P("3734.66"))
    return lines


def test_the_document_witnesses_its_rounding() -> None:
    relations = source_relations()
    failed = [{mode for mode in Mode if ask(mode).grade is Grade.INCONSISTENT} for ask in relations]
    assert failed[-1] == set(Mode)  # the 91% is wrong under any mode
    assert [modes for modes in failed[:-1] if modes] == [{Mode.TRUNCATE}] * 7
    assert rounding_modes(relations) == [Mode.HALF_UP, Mode.HALF_EVEN, Mode.NEAREST]


def test_witnesses_of_each_mode() -> None:
    def says(stated: str, part: int, whole: int) -> Request:
        return lambda mode: share(P(stated), part, whole, How(mode))

    assert rounding_modes([]) == list(Mode)
    assert rounding_modes([says("13", 1, 8)]) == [Mode.HALF_UP, Mode.NEAREST]
    assert rounding_modes([says("12", 1, 8), says("38", 3, 8)]) == [Mode.HALF_EVEN, Mode.NEAREST]
    assert rounding_modes([says("12", 1, 8), says("37", 3, 8)]) == [Mode.TRUNCATE, Mode.NEAREST]
    assert rounding_modes([says("66", 2, 3)]) == [Mode.TRUNCATE]
    assert rounding_modes([says("66", 2, 3), says("67", 2, 3)]) == []


def test_severities() -> None:
    assert {grade: severity(grade) for grade in Grade} == {
        EXACT: Severity.NONE,
        WITHIN: Severity.INFO,
        IMPROBABLE: Severity.WARNING,
        LAST: Severity.INFO,
        WRONG: Severity.ERROR,
        OPEN: Severity.INFO,
        Grade.NOT_APPLICABLE: Severity.NONE,
        Grade.RULE_FAILED: Severity.ERROR,
    }
    assert severity(LAST, prose=True) is Severity.WARNING
    assert severity(WITHIN, prose=True) is Severity.INFO


# ---- random truths: amounts in 分, printed in 万元 with two decimals, so that 1 last digit is 10,000 分

UNIT = 10_000


def rounded(num: int, den: int, mode: Mode, rng: random.Random) -> int:
    """num / den as a document of that mode prints it, in whole numbers (a document of unknown ties picks either)."""
    whole, rest = divmod(abs(num), den)
    if mode is not Mode.TRUNCATE and 2 * rest >= den:
        tie = 2 * rest == den
        keep = tie and ((mode is Mode.HALF_EVEN and whole % 2 == 0) or (mode is Mode.NEAREST and rng.random() < 0.5))
        whole += not keep
    return whole if num >= 0 else -whole


def amount(rng: random.Random) -> int:
    """From nothing to millions of 万元; often on or next to a rounding tie, or small, or round."""
    size = 10 ** rng.randrange(3, 13)
    value = rng.randrange(size)
    kind = rng.random()
    if kind < 0.2:
        value = value // UNIT * UNIT + UNIT // 2 + rng.choice((-1, 0, 0, 0, 1))
    elif kind < 0.3:
        value = value // UNIT * UNIT
    return value


def printed(value: int, mode: Mode, rng: random.Random) -> Printed:
    return Printed(rounded(value, UNIT, mode, rng), 2)


def test_true_percentages_are_never_inconsistent() -> None:
    rng = random.Random(20201115)
    grades: Counter[Grade] = Counter()
    for turn in range(60_000):
        mode = list(Mode)[turn % 4]
        a, b, decimals = amount(rng), amount(rng) + 1, rng.choice((0, 1, 2, 2))
        x, y = printed(a, mode, rng), printed(b, mode, rng)

        def said(num: int, den: int, decimals: int = decimals, mode: Mode = mode) -> Printed:
            return Printed(rounded(100 * 10**decimals * num, den, mode, rng), decimals)

        match turn // 4 % 4:
            case 0:
                found = share(said(a, b), x, y, How(mode))
            case 1:
                found = share_of_sum(said(a, a + b), x, y, How(mode))
            case 2:
                found = growth_from_prior(said(a - b, b), x, y, How(mode))
            case _:
                direction = 1 if a >= b else -1
                change = printed(abs(a - b), mode, rng)
                stated = said(abs(a - b), b)
                found = growth(stated, x, change, How(mode, direction=direction))
                unworded = growth(
                    Printed(direction * stated.units, decimals), x, Printed(direction * change.units, 2), How(mode)
                )
                assert unworded.grade is not WRONG, (mode, a, b, decimals)
        assert found.grade is not WRONG, (turn, mode, a, b, decimals)
        assert found.power is None or found.power >= 1
        grades[found.grade] += 1
    assert grades[EXACT] + grades[WITHIN] > 30_000  # most of them were decided, and passed


def test_true_sums_are_never_inconsistent() -> None:
    rng = random.Random(20211105)
    for turn in range(20_000):
        mode = list(Mode)[turn % 4]
        parts = [amount(rng) * rng.choice((1, 1, 0)) for _ in range(rng.randrange(1, 9))]
        weights = [rng.choice((1, 1, -1)) for _ in parts]
        sum_ = sum(w * part for w, part in zip(weights, parts, strict=True))
        terms = [(w, printed(part, mode, rng)) for w, part in zip(weights, parts, strict=True)]
        assert total(printed(sum_, mode, rng), terms, How(mode)).grade is not WRONG, (mode, terms)
        first, second = parts[0], parts[-1]
        how = How(mode, direction=1 if first >= second else -1)
        change = printed(abs(first - second), mode, rng)
        found = difference(change, printed(first, mode, rng), printed(second, mode, rng), how)
        assert found.grade is not WRONG, (mode, first, second)


def test_impossible_shares_are_always_inconsistent() -> None:
    """Both ways, against the inequalities written out: some part and whole give the percentage, or none do."""
    rng = random.Random(198 + 52)
    seen: Counter[bool] = Counter()
    for _ in range(30_000):
        a, b, decimals = rng.randrange(10 ** rng.randrange(1, 7)), rng.randrange(1, 10 ** rng.randrange(1, 7)), 2
        k = max(0, 10_000 * a // b + rng.choice((-1000, -100, -20, -5, -2, -1, 0, 0, 1, 2, 5, 20, 100, 1000)))
        # in half last digits: part from max(0, 2a-1) to under 2a+1, whole from 2b-1 to under 2b+1, so of their ratio
        # neither end is attained (but 0, which every statement of 0 covers)
        possible = 20_000 * (2 * a + 1) > (2 * k - 1) * (2 * b - 1)
        possible = possible and 20_000 * max(0, 2 * a - 1) < (2 * k + 1) * (2 * b + 1)
        found = share(Printed(k, decimals), Printed(a, 2), Printed(b, 2))
        assert (found.grade is not WRONG) == possible, (k, a, b)
        seen[possible] += 1
    assert min(seen.values()) > 5_000


def test_impossible_growth_is_always_inconsistent() -> None:
    """A growth p of c by d means d/c = p/(100 + p), which rises with p: so judged without any base."""
    rng = random.Random(61 + 49)
    seen: Counter[bool] = Counter()
    for _ in range(20_000):
        c = rng.randrange(2, 10 ** rng.randrange(1, 7))
        d = rng.randrange(1, c + 1)
        k = max(
            1, 10_000 * d // max(1, c - d) + rng.choice((-1000, -100, -20, -5, -2, -1, 0, 0, 1, 2, 5, 20, 100, 1000))
        )
        low, high = Fraction(2 * k - 1, 20_000 + 2 * k - 1), Fraction(2 * k + 1, 20_000 + 2 * k + 1)
        possible = Fraction(2 * d + 1, 2 * c - 1) > low and Fraction(2 * d - 1, 2 * c + 1) < high
        found = growth(Printed(k, 2), Printed(c, 2), Printed(d, 2), UP)
        assert (found.grade is not WRONG) == possible, (k, c, d)
        seen[possible] += 1
    assert min(seen.values()) > 3_000


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 10**12), st.integers(1, 10**12), st.integers(0, 3), st.sampled_from(Mode))
def test_true_share(a: int, b: int, decimals: int, mode: Mode) -> None:
    rng = random.Random(a)
    stated = Printed(rounded(100 * 10**decimals * a, b, mode, rng), decimals)
    assert share(stated, printed(a, mode, rng), printed(b, mode, rng), How(mode)).grade is not WRONG


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=60), st.sampled_from(Mode))
def test_true_sum_of_signed_amounts(amounts: list[int], mode: Mode) -> None:
    rng = random.Random(len(amounts))
    parts = [(1, printed(each, mode, rng)) for each in amounts]
    assert total(printed(sum(amounts), mode, rng), parts, How(mode, signed=True)).grade is not WRONG


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 10**10), st.integers(0, 4), st.sampled_from(Mode))
def test_true_restatement(a: int, power: int, mode: Mode) -> None:
    """An amount rounded in 元 and in 万元 restates itself, whichever way it is read."""
    rng = random.Random(a)
    fine, coarse = Printed(rounded(a, 100, mode, rng), 0).shifted(4), Printed(rounded(a, UNIT, mode, rng), 2)
    assert restatement(fine, coarse, How(mode)).grade in {EXACT, WITHIN}
    assert relation(fine.shifted(-power), "=", coarse.shifted(-power), How(mode)).grade is not WRONG
