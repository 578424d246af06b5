"""Enumerations: a whole, 其中, and its parts; nested ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fintui.checks.claims.grammar.state import Head, Item, State
from fintui.checks.claims.grammar.subjects import find
from fintui.checks.claims.model import Claim, Number, Operand

if TYPE_CHECKING:
    from fintui.checks.claims.grammar.keywords import Keyword
    from fintui.checks.claims.vocabulary import Family

LONGEST = 150  # parts of one list
DEEPEST = 5  # lists in lists
ITEMLIKE = frozenset({"class", "group", "item", "economic", "named"})
_ALL_FUNDS = frozenset({"receipts", "receipts-grand-total"})
_LEVELS = {"class": 0, "group": 1, "item": 2}


def _kind(item: Item) -> str:
    return item.subject.kind if item.subject else ""


def families(state: State, item: Item) -> tuple[Family, ...]:
    """The families in which this item is a part."""
    return state.words.families_of(item.key) or state.words.families_of(_kind(item))


def name_whole(state: State, mark: Keyword) -> None:
    """本年收入的具体构成为:, 项目支出主要用于以下方面: such words name the whole whose parts follow."""
    end = mark.start
    for word in ("具体", "的"):
        end -= len(word) if state.squeezed.endswith(word, 0, end) else 0
    begin = max(state.squeezed.rfind(char, 0, end) for char in ",:;。\n") + 1
    found = find(state.text, state.words, state.topic, begin, end)
    if found is None or len(found.subjects) != 1:
        return
    known = state.lookup(found.subjects[0].key)
    item = Item(found.subjects[0], known[0] if len(known) == 1 else None)
    state.items = state.money = [item]
    state.last_role = "actual"


def open_list(state: State, mark: Keyword) -> None:
    """其中 and its like: the item spoken of becomes the whole of what follows."""
    item = state.items[0] if len(state.items) == 1 else None
    if item is not None and item.actual is None and item.budgets and not state.last_role:
        name = item.budgets[-1][0]  # “三公”经费预算为20万元。其中: what was announced is a budget
        state.last_role = "budget" if name == "budget" else f"{name}-budget"
    number = None if item is None else _announced(state, item)
    if item is None or number is None:
        close_lists(state, 0)
        return
    if state.heads and state.heads[-1].item is item and not state.heads[-1].parts:
        return
    if len(state.heads) > DEEPEST:
        close_lists(state, 0)
    nested = any(part is item for head in state.heads for part, _ in head.parts)
    if not nested and _place(state, number) == len(state.heads) - 1:
        close_lists(state, 0)
    word = mark.match[0]
    sticky = "以下" in word or state.squeezed[mark.end : mark.end + 2].lstrip(":,").startswith("\n")
    kind = state.last_role if state.last_role.endswith("budget") or state.last_role == "prior" else "actual"
    loose = "包括" in word or "包含" in word
    state.heads.append(Head(item, number, number.start, sticky, word != "其中", kind, nested, loose=loose))


def _announced(state: State, item: Item) -> Number | None:
    """The number whose parts follow: a budget where it was the last thing said, else the amount."""
    if state.last_role.endswith("budget") and item.budgets:
        return item.budgets[-1][1]
    return item.prior if state.last_role == "prior" else item.actual


def close_lists(state: State, depth: int) -> None:
    """End the lists from this depth on."""
    while len(state.heads) > depth:
        head = state.heads.pop()
        if head.parts:
            state.emit(_partition(state, head))


def _partition(state: State, head: Head) -> Claim:
    keys = {name for item, _ in head.parts for name in (item.key, _kind(item))}
    whole = "payments" if _kind(head.item) in ITEMLIKE else _kind(head.item)
    related = [one for item, _ in head.parts[:1] for one in families(state, item) if whole in one.wholes]
    complete = any(family.complete and family.complete <= keys for family in related)
    parts = tuple(Operand("part", number, item.subject) for item, number in head.parts)
    return Claim(
        "partition",
        head.start,
        max(number.end for _, number in head.parts),
        head.number,
        head.item.subject,
        (Operand("whole", head.number, head.item.subject), *parts),
        closed=complete or (head.closed and not (head.loose and _kind(head.parts[0][0]) == "named")),
    )


def add_part(state: State, item: Item, number: Number, measure: str) -> None:
    """Put an amount into the innermost list that it can belong to; lists that it ends are closed."""
    own = families(state, item)
    while (depth := _place(state, number)) >= 0:
        head = state.heads[depth]
        if item is head.item or measure != head.measure:
            return
        if fits(state, head, item):
            if all(part.key != item.key for part, _ in head.parts):
                head.parts.append((item, number))
            if len(head.parts) > LONGEST:
                close_lists(state, 0)
            return
        if not _ends(head, item) and ((not own and _kind(item) in ITEMLIKE) or _within(head, own)):
            return
        close_lists(state, depth)


def _place(state: State, number: Number) -> int:
    """The innermost list of such numbers: amounts are no parts of counts, nor counts of amounts."""
    money = number.kind == "amount"
    depths = range(len(state.heads) - 1, -1, -1)
    return next((depth for depth in depths if (state.heads[depth].number.kind == "amount") == money), -1)


def listed(state: State, item: Item, number: Number) -> bool:
    """Whether words that no phrase knows stand where a part of a list is expected."""
    depth = _place(state, number)
    return depth >= 0 and (fits(state, state.heads[depth], item))


def fits(state: State, head: Head, item: Item) -> bool:
    """Whether an item can be a part of this whole, beside the parts it has."""
    own = families(state, item)
    if _kind(head.item) in _ALL_FUNDS and head.item.key != _kind(head.item) and item.key == _kind(item):
        return False  # 事业收入 is no part of 财政拨款收入
    first = head.parts[0][0] if head.parts else None
    if not own:
        alike = first is None or (_kind(first) in ITEMLIKE and _level(first) in {_level(item), None})
        return _kind(item) in ITEMLIKE and alike and not _ends(head, item)
    whole = "payments" if _kind(head.item) in ITEMLIKE else _kind(head.item)
    of_head = [family for family in own if whole in family.wholes]
    return any(all(family in families(state, part) for part, _ in head.parts) for family in of_head)


def _level(item: Item) -> int | None:
    """类 0, 款 1, 项 2; None for what has no level."""
    return _LEVELS.get(_kind(item))


def _ends(head: Head, item: Item) -> bool:
    """Whether an item is too high for this list: a 类 ends the list of another 类's 款."""
    level, above = _level(item), _level(head.item)
    below = _level(head.parts[0][0]) if head.parts else None
    return level is not None and ((above is not None and level <= above) or (below is not None and level < below))


def _within(head: Head, own: tuple[Family, ...]) -> bool:
    """A part of a part: its own whole is in the list already."""
    parts = [part for part, _ in head.parts]
    kinds = {_kind(part) for part in parts if _kind(part) not in _ALL_FUNDS or part.key == _kind(part)}
    return any(kinds & family.wholes for family in own)


def end_segment(state: State) -> None:
    """At ; an inner list of unknown names is over."""
    while state.heads and state.heads[-1].nested and _loose(state, state.heads[-1]) and _shared(state):
        close_lists(state, len(state.heads) - 1)
    for head in state.heads:
        head.semicolons = True


def end_sentence(state: State, *, paragraph: bool) -> None:
    """At 。 and at a line's end."""
    end_segment(state)
    for head in state.heads:
        head.in_sentence = False
    while state.heads and state.heads[-1].nested and _loose(state, state.heads[-1]):
        close_lists(state, len(state.heads) - 1)
    first = state.heads[0] if state.heads else None
    if paragraph and first and first.parts and not first.sticky and _loose(state, first):
        close_lists(state, 0)


def _shared(state: State) -> bool:
    """Whether ; parts the outer list too: not where its items are sentences or paragraphs."""
    return state.heads[-2].in_sentence if len(state.heads) > 1 else True


def _loose(state: State, head: Head) -> bool:
    return not head.parts or not families(state, head.parts[0][0])


def parent(state: State, item: Item) -> Head | None:
    """The list in which this item is a part."""
    return next((head for head in reversed(state.heads) if any(part is item for part, _ in head.parts)), None)


def unclear(state: State, item: Item) -> tuple[Item, ...]:
    """The part and its whole, where 比上年增加 after a bare list could mean either."""
    head = parent(state, item)
    if head is None or not head.in_sentence or head.semicolons or head.grown or len(head.parts) < 2:
        return ()
    return (item, head.item)
