"""What stands on the pages: from a document to items, without a screen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from desk_samples import in_unit, putuo, wuchang
from driver import words_of

from fintui.model.document import Document
from fintui.model.materialise import skeleton
from fintui.model.place import Place, cell
from fintui.ui import pages
from fintui.ui.bars import draw_bars
from fintui.ui.items import Stop
from fintui.ui.text import line_width

ZH = words_of("zh")


def document_of(loaded):
    return Document(loaded.statement, loaded.form)


def texts(items):
    return [each.text for item in items for each in item.fields]


@pytest.fixture
def document():
    return document_of(wuchang())


def test_the_overview_has_identity_headlines_duties_units_staff_and_counts(document):
    items = pages.overview(document, ZH)
    shown = texts(items)
    for text in (
        "武汉市武昌区大数据中心",
        "2020年度",
        "4,090.91",
        "一、部门主要职能",
        "(八)",
        "人员(人数)",
        "政府采购",
    ):
        assert text in shown
    links = {each.goto for item in items for each in item.fields}
    assert cell("payments", "total", "basic") in links
    assert cell("three-public", "total", "actual") in links
    places = {each.place for item in items for each in item.fields}
    assert {Place("duties", str(n), "text") for n in range(8)} <= places
    assert Place("head", "", "department") in places


def test_where_a_part_has_no_content_it_says_so():
    loaded = putuo()
    document = document_of(loaded)
    assert ZH("page.nothing") in texts(pages.overview(document, ZH))
    for page in (pages.explanations, pages.charts, pages.works, pages.glossary):
        assert texts(page(document, ZH)) == [ZH("page.nothing")]


def test_what_is_not_filled_in_can_be_selected_and_filled_in():
    document = document_of(putuo())
    empty = [
        each for item in pages.overview(document, ZH) for each in item.fields if each.text == ZH("page.empty-text")
    ]
    assert {each.place for each in empty} >= {Place("overview", "", "staff")}


def test_unknown_and_blank_headlines_are_words(document):
    document.statement.tables["payments"].row("total").figures.pop("basic")
    assert ZH("figure.unknown") in texts(pages.overview(document, ZH))
    document.statement.tables["payments"].coverage = "full"
    assert ZH("figure.blank") in texts(pages.overview(document, ZH))


def test_explanations_have_every_section_and_every_chart_once(document):
    items = pages.explanations(document, ZH)
    shown = texts(items)
    for section in document.statement.sections:
        assert section.heading in shown
        assert [item.topic for item in items].count(section.topic) == 1
    assert sum(item.draw is not None for item in items) == len(document.statement.charts) == 4


def test_every_paragraph_knows_its_place_and_offset(document):
    for section in document.statement.sections:
        place = Place("sections", section.topic, "text")
        for item in pages.paragraphs(section.text, place):
            (field,) = item.fields
            assert section.text[slice(*field.span)] == field.text
            assert section.text.split("\n")[field.paragraph] == field.text


def test_numbers_go_to_the_paragraph_that_holds_them():
    text = "甲12。\n\n乙34，56。"
    stops = [Stop(text.index(number), text.index(number) + 2, "tied") for number in ("56", "12", "34")]
    items = list(pages.paragraphs(text, Place("works", "0", "text"), stops=stops))
    found = [[each.text[stop.start : stop.end] for stop in each.stops] for item in items for each in item.fields]
    assert found == [["12"], ["34", "56"]]


def test_works_have_the_accounts_and_the_table_of_priorities(document):
    shown = texts(pages.works(document, ZH))
    assert sum(text.startswith(("一是", "二是", "三是", "四是", "五是", "六是")) for text in shown) == 6
    for priority in document.statement.priorities:
        assert {priority.number, priority.matter, priority.target, priority.result} <= set(shown)


def test_the_glossary_has_every_term_with_its_explanation(document):
    shown = texts(pages.glossary(document, ZH))
    for term in document.statement.terms:
        assert term.term in shown
        assert set(filter(None, term.text.split("\n"))) <= set(shown)


def test_an_empty_statement_of_a_form_has_all_pages():
    form = putuo().form
    document = Document(skeleton(form, "部门", 2024), form)
    for page in (pages.overview, pages.explanations, pages.charts, pages.works, pages.glossary):
        assert page(document, ZH)


@pytest.mark.parametrize("room", [5, 12, 20, 30, 44, 77, 120])
def test_bars_are_in_proportion_fit_their_room_and_never_cut_a_value(document, room):
    for chart in document.statement.charts:
        from fintui.model.charts import values_of

        values = values_of(document.statement, chart)
        lines = draw_bars(values, room, ZH)
        bars = []
        for value, line in zip(values, lines, strict=True):
            assert line_width(line) <= room
            text = line[-1][0].strip()
            assert set(text) <= {"#"} or value.amount is None or text.startswith(f"{value.amount:,f}")
            bars.append(sum(text.count("█") for text, style in line if style == "bar"))
        amounts = [value.amount or Decimal(0) for value in values]
        for one, other in ((a, b) for a in range(len(bars)) for b in range(len(bars))):
            assert amounts[one] <= amounts[other] or bars[one] >= bars[other]


def test_an_undisclosed_or_negative_bar_has_no_length(document):
    chart = document.statement.charts[0]
    document.statement.tables["receipts-and-payments"].row("receipts-grand-total").figures.clear()
    from fintui.model.charts import values_of

    lines = draw_bars(values_of(document.statement, chart), 60, ZH)
    assert ZH("figure.unknown") in "".join(text for line in lines for text, _ in line)


@pytest.mark.parametrize(("unit", "decimals"), [("元", 0), ("亿元", 6)])
def test_headlines_in_other_units(unit, decimals):
    document = document_of(in_unit(unit, decimals))
    shown = texts(pages.overview(document, ZH))
    assert ZH("overview.headlines", unit=unit) in shown
    assert ("29,400,500" if unit == "元" else "0.294005") in shown
