"""Claims judged: each sentence's numbers against the tables, against each other, and against the rest of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from ..model.place import Place
from . import judge
from .claims.model import Claim
from .former import AgainstLastYear
from .interval import Interval, Printed
from .judge import Grade, How, Judgement, Reading
from .lookup import Value, figure_of
from .mentions import DERIVED, change_of, finest
from .outcome import Outcome, Quote

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
_COUNTERS: Final = tuple("辆台人个套项次")
_ROUGH: Final = "基本"  # 基本持平 says "about the same": nothing that arithmetic could refute


class Reader(AgainstLastYear):
    """Judges the claims of one section."""

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
        if self.context.former:
            yield from self.last_year(claim)

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
            if judgement.grade is Grade.INCONSISTENT and (letter := self._by_the_letter(stated, quantity.others)):
                yield self._told("N-1", claim, Judgement(Grade.EXACT), [stated, letter], "same")
                return
            shown = other or Value(Printed(0), Quote(place, "?", "cell"))
            yield self._told("N-1", claim, judgement, [stated, shown], "same")
        first = next(iter(finest(self.mentions.get(quantity.key, ()), self.context.statement.unit)), None)
        if first and claim.stated and (first.topic, first.number.start) != (self.topic, claim.stated.start):
            other = Value(self._printed(first), first.quote("elsewhere"))
            yield self._told("N-2", claim, self._restated(stated, other), [stated, other], "same")

    def _by_the_letter(self, stated: Value, places: Sequence[Place]) -> Value | None:
        """The cell that prints exactly what is stated, where the words can be taken in another way too."""
        found = [self._cell(place, "cell") for place in places]
        return next((each for each in found if each and self._restated(stated, each).grade is Grade.EXACT), None)

    def _restated(self, stated: Value, other: Value | None) -> Judgement:
        one, two = stated.figure, figure_of(other)
        if not isinstance(one, Printed) or not isinstance(two, Printed):
            return Judgement(Grade.UNDECIDABLE)
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
                or (part.quote.place == whole.quote.place and part.quote.start == whole.quote.start)
            )
        )
        judgement = judge.share(stated.figure, figure_of(part), figure_of(whole), How(self.mode), same_cell=same)
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
        now, was = figure_of(current), figure_of(prior)
        if claim.direction and claim.direction.sign is None and not _signed(claim, now, was):
            yield self._undecided(claim, "unresolved")
            return
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
        judgement = judge.completion(stated.figure, figure_of(actual), figure_of(budget), How(self.mode))
        yield self._told("N-6", claim, judgement, [stated, actual, budget], "completion")

    def _partition(self, claim: Claim) -> Iterator[Outcome]:
        whole = self._value(claim.operand("whole"), "whole")
        operands = claim.in_role("part")
        parts = [self._value(operand, "part") for operand in operands]
        if whole is None or not parts:
            return
        rule = _PARTITION_RULES.get(self.topic, "N-3")
        counted = _counted([whole, *parts]) if whole.quote.is_span else []
        if counted:
            judgement = judge.counts(counted[0], counted[1:])
        else:
            judgement = judge.total(whole.figure, [(1, figure_of(part)) for part in parts], How(self.mode))
        if (
            not self._closed(claim)
            and judgement.grade is Grade.INCONSISTENT
            and judgement.gap is not None
            and judgement.gap > 0
        ):
            judgement = Judgement(Grade.UNDECIDABLE)  # 其中 may name only some of the parts
        yield self._told(rule, claim, judgement, [whole, *parts], "sum")

    def hundreds(self, claims: Sequence[Claim]) -> Iterator[Outcome]:
        """N-3: where each part of a closed list has its share of the whole, the shares make up 100."""
        shares = {
            (part.number.start, part.number.end): claim
            for claim in claims
            if claim.kind == "share" and claim.stated and claim.decidable and not claim.approx
            for part in claim.in_role("part")
            if part.number
        }
        for claim in claims:
            if shares and claim.kind == "partition" and claim.decidable and not claim.approx and self._closed(claim):
                yield from self._hundred(claim, shares)

    def _hundred(self, partition: Claim, shares: Mapping[tuple[int, int], Claim]) -> Iterator[Outcome]:
        spans = [
            (part.number.start, part.number.end) if part.number else (-1, -1) for part in partition.in_role("part")
        ]
        found = [shares[span] for span in spans if span in shares]
        if len(found) < max(2, len(spans)) or {self._whole_of(each) for each in found} != {self._whole_of(partition)}:
            return
        stated = [self._stated(claim) for claim in found]
        judgement = judge.total(100, [(1, figure_of(value)) for value in stated], How(self.mode))
        hundred = Value(Printed(100), Quote(Place("sections", self.topic, "text"), "100%", "stated"))
        yield self._told("N-3", partition, judgement, [hundred, *stated], "sum", set="shares")

    def _whole_of(self, claim: Claim) -> str:
        whole = claim.operand("whole")
        return self._quantity(whole.subject, as_whole=claim.kind == "share").key if whole and whole.subject else ""

    def _closed(self, partition: Claim) -> bool:
        kinds = {operand.subject.kind for operand in partition.in_role("part") if operand.subject}
        whole = partition.subject.kind if partition.subject else ""
        sets = [each for each in _WHOLE_SETS if whole == "basic" or "personnel" not in each]
        return partition.closed or any(each <= kinds for each in sets)

    def _relation(self, claim: Claim) -> Iterator[Outcome]:
        one = self._value(claim.operand("actual") or claim.operand("current"), "actual")
        two = self._value(claim.operand("budget") or claim.operand("prior"), "other")
        if claim.direction is None or claim.direction.sign is None:
            return
        if _ROUGH in claim.direction.word.text:
            yield self._undecided(claim, "approximate")
            return
        sign = {1: ">", 0: "=", -1: "<"}[claim.direction.sign]
        judgement = judge.relation(figure_of(one), sign, figure_of(two), How(self.mode))
        word = claim.direction.word
        said = Quote(Place("sections", self.topic, "text"), word.text, "stated", word.start, word.end)
        yield self._told("N-7", claim, judgement, [Value(Printed(0), said), one, two], "order")

    def _points(self, claim: Claim) -> Iterator[Outcome]:
        stated = self._stated(claim)
        if stated is None:
            return
        current, prior = self._value(claim.operand("current"), "current"), self._value(claim.operand("prior"), "prior")
        judgement = judge.points(stated.figure, figure_of(current), figure_of(prior), self._how(claim))
        yield self._told("N-4", claim, judgement, [stated, current, prior], "difference")


def _signed(claim: Claim, now: Printed | Reading | None, was: Printed | Reading | None) -> bool:
    """Whether a number behind 增减 or 差异率 has a sign: it is below nought, or what it is of did not fall."""
    number = claim.stated
    if number is None or "unresolved-choice" in claim.faults:
        return False
    return number.units < 0 or (isinstance(now, Printed) and isinstance(was, Printed) and now.value >= was.value)


def _counted(values: Sequence[Value | None]) -> list[int]:
    """Values that count heads or vehicles, which are not rounded; none if any is something else."""
    figures = [value.figure for value in values if value and value.quote.text.rstrip()[-1:] in _COUNTERS]
    counted = [each.units for each in figures if isinstance(each, Printed) and not each.decimals]
    return counted if len(counted) == len(values) else []
