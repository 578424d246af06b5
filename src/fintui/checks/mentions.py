"""Mentions: every time that the text gives a quantity's amount, by quantity, in the order of the document.

Where the text gives only a change (比上年增加…万元), the amount before it follows from today's: it is derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..model.money import UNITS
from ..model.place import Place
from .claims.model import Claim, Number
from .context import Context
from .interval import Printed
from .judge import How, Reading, combined
from .outcome import Quote
from .quantities import Map

DERIVED = "~"
"""At the end of a quantity's key: what follows from a change, instead of being stated."""


class Mention(NamedTuple):
    """A number in a section that states a quantity; `derived` is what follows for it where the number is a change."""

    topic: str
    number: Number
    derived: Reading | None = None

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


def finest(mentions: Iterable[Mention], unit: str) -> list[Mention]:
    """Those of some mentions that have the most digits: 4,090.91万元 beside 0.41亿元 says what was meant."""
    found = [(printed(each.number, unit).decimals, each) for each in mentions]
    most = max((decimals for decimals, _ in found), default=0)
    return [each for decimals, each in found if decimals == most]


def mentions_of(
    claims: Iterable[Claim], topic: str, context: Context, known: Map, how: How
) -> Iterator[tuple[str, Mention]]:
    """Quantity keys and mentions of one section; what is only about, or might be something else, states nothing."""
    claims = list(claims)
    plain = {claim.subject.key for claim in claims if claim.subject}
    for claim in claims:
        if not claim.decidable or claim.approx:
            continue
        if claim.kind == "amount" and claim.stated and claim.subject:
            quantity = known.resolve(claim.subject, topic, context)
            if not quantity.others or quantity.key.rpartition("@")[0] not in plain:
                # 财政拨款支出 beside 一般公共预算财政拨款支出 may be that of all funds.
                yield quantity.key, Mention(topic, claim.stated)
        elif claim.kind == "growth":
            yield from _before(claim, topic, context, known, how)


def change_of(claim: Claim) -> Number | None:
    """The amount by which a claim of growth says that something changed."""
    change = claim.operand("change")
    number = change.number if change else claim.stated
    return number if number and number.kind == "amount" else None


def _before(claim: Claim, topic: str, context: Context, known: Map, how: How) -> Iterator[tuple[str, Mention]]:
    """What the prior amount or the budget was, where a claim says by how much today's is above or below it."""
    current, change = claim.operand("current"), change_of(claim)
    before = claim.operand("prior") or claim.operand("budget")
    if not (current and current.number and change and before and before.subject and claim.direction):
        return
    sign = claim.direction.sign
    if sign is None and current.number.zero:
        sign = -1  # 增加（减少） of what is now nothing can only be less
    if sign is None or before.number:
        return
    unit = context.statement.unit
    reading = combined([(1, printed(current.number, unit)), (-sign, printed(change, unit))], how)
    key = known.resolve(before.subject, topic, context).key
    yield key + DERIVED, Mention(topic, change, reading)
