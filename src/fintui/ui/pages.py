"""What stands on each page: plain functions from a document to items."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Final

from ..files.words import Words
from ..model.charts import values_of
from ..model.document import Document
from ..model.figure import state_of
from ..model.place import Place, cell
from ..model.statement import Chart, Fact
from .bars import draw_bars
from .cells import figure_at, figure_text
from .items import Field, Item, Stop
from .text import Line

HEADLINES: Final = (
    ("receipts-and-payments", "receipts-grand-total", "amount"),
    ("receipts", "total", "total"),
    ("payments", "total", "total"),
    ("payments", "total", "basic"),
    ("payments", "total", "project"),
    ("fiscal-receipts-and-payments", "receipts-grand-total", "amount"),
    ("general-budget-payments", "total", "total"),
    ("general-budget-basic-payments", "personnel-total", "amount"),
    ("general-budget-basic-payments", "operating-total", "amount"),
    ("three-public", "total", "budget"),
    ("three-public", "total", "actual"),
    ("government-fund", "total", "payments"),
    ("state-capital", "total", "payments"),
)
"""The year's headline figures, by role, row and column."""

_LABEL: Final = 14
_AMOUNT: Final = 18


def heading(text: str, topic: str = "") -> Item:
    """A heading with a blank line above."""
    return Item((Field(text, "heading"),), space=1, topic=topic)


def labelled(words: Words, label: str, text: str, place: Place | None = None) -> Item:
    """A label and a value that may be edited."""
    shown = Field(text, "base", place) if text else Field(words("page.empty-text"), "muted", place)
    return Item((Field(words(label), "label", cells=_LABEL), shown))


def nothing(words: Words) -> Item:
    """Said where a part has no content."""
    return Item((Field(words("page.nothing"), "muted"),))


def paragraphs(text: str, place: Place, empty: str = "", stops: Iterable[Stop] = ()) -> Iterator[Item]:
    """A text's paragraphs, each a field of the same place; empty lines are space; `empty` stands for no text.

    `stops` are numbers by their offsets in the whole text.
    """
    space = at = 0
    left = deque(sorted(stops, key=lambda stop: stop.start))
    if empty and not text.strip():
        yield Item((Field(empty, "muted", place),))
    for number, line in enumerate(text.split("\n")):
        own: list[Stop] = []
        while left and left[0].start < at + len(line):
            stop = left.popleft()
            if stop.start >= at and stop.end <= at + len(line):
                own.append(Stop(stop.start - at, stop.end - at, stop.style))
        if line.strip():
            field = Field(line, "prose", place, paragraph=number, offset=at, stops=tuple(own))
            yield Item((field,), space=min(space, 1))
            space = 0
        else:
            space += 1
        at += len(line) + 1


# -- overview
def overview(document: Document, words: Words, spark: Callable[[Place], str] = lambda _: "") -> list[Item]:
    """Identity, headline figures (`spark`: their run over the years), duties, units, staff, facts."""
    statement, printed = document.statement, document.statement.headings
    items = _identity(document, words)
    items += [heading(words("overview.headlines", unit=statement.unit)), *_headlines(document, words, spark)]
    items.append(heading(printed.duties or words("overview.duties")))
    for index, duty in enumerate(statement.duties):
        items.append(_marked(words, duty.mark, duty.text, Place("duties", str(index), "text")))
    if not statement.duties:
        items.append(nothing(words))
    items += paragraphs(statement.overview.contact, Place("overview", "", "contact"))
    items += [heading(printed.units or words("overview.units"))]
    empty = "" if statement.units else words("page.empty-text")
    items += paragraphs(statement.overview.units, Place("overview", "", "units"), empty)
    for index, unit in enumerate(statement.units):
        items.append(_marked(words, unit.mark, unit.name, Place("units", str(index), "name")))
        if unit.note:
            items.append(_marked(words, "", unit.note, Place("units", str(index), "note")))
    items.append(heading(printed.staff or words("overview.staff")))
    empty = "" if statement.staff else words("page.empty-text")
    items += paragraphs(statement.overview.staff, Place("overview", "", "staff"), empty)
    for name in ("staff", "procurement", "assets", "performance"):
        facts: list[Fact] = getattr(statement, name)
        if facts:
            items += [heading(words(f"overview.facts-{name}")), *(_fact(name, fact) for fact in facts)]
    if statement.source.note:
        items += [heading(words("overview.note")), *paragraphs(statement.source.note, Place("source", "", "note"))]
    return items


def _identity(document: Document, words: Words) -> list[Item]:
    statement = document.statement
    unit = words("overview.unit-value", unit=statement.unit, decimals=statement.decimals)
    return [
        labelled(words, "overview.department", statement.department, Place("head", "", "department")),
        labelled(words, "overview.title", statement.title, Place("head", "", "title")),
        labelled(words, "overview.year", words("overview.year-value", year=statement.year)),
        labelled(words, "overview.unit", unit),
        labelled(words, "overview.form", document.form.name),
        labelled(words, "overview.government", statement.government),
        labelled(words, "overview.publisher", statement.source.publisher, Place("source", "", "publisher")),
        labelled(words, "overview.published", statement.source.published, Place("source", "", "published")),
    ]


def _marked(words: Words, mark: str, text: str, place: Place) -> Item:
    shown = Field(text, "prose", place) if text.strip() else Field(words("page.empty-text"), "muted", place)
    return Item((Field(mark, "label", cells=6), shown))


def _headlines(document: Document, words: Words, spark: Callable[[Place], str]) -> Iterator[Item]:
    for role, row, column in HEADLINES:
        form = document.form.table(role)
        block = form.block_of(row) if form else None
        if form is None or block is None or block.column(column) is None:
            continue
        place = cell(role, row, column)
        figure = figure_at(document, place)
        text = figure_text(figure, document.statement.tables[role].state(row, column))
        shown = words("figure.unknown") if text == "?" else text or words("figure.blank")
        fixed, found = form.fixed(row), block.column(column)
        label = f"{fixed.name if fixed else row} · {' '.join(found.heading) if found else column}"
        number = words("table.number", number=document.form.number_of(role))
        table = words(f"role.{role}") if f"role.{role}" in words else form.title
        style = "number" if isinstance(figure, Decimal) else "unknown"
        yield Item(
            (
                Field(shown, style, goto=place, cells=_AMOUNT, right=True),
                Field(f"{number} {table} · {label}", "label"),
            )
        )
        if run := spark(place):
            yield Item((Field("", "base", cells=_AMOUNT), Field(run, "bar")))


def _fact(name: str, fact: Fact) -> Item:
    text = figure_text(fact.value, state_of(fact.value, "none"))
    indent = "  " if fact.part_of else ""
    place = Place(name, fact.key, "value")
    value = Field(f"{text} {fact.unit}".rstrip(), "number", place, cells=_AMOUNT, right=True)
    return Item((value, Field(indent + fact.item, "label")))


# -- explanations and charts
def explanations(document: Document, words: Words, stops_of: Callable[[str], list[Stop]] = lambda _: []) -> list[Item]:
    """Every section with its text and numbers; a chart is drawn under the paragraph that is its caption."""
    statement = document.statement
    items: list[Item] = []
    for section in statement.sections:
        items.append(heading(section.heading or section.topic, section.topic))
        charts = {chart.caption.strip(): chart for chart in statement.charts if chart.section == section.topic}
        place = Place("sections", section.topic, "text")
        for item in paragraphs(section.text, place, words("page.empty-text"), stops_of(section.topic)):
            items.append(item)
            if chart := charts.pop(item.fields[0].text.strip(), None):
                items.append(bars(document, chart, words))
        for chart in charts.values():
            items += [Item((Field(chart.caption, "base"),)), bars(document, chart, words)]
    return items or [nothing(words)]


def charts(document: Document, words: Words, drawn: Iterable[Item] = ()) -> list[Item]:
    """Every chart, with the section that it belongs to; then those that are `drawn` besides."""
    items: list[Item] = []
    for chart in document.statement.charts:
        caption = Field(chart.caption or chart.key, "heading", Place("charts", chart.key, "caption"))
        items.append(Item((caption,), space=1, topic=chart.key))
        section = document.statement.section(chart.section)
        if section:
            goto = f"section:{section.topic}"
            items.append(Item((Field(words("chart.section", heading=section.heading), "muted", goto=goto),)))
        items.append(bars(document, chart, words))
    return [*items, *drawn] or [nothing(words)]


def bars(document: Document, chart: Chart, words: Words) -> Item:
    """A chart that draws itself from the figures as they are then."""

    def draw(room: int) -> list[Line]:
        return draw_bars(values_of(document.statement, chart), room, words)

    return Item(draw=draw)


# -- key works and glossary
def works(document: Document, words: Words) -> list[Item]:
    """The accounts, then the table of priorities."""
    statement = document.statement
    items = [] if not statement.headings.works else [heading(statement.headings.works)]
    for index, work in enumerate(statement.works):
        items += paragraphs(work.text, Place("works", str(index), "text"))
        items.append(Item((Field("", "base"),)))
    if statement.priorities:
        items.append(heading(words("works.priorities")))
        titles = [words(f"works.{name}") for name in ("number", "matter", "target", "result")]
        items.append(_priority(titles, None, "header"))
        for index, each in enumerate(statement.priorities):
            items.append(_priority([each.number, each.matter, each.target, each.result], index, "base"))
    return items or [nothing(words)]


def _priority(texts: list[str], index: int | None, style: str) -> Item:
    names, cells = ("number", "matter", "target", "result"), (6, 26, 32, 0)
    places = [None if index is None else Place("priorities", str(index), name) for name in names]
    fields = [Field(text, style, place, cells=room) for text, place, room in zip(texts, places, cells, strict=True)]
    return Item(tuple(fields), space=0 if index is None else 1)


def glossary(document: Document, words: Words) -> list[Item]:
    """Terms, each with its explanation under it."""
    items: list[Item] = []
    for index, term in enumerate(document.statement.terms):
        key = str(index)
        items.append(
            Item(
                (Field(term.mark, "label", cells=8), Field(term.term, "heading", Place("terms", key, "term"))), space=1
            )
        )
        text = paragraphs(term.text, Place("terms", key, "text"), words("page.empty-text"))
        items += [Item(item.fields, item.space, indent=8) for item in text]
    return items or [nothing(words)]


def faults(sentences: list[str], words: Words) -> list[Item]:
    """What was wrong in the file when it was opened."""
    items = [heading(words("part.faults")), Item((Field(words("faults.intro"), "muted"),))]
    return items + [
        Item((Field("▲", "unreadable", cells=4), Field(text, "base", goto="findings"))) for text in sentences
    ]
