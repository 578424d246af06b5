"""The parts of a statement as HTML, each with its headings: overview, tables, explanations with charts and the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..model.charts import values_of
from ..model.drawn import drawn_charts
from ..model.figure import state_of
from .html_bars import svg_lines
from .html_text import figure, marked, plain_table, prose, safe, table_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.form import Form
    from ..model.statement import Chart, Fact, Section, Statement
    from .words import Words


@dataclass(slots=True)
class Part:
    """A part of the document; `entries` are the headings in it by their anchors, for the contents."""

    anchor: str
    heading: str
    lines: list[str] = field(default_factory=list)
    entries: list[tuple[str, str]] = field(default_factory=list)

    def open(self, anchor: str, heading: str) -> None:
        """Begin what stands under a heading of its own."""
        self.entries.append((anchor, heading))
        self.lines.append(f'<h3 id="{anchor}">{safe(heading)}</h3>')


def parts_of(statement: Statement, form: Form, words: Words) -> list[Part]:
    """The parts that have something in them, in the order in which they are published."""
    parts = (
        _overview(statement, words),
        _tables(statement, form, words),
        _explanations(statement, words),
        _works(statement, words),
        _glossary(statement, words),
        _annex(statement, form, words),
    )
    return [part for part in parts if part.lines]


def _overview(statement: Statement, words: Words) -> Part:
    printed, prose_of = statement.headings, statement.overview
    part = Part("overview", printed.overview or words("part.overview"))
    if statement.duties or prose_of.contact.strip():
        part.open("duties", printed.duties or words("overview.duties"))
        part.lines += [f"<p>{marked(each.mark, each.text)}</p>" for each in statement.duties]
        part.lines += prose(prose_of.contact)
    if statement.units or prose_of.units.strip():
        part.open("units", printed.units or words("overview.units"))
        part.lines += prose(prose_of.units)
        for unit in statement.units:
            part.lines += [f"<p>{marked(unit.mark, unit.name)}</p>", *prose(unit.note)]
    if statement.staff or prose_of.staff.strip():
        part.open("staff", printed.staff or words("overview.staff"))
        part.lines += prose(prose_of.staff) or _facts(statement.staff, words)
    return part


def _facts(facts: list[Fact], words: Words) -> list[str]:
    """Counts that no prose of the statement tells, as a list."""
    told = ((fact.item or fact.key, figure(fact.value, state_of(fact.value, "none"), words), fact) for fact in facts)
    return ["<ul>", *(f"<li>{safe(item)}: {text} {safe(fact.unit)}</li>" for item, text, fact in told), "</ul>"]


def _tables(statement: Statement, form: Form, words: Words) -> Part:
    part = Part("tables", statement.headings.tables or words("html.tables"))
    for role, layout in form.tables.items():
        if (table := statement.tables.get(role)) is None:
            continue
        number = form.number_of(role)
        part.open(f"table-{number}", table.title or layout.title)
        unit = words("table.unit", unit=statement.unit)
        about = "  ".join(filter(None, (layout.number, statement.department, unit)))
        if table.coverage != "full":
            reason = table.reason or words("table.no-reason")
            part.lines.append(f'<p class="told">{safe(words(f"html.{table.coverage}", reason=reason))}</p>')
        lines = table_lines(table, layout, words)
        part.lines += ['<div class="wide">', next(lines), f"<caption>{safe(about)}</caption>", *lines, "</div>"]
        part.lines += prose(table.note or layout.note)
    return part


def _explanations(statement: Statement, words: Words) -> Part:
    part = Part("explanations", statement.headings.explanations or words("part.explanations"))
    for number, section in enumerate(statement.sections, start=1):
        part.open(f"section-{number}", section.heading or section.topic)
        part.lines += _section(statement, section, words)
    for name in ("procurement", "assets", "performance"):
        facts = getattr(statement, name)
        if facts and not statement.section(name):
            part.open(name, words(f"overview.facts-{name}"))
            part.lines += _facts(facts, words)
    return part


def _section(statement: Statement, section: Section, words: Words) -> Iterator[str]:
    """The text; a chart stands where its caption does, under the text if that has none."""
    charts = [chart for chart in statement.charts if chart.section == section.topic]
    for line in section.text.split("\n"):
        chart = next((each for each in charts if each.caption.strip() and each.caption.strip() == line.strip()), None)
        if chart:
            charts.remove(chart)
            yield from _figure(statement, chart, chart.caption, words)
        else:
            yield from prose(line)
    for chart in charts:
        yield from _figure(statement, chart, chart.caption or chart.key, words)


def _figure(statement: Statement, chart: Chart, caption: str, words: Words) -> Iterator[str]:
    yield "<figure>"
    yield f'<p class="told">{safe(words("table.unit", unit=statement.unit))}</p>'
    yield from svg_lines(values_of(statement, chart), caption, words)
    yield f"<figcaption>{safe(caption)}</figcaption>"
    yield "</figure>"


def _works(statement: Statement, words: Words) -> Part:
    part = Part("works", statement.headings.works or words("part.works"))
    for work in statement.works:
        part.lines += prose(work.text)
    if statement.priorities:
        part.open("priorities", words("works.priorities"))
        names = ("number", "matter", "target", "result")
        rows = ([getattr(each, name) for name in names] for each in statement.priorities)
        part.lines += ['<div class="wide">', *plain_table((words(f"works.{name}") for name in names), rows), "</div>"]
    return part


def _glossary(statement: Statement, words: Words) -> Part:
    part = Part("glossary", statement.headings.glossary or words("part.glossary"))
    terms = statement.terms
    lines = (f"<dt>{marked(each.mark, each.term)}</dt><dd>{''.join(prose(each.text))}</dd>" for each in terms)
    part.lines += ["<dl>", *lines, "</dl>"] if terms else []
    return part


def _annex(statement: Statement, form: Form, words: Words) -> Part:
    """Charts that belong to no section, those that the tables give besides, and what is said of the source."""
    part = Part("annex", words("html.annex"))
    topics = {section.topic for section in statement.sections}
    for chart in (each for each in statement.charts if each.section not in topics):
        part.lines += _figure(statement, chart, chart.caption or chart.key, words)
    if drawn := drawn_charts(statement, form):
        part.open("drawn", words("part.charts"))
        part.lines.append(f'<p class="told">{words("chart.drawn")}</p>')
        for each in drawn:
            part.lines += _figure(statement, each.chart, words(f"chart.drawn-{each.kind}"), words)
    if statement.source.note.strip():
        part.open("source", words("overview.note"))
        part.lines += prose(statement.source.note)
    return part
