"""Which sentences and words changed; how figures grew."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from random_edits import PUTUO, WORDS, fresh

from fintui.model.figure import Mark
from fintui.model.growth import Growth, growth_at, growths
from fintui.model.place import cell
from fintui.model.prose import sentences_changed, words_changed

TEXT = "收入100.00万元,增长5%。\n支出90.00万元;其中:基本支出50.00万元。\n第三段。"


def said(runs, *kinds):
    return "".join(text for kind, text in runs if kind in kinds)


def test_numbers_stay_whole_and_the_runs_give_both_texts():
    runs = words_changed("支出1,090.91万元", "支出1,090.92万元")
    assert runs == [("same", "支出"), ("removed", "1,090.91"), ("added", "1,090.92"), ("same", "万元")]
    chance = Random(5)
    for _ in range(300):
        one, other = ("".join(chance.choices(WORDS, k=chance.randrange(9))) for _ in range(2))
        runs = words_changed(one, other)
        assert said(runs, "same", "removed") == one
        assert said(runs, "same", "added") == other


def test_a_changed_sentence_is_told_by_paragraph_and_number():
    (found,) = sentences_changed(TEXT, TEXT.replace("50.00", "60.00"))
    assert (found.paragraph, found.number) == (2, 2)
    assert TEXT[found.start :].startswith("其中")
    assert ("removed", "50.00") in found.runs


def test_sentences_that_came_or_went_are_told_where_they_are():
    (found,) = sentences_changed(TEXT, TEXT + "又一句。")
    assert found.runs == (("added", "又一句。"),)
    assert (found.paragraph, found.number) == (3, 2)
    (gone,) = sentences_changed(TEXT, TEXT.replace("支出90.00万元;", ""))
    assert gone.runs == (("removed", "支出90.00万元;"),)
    assert (gone.paragraph, gone.number) == (2, 1)
    assert sentences_changed(TEXT, TEXT) == []


@pytest.mark.parametrize(
    ("before", "after", "change", "rate"),
    [
        ("100.00", "102.50", "2.50", "2.50"),
        ("3.00", "2.00", "-1.00", "-33.33"),
        ("800.00", "800.20", "0.20", "0.03"),  # 0.025 %: half up
        ("800.00", "799.80", "-0.20", "-0.03"),
        ("0.00", "5.00", "5.00", None),
        ("-2.00", "5.00", "7.00", None),
        ("999999999999999.99", "0.01", "-999999999999999.98", "-100.00"),
    ],
)
def test_change_is_exact_and_growth_rounds_half_up(before, after, change, rate):
    growth = Growth(cell("payments", "total", "total"), Decimal(before), Decimal(after))
    assert str(growth.change) == change
    assert (str(growth.rate) if growth.rate is not None else None) == rate


def test_blank_is_zero_unknown_is_not_known_and_a_missing_row_of_a_full_table_is_zero():
    former, form = fresh(PUTUO)
    now, _ = fresh(PUTUO)
    place = cell("payments", "total", "basic")
    now.tables["payments"].row("total").figures["basic"] = Mark.BLANK
    assert growth_at(former, now, place).after == 0
    now.tables["payments"].row("total").figures["basic"] = Mark.UNKNOWN
    assert growth_at(former, now, place).change is None
    table = now.tables["payments"]
    table.rows.remove(table.row("2010607"))
    table.reindex()
    found = next(
        each for each in growths(former, now, form, form) if each.place == cell("payments", "2010607", "total")
    )
    assert found.after == 0
    now.tables["payments"].coverage = "partial"
    assert growth_at(former, now, found.place).after is None
