"""Amounts: exact decimals, read strictly, shown with thousands separators.

An amount keeps the digits it was printed with (`150`, `150.0` and `150.00` differ); nothing here rounds.
"""

from __future__ import annotations

import re
from decimal import Decimal

UNITS = {"元": 0, "万元": 4, "亿元": 8}
"""Unit of a statement → power of ten that turns its figures into 元."""

# Width folding is one to one, so that `．` and `，` are read like the signs an input method meant.
_FOLD = str.maketrans(
    {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)} | {"\u3000": " ", "\u00a0": " ", "。": ".", "−": "-", "－": "-"}
)
_PLAIN = re.compile(r"(?P<sign>[-+]?)(?P<whole>\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.(?P<part>\d+))?", re.ASCII)
_NOTHING = {"", "-", "--", "—", "——", "/"}


class AmountError(ValueError):
    """What was typed is not an amount: `reason` is a key of the words catalogue, `found` what stood there."""

    def __init__(self, reason: str, found: str) -> None:
        super().__init__(f"{reason}: {found}")
        self.reason, self.found = reason, found


def fold(text: str) -> str:
    """Half-width twin of full-width text, character by character (offsets stay)."""
    return text.translate(_FOLD)


def parse_amount(text: str, *, decimals: int = 2, unit: str = "万元") -> Decimal | None:
    """Read what a person typed or pasted; None for nothing (empty, a dash).

    Understands full-width digits, `1,234.5`, `(1,234.50)` for a negative amount, `￥`, and a trailing unit if it is
    the statement's own. The result has at least `decimals` places, so that typed figures look alike.

    Raises:
        AmountError: with reason `amount-grouping`, `amount-decimals`, `amount-unit` or `amount-not`.
    """
    plain = re.sub(r"\s+", "", fold(text)).lstrip("¥￥")
    if plain in _NOTHING:
        return None
    if match := re.fullmatch(r"(.*?)([万亿]?元)", plain):
        if match[2] != unit:
            raise AmountError("amount-unit", text.strip())
        plain = match[1]
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    match = _PLAIN.fullmatch(plain)
    if not match:
        digits_only = re.fullmatch(r"[-+]?[\d,]+(\.\d+)?", plain, re.ASCII)
        raise AmountError("amount-grouping" if digits_only and "," in plain else "amount-not", text.strip())
    part = (match["part"] or "").rstrip("0")
    if len(part) > decimals:
        raise AmountError("amount-decimals", text.strip())
    amount = Decimal(match["whole"].replace(",", "") + (f".{part.ljust(decimals, '0')}" if decimals else ""))
    return -amount if match["sign"] == "-" and amount else amount


def show_amount(amount: Decimal) -> str:
    """The amount with thousands separators and just the decimals it has: `4,090.91`, `0.00`, `-5`."""
    return f"{amount:,f}"


def plain_amount(amount: Decimal) -> str:
    """The amount as a file holds it: `4090.91`."""
    return f"{amount:f}"


def in_yuan(amount: Decimal, unit: str) -> Decimal:
    """The same amount in 元."""
    return amount.scaleb(UNITS[unit]) if UNITS[unit] else amount


def decimals_of(amount: Decimal) -> int:
    """How many decimals the amount was printed with."""
    exponent = amount.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
