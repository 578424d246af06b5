"""Mentions: every time that the text gives a quantity's amount, by quantity, in the order of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model.money import UNITS
from ..model.place import Place
from .claims.model import Claim, Number
from .context import Context
from .interval import Printed
from .outcome import Quote
from .quantities import Map


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a section that states a quantity."""

    topic: str
    number: Number

    @property
    def place(self) -> Place:
        """The text that it stands in."""
        return Place("sections", self.topic, "text")

    def quote(self, role: str, weight: int = 1) -> Quote:
        """The number as evidence."""
        return Quote(self.place, self.number.text, role, self.number.start, self.number.end, weight)


def printed(number: Number, unit: str) -> Printed:
    """A number of the text in the statement's unit; percentages and counts as they are."""
    figure = Printed(number.units, number.decimals, number.text)
    if number.kind == "amount" and number.unit in UNITS:
        power = UNITS[unit] - UNITS[number.unit]
        return figure.shifted(power) if power else figure
    return figure


def mentions_of(claims: Iterable[Claim], topic: str, context: Context, known: Map) -> Iterator[tuple[str, Mention]]:
    """Quantity keys and mentions of one section; what is only about, or might be something else, states nothing."""
    for claim in claims:
        if claim.kind == "amount" and claim.stated and claim.subject and claim.decidable and not claim.approx:
            yield known.resolve(claim.subject, topic, context).key, Mention(topic, claim.stated)
