"""Growth and decline: the change, its percentage, the words for up and down, and 持平 where nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from .. import judge
from ..claims.model import Claim, Number, Word
from ..interval import Printed
from ..judge import How
from ..lookup import Value
from .planner import WRONG, Planner, is_clear
from .wording import (
    closed,
    is_bare_between,
    is_order,
    opposite,
    ordered,
    risen_before,
    sentence_at,
    start_of_each,
    way_before,
)


class Change(NamedTuple):
    """A change as a sentence tells it: by how much, by how many per cent, of what, since what."""

    topic: str
    claim: Claim
    amount: Number | None
    rate: Number | None
    current: Value
    prior: Value | None


def growths(plan: Planner) -> None:
    """增加…万元, 增长…%."""
    for topic, each in plan.claims("growth"):
        claim, found = each.claim, plan.operands(topic)
        current, prior = found.find(claim, "current"), found.find(claim, "budget", "prior")
        wrong = any(outcome.grade in WRONG for outcome in each.outcomes)
        if not (wrong or plan.moved(current, prior) or plan.may_move(topic, claim)):
            continue
        if not is_clear(claim) or claim.direction is None or claim.direction.sign is None:
            plan.leave(topic, claim, "unclear")
        elif current is None or claim.stated is None:
            plan.leave(topic, claim, "unknown")
        else:
            change = claim.operand("change")
            rate = claim.stated if claim.stated.kind == "percent" else None
            amount = change.number if change else claim.stated if rate is None else None
            _grown(plan, Change(topic, claim, amount, rate, current, prior))


def _grown(plan: Planner, said: Change) -> None:
    topic, claim = said.topic, said.claim
    now, base = plan.now(said.current), _base(plan, said)
    if now is None or base is None:
        plan.leave(topic, claim, "unknown")
        return
    if base <= 0 and said.rate:
        plan.leave(topic, claim, "zero-base")
        return
    by = now.value - base
    _tie(plan, said)
    if said.amount:
        plan.draft.changes[topic, said.amount.start] = by
    if said.amount is None:
        _rate(plan, said, by / base * 100 if base else Fraction(0))
    elif by == 0:
        _flatten(plan, said)
    elif _turn(plan, said, up=by > 0):
        _restate(plan, said, now.value, by)


def _base(plan: Planner, said: Change) -> Fraction | None:
    """What it was before: as stated, else today's amount less the change, as far as the sentence agrees with itself."""
    if said.prior:
        stated = plan.now(said.prior)
        return stated.value if stated else plan.before(said.prior)
    spot, was = plan.spot(said.current), plan.before(said.current)
    direction = said.claim.direction
    if spot is None or not plan.moved(said.current) or was is None or said.amount is None or direction is None:
        return None
    by = plan.operands(said.topic).printed_of(said.amount)
    if said.rate:
        how = How(plan.mode, direction=direction.sign or 0)
        rate = Printed(said.rate.units, said.rate.decimals)
        before = said.current.figure if isinstance(said.current.figure, Printed) else None
        if judge.growth(rate, before, by, how).grade in WRONG:
            return None
    return was - (direction.sign or 0) * by.value


def _tie(plan: Planner, said: Change) -> None:
    """A change can only be told from the amount that stood beside it: they are written anew together or not at all."""
    spots = [(said.topic, each.start) for each in (said.amount, said.rate) if each]
    own = plan.spot(said.current)
    plan.draft.ties.append(tuple([*spots, own] if own else spots))


def _restate(plan: Planner, said: Change, now: Fraction, by: Fraction) -> None:
    """Write the amount of the change, and its percentage as it follows from what is printed."""
    topic, claim, amount = said.topic, said.claim, said.amount
    sources = [said.current, said.prior]
    if amount is None:
        return
    if not plan.put(topic, amount, abs(by), "change", sources):
        plan.leave(topic, claim, "unwritable")
        return
    written = plan.operands(topic).printed_of(plan.draft.numbers[topic, amount.start]).value
    if not written:
        _flatten(plan, said)
        return
    if said.rate:
        before = now - written if by > 0 else now + written
        if before <= 0 or not plan.put(topic, said.rate, written / before * 100, "rate", sources):
            plan.leave(topic, claim, "unwritable" if before > 0 else "zero-base")


def _rate(plan: Planner, said: Change, percent: Fraction) -> None:
    """A percentage that stands alone."""
    if said.rate is None:
        return
    if percent == 0:
        plan.leave(said.topic, said.claim, "level")
    elif _turn(plan, said, up=percent > 0):
        said_now = plan.put(said.topic, said.rate, abs(percent), "rate", [said.current, said.prior])
        if not said_now:
            plan.leave(said.topic, said.claim, "unwritable")


def _turn(plan: Planner, said: Change, *, up: bool) -> bool:
    """The words say the other way if it is the other way; False if they are none that can be turned."""
    direction, topic = said.claim.direction, said.topic
    if direction is None or (direction.sign == 1) is up:
        return True
    words = [_against(direction.word, up=up)] if is_order(direction.word.text) else list(_ways(plan, said, up=up))
    if not words or None in words:
        plan.leave(topic, said.claim, "words")
        return False
    own = said.amount or said.rate
    for start, end, new in filter(None, words):
        plan.replace(topic, start, end, new, "direction")
        plan.draft.ties.append(((topic, start), (topic, own.start if own else start)))
        plan.look(topic, start, "direction")
    return True


_Word = tuple[int, int, str]
"""Where a word stands, and what is to stand there."""


def _against(word: Word, *, up: bool) -> _Word | None:
    """超出年初预算60.00万元, 小于预算数2.00万元."""
    new = ordered(word.text, 1 if up else -1)
    return (word.start, word.end, new) if new else None


def _ways(plan: Planner, said: Change, *, up: bool) -> Iterator[_Word | None]:
    """The words for up or down before the amount and before the percentage; None for one that cannot be turned."""
    text, spot = plan.text(said.topic), plan.spot(said.current)
    for number in (said.amount, said.rate):
        if number is None:
            continue
        first = sentence_at(text, number.start, number.end)[0]
        begin = said.amount.end if said.amount and number is said.rate else first
        way = way_before(text, begin, number.start)
        if way is None and number is said.rate and said.amount and is_bare_between(text, begin, number.start):
            continue  # 增加5.00万元(2.00%)
        new = opposite(way, rate=number is said.rate) if way and way.up is not up else None
        yield (way.start, way.end, new) if way and new else None
    if said.amount is None and spot and (risen := risen_before(text, spot[1])) and risen.up is not up:
        new = opposite(risen, rate=False)  # 由上年的300.00万元增加到360.00万元
        yield (risen.start, risen.end, new) if new else None


def _flatten(plan: Planner, said: Change) -> None:
    """增加5.00万元,增长2.00% becomes 持平."""
    topic, claim, amount = said.topic, said.claim, said.amount
    text = plan.text(topic)
    way = way_before(text, sentence_at(text, claim.start, claim.end)[0], amount.start) if amount else None
    last = said.rate or amount
    rest = way_before(text, amount.end, said.rate.start) if amount and said.rate else None
    bare = not (amount and said.rate) or is_bare_between(text, amount.end, rest.start if rest else said.rate.start)
    if way is None or last is None or not bare:
        plan.leave(topic, claim, "words")
        return
    start, end = start_of_each(text, way.start), closed(text, way.start, last.end)
    for number in (amount, said.rate):
        if number:
            plan.draft.edits.pop((topic, number.start, number.end), None)
    plan.replace(topic, start, end, "持平", "level", (said.current.quote,))
    plan.draft.ties.append(((topic, start), *((topic, each.start) for each in (amount, said.rate) if each)))
    plan.look(topic, start, "level")
    basis = claim.basis.word if claim.basis else None
    if basis and basis.text[:1] in "比较" and not basis.text.endswith(("相比", "比较", "对比", "相较")):
        plan.replace(topic, basis.start, basis.start + 1, "与", "level")
        plan.draft.ties.append(((topic, start), (topic, basis.start)))
