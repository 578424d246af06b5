"""Probable causes: each kind once, what they correct, and that a guess that is not unique is not made."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from shared import engine_of, load_shipped

from fintui.checks.engine import Engine
from fintui.checks.hints import Hint, hints
from fintui.checks.judge import Grade
from fintui.checks.outcome import Outcome
from fintui.checks.repairs import tried
from fintui.files.forms import load_form
from fintui.model.changes import Put, apply
from fintui.model.materialise import materialise
from fintui.model.place import Place, cell, get
from fintui.model.statement import Row, Section, Statement

PUTUO = "putuo-finance-bureau-2024"
WUCHANG = "wuchang-big-data-centre-2020"


def wrong(engine: Engine, rule: str = "") -> list[Outcome]:
    return [each for each in engine.all() if each.grade is Grade.INCONSISTENT and each.rule.startswith(rule)]


def prose(topic: str, text: str) -> Engine:
    form = load_form("wuhan-2020")
    statement = Statement(form=form.id, department="某局", year=2020, sections=[Section(topic, "", text)])
    materialise(statement, form)
    return engine_of(statement, form)


def only(engine: Engine, outcome: Outcome, kind: str) -> Hint:
    found = hints(engine, outcome)
    assert [each.kind for each in found] == [kind], found
    if found[0].corrections:
        after = tried(engine, found[0].corrections)
        assert len(wrong(after)) < len(wrong(engine))
    return found[0]


def test_share_of_another_whole() -> None:
    """S-01: 91 % is 3,734.66 of all payments, 4,090.91; of project payments it is 100 %."""
    engine = engine_of(*load_shipped(WUCHANG))
    outcome = next(each for each in wrong(engine, "N-17") if each.message == "share")
    hint = only(engine, outcome, "another-whole")
    assert (hint.meant, hint.quotes[0].text, hint.corrections[0].value) == ("100%", "4,090.91", "100%")
    assert wrong(engine, "N-17")  # the statement itself stays as it is


@pytest.mark.parametrize(
    ("text", "kind", "meant"),
    [
        ("2020年度支出合计4,090.91万元,其中:基本支出356.25万元,占本年支出0.09%;", "forgotten-hundred", "8.71%"),
        (
            "2020年度支出合计4,090.91万元,与2019年相比,支出合计增加1,557.66万元,增长38.08%。",
            "current-as-base",
            "61.49%",
        ),
        ("2020年度支出合计4,090.91万元,其中:基本支出356.25万元,占本年支出8.70%;", "truncated", "8.71%"),
        ("2020年度支出合计4,090.91万元,其中:基本支出356.25万元,占本年支出7.81%;", "swapped-digits", "8.71%"),
        ("2020年度支出合计4,090.91万元,其中:基本支出356.25万元,占本年支出8.41%;", "one-digit", "8.71%"),
    ],
)
def test_percentages(text: str, kind: str, meant: str) -> None:
    engine = prose("payments", text)
    (outcome,) = wrong(engine)
    hint = only(engine, outcome, kind)
    assert hint.meant == meant
    assert hint.corrections


def test_truncation_is_a_warning_and_a_forced_share_a_note() -> None:
    (cut,) = wrong(prose("payments", "2020年度支出合计4,090.91万元,其中:基本支出356.25万元,占本年支出8.70%;"))
    assert cut.severity.value == "warning"
    text = (
        "2020年度政府采购支出总额6,000.00万元,其中:货物支出1,000.00万元,占16.67%;"
        "工程支出1,000.00万元,占16.67%;服务支出4,000.00万元,占66.66%。"
    )
    engine = prose("procurement", text)
    (forced,) = wrong(engine)
    assert forced.severity.value == "info"
    assert not only(engine, forced, "forced-share").corrections


def test_one_digit_in_a_table() -> None:
    statement, form = load_shipped(PUTUO)
    place = cell("general-budget-payments", "2010601", "basic")
    old = get(statement, place)
    assert isinstance(old, Decimal)
    apply(statement, Put(place, old + 200))
    engine = engine_of(statement, form)
    found = {hint for each in wrong(engine) for hint in hints(engine, each)}
    assert {(hint.kind, hint.corrections[0].place, hint.corrections[0].value) for hint in found} == {
        ("one-digit", place, old)
    }


def test_two_digits_swapped_in_a_total() -> None:
    statement, form = load_shipped(PUTUO)
    place = cell("general-budget-basic-payments", "302", "amount")
    apply(statement, Put(place, Decimal("117.07")))  # 171.07
    engine = engine_of(statement, form)
    assert {(h.kind, h.meant) for each in wrong(engine) for h in hints(engine, each)} == {("swapped-digits", "171.07")}


def test_yuan_for_ten_thousand_yuan() -> None:
    statement, form = load_shipped(PUTUO)
    place = cell("payments", "2010602", "project")
    old = get(statement, place)
    assert isinstance(old, Decimal)
    apply(statement, Put(place, old * 10000))
    engine = engine_of(statement, form)
    found = {
        (h.kind, h.corrections[0].place, h.corrections[0].value) for each in wrong(engine) for h in hints(engine, each)
    }
    assert found == {("yuan", place, old)}
    engine = engine_of(*load_shipped(WUCHANG))
    section = engine.context.statement.section("payments")
    assert section is not None
    text = section.text.replace("项目支出3,734.66万元", "项目支出3,734.66元")
    change = Put(Place("sections", "payments", "text"), text)
    apply(engine.context.statement, change)
    engine.update(change)
    hint = next(h for each in wrong(engine, "N-1") if each.rule == "N-1" for h in hints(engine, each))
    assert (hint.kind, hint.meant) == ("yuan", "3,734.66万元")


def test_parent_in_a_child_row() -> None:
    statement, form = load_shipped(PUTUO)
    place = cell("general-budget-basic-payments", "30299", "amount")
    old = get(statement, place)
    apply(statement, Put(place, Decimal("171.07")))
    engine = engine_of(statement, form)
    outcome = next(each for each in wrong(engine, "T6-1"))
    hint = only(engine, outcome, "parent-in-child")
    assert hint.corrections[0].place == place
    assert isinstance(old, Decimal)
    assert abs(Decimal(str(hint.corrections[0].value)) - old) < Decimal("0.1")


def test_rows_that_slipped() -> None:
    """The amounts of 205 and the two rows below it stand one row too low."""
    engine = prose("payments", "")
    statement, form = engine.context.statement, engine.context.form
    table = statement.tables["general-budget-payments"]
    codes = ["201", "20106", "2010601", "205", "20502", "2050205", "208", "20805"]
    amounts = [Decimal("3.10")] * 3 + [None, Decimal("5.20"), Decimal("5.20"), Decimal("5.20"), None]
    table.coverage = "full"
    table.rows += [
        Row(code, code, {"total": amount, "basic": amount} if amount else {})
        for code, amount in zip(codes, amounts, strict=True)
    ]
    table.rows[0].figures |= {"total": Decimal("8.30"), "basic": Decimal("8.30")}
    table.reindex()
    engine = engine_of(statement, form)
    outcome = next(each for each in wrong(engine, "H-1"))
    hint = only(engine, outcome, "row-shift")
    assert hint.meant == "20502–208 → 205–2050205"
    assert wrong(tried(engine, hint.corrections)) == []


def test_no_hint_where_two_explanations_fit() -> None:
    """A total off by 10.00: any part's tens may be wrong, and nothing else tells which."""
    engine = prose(
        "procurement",
        "2020年度政府采购支出总额73.00万元,其中:货物支出21.00万元、工程支出21.00万元、服务支出21.00万元。",
    )
    (outcome,) = wrong(engine)
    assert hints(engine, outcome) == []


def test_no_hint_for_what_is_no_contradiction() -> None:
    engine = engine_of(*load_shipped(PUTUO))
    assert [hint for each in engine.all() for hint in hints(engine, each)] == []


def test_hints_are_made_in_no_time() -> None:
    statement, form = load_shipped(WUCHANG)
    engine = engine_of(statement, form)
    spent = []
    for outcome in wrong(engine):
        started = time.process_time()
        hints(engine, outcome)
        spent.append(time.process_time() - started)
    assert max(spent) < 3  # 50 ms on an idle machine; what grows with the statement would take far longer
