"""Claims judged against cells, against each other, and across sections: units, order, and what the form lacks."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from shared import engine_of, load_shipped

from fintui.checks.engine import Engine
from fintui.checks.judge import Grade, Severity
from fintui.files.forms import load_form
from fintui.model.materialise import materialise
from fintui.model.place import cell
from fintui.model.statement import Section, Statement


def engine(*sections: tuple[str, str], cells: dict[str, str] | None = None, form_id: str = "wuhan-2020") -> Engine:
    """Sections beside cells such as `payments[total].basic`."""
    form = load_form(form_id)
    statement = Statement(form=form.id, department="某局", year=form.years[0])
    statement.sections = [Section(topic, "", text) for topic, text in sections]
    materialise(statement, form)
    for place, amount in (cells or {}).items():
        role, _, rest = place.partition("[")
        key, _, column = rest.partition("].")
        row = statement.tables[role].row(key)
        assert row
        row.figures[column] = Decimal(amount)
    return engine_of(statement, form)


def grades(found: Engine, rule: str) -> list[Grade]:
    return [each.grade for each in found.all() if each.rule == rule and each.grade is not Grade.UNDECIDABLE]


PAYMENTS = {"payments[total].total": "4090.91"}


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("本年支出合计4,090.91万元。", Grade.EXACT),
        ("本年支出合计4090.91万元。", Grade.EXACT),
        ("本年支出合计4，090．91万元。", Grade.EXACT),
        ("本年支出合计40,909,123.45元。", Grade.EXACT),
        ("本年支出合计0.41亿元。", Grade.EXACT),
        ("本年支出合计0.4091亿元。", Grade.EXACT),
        ("本年支出合计0.42亿元。", Grade.INCONSISTENT),
        ("本年支出合计40,909,223.45元。", Grade.INCONSISTENT),
        ("本年支出合计4,090.91元。", Grade.INCONSISTENT),
        ("本年支出合计4,090.92万元。", Grade.LAST_DIGIT),
        ("本年支出合计4,090.93万元。", Grade.INCONSISTENT),
    ],
)
def test_units_of_the_text_against_a_table_in_ten_thousand_yuan(text: str, grade: Grade) -> None:
    assert grades(engine(("payments", text), cells=PAYMENTS), "N-1") == [grade]


def test_a_last_digit_is_a_warning_in_prose() -> None:
    found = engine(("payments", "本年支出合计4,090.92万元。"), cells=PAYMENTS).findings()
    assert [(each.rule, each.severity) for each in found] == [("N-1", Severity.WARNING)]


def test_a_coarser_mention_does_not_hide_that_finer_ones_differ() -> None:
    sections = (
        ("payments", "本年支出合计0.41亿元。"),
        ("procurement", "本年支出合计4,090.91万元。"),
        ("assets", "本年支出合计4,091.91万元。"),
    )
    assert Counter(grades(engine(*sections), "N-2")) == {Grade.EXACT: 1, Grade.INCONSISTENT: 1}


def test_the_order_of_sections_does_not_matter() -> None:
    statement, form = load_shipped("wuchang-big-data-centre-2020")
    there = Counter((each.rule, each.grade, each.message) for each in engine_of(statement, form).all())
    statement.sections.reverse()
    back = Counter((each.rule, each.grade, each.message) for each in engine_of(statement, form).all())
    assert there == back


def test_of_two_sections_on_one_topic_the_first_is_read() -> None:
    found = engine(("payments", "本年支出合计4,090.91万元。"), ("payments", "本年支出合计1.00万元。"), cells=PAYMENTS)
    assert grades(found, "N-1") == [Grade.EXACT]


def test_a_claim_whose_cell_the_form_lacks_is_tied_to_the_text_alone() -> None:
    text = "国有资本经营预算财政拨款收入5.00万元。"
    found = engine(("state-capital", text), form_id="wuhan-2019")
    assert [each.rule for each in found.all() if each.judgement and each.quotes[0].is_span] == []


def test_a_table_that_is_not_disclosed_leaves_claims_open() -> None:
    found = engine(("payments", "本年支出合计4,090.91万元。"))
    assert {each.grade for each in found.all() if each.rule == "N-1"} == {Grade.UNDECIDABLE}
    assert found.findings() == []
    assert [quote.text for quote in found.coverage().undecided] == ["4,090.91万元"]


def test_what_could_mean_two_things_is_undecidable() -> None:
    text = "政府采购支出总额10.00万元。授予中小企业合同金额5.00万元,其中:授予小微企业合同金额4.00万元,占80.00%。"
    found = engine(("procurement", text))
    about = [each for each in found.all() if any(quote.text == "80.00%" for quote in each.quotes)]
    assert about
    assert {each.grade for each in about} <= {Grade.UNDECIDABLE, Grade.EXACT}
    assert found.findings() == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("机关运行经费支出5.00万元,比上年增加5.00万元。", 0),
        ("机关运行经费支出5.00万元,比上年增加5.02万元。", 1),
        ("机关运行经费支出5.00万元,比上年减少50.00万元。", 0),
    ],
)
def test_what_is_more_than_before_cannot_have_grown_by_more_than_it_is(text: str, wrong: int) -> None:
    assert grades(engine(("operating-expenses", text)), "N-4").count(Grade.INCONSISTENT) == wrong


def test_last_year_is_the_same_wherever_it_follows_from() -> None:
    one = ("payments", "本年支出合计4,090.91万元,比上年增加90.91万元。")
    two = ("other", "本年支出合计4,090.91万元,比上年增加80.91万元。")
    assert Grade.INCONSISTENT in grades(engine(one, two), "N-2")
    assert Grade.INCONSISTENT not in grades(engine(one, ("other", one[1])), "N-2")


def test_budgets_that_follow_from_a_change() -> None:
    text = (
        "2020年度“三公”经费财政拨款年初预算数为1.98万元,支出决算为0.00万元。其中:"
        "公务接待费支出决算为0.00万元,完成年初预算的{}%,比年初预算减少{}万元。"
    )
    assert not engine(("three-public", text.format("0.00", "1.98"))).findings()
    too_much = engine(("three-public", text.format("0.00", "2.98")))
    assert [each.rule for each in too_much.findings() if each.grade is Grade.INCONSISTENT] == ["N-10"]
    rated = engine(("three-public", text.format("7.00", "1.98")))
    assert [each.rule for each in rated.findings() if each.grade is Grade.INCONSISTENT] == ["N-6"]


def test_a_chart_takes_off_what_the_text_says() -> None:
    statement, form = load_shipped("wuchang-big-data-centre-2020")
    assert statement.charts[0].bars[0].less == Decimal("1557.66")
    statement.charts[0].bars[0].less = Decimal("1557.86")
    found = [each for each in engine_of(statement, form).findings() if each.rule == "N-2"]
    assert [each.quotes[1].place.part for each in found] == ["charts"]


def test_shares_of_a_closed_list_make_up_a_hundred() -> None:
    text = (
        "本年支出合计3.00万元,其中:基本支出1.00万元,占{}%;项目支出2.00万元,占66.67%;上缴上级支出0.00万元,占0.00%;"
        "经营支出0.00万元,占0.00%;对附属单位补助支出0.00万元,占0.00%。"
    )
    assert not engine(("payments", text.format("33.33"))).findings()
    assert [each.message for each in engine(("payments", text.format("33.43"))).findings()][:1] == ["sum"]


def test_waiting_for_a_table_does_not_change_what_the_text_says() -> None:
    """A cell that is filled in later is judged then."""
    statement, form = load_shipped("wuchang-big-data-centre-2020")
    first = engine_of(statement, form)
    row = statement.tables["payments"].row("total")
    assert row
    row.figures["basic"] = Decimal("999.99")
    second = engine_of(replace(statement), form)
    place = cell("payments", "total", "basic")
    was, now = ({each.grade for each in engine.readers(place)} for engine in (first, second))
    assert was >= {Grade.EXACT}
    assert Grade.INCONSISTENT in now
