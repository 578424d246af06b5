"""A number quoted with the sentence that it stands in, and found again after the text around it has changed.

What is quoted is still said where a sentence of the text has the number with the same words around it. Other numbers
of the sentence may change: they are claims of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

_ENDS: Final = "。；;！!？?\n"
_SENTENCE: Final = re.compile(rf"[^{_ENDS}]+")
_NUMBER: Final = r"\d[\d,]*+(?:\.\d++)?+"  # gives nothing back: whatever a text holds, matching takes no longer
_ANY_VALUE: Final = rf"[-+−－]?{_NUMBER}\s?[^\s\d,，、:：()（）]{{0,6}}?"
"""A number with its unit, as it may stand where another one stood."""


class Quotation(NamedTuple):
    """A number as it is printed, and what its sentence has before and after it."""

    before: str
    value: str
    after: str


class Spotted(NamedTuple):
    """Where a quotation stands in a text now; `same` tells whether the number is still the one that was quoted."""

    start: int
    end: int
    same: bool


def quote(text: str, start: int, end: int) -> Quotation:
    """Quote `text[start:end]` with its sentence."""
    first = max(text.rfind(sign, 0, start) for sign in _ENDS) + 1
    last = min((at for sign in _ENDS if (at := text.find(sign, end)) >= 0), default=len(text))
    return Quotation(text[first:start], text[start:end], text[end:last])


def seek(text: str, quotation: Quotation, near: int) -> Spotted | None:
    """Find the sentence of a quotation; of several alike the one whose number is nearest to an offset.

    A sentence with the very number comes first; where there is none, one that has another number in its place.
    """
    return min(_alike(text, quotation), key=lambda each: (not each.same, abs(each.start - near)), default=None)


def _alike(text: str, quotation: Quotation) -> Iterator[Spotted]:
    pattern = _pattern(quotation)
    for sentence in _SENTENCE.finditer(text):
        if match := pattern.fullmatch(text, *sentence.span()):
            yield Spotted(*match.span(1), match[1] == quotation.value)


@lru_cache(maxsize=4096)
def _pattern(quotation: Quotation) -> re.Pattern[str]:
    """The same words around any number."""
    value = f"({re.escape(quotation.value)}|{_ANY_VALUE})"
    return re.compile(_words(quotation.before) + value + _words(quotation.after))


def _words(text: str) -> str:
    return _NUMBER.join(re.escape(piece) for piece in re.split(_NUMBER, text))
