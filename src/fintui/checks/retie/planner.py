"""Which numbers and words follow from the figures, claim by claim: amounts first, then what is computed from them.

What no cell prints (last year's amount, a budget) is fixed: it is taken from the sentence as it stands, from the
amount and its change, before either is written anew.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from ...model.figure import Mark
from ...model.place import Place
from ..claims.model import Claim, Number
from ..engine import Engine
from ..interval import Printed
from ..judge import Grade
from ..lookup import Value
from ..mentions import printed
from ..outcome import Quote
from ..prose import Reader
from ..sections import Judged
from .figures import Manner, in_unit_of, manner_of, rewritten
from .model import Edit, Left, Spot

WRONG = frozenset({Grade.INCONSISTENT, Grade.LAST_DIGIT, Grade.IMPROBABLE})
_HARMLESS = frozenset({"zero-change"})


@dataclass(slots=True)
class Draft:
    """What was found so far: new numbers, edits of numbers and words, which belong together, what stays."""

    numbers: dict[Spot, Number] = field(default_factory=dict)
    roots: dict[Spot, frozenset[Place]] = field(default_factory=dict)
    edits: dict[tuple[str, int, int], Edit] = field(default_factory=dict)
    ties: list[tuple[tuple[str, int], ...]] = field(default_factory=list)
    looks: dict[Spot, set[str]] = field(default_factory=dict)
    left: dict[tuple[str, int, int], Left] = field(default_factory=dict)
    spoiled: set[Spot] = field(default_factory=set)
    changes: dict[Spot, Fraction] = field(default_factory=dict)
    """By its amount in the text, what a change is now, below zero for a decline."""


class Operands(Reader):
    """Finds the figures of a section's claims."""

    def find(self, claim: Claim, *roles: str) -> Value | None:
        """The first operand there is of these roles, as it stands now."""
        operand = next((found for role in roles if (found := claim.operand(role))), None)
        return self._value(operand, roles[0], derived=claim.kind == "completion" and "budget" in roles)

    def printed_of(self, number: Number) -> Printed:
        """A number of the text in the statement's unit."""
        return printed(number, self.context.statement.unit)

    def all_parts(self, partition: Claim) -> list[Value | None]:
        """The parts of a list."""
        return [self._value(operand, "part") for operand in partition.in_role("part")]

    def is_complete(self, partition: Claim) -> bool:
        """Whether a list names all parts of its whole."""
        return self._closed(partition)

    def same_quantity(self, one: Value | None, other: Value | None) -> bool:
        """Whether a part and its whole are one figure."""
        if one is None or other is None:
            return False
        quotes = one.quote, other.quote
        return one.key == other.key != "" or (quotes[0].place, quotes[0].start) == (quotes[1].place, quotes[1].start)


class Planner:
    """The draft of one statement; numbers that are `frozen` stay as they are."""

    def __init__(self, engine: Engine, frozen: Collection[Spot] = ()) -> None:
        self.engine, self.frozen, self.draft = engine, frozen, Draft()
        self.unit, self.mode = engine.context.statement.unit, engine.mode
        self.manners: dict[str, Manner] = {}

    # -- reading
    def claims(self, *kinds: str) -> list[tuple[str, Judged]]:
        """Topic and claim, of some kinds, in the order of the document."""
        sections = self.engine.sections.items()
        return [(topic, each) for topic, section in sections for each in section.judged if each.claim.kind in kinds]

    def text(self, topic: str) -> str:
        """A section's text as it stands."""
        return self.engine.sections[topic].text

    def operands(self, topic: str) -> Operands:
        """What finds the figures of a section's claims."""
        return Operands(topic, self.engine.context, self.engine.book.map, self.engine.mentions, self.mode)

    def manner(self, topic: str) -> Manner:
        """How a section writes numbers."""
        if topic not in self.manners:
            if "" not in self.manners:  # the statement's own
                self.manners[""] = manner_of(
                    number for each in self.engine.sections for number in self.engine.numbers(each)
                )
            self.manners[topic] = manner_of(self.engine.numbers(topic), self.manners[""])
        return self.manners[topic]

    def spot(self, value: Value | None) -> Spot | None:
        """The number of the text that a value is, if it is one (and not what follows from one)."""
        if value is None or not value.quote.is_span or not isinstance(value.figure, Printed):
            return None
        return value.quote.place.key, value.quote.start

    def moved(self, *values: Value | None) -> bool:
        """Whether any of these is a number that is written anew."""
        return any(spot in self.draft.numbers for each in values if (spot := self.spot(each)))

    def may_move(self, topic: str, claim: Claim) -> bool:
        """Whether a claim that could mean several things may mean a number that is written anew."""
        numbers = (each.number for unclear in claim.ambiguity for each in unclear.candidates)
        return any((topic, number.start) in self.draft.numbers for number in numbers if number)

    def now(self, value: Value | None) -> Printed | None:
        """A value as it will be, in the statement's unit; None for what is not known to the digit."""
        spot = self.spot(value)
        if spot in self.draft.numbers:
            return printed(self.draft.numbers[spot], self.unit)
        return value.figure if value and isinstance(value.figure, Printed) else None

    def before(self, value: Value | None) -> Fraction | None:
        """A value as it stands in the text, at its word."""
        if value is None:
            return None
        return value.figure.value if isinstance(value.figure, Printed) else value.figure[1]

    # -- writing
    def put(self, topic: str, number: Number, value: Fraction, kind: str, sources: list[Value | None]) -> bool:
        """Write a number anew (a value in the statement's unit, or in per cent); False if that cannot be."""
        spot = (topic, number.start)
        if spot in self.frozen or spot in self.draft.spoiled:
            return False
        own = in_unit_of(number, value, self.unit)
        precise = self.engine.context.statement.decimals if number.kind != "percent" else self.manner(topic).decimals
        new = rewritten(number, own, self.manner(topic), self.mode, precise) if own is not None else None
        if new is None or (spot in self.draft.numbers and self.draft.numbers[spot].text != new.text):
            self.spoil(spot)
            return False
        self.draft.numbers[spot] = new
        quotes = tuple(self._quote(each) for each in sources if each)
        roots = {each.place for each in quotes if not each.is_span}
        roots |= {place for each in sources if (one := self.spot(each)) for place in self.draft.roots.get(one, ())}
        self.draft.roots[spot] = self.draft.roots.get(spot, frozenset()) | roots
        return self.replace(topic, number.start, number.end, new.text, kind, quotes)

    def _quote(self, value: Value) -> Quote:
        """The figure that a value will be, as evidence."""
        spot, quote = self.spot(value), value.quote
        if spot not in self.draft.numbers:
            return quote
        return Quote(quote.place, self.draft.numbers[spot].text, quote.role, quote.start, quote.end)

    def replace(self, topic: str, start: int, end: int, new: str, kind: str, sources: tuple[Quote, ...] = ()) -> bool:
        """Put words in place of others; False where something else is wanted there already."""
        old = self.text(topic)[start:end]
        there = self.draft.edits.get((topic, start, end))
        if there and there.new != new:
            self.spoil((topic, start))
            return False
        if old != new:
            self.draft.edits.setdefault((topic, start, end), Edit(topic, start, end, old, new, kind, sources))
        return True

    def spoil(self, spot: Spot) -> None:
        """Two claims want different things of a number: it stays."""
        self.draft.spoiled.add(spot)

    def look(self, topic: str, start: int, why: str) -> None:
        """A person has to look at what is written at a place."""
        self.draft.looks.setdefault((topic, start), set()).add(why)

    def leave(self, topic: str, claim: Claim, why: str) -> None:
        """A claim stays as it is; what is frozen stays for a reason that is told elsewhere."""
        start, end = claim.start, claim.end
        if claim.stated and (topic, claim.stated.start) in self.frozen:
            return
        number = claim.stated.start if claim.stated else -1
        self.draft.left.setdefault((topic, start, end), Left(topic, start, end, why, number))

    # -- amounts
    def amounts(self) -> None:
        """What a cell prints, wherever the text states it otherwise."""
        for topic, each in self.claims("amount"):
            said = [outcome for outcome in each.outcomes if outcome.rule == "N-1"]
            if any(outcome.grade in WRONG for outcome in said):
                self._amount(topic, each, [outcome.quotes[1] for outcome in said])

    def _amount(self, topic: str, each: Judged, cells: list[Quote]) -> None:
        claim, number = each.claim, each.claim.stated
        known = [(quote, figure) for quote in cells if (figure := self._held(quote.place)) is not None]
        if number is None:
            self.leave(topic, claim, "words")
        elif not is_clear(claim):
            self.leave(topic, claim, "unclear")
        elif len({figure for _, figure in known}) != 1:
            self.leave(topic, claim, "cells-differ")
        else:
            values: list[Value | None] = [Value(Printed.from_decimal(figure), quote) for quote, figure in known]
            if not self.put(topic, number, Fraction(known[0][1]), "figure", values):
                self.leave(topic, claim, "unwritable")

    def _held(self, place: Place) -> Decimal | None:
        figure = self.engine.context.figure(place)
        return Decimal(0) if figure is Mark.BLANK else figure if isinstance(figure, Decimal) else None


def is_clear(claim: Claim) -> bool:
    """Whether every part of a claim is bound to one thing and nothing about it is odd."""
    return claim.decidable and claim.approx is None and _HARMLESS.issuperset(claim.faults)
