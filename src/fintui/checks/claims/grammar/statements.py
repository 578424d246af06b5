"""Statements without a number of their own: 持平, 大于, zero forms, lists of expenditure items."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from fintui.checks.claims.grammar import lists
from fintui.checks.claims.grammar.drafts import Relation, relation
from fintui.checks.claims.grammar.leads import look_back
from fintui.checks.claims.grammar.ratios import flush, recall
from fintui.checks.claims.grammar.roles import budget_kind, only_role
from fintui.checks.claims.grammar.state import Item, State
from fintui.checks.claims.grammar.subjects import find
from fintui.checks.claims.model import Basis, Claim, Direction, Operand, Subject, Word

if TYPE_CHECKING:
    from fintui.checks.claims.grammar.keywords import Keyword

_UP = ("大于", "高于", "多于", "超过", "超出", "超")
_PIECE = re.compile(r"[^、,:]+")
_END = re.compile(r"[,;。:\n\d]")
_STOP = re.compile(r"[;。\n\d]|主要|包括|用于|其中")
_REST = re.compile(
    r"(?:的?财政拨款)?(?:安排的?)?(?:的)?(?:预算)?(?:收支|支出|收入|经费|费用|费|资金|发生|情况|业务|事项|团组|预算|决算|安排|及)*+"
)


def compare_year(text: str) -> tuple[str, int | None]:
    """Either "last", or the named year."""
    digits = re.search(r"\d{4}", text)
    return ("year", int(digits[0])) if digits else ("last", None)


def read_basis(state: State, mark: Keyword) -> None:
    """与2019年相比, 较年初预算数: what the next change is measured against."""
    match = mark.match
    word = state.text.word(mark.start, mark.end)
    together = state.basis_mark is not None and state.basis_mark.end == mark.start
    state.basis_before = state.basis if together else None
    other, budget = match["other"] or match["midyear"], match["budget"] or match["midbudget"]
    kind, year = compare_year(match["year"] or "")
    if budget and other and not other.startswith(str(state.year)):
        state.basis = Basis("prior-budget", None, word)
    elif budget:
        state.basis = Basis(budget_kind(_prefix(budget)), None, word)
    elif year is not None and year == state.year:
        state.basis, state.basis_mark = None, None  # this year is not compared with itself
        return
    else:
        state.basis = Basis(kind, year, word)
    state.basis_mark = mark
    state.bases.append(state.basis)
    if state.squeezed[mark.end : mark.end + 1] == ",":
        _topic_of(state, mark.start)


def _topic_of(state: State, end: int) -> None:
    """收入支出总计与上年相比,增加…: what stands before the comparison is what is spoken of behind the comma."""
    found = find(state.text, state.words, state.topic, _chunk(state, end), end)
    if found is not None:
        flush(state)
        state.items = state.money = [recall(state, subject) or Item(subject) for subject in found.subjects]
        state.groups.append(state.money)


def _prefix(budget: str) -> str:
    return re.sub("(?:部门|支出)?预算$", "", budget)


def read_relation(state: State, mark: Keyword) -> None:
    """决算数大于年初预算数."""
    match = mark.match
    word = match[0]
    if state.squeezed[mark.end : mark.end + 1].isdigit():
        state.over = mark
        return
    choice = "(" in word
    sign = None if choice else 0 if word.startswith("等于") else 1 if word.startswith(_UP) else -1
    length = re.match(r"大\(小\)于|小\(大\)于|大于|小于|高于|低于|等于|多于|少于|超过|超出|超", word)
    stop = mark.start + (length.end() if length else 2)
    direction = Direction(state.text.word(mark.start, stop), sign)
    rest = state.text.word(stop, mark.end)
    if match["relbudget"]:
        basis = Basis(budget_kind(_prefix(match["relbudget"])), None, rest)
    else:
        kind, year = compare_year(match["relyear"])
        basis = Basis(kind, year, rest)
    draft = Relation(Item(None), None, direction, basis, None, ("unresolved-choice",) if choice else ())
    _emit(state, mark.start, draft)


def read_flat(state: State, mark: Keyword) -> None:
    """与上年持平, 与年初预算数一致."""
    if state.basis is None or state.basis_mark is None or mark.start - state.basis_mark.end > 16:
        return
    flush(state)
    direction = Direction(state.text.word(mark.start, mark.end), 0)
    approx = state.text.word(mark.start, mark.start + 2) if mark.match[0].startswith("基本") else None
    limit = state.text_place(state.basis_before.word) if state.basis_before else state.basis_mark.start
    for basis in filter(None, (state.basis_before, state.basis)):
        _emit(state, limit, Relation(Item(None), None, direction, basis, approx, ()))


def _emit(state: State, limit: int, draft: Relation) -> None:
    for item in _compared(state, limit):
        faults = draft.faults
        if draft.direction.sign == 0 and _has_grown(state, item, draft.basis):
            faults = (*faults, "direction-contradiction")
        state.emit(partial(relation, state, draft._replace(item=item, actual=item.actual, faults=faults)))


def _has_grown(state: State, item: Item, basis: Basis | None) -> bool:
    """Whether the same segment says of the same thing that it grew or fell against the same."""
    grown = state.grown
    if grown is None or grown.basis is None or basis is None or grown.basis.kind != basis.kind:
        return False
    return any(one.key == item.key for one in grown.items)


def _compared(state: State, end: int) -> list[Item]:
    """What is compared: named right before the words, or the item being spoken of."""
    squeezed = state.squeezed
    begin = _chunk(state, end)
    found = find(state.text, state.words, state.topic, begin, end)
    if found is not None:
        state.items = state.money = [recall(state, subject) or Item(subject) for subject in found.subjects]
        state.groups.append(state.money)
        return state.money
    if not only_role(squeezed[begin:end]):
        return []
    if state.last_role == "count":
        return state.items  # 接待0人次,与上年持平
    if state.money:
        return state.money
    back = look_back(state, begin)
    return [Item(subject) for subject in back.subjects] if back else []


def _chunk(state: State, end: int) -> int:
    """Where the words before a place begin: at a number, a comma or the like."""
    first = max(state.lead, end - 120)
    return max(first, max(state.squeezed.rfind(char, first, end) for char in ",:;") + 1)


def read_zero(state: State, mark: Keyword) -> None:
    """无因公出国(境)支出; 公务用车购置费未发生支出."""
    squeezed = state.squeezed
    stop = _END.search(squeezed, mark.end, mark.end + 40)
    end = stop.start() if stop else min(len(squeezed), mark.end + 40)
    named = state.words.subject.first(squeezed, mark.end, end)
    between = squeezed[mark.end : named.start] if named else ""
    if (
        named is not None
        and len(between) <= 12
        and "组织的" not in between
        and _REST.fullmatch(squeezed, named.end, end)
    ):
        found = find(state.text, state.words, state.topic, mark.end, named.end)
        if found is not None:
            _zero(state, mark, found.subjects)
        return
    if not _REST.fullmatch(squeezed, mark.end, end):
        return
    begin = _chunk(state, mark.start)
    found = find(state.text, state.words, state.topic, begin, mark.start)
    if found is not None:
        _zero(state, mark, found.subjects)


def _zero(state: State, mark: Keyword, subjects: tuple[Subject, ...]) -> None:
    word = state.text.word(mark.start, mark.end)
    state.items = state.money = [Item(subject) for subject in subjects]
    state.groups.append(state.money)
    for subject in subjects:
        start = min(word.start, subject.words.start if subject.words else word.start)
        end = max(word.end, subject.words.end if subject.words else word.end)
        operands = (Operand("subject", None, subject),)
        state.emit(Claim("amount", start, end, None, subject, operands, zero=word))


def read_items(state: State, mark: Keyword) -> None:
    """主要包括:基本工资、津贴补贴…: the expenditure items that an amount was spent on."""
    squeezed = state.squeezed
    stop = _STOP.search(squeezed, mark.end)
    end = stop.start() if stop else len(squeezed)
    names = _names(state, mark.end, end)
    etc = squeezed.rfind("等", mark.end, end)
    if squeezed[end : end + 1].isdigit() and etc >= 0 and "," not in squeezed[etc:end]:
        lists.open_list(state, mark)
        return
    known = sum(1 for name, _ in names if name in state.words.economic)
    if not known or known * 2 < len(names) or len(state.money) != 1:
        return
    subject = state.money[0].subject
    if subject is None or subject.kind not in {"personnel", "public", "basic"}:
        return
    words = tuple(word for _, word in names)
    plain = tuple(name for name, _ in names)
    state.emit(Claim("items", words[0].start, words[-1].end, None, subject, items=words, names=plain))


def _names(state: State, start: int, end: int) -> list[tuple[str, Word]]:
    """The names of a list, with their places; 等 and what follows it is left out."""
    squeezed = state.squeezed
    names: list[tuple[str, Word]] = []
    etc = squeezed.find("等", start, end)
    end = etc if etc >= 0 else end
    for piece in _PIECE.finditer(squeezed, start, end):
        for begin, stop in _halves(state, *piece.span()):
            names.append((squeezed[begin:stop], state.text.word(begin, stop)))
    return names


def _halves(state: State, start: int, end: int) -> list[tuple[int, int]]:
    """会议费和培训费 is two names, 商品和服务支出 is one."""
    piece = state.squeezed[start:end]
    if piece not in state.words.economic:
        for joint in ("以及", "和", "及"):
            left, found, right = piece.partition(joint)
            if found and left in state.words.economic:
                return [(start, start + len(left)), (end - len(right), end)] if right else [(start, start + len(left))]
    return [(start, end)]
