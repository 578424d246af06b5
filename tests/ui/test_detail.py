"""The detail pane: what a figure is, exactly, where it comes from, and the checks that it takes part in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from desk_samples import in_unit, putuo, wuchang
from driver import PUTUO, Driver, words_of

from fintui.checks.outcome import Quote
from fintui.model.changes import Put
from fintui.model.document import Document
from fintui.model.figure import Mark, Unreadable
from fintui.model.place import cell
from fintui.ui.detail import english_of, path_of, tell_cell
from fintui.ui.ledger import Entry, Ledger
from fintui.ui.text import line_width

ZH = words_of("zh")


def told(document, place, **options):
    return "\n".join(text for text, _ in tell_cell(document, ZH, place, **options))


@pytest.fixture
def document():
    loaded = wuchang()
    return Document(loaded.statement, loaded.form)


def test_path_value_source_and_sums(document):
    text = told(document, cell("payments", "total", "total"))
    assert "表3 支出决算表 › 合计 › 本年支出合计" in text
    assert "4,090.91 万元 = 40,909,100 元" in text
    assert "来源:三、支出决算情况说明" in text
    assert "基本支出 356.25 + 项目支出 3,734.66" in text
    assert "payments[total].total" in text
    assert "计入:" in told(document, cell("payments", "total", "basic"))


def test_a_column_has_its_whole_heading_and_a_code_its_name(document):
    path = path_of(document, ZH, cell("general-budget-payments", "201", "basic"))
    assert path == "表5 一般公共预算财政拨款支出决算表 › 201 一般公共服务支出 › 本年支出 基本支出"
    assert english_of(document, cell("payments", "total", "basic")).count("›") == 2


@pytest.mark.parametrize(
    ("figure", "coverage", "said"),
    [
        (None, "partial", "未公开:文件没有给出这个数字"),
        (Mark.UNKNOWN, "full", "未公开:文件注明为“?”"),
        (None, "full", "空白:原表该格未印数字"),
        (Mark.BLANK, "partial", "空白:文件注明该格未印数字"),
        (Unreadable("1,2\x9b3"), "full", "文件中写的是“1,2\ufffd3”,不是数字"),
    ],
)
def test_what_is_no_amount_is_said_in_words(document, figure, coverage, said):
    table = document.statement.tables["payments"]
    table.coverage = coverage
    figures = table.row("total").figures
    figures["basic"] = figure
    if figure is None:
        del figures["basic"]
    assert said in told(document, cell("payments", "total", "basic"))


def test_a_changed_figure_tells_what_is_saved(document):
    place = cell("payments", "total", "basic")
    document.apply(Put(place, Decimal("1.00")))
    assert "(已改动;保存的是 356.25)" in told(document, place)
    document.undo()
    assert "已改动" not in told(document, place)


@pytest.mark.parametrize(
    ("unit", "decimals", "value"),
    [
        ("元", 0, "29,400,500 元"),
        ("亿元", 6, "0.294005 亿元 = 29,400,500 元"),
        ("万元", 2, "2,940.05 万元 = 29,400,500 元"),
    ],
)
def test_the_exact_value_in_every_unit(unit, decimals, value):
    loaded = in_unit(unit, decimals)
    text = told(Document(loaded.statement, loaded.form), cell("payments", "total", "total"))
    assert value in text.split("\n")
    assert f"{value} =" not in text


def test_beside_the_ledger_two_lines_are_enough():
    loaded = putuo()
    lines = tell_cell(Document(loaded.statement, loaded.form), ZH, cell("payments", "total", "total"), checked=True)
    assert len(lines) == 2


# -- the ledger as a face
def ledger_of(entries, facts=(("路径", "heading"),), size=(40, 6)):
    state = {"subject": 1}
    ledger = Ledger(
        lambda: state["subject"],
        lambda: list(facts),
        lambda operands: [each for each in entries if operands or not each.is_operand],
    )
    ledger.resize(*size)
    ledger.update()
    return ledger, state


def lines_of(ledger):
    return ["".join(text for text, _ in ledger.line(y)).rstrip() for y in range(ledger.height)]


QUOTE = Quote(cell("payments", "total", "basic"), "356.25")


def test_the_ledger_asks_only_when_there_is_another_subject():
    entries = [Entry("= T3-1", "base", QUOTE)]
    ledger, state = ledger_of(entries)
    ledger.stale.clear()
    entries[:] = [Entry("✗ T3-1", "failed", QUOTE)]
    ledger.update()
    assert not ledger.stale
    state["subject"] = 2
    ledger.update()
    assert ledger.stale == {2}


def test_a_cursor_walks_over_what_leads_somewhere_and_operands_are_shown_to_it():
    entries = [
        Entry("= T3-1", "base", QUOTE),
        Entry("基本支出", "muted", QUOTE, is_operand=True),
        Entry("gloss", "muted"),
    ]
    ledger, _ = ledger_of(entries)
    assert "基本支出" not in "".join(lines_of(ledger))
    assert ledger.selected() is None
    ledger.focus(focused=True)
    assert lines_of(ledger)[2] == ">= T3-1"
    ledger.move(1, 0)
    assert ledger.selected() is entries[1]
    ledger.move(1, 0)
    assert ledger.selected() is entries[1]
    ledger.end()
    assert ledger.selected() is entries[1]
    ledger.home()
    assert ledger.selected() is entries[0]


def test_everything_can_be_scrolled_to_and_more_is_told():
    entries = [Entry(f"行{n}", "muted") for n in range(20)]
    ledger, _ = ledger_of(entries)
    assert lines_of(ledger)[-1].endswith("…")
    ledger.focus(focused=True)
    seen = set()
    for _ in range(30):
        seen |= set(lines_of(ledger))
        ledger.move(1, 0)
    assert all(any(line.strip(" …>") == f"行{n}" for line in seen) for n in range(20))
    assert not lines_of(ledger)[-1].endswith("…")


@pytest.mark.parametrize("width", [1, 5, 9, 23, 80])
def test_lines_are_just_as_wide_as_the_pane(width):
    long = "表3 合计 · 本年支出合计 4,090.91 等于各项之和:基本支出 356.25、项目支出 3,734.66"
    ledger, _ = ledger_of([Entry(long, "base", QUOTE)] * 3, size=(width, 5))
    for focused in (False, True):
        ledger.focus(focused=focused)
        assert all(line_width(ledger.line(y)) == width for y in range(5))


def test_a_note_has_the_sign_of_a_note_and_its_goal_a_name():
    driver = Driver(PUTUO, (120, 40))
    driver.press("f", "end")
    assert "·   D-6" in driver.screen.replace("> ", "")
    assert "✗" not in driver.screen
    assert "Enter 前往 概况 · 情况说明" in driver.screen
    assert any("  · D-6" in driver.press("f4").screen.splitlines()[-1] for _ in range(11))


def test_an_empty_page_that_takes_records_is_not_called_read_only():
    driver = Driver(PUTUO, (120, 40)).press("k")
    assert "本部分无内容" in driver.screen
    assert "只读" not in driver.screen
