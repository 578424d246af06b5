"""N-5, N-8, N-9: a base of nothing, reasons, changes of nothing; Q-9 to Q-11 beside them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rule_cases import context, outcomes, said, words

from fintui.model.statement import Row, Section, Table

ZERO = {
    "比2021年度增加0.00万元，增长0 %。": ["增加0.00万元，增长0 %"],
    "比上年减少0万元，下降0%。": ["减少0万元，下降0%"],
    "比预算增加 0 万元。": ["增加 0 万元"],
    "收入减少与上年持平。": ["减少与上年持平"],
    "较上年增长0.00%。": ["增长0.00%"],
    "与上年相比增加了0元。": ["增加了0元"],
}
NO_ZERO = [
    "比上年增加0.05万元，增长0.51%。",
    "比上年增加0.01万元，增长0.00%。",
    "与上年持平。",
    "支出0.00万元，占0.00%。",
    "增加20.00万元，减少10.00万元。",
    "增加人员后与上年持平。",
    "增加（减少）0.00万元。",
]


@pytest.mark.parametrize(("text", "expected"), ZERO.items())
def test_changes_of_nothing(text: str, expected: list[str]) -> None:
    assert said("N-9", text) == expected


@pytest.mark.parametrize("text", NO_ZERO)
def test_changes_of_something(text: str) -> None:
    assert said("N-9", text) == []


NOTHING = {
    "年初预算为0.00万元，支出决算为5.00万元，完成年初预算的100.00%。": ["完成年初预算的100.00%"],
    "年初预算0万元，支出决算0万元，完成年初预算的0%。": ["完成年初预算的0%"],
    "年初无预算，支出决算为3.00万元，完成预算的100%。": ["完成预算的100%"],
    "支出0.40万元，比上年增加0.40万元，增长100%。": ["100%"],
    "上年决算数为0万元，今年5.00万元，增长100%。": ["增长100%"],
    "去年无此项支出，增长100%。": ["增长100%"],
}
SOMETHING = [
    "年初预算为1.98万元，支出决算为0.00万元，完成年初预算的0%。",
    "年初预算为10.00万元，支出决算为5.00万元，完成年初预算的50.00%。",
    "支出10.00万元，比上年增加5.00万元，增长100%。",
    "甲5.00万元，乙3.00万元，增加3.00万元，增长20%。",
    "年初预算为0.00万元，支出决算为0.00万元。项目年初预算为5.00万元，完成年初预算的100%。",
    "上年决算数为0.50万元，增长100%。",
    "预算为20.00万元，支出20.00万元，完成预算的100%。",
]


@pytest.mark.parametrize(("text", "expected"), NOTHING.items())
def test_a_base_of_nothing(text: str, expected: list[str]) -> None:
    assert said("N-5", text) == expected


@pytest.mark.parametrize("text", SOMETHING)
def test_a_base_of_something(text: str) -> None:
    assert said("N-5", text) == []


THREE = """“三公”经费年初预算数为2.00万元，支出决算为1.50万元，完成年初预算的75.00%，其中：
1.因公出国（境）费支出决算为0.00万元，完成年初预算的0%，主要原因是未安排。
2.公务用车购置及运行费支出决算为0.00万元，完成年初预算的0%。
3.公务接待费支出决算为1.50万元，完成年初预算的75.00%，比年初预算减少0.50万元，主要原因是节约。"""


def test_what_the_total_leaves_is_nothing() -> None:
    assert said("N-5", THREE, "three-public") == ["完成年初预算的0%"] * 2


def test_what_the_total_leaves_may_be_something() -> None:
    assert said("N-5", THREE.replace("数为2.00", "数为9.00"), "three-public") == []


def test_the_table_gives_the_budget() -> None:
    rows = [Row("abroad", "", {"budget": Decimal("0.00"), "actual": Decimal("0.00")})]
    around = context(
        tables={"three-public": Table("three-public", "partial", rows=rows)},
        sections=[Section("three-public", "", "1.因公出国（境）费支出决算为0.00万元，完成年初预算的0%。")],
    )
    assert words(around, "N-5") == ["完成年初预算的0%"]


NO_REASON = [
    "与上年相比增加5.00万元，增长5.00%。",
    "年初预算为10.00万元，支出决算为8.00万元，完成年初预算的80.00%。",
    "比2021年减少3.00万元，下降2%。\n占总支出的5%。",
    "1.教育支出。完成年初预算的90.00%。\n2.卫生支出。完成年初预算的90.00%，主要原因是稳定。",
    "较上年度决算增加1.00万元。\n图1：变动情况",
    "较年初预算减少6.00万元，下降20.00%。",
]
REASON = [
    "与上年相比增加5.00万元，增长5.00%，主要原因是人员增加。",
    "与上年相比增加5.00万元。\n主要原因：人员增加。",
    "年初预算为10.00万元，支出决算为10.00万元，完成年初预算的100.00%。",
    "比上年减少3.00万元，由于机构调整。",
    "完成年初预算的80.00%。其中：\n1.教育支出完成年初预算的80.00%，主要原因是节约。",
    "收入比上年增加5.00万元，主要原因是项目增加。\n1.财政拨款收入比上年增加4.00万元。\n2.其他收入比上年增加1.00万元。",
    "与上年持平。",
    "比上年增加0.00万元。",
    "基本支出5.00万元，占20.00%。",
]


@pytest.mark.parametrize("text", NO_REASON)
def test_no_reason(text: str) -> None:
    assert len(said("N-8", text)) == 1


@pytest.mark.parametrize("text", REASON)
def test_a_reason(text: str) -> None:
    assert said("N-8", text) == []


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("Q-9", "比上年增长61.49%，主要原因是项目增加。", ["主要原因是项目增加"]),
        ("Q-9", "比上年增长6.49%，主要原因是项目增加。", []),
        ("Q-9", "比上年增长61.49%，主要原因是新增了三个信息化建设项目。", []),
        ("Q-10", "支出合计，，主要用于于办公。", ["，，"]),
        ("Q-10", "决算数大于预算数的主要原因人员增加。", ["主要原因"]),
        ("Q-10", "目的的确明确，主要原因：一是人员增加。", []),
        ("Q-10", "支出的的主要内容，金额5.00万元万元。", ["的的", "万元万元"]),
        ("Q-11", "支出3734.66万元，收入3,734.66万元，合计5,000.00万元。", ["3734.66"]),
        ("Q-11", "支出3734.66万元，收入3734.66万元。", []),
        ("Q-11", "占5.00%，占6.00 %，占1.00%。", ["0 %"]),
    ],
)
def test_style(rule: str, text: str, expected: list[str]) -> None:
    assert said(rule, text) == expected


def test_all_of_style_is_for_information() -> None:
    text = "比上年增长61.49%，主要原因项目增加。支出，，3734.66万元，收入3,734.66万元。"
    found = outcomes(context(sections=[Section("payments", "", text)]))
    assert {each.severity.value for each in found if each.rule in {"Q-9", "Q-10", "Q-11"}} == {"info"}
