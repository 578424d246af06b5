"""Searching everything as one types; afterwards from hit to hit across panels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from ...checks.outcome import Outcome, Quote
from ...files.telling import tell
from ...model.money import fold
from ...model.search import Hit, Index
from ..picker import Offered, Option
from ..text import clean
from .review_page import sorted_marks

if TYPE_CHECKING:
    from ..desk import Desk

MOST: Final = 500
"""Hits that are listed; who gets more types on."""
_BEFORE: Final = 16
"""Characters shown before what was found."""
_Told = list[tuple[Outcome, str, str]]


class Search:
    """One search at a time; the last one is what next and previous go through."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._asked = ""
        self._at = 0

    def search(self) -> None:
        """Ask for a text and show, as it is typed, where it stands."""
        index = Index(self.desk.document.statement, self.desk.document.form)
        findings = cache(self._findings)  # made once for each search, and gone with it
        self.desk.pick(self.desk.words("prompt.search"), lambda asked: Offered(self._offers(index, findings, asked)))

    def _offers(self, index: Index, findings: Callable[[], _Told], asked: str) -> Iterator[Callable[[], Option]]:
        """What makes each option: most of them are never looked at."""
        for number, hit in enumerate(islice(index.find(asked), MOST)):
            yield partial(self._hit, asked, number, hit)
        words = fold(asked).lower().split()
        for outcome, told, folded in findings() if words else ():
            if all(word in folded for word in words):
                yield partial(Option, told, partial(self.desk.go_quote, outcome.quotes[0]), note=outcome.rule)
        for option in self._marks(words):
            yield partial(_same, option)

    def _hit(self, asked: str, number: int, hit: Hit) -> Option:
        return Option(_excerpt(hit), partial(self._start, asked, number), note=self.desk.place_name(hit.place))

    def _marks(self, words: list[str]) -> Iterator[Option]:
        """What reviewers have said."""
        if not words or not self.desk.standings.by_target:
            return
        marks, page = self.desk.tools["marks"], self.desk.words("review.page")
        for standing in sorted_marks(self.desk):
            told = marks.line(standing)
            if standing.mark.text and all(word in fold(told).lower() for word in words):
                yield Option(told, lambda standing=standing: marks.go(standing), note=page)  # type: ignore[misc]

    def _findings(self) -> _Told:
        """The findings as they are told, and as they are searched."""
        told = ((each, clean(tell(each, self.desk.names))) for each in self.desk.findings() if each.quotes)
        return [(each, text, fold(f"{each.rule} {text}").lower()) for each, text in told]

    def _start(self, asked: str, number: int) -> None:
        self._asked, self._at = asked, number
        self.desk.go_on_with(self.step)
        self._go(self._hits())

    def step(self, step: int) -> None:
        """To the next or previous hit of the last search, in the statement as it is now."""
        hits = self._hits()
        self._at += step
        self._go(hits)

    def _hits(self) -> list[Hit]:
        index = Index(self.desk.document.statement, self.desk.document.form)
        return list(islice(index.find(self._asked), MOST))

    def _go(self, hits: list[Hit]) -> None:
        words, about = self.desk.words, {"text": clean(self._asked)}
        if not hits:
            self.desk.tell(words("message.not-found", **about))
            return
        self._at %= len(hits)
        hit = hits[self._at]
        self.desk.go_quote(Quote(hit.place, hit.text[hit.start : hit.end], start=hit.start, end=hit.end))
        count = f"{len(hits)}+" if len(hits) == MOST else str(len(hits))
        self.desk.tell(words("message.found", **about, number=self._at + 1, count=count, excerpt=_excerpt(hit)))


def _same(option: Option) -> Option:
    return option


def _excerpt(hit: Hit) -> str:
    """What stands around a hit, on one line."""
    start = max(0, hit.start - _BEFORE)
    return clean(("…" if start else "") + hit.text[start : hit.end + 80].replace("\n", " "))
