"""What a cell shows and in which state: plain functions, no screen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from desk_samples import putuo

from fintui.model.changes import Put
from fintui.model.document import Document
from fintui.model.figure import Mark, State, Unreadable
from fintui.model.money import AmountError
from fintui.model.place import cell
from fintui.model.sheet import Slot
from fintui.ui.cells import cell_view, figure_text, read_typed, typed_text

TOTAL = cell("payments", "total", "basic")


@pytest.fixture
def document():
    loaded = putuo()
    return Document(loaded.statement, loaded.form)


@pytest.mark.parametrize(
    ("figure", "coverage", "text", "state", "style", "mark"),
    [
        (Decimal("1234.50"), "full", "1,234.50", State.AMOUNT, "amount", " "),
        (Decimal("0.00"), "full", "0.00", State.AMOUNT, "amount", " "),
        (Decimal("-0.5"), "full", "-0.5", State.AMOUNT, "amount", " "),
        (Decimal(150), "full", "150", State.AMOUNT, "amount", " "),
        (None, "full", "", State.BLANK, "amount", " "),
        (Mark.BLANK, "partial", "", State.BLANK, "amount", " "),
        (None, "partial", "?", State.UNKNOWN, "unknown", " "),
        (None, "none", "?", State.UNKNOWN, "unknown", " "),
        (Mark.UNKNOWN, "full", "?", State.UNKNOWN, "unknown", " "),
        (Unreadable("1,23\x1b[4"), "full", "1,23\ufffd[4", State.UNREADABLE, "unreadable", "▲"),
    ],
)
def test_what_a_figure_looks_like(document, figure, coverage, text, state, style, mark):
    table = document.statement.tables["payments"]
    table.coverage = coverage
    table.row("total").figures["basic"] = figure
    if figure is None:
        del table.row("total").figures["basic"]
    view = cell_view(document, Slot(TOTAL))
    assert (view.text, view.state, view.style, view.mark) == (text, state, style, mark)


def test_totals_labels_changes_and_findings_are_told_apart(document):
    assert cell_view(document, Slot(TOTAL, total=True)).style == "total"
    assert cell_view(document, Slot(text="合\x1b计", total=True)).text == "合\ufffd计"
    assert cell_view(document, Slot(TOTAL), "✗").style == "failed"
    assert cell_view(document, Slot(TOTAL), "!").mark == "!"
    document.apply(Put(TOTAL, Decimal("1.00")))
    view = cell_view(document, Slot(TOTAL))
    assert (view.style, view.mark) == ("changed", "*")
    assert cell_view(document, Slot(TOTAL), "≈").style == "changed"  # the style tells of the edit
    document.undo()
    assert cell_view(document, Slot(TOTAL)).style == "amount"


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("1234.5", Decimal("1234.50")),
        ("１２３４．５", Decimal("1234.50")),
        ("1,234.50", Decimal("1234.50")),
        ("１，２３４．５０", Decimal("1234.50")),
        ("￥1,234.50", Decimal("1234.50")),
        ("1,234.50万元", Decimal("1234.50")),
        ("(1,234.50)", Decimal("-1234.50")),
        (" 12 ", Decimal("12.00")),
        ("-3", Decimal("-3.00")),
        ("0", Decimal("0.00")),
        ("?", Mark.UNKNOWN),
        ("？", Mark.UNKNOWN),
        ("-", Mark.BLANK),
        ("—", Mark.BLANK),
        ("", None),
        ("   ", None),
    ],
)
def test_what_is_understood(typed, figure):
    found = read_typed(typed, decimals=2, unit="万元")
    assert found == figure
    assert not isinstance(found, Decimal) or found.as_tuple() == figure.as_tuple()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("1,23", "amount-grouping"),
        ("1.234", "amount-decimals"),
        ("1.5元", "amount-unit"),
        ("12a", "amount-not"),
        ("1e5", "amount-not"),
        ("NaN", "amount-not"),
        ("１２亿", "amount-not"),
        ("١٢٣", "amount-not"),
        ("--5", "amount-not"),
    ],
)
def test_what_is_refused_and_why(typed, reason):
    with pytest.raises(AmountError) as caught:
        read_typed(typed, decimals=2, unit="万元")
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "figure", [Decimal("1234.50"), Decimal("-0.01"), Decimal("0.00"), Mark.UNKNOWN, Mark.BLANK, None]
)
def test_what_the_editor_shows_is_what_it_reads(figure):
    assert read_typed(typed_text(figure), decimals=2, unit="万元") == figure


def test_a_figure_has_the_digits_it_was_written_with():
    assert figure_text(Decimal("4090.9"), State.AMOUNT) == "4,090.9"
    assert figure_text(Decimal("1234567890123.45"), State.AMOUNT) == "1,234,567,890,123.45"
