"""收入 and 支出 alone: which of the year's and the grand total is meant can only be told from what the section says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fintui.checks.claims.grammar.subjects import Found
from fintui.checks.claims.model import Subject

if TYPE_CHECKING:
    from fintui.checks.claims.grammar.state import Item, State
    from fintui.checks.claims.model import Number

_KINDS = {"收入": ("receipts", "receipts-grand-total"), "支出": ("payments", "payments-grand-total")}
_TOPICS = frozenset({"receipts-and-payments", "receipts", "payments", "fiscal-receipts-and-payments"})
_ALONE = re.compile(
    r"(?:\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|[一二三四五六七八九十]{1,3}、)?"
    r"(?:20\d\d年度?|本年度?|今年|全年|当年|本单位|我单位|本部门|单位|部门)*(?P<side>收入|支出)"
    r"(?:决算|总计|合计|总额|数|共计|为|是|:)*+"
)


def side_of(text: str) -> str:
    """收入 or 支出, if such words say nothing else."""
    match = _ALONE.fullmatch(text) if len(text) < 30 else None
    return match["side"] if match else ""


def amount_of_side(state: State, begin: int, end: int, number: Number) -> Found | None:
    """2022年收入1,500.00万元: the total of this side that the section has already given as just this amount."""
    side = side_of(state.squeezed[begin:end]) if state.topic in _TOPICS else ""
    same = [kind for kind in _KINDS.get(side, ()) if any(one.base == number.base for one in state.lookup(kind))]
    if len(same) != 1:
        return None
    word = state.text.word(begin, end)
    return Found((Subject(same[0], "", word.text, words=word),), begin, end)


def grown_side(state: State, side: str) -> list[Item]:
    """收入减少…: the one total of this side that is being spoken of."""
    spoken = [item for group in (*state.earlier, *state.groups) for item in group]
    fitting = {item.key: item for item in spoken if item.key.rpartition("/")[2] in _KINDS[side]}
    return list(fitting.values()) if len(fitting) == 1 else []
