"""Charts drawn from any statement's tables, and its figures over the years."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fintui.files.reader import load
from fintui.model.charts import Value, values_of
from fintui.model.drawn import drawn_charts, over_years, sparkline

STATEMENTS = Path(__file__).parents[2] / "data" / "statements"
PUTUO = load(STATEMENTS / "putuo-finance-bureau-2024.toml")
WUCHANG = load(STATEMENTS / "wuchang-big-data-centre-2020.toml")


def test_a_statement_without_charts_gets_those_that_its_tables_give():
    drawn = drawn_charts(PUTUO.statement, PUTUO.form)
    assert [each.kind for each in drawn] == ["receipts", "payments", "function"]
    payments = values_of(PUTUO.statement, drawn[1].chart)
    assert [value.label for value in payments] == ["基本支出", "项目支出"]
    total = PUTUO.statement.tables["payments"].row("total").figures["total"]
    assert sum(value.amount for value in payments) == total
    assert sum(value.share for value in payments) == pytest.approx(Decimal(100), abs=Decimal("0.02"))


def test_what_the_statement_draws_itself_is_not_drawn_twice():
    own = {chart.section for chart in WUCHANG.statement.charts}
    assert own
    assert not own & {each.section for each in drawn_charts(WUCHANG.statement, WUCHANG.form)}


def test_no_chart_of_one_bar_or_of_nothing():
    for loaded in (PUTUO, WUCHANG):
        for each in drawn_charts(loaded.statement, loaded.form):
            amounts = [value.amount for value in values_of(loaded.statement, each.chart)]
            assert len(amounts) > 1
            assert all(amounts)


def test_a_year_that_does_not_disclose_has_no_amount():
    earlier = replace(PUTUO.statement, year=2023, tables={})
    values = over_years({2024: PUTUO.statement, 2023: earlier}, "payments", "total", "total")
    assert [(value.label, value.amount is None) for value in values] == [("2023", True), ("2024", False)]


@given(st.lists(st.none() | st.decimals(0, 10**9, places=2), max_size=8))
def test_a_sparkline_has_a_sign_a_year_and_the_largest_is_full(amounts):
    shown = sparkline([Value(str(n), amount, False, None, None) for n, amount in enumerate(amounts)])
    known = [amount for amount in amounts if amount]
    if not known:
        assert shown == ""
        return
    assert len(shown) == len(amounts)
    for sign, amount in zip(shown, amounts, strict=True):
        assert (sign == " ") is (amount is None)
        assert sign == "█" or amount != max(known)
    pairs = [(amount, sign) for amount, sign in zip(amounts, shown, strict=True) if amount is not None]
    assert sorted(pairs) == sorted(pairs, key=lambda pair: (pair[1], pair[0]))
