"""The words that lead up to a number: where they begin, and what they fall back on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fintui.checks.claims.grammar.subjects import Found, find, named

if TYPE_CHECKING:
    from fintui.checks.claims.grammar.state import State
    from fintui.checks.claims.lexer import Token

_INTRODUCED = re.compile(
    r"^(?:2\d{6}|2\d{4}|\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、)"
)
_CODED = re.compile(r"(?:\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])?2(?:\d{6}|\d{4})-?(?!\d)")
_ITEM_END = re.compile(r"支出|收入|费|经费|运行|事务|服务|管理|保障|补助|缴费|公积金")
ANOTHER = re.compile(r"[、,](?=\d)")


def chunk_start(state: State, end: int) -> int:
    """Where the words of this number begin: after the last number, list mark, comma or open bracket."""
    begin = max(state.lead, end - 200)
    squeezed = state.squeezed
    for char in ",:;。":
        begin = max(begin, squeezed.rfind(char, begin, end) + 1)
    depth = 0
    for place in range(end - 1, begin - 1, -1):
        if squeezed[place] == ")":
            depth += 1
        elif squeezed[place] == "(":
            depth -= 1
            if depth < 0:
                return place + 1
    return begin


def introduced(state: State, begin: int, end: int) -> bool:
    """(1)住房保障支出, 2010301行政运行: an item of an enumeration, though no phrase knows its name."""
    piece = state.squeezed[begin:end]
    first = begin == 0 or state.squeezed[begin - 1] == "\n"
    led = first and state.topic == "general-budget-payments"
    if _CODED.match(piece):
        return True
    return (led or _INTRODUCED.match(piece) is not None) and _ITEM_END.search(piece) is not None


def look_back(state: State, begin: int) -> Found | None:
    """A subject in the words since the last number that claims something: a heading, 机关运行经费情况:, 其中."""
    squeezed = state.squeezed
    floor = max(state.gap, begin - 200)
    end = begin
    for _ in range(6):
        while end > floor and squeezed[end - 1] in ",:;。\n":
            end -= 1
        if end <= floor:
            return None
        start = max(floor, max(squeezed.rfind(char, floor, end) for char in ",:;。\n") + 1)
        piece = squeezed[start:end]
        if "用于" in piece:
            end = start
            continue
        if "原因" in piece or "%" in piece:
            return None
        found = find(state.text, state.words, state.topic, start, end)
        if found is not None:
            return found
        if _INTRODUCED.match(piece):
            return named(state.text, state.words, start, end)
        end = start
    return None


def in_series(state: State, token: Token) -> bool:
    """各是4125.49,4143.91万元: one of several numbers in a row, which no word deals out."""
    follows = state.last is not None and ANOTHER.fullmatch(state.squeezed, state.last.end, token.start) is not None
    return follows or ANOTHER.match(state.squeezed, token.end) is not None
