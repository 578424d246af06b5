"""N-11 to N-21, Q-12, X-13: lists of items, purposes, paths, counts, last year."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rule_cases import FORM, context, outcomes, words

from fintui.model.statement import Fact, Overview, Row, Section, Statement, Table, Term, Unit

T3, T5, T6 = "payments", "general-budget-payments", "general-budget-basic-payments"


def table(role: str, column: str, coverage: str = "full", **amounts: str) -> dict[str, Table]:
    rows = [Row(key.lstrip("_").replace("0x", ""), "", {column: Decimal(each)}) for key, each in amounts.items()]
    return {role: Table(role, coverage, rows=rows)}


BASIC = {"_301": "9.00", "_30101": "5.00", "_30102": "4.00", "_302": "3.00", "_30201": "1.00", "_30213": "2.00"}


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("人员经费9.00万元，主要包括：基本工资、津贴补贴；公用经费3.00万元，主要包括：办公费、维修(护)费。", []),
        ("人员经费9.00万元，主要包括：基本工资、津贴补贴、奖金。", ["listed-without-amount"]),
        ("公用经费3.00万元，主要包括：办公费、维修（护）费、差旅费、劳务费。", ["listed-without-amount"]),
        ("公用经费3.00万元，主要包括：办公费、印刷费。", ["listed-without-amount", "amount-not-listed"]),
        ("人员经费9.00万元，主要包括基本工资、津贴补贴等；公用经费主要包括办公费、维修（护）费等。", []),
        ("公用经费3.00万元，主要包括：办公费等、维修费等。", []),
        ("公用经费3.00万元，主要用于保障机关运转、完成日常工作。", []),
        ("人员经费9.00万元。", []),
        ("人员经费支出为9.00万元，主要包括：基本工资、奖金等。", ["listed-without-amount"]),
    ],
)
def test_lists_of_items(text: str, messages: list[str]) -> None:
    around = context(sections=[Section(T6, "", text)], tables=table(T6, "amount", **BASIC))
    assert [each.message for each in outcomes(around, "N-11")] == messages


LISTED = "公用经费3.00万元，主要包括：办公费、公务接待费、公务用车运行维护费。"


@pytest.mark.parametrize(
    ("public", "expected"),
    [
        ("公务接待费支出决算为0.00万元。", ["公务接待费"]),
        ("公务接待费决算数为0万元，公务用车运行费0.00万元。", ["公务接待费", "公务用车运行维护费"]),
        ("本年未发生公务接待费。", ["公务接待费"]),
        ("公务接待费支出决算为0.50万元。", []),
        ("公务接待费年初预算为0.00万元，支出决算为1.20万元。", []),
        ("因公出国（境）费支出决算为0.00万元。", []),
        ("公务接待费支出决算为0.05万元。", []),
    ],
)
def test_listed_but_nought(public: str, expected: list[str]) -> None:
    around = context(sections=[Section(T6, "", LISTED), Section("three-public", "", public)])
    assert [each.quotes[0].text for each in outcomes(around, "N-12")] == expected


def functional(**rows: tuple[str, str]) -> dict[str, Table]:
    made = [Row(key.lstrip("_"), name, {"total": Decimal(amount)}) for key, (name, amount) in rows.items()]
    return {T5: Table(T5, "full", rows=made)}


USED = functional(
    _201=("一般公共服务支出", "5.00"), _20106=("财政事务", "5.00"), _2010601=("行政运行", "5.00"),
    _221=("住房保障支出", "2.00"), _22102=("住房改革支出", "2.00"), _2210201=("住房公积金", "2.00"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("1.一般公共服务支出（类）财政事务（款）行政运行（项）5.00万元。", False),
        ("用于一般公共服务（类）财政事务（款）行政运行（项）5.00万元。", False),
        ("1.住房保障支出（类）住房改革支出（款）住房公积金（项）。", False),
        ("1.城乡社区支出（类）国有土地使用权出让收入安排的支出（款）征地和拆迁补偿支出（项）。", False),
        ("1.一般公共服务支出（类）财政事务（款）一般行政管理事务（项）。", True),
        ("1.一般公共服务支出（类）商贸事务（款）行政运行（项）。", True),
        ("1.住房保障支出（类）住房改革支出（款）购房补贴（项）。", True),
        ("1.社会保障支出（类）住房改革支出（款）住房公积金（项）。", True),
    ],
)
def test_paths(text: str, *, wrong: bool) -> None:
    around = context(sections=[Section(T5, "", text)], tables=USED)
    assert bool(words(around, "N-20")) is wrong


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("1.住房保障支出（类）住房改革支出（款）住房公积金（项）。主要用于职工医疗保险缴费。", "医疗"),
        ("1.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项），主要用于缴纳住房公积金。", "住房"),
        (
            "2.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位职业年金缴费支出（项）。用于医疗保险。",
            "医疗",
        ),
        ("1.住房保障支出（类）住房改革支出（款）住房公积金（项）。主要用于按规定缴纳的住房公积金。", ""),
        ("1.卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）。用于基本医疗保险和住房补贴。", ""),
        ("1.一般公共服务支出（类）财政事务（款）行政运行（项）。主要用于医疗保险、住房公积金。", ""),
    ],
)
def test_purposes(text: str, word: str) -> None:
    found = list(outcomes(context(sections=[Section(T5, "", text)]), "N-21"))
    assert [each.about["word"] for each in found] == ([word] if word else [])


def test_purposes_in_the_glossary() -> None:
    terms = [
        Term("1.", "住房公积金", "反映单位缴纳的基本养老保险费。"),
        Term("2.", "行政单位医疗", "反映基本医疗保险缴费。"),
    ]
    assert words(context(terms=terms), "N-21") == ["反映单位缴纳的基本养老保险费"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1.一般公共服务（类）财政事务（款）行政运行（项）", "glossary-bare-and-missing"),
        ("1.一般公共服务（类）财政事务（款）行政运行（项）：指基本支出。", "glossary-missing"),
        (
            "1.一般公共服务（类）财政事务（款）行政运行（项）\n2.住房保障（类）住房改革支出（款）住房公积金（项）：指公积金。",
            "glossary-bare",
        ),
        (
            "1.一般公共服务（类）财政事务（款）行政运行（项）\n指行政单位的基本支出。\n2.住房公积金：指公积金。",
            "",
        ),
        ("行政运行：指基本支出。住房公积金：指公积金。", ""),
    ],
)
def test_glossary(text: str, message: str) -> None:
    around = context(terms=[Term("（一）", "本部门使用的支出功能分类科目", text)], tables=USED)
    assert [each.message for each in outcomes(around, "Q-12")] == ([message] if message else [])


def test_a_glossary_without_items_is_left_alone() -> None:
    assert list(outcomes(context(terms=[Term("（一）", "基本支出", "指人员和公用支出。")], tables=USED), "Q-12")) == []


# -- N-14, N-16, N-18
MONEY = table(T3, "total", total="100.00") | table(
    T6, "amount", "partial", **{"personnel-total": "40.00", "operating-total": "9.00"}
)


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("政府采购支出总额61.00万元，其中：货物1.00万元。", True),
        ("政府采购支出总额60.00万元，其中：货物1.00万元。", False),
        ("政府采购支出总额为1,060.01万元。", True),
        ("政府采购支出总额0.00万元。", False),
        ("无政府采购支出。", False),
        ("政府采购支出总额610000.00元。", False),
    ],
)
def test_procurement(text: str, *, over: bool) -> None:
    around = context(sections=[Section("procurement", "", text)], tables=MONEY)
    assert bool(list(outcomes(around, "N-14"))) is over


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("机关运行经费支出9.01万元，比上年增加1.00万元。", True),
        ("机关运行经费支出9.00万元。", False),
        ("机关运行经费支出0.00万元。", False),
        ("机关运行经费支出决算为12.00万元。", True),
        ("本单位无机关运行经费。", False),
        ("机关运行经费支出5.00万元。", False),
    ],
)
def test_operating_expenses(text: str, *, over: bool) -> None:
    around = context(sections=[Section("operating-expenses", "", text)], tables=MONEY)
    assert [each.message for each in outcomes(around, "N-16")] == (["operating-over"] if over else [])


def staff(**counts: int) -> list[Fact]:
    return [Fact(key.replace("_", "-"), key, Decimal(value), "人") for key, value in counts.items()]


def test_operating_expenses_without_offices() -> None:
    facts = staff(in_service=11, administrative=0, public_institution=11, civil_service_managed=0)
    sections = [Section("operating-expenses", "", "机关运行经费支出5.00万元。")]
    assert [each.message for each in outcomes(context(staff=facts, sections=sections), "N-16")] == [
        "operating-without-offices"
    ]
    facts[-1].value = Decimal(3)
    assert list(outcomes(context(staff=facts, sections=sections), "N-16")) == []


@pytest.mark.parametrize(
    ("counts", "text", "wrong"),
    [
        ({"in_service": 11, "administrative": 1, "public_institution": 11}, "", True),
        ({"in_service": 12, "administrative": 1, "public_institution": 11}, "", False),
        ({"retired": 5, "retired_cadres": 1, "retired_staff": 5}, "", True),
        ({"retired": 5, "retired_cadres": 0, "retired_staff": 5}, "", False),
        ({"in_service": 13, "administrative": 1, "public_institution": 11}, "另有工勤人员1人。", False),
        ({"in_service": 13, "administrative": 1}, "", False),
    ],
)
def test_head_counts(counts: dict[str, int], text: str, *, wrong: bool) -> None:
    around = context(staff=staff(**counts), overview=Overview(staff=text))
    assert bool(list(outcomes(around, "N-18"))) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("由本级决算和0个下属单位决算组成。\n纳入编制范围的二级预算单位包括：", True),
        ("由本级和零个所属单位组成。\n所属单位包括：", True),
        ("由本级决算和0个下属单位决算组成。", False),
        ("由本级决算和3个下属单位决算组成。\n二级预算单位包括：", False),
        ("由本级决算和10个下属单位决算组成。\n二级预算单位包括：", False),
        ("没有下属单位。", False),
    ],
)
def test_units_of_none(text: str, *, wrong: bool) -> None:
    around = context(overview=Overview(units=text), units=[Unit("1.", "林业局（本级）")])
    assert bool(list(outcomes(around, "N-18"))) is wrong


# --
def balances(year: int, **amounts: str) -> Statement:
    return Statement(
        form=FORM, department="林业局", year=year, tables=table("receipts-and-payments", "amount", "partial", **amounts)
    )


@pytest.mark.parametrize(
    ("year", "closing", "wrong"),
    [(2021, "5.00", False), (2021, "6.00", True), (2020, "6.00", False), (2021, "", False)],
)
def test_last_year(year: int, closing: str, *, wrong: bool) -> None:
    former = balances(year, **({"closing": closing} if closing else {}))
    around = context(balances(2022, opening="5.00"), former)
    assert bool(list(outcomes(around, "X-13"))) is wrong
