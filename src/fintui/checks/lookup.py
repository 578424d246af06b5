"""Where the figures of a claim are found: in its sentence, in a cell, elsewhere in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from ..model.figure import Mark
from ..model.money import show_amount
from ..model.place import Place
from . import judge
from .claims.model import Claim, Operand, Subject
from .context import Context
from .interval import Mode, Printed
from .judge import Grade, How, Judgement, Reading, Severity
from .mentions import DERIVED, Mention, finest, printed
from .outcome import Outcome, Quote
from .quantities import Map, Quantity

RATIOS: Final = {"share", "completion", "growth", "growth-prior"}
"""Messages of outcomes whose statement is a percentage."""


class Value(NamedTuple):
    """An operand found: its figure, the quote that shows it, and its quantity's key."""

    figure: Printed | Reading
    quote: Quote
    key: str = ""


def figure_of(value: Value | None) -> Printed | Reading | None:
    """The figure of an operand, None if it was not found."""
    return value.figure if value else None


@dataclass(slots=True, eq=False, repr=False)
class Lookup:
    """Finds the figures of one section's claims, and keeps what was looked at: cells, and quantities of the text."""

    topic: str
    context: Context
    known: Map
    mentions: Mapping[str, Sequence[Mention]]
    mode: Mode = Mode.HALF_UP
    cells: set[Place] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)

    def _quantity(self, subject: Subject, *, as_whole: bool = False) -> Quantity:
        quantity = self.known.resolve(subject, self.topic, self.context, as_whole=as_whole)
        self.keys.add(quantity.key)
        return quantity

    def _cell(self, place: Place, role: str, weight: int = 1) -> Value | None:
        self.cells.add(place)
        figure = self.context.figure(place)
        if isinstance(figure, Decimal):
            return Value(Printed.from_decimal(figure), Quote(place, show_amount(figure), role, weight=weight))
        if figure is Mark.BLANK:
            return Value(Printed(0, self.context.statement.decimals), Quote(place, "", role, weight=weight))
        return None

    def _value(self, operand: Operand | None, role: str, weight: int = 1, *, derived: bool = False) -> Value | None:
        """The figure of an operand: as the sentence prints it, else from its cell, else from elsewhere in the text.

        With `derived` it may also be what follows from a change that the text gives.
        """
        if operand is None:
            return None
        quantity = self._quantity(operand.subject, as_whole=role == "whole") if operand.subject else None
        key = quantity.key if quantity else ""
        if operand.number:
            mention = Mention(self.topic, operand.number)
            return Value(self._printed(mention), mention.quote(role, weight), key)
        for place in quantity.places if quantity else ():
            if found := self._cell(place, role, weight):
                return Value(found.figure, found.quote, key)
        stated = [each for each in self.mentions.get(key, ()) if each.number.kind != "percent"]
        own = [each for each in stated if each.topic == self.topic] or stated
        own = finest(own, self.context.statement.unit)
        # Two different figures for one quantity: which one is meant cannot be told (N-2 says that they differ).
        if own and len({self._printed(each).value for each in own}) == 1:
            return Value(self._printed(own[0]), own[0].quote(role, weight), key)
        return self._derived(key, role) if derived else None

    def _derived(self, key: str, role: str) -> Value | None:
        self.keys.add(key + DERIVED)
        found = next(iter(self.mentions.get(key + DERIVED, ())), None)
        return Value(found.derived, found.quote(role), key) if found and found.derived else None

    def _printed(self, mention: Mention) -> Printed:
        return printed(mention.number, self.context.statement.unit)

    def _stated(self, claim: Claim) -> Value | None:
        if claim.stated is None:
            return None
        mention = Mention(self.topic, claim.stated)
        return Value(self._printed(mention), mention.quote("stated"))

    def _how(self, claim: Claim) -> How:
        sign = claim.direction.sign if claim.direction else None
        return How(self.mode, direction=sign or 0)

    # -- telling
    def _told(
        self, rule: str, claim: Claim, judgement: Judgement, values: Sequence[Value | None], message: str, **about: str
    ) -> Outcome:
        quotes = [value.quote for value in values if value]
        grave = judge.gravity(judgement, prose=True)
        if grave is Severity.ERROR and message in RATIOS and values[0]:
            # Cut off instead of rounded: not what it should be, but no wrong figure behind it.
            grave = Severity.WARNING if judge.is_truncated(values[0].figure, judgement, self._how(claim)) else grave
        return Outcome(rule, judgement.grade, grave, tuple(quotes), message, {"kind": claim.kind, **about}, judgement)

    def _undecided(self, claim: Claim, why: str) -> Outcome:
        quotes = []
        place = Place("sections", self.topic, "text")
        if claim.stated:
            quotes.append(Quote(place, claim.stated.text, "stated", claim.stated.start, claim.stated.end))
        else:
            quotes.append(Quote(place, "", "stated", claim.start, claim.end))
        return Outcome("N-0", Grade.UNDECIDABLE, Severity.NONE, tuple(quotes), why, {"kind": claim.kind})
