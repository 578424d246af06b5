"""The two shipped statements: every finding there is, no more and no less."""

from __future__ import annotations

from rule_cases import codes, lists, outcomes

from fintui.checks.context import Context
from fintui.checks.judge import Severity
from fintui.files.reader import load
from fintui.files.resources import shipped

WUCHANG, PUTUO = "wuchang-big-data-centre-2020", "putuo-finance-bureau-2024"

ERRORS_AND_WARNINGS = [
    # S-03
    (
        "N-12",
        "error",
        "sections[general-budget-basic-payments].text 公务接待费",
        "sections[three-public].text 公务接待费支出决算为0.00万元",
    ),
    # S-04, S-05
    ("Q-5", "error", "terms[0].text 市级财政"),
    ("Q-5", "error", "terms[1].text 市级财政"),
    ("Q-5", "error", "terms[2].text 市级财政"),
    ("Q-5", "error", "terms[15].text 市直部门"),
    # S-06 to S-11
    ("Q-3", "error", "terms[6].text (该项名词解释中“上述……等收入”请依据部门收入的实际情况进行解释)"),
    ("Q-4", "error", "terms[9].text 2."),
    ("Q-3", "error", "terms[9].text (参考《2020年政府收支分类科目》说明逐项解释。)"),
    (
        "Q-12",
        "warning",
        "terms[9].text 一般公共服务(类)财政事务(款)行政运行(项)",
        "general-budget-payments[208].name 社会保障和就业支出",
        "general-budget-payments[210].name 卫生健康支出",
        "general-budget-payments[221].name 住房保障支出",
    ),
    ("Q-4", "error", "terms[17].term 其他专用名词。"),
    ("Q-2", "error", "sections[three-public].text 增加(减少)"),
    # S-12 to S-14
    ("N-9", "warning", "sections[operating-expenses].text 增加0.00万元,增长0 %"),
    ("N-5", "warning", *["sections[three-public].text 完成年初预算的0%"] * 2),
    ("Q-2", "warning", *["sections[performance].text 部门(单位)"] * 5),
    # S-17 to S-19
    (
        "N-14",
        "warning",
        "sections[procurement].text 3,834.44",
        "payments[total].total 4,090.91",
        "general-budget-basic-payments[personnel-total].amount 285.10",
    ),
    (
        "N-18",
        "warning",
        "overview.units 0个下属单位",
        "overview.units 二级预算单位包括:",
        "units[0].name 武汉市武昌区大数据中心(本级)",
    ),
    ("D-7", "warning", "sections[performance].text 项目全年预算数"),
]
NOTES = {
    ("D-5", "no-counts"): 1,  # S-15, S-16
    ("Q-8", "contents-differ"): 1,  # S-23
    ("Q-9", "thin-reason"): 3,  # S-24
    ("Q-10", "missing-is"): 1,  # S-25
    ("Q-11", "mixed-commas"): 1,  # S-27
    ("Q-11", "mixed-blanks"): 1,  # S-28
    ("Q-11", "mixed-zeros"): 1,
    ("D-10", "tables-not-text"): 1,  # S-30
}


def statement(name: str) -> Context:
    loaded = load(shipped("data") / "statements" / f"{name}.toml")
    return Context(loaded.statement, loaded.form, codes(), lists())


def test_wuchang_errors_and_warnings() -> None:
    found = [
        (each.rule, each.severity.value, *(f"{quote.place} {quote.text}".strip() for quote in each.quotes))
        for each in outcomes(statement(WUCHANG))
        if each.severity is not Severity.INFO
    ]
    assert sorted(found) == sorted(ERRORS_AND_WARNINGS)


def test_wuchang_notes() -> None:
    found = [(each.rule, each.message) for each in outcomes(statement(WUCHANG)) if each.severity is Severity.INFO]
    assert {each: found.count(each) for each in found} == NOTES


def test_putuo_has_no_prose_and_no_findings() -> None:
    found = [(each.rule, each.severity.value, each.message) for each in outcomes(statement(PUTUO))]
    assert found == [("D-6", "info", "no-explanations")]
