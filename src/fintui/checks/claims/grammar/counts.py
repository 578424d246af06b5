"""Counted things: vehicles, persons, groups, projects, equipment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fintui.checks.claims.grammar import lists, ratios
from fintui.checks.claims.grammar.amounts import emit_amount
from fintui.checks.claims.grammar.leads import chunk_start
from fintui.checks.claims.grammar.roles import BASIS, DIRECTION
from fintui.checks.claims.grammar.state import Item, State
from fintui.checks.claims.grammar.subjects import TAIL
from fintui.checks.claims.model import Subject, Word

if TYPE_CHECKING:
    from fintui.checks.claims.lexer import Token
    from fintui.checks.claims.vocabulary import Count

_TIME = re.compile(r"(?:(?:20\d\d)?年度?|[本当全共并、和,]|年内|累计)*+")
_FULL_NAME = 3
_COUNTING = frozenset({"assets", "staff", "overview"})


def read_count(state: State, token: Token) -> None:
    """One count; what no phrase of the vocabulary knows is left alone."""
    begin = chunk_start(state, token.start)
    unit = token.number.unit
    if change := DIRECTION.search(state.squeezed, begin, token.start):
        item = state.items[0] if len(state.items) == 1 else Item(None)
        if _same_unit(state, item, unit) and _bare_change(state, begin, change.start()):
            ratios.read_change(state, token, begin, token.start, item)
        return
    found = _by_words(state, begin, token, unit) or _by_context(state, begin, token, unit)
    if found is None:
        return
    entry, word = found
    _take(state, token, entry, word)


def _same_unit(state: State, item: Item, unit: str) -> bool:
    """Whether what was counted last can be counted in this unit: 39次, then 2批次 fewer."""
    if item.actual is None or item.actual.kind != "count" or item.subject is None:
        return False
    return any(entry.kind == item.subject.kind and unit in entry.units for entry in state.words.counts)


def _bare_change(state: State, begin: int, end: int) -> bool:
    """Whether nothing but a comparison stands before 增加: 较上年增加7辆 is of what was counted last."""
    basis = BASIS.search(state.squeezed, begin, end)
    return (basis.start() if basis else end) == begin


def _take(state: State, token: Token, entry: Count, word: Word | None) -> None:
    """Claim a count of a known thing."""
    item = Item(Subject(entry.kind, name=word.text if word else "", words=word), token.number)
    ratios.flush(state)
    emit_amount(state, item, token.number, "actual")
    if not (state.paid and _recent(state, token) in entry.after & {one.kind for one in state.words.counts}):
        state.paid = entry.paid  # 国内公务接待33批次,66人次,支出…: the persons are those of the batches
    state.items, state.last_role = [item], "count"
    state.recent.append((token.end, entry.kind))
    state.learn(item, token.number)
    lists.add_part(state, item, token.number, "actual")


def _fits(state: State, entry: Count, unit: str) -> bool:
    if entry.topics and state.topic not in entry.topics:
        return False
    return not unit or unit in entry.units


def _by_words(state: State, begin: int, token: Token, unit: str) -> tuple[Count, Word] | None:
    """The longest phrase that ends at the number, of a thing counted in this unit."""
    squeezed, end = state.squeezed, token.start
    recent = _recent(state, token)
    best: tuple[int, int, Count] | None = None
    for start, stop in state.words.counted.spans(squeezed, begin, end):
        if not TAIL.fullmatch(squeezed, stop, end):
            continue
        phrase = squeezed[start:stop]
        if squeezed.endswith(state.words.not_after, max(begin, start - 8), start):
            continue
        for entry in state.words.counts:
            behind = entry.followed and not squeezed.startswith(entry.followed, token.end)
            lone = phrase in entry.alone and not _TIME.fullmatch(squeezed, begin, start)
            if phrase not in entry.words or behind or lone or not _fits(state, entry, unit):
                continue
            if best is None or stop > best[1] or recent in entry.after:
                best = (start, stop, entry)
    if best is None:
        return None
    return best[2], state.text.word(best[0], best[1])


def _recent(state: State, token: Token) -> str:
    """The last thing counted or paid for; what stands in brackets just before does not count."""
    squeezed = state.squeezed
    limit = token.start
    while limit > 0 and squeezed[limit - 1] in "、,和":
        limit -= 1
    if limit > 0 and squeezed[limit - 1] == ")":
        limit = max(squeezed.rfind("(", 0, limit), 0)
    return next((kind for end, kind in reversed(state.recent) if end <= limit), "")


def _by_context(state: State, begin: int, token: Token, unit: str) -> tuple[Count, None] | None:
    """18批次、142人次: the second count is told by what came before it."""
    words = state.squeezed[begin : token.start].lstrip("、,和")
    words = words.removeprefix("累计").removeprefix("人数").removeprefix("人次").removeprefix("团组")
    if not unit or not TAIL.fullmatch(words) or len(words) > 4:
        return None
    recent = _recent(state, token)
    for entry in state.words.counts:
        if recent in entry.after and _fits(state, entry, unit):
            return entry, None
    return None


def resumes(state: State, token: Token) -> bool:
    """主要原因是…,全年购置公务用车3辆: a clause that counts a thing by its full name is no part of the reason."""
    begin = chunk_start(state, token.start)
    if begin == 0 or state.squeezed[begin - 1] not in ",;" or DIRECTION.search(state.squeezed, begin, token.start):
        return False
    found = _by_words(state, begin, token, token.number.unit)
    return found is not None and len(found[1].text) >= _FULL_NAME


def read_lost(state: State, token: Token) -> bool:
    """事业11(, 专用设备0(): the unit of a count was lost; only in sections that count things."""
    if state.topic not in _COUNTING or token.number.decimals:
        return False
    begin = chunk_start(state, token.start)
    found = _by_words(state, begin, token, "")
    if found is None or found[1].end != token.number.start:
        return False
    _take(state, token, *found)
    return True
