"""Outcomes as plain records, which the formats write each in its own way."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ...checks.interval import Interval, Mode, Printed
from ...checks.mentions import printed
from ..checked import Checked, Entry
from ..lines import Region
from ..telling import tell

if TYPE_CHECKING:
    from ...checks.outcome import Quote

_PLACES: Final = 10
_SCALE: Final = 10**_PLACES
_REMEMBERED: Final = 4096
"""Figures of which the value is remembered: those of one statement, not those of a thousand."""
NOWHERE: Final = Region(1, 1, 1, 1)


class Operand(NamedTuple):
    """Something that a check looked at; `value` and `interval` are in the statement's unit, None for words."""

    role: str
    place: str
    name: str
    text: str
    value: str | None
    interval: dict[str, object] | None
    region: Region


class Record(NamedTuple):
    """One outcome of one file."""

    entry: Entry
    message: str
    path: Path
    region: Region
    operands: tuple[Operand, ...]

    @property
    def has_line(self) -> bool:
        """Whether it is about a line, and not about the file as a whole."""
        return bool(self.operands) or bool(self.entry.fault and self.entry.fault.line)


def message_of(entry: Entry, checked: Checked) -> str:
    """What an entry says, in one sentence."""
    if entry.fault:
        return replace(entry.fault, line=0).sentence(checked.words)  # the line is told apart
    return tell(entry.outcome, checked.names) if checked.names else entry.outcome.message


def region_of(entry: Entry, checked: Checked) -> Region:
    """Where what an entry is about is written."""
    if entry.fault:
        return Region(max(entry.fault.line, 1), 1, max(entry.fault.line, 1), 1)
    first = next(iter(entry.outcome.quotes), None)
    return checked.lines.region(first.place, first.start, first.end) if first else NOWHERE


def record_of(entry: Entry, checked: Checked) -> Record:
    """An entry with everything that a machine may ask for."""
    operands = tuple(operand_of(quote, checked) for quote in entry.outcome.quotes)
    region = operands[0].region if operands else region_of(entry, checked)
    return Record(entry, message_of(entry, checked), entry.path or checked.path, region, operands)


def operand_of(quote: Quote, checked: Checked) -> Operand:
    """A quote with its value, what its print stands for, and where it is; a figure takes part in many checks."""
    if quote.interval:  # which few have
        return _operand(quote, checked)
    key = (quote.place, quote.text, quote.start, quote.end)
    found = checked.operands.get(key)
    if found is None:
        found = checked.operands[key] = _operand(quote, checked)
    return found if found.role == quote.role else found._replace(role=quote.role)


def _operand(quote: Quote, checked: Checked) -> Operand:
    figure, is_count = _figure(quote, checked)
    interval = quote.interval or (Interval.point(figure.value) if figure and is_count else None)
    mode = checked.engine.mode if checked.engine else Mode.HALF_UP
    place, name, region = _spot(quote, checked)
    return Operand(
        quote.role,
        place,
        name,
        quote.text,
        _value_of(figure) if figure else None,
        interval_object(interval) if interval else _stands_for(figure, mode) if figure else None,
        region,
    )


def _spot(quote: Quote, checked: Checked) -> tuple[str, str, Region]:
    """A quote's place, its name, and where it is written; a figure takes part in many checks."""
    key = (quote.place, quote.start, quote.end)
    found = checked.spots.get(key)
    if found is None:
        name = checked.names(quote.place) if checked.names else ""
        found = checked.spots[key] = (str(quote.place), name, checked.lines.region(*key))
    return found


def _figure(quote: Quote, checked: Checked) -> tuple[Printed | None, bool]:
    """The figure that a quote shows, in the statement's unit; and whether it counts heads, so that it is exact."""
    if not quote.is_span:
        return _parsed(quote.text), quote.place.field == "count"
    engine = checked.engine
    if engine is None or quote.place.part != "sections":
        return None, False
    number = next((each for each in engine.numbers(quote.place.key) if each.start == quote.start), None)
    if number is None:
        return None, False
    return printed(number, engine.context.statement.unit), number.kind == "count"


@lru_cache(maxsize=_REMEMBERED)
def _parsed(text: str) -> Printed | None:
    try:
        return Printed.parse(text)
    except ValueError:
        return None


@lru_cache(maxsize=_REMEMBERED)
def _value_of(figure: Printed) -> str:
    return decimal_text(figure.value)


@lru_cache(maxsize=_REMEMBERED)
def _stands_for(figure: Printed, mode: Mode) -> dict[str, object]:
    return interval_object(figure.interval(mode))


def interval_object(interval: Interval) -> dict[str, object]:
    """An interval with its ends as decimal texts; null where it has no bound."""
    return {
        "low": None if interval.low is None else decimal_text(interval.low),
        "high": None if interval.high is None else decimal_text(interval.high),
        "low_closed": interval.low_closed,
        "high_closed": interval.high_closed,
    }


def decimal_text(value: Fraction) -> str:
    """A fraction in plain decimals: exact where that is possible, else with ten of them."""
    if value.denominator == 1:
        return str(value.numerator)
    scaled, rest = divmod(value.numerator * _SCALE, value.denominator)
    if rest:
        return f"{Decimal(round(value * _SCALE)).scaleb(-_PLACES):f}"
    digits = str(abs(scaled)).rjust(_PLACES + 1, "0")
    part = digits[-_PLACES:].rstrip("0")
    text = f"{digits[:-_PLACES]}.{part}" if part else digits[:-_PLACES]
    return f"-{text}" if scaled < 0 else text
