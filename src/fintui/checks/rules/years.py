"""Q-6: years that must be those of the accounts, or the year before; all other years are free."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...model.statement import Section
from ..context import Context
from ..judge import Severity
from ..outcome import Outcome
from ..pattern import Pattern
from .texts import Span, Text, lines_of, other_texts, section_texts, text_at, told

_YEAR: Final = Pattern(r"(?<![\d-])(?P<year>20\d\d) ?年(?:度)?(?!\d{1,2}月)")
_SHORT: Final = Pattern(r"(?<![\d近约第前后.,])(?P<year>20\d?|2\d\d|0\d\d) ?年度?(?![来间内以前后代至])")
_COMPARED: Final = Pattern(r"相比|比较|上年|增减|对比|[—~～-]|变动|规划|计划|预算安排")
_ACCOUNTS: Final = Pattern(r"决算|收入|支出|经费|重点工作|工作完成|绩效|概况|采购|资产|收支")

_UNTIL: Final = Pattern(r"截至?止?(?P<year>\d{2,4}) ?年 ?12 ?月 ?31 ?日")
_UNTIL_END: Final = Pattern(r"截至?止?(?P<year>\d{2,4}) ?年(?: ?12 ?月)?(?: ?31 ?日|年?[末底])")
_LEAD: Final = Pattern(
    r"(?:(?<=^)|(?<=\n)|(?<=。))(?:[(\d一二三四五六七八九十][^。\n]{0,30}。)? *(?P<year>20\d\d) ?年度?"
    r"(?:[^\s\d,.;:!?。、]{0,24}?)?"
    r"(?=收入(?:决算)?[总合]计|支出(?:决算)?[总合]计|收、?支(?:决算)?总计|本年收入|本年支出|财政拨款[收支]|一般公共预算(?:财政拨款)?(?:基本)?支出"
    r"|政府性基金预算|国有资本经营预算|机关运行经费|政府采购支出|[“\"]?三公[”\"]?经费)"
)
_BASE: Final = Pattern(
    r"[与比较同和跟](?:上年|去年|上年度)? ?\(?(?P<year>20\d\d) ?年度?\)?(?:决算数?|实际数?|支出数?|执行数|决算)?"
    r"[,]? ?(?:相比|比较|对比|增[加长]|减少|下降|上升|持平|降低)"
)
_OVERVIEW: Final = Pattern(r"(?P<year>20\d\d) ?年度?(?:部门|单位|汇总)?决算")
_MONEY: Final = Pattern(r"\d ?(?:万元|元|%)|持平")
_UNIT: Final = Pattern(r" ?年度?")
_FREE: Final = ("performance",)


def headings(context: Context) -> Iterator[Outcome]:
    """Q-6 in the title, the contents and the headings of the parts, tables and explanations."""
    texts = list(other_texts(context.statement, "head", "headings"))
    texts += [text_at(f"tables.{each.role}", "", "title", each.title) for each in context.statement.tables.values()]
    texts += [section_texts(each)[0] for each in context.statement.sections]
    for text in texts:
        found = [span for line in lines_of(text) for span in _in_heading(context, line)]
        if found:
            yield _told(context, found)


def _in_heading(context: Context, line: Span) -> Iterator[Span]:
    folded, year = line.text.folded[line.start : line.end], context.statement.year
    if _COMPARED.search(folded):
        return
    found = [match for match in _YEAR.finditer(folded) if _ACCOUNTS.search(folded)]
    if any(int(match["year"]) == year for match in found):
        return
    found += _SHORT.finditer(folded) if not found else ()
    for match in found:
        yield Span(line.text, line.start + match.start(), line.start + match.end())


def explanations(context: Context, section: Section) -> Iterator[Outcome]:
    """Q-6 in a section: the year that it is about, the year it is compared with, the day of the count."""
    text = section_texts(section)[1]
    if section.topic in _FREE:
        return
    until = _UNTIL_END if section.topic == "assets" else _UNTIL
    found = [*_untils(context, text, until), *_leads(context, text), *_bases(context, text)]
    if found:
        yield _told(context, sorted(found, key=lambda each: each.start))


def overview(context: Context) -> Iterator[Outcome]:
    """Q-6 in the overview: the day at which heads are counted, the year whose accounts the units make."""
    for text in other_texts(context.statement, "overview"):
        found = _untils(context, text, _UNTIL_END)
        found += [
            _year_span(text, match)
            for match in _OVERVIEW.finditer(text.folded)
            if int(match["year"]) != context.statement.year
        ]
        if found:
            yield _told(context, found)


def _untils(context: Context, text: Text, pattern: Pattern) -> list[Span]:
    """截至…年12月31日: the end of the accounts' year."""
    matches = pattern.finditer(text.folded) if "截" in text.folded else ()
    return [Span(text, m.start(), m.end()) for m in matches if int(m["year"]) != context.statement.year]


def _leads(context: Context, text: Text) -> Iterator[Span]:
    """2020年度收入合计…: the year of the accounts, unless the sentence has that year too."""
    year = str(context.statement.year)
    for match in _LEAD.finditer(text.folded):
        end = text.folded.find("。", match.end())
        sentence = text.folded[match.start("year") : end if end >= 0 else len(text.folded)]
        if match["year"] != year and year not in sentence and not _BASE.search(sentence):
            yield _year_span(text, match)


def _bases(context: Context, text: Text) -> Iterator[Span]:
    """与2019年相比: the year before; this year's own budget is compared with too."""
    year = context.statement.year
    for match in _BASE.finditer(text.folded):
        end = min((at for sign in "。\n" if (at := text.folded.find(sign, match.end())) >= 0), default=len(text.folded))
        start = max(text.folded.rfind("。", 0, match.start()), text.folded.rfind("\n", 0, match.start())) + 1
        sentence = text.folded[start:end]
        right = str(year - 1) in sentence or "上年" in sentence
        if int(match["year"]) not in {year, year - 1} and not right and _MONEY.search(sentence):
            yield _year_span(text, match)


def _year_span(text: Text, match: re.Match[str]) -> Span:
    end = match.end("year")
    rest = _UNIT.match(text.folded, end)
    return Span(text, match.start("year"), rest.end() if rest else end)


def _told(context: Context, found: list[Span]) -> Outcome:
    return told("Q-6", Severity.ERROR, found, "wrong-year", year=str(context.statement.year))
