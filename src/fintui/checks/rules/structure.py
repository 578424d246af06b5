"""What the tables show without adding up: TX-1, H-3, H-4 and H-5."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, partial
from itertools import pairwise
from typing import Final

from ...model.figure import Unreadable
from ...model.money import show_amount
from ...model.place import Place, cell
from ...model.statement import Row, Table, parent_code
from ..context import Code, Context
from ..held import STRETCH
from ..judge import Severity
from ..outcome import Outcome, Quote
from .texts import plain_name, told

FUNCTIONAL: Final = ("receipts", "payments", "general-budget-payments", "government-fund", "state-capital")
ECONOMIC: Final = "general-budget-basic-payments"
_BALANCES: Final = {"opening", "closing"}
_NAMED: Final = 200
"""Codes that the lists do not have of which each is named; nobody reads more."""
_SURE_FROM: Final = 2023
"""Accounts of this year and later: the functional list was read in documents of that time."""


def _odd(table: Table, rows: Iterable[Row]) -> Iterator[tuple[Place, Unreadable | Decimal]]:
    for row in rows:
        for column, figure in row.figures.items():
            if isinstance(figure, Decimal):
                if figure < 0:
                    yield cell(table.role, row.key, column), figure
            elif isinstance(figure, Unreadable):
                yield cell(table.role, row.key, column), figure


def odd_figures(context: Context, role: str) -> Iterator[Outcome]:
    """TX-1: an amount below zero where there can be none, and words where an amount belongs."""
    below, words = [], []
    for place, figure in _odd(context.statement.tables[role], context.held(role).odd_rows()):
        if isinstance(figure, Unreadable):
            words.append(Quote(place, figure.text, "stated"))
        elif not _is_balance(place):
            below.append(Quote(place, show_amount(figure), "stated"))
    if below:
        yield told("TX-1", Severity.WARNING, below, "negative-amount")
    if words:
        yield told("TX-1", Severity.WARNING, words, "words-in-amount")


def _is_balance(place: Place) -> bool:
    """Balances can be below zero, and receipts can be paid back in 使用非财政拨款结余."""
    return any(word in f"{place.key} {place.field}" for word in (*_BALANCES, "surplus"))


# -- H-3: order and completeness of the codes
def code_order(context: Context) -> Iterator[Outcome | None]:
    """H-3: every 款 and 项 has its parent's row, codes ascend, none comes twice."""
    for role in FUNCTIONAL:
        table = context.statement.tables.get(role)
        if table is None or table.coverage != "full":
            continue
        codes = [row.key for row in table.rows if row.is_coded]
        lengths = {len(code) for code in codes}
        known = set(codes)
        # A table that prints one level alone has no parents to miss.
        yield None
        orphans = [each for each in codes if (up := parent_code(each)) and len(up) in lengths and up not in known]
        yield None
        falling = [b for a, b in pairwise(codes) if b < a]
        twice = [each for each, times in Counter(codes).items() if times > 1]
        for message, found in (("orphan-code", orphans), ("falling-code", falling), ("double-code", sorted(twice))):
            if found:
                quotes = [_name_quote(table, code) for code in found]
                yield told("H-3", Severity.WARNING, quotes, message, codes="、".join(found))


def _name_quote(table: Table, code: str) -> Quote:
    row = table.row(code)
    return Quote(Place(f"tables.{table.role}", code, "name"), row.name if row else "", "words")


# -- H-4: codes and names
def code_names(context: Context) -> Iterator[Outcome | None]:
    """H-4: a code has its official name of the year; one code with one wrong name is told once for all tables."""
    unknown: dict[str, Table] = {}
    wrong: dict[tuple[str, str], list[Quote]] = {}
    for role in (*FUNCTIONAL, ECONOMIC):
        table, layout = context.statement.tables.get(role), context.form.tables.get(role)
        if table is None or layout is None:
            continue
        fixed = {row.key for row in layout.fixed_rows()}
        for number, row in enumerate(table.rows, start=1):
            if number % STRETCH == 0:
                yield None
            if not row.is_coded or not row.name.strip() or (row.key in fixed and not row.figures):
                continue
            if not context.codes.names(layout.classification, row.key):
                unknown.setdefault(row.key, table)
            elif not _fits(context, layout.classification, row.key, row.name):
                wrong.setdefault((layout.classification, f"{row.key} {row.name}"), []).append(
                    _name_quote(table, row.key)
                )
    for (classification, _), quotes in wrong.items():
        yield _misnamed(context, classification, quotes)
    if unknown:
        named = list(unknown)[:_NAMED]
        more = f"…({len(unknown)})" if len(unknown) > _NAMED else ""
        quotes = [_name_quote(unknown[code], code) for code in named]
        yield told("H-4", Severity.INFO, quotes, "unknown-code", codes="、".join(named) + more)


def _fits(context: Context, classification: str, code: str, name: str) -> bool:
    year, plain = context.statement.year, _plain(name)
    return any(
        each.first <= year <= each.last and _alike(plain, each) for each in context.codes.names(classification, code)
    )


def _alike(plain: str, entry: Code) -> bool:
    """Equal names; one with a remark in brackets, or with the name of its 款 before it, is equal too."""
    official = _plain(entry.name)
    return plain == official or plain.startswith(official + "(") or (len(official) > 3 and plain.endswith(official))


@cache
def _plain(name: str) -> str:
    plain = plain_name(name)
    head, mark, rest = plain.partition("、")
    return rest if mark and head and set(head) <= set("一二三四五六七八九十") else plain


def _misnamed(context: Context, classification: str, quotes: list[Quote]) -> Outcome:
    code, plain = quotes[0].place.key, _plain(quotes[0].text)
    names = context.codes.names(classification, code)
    year = context.statement.year
    now = context.codes.in_year(classification, code, year)
    official = now.name if now else names[-1].name
    about = {"code": code, "name": quotes[0].text, "official": official, "year": str(year)}
    if any(_alike(plain, each) for each in names):
        return told("H-4", Severity.WARNING if now and now.verified else Severity.INFO, quotes, "old-name", **about)
    sure = bool(
        now and now.verified and (classification == "economic" or len(code) == 3 or now.first or year >= _SURE_FROM)
    )
    return told("H-4", Severity.WARNING if sure else Severity.INFO, quotes, "other-code-name", **about)


# -- H-5: codes of one table in another
def code_sets(context: Context) -> Iterator[Outcome]:
    """H-5: what table 5 spends table 3 spends too; codes of the fund table are codes of funds."""
    tables = context.statement.tables
    whole, part, fund = tables.get("payments"), tables.get("general-budget-payments"), tables.get("government-fund")
    if whole and part and whole.coverage == part.coverage == "full":
        lacking = context.kept("H-5", partial(_lacking, whole, part))
        if missing := [row.key for row in lacking if _spends(row.figures)]:
            quotes = [_name_quote(part, key) for key in missing]
            yield told("H-5", Severity.WARNING, quotes, "code-not-in-payments", codes="、".join(missing))
    if fund and (wrong := context.kept("H-5 fund", partial(_of_no_fund, context, fund))):
        quotes = [_name_quote(fund, key) for key in wrong]
        yield told("H-5", Severity.WARNING, quotes, "code-of-no-fund", codes="、".join(wrong))


def _lacking(whole: Table, part: Table) -> list[Row]:
    """Rows of one table with codes that the other, though it prints their level, has not."""
    lengths = {len(row.key) for row in whole.rows if row.is_coded}
    return [row for row in part.rows if row.is_coded and len(row.key) in lengths and whole.row(row.key) is None]


def _spends(figures: Mapping[str, object]) -> bool:
    return any(isinstance(figure, Decimal) and figure for figure in figures.values())


def _of_no_fund(context: Context, fund: Table) -> list[str]:
    return [row.key for row in fund.rows if row.is_coded and len(row.key) > 3 and _is_no_fund(context, row.key)]


def _is_no_fund(context: Context, code: str) -> bool:
    names = context.codes.names("functional", code)
    return bool(names) and all(not each.fund and each.verified for each in names)
