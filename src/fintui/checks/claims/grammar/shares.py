"""Percentages and points: shares, completions, growth, and 个百分点."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from fintui.checks.claims.grammar import lists, ratios
from fintui.checks.claims.grammar.drafts import Completion, Share, completion, current_of, reference, share
from fintui.checks.claims.grammar.leads import chunk_start, in_series, look_back
from fintui.checks.claims.grammar.roles import DIRECTION, DONE, RATE, SHARE, USE, WEIGHT, budget_kind, only_role
from fintui.checks.claims.grammar.state import Item, State
from fintui.checks.claims.grammar.subjects import find, named
from fintui.checks.claims.model import Basis, Claim, Operand, Subject

if TYPE_CHECKING:
    from fintui.checks.claims.lexer import Token

_APPROX = re.compile(r"(?:大约|将近|接近|超过|不足|不到|至少|约|近|超|逾)$")
_ROW = re.compile(r"(?:[、,和][\d.]{1,12}%)+")
_JOINT = re.compile(r"[、,和]")
_GLUE = re.compile(r"[,(、和]*")


def read_percent(state: State, token: Token) -> None:
    """One percentage: a completion, a rate of use, a share, a growth; or nothing that a check covers."""
    begin = chunk_start(state, token.start)
    approx = _APPROX.search(state.squeezed, begin, token.start)
    end = approx.start() if approx else token.start
    chunk = state.squeezed[begin:end]
    if _dealt(state, token) or _of_budget(state, token, begin, chunk):
        return
    if part := SHARE.search(chunk):
        _share(state, token, begin, part)
    elif weight := WEIGHT.search(chunk):
        _bare_share(state, token, begin, begin + weight.start(), ())
    elif in_series(state, token):
        return
    elif direction := DIRECTION.search(chunk):
        ratios.read_growth(state, token, begin, direction)
    elif state.pending is not None and _GLUE.fullmatch(state.squeezed, state.pending.token.end, token.start):
        ratios.read_growth(state, token, begin, None)


def _of_budget(state: State, token: Token, begin: int, chunk: str) -> bool:
    """Completions: 完成年初预算的, 预算执行率为, 资金使用率为."""
    if state.last_role == "done" and chunk in {"的", ""} and state.basis is not None:
        _complete(state, token, state.basis, token.start)
    elif use := USE.search(chunk):
        _use(state, token, begin, use)
    elif done := DONE.search(chunk):
        word = state.text.word(begin + done.start(), begin + done.end())
        _complete(state, token, Basis(budget_kind(done["budget"]), None, word), begin, begin + done.start())
    elif (rate := RATE.search(chunk)) and _rated(state, begin, rate):
        word = state.text.word(begin + rate.start(), begin + rate.end())
        _complete(state, token, Basis("budget", None, word), begin, begin + rate.start())
    else:
        return False
    return True


def read_bare(state: State, token: Token) -> bool:
    """占76.23; without its %: a share with a fault."""
    begin = chunk_start(state, token.start)
    part = SHARE.search(state.squeezed[begin : token.start])
    if part is None or state.squeezed[token.end : token.end + 1] not in {";", ",", "。", ")", "", "\n", "、"}:
        return False
    if token.number.decimals == 0 and not part["whole"] and not part["end"]:
        return False
    _share(state, token, begin, part, ("percent-missing",))
    return True


def _rated(state: State, begin: int, rate: re.Match[str]) -> bool:
    """预算执行率 is a completion; 产出指标完成率 is not."""
    before = state.squeezed[begin : begin + rate.start()]
    if before and not only_role(before):
        return find(state.text, state.words, state.topic, begin, begin + rate.start()) is not None
    return rate["kind"] is not None or bool(state.money)


def _spoken(state: State) -> Item:
    """The one money item being spoken of; an empty one where there are several or none."""
    return state.money[0] if len(state.money) == 1 else Item(None)


def _complete(state: State, token: Token, basis: Basis, start: int, limit: int | None = None) -> None:
    items = state.money
    if limit is not None and limit > start:
        found = find(state.text, state.words, state.topic, start, limit)
        items = [ratios.recall(state, found.subjects[0]) or Item(found.subjects[0])] if found else items
    if not items and (back := look_back(state, start)):
        items = [Item(back.subjects[0])]
    for item in items:
        _pair_budget(state, item)
    place = min(basis.word.start, token.number.start)
    for item in items or [Item(None)]:
        state.emit(partial(completion, state, Completion(item, item.actual, token.number, basis, place)))
        state.last_percent = (token.number, item)


def _pair_budget(state: State, item: Item) -> None:
    """执行数 is held against 全年预算数, which is a subject of its own."""
    partner = state.words.budget_of.get(item.subject.kind) if item.subject else None
    if partner is None or item.budgets:
        return
    for group in reversed(state.groups):
        for one in group:
            if one.key == partner and one.actual is not None:
                item.budgets.append(("budget", one.actual))
                return


def _use(state: State, token: Token, begin: int, use: re.Match[str]) -> None:
    """资金使用率: one amount of the section over another."""
    top, under = state.words.rates.get(use["rate"], ("", ""))
    if not top:
        return
    actual, budget = Item(reference(top)), reference(under)
    number, _ = current_of(state, actual, None)
    below, _ = current_of(state, Item(budget), None)
    subject = actual.subject
    operands = (Operand("budget", below, budget), Operand("actual", number, subject))
    word = state.text.word(begin + use.start(), begin + use.end())
    basis = Basis(under, None, word)
    state.emit(
        Claim(
            "completion",
            word.start,
            token.number.end,
            token.number,
            subject,
            operands,
            basis=basis,
            zero_base=below is not None and below.zero,
        )
    )
    state.last_percent = (token.number, Item(subject, number))


def _share(state: State, token: Token, begin: int, part: re.Match[str], faults: tuple[str, ...] = ()) -> None:
    """占本年支出的8.71%."""
    start = begin + part.start()
    if not part["whole"]:
        _bare_share(state, token, begin, start, faults)
        return
    if in_series(state, token) and not _deal(state, token, begin, part):
        return
    first, last = begin + part.start("whole"), begin + part.end("whole")
    subject = whole_of(state, first, last)
    if subject is None:
        return
    item = _part(state, begin, start)
    wholes = tuple(Operand("whole", None, one) for one in _totals(state, item, subject))
    if state.shared:
        item = state.shared[0][0]
        state.shared = [(other, wholes) for other, _ in state.shared[1:]]
    if item is not None:
        _emit(state, token, start, Share(item, item.actual, token.number, wholes, 0, faults))


def _dealt(state: State, token: Token) -> bool:
    """The second and later percentages of 分别占…的60%、40%."""
    if state.shared and state.last and _JOINT.fullmatch(state.squeezed, state.last.end, token.start):
        item, wholes = state.shared.pop(0)
        _emit(state, token, token.start, Share(item, item.actual, token.number, wholes, 0, ()))
        return True
    state.shared = []
    return False


def _deal(state: State, token: Token, begin: int, part: re.Match[str]) -> bool:
    """分别占本年支出的60%、40%: as many parts as percentages, in their order."""
    if "分别" not in state.squeezed[begin : begin + part.start()]:
        return False
    row = _ROW.match(state.squeezed, token.end)
    count = 1 + len(re.findall("[、,和]", row[0])) if row else 1
    items = [group[0] for group in state.groups if len(group) == 1][-count:]
    if len(items) < count:
        return False
    state.shared = [(item, ()) for item in items]
    return True


def whole_of(state: State, first: int, last: int) -> Subject | None:
    """The subject that the words after 占 name."""
    phrase = state.squeezed[first:last]
    for prefix in ("本年度", "全年", "年度", "本部门", "本单位", "部门", ""):
        if phrase.startswith(prefix) and phrase.removeprefix(prefix) in state.words.wholes:
            kind = state.words.wholes[phrase.removeprefix(prefix)]
            return Subject(kind, "", phrase, words=state.text.word(first, last))
    found = find(state.text, state.words, state.topic, first, last)
    if found is not None and len(found.subjects) == 1:
        subject = found.subjects[0]
        tail = subject.kind.removesuffix("-grand-total")
        return subject._replace(kind=tail) if subject.scope and subject.name in state.words.wholes else subject
    unknown = named(state.text, state.words, first, last)
    return unknown.subjects[0] if unknown else None


def _totals(state: State, item: Item | None, subject: Subject) -> tuple[Subject, ...]:
    """占收入总计, 占总收入: of the year's total or of the grand total, as the list or the section says; or either."""
    grand = f"{subject.kind}-grand-total"
    if subject.scope or subject.name not in state.words.wholes or not state.lookup(grand):
        return (subject,)
    above = subject._replace(kind=grand)
    head = lists.parent(state, item) if item else None
    if head is not None and head.item.key in {subject.kind, grand}:
        return (subject._replace(kind=head.item.key),)
    if not state.lookup(subject.kind) or subject.name.endswith("总计"):
        return (above,)
    return (subject, above)


def _part(state: State, begin: int, end: int) -> Item | None:
    """The part: named right before 占, or the item being spoken of."""
    if end > begin:
        found = find(state.text, state.words, state.topic, begin, end)
        if found is not None and len(found.subjects) == 1:
            state.items = state.money = [ratios.recall(state, found.subjects[0]) or Item(found.subjects[0])]
            return state.money[0]
    return _spoken(state) if state.money else None


def _bare_share(state: State, token: Token, begin: int, start: int, faults: tuple[str, ...]) -> None:
    """占8.71%: of the list's whole, or of the only whole that such a part has."""
    item = _part(state, begin, start)
    if item is None:
        return
    _emit(state, token, start, Share(item, item.actual, token.number, _wholes(state, item), 0, faults))


def _wholes(state: State, item: Item) -> tuple[Operand, ...]:
    kind = item.subject.kind if item.subject else ""
    if two := state.words.two_wholes.get(kind):
        listed = {head.item.key.rpartition("/")[2] for head in state.heads}
        stated = tuple(key for key in two if key in listed or state.lookup(key))
        return tuple(Operand("whole", None, reference(key)) for key in (stated or two))
    if head := lists.parent(state, item):
        over = [one for one in state.heads if one is not head] if head.nested else []
        return tuple(Operand("whole", one.number, one.item.subject) for one in (head, *over))
    families = lists.families(state, item)
    wholes = {whole for family in families for whole in family.wholes if not whole.endswith("-grand-total")}
    given = {key for key in state.known if key.rpartition("/")[2] in wholes}
    topic = state.words.topic_wholes.get(state.topic)
    if kind in {"class", "group", "item"} or (wholes and not given):
        wholes |= {topic} if topic is not None else set()
    return tuple(Operand("whole", None, reference(key)) for key in sorted(given or wholes))


def _emit(state: State, token: Token, start: int, draft: Share) -> None:
    place = min(state.text.word(start, token.end).start, token.number.start)
    state.emit(partial(share, state, draft._replace(start=place)))
    state.last_percent = (token.number, draft.item)
    state.last_role = "share"


def read_points(state: State, token: Token) -> None:
    """提高3.5个百分点: of the percentage just stated."""
    begin = chunk_start(state, token.start)
    match = DIRECTION.search(state.squeezed[begin : token.start])
    if match is None or state.last_percent is None:
        return
    percent, item = state.last_percent
    direction = ratios.direction_of(state, match, begin)
    faults = ("unresolved-choice",) if match["choice"] else ()
    operands = (Operand("current", percent, item.subject),)
    unclear = ()
    state.emit(
        Claim(
            "points",
            direction.word.start,
            token.number.end,
            token.number,
            item.subject,
            operands,
            direction,
            state.basis,
            token.number.approx,
            unclear,
            faults=faults,
        )
    )
