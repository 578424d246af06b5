"""Numbers and words of a Chinese explanation.

Width folding is one character for one character, so a place in the folded text is a place in the stored text.
The grammar reads a squeezed text (no blanks, no quotation marks); ``Text.at`` leads back to the stored one.
"""

from __future__ import annotations

import re
from array import array
from itertools import pairwise
from typing import NamedTuple

from fintui.checks.claims.model import Number, NumberKind, Word
from fintui.checks.pattern import HAN

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= {ord(char): 0x20 for char in "\u3000\u2002\u2003\u2009\u00a0\t\r\f\v\u200b\ufeff"}
_FOLD |= {ord(char): ord('"') for char in "“”„‟‘’「」『』＂"}
_FOLD |= {ord(char): ord(other) for char, other in zip("﹙﹚〔〕﹪﹣−–﹒﹐﹔﹕", "()()%---.,;:", strict=True)}

_LISTED = re.compile(r"[ ]*(?:\(?[一二三四五六七八九十\d]{1,3}[)、.](?!\d)|[一二三四五六七八九十]是|其中|注)")
_LONG_LINE = 24

_N = r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)|\d{1,20})(?:\.\d{1,12})?"
_CN = "零〇一二两三四五六七八九十百千点"
_COUNTED = "人次|批次|人|名|辆|台|个(?!月|百分点|工作日|小时|自然日)|套|批(?!复|准)|次|架|艘"
_MEASURED = (
    "平方米|平方公里|公里|万亩|立方米|小时|分钟|工作日|个工作日|个月|个小时|场次|班次|件次|课时|千米|公顷|"
    "条|路|件|份|项|类|家|户|场|张|期|篇|所|座|处|亩|米|吨|天|日|月|年|届|号|位|倍|本|册|幅|间|栋|起|宗|"
    "村|镇|县|支|部|款|级|点|课|例|名次|车次|只|头|株|棵|对|组|轮|岁|字|万|亿"
)
_TOKEN = re.compile(
    rf"""
    (?=[-\d(百一二两三四五六七八九十零])  # no other character starts a number: passed over at once
    (?:(?P<phone>(?<![\d.])\d{{3,4}}-\d{{7,8}}(?!\d))
  | (?P<date>(?<!\d)(?:19|20)\d\d年\d{{1,2}}月(?:\d{{1,2}}日)?)
  | (?P<range>(?<!\d)(?:19|20)\d\d年?[-—~至到](?:19|20)\d\d(?:年度?)?)
  | (?P<points>(?P<pointsn>-?{_N})个?百分点)
  | (?P<percent>(?P<percentn>-?{_N})%|百分之(?P<percentc>[{_CN}]{{1,12}}))
  | (?P<amount>(?P<amountn>-?{_N})(?P<scale>[余多]?(?:万亿|千万|百万|[百千万亿])?[余多]?元
      |(?<=\.\d\d)万(?=[,。;、)\n]|$))(?!素|件|宝|旦))
  | (?P<year>(?<![\d.])(?:19|20)\d\d(?:年度?|(?=度)))
  | (?P<count>(?P<countn>{_N})(?P<countm>[余多]?[万亿]?[余多]?)(?P<counted>{_COUNTED}))
  | (?P<countc>(?<![第{_CN}])[一二两三四五六七八九十]{{1,3}})(?P<countcu>辆|台|人次|批次)
  | (?P<other>(?P<othern>{_N})[余多]?[万亿]?[余多]?(?P<measured>{_MEASURED}))
  | (?P<zero>(?<=[为是])零(?P<zerou>万?元)?(?!\d|{HAN}))
  | (?P<mark>(?:(?<=^)|(?<=[\n。;:,]))(?:\(\d{{1,2}}\)|\d{{1,2}}[.、)](?!\d)))
  | (?P<code>(?:(?<=^)|(?<=[\n。;:,.、()]))[23](?:\d\d|\d{{4}}|\d{{6}})(?=-?{HAN}{{3}})
      |(?<=\()[23](?:\d\d|\d{{4}}|\d{{6}})(?=\)))
  | (?P<plain>(?<![A-Za-z\d])-?{_N}(?![A-Za-z])))
    """,
    re.VERBOSE | re.MULTILINE | re.ASCII,
)
_BEFORE = re.compile(r"(?:大约|将近|接近|超过|不足|不到|不低于|不超过|至少|约|近|超|逾)$")
_AFTER = re.compile(r"左右|上下|以上|以内|余|多(?=[,。;、)])")
_LIMIT = re.compile(r"\(?含?\)?\(?含?\)?(?:以上|以下|以内)")
_BLANK = re.compile(r'[ "]+')


class Text(NamedTuple):
    """The stored text, its squeezed form, and for each squeezed character its place in the stored text."""

    stored: str
    squeezed: str
    at: array[int]

    def word(self, start: int, end: int) -> Word:
        """The stored words behind a stretch of the squeezed text."""
        first, last = self.at[start], self.at[end - 1] + 1
        return Word(self.stored[first:last], first, last)


class Token(NamedTuple):
    """A number with its place in the squeezed text."""

    start: int
    end: int
    number: Number


def fold(text: str) -> str:
    """Full-width forms to half-width ones, blanks to spaces, quotation marks to one; the length stays."""
    return text.translate(_FOLD)


def _soften(folded: str) -> str:
    """Line breaks inside a sentence (a hard-wrapped text) become spaces; the length stays."""
    lines = folded.split("\n")
    out = lines[0]
    pieces = [out]
    for line, following in pairwise(lines):
        bare = line.rstrip()
        wrapped = len(bare) >= _LONG_LINE and bare[-1] not in "。;:!?%元" and following.strip() != ""
        pieces.append(" " if wrapped and not _LISTED.match(following) else "\n")
        pieces.append(following)
    return "".join(pieces)


def squeeze(stored: str) -> Text:
    """Fold, join wrapped lines, and leave out blanks and quotation marks."""
    folded = _soften(fold(stored))
    pieces: list[str] = []
    at = array("I")
    place = 0
    for blank in _BLANK.finditer(folded):
        start, end = blank.span()
        pieces.append(folded[place:start])
        at.extend(range(place, start))
        place = end
        if start > 0 and end < len(folded) and _glued(folded[start - 1], folded[end]):
            pieces.append(" ")
            at.append(start)
    pieces.append(folded[place:])
    at.extend(range(place, len(folded)))
    return Text(stored, "".join(pieces), at)


def _glued(left: str, right: str) -> bool:
    """Whether two characters would run into one number or word without the blank."""
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def chinese(digits: str) -> tuple[int, int]:
    """七十六点二三 as (7623, 2); 百 is 100."""
    figures = {char: place for place, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
    whole, _, part = digits.partition("点")
    total, last = 0, 0
    for char in whole:
        if char in "十百千":
            total += (last or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            last = 0
        else:
            last = last * 10 + figures.get(char, 0)
    decimals = [str(figures[char]) for char in part if char in figures]
    return int(str(total + last) + "".join(decimals)), len(decimals)


def _plain(digits: str) -> tuple[int, int]:
    whole, _, part = digits.replace(",", "").partition(".")
    return int(whole + part), len(part)


_SORTS = (
    *("phone", "date", "range", "points", "percent", "amount"),
    *("year", "count", "countc", "other", "zero", "code", "plain"),
)


def _read(match: re.Match[str]) -> tuple[NumberKind, tuple[int, int], str]:
    """Kind, value and unit of a token."""
    sort = next(sort for sort in _SORTS if match[sort] is not None)
    if sort in {"amount", "count", "points", "other"} or (sort == "percent" and match["percentn"] is not None):
        return _measured(match, sort, _plain(match[f"{sort}n"]))
    if sort == "plain":
        return "plain", _plain(match["plain"]), ""
    return _worded(match, sort)


def _measured(match: re.Match[str], sort: str, value: tuple[int, int]) -> tuple[NumberKind, tuple[int, int], str]:
    """A number with its unit; an inexact count (2万余人) is no count."""
    if sort == "amount":
        return "amount", value, re.sub("[余多]", "", match["scale"]).removesuffix("元") + "元"
    if sort == "count":
        return ("other" if match["countm"] else "count"), value, match["counted"]
    if sort == "other":
        return "other", value, match["measured"]
    return ("percent", value, "%") if sort == "percent" else ("points", value, "百分点")


def _worded(match: re.Match[str], sort: str) -> tuple[NumberKind, tuple[int, int], str]:
    """百分之七十五, 两辆, 零; years and codes, which are no quantities."""
    plain: dict[str, tuple[NumberKind, str]] = {"year": ("year", "年"), "date": ("date", "日"), "code": ("code", "")}
    if sort in plain:
        kind, unit = plain[sort]
        return kind, (int(match[sort][: 7 if sort == "code" else 4]), 0), unit
    if sort == "percent":
        return "percent", chinese(match["percentc"]), "%"
    if sort == "countc":
        return "count", chinese(match["countc"]), match["countcu"]
    return ("amount", (0, 0), match["zerou"] or "") if sort == "zero" else ("other", (0, 0), sort)


def tokens(text: Text) -> list[Token]:
    """Every number of the text, in order; list marks are left out."""
    found: list[Token] = []
    squeezed = text.squeezed
    for match in _TOKEN.finditer(squeezed):
        if match["mark"] is not None:
            continue
        kind, (units, decimals), unit = _read(match)
        start, end = match.span()
        if kind == "amount" and (_LIMIT.match(squeezed, end) or squeezed.endswith(("单价", "单位价值"), 0, start)):
            kind = "threshold"
        elif kind == "plain" and (squeezed[start - 1 : start] == "第" or squeezed[end : end + 1] == "-"):
            kind = "other"
        approx = _approximate(text, start, end) if kind in {"amount", "percent", "points", "count"} else None
        word = text.word(start, end)
        number = Number(kind, word.text, word.start, word.end, units, decimals, unit, approx)
        found.append(Token(start, end, number))
    return found


def _approximate(text: Text, start: int, end: int) -> Word | None:
    """约, 左右, 余 and the like beside or inside a number."""
    squeezed = text.squeezed
    if before := _BEFORE.search(squeezed, max(0, start - 3), start):
        return text.word(*before.span())
    if after := _AFTER.match(squeezed, end):
        return text.word(*after.span())
    inside = re.search("[余多]", squeezed[start:end])
    return text.word(start + inside.start(), start + inside.end()) if inside else None
