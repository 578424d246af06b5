"""Checks on cells: an identity's figures looked up, judged, and told with all of them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..model.figure import Mark
from ..model.money import show_amount
from ..model.place import Place
from .context import Context
from .identities import CellCheck, Identity, expand
from .interval import Mode, Printed
from .judge import Grade, How, Judgement, Severity, relation, restatement, severity, total
from .outcome import Outcome, Quote

_EXACT = Judgement(Grade.EXACT)
_UNDECIDABLE = Judgement(Grade.UNDECIDABLE)
Read = Decimal | None | Mark


def compile_checks(identities: Iterable[Identity], context: Context) -> list[CellCheck]:
    """All checks that the identities stand for in a statement.

    Raises:
        RuleError: if a line does not fit the form.
    """
    return [check for identity in identities for check in expand(identity, context.statement, context.form)]


def evaluate(check: CellCheck, context: Context, mode: Mode = Mode.HALF_UP, *, fully: bool = False) -> Outcome | None:
    """How a check comes out; None where all its cells are blank: there is nothing to check.

    With `fully` the judgement of an exact outcome, too, has its intervals.
    """
    stated = context.figure(check.stated)
    parts = [(weight, context.figure(place)) for weight, place in check.parts]
    figures = [stated, *(figure for _, figure in parts)]
    if all(figure is Mark.BLANK for figure in figures):
        return None
    if any(figure is None for figure in figures) or (check.need and Mark.BLANK in figures):
        judgement = _UNDECIDABLE
    elif not fully and check.relation == "=" and _plain(stated) == sum(w * _plain(f) for w, f in parts):
        judgement = _EXACT
    else:
        judgement = _judge(check, stated, parts, How(mode, signed=True))
    return _outcome(check, stated, parts, judgement, mode)


def _plain(figure: Read) -> Decimal:
    return figure if isinstance(figure, Decimal) else Decimal(0)


def _judge(check: CellCheck, stated: Read, parts: list[tuple[int, Read]], how: How) -> Judgement:
    left = _operand(stated)
    right = [(weight, _operand(figure)) for weight, figure in parts]
    if check.relation != "=":
        whole = sum((weight * part.value for weight, part in right), Printed(0).value)
        decimals = max(part.decimals for _, part in right)
        return relation(left, check.relation, Printed(int(whole * 10**decimals), decimals), how)
    if len(right) == 1 and not check.is_sum:
        return restatement(left, _like(right[0][1], left) if right[0][0] == 1 else None, how)
    # A blank is exactly nothing: it is no rounded part.
    written = [(w, _operand(figure)) for w, figure in parts if isinstance(figure, Decimal)]
    return total(left, written or [(1, 0)], how)


def _operand(figure: Read) -> Printed:
    return Printed.from_decimal(figure) if isinstance(figure, Decimal) else Printed(0, 0, "")


def _like(figure: Printed, other: Printed) -> Printed:
    """A blank restates nothing in whatever unit the other side has."""
    return figure if figure.text else Printed(0, other.decimals)


def _outcome(
    check: CellCheck, stated: Read, parts: list[tuple[int, Read]], judgement: Judgement, mode: Mode
) -> Outcome:
    quotes = [_quote(check.stated, stated, "stated", 1, mode)]
    quotes += [
        _quote(place, figure, "part" if check.is_sum else "other", weight, mode)
        for (weight, place), (_, figure) in zip(check.parts, parts, strict=True)
    ]
    grave = severity(judgement.grade)
    if judgement.grade is Grade.INCONSISTENT:
        grave = check.severity
    elif judgement.grade is Grade.LAST_DIGIT and check.severity is Severity.INFO:
        grave = Severity.INFO
    elif judgement.grade is Grade.UNDECIDABLE:
        grave = Severity.NONE
    kind = "sum" if check.is_sum or len(parts) > 1 else "same"
    return Outcome(
        check.rule, judgement.grade, grave, tuple(quotes), kind if check.relation == "=" else "order", {}, judgement
    )


def _quote(place: Place, figure: Read, role: str, weight: int, mode: Mode) -> Quote:
    if not isinstance(figure, Decimal):
        return Quote(place, "" if figure is Mark.BLANK else "?", role, weight=weight)
    return Quote(place, show_amount(figure), role, weight=weight)
