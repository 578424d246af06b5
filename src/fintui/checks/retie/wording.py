"""The few words that say which way something went, and their opposites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from ..claims.grammar.roles import DIRECTION
from ..claims.lexer import fold

# By what a word stands before: an amount (增加5万元) or a percentage (增长2%).
_UP: Final = {"增加": "减少", "增长": "下降", "上升": "下降", "提高": "降低", "上涨": "下降", "增幅": "降幅",
              "增支": "减支", "净增": "净减", "多支出": "少支出", "增": "减", "升": "降"}  # fmt: skip
_DOWN_AMOUNT: Final = {"减少": "增加", "下降": "增加", "降低": "提高", "降幅": "增幅", "缩减": "增加", "压减": "增加",
                       "减支": "增支", "下浮": "上涨", "下滑": "上升", "节约": "增加", "少支出": "多支出", "减": "增",
                       "降": "升"}  # fmt: skip
_DOWN_RATE: Final = _DOWN_AMOUNT | {"减少": "增长", "下降": "增长", "降低": "增长", "缩减": "增长", "压减": "增长"}
_OVER: Final = ("大于", "高于", "多于", "超过", "超出")
_UNDER: Final = {"大于": "小于", "高于": "低于", "多于": "少于", "超过": "低于", "超出": "低于"}
_ORDER: Final = {
    **_UNDER, "小于": "大于", "低于": "高于", "少于": "多于",
}  # fmt: skip
_SAME: Final = re.compile(r"[与和同跟](?P<budget>[^,，。;；]{0,6}预算[安排指标]{0,2}数?)(?:相比)?")
_GOES_ON: Final = re.compile(r"[ \n]*(?:比|较|与|同比|和)")
_EACH: Final = re.compile(r"(?:各自|分别|各)$")
_BETWEEN: Final = re.compile(r"[,、( ]*(?:同比|同期)?[,、( ]*")
_LEVEL: Final = re.compile(r"(?:持平|一致|相同|不变|无变化|无增减变化|无变动|无增减|没有变化|没有增减)")
_PAIR: Final = {
    True: re.compile(r"(增加|增长)[^。;\n\d]{0,4}[\d,.]+ ?[万亿]?元[,、( ]*(?:同比)?(增长|增加|上升)"),
    False: re.compile(r"(减少|下降)[^。;\n\d]{0,4}[\d,.]+ ?[万亿]?元[,、( ]*(?:同比)?(下降|降低|减少)"),
}
_ENDS: Final = "。;；！!？?\n"
_RISEN: Final = re.compile(r"(?:(?P<up>增加|增长|上升|提高|[增升])|(?P<down>减少|下降|降低|[减降]))[到至][了约近]?$")


class Way(NamedTuple):
    """A word for up or down: where it stands, and what it is."""

    start: int
    end: int
    text: str
    up: bool


def way_before(text: str, begin: int, end: int) -> Way | None:
    """The word for up or down right before a number that begins at `end`."""
    folded = fold(text)
    match = DIRECTION.search(folded[begin:end].rstrip())
    if match is None or match["to"] or match["choice"] or match["neutral"]:
        return None
    name = "up" if match["up"] else "down"
    return Way(begin + match.start(name), begin + match.end(name), match[name], name == "up")


def risen_before(text: str, end: int) -> Way | None:
    """The word that says that an amount, which begins at `end`, was reached from below or above: 增加到."""
    begin = max(0, end - 6)
    match = _RISEN.search(fold(text[begin:end]).rstrip())
    if match is None:
        return None
    name = "up" if match["up"] else "down"
    return Way(begin + match.start(name), begin + match.end(name), match[name], name == "up")


def closed(text: str, start: int, end: int) -> int:
    """The end of a stretch, with the bracket that closes one opened in it."""
    folded = fold(text)
    is_open = folded.count("(", start, end) > folded.count(")", start, end)
    return end + 1 if is_open and folded[end : end + 1] == ")" else end


def is_order(word: str) -> bool:
    """Whether a word says more or less than something: 大于, 超出."""
    return word in _ORDER


def against_budget(words: str, sign: int) -> str | None:
    """与年初预算数 (持平) as 大于年初预算数."""
    match = _SAME.fullmatch(words)
    return ("大于" if sign > 0 else "小于") + match["budget"] if match else None


def compared_next(text: str, end: int) -> bool:
    """Whether the sentence that follows goes on comparing the same thing: 比上年减少."""
    return _GOES_ON.match(fold(text), end) is not None


def opposite(way: Way, *, rate: bool) -> str | None:
    """The word for the other way, as it stands before an amount or a percentage."""
    return (_UP if way.up else _DOWN_RATE if rate else _DOWN_AMOUNT).get(way.text)


def ordered(word: str, sign: int) -> str | None:
    """The word that stands for "more" (1), "as much" (0) or "less" (-1) in place of another such word."""
    if sign == 0:
        return "等于" if word in _ORDER else None
    if word == "等于":
        return "大于" if sign > 0 else "小于"
    if word not in _ORDER:
        return None
    return word if (word in _OVER) == (sign > 0) else _ORDER[word]


def is_bare_between(text: str, start: int, end: int) -> bool:
    """Whether nothing but punctuation stands between a change and the word before its percentage."""
    return _BETWEEN.fullmatch(fold(text[start:end])) is not None


def is_level(word: str) -> bool:
    """Whether a word says just that nothing changed (持平, not 基本持平)."""
    return _LEVEL.fullmatch(word) is not None


def start_of_each(text: str, end: int) -> int:
    """Where 各 or 分别 right before a word for up or down begins; the word itself if there is none."""
    match = _EACH.search(text, max(0, end - 4), end)
    return match.start() if match else end


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence (or part of one, up to a semicolon) around a stretch of a text."""
    first = max(text.rfind(sign, 0, start) for sign in _ENDS) + 1
    after = [at for sign in _ENDS if (at := text.find(sign, max(start, end - 1))) >= 0]
    last = min(after, default=len(text) - 1) + 1
    return first, last - 1 if text[last - 1 : last] == "\n" else last


def change_words(texts: Iterable[str], *, up: bool) -> tuple[str, str]:
    """The words before a change and before its percentage, as the first of some texts that has such a change says."""
    found = next((match for text in texts if (match := _PAIR[up].search(fold(text)))), None)
    return (found[1], found[2]) if found else (("增加", "增长") if up else ("减少", "下降"))
