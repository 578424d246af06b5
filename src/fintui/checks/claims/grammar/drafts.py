"""Claims made when the whole section was read: by then every amount of it is known."""

from __future__ import annotations

from typing import NamedTuple

from fintui.checks.claims.grammar.state import Item, State
from fintui.checks.claims.model import Ambiguity, Basis, Claim, Direction, Number, Operand, Subject, Word


class Growth(NamedTuple):
    """A growth or decline as it was read."""

    item: Item | None
    actual: Number | None
    stated: Number
    change: Number | None
    direction: Direction | None
    basis: Basis | None
    faults: tuple[str, ...]
    candidates: tuple[Item, ...]


class Share(NamedTuple):
    """A share as it was read: ``wholes`` are the candidates for the whole."""

    item: Item
    actual: Number | None
    stated: Number
    wholes: tuple[Operand, ...]
    start: int
    faults: tuple[str, ...]


class Completion(NamedTuple):
    """A rate of completion as it was read."""

    item: Item
    actual: Number | None
    stated: Number
    basis: Basis
    start: int


class Relation(NamedTuple):
    """大于, 小于 or 持平 as it was read."""

    item: Item
    actual: Number | None
    direction: Direction
    basis: Basis | None
    approx: Word | None
    faults: tuple[str, ...]


def current_of(state: State, item: Item, actual: Number | None) -> tuple[Number | None, tuple[Operand, ...]]:
    """The amount that was known when the claim was read; else the section's, or the candidates if it has several."""
    if actual is not None or item.subject is None:
        return actual, ()
    numbers = state.lookup(item.key)
    if len(numbers) == 1:
        return numbers[0], ()
    return None, tuple(item.operand("current", number) for number in numbers)


def budget_of(item: Item, kind: str) -> tuple[Number | None, tuple[Operand, ...], bool]:
    """The budget of this kind; the candidates where there are several; whether only another kind is stated."""
    exact = [number for name, number in item.budgets if kind in (name, "budget") or name == "budget"]
    different = [number for place, number in enumerate(exact) if all(number.base != one.base for one in exact[:place])]
    if len(different) == 1:
        return different[0], (), False
    if different:
        return None, tuple(item.operand("budget", number, "budget") for number in different), False
    return None, (), bool(item.budgets)


def budget_measure(basis: Basis) -> str:
    """The measure that a basis names."""
    return "budget" if basis.kind == "budget" else f"{basis.kind}-budget"


def _extent(numbers: list[Number | None], words: list[Word | None]) -> tuple[int, int]:
    places = [(number.start, number.end) for number in numbers if number] + [
        (word.start, word.end) for word in words if word
    ]
    return min(start for start, _ in places), max(end for _, end in places)


def growth(state: State, draft: Growth) -> Claim:
    """Current, change and prior (or budget) of a growth claim."""
    item, basis = draft.item or Item(None), draft.basis
    unclear: list[Ambiguity] = []
    operands: list[Operand] = []
    faults, prior = draft.faults, item.prior
    if draft.item is None:
        unclear.append(Ambiguity("of", tuple(one.operand("of", one.actual) for one in draft.candidates)))
    elif item.subject is None and item.actual is None:
        unclear.append(Ambiguity("of", ()))
    current, several = current_of(state, item, draft.actual)
    if several:
        unclear.append(Ambiguity("current", several))
    operands.append(item.operand("current", current))
    if draft.change is not None:
        operands.append(Operand("change", draft.change, None))
    if basis is not None and basis.of_budget:
        prior, candidates, mismatch = budget_of(item, basis.kind)
        unclear += [Ambiguity("budget", candidates)] if candidates else []
        faults = (*faults, "basis-mismatch") if mismatch else faults
        operands.append(item.operand("budget", prior, budget_measure(basis)))
    elif prior is not None or item.subject is not None:
        operands.append(item.operand("prior", prior, "prior"))
    if basis is None and prior is None:
        unclear.append(Ambiguity("basis", ()))
    moved = draft.change or (draft.stated if draft.stated.kind != "percent" else None)
    up = draft.direction is not None and draft.direction.sign == 1
    zero = (
        (prior is not None and prior.zero)
        or (up and moved is not None and current is not None and moved.base == current.base)
        or (moved is not None and moved.zero and current is not None and current.zero)
    )
    start, end = _extent([draft.stated, draft.change], [draft.direction.word if draft.direction else None])
    kept = tuple(operand for operand in operands if operand.number or operand.subject)
    return Claim(
        "growth", start, end, draft.stated, item.subject, kept, draft.direction, basis, draft.stated.approx,
        tuple(unclear), zero_base=zero, faults=faults,
    )  # fmt: skip


def share(state: State, draft: Share) -> Claim:
    """Part and whole of a share claim; several wholes are an ambiguity."""
    bound = [_with_number(state, operand) for operand in draft.wholes]
    unclear: tuple[Ambiguity, ...] = ()
    if len(bound) != 1 or bound[0][1]:
        candidates = tuple(one for operand, several in bound for one in (several or (operand,)))
        unclear, bound = (Ambiguity("whole", candidates),), []
    part, several = current_of(state, draft.item, draft.actual)
    if several:
        unclear = (*unclear, Ambiguity("part", several))
    operands = (draft.item.operand("part", part), *(operand for operand, _ in bound))
    zero = any(operand.number is not None and operand.number.zero for operand, _ in bound)
    return Claim(
        "share", draft.start, draft.stated.end, draft.stated, draft.item.subject, operands,
        approx=draft.stated.approx, ambiguity=unclear, zero_base=zero, faults=draft.faults,
    )  # fmt: skip


_OWN_TOTAL = frozenset({"receipts", "payments", "receipts-grand-total", "payments-grand-total"})


def _with_number(state: State, operand: Operand) -> tuple[Operand, tuple[Operand, ...]]:
    """A whole with its amount, where the section gives it once; else the candidates."""
    subject = operand.subject
    if operand.number is not None or subject is None:
        return operand, ()
    numbers = state.lookup(subject.key)
    if not numbers and not subject.scope and subject.kind not in _OWN_TOTAL:
        keys = [key for key in state.known if key.rpartition("/")[2] == subject.key]
        numbers = state.lookup(keys[0]) if len(keys) == 1 else []
    if len(numbers) == 1:
        return Operand("whole", numbers[0], subject), ()
    return operand, tuple(Operand("whole", number, subject) for number in numbers)


def completion(state: State, draft: Completion) -> Claim:
    """Budget and actual of the same item; never another item's."""
    item, stated, basis = draft.item, draft.stated, draft.basis
    budget, candidates, mismatch = budget_of(item, basis.kind)
    unclear = (Ambiguity("budget", candidates),) if candidates else ()
    actual, several = current_of(state, item, draft.actual)
    if several:
        unclear = (*unclear, Ambiguity("actual", several))
    operands = (item.operand("budget", budget, budget_measure(basis)), item.operand("actual", actual))
    kept = tuple(operand for operand in operands if operand.number or operand.subject)
    if not kept:
        unclear = (Ambiguity("of", ()),)
    return Claim(
        "completion", draft.start, stated.end, stated, item.subject, kept, basis=basis, approx=stated.approx,
        ambiguity=unclear, zero_base=budget is not None and budget.zero,
        faults=("basis-mismatch",) if mismatch else (),
    )  # fmt: skip


def relation(state: State, draft: Relation) -> Claim:
    """大于, 小于, 持平: this item against its budget or against the year before."""
    item, basis, faults = draft.item, draft.basis, draft.faults
    unclear: list[Ambiguity] = []
    current, several = current_of(state, item, draft.actual)
    if several:
        unclear.append(Ambiguity("current", several))
    if basis is not None and basis.of_budget:
        budget, candidates, mismatch = budget_of(item, basis.kind)
        unclear += [Ambiguity("budget", candidates)] if candidates else []
        faults = (*faults, "basis-mismatch") if mismatch else faults
        operands = (item.operand("budget", budget, budget_measure(basis)), item.operand("actual", current))
    else:
        operands = (item.operand("current", current), item.operand("prior", item.prior, "prior"))
    if basis is None:
        unclear.append(Ambiguity("basis", ()))
    if item.subject is None and current is None:
        unclear.append(Ambiguity("of", ()))
    kept = tuple(operand for operand in operands if operand.number or operand.subject)
    start, end = _extent([], [draft.direction.word, basis.word if basis else None])
    return Claim(
        "relation", start, end, None, item.subject, kept, draft.direction, basis, draft.approx, tuple(unclear),
        faults=faults,
    )  # fmt: skip


def reference(key: str) -> Subject:
    """A subject from a key of the vocabulary such as "general-budget/payments"."""
    scope, _, kind = key.rpartition("/")
    return Subject(kind, scope)
