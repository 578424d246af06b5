"""大于, 小于 and 持平: words that say how two figures stand to each other."""

from __future__ import annotations

from fractions import Fraction

from ..claims.model import Claim, Number, Word
from ..lookup import Value
from .figures import comma_of, in_unit_of, rewritten, rounded, written
from .planner import WRONG, Planner, is_clear
from .wording import against_budget, change_words, is_level, ordered


def relations(plan: Planner) -> None:
    """大于, 小于 and 持平."""
    for topic, each in plan.claims("relation"):
        claim, found = each.claim, plan.operands(topic)
        one, two = found.find(claim, "actual", "current"), found.find(claim, "budget", "prior")
        wrong = any(outcome.grade in WRONG for outcome in each.outcomes)
        if not (wrong or plan.moved(one, two) or plan.may_move(topic, claim)):
            continue
        if not is_clear(claim) or claim.direction is None or claim.direction.sign is None:
            plan.leave(topic, claim, "unclear")
        elif two is None and claim.direction.sign == 0:
            _unflatten(plan, topic, claim, one)
        else:
            _order(plan, topic, claim, one, two)


def _order(plan: Planner, topic: str, claim: Claim, one: Value | None, two: Value | None) -> None:
    first, second = plan.now(one), plan.now(two)
    direction, basis = claim.direction, claim.basis
    if direction is None or first is None or second is None:
        plan.leave(topic, claim, "unknown")
        return
    sign = (first.value > second.value) - (first.value < second.value)
    if sign == direction.sign:
        return
    if is_level(direction.word.text):
        if basis and basis.of_budget:
            _unlike(plan, topic, claim, basis.word, sign)
        else:
            _unflatten(plan, topic, claim, one, second.value)
        return
    new = ordered(direction.word.text, sign)
    if new is None or not plan.replace(topic, direction.word.start, direction.word.end, new, "order"):
        plan.leave(topic, claim, "words")
        return
    plan.look(topic, direction.word.start, "direction" if sign else "level")
    if spot := plan.spot(one):
        plan.draft.ties.append(((topic, direction.word.start), spot))


def _unlike(plan: Planner, topic: str, claim: Claim, basis: Word, sign: int) -> None:
    """与年初预算数持平 becomes 大于年初预算数."""
    text, word = plan.text(topic), claim.direction.word if claim.direction else basis
    new = against_budget(basis.text, sign) if not text[basis.end : word.start].strip() else None
    if new is None or not plan.replace(topic, basis.start, word.end, new, "level"):
        plan.leave(topic, claim, "words")
        return
    plan.look(topic, basis.start, "level")


def _unflatten(plan: Planner, topic: str, claim: Claim, one: Value | None, base: Fraction | None = None) -> None:
    """持平 becomes 增加5.00万元,增长2.00%, where what it was is known."""
    now, spot, direction, basis = plan.now(one), plan.spot(one), claim.direction, claim.basis
    number = next((each for each in plan.engine.numbers(topic) if spot == (topic, each.start)), None)
    was = plan.before(one) if base is None else base
    if now is None or was is None or number is None or direction is None or basis is None:
        plan.leave(topic, claim, "unknown")
        return
    if now.value == was:
        return
    if was <= 0 or not is_level(direction.word.text) or number.kind != "amount" or basis.of_budget:
        plan.leave(topic, claim, "zero-base" if was <= 0 else "words")
        return
    words = _told(plan, topic, number, now.value, was)
    words = f"各{words}" if words and _is_pair(plan, topic, claim) else words
    if words is None or not plan.replace(
        topic, direction.word.start, direction.word.end, words, "level", (one.quote,) if one else ()
    ):
        plan.leave(topic, claim, "unwritable")
        return
    plan.look(topic, direction.word.start, "level")
    ties = [(topic, direction.word.start), (topic, number.start)]
    if basis.word.text[:1] in "与和同跟" and not basis.word.text.endswith(("相比", "比较", "对比", "相较", "比")):
        plan.replace(topic, basis.word.start, basis.word.start + 1, "比", "level")
        ties.append((topic, basis.word.start))
    plan.draft.ties.append(tuple(ties))


def _is_pair(plan: Planner, topic: str, claim: Claim) -> bool:
    """Whether a word is said of several things at once: 收、支总计与上年持平."""
    word = claim.direction.word if claim.direction else None
    same = [each for where, each in plan.claims("relation") if where == topic and each.claim.direction]
    said = [each for each in same if each.claim.direction and each.claim.direction.word == word]
    return len(said) > 1 and word is not None and plan.text(topic)[word.start - 1 : word.start] not in tuple("各均都")


def _told(plan: Planner, topic: str, number: Number, now: Fraction, was: Fraction) -> str | None:
    """A change in the words and with the signs of the section: 增加5.00万元,增长2.00%."""
    manner, by = plan.manner(topic), now - was
    own = in_unit_of(number, abs(by), plan.unit)
    new = rewritten(number, own, manner, plan.mode, plan.engine.context.statement.decimals) if own is not None else None
    if new is None or new.zero:
        return None
    texts = [plan.text(topic), *map(plan.text, plan.engine.sections)]
    change, rate = change_words(texts, up=by > 0)
    units = rounded(abs(by) / was * 100, manner.decimals, plan.mode)
    return f"{change}{new.text}{comma_of(texts)}{rate}{written(units, manner.decimals, grouped=False)}{manner.percent}"


def points(plan: Planner) -> None:
    """个百分点 of a percentage that is written anew: no check decides them, so they stay."""
    for topic, each in plan.claims("points"):
        if plan.moved(plan.operands(topic).find(each.claim, "current")):
            plan.leave(topic, each.claim, "unclear")
