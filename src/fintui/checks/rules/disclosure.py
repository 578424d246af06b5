"""D-1 to D-11: what a statement must tell, as far as the file can show it. No prose at all is told once."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Final

from ...model.figure import Mark
from ...model.place import Place, cell
from ...model.statement import Row, Section, Table
from ..context import Context
from ..judge import Severity
from ..outcome import Outcome, Quote
from .lists import EMPTY, Lists
from .texts import Span, Text, fold, lines_of, other_texts, section_text, section_texts, told

_ENOUGH: Final = 4
"""Explanations that make a statement one with prose: with fewer nothing can be said to be missing."""


def has_prose(context: Context) -> bool:
    """Whether the file holds the explanations, so that what they lack is lacking."""
    return sum(bool(each.text.strip()) for each in context.statement.sections) >= _ENOUGH


def is_whole(context: Context) -> bool:
    """Whether the file holds a whole document: more than explanations alone."""
    statement, headings = context.statement, context.statement.headings
    others = (statement.terms, statement.contents, statement.duties, headings.overview, headings.glossary)
    return has_prose(context) and any(others)


def _at(part: str, field: str) -> Quote:
    return Quote(Place(part, "", field), "")


def prose(context: Context) -> Iterator[Outcome]:
    """D-6: the explanations as a whole."""
    if not any(each.text.strip() for each in context.statement.sections):
        yield told("D-6", Severity.INFO, [_at("headings", "explanations")], "no-explanations")


def overview(context: Context) -> Iterator[Outcome]:
    """D-1: duties and units."""
    statement, headings = context.statement, context.statement.headings
    if not is_whole(context):
        return
    if not statement.duties and not headings.duties and not _speaks(context, "职责", "职能"):
        yield told("D-1", Severity.ERROR, [_at("headings", "duties")], "no-duties")
    if not (statement.units or statement.overview.units or headings.units or _speaks(context, "机构设置", "单位构成")):
        yield told("D-1", Severity.ERROR, [_at("headings", "units")], "no-units")


def _speaks(context: Context, *words: str) -> bool:
    texts = [text.folded for text in other_texts(context.statement, "headings", "overview", "head")]
    texts += [text.folded for section in context.statement.sections for text in section_texts(section)]
    return any(word in text for text in texts for word in words)


# -- tables
def tables(context: Context) -> Iterator[Outcome]:
    """D-10: tables that are no text, once; D-2: one that lacks where the others are there."""
    known = [context.statement.tables[role] for role in context.form.tables if role in context.statement.tables]
    absent = [each for each in known if each.coverage == "none" and not each.reason.strip()]
    full = [each for each in known if each.coverage == "full"]
    if absent and len(full) > len(known) / 2:
        names = "、".join(context.form.tables[each.role].title for each in absent)
        yield told(
            "D-2", Severity.WARNING, [_at(f"tables.{t.role}", "coverage") for t in absent], "no-table", names=names
        )
        known = [each for each in known if each not in absent]
    hidden = [each for each in known if each.coverage != "full"]
    if hidden:
        reason = next((each.reason for each in hidden if each.reason), "")
        quotes = [Quote(Place(f"tables.{each.role}", "", "coverage"), each.coverage) for each in hidden]
        yield told("D-10", Severity.INFO, quotes, "tables-not-text", count=str(len(hidden)), reason=reason or "–")


def depth(context: Context) -> Iterator[Outcome]:
    """D-3: table 5 goes down to 项, table 6 to 款."""
    for role, lowest in (("general-budget-payments", 7), ("general-budget-basic-payments", 5)):
        table = context.statement.tables.get(role)
        if table is None or table.coverage != "full":
            continue
        shallow = [
            each for each in table.children("") if _spends(table, each) and not _reaches(context, table, each, lowest)
        ]
        if shallow:
            quotes = [
                Quote(Place(f"tables.{role}", code, "name"), ((row := table.row(code)) and row.name) or "")
                for code in shallow
            ]
            yield told("D-3", Severity.ERROR, quotes, f"not-to-{lowest}", codes="、".join(shallow))


def _spends(table: Table, code: str) -> bool:
    row = table.row(code)
    return row is not None and any(isinstance(figure, Decimal) and figure for figure in row.figures.values())


def _reaches(context: Context, table: Table, code: str, digits: int) -> bool:
    deep = context.kept(("D-3", table.role), partial(_by_class, table, digits))
    return any(row.figures for row in deep.get(code, ()))


def _by_class(table: Table, digits: int) -> dict[str, list[Row]]:
    """Rows with codes of so many digits, by class."""
    found: dict[str, list[Row]] = {}
    for row in table.rows:
        if row.is_coded and len(row.key) >= digits:
            found.setdefault(row.key[:3], []).append(row)
    return found


# -- the section on 三公
_ITEMS: Final = (("abroad", "出国(境)"), ("vehicles", "公务用车"), ("reception", "公务接待"))


def three_public(context: Context, section: Section) -> Iterator[Outcome]:
    """D-4 and D-5: three items, cars split into buying and running, and the counts; one finding for each gravity."""
    text, lists = section_text(section), _lists(context)
    if section.topic != "three-public" or not text.folded.strip() or not lists.counts:
        return
    if missing := [name for key, name in _ITEMS if not lists[f"has-three-items-{key}"].has(text.folded)]:
        if not _is_nothing(context, text) and not _has_table(context):
            yield told("D-4", Severity.ERROR, [_heading(section)], "no-item", names="、".join(missing))
        return
    lacking = list(_lacking(context, text, lists))
    for severity in (Severity.WARNING, Severity.INFO):
        if names := [name for grave, name in lacking if grave is severity]:
            yield told("D-5", severity, [_heading(section)], "no-counts", names="、".join(names))


def _heading(section: Section) -> Quote:
    return Quote(Place("sections", section.topic, "text"), "", "words")


def _has_table(context: Context) -> bool:
    table = context.statement.tables.get("three-public")
    return table is not None and table.coverage == "full"


def _is_nothing(context: Context, text: Text) -> bool:
    return _spent(context, "total") == 0 or len(text.folded.strip()) < 60


def _spent(context: Context, item: str) -> Decimal | None:
    figure = context.figure(cell("three-public", item, "actual"))
    return Decimal(0) if figure is Mark.BLANK else figure if isinstance(figure, Decimal) else None


def _lacking(context: Context, text: Text, lists: Lists) -> Iterator[tuple[Severity, str]]:
    for count in lists.counts:
        if not count.words.has(text.folded):
            yield (Severity.WARNING if _spent(context, count.item) else Severity.INFO), count.name
    split = lists["has-vehicle-purchase"].has(text.folded) and lists["has-vehicle-running"].has(text.folded)
    if not split and not _has_table(context):
        yield (Severity.WARNING if _spent(context, "vehicles") else Severity.INFO), "公务用车购置费和运行费分列"


# -- topics, glossary, comparison
def topics(context: Context) -> Iterator[Outcome]:
    """D-7 and D-8: operating expenses, procurement, assets and performance are spoken of, the terms explained."""
    statement, lists = context.statement, _lists(context)
    if not is_whole(context):
        return
    texts = [text.folded for section in statement.sections for text in section_texts(section)]
    texts += [text.folded for text in other_texts(statement, "headings", "works", "overview")]
    own = {section.topic for section in statement.sections}
    missing = [
        each.name for each in lists.topics if not own.intersection(each.topics) and not any(map(each.words.has, texts))
    ]
    if missing:
        yield told("D-7", Severity.ERROR, [_at("headings", "explanations")], "no-topic", names="、".join(missing))
    if not statement.terms and not any("名词解释" in text for text in texts):
        yield told("D-8", Severity.WARNING, [_at("headings", "glossary")], "no-glossary")


def changes(context: Context) -> Iterator[Outcome]:
    """D-6: the explanations compare with the year before or with the budget at all."""
    lists = _lists(context)
    if not has_prose(context) or not lists.topics:
        return
    texts = [section_text(each) for each in context.statement.sections]
    if not any(lists["has-comparison"].has(text.folded) for text in texts):
        yield told("D-6", Severity.WARNING, [_at("headings", "explanations")], "no-comparison")


def procurement(context: Context, section: Section) -> Iterator[Outcome]:
    """D-7: procurement by goods, works and services, and what small businesses got."""
    text, lists = section_text(section), _lists(context)
    if section.topic != "procurement" or not lists.topics or not _amounts_to_something(text.folded):
        return
    missing = [
        n
        for key, n in (("goods", "货物"), ("works", "工程"), ("services", "服务"))
        if not lists[f"has-{key}"].has(text.folded)
    ]
    if len(missing) == 3 or not lists["has-small-business"].has(text.folded):
        names = [
            *(missing if len(missing) == 3 else ()),
            *(() if lists["has-small-business"].has(text.folded) else ("中小企业",)),
        ]
        yield told("D-7", Severity.WARNING, [_heading(section)], "procurement-lacks", names="、".join(names))


def _amounts_to_something(folded: str) -> bool:
    before = folded.find("采购")
    return before >= 0 and any(sign in "123456789" for sign in folded[before : before + 40].partition("万元")[0][2:])


def project_reviews(context: Context, section: Section) -> Iterator[Outcome]:
    """D-7: a project's own review tells the share of the budget spent, what went wrong, and what comes next."""
    text, lists = section_text(section), _lists(context)
    if section.topic != "performance" or lists["has-elsewhere"].has(text.folded):
        return
    for line in lines_of(text):
        words = text.folded[line.start : line.end]
        if not lists["has-project-result"].has(words):
            continue
        rest = text.folded[line.start :]
        lacking = [] if lists["has-project-rate"].has(words) else ["完成预算的百分比"]
        lacking += [] if lists["has-problems"].has(rest) else ["发现的主要问题"]
        lacking += [] if lists["has-next-steps"].has(rest) else ["下一步改进措施"]
        if len(lacking) >= 2:
            found = lists["has-project-result"].first(words)
            span = Span(text, line.start + found.start(), line.start + found.end()) if found else line
            severity = Severity.WARNING if len(lacking) == 3 else Severity.INFO
            yield told("D-7", severity, [span], "review-lacks", names="、".join(lacking))
        return


def regional(context: Context) -> Iterator[Outcome]:
    """D-11: what the region asks for beyond the rest."""
    statement = context.statement
    if not is_whole(context):
        return
    name = fold(statement.department)
    texts = [text.folded for section in statement.sections for text in section_texts(section)]
    texts += [text.folded for text in other_texts(statement)]
    for each in _lists(context).profiles:
        is_its = statement.form in each.forms or any(name.startswith(region) for region in each.names)
        if not is_its or statement.year < each.first or any(role in statement.tables for role in each.tables):
            continue
        if not any(map(each.words.has, texts)):
            yield told("D-11", Severity.WARNING, [_at("headings", "explanations")], "regional", names=each.name)


def _lists(context: Context) -> Lists:
    return context.lists or EMPTY
