"""Shares and completions: what follows from amounts once these are written anew."""

from __future__ import annotations

from fractions import Fraction

from .. import judge
from ..claims.model import Claim
from ..interval import Printed
from ..judge import Grade, How, Severity
from ..lookup import Value
from ..sections import Judged
from .figures import rounded
from .model import Spot
from .planner import WRONG, Planner, is_clear


def shares(plan: Planner) -> None:
    """占…的…% and 完成预算的…%."""
    sums = _sums(plan)
    for topic, each in plan.claims("share", "completion"):
        claim, found = each.claim, plan.operands(topic)
        roles = ("part", "whole") if claim.kind == "share" else ("actual", "budget")
        top, under = found.find(claim, roles[0]), found.find(claim, roles[1])
        moved = plan.moved(top, under) or plan.may_move(topic, claim)
        wrong = any(outcome.grade in WRONG for outcome in each.outcomes)
        if not (moved or wrong) or _is_forced(plan, topic, each):
            continue
        if claim.stated is None or not is_clear(claim):
            plan.leave(topic, claim, "unclear")
        else:
            _share(plan, topic, claim, (top, under), moved=moved, parts=sums.get(plan.spot(top)))


def _sums(plan: Planner) -> dict[Spot | None, Fraction]:
    """By their amounts, the sum of parts whose shares, taken of the printed whole, would not make up 100."""
    sums: dict[Spot | None, Fraction] = {}
    for topic, each in plan.claims("partition"):
        found, claim = plan.operands(topic), each.claim
        if not is_clear(claim) or not found.is_complete(claim):
            continue
        whole = plan.now(found.find(claim, "whole"))
        parts = [(plan.spot(value), plan.now(value)) for value in found.all_parts(claim)]
        amounts = [part.value for _, part in parts if part]
        if whole is None or whole.value <= 0 or len(amounts) < len(parts):
            continue
        if judge.total(whole, [(1, part) for _, part in parts], How(plan.mode)).grade is Grade.INCONSISTENT:
            continue  # nothing to share out: the figures themselves do not add up
        decimals = plan.manner(topic).decimals
        made = sum(rounded(max(amount, Fraction(0)) / whole.value * 100, decimals, plan.mode) for amount in amounts)
        if 2 * abs(made - 100 * 10**decimals) > len(amounts):
            sums |= {spot: sum(amounts, Fraction(0)) for spot, _ in parts}
    return sums


def _is_forced(plan: Planner, topic: str, each: Judged) -> bool:
    """A share that is off by a digit so that all make up 100: it was meant so."""
    stated = each.claim.stated
    told = plan.engine.outcomes.get(("section", topic), ())
    return stated is not None and any(
        outcome.message == "share"
        and outcome.grade is Grade.INCONSISTENT
        and outcome.severity is Severity.INFO
        and outcome.quotes[0].start == stated.start
        for outcome in told
    )


def _share(
    plan: Planner,
    topic: str,
    claim: Claim,
    values: tuple[Value | None, Value | None],
    *,
    moved: bool,
    parts: Fraction | None,
) -> None:
    stated, (top, under) = claim.stated, values
    if stated is None:
        return
    whole = plan.now(under) or (under.figure if under else None)  # a budget may follow from a change
    said, same = Printed(stated.units, stated.decimals), plan.operands(topic).same_quantity(top, under)
    judged, part = judge.share(said, plan.now(top), whole, How(plan.mode), same_cell=same), plan.now(top)
    if (judged.grade is Grade.EXACT and not parts) or (judged.grade is Grade.WITHIN_ROUNDING and not moved):
        return
    if judged.value is None or part is None:
        plan.leave(topic, claim, "zero-base" if top and under else "unknown")
        return
    percent = part.value / parts * 100 if parts and claim.kind == "share" else judged.value
    if not plan.put(topic, stated, percent, claim.kind, [top, under]):
        plan.leave(topic, claim, "unwritable")
