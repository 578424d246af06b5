"""Growth and decline: changes in money and in percent, and what they are compared with."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from fintui.checks.claims.grammar import lists
from fintui.checks.claims.grammar.drafts import Growth, growth
from fintui.checks.claims.grammar.roles import BASIS, DIRECTION, EACH, budget_kind, only_role
from fintui.checks.claims.grammar.sides import grown_side, side_of
from fintui.checks.claims.grammar.state import Item, Pending, State
from fintui.checks.claims.grammar.subjects import Found, find
from fintui.checks.claims.model import Basis, Direction, Number, Subject

if TYPE_CHECKING:
    from fintui.checks.claims.lexer import Token

_EMPTY = re.compile(
    r"(?:按|同口径|各|均|都|分别|总体|整体|同口径|实际|支出|收入|决算|数|合计|总计|总额|共|全年|累计|也|并|又|同时|本年度?|其|且|略|略有|有所|相应"
    r"|20\d\d年度?|预算|\(|的|较|比较?|相比|对比|、|,|共计|金额|\)|费用|经费|净|将|主要|年度)*+"
)


def mark_basis(state: State, token: Token, kind: str, match: re.Match[str]) -> None:
    """Remember the budget that 完成…预算 names."""
    length = match.end() - match.start()
    state.basis = Basis(kind, None, state.text.word(token.start - length, token.start))


def direction_of(state: State, match: re.Match[str], begin: int) -> Direction:
    """The direction that a match of DIRECTION tells; None where the text leaves the choice open."""
    name = next(name for name in ("choice", "neutral", "up", "down") if match[name] is not None)
    sign = {"up": 1, "down": -1}.get(name)
    return Direction(state.text.word(begin + match.start(name), begin + match.end(name)), sign)


def grown_items(state: State, begin: int, end: int) -> tuple[list[Item], tuple[Item, ...]]:
    """Of what a change is told: the items, and the candidates where it could be either of several."""
    words = before = state.squeezed[begin:end]
    basis = BASIS.search(before)
    if basis is not None:
        end = begin + basis.start()
    found = find(state.text, state.words, state.topic, begin, end) if end > begin else None
    if found is not None:
        return _named_growth(state, found, alike=EACH.search(before) is not None)
    if basis is not None:
        before = before[: basis.start()]
    if before and not (_EMPTY.fullmatch(before) or only_role(before)):
        return [], ()
    if EACH.search(words):
        spread = _spread(state)
        if len(spread) > 1:
            return spread, ()
    side = side_of(before)
    if side and (one := grown_side(state, side)):
        return one, ()
    return _spoken_growth(state)


def _named_growth(state: State, found: Found, *, alike: bool) -> tuple[list[Item], tuple[Item, ...]]:
    """财政拨款收入增加…: of what it names; that is from now on what is spoken of."""
    subjects = found.subjects
    items = [recall(state, subject) or Item(subject) for subject in subjects]
    if len(subjects) > 1 and subjects[0].words != subjects[-1].words and not alike:
        return [], tuple(items)
    state.items = state.money = items
    state.groups.append(items)
    return items, ()


def _spoken_growth(state: State) -> tuple[list[Item], tuple[Item, ...]]:
    """增加…: of what was spoken of last."""
    if state.groups:
        current = state.items
        return current, lists.unclear(state, current[0]) if len(current) == 1 else ()
    if len(state.earlier) > 1:
        return [], tuple(item for group in state.earlier for item in group)
    return (state.earlier[0] if state.earlier else state.items), ()


def _spread(state: State) -> list[Item]:
    """各 and 分别: all that the sentence, or else the one before, speaks of."""
    for groups in (state.groups, state.earlier):
        items = [item for group in groups for item in group]
        if len(items) > 1:
            return items
    return []


def recall(state: State, subject: Subject) -> Item | None:
    """The item of this subject in this sentence or the one before; else its amount from the section."""
    key = Item(subject).key
    spoken = [item for group in (state.items, *reversed(state.groups), *reversed(state.earlier)) for item in group]
    same = next((item for item in spoken if item.key == key), None)
    if same is None and key not in {"receipts", "payments"}:  # 收、支总计 after 财政拨款收、支总计
        return next(
            (item for item in spoken if item.subject and item.subject.scope and item.key.endswith("/" + key)), None
        )
    return same


def read_change(state: State, token: Token, begin: int, end: int, counted: Item | None = None) -> None:
    """增加1,557.66万元: kept until its percentage comes, or the sentence ends. ``counted`` is what grew, if known."""
    flush(state)
    match = DIRECTION.search(state.squeezed[begin:end])
    if match is None:
        return
    items, candidates = ([counted], ()) if counted else grown_items(state, begin, begin + match.start())
    direction = direction_of(state, match, begin)
    state.pending = Pending(token, items, direction, _measured(state), match["choice"] is not None, candidates)
    state.last_role = "change"


def _measured(state: State, match: re.Match[str] | None = None, begin: int = 0) -> Basis | None:
    """What a change is measured against: as its segment says, else as all of its sentence so far says of years.

    预决算差异率 is measured against the budget, whatever was said before.
    """
    if match is not None and "差异" in (match["neutral"] or ""):
        if state.basis is not None and state.basis.of_budget:
            return state.basis
        return Basis("budget", None, state.text.word(begin + match.start(), begin + match.end()))
    kinds = {(basis.kind, basis.year) for basis in state.bases}
    if state.basis is None and len(kinds) == 1 and not state.bases[0].of_budget:
        return state.bases[0]
    return state.basis


def read_over(state: State, token: Token) -> None:
    """超出年初预算4.00万元: a change against the budget."""
    mark, state.over = state.over, None
    if mark is None or mark.match["relbudget"] is None:
        return
    flush(state)
    items, candidates = grown_items(state, max(state.lead, mark.start - 60), mark.start)
    sign = 1 if mark.match[0].startswith(("大", "高", "多", "超")) else -1
    direction = Direction(state.text.word(mark.start, mark.start + 2), sign)
    kind = budget_kind(re.sub("(?:部门|支出)?预算$", "", mark.match["relbudget"]))
    basis = Basis(kind, None, state.text.word(mark.start, mark.end))
    state.pending = Pending(token, items, direction, basis, choice=False, ambiguous=candidates)
    state.last_role = "change"


def flush(state: State) -> None:
    """A change that no percentage followed is a claim of its own."""
    pending, state.pending = state.pending, None
    if pending is not None:
        _emit_growth(state, pending, pending.token.number, None)


def read_growth(state: State, token: Token, begin: int, match: re.Match[str] | None) -> None:
    """增长61.49%: with the change before it, or alone."""
    pending = state.pending
    if match is None:
        if pending is not None:
            state.pending = None
            _emit_growth(state, pending, token.number, pending.token.number)
        return
    direction, choice = direction_of(state, match, begin), match["choice"] is not None
    own = BASIS.search(state.squeezed, begin, begin + match.start()) is not None
    if pending is None or own:
        flush(state)
        items, candidates = grown_items(state, begin, begin + match.start())
        pending = Pending(token, items, direction, _measured(state, match, begin), choice, candidates)
        _emit_growth(state, pending, token.number, None)
        return
    state.pending = None
    agreed, contradiction = _agree(pending, direction, choice=choice)
    pending = replace(pending, direction=agreed, choice=pending.choice or choice)
    faults = ("direction-contradiction",) if contradiction else ()
    _emit_growth(state, pending, token.number, pending.token.number, faults)


def _agree(pending: Pending, direction: Direction, *, choice: bool) -> tuple[Direction, bool]:
    """The direction that the change and its percentage tell together, and whether they contradict each other."""
    before = pending.direction
    if before is None:
        return direction, False
    if before.sign is not None and direction.sign is not None and before.sign != direction.sign:
        return Direction(direction.word, None), True
    if before.sign is None:
        return (before if pending.choice else direction), False
    return (before if direction.sign is None and not choice else direction), False


def _emit_growth(
    state: State, pending: Pending, stated: Number, change: Number | None, faults: tuple[str, ...] = ()
) -> None:
    """One claim for each item; made at the end, when all earlier-year amounts are known."""
    direction = pending.direction
    if pending.choice:
        faults = (*faults, "unresolved-choice")
    moved = change or (stated if stated.kind != "percent" else None)
    if moved is not None and moved.zero and direction is not None and direction.sign is not None and not pending.choice:
        faults = (*faults, "zero-change")
    state.grown = pending
    for head in state.heads:
        if head.in_sentence and any(part in pending.items for part, _ in head.parts):
            head.grown = True
    draft = Growth(None, None, stated, change, direction, pending.basis, faults, pending.ambiguous)
    if pending.ambiguous or not pending.items:
        if pending.ambiguous or pending.basis is not None:
            state.emit(partial(growth, state, draft))
        return
    for item in pending.items:
        state.emit(partial(growth, state, draft._replace(item=item, actual=item.actual)))
        if stated.kind == "percent":
            state.last_percent = (stated, item)
