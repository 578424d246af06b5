"""One section: what was read in it, and each claim's outcomes with what they looked at.

After an edit only claims are judged again that changed themselves or looked at something that did.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ..model.place import Place
from .claims.model import Claim, Number
from .claims.reader import read_all
from .claims.vocabulary import Vocabulary
from .context import Context
from .judge import Grade, How, Severity
from .mentions import Mention, mentions_of
from .outcome import Outcome
from .prose import Reader
from .quantities import Map

_REMEMBERED: Final = 200


class Judged(NamedTuple):
    """A claim's outcomes, and the cells and quantities that they depend on."""

    claim: Claim
    outcomes: tuple[Outcome, ...]
    cells: frozenset[Place]
    keys: frozenset[str]


@dataclass(slots=True, eq=False, repr=False)
class Reading:
    """Reads texts, and remembers what it read: what an undo or a changed table brings back is not read again."""

    words: Vocabulary
    known: dict[tuple[str, str, int], tuple[list[Claim], list[Number]]] = field(default_factory=dict)

    def read(self, text: str, topic: str, year: int) -> tuple[list[Claim], list[Number]]:
        """The claims of a text, and its numbers."""
        found = self.known.get((text, topic, year))
        if found is None:
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            found = self.known[text, topic, year] = read_all(text, topic, self.words, year=year)
        return found


@dataclass(slots=True, eq=False, repr=False)
class SectionChecks:
    """The claims of a section and how they were judged last."""

    topic: str
    text: str = ""
    claims: list[Claim] = field(default_factory=list)
    mentions: dict[str, list[Mention]] = field(default_factory=dict)
    judged: list[Judged] = field(default_factory=list)
    _numbers: list[Number] = field(default_factory=list)

    def read(self, context: Context, reading: Reading, known: Map, how: How) -> set[str]:
        """Read the section's text; return the quantities of which it now says something else."""
        section, before = context.statement.section(self.topic), self.mentions
        self.text = section.text if section else ""
        self.claims, self._numbers = reading.read(self.text, self.topic, context.statement.year)
        self.mentions = {}
        for key, mention in mentions_of(self.claims, self.topic, context, known, how):
            self.mentions.setdefault(key, []).append(mention)
        keys = before.keys() | self.mentions.keys()
        return {key for key in keys if before.get(key) != self.mentions.get(key)}

    def numbers(self) -> list[Number]:
        """Every number of the text, in order."""
        return self._numbers

    def touched(self, cells: Collection[Place], keys: Collection[str]) -> bool:
        """Whether any outcome looked at one of these cells or quantities."""
        return any(_touched(each, cells, keys) for each in self.judged)

    def reading(self, cells: Collection[Place], keys: Collection[str]) -> Iterator[slice]:
        """Where, among the section's outcomes, those of the claims stand that looked at cells or quantities."""
        end = 0
        for each in self.judged:
            start, end = end, end + len(each.outcomes)
            if _touched(each, cells, keys):
                yield slice(start, end)

    def judge(self, reader: Reader, cells: Collection[Place], keys: Collection[str]) -> Iterator[Outcome]:
        """Judge the claims, again only where these cells or quantities changed or the claim did."""
        before = {(each.claim.start, each.claim.end, each.claim.kind): each for each in self.judged}
        judged = []
        for claim in self.claims:
            each = before.get((claim.start, claim.end, claim.kind))
            if each is None or each.claim != claim or _touched(each, cells, keys):
                reader.cells, reader.keys = set(), set()
                outcomes = tuple(reader.outcomes(claim))
                each = Judged(claim, outcomes, frozenset(reader.cells), frozenset(reader.keys))
            judged.append(each)
        self.judged = judged
        hundreds = list(reader.hundreds(self.claims))
        exact = {quote.start for each in hundreds if each.grade is Grade.EXACT for quote in each.quotes}
        for each in judged:
            yield from (_forced(outcome) if _is_forced(outcome, exact) else outcome for outcome in each.outcomes)
        yield from hundreds


def _is_forced(outcome: Outcome, exact: Collection[int]) -> bool:
    """R-5: a share off by no more than a last digit, in a set that makes exactly 100: it was made to."""
    slack = outcome.judgement.slack if outcome.judgement else None
    off = outcome.grade is Grade.INCONSISTENT and outcome.message == "share" and slack is not None and slack >= -1
    return off and outcome.quotes[0].start in exact


def _forced(outcome: Outcome) -> Outcome:
    return outcome._replace(severity=Severity.INFO)


def _touched(each: Judged, cells: Collection[Place], keys: Collection[str]) -> bool:
    return not (each.cells.isdisjoint(cells) and each.keys.isdisjoint(keys))
