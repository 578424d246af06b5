"""Claims judged: each sentence's numbers against the tables, against each other, and against the rest of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from ..model.figure import Mark
from ..model.money import show_amount
from ..model.place import Place
from . import judge
from .claims.model import Claim, Operand, Subject
from .context import Context
from .interval import Interval, Mode, Printed
from .judge import Grade, How, Judgement, Reading, Severity
from .mentions import DERIVED, Mention, change_of, printed
from .outcome import Outcome, Quote
from .quantities import Map, Quantity

_PARTITION_RULES: Final = {"procurement": "N-13", "assets": "N-15", "performance": "N-17"}
_SHARE_RULES: Final = {"procurement": "N-13", "performance": "N-17"}
# Kinds that, listed together, are all there is: a list of them is closed whether or not the sentence says so.
_WHOLE_SETS: Final = (
    {
        "receipts",
        "superior-receipts",
        "business-receipts",
        "operating-receipts",
        "subsidiary-receipts",
        "other-receipts",
    },
    {"basic", "project", "remitted", "operating", "subsidies"},
    {"personnel", "public"},
    {"goods", "works", "services"},
    {"abroad", "vehicles", "reception"},
    {"vehicle-purchase", "vehicle-running"},
)
_ROUGH: Final = "基本"  # 基本持平 says "about the same": nothing that arithmetic could refute


@dataclass(frozen=True, slots=True)
class Value:
    """An operand found: its figure, the quote that shows it, and its quantity's key."""

    figure: Printed | Reading
    quote: Quote
    key: str = ""


@dataclass(slots=True)
class Reader:
    """Judges the claims of one section, and keeps what was looked at: cells, and quantities of other sections."""

    topic: str
    context: Context
    known: Map
    mentions: Mapping[str, Sequence[Mention]]
    mode: Mode = Mode.HALF_UP
    cells: set[Place] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)

    def section(self, claims: Sequence[Claim]) -> Iterator[Outcome]:
        """Every outcome that the claims of the section give."""
        for claim in claims:
            yield from self.outcomes(claim)
        for claim in claims:
            if claim.kind == "partition" and claim.decidable and not claim.approx:
                yield from self._hundred(claim, claims)

    def outcomes(self, claim: Claim) -> Iterator[Outcome]:
        """Every outcome that a claim gives on its own."""
        if claim.ambiguity or claim.approx:
            yield self._undecided(claim, "approximate" if claim.approx else "ambiguous")
            return
        judges: dict[str, Callable[[Claim], Iterator[Outcome]]] = {
            "amount": self._amount,
            "share": self._share,
            "growth": self._growth,
            "completion": self._completion,
            "partition": self._partition,
            "relation": self._relation,
            "points": self._points,
        }
        if claim.kind in judges:
            yield from judges[claim.kind](claim)

    # -- looking up
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

    # -- the kinds of claims
    def _amount(self, claim: Claim) -> Iterator[Outcome]:
        """N-1 against each cell that prints the quantity, N-2 against the first time that the text gives it."""
        if claim.subject is None:
            return
        quantity = self._quantity(claim.subject)
        stated = self._stated(claim)
        if stated is None and claim.zero:
            zero = claim.zero
            quote = Quote(Place("sections", self.topic, "text"), zero.text, "stated", zero.start, zero.end)
            stated = Value(Printed(0, self.context.statement.decimals), quote)
        if stated is None:
            return
        if claim.stated and claim.stated.kind == "count" and any(place.role for place in quantity.places):
            return  # a count of heads or vehicles is no amount of money
        for place in quantity.places:
            other = self._cell(place, "cell")
            judgement = self._restated(stated, other)
            yield self._told("N-1", claim, judgement, [stated, other], "same", place if other is None else None)
        first = next(iter(self.mentions.get(quantity.key, ())), None)
        if first and claim.stated and (first.topic, first.number.start) != (self.topic, claim.stated.start):
            other = Value(self._printed(first), first.quote("elsewhere"))
            yield self._told("N-2", claim, self._restated(stated, other), [stated, other], "same")

    def _restated(self, stated: Value, other: Value | None) -> Judgement:
        if other is None:
            return Judgement(Grade.UNDECIDABLE)
        one, two = stated.figure, other.figure
        if not one.units and not two.units:
            return Judgement(Grade.EXACT)  # 0 and 0.00 say the same
        # An integer beside figures with decimals is read as x.00 first: 2000 beside 2,000.00 is no rounding.
        if one.decimals < two.decimals and one.value == two.value:
            return Judgement(Grade.EXACT)
        return judge.restatement(one, two, How(self.mode))

    def _share(self, claim: Claim) -> Iterator[Outcome]:
        part, whole = self._value(claim.operand("part"), "part"), self._value(claim.operand("whole"), "whole")
        stated = self._stated(claim)
        if stated is None:
            return
        same = bool(
            part
            and whole
            and (
                part.key == whole.key != ""
                or part.quote.place == whole.quote.place
                and part.quote.start == whole.quote.start
            )
        )
        judgement = judge.share(
            stated.figure, part and part.figure, whole and whole.figure, How(self.mode), same_cell=same
        )
        yield self._told(_SHARE_RULES.get(self.topic, "N-3"), claim, judgement, [stated, part, whole], "share")

    def _growth(self, claim: Claim) -> Iterator[Outcome]:
        stated = self._stated(claim)
        current, change = (
            self._value(claim.operand("current"), "current"),
            self._value(claim.operand("change"), "change"),
        )
        prior = self._value(claim.operand("prior"), "prior") or self._value(claim.operand("budget"), "budget")
        how = self._how(claim)
        if stated is None:
            return
        if claim.direction and claim.direction.sign is None:
            yield self._undecided(claim, "unresolved")
            return
        now, was = current and current.figure, prior and prior.figure
        if claim.stated and claim.stated.kind == "percent":
            if change:
                judgement = judge.growth(stated.figure, now, change.figure, how)
                yield self._told("N-4", claim, judgement, [stated, current, change], "growth")
            if prior or not change:
                judgement = judge.growth_from_prior(stated.figure, now, was, how)
                yield self._told("N-4", claim, judgement, [stated, current, prior], "growth-prior")
            if change and prior:
                judgement = judge.difference(change.figure, now, was, how)
                yield self._told("N-4", claim, judgement, [change, current, prior], "difference")
        else:
            judgement = judge.difference(stated.figure, now, was, how)
            yield self._told("N-4", claim, judgement, [stated, current, prior], "difference")
        yield from self._before(claim, current)

    def _before(self, claim: Claim, current: Value | None) -> Iterator[Outcome]:
        """What a change says of the amount before it: it is not below zero, and the same wherever it is said."""
        number, before = change_of(claim), claim.operand("prior") or claim.operand("budget")
        if not (number and current and before and before.subject):
            return
        key = self._quantity(before.subject).key + DERIVED
        self.keys.add(key)
        found = self.mentions.get(key, ())
        own = next((each for each in found if (each.topic, each.number) == (self.topic, number)), None)
        if own is None or own.derived is None:
            return
        change = Value(self._printed(own), own.quote("stated"))
        if own.derived[0].meet(Interval(Fraction(0), None)) is None:
            judgement = judge.relation(change.figure, "≤", current.figure, How(self.mode))
            yield self._told("N-4", claim, judgement, [change, current], "order")
        if found[0] is not own and found[0].derived:
            judgement = judge.relation(own.derived, "=", found[0].derived, How(self.mode))
            yield self._told(
                "N-2", claim, judgement, [change, Value(found[0].derived, found[0].quote("elsewhere"))], "same"
            )

    def _completion(self, claim: Claim) -> Iterator[Outcome]:
        stated = self._stated(claim)
        if stated is None:
            return
        actual = self._value(claim.operand("actual"), "actual")
        budget = self._value(claim.operand("budget"), "budget", derived=True)
        judgement = judge.completion(stated.figure, actual and actual.figure, budget and budget.figure, How(self.mode))
        yield self._told("N-6", claim, judgement, [stated, actual, budget], "completion")

    def _partition(self, claim: Claim) -> Iterator[Outcome]:
        whole = self._value(claim.operand("whole"), "whole")
        operands = claim.in_role("part")
        parts = [self._value(operand, "part") for operand in operands]
        if whole is None or not parts:
            return
        rule = _PARTITION_RULES.get(self.topic, "N-3")
        figures = [(1, part and part.figure) for part in parts]
        judgement = judge.total(whole.figure, figures, How(self.mode))
        if (
            not self._closed(claim)
            and judgement.grade is Grade.INCONSISTENT
            and judgement.gap is not None
            and judgement.gap > 0
        ):
            judgement = Judgement(Grade.UNDECIDABLE)  # 其中 may name only some of the parts
        yield self._told(rule, claim, judgement, [whole, *parts], "sum")

    def _hundred(self, partition: Claim, claims: Sequence[Claim]) -> Iterator[Outcome]:
        """N-3: where each part of a closed list has its share of the whole, the shares make up 100."""
        parts = partition.in_role("part")
        shares = {
            (part.number.start, part.number.end): claim
            for claim in claims
            if claim.kind == "share" and claim.stated and claim.decidable and not claim.approx
            for part in claim.in_role("part")
            if part.number
        }
        found = [shares.get((part.number.start, part.number.end)) if part.number else None for part in parts]
        stated = [self._stated(claim) for claim in found if claim]
        wholes = {self._whole_of(claim) for claim in found if claim}
        if len(stated) < max(2, len(parts)) or wholes != {self._whole_of(partition)} or not self._closed(partition):
            return
        judgement = judge.total(100, [(1, value and value.figure) for value in stated], How(self.mode))
        hundred = Value(Printed(100), Quote(Place("sections", self.topic, "text"), "100%", "stated"))
        yield self._told("N-3", partition, judgement, [hundred, *stated], "sum")

    def _whole_of(self, claim: Claim) -> str:
        whole = claim.operand("whole")
        return self._quantity(whole.subject, as_whole=claim.kind == "share").key if whole and whole.subject else ""

    def _closed(self, partition: Claim) -> bool:
        kinds = {operand.subject.kind for operand in partition.in_role("part") if operand.subject}
        return partition.closed or any(each <= kinds for each in _WHOLE_SETS)

    def _relation(self, claim: Claim) -> Iterator[Outcome]:
        one = self._value(claim.operand("actual") or claim.operand("current"), "actual")
        two = self._value(claim.operand("budget") or claim.operand("prior"), "other")
        if claim.direction is None or claim.direction.sign is None:
            return
        if _ROUGH in claim.direction.word.text:
            yield self._undecided(claim, "approximate")
            return
        sign = {1: ">", 0: "=", -1: "<"}[claim.direction.sign]
        judgement = judge.relation(one and one.figure, sign, two and two.figure, How(self.mode))
        word = claim.direction.word
        said = Quote(Place("sections", self.topic, "text"), word.text, "stated", word.start, word.end)
        yield self._told("N-7", claim, judgement, [Value(Printed(0), said), one, two], "order")

    def _points(self, claim: Claim) -> Iterator[Outcome]:
        stated = self._stated(claim)
        if stated is None:
            return
        current, prior = self._value(claim.operand("current"), "current"), self._value(claim.operand("prior"), "prior")
        judgement = judge.points(stated.figure, current and current.figure, prior and prior.figure, self._how(claim))
        yield self._told("N-4", claim, judgement, [stated, current, prior], "difference")

    # -- telling
    def _told(
        self,
        rule: str,
        claim: Claim,
        judgement: Judgement,
        values: Sequence[Value | None],
        message: str,
        missing: Place | None = None,
    ) -> Outcome:
        quotes = [value.quote for value in values if value]
        if missing:
            quotes.append(Quote(missing, "?", "cell"))
        grave = judge.severity(judgement.grade, prose=True)
        if judgement.grade is Grade.UNDECIDABLE:
            grave = Severity.NONE
        return Outcome(rule, judgement.grade, grave, tuple(quotes), message, {"kind": claim.kind}, judgement)

    def _undecided(self, claim: Claim, why: str) -> Outcome:
        quotes = []
        place = Place("sections", self.topic, "text")
        if claim.stated:
            quotes.append(Quote(place, claim.stated.text, "stated", claim.stated.start, claim.stated.end))
        else:
            quotes.append(Quote(place, "", "stated", claim.start, claim.end))
        return Outcome("N-0", Grade.UNDECIDABLE, Severity.NONE, tuple(quotes), why, {"kind": claim.kind})
