"""Numbers written as the author writes them: unit, decimals, separators, width of digits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final, NamedTuple

from ...model.money import UNITS
from ..claims.model import Number
from ..interval import Mode

_DIGITS: Final = re.compile(r"[-−－]?[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?")
_COMMA: Final = re.compile(r"(?<![0-9０-９])[,，]|[,，](?![0-9０-９])")
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_PARTED: Final = 1000  # from here on a separator shows


class Manner(NamedTuple):
    """How a text writes numbers where the number to be replaced does not show it."""

    grouped: bool = True
    decimals: int = 2
    """Of percentages."""
    percent: str = "%"
    """What stands behind the digits of a percentage."""


def manner_of(numbers: Iterable[Number], found: Manner | None = None) -> Manner:
    """What numbers show of their author's manner; what they do not show is as `found` before."""
    numbers, found = list(numbers), found or Manner()
    amounts = [each.text for each in numbers if each.kind == "amount" and each.units >= _PARTED * 10**each.decimals]
    rates = [each for each in numbers if each.kind == "percent" and _DIGITS.match(each.text)]
    if amounts:
        parted = sum(1 for each in amounts if "," in each or "，" in each)
        found = found._replace(grouped=2 * parted >= len(amounts))
    if rates:
        precise = [each.decimals for each in rates if each.decimals] or [0]
        tails = [_DIGITS.sub("", each.text, count=1) for each in rates]
        found = found._replace(decimals=max(precise, key=precise.count), percent=max(tails, key=tails.count))
    return found


def comma_of(texts: Iterable[str]) -> str:
    """The comma of the first text that has one outside its numbers."""
    commas = (Counter(_COMMA.findall(text)) for text in texts)
    return next((each.most_common(1)[0][0] for each in commas if each), "，")


def rounded(value: Fraction, decimals: int, mode: Mode) -> int:
    """A value that is not below zero in last digits, by a way of rounding."""
    scaled = value * Fraction(10) ** decimals
    if mode is Mode.TRUNCATE:
        return floor(scaled)
    if mode is Mode.HALF_EVEN:
        return round(scaled)
    return floor(scaled + Fraction(1, 2))


def in_unit_of(number: Number, value: Fraction, unit: str) -> Fraction | None:
    """An amount of the statement's unit in a number's own; None if that is no unit of money that is known."""
    if number.kind != "amount" or not number.unit:
        return value
    if number.unit not in UNITS:
        return None
    return value * Fraction(10) ** (UNITS[unit] - UNITS[number.unit])


def rewritten(number: Number, value: Fraction, manner: Manner, mode: Mode, precise: int) -> Number | None:
    """The number with another value (in its own unit), written as it is written; None if that cannot be done.

    A whole number that stands for an exact one takes the decimals that its new value needs: at most `precise`.
    """
    found = _DIGITS.search(number.text)
    if found is None or value < 0 or number.units < 0:
        return None  # 百分之七十五, or a sign that words would have to tell
    decimals = number.decimals
    whole = value.denominator == 1
    if not decimals and not whole and number.kind != "count" and (number.zero or number.kind != "percent"):
        decimals = precise
    units = rounded(value, decimals, mode)
    digits = _like(found[0], written(units, decimals, grouped=_is_grouped(found[0], number, manner)))
    text = number.text[: found.start()] + digits + number.text[found.end() :]
    return number._replace(units=units, decimals=decimals, text=text, end=number.start + len(text))


def _like(model: str, digits: str) -> str:
    """Digits, separators and point as wide as they are in a model."""
    wide = model[-1] in "０１２３４５６７８９"
    comma = "，" if "，" in model or (wide and "," not in model) else ","
    point = "．" if "．" in model or (wide and "." not in model) else "."
    plain = digits.translate(_WIDE) if wide else digits
    return plain.replace(",", comma).replace(".", point)


def _is_grouped(digits: str, number: Number, manner: Manner) -> bool:
    if number.value >= _PARTED:
        return "," in digits or "，" in digits
    return manner.grouped and number.kind == "amount"


def written(units: int, decimals: int, *, grouped: bool) -> str:
    """So many last digits as text."""
    return f"{Decimal(units).scaleb(-decimals):{',' if grouped else ''}.{decimals}f}"
