# ruff: noqa: E501 (sentences are kept whole)
"""Re-tied sentences: in their own style, together or not at all, and nothing that was not understood."""

from __future__ import annotations

import pytest
from shared import engine_of, load_shipped

from fintui.checks.retie import Plan, retie
from fintui.model.money import parse_amount
from fintui.model.place import parse_cell, put
from fintui.model.statement import Chart, Section, Statement

TOTALS = {"receipts-and-payments[receipts-grand-total].amount", "receipts-and-payments[payments-grand-total].amount"}


def tied(
    topic: str, before: str, figures: dict[str, str], *, others: dict[str, str] | None = None
) -> tuple[str, Plan, Statement]:
    """One section alone in the Putuo statement: figures put in, then re-tied."""
    statement, form = load_shipped("putuo-finance-bureau-2024")
    statement.sections = [Section(topic, topic, before)]
    statement.sections += [Section(each, each, text) for each, text in (others or {}).items()]
    for place, figure in figures.items():
        found = parse_cell(place)
        assert found
        put(statement, found, parse_amount(figure))
    plan = retie(engine_of(statement, form))
    return plan.text(topic, before), plan, statement


def totals(figure: str) -> dict[str, str]:
    return dict.fromkeys(TOTALS, figure)


CHANGED = [
    pytest.param(
        "2024年度收、支总计4,090.91万元。与2023年相比，收、支总计各增加1,557.66万元，增长61.49%，主要原因是项目增加。",
        "2024年度收、支总计4,190.91万元。与2023年相比，收、支总计各增加1,657.66万元，增长65.44%，主要原因是项目增加。",
        "4190.91",
        set(),
        id="amount, change and rate, told from last year's amount, which stays",
    ),
    pytest.param(
        "2024年度收、支总计4090.91 万元。与2023年相比,收、支总计各增加1557.66 万元,增长61.5 %,主要原因是项目增加。",
        "2024年度收、支总计4190.91 万元。与2023年相比,收、支总计各增加1657.66 万元,增长65.4 %,主要原因是项目增加。",
        "4190.91",
        set(),
        id="no separators, blanks before units, one decimal of the rate",
    ),
    pytest.param(
        "2024年度收、支总计４,０９０.９１万元。比上年各增加１,５５７.６６万元，增长６１.４９％。",
        "2024年度收、支总计４,１９０.９１万元。比上年各增加１,６５７.６６万元，增长６５.４４％。",
        "4190.91",
        set(),
        id="wide digits with narrow signs",
    ),
    pytest.param(
        "2024年度收、支总计4,090.91万元。收、支总计比上年各增加1,557.66万元，增长61.49%，主要原因是项目增加。",
        "2024年度收、支总计2,190.91万元。收、支总计比上年各减少342.34万元，下降13.51%，主要原因是项目增加。",
        "2190.91",
        {"direction"},
        id="the other way: words turned, and a person has to look",
    ),
    pytest.param(
        "2024年度收、支总计2,190.91万元。收、支总计比上年各减少342.34万元，降低13.51%，主要原因是项目减少。",
        "2024年度收、支总计4,190.91万元。收、支总计比上年各增加1,657.66万元，增长65.44%，主要原因是项目减少。",
        "4190.91",
        {"direction"},
        id="and back",
    ),
    pytest.param(
        "2024年度收、支总计4,090.91万元。收、支总计比上年各增加1,557.66万元，增长61.49%，主要原因是项目增加。",
        "2024年度收、支总计2,533.25万元。收、支总计与上年持平，主要原因是项目增加。",
        "2533.25",
        {"level"},
        id="no change is said as 持平",
    ),
    pytest.param(
        "2024年度收、支总计2,533.25万元。收、支总计与上年持平。",
        "2024年度收、支总计2,633.25万元。收、支总计比上年各增加100.00万元，增长3.95%。",
        "2633.25",
        {"level"},
        id="持平 becomes a change",
    ),
    pytest.param(
        "2024年度收、支总计0.41亿元。与上年相比，收、支总计各增加0.16亿元，增长64.00%。",
        "2024年度收、支总计0.52亿元。与上年相比，收、支总计各增加0.27亿元，增长108.00%。",
        "5190.91",
        set(),
        id="another unit is kept",
    ),
]


@pytest.mark.parametrize(("before", "after", "figure", "look"), CHANGED)
def test_a_sentence_is_written_anew_in_its_own_style(before, after, figure, look):
    text, plan, _ = tied("receipts-and-payments", before, totals(figure))
    assert text == after
    assert set().union(*(each.look for each in plan.rewrites)) == look


STAYS = [
    pytest.param("2024年度收、支总计约4,090.91万元。", "4190.91", id="about"),
    pytest.param("2024年度收、支总计百分之四十。", "4190.91", id="no amount"),
    pytest.param("2024年度其他事项4,090.91万元。", "4190.91", id="a subject that no cell prints"),
    pytest.param(
        "2024年度收、支总计4,190.91万元。与上年相比，收、支总计各增加（减少）1.00万元。", "4190.91", id="it agrees"
    ),
]


@pytest.mark.parametrize(("before", "figure"), STAYS)
def test_what_is_not_understood_stays(before, figure):
    assert tied("receipts-and-payments", before, totals(figure))[0] == before


def test_cells_that_differ_leave_the_sentence_alone():
    before = "2024年度收、支总计4,090.91万元。"
    text, plan, _ = tied(
        "receipts-and-payments",
        before,
        totals("4090.91") | {"receipts-and-payments[receipts-grand-total].amount": "5.00"},
    )
    assert text == before
    assert [each.against for each in plan.rewrites] == [("N-1",)]


def test_a_base_of_nothing_leaves_change_and_rate_alone():
    before = "2024年度收、支总计0.00万元。与上年相比，收、支总计各增加0.00万元，增长0%。"
    text, plan, _ = tied("receipts-and-payments", before, totals("5.00"))
    assert "增加0.00万元，增长0%" in text
    assert {each.why for each in plan.left} == {"zero-base"}


def test_a_sentence_that_contradicted_itself_keeps_its_change():
    before = "2024年度收、支总计4,090.91万元。与上年相比，收、支总计各增加1,557.66万元，增长6.10%。"
    text, plan, _ = tied("receipts-and-payments", before, totals("4190.91"))
    assert "增加1,557.66万元，增长6.10%" in text
    assert {each.why for each in plan.left} == {"unknown"}


SHARES = (
    "2024年度支出合计4,090.91万元，其中：基本支出356.25万元，占本年支出8.71%；项目支出3,734.66万元，占本年支出91.29%。"
)


def test_shares_follow_their_amounts():
    figures = {
        f"{role}[{row}].{column}": figure
        for role, row, column, figure in (
            ("payments", "total", "total", "4190.91"),
            ("receipts-and-payments", "payments-total", "amount", "4190.91"),
            ("payments", "total", "basic", "456.25"),
            ("payments", "total", "project", "3734.66"),
        )
    }
    text, _, _ = tied("payments", SHARES, figures)
    assert text == (
        "2024年度支出合计4,190.91万元，其中：基本支出456.25万元，占本年支出10.89%；项目支出3,734.66万元，占本年支出89.11%。"
    )


def test_a_part_alone_would_contradict_the_sum_and_is_set_apart():
    figures = {
        "payments[total].total": "4090.91",
        "receipts-and-payments[payments-total].amount": "4090.91",
        "payments[total].basic": "456.25",
        "payments[total].project": "3734.66",
    }
    text, plan, _ = tied("payments", SHARES, figures)
    assert text == SHARES
    assert [each.against for each in plan.rewrites] == [("N-3",)]


BUDGET = "2024年度“三公”经费支出年初预算为10.00万元，支出决算为8.00万元，完成年初预算的80.00%，决算数小于年初预算数的主要原因是厉行节约。"
ITEMS = {f"three-public[{row}].actual": "0.00" for row in ("abroad", "vehicles", "vehicle-purchase", "vehicle-running")}


@pytest.mark.parametrize(
    ("figure", "after", "look"),
    [
        ("9.00", BUDGET.replace("8.00", "9.00", 1).replace("80.00", "90.00"), set()),
        ("12.00", BUDGET.replace("8.00", "12.00", 1).replace("80.00", "120.00").replace("小于", "大于"), {"direction"}),
        ("10.00", BUDGET.replace("8.00", "10.00", 1).replace("80.00", "100.00").replace("小于", "等于"), {"level"}),
    ],
)
def test_completion_and_order_against_the_budget(figure, after, look):
    figures = ITEMS | {"three-public[total].actual": figure, "three-public[reception].actual": figure}
    figures |= {"three-public[total].budget": "10.00"}
    text, plan, _ = tied("three-public", BUDGET, figures)
    assert text == after
    assert set().union(*(each.look for each in plan.rewrites)) == look


def test_a_chart_that_draws_the_change_follows():
    statement, form = load_shipped("wuchang-big-data-centre-2020")
    for place in TOTALS:
        put(statement, parse_cell(place), parse_amount("2190.91"))  # type: ignore[arg-type]
    plan = retie(engine_of(statement, form))
    charts = [change.value for each in plan.rewrites for change in each.charts]
    assert [str(bar.less) for bars in charts for bar in bars if bar.less is not None] == ["-342.34"]  # type: ignore[attr-defined]
    assert all(isinstance(each, Chart) for each in statement.charts)
    assert [str(bar.less) for bar in statement.charts[0].bars if bar.less is not None] == ["1557.66"]


def test_the_shipped_statements_need_nothing_but_what_was_wrong_in_print():
    changes = {
        name: [(edit.old, edit.new) for each in retie(engine_of(*load_shipped(name))).rewrites for edit in each.edits]
        for name in ("wuchang-big-data-centre-2020", "putuo-finance-bureau-2024")
    }
    assert changes == {"wuchang-big-data-centre-2020": [("91%", "100%")], "putuo-finance-bureau-2024": []}


PAID = dict.fromkeys(("payments[total].total", "receipts-and-payments[payments-total].amount"))
LAST = "2024年度支出合计360.00万元，"


@pytest.mark.parametrize(
    ("before", "figure", "after", "look"),
    [
        ("由上年的300.00万元增加到360.00万元，增长20.00%。", "240.00", "由上年的300.00万元减少到240.00万元，下降20.00%。", {"direction", "risen"}),
        ("较上年决算数300.00万元增加60.00万元，增幅20.00%。", "240.00", "较上年决算数300.00万元减少60.00万元，降幅20.00%。", {"direction"}),
        ("比上年增加60.00万元（增长20.00%）。", "300.00", "与上年持平。", {"level"}),
        ("同比增加60.00万元，增长20%。", "390.00", "同比增加90.00万元，增长30%。", set()),
        ("与上年相比无变化。", "390.00", "与上年相比增加30.00万元，增长8.33%。", {"level"}),
        ("年初预算为300.00万元，超出年初预算60.00万元。", "240.00", "年初预算为300.00万元，低于年初预算60.00万元。", {"direction"}),
        ("年初预算为360.00万元，与年初预算数持平。", "390.00", "年初预算为360.00万元，大于年初预算数。", {"level"}),
        ("同比增长20.00%。", "390.00", "同比增长20.00%。", {"unknown"}),
        ("与上年决算数基本持平。", "390.00", "与上年决算数基本持平。", {"unclear"}),
        ("与2023年度(300.00万元)相比增加60.00万元。", "390.00", "与2023年度(300.00万元)相比增加90.00万元。", {"unread"}),
        ("群众满意度95.5%。", "390.00", "群众满意度95.5%。", {"unread"}),
    ],
)  # fmt: skip
def test_other_ways_to_say_it(before, figure, after, look):
    text, plan, _ = tied("payments", LAST + before, dict.fromkeys(PAID, figure))
    assert text == LAST.replace("360.00", figure) + after
    assert set().union(*(each.look for each in plan.rewrites)) == look


def test_a_comparison_that_could_be_of_either_is_looked_at():
    before = "2024年度“三公”经费支出决算8.00万元，其中：公务接待费支出8.00万元。比上年减少2.00万元，下降20.00%。"
    figures = ITEMS | {"three-public[total].actual": "9.00", "three-public[reception].actual": "9.00"}
    text, plan, _ = tied("three-public", before, figures)
    assert text == before.replace("8.00", "9.00")
    assert "unclear" in set().union(*(each.look for each in plan.rewrites))


def test_a_bound_that_a_figure_breaks_holds_its_sentence_back_but_not_a_whole_section():
    statement, form = load_shipped("wuchang-big-data-centre-2020")
    put(statement, parse_cell("general-budget-payments[total].project"), parse_amount("3734.63"))  # type: ignore[arg-type]
    changed = [each for each in retie(engine_of(statement, form)).rewrites if each.topic == "general-budget-payments"]
    assert [each.against for each in changed] == [("N-17",)]
