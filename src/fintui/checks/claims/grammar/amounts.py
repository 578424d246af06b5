"""Amounts and counts: of what, and which measure of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fintui.checks.claims.grammar import lists, ratios
from fintui.checks.claims.grammar.leads import ANOTHER, chunk_start, in_series, introduced, look_back
from fintui.checks.claims.grammar.owners import inherit, of_item
from fintui.checks.claims.grammar.roles import DIRECTION, DONE_AMOUNT, EACH, PRIOR, budget_kind, measure, only_role
from fintui.checks.claims.grammar.sides import amount_of_side
from fintui.checks.claims.grammar.state import Item, State
from fintui.checks.claims.grammar.subjects import Found, find, named
from fintui.checks.claims.model import Basis, Claim, Number, Operand, Subject

if TYPE_CHECKING:
    from fintui.checks.claims.lexer import Token

_APPROX = re.compile(r"(?:大约|将近|接近|超过|不足|不到|至少|约|近|超|逾)$")
_BESIDE = re.compile(r"(?:累计|同期|实际|的|为|是|:|决算|支出|收入|数)*+")
_BUDGETED = re.compile(r"(?<!公共)(?<!基金)(?<!经营)预算(?:安排|数)?$")
_QUEUE = re.compile(r"[、,和及与]{0,2}")


def read_amount(state: State, token: Token) -> None:
    """One amount: a change, a budget, an earlier year's, or the amount of a subject."""
    begin = chunk_start(state, token.start)
    approx = _APPROX.search(state.squeezed, begin, token.start)
    end = approx.start() if approx else token.start
    chunk = state.squeezed[begin:end]
    if state.queue and state.last and _QUEUE.fullmatch(state.squeezed, state.last.end, end):
        _state_amount(state, token, (state.queue.pop(0),), "actual")
        return
    state.queue = []
    if done := DONE_AMOUNT.search(chunk):
        _done_amount(state, token, done)
        return
    if state.over is not None and state.over.end == token.start:
        ratios.read_over(state, token)
        return
    direction = DIRECTION.search(chunk)
    if direction and not direction["to"]:
        ratios.read_change(state, token, begin, end)
        return
    if _beside_basis(state, token, end) or _prior(state, token, begin, chunk):
        return
    if direction:
        _risen_to(state, token, begin, direction)
        return
    _subject_amount(state, token, begin, end)


def _done_amount(state: State, token: Token, done: re.Match[str]) -> None:
    """完成年初预算4,200,000.00元的107.44%."""
    if len(state.money) == 1:
        _put_budget(state, state.money[0], token.number, budget_kind(done["budget"]))
        ratios.mark_basis(state, token, budget_kind(done["budget"]), done)
    state.last_role = "done"


def _put_budget(state: State, item: Item, number: Number, kind: str) -> None:
    item.budgets.append((kind, number))
    name = "budget" if kind == "budget" else f"{kind}-budget"
    emit_amount(state, item, number, name)


def emit_amount(state: State, item: Item, number: Number, kind: str) -> None:
    """The claim that a subject has an amount."""
    if item.subject is None:
        return
    subject = item.subject._replace(measure=kind)
    faults = ("unit-missing",) if number.kind == "plain" and not number.zero else ()
    start = min(number.start, subject.words.start if subject.words else number.start)
    state.emit(
        Claim(
            "amount",
            start,
            number.end,
            number,
            subject,
            (Operand("subject", None, subject),),
            approx=number.approx,
            faults=faults,
        )
    )


def _beside_basis(state: State, token: Token, end: int) -> bool:
    """比上年决算数1.50万元减少: the amount is the one compared with."""
    mark = state.basis_mark
    if mark is None or state.basis is None or not _BESIDE.fullmatch(state.squeezed, mark.end, end):
        return False
    if len(state.money) != 1:
        return False
    item = state.money[0]
    if state.basis.of_budget:
        _put_budget(state, item, token.number, state.basis.kind)
    else:
        item.prior = token.number
        emit_amount(state, item, token.number, "prior")
    state.last_role = "prior"
    return True


def _prior(state: State, token: Token, begin: int, chunk: str) -> bool:
    """上年决算数为1.50万元; 由上年的300.00万元 (增加到)."""
    match = PRIOR.search(chunk)
    if match is None:
        return False
    found = find(state.text, state.words, state.topic, begin, begin + match.start())
    inner = find(state.text, state.words, state.topic, begin + match.start("between"), begin + match.end("between"))
    found = inner or found
    if match["between"] and inner is None and not only_role(match["between"]):
        return False
    if found and len(found.subjects) == 1:
        state.items = state.money = [_item(state, found.subjects[0])]
    if len(state.items) != 1:
        return True
    item = state.items[0]
    item.prior = token.number
    emit_amount(state, item, token.number, "prior")
    group = "year" if match["year"] else "base"
    word = state.text.word(begin + match.start(group), begin + match.end(group))
    kind, year = ("year", int(match["year"])) if match["year"] else ("last", None)
    state.basis = state.basis or Basis(kind, year, word)
    state.last_role = "prior"
    return True


def _risen_to(state: State, token: Token, begin: int, direction: re.Match[str]) -> None:
    """增加到360.00万元: the amount of now."""
    found = find(state.text, state.words, state.topic, begin, begin + direction.start())
    if found and len(found.subjects) == 1:
        state.items = state.money = [_item(state, found.subjects[0])]
    if len(state.items) == 1 and state.items[0].subject is not None:
        _state_amount(state, token, (state.items[0].subject,), "actual")
        state.last_role = "risen"


def _item(state: State, subject: Subject) -> Item:
    """The item of this subject that is being spoken of, or a new one."""
    for item in (*state.items, *state.money):
        if item.subject is not None and item.key == Item(subject).key:
            return item
    return Item(subject)


def _foreign(state: State, begin: int, token: Token) -> str:
    """Nothing for this year, "prior" for the year before, "foreign" for any other year beside the amount."""
    for year in reversed(state.years):
        if year.start < begin:
            break
        if year.end <= token.start and state.year is not None:
            gap = state.year - year.number.units
            return "" if gap == 0 else "prior" if gap == 1 else "foreign"
    return ""


def _subject_amount(state: State, token: Token, begin: int, end: int) -> None:
    """The amount of the subject named just before it, or of the one being spoken of."""
    chunk = state.squeezed[begin:end]
    economic = bool(state.heads) and any(
        head.item.subject is not None and head.item.subject.kind in {"personnel", "public"} for head in state.heads[-1:]
    )
    found = find(state.text, state.words, state.topic, begin, end, economic=economic)
    found = found or amount_of_side(state, begin, end, token.number)
    foreign = _foreign(state, begin, token)
    if foreign == "foreign":
        state.items, state.money, state.last_role = [], [], ""
        return
    if found is not None:
        tail = state.squeezed[found.end : end]
        kind, explicit = measure(tail)
        if not explicit and _BUDGETED.search(state.squeezed, begin, found.start):
            kind, explicit = measure(state.squeezed[begin : found.start])
        kind = _of_list(state, found, kind, explicit=explicit)
        _named_amount(state, token, found, foreign if foreign and kind == "actual" else kind, tail)
        return
    if only_role(chunk):
        kind, explicit = measure(chunk)
        _unnamed_amount(
            state, token, begin, foreign if foreign and kind == "actual" else kind, explicit=explicit or len(chunk) > 0
        )
        return
    kind, explicit = measure(chunk)
    unknown = named(state.text, state.words, begin, end)
    if (
        unknown is not None
        and token.number.unit
        and (
            explicit
            or kind != "actual"
            or lists.listed(state, Item(unknown.subjects[0]), token.number)
            or introduced(state, begin, end)
        )
    ):
        _named_amount(state, token, unknown, kind, chunk)
    else:
        _unknown(state, token)


def _of_list(state: State, found: Found, kind: str, *, explicit: bool) -> str:
    """In a list whose whole is a budget, the parts are budgets too."""
    if explicit or not state.heads or len(found.subjects) != 1:
        return kind
    head = state.heads[-1]
    return head.measure if lists.fits(state, head, Item(found.subjects[0])) else kind


def _unknown(state: State, token: Token) -> None:
    """An amount of something that cannot be told: it is not the last subject's."""
    ratios.flush(state)
    state.items = state.money = [Item(None, token.number)]
    state.last_role = "actual"


def _named_amount(state: State, token: Token, found: Found, kind: str, tail: str) -> None:
    subjects = found.subjects
    pair = len(subjects) == 2 and subjects[0].words == subjects[1].words
    dealt = "分别" in tail and (not pair or ANOTHER.match(state.squeezed, token.end) is not None)
    if len(subjects) > 1 and dealt:
        state.queue = list(subjects[1:])
        _state_amount(state, token, subjects[:1], kind)
        return
    if len(subjects) > 1 and not pair and not EACH.search(tail):
        state.items, state.money, state.last_role = [], [], ""
        return
    _state_amount(state, token, subjects, kind)


def _unnamed_amount(state: State, token: Token, begin: int, kind: str, *, explicit: bool) -> None:
    """支出决算为25.46万元: the subject stands earlier, in a heading or in the last statement."""
    back = look_back(state, begin)
    counted = _counted(state) if kind != "prior" else ""
    if back is not None:
        _state_amount(state, token, back.subjects, kind)
    elif counted:
        _state_amount(state, token, (Subject(counted),), kind)
    elif (
        explicit
        and _continues(state, token, begin, kind)
        and state.money
        and all(item.subject is not None for item in state.money)
    ):
        _state_amount(state, token, tuple(item.subject for item in state.money if item.subject), kind)
    else:
        _unknown(state, token)


def _counted(state: State) -> str:
    """公务接待24批次,210人次,支出2.05万元: what the things counted just before were paid from."""
    if not state.recent or state.recent[-1][0] < state.sentence:
        return ""
    return state.paid if any(entry.kind == state.recent[-1][1] for entry in state.words.counts) else ""


def _continues(state: State, token: Token, begin: int, kind: str) -> bool:
    """Whether 共计支出 can still speak of the last subject: not where it has another amount already."""
    if kind != "actual" or measure(state.squeezed[begin : token.start])[1]:
        return True
    return all(item.actual is None or item.actual.base == token.number.base for item in state.money)


def _state_amount(state: State, token: Token, subjects: tuple[Subject, ...], kind: str) -> None:
    """Take down an amount for its subjects, and claim it."""
    ratios.flush(state)
    subjects = tuple(of_item(state, inherit(state, subject)) for subject in subjects)
    group = [_item(state, subject) for subject in subjects]
    number = token.number
    for item in group:
        if kind == "actual":
            item.actual = number
            state.learn(item, number)
        elif kind == "prior":
            item.prior = number
        if kind.endswith("budget"):
            _put_budget(state, item, number, kind.removesuffix("budget").rstrip("-") or "budget")
        else:
            emit_amount(state, item, number, kind)
    state.items = state.money = group
    state.recent.append((token.end, subjects[0].kind))
    if not state.groups or [item.key for item in state.groups[-1]] != [item.key for item in group]:
        state.groups.append(group)
    del state.groups[:-40]
    state.last_role = kind
    if len(group) == 1:
        lists.add_part(state, group[0], number, kind)


def read_plain(state: State, token: Token) -> None:
    """支出决算为0; 年初预算为12.82 without its unit; 较上年2.08减少."""
    begin = chunk_start(state, token.start)
    chunk = state.squeezed[begin : token.start]
    mark = state.basis_mark
    beside = mark is not None and mark.end == token.start and token.number.decimals > 0
    if not (token.number.zero or token.number.decimals) or in_series(state, token):
        return
    if beside or chunk.endswith(("为", "是", "数", "共", "计", "支出")):
        read_amount(state, token)
