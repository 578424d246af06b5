"""N-5, N-8 and N-9: what is said of changes, nothing recomputed: a base of nothing, no reason, no change at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from ...model.figure import Mark
from ...model.place import cell
from ...model.statement import Section
from ..context import Context
from ..judge import Severity
from ..outcome import Outcome
from ..pattern import Pattern
from .lists import EMPTY, Finder
from .texts import Span, Text, lines_of, section_text, told

NUMBER: Final = r"\d+(?:,\d{3})*(?:\.\d+)?"
_UP_DOWN: Final = "增加|增长|减少|下降|降低|上升|提高"


def amount(text: str) -> Decimal | None:
    """A printed number's value."""
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


# -- N-9: a change of nothing
_ZERO: Final = Pattern(
    rf"(?:{_UP_DOWN})(?:了)? ?0(?:\.0+)? ?(?:万元|元|个百分点)"
    rf"(?:(?:[,、(]|[,]?(?:增幅|降幅)为?|[,]?同比)? ?(?:{_UP_DOWN})?(?:了)? ?0(?:\.0+)? ?%\)?)?"
)
_ZERO_RATE: Final = Pattern(rf"(?:{_UP_DOWN})(?:了)? ?0(?:\.0+)? ?%")
_LEVEL: Final = Pattern(
    rf"(?:{_UP_DOWN}) ?,?(?:与|和|较|同|比)(?:上年度?|去年|\d{{4}} ?年度?|年初预算数?|预算数?|上年决算数?)"
    r"(?:决算数?)?(?:相比)?(?:基本)?持平"
)
_AMOUNT_BEFORE: Final = Pattern(rf"(?:{_UP_DOWN})(?:了)? ?{NUMBER} ?(?:万元|元)[^。;\n]{{0,12}}$")


def no_change(context: Context, section: Section) -> Iterator[Outcome]:
    """N-9: 增加0.00万元, 增长0% or 减少与上年持平: nothing changed, so it is 持平."""
    del context
    text = section_text(section)
    found = [Span(text, *match.span()) for match in _ZERO.finditer(text.folded)]
    taken = [range(each.start, each.end) for each in found]
    for match in _ZERO_RATE.finditer(text.folded):
        # 0.00% behind an amount that did change is a matter of rounding.
        if any(match.start() in each for each in taken) or _AMOUNT_BEFORE.search(
            text.folded[max(0, match.start() - 60) : match.start()]
        ):
            continue
        found.append(Span(text, *match.span()))
    found += [Span(text, *match.span()) for match in _LEVEL.finditer(text.folded)]
    if found:
        yield told("N-9", Severity.WARNING, sorted(found, key=lambda each: each.start), "zero-change")


# -- N-5: a base of nothing
_COMPLETION: Final = Pattern(r"完成(?:了)?(?:全年|年初|年度|调整|当年)?预算数?(?:安排)?的? ?(?P<rate>\d[\d,.]*) ?%")
_BUDGET: Final = Pattern(rf"预算(?:数|安排)?(?:为|是|安排)? ?(?P<n>{NUMBER}) ?(?:万元|元)")
_ACTUAL: Final = Pattern(rf"(?:决算|支出|实际支出)(?:数|合计|总额)?(?:为|是)? ?(?P<n>{NUMBER}) ?(?:万元|元)")
_FROM_BUDGET: Final = Pattern(
    r"[比较与](?:上年)?(?:全年|年初|年度|调整)?预算数?(?:安排)?(?:相比)?,?"
    rf"(?P<way>增加|减少|增加 ?\(减少\)|减少 ?\(增加\)) ?(?P<n>{NUMBER}) ?(?:万元|元)"
)
_NO_BUDGET: Final = Pattern(r"(?:年初|全年)?(?:无|没有|未安排|未编制|未列)(?:年初|相关)?预算")
_GROWTH: Final = Pattern(
    rf"增加(?:了)? ?(?P<n>{NUMBER}) ?(?P<unit>万元|元)"
    rf"[,、(]? ?(?:同比)?(?:增长|增幅为?|增加)(?:了)? ?(?P<at>{NUMBER} ?%)"
)
_MONEY: Final = Pattern(rf"(?P<n>{NUMBER}) ?(?P<unit>万元|元)")
_WAS_NOTHING: Final = Pattern(
    r"(?:上年度?|去年|\d{4} ?年度?)(?:决算|支出|同期)?数?(?:为|是) ?0(?:\.0+)? ?(?:万元|元)?(?![\d.])"
    r"|(?:上年度?|去年)(?:无此项|未发生|没有)(?:支出|收入)?"
)
_RATE_UP: Final = Pattern(rf"(?:增长|增幅为?|上升)(?:了)? ?{NUMBER} ?%")
_WHOLE_BUDGET: Final = Pattern(rf"三公[”\"]?经费[^。;\n]{{0,24}}预算(?:数|安排)?(?:为|是)? ?(?P<n>{NUMBER}) ?万元")
_ITEM: Final = Pattern(
    r"\s*(?:\d{1,2}[.、]|\(?[一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]、)?(?:其中:?|[，,、。 ])*"
)
_KINDS: Final = (
    ("abroad", Pattern(r"(?:一般公共预算|财政拨款)*因?公?出国")),
    ("vehicle-purchase", Pattern(r"(?:公务用车|公车|车辆)购置(?!及|和|、|与|运)")),
    ("vehicle-running", Pattern(r"(?:公务用车|公车|车辆)运行")),
    ("vehicles", Pattern(r"(?:公务用车|公车)")),
    ("reception", Pattern(r"(?:国内)?公务接待")),
)


def base_of_nothing(context: Context, section: Section) -> Iterator[Outcome]:
    """N-5: a percentage of a budget or of a year before that was nought."""
    text = section_text(section)
    found = _completions(text)
    if section.topic == "three-public":
        found += [each for each in _three_public(context, text) if each.start not in {one.start for one in found}]
    if found:
        yield told("N-5", Severity.WARNING, sorted(found, key=lambda each: each.start), "completion-of-nothing")
    if grown := _grown(text):
        yield told("N-5", Severity.WARNING, grown, "growth-from-nothing")


def _completions(text: Text) -> list[Span]:
    """完成预算的…% where the same paragraph gives a budget of nought right before."""
    found = []
    for match in _COMPLETION.finditer(text.folded):
        start = max(text.folded.rfind(sign, 0, match.start()) for sign in "。;\n") + 1
        budgets = list(_BUDGET.finditer(text.folded, start, match.start()))
        none = _NO_BUDGET.search(text.folded, start, match.start())
        if (budgets and not amount(budgets[-1]["n"])) or (none and not budgets):
            found.append(Span(text, *match.span()))
    return found


def _three_public(context: Context, text: Text) -> list[Span]:
    """Items of 三公 whose budget is nought in the table, or is what the total leaves: nothing."""
    lines = [(kind, line) for line in lines_of(text) if (kind := _kind(text, line))]
    budgets = {kind: _item_budget(context, kind, text, line) for kind, line in lines}
    main = [kind for kind in ("abroad", "vehicles", "reception") if kind in budgets]
    whole = _whole_budget(context, text)
    known = [held for kind in main if (held := budgets[kind]) is not None]
    if whole is not None and len(main) == 3 and known and sum(known) == whole:
        budgets |= {kind: Decimal(0) for kind in budgets if budgets[kind] is None and _may_be_nought(kind, budgets)}
    found = []
    for kind, line in lines:
        match = _COMPLETION.search(text.folded, line.start, line.end)
        if match and budgets[kind] == 0 and not _BUDGET.search(text.folded, line.start, match.start()):
            found.append(Span(text, *match.span()))
    return found


def _may_be_nought(kind: str, budgets: dict[str, Decimal | None]) -> bool:
    """Parts of the cars' budget are nought if the whole of it is."""
    return kind in {"abroad", "vehicles", "reception"} or not budgets.get("vehicles")


def _kind(text: Text, line: Span) -> str:
    """The item of 三公 that a paragraph is about."""
    start = _ITEM.match(text.folded, line.start, line.end)
    at = start.end() if start else line.start
    return next((kind for kind, words in _KINDS if words.match(text.folded, at, line.end)), "")


def _item_budget(context: Context, kind: str, text: Text, line: Span) -> Decimal | None:
    held = context.figure(cell("three-public", kind, "budget"))
    if held is Mark.BLANK:
        return Decimal(0)
    if isinstance(held, Decimal):
        return held
    if stated := _BUDGET.search(text.folded, line.start, line.end):
        return amount(stated["n"])
    actual = _ACTUAL.search(text.folded, line.start, line.end)
    change = _FROM_BUDGET.search(text.folded, line.start, line.end)
    spent, by = amount(actual["n"]) if actual else None, amount(change["n"]) if change else None
    if spent is None or change is None or by is None:
        return None
    return (
        spent if not by else spent + by if change["way"] == "减少" else spent - by if change["way"] == "增加" else None
    )


def _whole_budget(context: Context, text: Text) -> Decimal | None:
    held = context.figure(cell("three-public", "total", "budget"))
    if isinstance(held, Decimal):
        return held
    found = _WHOLE_BUDGET.search(text.folded)
    return amount(found["n"]) if found else None


def _grown(text: Text) -> list[Span]:
    found = []
    for match in _GROWTH.finditer(text.folded):
        start = max(text.folded.rfind(sign, 0, match.start()) for sign in "。;\n") + 1
        before = list(_MONEY.finditer(text.folded, start, match.start()))
        by = amount(match["n"])
        if by and len(before) == 1 and amount(before[0]["n"]) == by and before[0]["unit"] == match["unit"]:
            found.append(Span(text, *match.span("at")))
    taken = {each.end for each in found}
    for match in _WAS_NOTHING.finditer(text.folded):
        end = min(
            (at for sign in "。;\n" if (at := text.folded.find(sign, match.end())) >= 0), default=len(text.folded)
        )
        start = max(text.folded.rfind(sign, 0, match.start()) for sign in "。;\n") + 1
        rates = list(_RATE_UP.finditer(text.folded, start, end))
        if len(rates) == 1 and rates[0].end() not in taken:
            found.append(Span(text, *rates[0].span()))
    return sorted(found, key=lambda each: each.start)


# -- N-8: a change without a reason
_CHANGED: Final = Pattern(
    r"(?:上年度?|去年|同期|\d{4} ?年度?|预算数?)[^。;\n]{0,30}?"
    rf"(?P<at>(?:{_UP_DOWN})(?:了)? ?(?!0(?:\.0+)? ?(?:万元|元|%)){NUMBER} ?(?:万元|元|%))"
)
_MARKED: Final = Pattern(r"\s*(?:\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、)")
_EXEMPT: Final = {"performance", "procurement", "assets", "works", "overview"}


def no_reason(context: Context, section: Section) -> Iterator[Outcome]:
    """N-8: an increase or decrease, or a budget missed, and no word of why in the paragraph or behind it."""
    text, reasons = section_text(section), (context.lists or EMPTY)["reasons"]
    if section.topic in _EXEMPT or not reasons.parts:
        return
    lines = list(lines_of(text))
    found = []
    for index, line in enumerate(lines):
        missed, change = _missed(text, line), _CHANGED.search(text.folded, line.start, line.end)
        # The items of a total that is explained need no reasons of their own; budgets that were not met do.
        covered = not missed and bool(_MARKED.match(text.folded, line.start, line.end)) and reasons.has(text.folded)
        change = change or missed
        if change and not covered and not _explained(reasons, lines, index):
            found.append(Span(text, *change.span(change.lastgroup if change.lastgroup == "at" else 0)))
    if found:
        yield told("N-8", Severity.WARNING, found, "no-reason")


def _missed(text: Text, line: Span) -> re.Match[str] | None:
    """A budget that was not met exactly."""
    for match in _COMPLETION.finditer(text.folded, line.start, line.end):
        rate = amount(match["rate"].strip(",."))
        if rate is not None and rate not in {100, 0}:
            return match
    return None


def _explained(reasons: Finder, lines: list[Span], index: int) -> bool:
    """Whether a reason is given in the paragraph, in the next one if that has no number of its own, or in its items."""
    line = lines[index]
    folded = line.text.folded
    if reasons.first(folded, line.start, line.end):
        return True
    own = bool(_MARKED.match(folded, line.start, line.end))
    for after in lines[index + 1 :]:
        marked = bool(_MARKED.match(folded, after.start, after.end))
        if own and marked:
            return False  # the next item explains itself
        if reasons.first(folded, after.start, after.end):
            return True
        if not own and not marked and _CHANGED.search(folded, after.start, after.end):
            return False
    return False
