"""Judging one relation between printed figures: what it comes to, and what the print allows it to be.

Operands are printed figures, whole numbers that are exact (head counts), readings that were derived from other
figures, or None for one that is not known; a percentage is a figure in per cent. An operand that is missing makes a
relation undecidable, never passed.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from functools import cache
from math import comb, factorial
from typing import TYPE_CHECKING, NamedTuple

from .interval import Form, Interval, Mode, Printed, digit, dot, quotient, weighted_sum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Reading = tuple[Interval, Fraction]  # what a figure stands for, and its value at its word
Operand = Printed | int | Reading | None
UNLIKELY = Fraction(1, 100_000)  # a statement has hundreds of sums: what one in a thousand does is no news
NEVER = Fraction(1, 1_000_000)
WIDE = 100  # a range of more last digits than this would let nearly any statement pass


class Grade(Enum):
    """How a relation came out."""

    EXACT = "exact"
    WITHIN_ROUNDING = "within-rounding"
    IMPROBABLE = "improbable"
    LAST_DIGIT = "last-digit"
    INCONSISTENT = "inconsistent"
    UNDECIDABLE = "undecidable"
    NOT_APPLICABLE = "not-applicable"
    RULE_FAILED = "rule-failed"


class Severity(Enum):
    """How much a grade matters to the reader."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NONE = "none"


def severity(grade: Grade, *, prose: bool = False) -> Severity:
    """The default; a last digit is forced by footings between tables (info), but a copying slip in prose (warning)."""
    if grade in {Grade.INCONSISTENT, Grade.RULE_FAILED}:
        return Severity.ERROR
    if grade is Grade.IMPROBABLE or (prose and grade is Grade.LAST_DIGIT):
        return Severity.WARNING
    return Severity.NONE if grade in {Grade.EXACT, Grade.NOT_APPLICABLE} else Severity.INFO


def gravity(judgement: Judgement, *, prose: bool = False) -> Severity:
    """The severity of a judgement: nothing where it is undecided; a gap that chance never makes is an error."""
    if judgement.grade is Grade.EXACT or judgement.grade is Grade.UNDECIDABLE:
        return Severity.NONE
    if judgement.grade is Grade.IMPROBABLE and judgement.tail is not None and judgement.tail < NEVER:
        return Severity.ERROR
    return severity(judgement.grade, prose=prose)


class Judgement(NamedTuple):
    """A grade with its evidence; None for what does not apply."""

    grade: Grade
    stated: Interval | None = None  # what the statement stands for, sign words applied
    computed: Interval | None = None  # what its operands allow
    value: Fraction | None = None  # recomputed from the operands at their word
    gap: Fraction | None = None  # statement less value, in last digits of the statement
    slack: Fraction | None = None  # last digits left before the two part; below zero they are apart
    power: int | None = None  # how many statements of a percentage would have passed: 1 is sharp
    tail: Fraction | None = None  # chance of so large a gap from rounding alone


UNDECIDABLE = Judgement(Grade.UNDECIDABLE)


class How(NamedTuple):
    """How the figures of a relation are to be read.

    Amounts are not below zero unless `signed` (a printed minus counts always). `direction` is the sign that words
    give to a statement and its change, then printed as magnitudes: 1 增加, -1 减少; 0 leaves them their own signs.
    """

    mode: Mode = Mode.HALF_UP
    signed: bool = False
    direction: int = 0

    def amount(self, figure: Operand) -> Reading | None:
        """Interval and value of an operand."""
        return _read(figure, self.mode, non_negative=not self.signed)

    def worded(self, figure: Operand) -> Reading | None:
        """Interval and value of a statement or change under its sign word."""
        reading = _read(figure, self.mode, non_negative=self.direction != 0)
        return (reading[0] * -1, -reading[1]) if reading and self.direction < 0 else reading


PLAIN = How()


def _read(figure: Operand, mode: Mode, *, non_negative: bool) -> Reading | None:
    if isinstance(figure, Printed):
        return figure.interval(mode, non_negative=non_negative), figure.value
    if isinstance(figure, tuple):
        return figure
    return None if figure is None else (Interval.point(figure), Fraction(figure))


def restatement(stated: Printed | None, other: Printed | None, how: How = PLAIN) -> Judgement:
    """The same quantity printed twice. Rounding is deterministic: in one unit the figures must be equal.

    In different units the intervals must overlap; the gap is then in last digits of the coarser figure.
    """
    if stated is None or other is None:
        return UNDECIDABLE
    coarse, fine = (stated, other) if stated.decimals < other.decimals else (other, stated)
    one, two = stated.interval(how.mode), other.interval(how.mode)
    gap = (stated.value - other.value) / digit(coarse.decimals)
    if coarse.decimals == fine.decimals:
        grade = Grade.EXACT if gap == 0 else Grade.LAST_DIGIT if abs(gap) == 1 else Grade.INCONSISTENT
    elif fine.value in coarse.interval(how.mode):
        grade = Grade.EXACT
    else:
        grade = Grade.WITHIN_ROUNDING if one.overlaps(two) else Grade.INCONSISTENT
    return Judgement(grade, one, two, other.value, gap, one.slack(two, coarse.decimals))


def total(stated: Operand, parts: Iterable[tuple[int, Operand]], how: How = PLAIN) -> Judgement:
    """A stated sum of (weight, part) pairs. A blank adds exactly nothing and is no part: leave it out.

    Shares that must make up the whole are a total of the whole number 100.
    """
    terms, claim = list(parts), how.worded(stated)
    read = [(weight, *each) for weight, term in terms if (each := how.amount(term))]
    if claim is None or not terms or len(read) < len(terms):
        return UNDECIDABLE
    computed = weighted_sum([(weight, interval) for weight, interval, _ in read])
    value = dot((weight, value) for weight, _, value in read)
    printed = [term for _, term in terms if isinstance(term, Printed)]
    decimals = stated.decimals if isinstance(stated, Printed) else max((term.decimals for term in printed), default=0)
    gap = (claim[1] - value) / digit(decimals)
    tail = None
    alike = len(printed) == len(terms) and all(t.decimals == decimals for t in printed)
    alike = alike and all(abs(weight) == 1 for weight, _ in terms)
    if alike and gap.denominator == 1 and how.mode is not Mode.TRUNCATE:
        # A printed zero is nearly always a true one: two of them may hide an amount, but a column excuses nothing.
        written = sum(1 for term in printed if term.units)
        errors = min(written + 2, len(printed)) if written else len(printed)
        tail = tail_probability(errors, 2 * abs(int(gap)) - isinstance(stated, Printed))
    if not claim[0].overlaps(computed):
        grade = Grade.INCONSISTENT
    elif value in claim[0]:
        grade = Grade.EXACT
    else:
        grade = Grade.IMPROBABLE if tail is not None and tail < UNLIKELY else Grade.WITHIN_ROUNDING
    return Judgement(grade, claim[0], computed, value, gap, claim[0].slack(computed, decimals), tail=tail)


def difference(stated: Operand, first: Operand, second: Operand, how: How = PLAIN) -> Judgement:
    """First less second: current less prior, actual less budget."""
    return total(stated, [(1, first), (-1, second)], how)


def points(stated: Operand, first: Operand, second: Operand, how: How = PLAIN) -> Judgement:
    """个百分点: one printed percentage less another, each of either sign."""
    return difference(stated, first, second, How(how.mode, signed=True, direction=how.direction))


def counts(stated: int | None, parts: Iterable[int | None]) -> Judgement:
    """Heads, vehicles, projects: whole numbers that are not rounded."""
    return total(stated, [(1, part) for part in parts])


def share(stated: Operand, part: Operand, whole: Operand, how: How = PLAIN, *, same_cell: bool = False) -> Judgement:
    """Part in per cent of an independent whole; with `same_cell` both are one quantity, which is 100 unless zero."""
    x, y = how.amount(part), how.amount(whole)
    if same_cell and x and y and x[1] and y[1]:
        x = y = (Interval.point(1), Fraction(1))
    return _ratio(stated, x, y, ((1, 0), (0, 1)), how)


completion = share
"""Actual in per cent of the budget."""


def share_of_sum(stated: Operand, part: Operand, rest: Operand, how: How = PLAIN) -> Judgement:
    """Part in per cent of part + rest: narrower than `share`, since the part is the same in both places."""
    return _ratio(stated, how.amount(part), how.amount(rest), ((1, 0), (1, 1)), how)


def growth(stated: Operand, current: Operand, change: Operand, how: How = PLAIN) -> Judgement:
    """Change in per cent of current less change."""
    return _ratio(stated, how.amount(current), how.worded(change), ((0, 1), (1, -1)), how)


def growth_from_prior(stated: Operand, current: Operand, prior: Operand, how: How = PLAIN) -> Judgement:
    """Current less prior in per cent of prior."""
    return _ratio(stated, how.amount(current), how.amount(prior), ((1, -1), (0, 1)), how)


def _ratio(stated: Operand, x: Reading | None, y: Reading | None, forms: tuple[Form, Form], how: How) -> Judgement:
    (p, q), (s, t) = forms
    claim, decimals = how.worded(stated), stated.decimals if isinstance(stated, Printed) else 0
    computed = quotient(x[0], y[0], (100 * p, 100 * q), (s, t)) if x and y else None
    if claim is None or x is None or y is None or computed is None:
        return UNDECIDABLE
    (a, b), (c, d) = x[1].as_integer_ratio(), y[1].as_integer_ratio()
    base = s * a * d + t * c * b
    value = Fraction(100 * (p * a * d + q * c * b), base) if base > 0 else None
    if not claim[0].overlaps(computed):
        grade = Grade.INCONSISTENT
    elif value is None or computed.low is None or computed.high is None:
        grade = Grade.UNDECIDABLE  # the base may be zero
    elif value in claim[0]:
        grade = Grade.EXACT
    else:
        wide = computed.high - computed.low > WIDE * digit(decimals)
        grade = Grade.UNDECIDABLE if wide else Grade.WITHIN_ROUNDING
    gap = None if value is None else (claim[1] - value) / digit(decimals)
    power = computed.printable(decimals, how.mode)
    return Judgement(grade, claim[0], computed, value, gap, claim[0].slack(computed, decimals), power)


def combined(terms: Iterable[tuple[int, Operand]], how: How = PLAIN) -> Reading | None:
    """The signed sum of figures as one operand; None if any is not known."""
    pairs = [(weight, how.amount(term)) for weight, term in terms]
    known = [(weight, *each) for weight, each in pairs if each]
    if len(known) < len(pairs):
        return None
    return weighted_sum([(w, i) for w, i, _ in known]), dot((w, value) for w, _, value in known)


def relation(first: Operand, sign: str, second: Operand, how: How = PLAIN) -> Judgement:
    """Whether first `sign` second, one of < ≤ = ≥ >: as printed if in one unit, else as far as intervals tell.

    KeyError for any other sign.
    """
    allowed = {"<": {-1}, "≤": {-1, 0}, "=": {0}, "≥": {0, 1}, ">": {1}}[sign]
    x, y = how.amount(first), how.amount(second)
    if x is None or y is None:
        return UNDECIDABLE
    printed = (x[1] > y[1]) - (x[1] < y[1])
    possible = {printed}
    derived = any(isinstance(each, tuple) and not isinstance(each, Printed) for each in (first, second))
    if derived or getattr(first, "decimals", None) != getattr(second, "decimals", None):
        gap = x[0] - y[0]
        orders = ((-1, (gap.low or 0) < 0), (0, 0 in gap), (1, (gap.high or 0) > 0))
        possible = {order for order, can_be in orders if can_be}
    grade = Grade.EXACT if possible <= allowed or (derived and printed in allowed) else Grade.WITHIN_ROUNDING
    return Judgement(grade if possible & allowed else Grade.INCONSISTENT, x[0], y[0], y[1])


@cache
def tail_probability(count: int, halves: int) -> Fraction:
    """Chance that `count` rounding errors, each uniform within half a digit, add up to `halves` half digits or more.

    In either direction, and exact (Irwin and Hall).
    """
    if halves <= 0:
        return Fraction(1)
    top = count - halves
    ways = sum((-1) ** k * comb(count, k) * (top - 2 * k) ** count for k in range(top // 2 + 1))
    return Fraction(2 * ways, factorial(count) * 2**count)


def is_truncated(stated: Operand, judgement: Judgement, how: How = PLAIN) -> bool:
    """Whether the statement is what its operands give once the digits beyond it are cut off."""
    cut = How(Mode.TRUNCATE, direction=how.direction).worded(stated)
    return bool(cut and judgement.computed and cut[0].overlaps(judgement.computed))


def rounding_modes(requests: Iterable[Callable[[Mode], Judgement]]) -> list[Mode]:
    """The modes under which nothing is inconsistent but what no mode explains: a document witnesses its own.

    What no mode explains is a wrong figure, and says nothing about rounding.
    """
    left = list(Mode)
    for ask in requests:
        failed = {mode for mode in left if ask(mode).grade is Grade.INCONSISTENT}
        if failed and (len(failed) < len(left) or any(ask(mode).grade is not Grade.INCONSISTENT for mode in Mode)):
            left = [mode for mode in left if mode not in failed]
    return left
