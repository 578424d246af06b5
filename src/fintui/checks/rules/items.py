"""N-11 and N-12: the items that basic spending is said to consist of, against table 6 and against stated zeros."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from ...model.figure import Mark
from ...model.money import show_amount
from ...model.place import cell
from ...model.statement import Section, Table
from ..context import Context
from ..judge import Severity
from ..outcome import Outcome, Quote
from ..pattern import Pattern
from .texts import Span, Text, plain_name, section_text, told

_TOPIC: Final = "general-budget-basic-payments"
_LIST: Final = Pattern(
    r"(?P<what>人员经费|公用经费|人员支出|日常公用支出|公用支出)[^。;:\n]{0,40}?"
    r"(?:包括|用于|主要是|主要有|含) ?:?(?:用于|支付)? ?:?(?P<list>[^。;\n:]*[、,][^。;\n:]*)"
)
_SPLIT: Final = Pattern(r"[^、,。;\n]+")
_LEAD: Final = Pattern(r"\s*(?:其中|以及|和|及)?\s*")
_TAIL: Final = Pattern(r"\s*(?:等(?:支出|方面|费用|项目|方面的支出)?)?\s*$")
_OPEN: Final = Pattern(r"等(?:支出|方面|费用|项目|方面的支出)?[\s。]*$|其中")
_PERSONNEL: Final = ("301", "303")
_OPERATING: Final = ("302", "307", "310", "312", "399")


class ItemList(NamedTuple):
    """One list: what it is of, its items by plain name, whether 等 leaves it open, and where it stands."""

    classes: tuple[str, ...]
    items: dict[str, Span]
    is_open: bool
    span: Span


def item_lists(text: Text) -> Iterator[ItemList]:
    """The lists of items of staff and operating spending."""
    for match in _LIST.finditer(text.folded):
        start, end = match.span("list")
        items: dict[str, Span] = {}
        for part in _SPLIT.finditer(text.folded, start, end):
            lead, tail = _LEAD.match(part[0]), _TAIL.search(part[0])
            low = part.start() + (lead.end() if lead else 0)
            high = part.start() + (tail.start() if tail else len(part[0]))
            if 1 < high - low <= 24:
                items.setdefault(plain_name(text.folded[low:high]), Span(text, low, high))
        if len(items) >= 2:
            classes = _PERSONNEL if match["what"].startswith("人员") else _OPERATING
            yield ItemList(classes, items, bool(_OPEN.search(match["list"])), Span(text, start, end))


def _rows(context: Context, table: Table, classes: tuple[str, ...]) -> dict[str, tuple[str, Decimal]]:
    """款 of the classes by plain name: code and amount."""
    found = {}
    for row in table.rows:
        if row.is_coded and len(row.key) == 5 and row.key[:3] in classes:
            figure = context.figure(cell(table.role, row.key, "amount"))
            if figure is not None:
                found[plain_name(row.name)] = row.key, figure if isinstance(figure, Decimal) else Decimal(0)
    return found


def listed_items(context: Context, section: Section) -> Iterator[Outcome]:
    """N-11: what is listed has an amount in table 6, and what has an amount is listed."""
    table = context.statement.tables.get(_TOPIC)
    if section.topic != _TOPIC or table is None or table.coverage != "full":
        return
    for each in item_lists(section_text(section)):
        rows = _rows(context, table, each.classes)
        matched = [name for name in each.items if name in rows]
        if len(matched) < len(each.items) / 2 or not any(figure for _, figure in rows.values()):
            continue  # a list of something else
        empty = [name for name in matched if not rows[name][1]]
        if empty:
            spans = [each.items[name] for name in empty]
            cells = [Quote(cell(_TOPIC, rows[name][0], "amount"), "", "cell") for name in empty]
            yield told("N-11", Severity.ERROR, [*spans, *cells], "listed-without-amount", names=_names(each, empty))
        missing = [name for name, (_, figure) in rows.items() if figure and not _is_listed(name, each)]
        if missing and not each.is_open:
            quotes = [Quote(cell(_TOPIC, rows[n][0], "amount"), show_amount(rows[n][1]), "cell") for n in missing]
            names = "、".join(row.name for row in table.rows if row.key in {rows[name][0] for name in missing})
            yield told("N-11", Severity.ERROR, [each.span, *quotes], "amount-not-listed", names=names)


def _is_listed(name: str, found: ItemList) -> bool:
    """Whether a row is in a list, be it by a shorter name."""
    return any(name == item or (len(item) > 2 and (item in name or name in item)) for item in found.items)


def _names(found: ItemList, names: list[str]) -> str:
    return "、".join(found.items[name].words for name in names)


# -- N-12
_ZERO: Final = r"(?:决算|支出|经费|实际)*数?(?:为|是)? ?0(?:\.0+)? ?(?:万元|元)"
_STATED: Final = (
    (
        "reception",
        "公务接待费",
        Pattern(rf"公务接待费{_ZERO}|(?:无|未发生|没有发生)公务接待(?:费?(?:支出|费用)|费)"),
    ),
    (
        "abroad",
        "因公出国(境)费",
        Pattern(rf"因公出国 ?\(境\) ?费用?{_ZERO}|(?:无|未发生|没有发生)因公出国 ?\(境\) ?(?:费|支出)"),
    ),
    ("vehicle-running", "公务用车运行费", Pattern(rf"公务用车运行(?:维护)?费{_ZERO}")),
    ("vehicles", "公务用车运行费", Pattern(rf"公务用车购置及运行(?:维护)?费{_ZERO}")),
)


def listed_but_nought(context: Context) -> Iterator[Outcome]:
    """N-12: an item is listed as spent, and elsewhere the statement says that nothing was spent on it."""
    basic, public = context.statement.section(_TOPIC), context.statement.section("three-public")
    table = context.statement.tables.get(_TOPIC)
    if basic is None or (table and table.coverage == "full"):
        return  # N-11 tells it from the table
    seen: set[str] = set()
    for found in item_lists(section_text(basic)):
        for kind, name, pattern in _STATED:
            span = found.items.get(plain_name(name))
            if span is None or name in seen or not (against := _against(context, public, kind, pattern)):
                continue
            seen.add(name)
            yield told("N-12", Severity.ERROR, [span, against], "listed-but-nought", name=span.words)


def _against(context: Context, public: Section | None, kind: str, pattern: Pattern) -> Quote | None:
    """Where it is said that nothing was spent: in words, else in the table."""
    place = cell("three-public", kind, "actual")
    figure = context.figure(place)
    if isinstance(figure, Decimal) and figure:
        return None
    if public is not None:
        text = section_text(public)
        if match := pattern.search(text.folded):
            return Span(text, *match.span()).quote("elsewhere")
    is_nought = figure is Mark.BLANK or isinstance(figure, Decimal)
    return Quote(place, "0.00" if isinstance(figure, Decimal) else "", "elsewhere") if is_nought else None
