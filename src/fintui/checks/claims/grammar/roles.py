"""Small patterns that tell the role of a number from the words before it."""

from __future__ import annotations

import re

_BUDGETS = {
    "年初": "opening", "年初部门": "opening", "全年": "annual", "本年": "annual", "年度": "annual", "当年": "annual",
    "调整": "adjusted", "调整后": "adjusted", "调整后的": "adjusted", "追加后": "adjusted",
}  # fmt: skip
_BUDGET_WORD = r"(?P<budget>年初部门|年初|全年|本年|年度|当年|调整后的|调整后|调整|追加后)?(?:部门|支出|收入)?预算"

UP = "增加|增长|上升|提高|上涨|增幅|增支|增收|净增|多支出|增|[升涨](?=[至到])"
DOWN = "减少|下降|降低|降幅|减幅|缩减|压减|减支|下浮|下滑|节约|少支出|减|降(?=[至到])"
CHOICE = (
    r"(?:增加|增长|上升|提高)\((?:减少|下降|降低)\)|(?:减少|下降|降低)\((?:增加|增长|上升)\)"
    r"|增加/减少|增长/下降|增\(减\)|减\(增\)"
)
_AFTER = r"(?:[了额数为约近达计:,]|幅度|幅|金额|比例|百分比|率|数额|支出|资金|经费)*+"
DIRECTION = re.compile(
    rf"(?:(?P<choice>{CHOICE})|(?P<neutral>增减变动|增减变化|增减|变动|变化|预决算差异|差异)|(?P<up>{UP})|(?P<down>{DOWN}))(?P<to>到|至)?{_AFTER}\(?$"
)
DONE = re.compile(
    rf"(?:完成了?[^,;。:\n]{{0,16}}?|(?:为|占|达到?)(?:本年度?|当年)?)(?<!公共)(?<!基金)(?<!经营){_BUDGET_WORD}(?:总额|安排|指标|收入|支出)?数?(?:的(?:比例)?|比例)?[为达约:]*+$"
)
RATE = re.compile(r"(?:(?P<kind>预算)?(?:执行|完成|支出|支付)(?:率|进度|比例))[为达是到约:]*$")
USE = re.compile(r"(?P<rate>使用率|支付率|支出率|到位率)[为达是到约:]*$")
DONE_AMOUNT = re.compile(rf"完成了?{_BUDGET_WORD}(?:总额|安排|指标)?数?$")
SHARE = re.compile(
    r"占(?![地用有据道领])(?P<whole>[^,;。:\n]*?)(?P<end>(?:的|所占|比例|比重|份额|比|为|约|达|到|近)*)$"
)
WEIGHT = re.compile(r"(?:占比|比重|所占比例|占比例)[为达是约:]*$")
PRIOR = re.compile(
    r"(?:(?:由|从|以)?(?P<base>上一?年度?|去年|前一?年度?)|[由从](?P<year>20\d\d)年度?)(?:同期)?的?(?P<between>.{0,24}?)(?:支出|收入)?(?:决算|执行)?(?:数|支出|金额)?[为是的:]*$"
)
_LAST_BUDGET = re.compile(_BUDGET_WORD)
_ACTUAL = re.compile(r"决算|执行(?!率)|实际|支出数")
_ONLY_ROLE = re.compile(
    rf"(?:20\d\d年度?|其|的|,|本年度?|全年|当年|年中|{_BUDGET_WORD}(?:数|安排|批复|总额|金额|资金|指标)?"
    r"|(?:支出|收入)?决算(?:数|支出|金额)?|执行数|实际(?:支出|执行|完成|发生)?数?|支出数?|总额|金额|共计?|合计|总计|安排|为|是|达到?|有|计|约|近|:)*+"
)
EACH = re.compile(r"[各均都]|分别")
BASIS = re.compile(r"(?:与|相?较[于之]?|比|和|同|跟)(?:20\d\d年?度?|上一?年度?|去年|前一?年度?|.{0,3}预算)|同比")


def budget_kind(word: str | None) -> str:
    """The kind of budget that a word before 预算 names."""
    return _BUDGETS.get(word or "", "budget")


def measure(tail: str) -> tuple[str, bool]:
    """The measure that the words beside a subject name, and whether they name it at all."""
    budget = max(_LAST_BUDGET.finditer(tail), key=lambda match: match.start(), default=None)
    actual = max(_ACTUAL.finditer(tail), key=lambda match: match.start(), default=None)
    if budget is not None and (actual is None or actual.start() < budget.start()):
        kind = budget_kind(budget["budget"])
        return ("budget" if kind == "budget" else f"{kind}-budget"), True
    return "actual", actual is not None


def only_role(chunk: str) -> bool:
    """Whether words name a measure and nothing else: 年初预算为, 支出决算数."""
    return len(chunk) <= 30 and _ONLY_ROLE.fullmatch(chunk) is not None
