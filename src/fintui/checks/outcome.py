"""Outcomes: how one check came out, with everything that it looked at."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from ..model.place import Place
from .interval import Interval
from .judge import Grade, Judgement, Severity

FINDING: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)
"""Severities of outcomes that a person should look at, the gravest first."""

Source = tuple[str, ...]
"""("cell", number), ("section", topic), ("relations",), ("mode",), ("rule", id) or ("rule", id, topic or line)."""
_SOURCES: Final = ("mode", "cell", "section", "relations", "rule")


def order_of(source: Source) -> tuple[int, Source]:
    """What puts sources in the order in which their outcomes are told."""
    return _SOURCES.index(source[0]), source


def cell_source(number: int) -> Source:
    """The source that the check of a cell is."""
    return "cell", f"{number:06}"


_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class Quote(NamedTuple):
    """One thing that a check looked at: a figure in a cell, or words of a text.

    `start` and `end` are offsets in the text as stored, -1 for a cell or a whole text; `weight` is the sign that the
    figure has in a sum.
    """

    place: Place
    text: str
    role: str = "operand"
    start: int = -1
    end: int = -1
    weight: int = 1
    interval: Interval | None = None

    @property
    def is_span(self) -> bool:
        """Whether it is a part of a text."""
        return self.start >= 0


class Outcome(NamedTuple):
    """One check's result. `message` is a key of the words catalogue under `outcome.`, `about` what it names."""

    rule: str
    grade: Grade
    severity: Severity
    quotes: tuple[Quote, ...]
    message: str = ""
    about: Mapping[str, str] = _NOTHING
    judgement: Judgement | None = None

    @property
    def is_finding(self) -> bool:
        """Whether a person should look at it: an error, a warning or a note, and decided."""
        return self.severity in FINDING and self.grade is not Grade.UNDECIDABLE

    @property
    def key(self) -> str:
        """What tells this outcome from others of its rule, whatever the figures are: places, never values."""
        return " ".join([self.rule, *dict.fromkeys(str(quote.place) for quote in self.quotes), *self._ordinal()])

    def _ordinal(self) -> tuple[str, ...]:
        return (self.about["ordinal"],) if "ordinal" in self.about else ()


def noted(
    rule: str, severity: Severity, quotes: tuple[Quote, ...], message: str, about: Mapping[str, str] | None = None
) -> Outcome:
    """An outcome of a test that is no arithmetic: something is there that should not be, or lacks."""
    return Outcome(rule, Grade.INCONSISTENT, severity, quotes, message, about or {})
