"""The HTML export: what the forms print stands in its table, charts have their values, no text of a file is obeyed."""

from __future__ import annotations

from decimal import Decimal
from html.parser import HTMLParser

import pytest

from fintui.files.export import export
from fintui.files.html_bars import svg_lines
from fintui.files.html_text import header_lines
from fintui.files.reader import Loaded, load, read
from fintui.files.resources import shipped
from fintui.files.words import load_words
from fintui.model.charts import Value, values_of
from fintui.model.drawn import drawn_charts
from fintui.model.figure import State
from fintui.model.money import show_amount
from fintui.model.sheet import SheetColumn, make_sheet

STATEMENTS = sorted((shipped("data") / "statements").glob("*.toml"))
each_statement = pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
VOID = {"meta", "br", "rect"}
PLAIN = set(
    "html head meta title style body header nav section h1 h2 h3 p ul li a div table caption thead tbody".split()
)
PLAIN |= set("tr th td br figure figcaption svg text rect dl dt dd".split())
ATTRIBUTES = {
    *(
        "lang",
        "charset",
        "name",
        "content",
        "http-equiv",
        "class",
        "id",
        "href",
        "scope",
        "colspan",
        "rowspan",
        "style",
    ),
    *("viewbox", "role", "aria-label", "x", "y", "width", "height", "text-anchor"),
}

HOSTILE = (
    '</td></style><script>alert(1)</script><img src=x onerror=alert(1)>&amp;\\" onload=\\"x\' {0} \\u001b[2J\\u202e'
)
SMALL = """
format = 1
form = "national-2020"
department = "HOSTILE"
year = 2020
title = "HOSTILE"
contents = "HOSTILE"

[tables.payments]
coverage = "partial"
reason = "HOSTILE"
note = "HOSTILE"

[[tables.payments.rows]]
row = "total"
name = "HOSTILE"
total = -1234.50
basic = ""
project = "?"
remitted = "<b>-12,5"

[[duties]]
mark = "1"
text = "HOSTILE"

[[sections]]
topic = "payments"
heading = "HOSTILE"
text = "HOSTILE"

[[charts]]
key = "1"
caption = "HOSTILE"
section = "payments"

[[charts.bars]]
label = "HOSTILE"
cell = "payments[total].total"

[[works]]
text = "HOSTILE"

[[priorities]]
number = "1"
matter = "HOSTILE"

[[terms]]
mark = "(一)"
term = "HOSTILE"
text = "HOSTILE"
"""


class Read(HTMLParser):
    """Tables by the anchor of the heading above, drawings' texts, links, all tags; every tag must be closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.drawings: list[list[str]] = []
        self.spans: list[tuple[int, int]] = []
        self.words: list[str] = []
        self.classes: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        self.tags.add(tag)
        self.attributes |= set(about)
        if tag not in VOID:
            self.open.append(tag)
        if name := about.get("id"):
            self.anchors.append(name)
        if tag == "a":
            self.links.append(str(about["href"]))
        elif tag == "table":
            self.tables[self.anchors[-1]] = []
        elif tag == "tr":
            self.tables[self.anchors[-1]].append([])
        elif tag in {"td", "th"}:
            self.tables[self.anchors[-1]][-1].append("")
            self.spans.append((int(about.get("colspan") or 1), int(about.get("rowspan") or 1)))
            self.classes.append(about.get("class") or "")
        elif tag == "svg":
            self.drawings.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.open and self.open[-1] in {"td", "th"}:
            self.tables[self.anchors[-1]][-1][-1] += data
        elif self.open and self.open[-1] == "text":
            self.drawings[-1].append(data)


def html_of(loaded: Loaded, language: str = "zh") -> str:
    return export(loaded.statement, loaded.form, "html", words=load_words(language)).decode()


def shown(loaded: Loaded, role: str, key: str, column: str) -> str:
    table = loaded.statement.tables[role]
    row = table.row(key)
    figure = row.figures.get(column) if row else None
    if isinstance(figure, Decimal):
        return show_amount(figure)
    return "未公开" if table.state(key, column) is State.UNKNOWN else ""


@each_statement
def test_every_table_is_printed_cell_by_cell(path):
    loaded = load(path)
    found = Read(html_of(loaded)).tables
    for role, form in loaded.form.tables.items():
        sheet = make_sheet(loaded.statement.tables[role], form)
        depth = max(len(column.heading) for column in sheet.columns)
        printed = found[f"table-{loaded.form.number_of(role)}"]
        expected = [
            [shown(loaded, role, slot.place.key, slot.place.field) if slot.place else slot.text for slot in row]
            for row in sheet.rows
        ]
        assert printed[depth:] == expected, role
        assert {text for line in printed[:depth] for text in line} == {
            text for column in sheet.columns for text in column.heading
        }


@each_statement
def test_every_figure_of_the_statement_is_in_its_table(path):
    loaded = load(path)
    found = Read(html_of(loaded)).tables
    for role, table in loaded.statement.tables.items():
        texts = [text for line in found[f"table-{loaded.form.number_of(role)}"] for text in line]
        for row in table.rows:
            for figure in row.figures.values():
                if isinstance(figure, Decimal):
                    texts.remove(show_amount(figure))  # once for every time that it is in the statement


@each_statement
def test_every_chart_is_drawn_with_labels_and_values(path):
    loaded = load(path)
    charts = [*loaded.statement.charts, *(each.chart for each in drawn_charts(loaded.statement, loaded.form))]
    assert charts
    drawings = Read(html_of(loaded)).drawings
    assert len(drawings) == len(charts)
    for drawing, chart in zip(drawings, charts, strict=True):
        values = values_of(loaded.statement, chart)
        assert drawing[::2] == [value.label for value in values]
        for text, value in zip(drawing[1::2], values, strict=True):
            assert text.startswith(show_amount(value.amount))
            assert value.share is None or text.endswith(f"\u00a0{value.share}%")


@each_statement
def test_every_text_is_there_and_the_contents_lead_somewhere(path):
    loaded = load(path)
    document = Read(html_of(loaded))
    whole = "\n".join(document.words)
    statement = loaded.statement
    for text in [
        *(each.text for each in [*statement.sections, *statement.works, *statement.terms, *statement.duties]),
        *(each.result for each in statement.priorities),
        *(statement.overview.staff, statement.overview.units, statement.contents, statement.source.note),
    ]:
        for line in filter(str.strip, text.split("\n")):
            assert line.strip() in whole
    assert len(document.anchors) == len(set(document.anchors))
    assert {link.removeprefix("#") for link in document.links} <= set(document.anchors)
    if statement.contents:  # each line of a printed contents finds its heading
        assert len(document.links) == len(statement.contents.strip().split("\n"))


@each_statement
def test_nothing_runs_and_nothing_comes_from_elsewhere(path):
    text = html_of(load(path))
    document = Read(text)
    assert document.tags <= PLAIN
    assert document.attributes <= ATTRIBUTES
    assert all(link.startswith("#") for link in document.links)
    assert "url(" not in text
    assert "@import" not in text


def test_hostile_text_is_shown_and_not_obeyed():
    text = html_of(read(SMALL.replace("HOSTILE", HOSTILE)))
    document = Read(text)
    assert document.tags <= PLAIN
    assert document.attributes <= ATTRIBUTES
    assert "".join(document.words).count("<script>alert(1)</script>") >= 12
    assert not {"\x1b", "\u202e"} & set(text)


def test_figures_that_are_none_are_told_apart():
    document = Read(html_of(read(SMALL)))
    assert document.tables["table-3"][-1][2:] == ["-1,234.50", "", "未公开", "<b>-12,5", "未公开", "未公开"]
    assert document.tables["table-2"][-1][2:] == ["未公开"] * 7
    assert "0.00" not in "".join(document.words)
    assert "not disclosed" in html_of(read(SMALL), "en")


def test_a_chart_without_an_amount_has_no_bar():
    values = [
        Value("甲", None, derived=False, share=None, cell=None),
        Value("乙", Decimal(-5), derived=False, share=None, cell=None),
        Value("很长的标签" * 8, Decimal("20.00"), derived=True, share=None, cell=None),
        Value("丁", Decimal("10.00"), derived=False, share=None, cell=None),
    ]
    drawing = "\n".join(svg_lines(values, "图", load_words("zh")))
    assert drawing.count("<rect") == 2
    read_back = Read(drawing).drawings[0]
    assert read_back[:4] == ["甲", "未公开", "乙", "-5"]
    assert "".join(read_back[4:-3]) == "很长的标签" * 8
    widths = [float(piece.split('"')[0]) for piece in drawing.split(' width="')[1:]]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.02)


def test_headings_are_merged_as_printed():
    headings = [("项目", "编码"), ("项目", "名称"), ("合计",), ("支出", "小计"), ("支出", "项目"), ("合计",)]
    columns = [SheetColumn("amount", heading, 0) for heading in headings]
    first, second = header_lines(columns)
    assert first.count("<th") == 4
    assert first.count('colspan="2"') == first.count('rowspan="2"') == 2
    assert second.count("<th") == 4
    assert "span=" not in second


@each_statement
def test_headers_fill_their_rectangle(path):
    loaded = load(path)
    for role, form in loaded.form.tables.items():
        columns = make_sheet(loaded.statement.tables[role], form).columns
        lines = list(header_lines(columns))
        spans = Read(f'<a id="x" href="#x"></a><table>{"".join(lines)}</table>').spans
        assert sum(across * down for across, down in spans) == len(columns) * len(lines), role
