"""Checks on cells: an identity's figures looked up, judged, and told with all of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ..model.figure import Mark
from ..model.money import show_amount
from ..model.place import Place
from .context import Context
from .identities import CellCheck
from .interval import Mode, Printed
from .judge import Grade, How, Judgement, Severity, combined, gravity, relation, restatement, total
from .outcome import Outcome, Quote

EXACT: Final = Judgement(Grade.EXACT)
"""The judgement of a sum that is right to the last digit, with no need of intervals."""
_UNDECIDABLE = Judgement(Grade.UNDECIDABLE)
_NOUGHT = Decimal(0)
_COUNTED = "count"
"""The column whose figures count things."""
Read = Decimal | None | Mark
Verdict = tuple[Judgement, Read, list[tuple[int, Read]]]


def evaluate(check: CellCheck, context: Context, mode: Mode = Mode.HALF_UP, *, fully: bool = False) -> Outcome | None:
    """How a check comes out; None where all its cells are blank: there is nothing to check.

    With `fully` the judgement of an exact outcome, too, has its intervals.
    """
    found = verdict(check, context, mode, fully=fully)
    return outcome_of(check, *found) if found else None


def verdict(check: CellCheck, context: Context, mode: Mode, *, fully: bool = False) -> Verdict | None:
    """The judgement of a check, and the figures that it is of."""
    stated = context.figure(check.stated)
    parts = [(weight, context.figure(place)) for weight, place in check.parts]
    blanks = len([figure for _, figure in parts if figure is Mark.BLANK]) + (stated is Mark.BLANK)
    if blanks > len(parts):
        return None
    if stated is None or (check.need and blanks) or [None for _, figure in parts if figure is None]:
        return _UNDECIDABLE, stated, parts
    if not fully and check.relation == "=" and _plain(stated) == _sum(parts):
        return EXACT, stated, parts
    return _judge(check, stated, parts, How(mode, signed=True)), stated, parts


def _plain(figure: Read) -> Decimal:
    return figure if isinstance(figure, Decimal) else _NOUGHT


def _sum(parts: list[tuple[int, Read]]) -> Decimal:
    return sum([f if w == 1 else w * f for w, f in parts if isinstance(f, Decimal)], _NOUGHT)


def _judge(check: CellCheck, stated: Read, parts: list[tuple[int, Read]], how: How) -> Judgement:
    if check.stated.field == _COUNTED:  # heads and vehicles are not rounded
        figures = [stated, *(figure for _, figure in parts)]
        if check.is_sum and all(_plain(figure) == int(_plain(figure)) for figure in figures):
            return total(int(_plain(stated)), [(weight, int(_plain(figure))) for weight, figure in parts], how)
    # A blank is exactly nothing: it is no rounded part.
    written = [(weight, Printed.from_decimal(figure)) for weight, figure in parts if isinstance(figure, Decimal)]
    left = Printed.from_decimal(stated) if isinstance(stated, Decimal) else None
    if check.relation != "=" or (len(parts) == 1 and not check.is_sum and parts[0][0] == 1):
        right = written[0][1] if written else Printed(0, left.decimals if left else 0)
        left = left or Printed(0, right.decimals)
        if check.relation == "=":
            return restatement(left, right, how)
        alone = len(written) < 2 and (not written or written[0][0] == 1)
        return relation(left, check.relation, right if alone else combined(written, how), how)
    return total(left or 0, written or [(1, 0)], how)


def outcome_of(check: CellCheck, judgement: Judgement, stated: Read, parts: list[tuple[int, Read]]) -> Outcome:
    """A judgement with all figures that it is of."""
    quotes = [_quote(check.stated, stated, "stated", 1)]
    quotes += [
        _quote(place, figure, "part" if check.is_sum else "other", weight)
        for (weight, place), (_, figure) in zip(check.parts, parts, strict=True)
    ]
    grave = gravity(judgement)
    if judgement.grade is Grade.INCONSISTENT:
        grave = check.severity
    elif judgement.grade is Grade.LAST_DIGIT and check.severity is Severity.INFO:
        grave = Severity.INFO
    kind = "sum" if check.is_sum or len(parts) > 1 else "same"
    if check.relation != "=":
        about = {"sign": check.relation}
        return Outcome(check.rule, judgement.grade, grave, tuple(quotes), "order", about, judgement)
    return Outcome(check.rule, judgement.grade, grave, tuple(quotes), kind, {}, judgement)


def _quote(place: Place, figure: Read, role: str, weight: int) -> Quote:
    if not isinstance(figure, Decimal):
        return Quote(place, "" if figure is Mark.BLANK else "?", role, weight=weight)
    return Quote(place, show_amount(figure), role, weight=weight)
