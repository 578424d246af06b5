"""N-14, N-16, N-18 and X-13: counts and amounts outside the tables held against each other, and against last year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ...model.figure import Mark
from ...model.money import show_amount
from ...model.place import Place, cell
from ...model.statement import Fact
from ..context import Context
from ..former import former_context
from ..judge import Severity
from ..outcome import Outcome, Quote
from ..pattern import Pattern
from .changes import NUMBER, amount
from .texts import Span, lines_of, section_text, text_at, told


def _figure(context: Context, place: Place) -> Decimal | None:
    figure = context.figure(place)
    return Decimal(0) if figure is Mark.BLANK else figure if isinstance(figure, Decimal) else None


def _cell_quote(place: Place, figure: Decimal) -> Quote:
    return Quote(place, show_amount(figure), "operand")


def _stated(context: Context, topic: str, words: str) -> tuple[Decimal, Quote] | None:
    """An amount that a section gives right behind certain words, in the statement's unit."""
    section = context.statement.section(topic)
    if section is None:
        return None
    text, unit = section_text(section), context.statement.unit
    match = re.search(rf"(?:{words})[^。;,\d\n]{{0,12}}(?P<n>{NUMBER}) ?{unit}", text.folded)
    value = amount(match["n"]) if match else None
    return (value, Span(text, *match.span("n")).quote("stated")) if match and value is not None else None


# -- N-14
def procurement(context: Context) -> Iterator[Outcome]:
    """N-14: no more is procured than was spent on anything but staff."""
    total = _stated(context, "procurement", "政府采购(?:支出)?(?:总额|合计|总计|支出)")
    spent_at, staff_at = (
        cell("payments", "total", "total"),
        cell("general-budget-basic-payments", "personnel-total", "amount"),
    )
    spent, staff = _figure(context, spent_at), _figure(context, staff_at)
    if total is None or not spent or staff is None or total[0] <= spent - staff:
        return
    quotes = [total[1], _cell_quote(spent_at, spent), _cell_quote(staff_at, staff)]
    about = {
        "stated": total[1].text,
        "limit": show_amount(spent - staff),
        "over": show_amount(total[0] - spent + staff),
    }
    yield told("N-14", Severity.WARNING, quotes, "procurement-over", **about)


# -- N-16
def operating_expenses(context: Context) -> Iterator[Outcome]:
    """N-16: 机关运行经费 is no more than 公用经费, and nought where no one is on administrative posts."""
    stated = _stated(context, "operating-expenses", "机关运行经费(?:支出)?(?:决算)?")
    if stated is None or not stated[0]:
        return
    public_at = cell("general-budget-basic-payments", "operating-total", "amount")
    public = _figure(context, public_at)
    if public is not None and stated[0] > public:
        quotes = [stated[1], _cell_quote(public_at, public)]
        yield told(
            "N-16", Severity.WARNING, quotes, "operating-over", stated=stated[1].text, public=show_amount(public)
        )
    facts = {fact.key: fact for fact in context.statement.staff}
    none = [facts.get(key) for key in ("administrative", "civil-service-managed")]
    if all(fact is not None and fact.value == 0 for fact in none) and _count(facts.get("in-service")):
        quotes = [stated[1], *(_fact_quote(fact) for fact in none if fact)]
        yield told("N-16", Severity.WARNING, quotes, "operating-without-offices", stated=stated[1].text)


def _count(fact: Fact | None) -> Decimal | None:
    return fact.value if fact and isinstance(fact.value, Decimal) else None


def _fact_quote(fact: Fact, role: str = "operand") -> Quote:
    return Quote(
        Place("staff", fact.key, "value"), show_amount(fact.value) if isinstance(fact.value, Decimal) else "", role
    )


# -- N-18
_PARTS: Final = (
    ("in-service", ("administrative", "public-institution")),
    ("retired", ("retired-cadres", "retired-staff")),
)
_OTHERS: Final = Pattern(r"工勤|编外|聘用|合同|临时|其他|劳务|辅警|雇员|机关服务|借调|退职|遗属")


def head_counts(context: Context) -> Iterator[Outcome]:
    """N-18: staff in service are those of offices and institutions, the retired are 离休 and 退休."""
    facts = {fact.key: fact for fact in context.statement.staff}
    if _OTHERS.search(context.statement.overview.staff):
        return
    for whole, needed in _PARTS:
        total = _count(facts.get(whole))
        parts = [fact for fact in facts.values() if fact.key in needed or fact.part_of == whole]
        if total is None or len([fact for fact in parts if fact.key in needed]) < len(needed):
            continue
        values = [_count(fact) for fact in parts]
        if any(value is None for value in values) or sum(value for value in values if value) == total:
            continue
        quotes = [_fact_quote(facts[whole], "stated"), *(_fact_quote(fact, "part") for fact in parts)]
        summed = show_amount(sum((value for value in values if value), Decimal(0)))
        yield told(
            "N-18",
            Severity.WARNING,
            quotes,
            "head-count",
            item=facts[whole].item,
            stated=show_amount(total),
            sum=summed,
        )


_NO_UNITS: Final = Pattern(r"(?:(?<![\d.])0|零) ?个?(?:下属|所属|二级)(?:预算|独立核算)?(?:单位|机构)")
_LIST_BEHIND: Final = Pattern(r"(?:下属|所属|二级)(?:预算)?单位[^。\n]{0,12}(?:包括|有|如下|为)[^。\n]{0,6}[:：]?\s*$")


def units_of_none(context: Context) -> Iterator[Outcome]:
    """N-18: no units below the body, and a list of them after all."""
    text = text_at("overview", "", "units", context.statement.overview.units)
    none = _NO_UNITS.search(text.folded)
    if not none:
        return
    for line in lines_of(text):
        behind = _LIST_BEHIND.search(text.folded, line.start, line.end)
        if behind and line.start > none.start() and context.statement.units:
            unit = Quote(Place("units", "0", "name"), context.statement.units[0].name, "other")
            quotes: list[Span | Quote] = [Span(text, *none.span()), _trimmed(Span(text, *behind.span())), unit]
            yield told("N-18", Severity.WARNING, quotes, "units-of-none")
            return


def _trimmed(span: Span) -> Span:
    return Span(span.text, span.start, span.start + len(span.words.rstrip()))


# --
_BALANCES: Final = (
    ("receipts-and-payments", "opening", "closing", "amount", "amount"),
    ("fiscal-receipts-and-payments", "opening", "closing", "amount", "total"),
    ("fiscal-receipts-and-payments", "opening-general-budget", "closing", "amount", "general-budget"),
    ("fiscal-receipts-and-payments", "opening-government-fund", "closing", "amount", "government-fund"),
    ("fiscal-receipts-and-payments", "opening-state-capital", "closing", "amount", "state-capital"),
    ("government-fund", "total", "total", "opening", "closing"),
)


def last_year(context: Context) -> Iterator[Outcome]:
    """X-13: this year opens with what last year closed with; only where last year's statement is given."""
    before = former_context(context)
    if before is None:
        return
    for role, opening, closing, column, then in _BALANCES:
        here, there = cell(role, opening, column), cell(role, closing, then)
        now, was = _figure(context, here), _figure(before, there)
        if now is not None and was is not None and now != was:
            about = {"stated": show_amount(now), "former": show_amount(was), "year": str(before.statement.year)}
            yield told(
                "X-13", Severity.WARNING, [_cell_quote(here, now)], "opening-not-closing", ordinal=str(here), **about
            )
