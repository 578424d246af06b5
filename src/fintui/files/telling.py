"""Outcomes in words: one sentence each, made from what the check looked at."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ..checks.judge import Grade
from ..checks.outcome import Outcome, Quote
from ..model.money import show_amount
from .naming import Names

if TYPE_CHECKING:
    from ..checks.hints import Hint

_ARITHMETIC = {"sum", "same", "order", "share", "growth", "growth-prior", "difference", "completion"}
_PERCENT = {"share", "growth", "growth-prior", "completion"}
_MANY = 100
_SAID = "N-7"
_ORDERS = {"N-4": "≤", "N-10": "≥"}
"""What the order of rules must be whose outcomes do not name it: no change is greater than what it leads to or from."""


def tell(outcome: Outcome, names: Names) -> str:
    """The outcome as one sentence."""
    words = names.words
    if outcome.message not in _ARITHMETIC:
        return words(f"outcome.{outcome.message}", **_about(outcome, names))
    kind = "said" if outcome.message == "order" and outcome.rule == _SAID else outcome.message
    key = f"outcome.{kind}-{outcome.grade.value}"
    if key not in words:
        key = f"outcome.{outcome.grade.value}"
    figures = _figures(outcome, names)
    if outcome.grade is Grade.EXACT and outcome.message not in _PERCENT and names.is_seen(outcome.quotes[0].place):
        figures["stated"] = ""  # it is right, and it is shown
        return words(key, **_about(outcome, names), **figures).replace("  ", " ")
    return words(key, **_about(outcome, names), **figures)


def tell_cause(hint: Hint, outcome: Outcome, names: Names) -> str:
    """A probable cause as one sentence."""
    stated = outcome.quotes[0].text
    others = names.words("detail.comma").join(f"{names(quote.place)} {quote.text}" for quote in hint.quotes)
    return names.words(f"cause.{hint.kind}", stated=stated, others=others, meant=hint.meant)


def _about(outcome: Outcome, names: Names) -> dict[str, str]:
    first = outcome.quotes[0] if outcome.quotes else None
    about = {"rule": outcome.rule, "place": names(first.place) if first else "", "text": first.text if first else ""}
    about |= {"sign": _ORDERS.get(outcome.rule, "=")} | dict(outcome.about)
    if outcome.message == "rounding-mode":
        about["mode"] = names.words(f"check.mode-{about['mode']}")
    return about


def _figures(outcome: Outcome, names: Names) -> dict[str, str]:
    judgement = outcome.judgement
    stated, *others = outcome.quotes
    is_percent = outcome.message in _PERCENT
    value = judgement.value if judgement else None
    computed = ""
    if value is not None:
        computed = show_fraction(value, 4) + "%" if is_percent else show_fraction(value, _decimals(outcome))
    gap = judgement.gap if judgement else None
    return {
        "name": names(stated.place),
        "stated": stated.text or names.words("figure.blank"),
        "others": _listed(stated, _telling(outcome, others, names), names, is_sum=_is_order(outcome)),
        "computed": computed,
        "gap": _gap(abs(gap), stated, names) if gap is not None else "",
        "range": _range(outcome),
    }


def _gap(gap: Fraction, stated: Quote, names: Names) -> str:
    """A gap in last digits, of which most are whole; a large one as an amount."""
    if gap < _MANY:
        count = f"{gap.numerator}" if gap.denominator == 1 else show_fraction(gap, 2)
        return names.words("outcome.last-digits", count=count)
    decimals = _decimals_of(stated.text)
    return show_fraction(gap / 10**decimals, decimals)


def _is_order(outcome: Outcome) -> bool:
    return outcome.message == "order" and outcome.rule != _SAID


def _telling(outcome: Outcome, others: list[Quote], names: Names) -> list[Quote]:
    """The operands that are worth telling."""
    if names.lists_zeros or outcome.message != "sum" or outcome.grade is not Grade.EXACT:
        return others
    return [quote for quote in others if quote.text.strip("0.")] or others


def _listed(stated: Quote, others: list[Quote], names: Names, *, is_sum: bool) -> str:
    """The other operands with their names and figures, some of a long list; as a sum with its signs between them."""
    shown = [quote for quote in others if quote.text] or others
    blank = names.words("figure.blank")
    figures = ["" if names.is_seen(quote.place) else quote.text or blank for quote in shown]
    parts = [f"{_beside(stated, quote, names)} {figure}".strip() for quote, figure in zip(shown, figures, strict=True)]
    if len(parts) > names.shown_parts:
        return names.words("outcome.and-more", list=_join(parts[: names.shown_parts], names), count=len(parts))
    return " + ".join(parts) if is_sum else _join(parts, names)


def _join(parts: list[str], names: Names) -> str:
    return names.words("detail.comma").join(parts)


def _beside(stated: Quote, quote: Quote, names: Names) -> str:
    """An operand's name as seen from the stated figure: no more of it than tells them apart."""
    here, there = stated.place, quote.place
    if there.part != here.part:
        return names(there)
    if quote.is_span:
        return ""
    if there.key == here.key:
        return names.column(there)
    return names.row(there) if there.role and there.field == here.field else names(there)


def _decimals(outcome: Outcome) -> int:
    return max((_decimals_of(quote.text) for quote in outcome.quotes), default=0)


def _decimals_of(text: str) -> int:
    return len(text.partition(".")[2].rstrip("万亿元%人辆台个"))


def _range(outcome: Outcome) -> str:
    judgement = outcome.judgement
    interval = judgement.computed if judgement else None
    if interval is None or interval.low is None or interval.high is None:
        return ""
    places = 4 if outcome.message in _PERCENT else _decimals(outcome) + 1
    left, right = "[" if interval.low_closed else "(", "]" if interval.high_closed else ")"
    return f"{left}{show_fraction(interval.low, places)}, {show_fraction(interval.high, places)}{right}"


def show_fraction(value: Fraction, decimals: int) -> str:
    """A fraction in decimals, rounded half up, without needless zeros beyond two decimals."""
    scaled = Decimal(value.numerator * 10 ** (decimals + 1) // value.denominator).scaleb(-(decimals + 1))
    text = show_amount(scaled.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
    if decimals > 2 and "." in text:
        whole, _, part = text.partition(".")
        text = f"{whole}.{part.rstrip('0').ljust(2, '0')}"
    return text


GRADE_SIGNS = {
    Grade.EXACT: "=",
    Grade.WITHIN_ROUNDING: "≈",
    Grade.IMPROBABLE: "≈!",
    Grade.LAST_DIGIT: "±1",
    Grade.INCONSISTENT: "✗",
    Grade.UNDECIDABLE: "?",
    Grade.NOT_APPLICABLE: "–",
    Grade.RULE_FAILED: "!!",
}
"""One sign a grade, for lists and ledgers."""
