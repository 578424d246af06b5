"""Words between the numbers that change how the next ones are read."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Sort = Literal["stop", "semicolon", "among", "reason", "relation", "flat", "basis", "zero", "items"]

_BUDGET = r"(?:年初|全年|调整后?|年度|当年|本年)?(?:部门|支出)?预算"
_DECIDED = (
    "持平|一致|相同|不变|无变化|无增减变化|无增长变化|无增减变动|无变动|无增减|没有变化|没有增减变化|没有增减|无差异"
    "|未发生变化|相等"
)
_YEAR = r"上一?年度?|去年|前一?年度?|(?:19|20)\d\d年?度?"
PATTERN = re.compile(
    rf"""
    (?=[。!?\n;其主用包分具构变增减差降上下的原由是因大小高低等多少超与较比和同跟相基保总持一不无没未暂])
    (?:(?P<stop>[。!?\n])
  | (?P<semicolon>;)
  | (?P<among>其中|(?:主要)?用于(?:了)?以下(?:几个)?方面
      |(?:主要)?(?:包括|分为|包含):?(?=[^。;、,\n\d]{{1,30}}-?\d)
      |(?:具体|分项|构成)(?:情况)?(?:为|如下|是)?:)
  | (?P<reason>(?:主要|具体|变动|变化|增减|增加|减少|增长|下降|差异|降低|上升|的){{0,5}}+原因(?:为|是|在于|系|:|,)?
      |主要是(?!用于)|主要由于|是由于|由于|是因为|主要系|主要因)
  | (?P<relation>(?<![未不])(?:大\(小\)于|小\(大\)于|大于|小于|高于|低于|等于|多于|少于|超过|超出|超)
      (?:(?:(?:19|20)\d\d年?度?)?的?(?P<relbudget>{_BUDGET})|(?P<relyear>{_YEAR})(?:的?决算)?)(?:安排|指标)?数?)
  | (?P<basis>(?:(?:与|较于?|比|和|同|跟|相比于?)(?:(?P<other>{_YEAR})的?)?(?P<budget>{_BUDGET})
      |(?<![占对])(?:比|较)(?:(?P<midyear>(?:19|20)\d\d年?度?)的?)?[^,;。:\n\d()增减升降占比较]{{2,20}}?
        (?<!公共)(?<!基金)(?<!经营)(?P<midbudget>(?:年初|全年|调整后?)?预算)(?=(?:安排)?数?[\d增减])
      |(?:与|较于?|比|和|同|跟|相比于?)(?P<year>{_YEAR}))
      (?:同期)?(?:的)?(?:安排|(?:支出|收入)?决算|执行)?(?:数|支出数?)?(?:相比较?|对比|比较|相较|比(?=[,、]))?|同比)
  | (?P<flat>(?:基本|保持|总体)?(?:{_DECIDED}))
  | (?P<zero>(?:没有|未发生|未安排|未产生|未使用|未列支|未开支|不存在|暂无|无)(?:使用|发生|安排|产生)?)
  | (?P<items>(?:主要)?(?:包括|包含|用于|是用于)|主要(?:有|为)))
    """,
    re.VERBOSE,
)


class Keyword(NamedTuple):
    """A keyword with its place in the squeezed text."""

    sort: Sort
    start: int
    end: int
    match: re.Match[str]


def keywords(squeezed: str) -> list[Keyword]:
    """Every keyword, in order."""
    found = []
    for match in PATTERN.finditer(squeezed):
        sort = next(name for name in _SORTS if match[name] is not None)
        found.append(Keyword(sort, match.start(), match.end(), match))
    return found


_SORTS: tuple[Sort, ...] = ("stop", "semicolon", "among", "reason", "relation", "basis", "flat", "zero", "items")


class Bracket(NamedTuple):
    """An edge of brackets that hold amounts or counts of their own."""

    start: int
    end: int
    opens: bool


def brackets(squeezed: str) -> list[Bracket]:
    """The edges of all brackets that say more than a percentage or a name."""
    found: list[Bracket] = []
    opened: list[int] = []
    for edge in _EDGES.finditer(squeezed):
        place = edge.start()
        if edge[0] == "(":
            opened.append(place)
        elif edge[0] == "\n":
            opened.clear()
        elif opened:
            start = opened.pop()
            if _SHORTEST <= place - start <= _LONGEST and _HOLDS.search(squeezed, start, place):
                found += [Bracket(start, start + 1, opens=True), Bracket(place, place + 1, opens=False)]
    return found


_EDGES = re.compile(r"[()\n]")
_HOLDS = re.compile(r"\d(?:[万亿]?元|人|辆|台|批|个|%)")
_SHORTEST, _LONGEST = 8, 400
