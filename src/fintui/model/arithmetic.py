"""Simple arithmetic typed in place of an amount: `=356.25+3734.66`, exact, rounded only where it has to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from .money import AmountError, fold

_SIGNS: Final = str.maketrans({"×": "*", "✕": "*", "÷": "/", "∕": "/", "–": "-"})
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,15})?(?![\d.,]))|(?P<sign>[-+*/()]))", re.ASCII
)
_MOST: Final = 400
"""Characters: more is no sum that anyone types."""
_DEEPEST: Final = 40
"""Parentheses within each other."""
_DIGITS: Final = 15
"""Digits before the point that an amount may have."""


class Result(NamedTuple):
    """What a sum comes to; `exact`: nothing had to be rounded."""

    amount: Decimal
    exact: bool


def is_arithmetic(text: str) -> bool:
    """Whether a text asks for arithmetic: it begins with an equals sign, of whatever width."""
    return fold(text).lstrip().startswith("=")


def calculate(text: str, *, decimals: int) -> Result:
    """The value of `= …` with + - * / and parentheses, rounded half up to so many decimals.

    Raises:
        AmountError: with reason `sum-long`, `sum-unclear`, `sum-open`, `sum-by-zero` or `amount-large`.
    """
    if len(text) > _MOST:
        raise AmountError("sum-long", text[:20] + "…")
    value = _Reader(fold(text).translate(_SIGNS).strip().removeprefix("="), text.strip()).value()
    scaled = value * 10**decimals
    units = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    if units >= 10 ** (_DIGITS + decimals):
        raise AmountError("amount-large", text.strip())
    sign = 1 if value < 0 and units else 0
    amount = Decimal((sign, tuple(map(int, str(units))), -decimals))
    return Result(amount, exact=scaled.denominator == 1)


class _Reader:
    """Reads a sum from left to right: sums of products of signed numbers and of sums in parentheses."""

    def __init__(self, text: str, told: str) -> None:
        self._told = told
        self._tokens = list(self._split(text))
        self._at = self._depth = 0

    def value(self) -> Fraction:
        """The value of all of it."""
        value = self._sum()
        if self._at < len(self._tokens):
            raise self._wrong("open" if self._next() == ")" else "unclear")
        return value

    def _split(self, text: str) -> Iterator[str]:
        at, text = 0, text.rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if not match:
                raise self._wrong("unclear")
            yield (match["number"] or match["sign"]).replace(",", "")
            at = match.end()

    def _wrong(self, what: str) -> AmountError:
        return AmountError(f"sum-{what}", self._told)

    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self, among: str) -> str:
        """The next token if it is one of these signs."""
        token = self._next()
        if not token or token not in among:
            return ""
        self._at += 1
        return token

    def _sum(self) -> Fraction:
        value = self._product()
        while sign := self._take("+-"):
            value += self._product() * (1 if sign == "+" else -1)
        return value

    def _product(self) -> Fraction:
        value = self._factor()
        while sign := self._take("*/"):
            by = self._factor()
            if sign == "/" and not by:
                raise self._wrong("by-zero")
            value = value * by if sign == "*" else value / by
        return value

    def _factor(self) -> Fraction:
        weight = 1
        while sign := self._take("+-"):
            weight *= 1 if sign == "+" else -1
        if self._take("("):
            return weight * self._inner()
        token = self._next()
        if not token or not token[0].isdigit():
            raise self._wrong("unclear")
        self._at += 1
        return weight * Fraction(token)

    def _inner(self) -> Fraction:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._wrong("long")
        value = self._sum()
        if not self._take(")"):
            raise self._wrong("open")
        self._depth -= 1
        return value
