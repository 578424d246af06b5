"""D-1 to D-11: what must be told, and when nothing can be said to lack."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rule_cases import context, outcomes

from fintui.model.statement import Duty, Headings, Row, Section, Statement, Table, Term, Unit

TEXTS = {
    "receipts-and-payments": "2022年度收、支总计10.00万元，与上年持平。",
    "receipts": "2022年度收入合计10.00万元。",
    "payments": "2022年度支出合计10.00万元。",
    "operating-expenses": "机关运行经费支出1.00万元。",
    "procurement": "政府采购支出总额1.00万元，其中：货物1.00万元、工程0.00万元、服务0.00万元。授予中小企业1.00万元。",
    "assets": "共有车辆0辆。",
    "performance": "开展绩效自评。",
}


def whole(without: str = "", **fields: object) -> dict[str, object]:
    """The fields of a statement that tells everything, less one topic."""
    sections = [Section(topic, topic, text) for topic, text in TEXTS.items() if topic != without]
    own = {
        "sections": sections,
        "duties": [Duty("1.", "造林。")],
        "units": [Unit("1.", "本级")],
        "terms": [Term("1.", "基本支出", "指日常支出。")],
        "headings": Headings(glossary="名词解释"),
    }
    return own | fields


def told(rule: str, fields: dict[str, object]) -> list[str]:
    return [
        f"{each.severity.value} {each.message} {each.about.get('names', '')}".strip()
        for each in outcomes(context(**fields), rule)
    ]


@pytest.mark.parametrize("rule", ["D-1", "D-2", "D-4", "D-5", "D-6", "D-7", "D-8", "D-11"])
def test_nothing_lacks(rule: str) -> None:
    assert told(rule, whole()) == []


def test_no_prose_is_told_once() -> None:
    found = [
        f"{each.rule} {each.severity.value} {each.message}" for each in outcomes(context(duties=[Duty("1.", "造林。")]))
    ]
    assert [each for each in found if not each.startswith("D-10")] == ["D-6 info no-explanations"]


def test_a_few_sections_are_no_whole_document() -> None:
    sections = [Section(topic, topic, text) for topic, text in list(TEXTS.items())[:3]]
    assert [each.rule for each in outcomes(context(sections=sections)) if each.severity.value != "info"] == []


@pytest.mark.parametrize(
    ("rule", "fields", "expected"),
    [
        ("D-1", whole(duties=[]), ["error no-duties"]),
        ("D-1", whole(units=[]), ["error no-units"]),
        ("D-1", whole(units=[], headings=Headings(units="二、机构设置", glossary="x")), []),
        ("D-8", whole(terms=[], headings=Headings(overview="概况")), ["warning no-glossary"]),
        ("D-7", whole("procurement"), ["error no-topic 政府采购"]),
        ("D-7", whole("operating-expenses"), ["error no-topic 机关运行经费"]),
        ("D-7", whole("assets"), ["error no-topic 国有资产占用"]),
        ("D-7", whole("performance"), ["error no-topic 预算绩效"]),
        ("D-6", whole("receipts-and-payments"), ["warning no-comparison"]),
        ("D-11", whole(department="湖南省林业厅"), ["warning regional 一般性支出(会议费、培训费、节庆)"]),
        ("D-11", whole(department="湖北省林业厅"), []),
    ],
)
def test_what_lacks(rule: str, fields: dict[str, object], expected: list[str]) -> None:
    assert told(rule, fields) == expected


def test_a_topic_may_stand_in_another_section() -> None:
    fields = whole("assets")
    fields["sections"] += [Section("other", "十、其他重要事项", "（三）国有资产占用情况。共有车辆0辆。")]  # type: ignore[operator]
    assert told("D-7", fields) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("政府采购支出总额5.00万元。", ["warning procurement-lacks 货物、工程、服务、中小企业"]),
        ("政府采购支出总额5.00万元，其中：货物5.00万元。", ["warning procurement-lacks 中小企业"]),
        ("政府采购支出总额0.00万元。", []),
        ("本单位无政府采购支出。", []),
        (TEXTS["procurement"], []),
    ],
)
def test_procurement(text: str, expected: list[str]) -> None:
    fields = whole("procurement")
    fields["sections"] += [Section("procurement", "", text)]  # type: ignore[operator]
    assert told("D-7", fields) == expected


ITEMS = "因公出国（境）费0.00万元，公务用车购置及运行费{cars}万元，公务接待费{guests}万元。"


def three(text: str, **actual: str) -> list[str]:
    rows = [Row(key, "", {"actual": Decimal(each)}) for key, each in actual.items()]
    around = context(
        sections=[Section("three-public", "", text)],
        tables={"three-public": Table("three-public", "partial", rows=rows)},
    )
    return [
        f"{each.rule} {each.severity.value} {each.message}" for each in outcomes(around) if each.rule in {"D-4", "D-5"}
    ]


def test_counts_of_the_three_public_items() -> None:
    nothing = ITEMS.format(cars="0.00", guests="0.00")
    assert three(nothing, abroad="0", vehicles="0", reception="0") == ["D-5 info no-counts"]
    some = ITEMS.format(cars="2.00", guests="1.00")
    assert three(some, vehicles="2.00", reception="1.00") == ["D-5 warning no-counts", "D-5 info no-counts"]
    full = (
        "出国团组0个，0人。公务用车购置费0.00万元，购置0辆；运行维护费2.00万元，保有量1辆。国内公务接待3批次，20人次。"
    )
    assert three(some + full, vehicles="2.00", reception="1.00") == []
    assert three(
        "公务接待费1.00万元。本单位厉行节约，压减支出，从严控制各项费用开支，切实降低行政成本，提高资金使用效益，完善内部控制制度，加强监督。",
        reception="1.00",
    ) == ["D-4 error no-item"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("项目全年预算数为20.00万元，执行数为20.00万元。", ["warning"]),
        ("项目全年预算数为20.00万元，执行数为20.00万元，完成预算的100%。", ["info"]),
        (
            "项目全年预算数为20.00万元，执行数为20.00万元，完成预算的100%。发现的问题：进度慢。下一步改进措施：加强管理。",
            [],
        ),
        ("项目全年预算数为20.00万元，执行数为20.00万元，完成预算的100%。发现的问题：进度慢。", []),
        ("项目全年预算数为20.00万元，自评表见附件。", []),
        ("组织对1个项目开展绩效自评。", []),
    ],
)
def test_reviews_of_projects(text: str, expected: list[str]) -> None:
    around = context(sections=[Section("performance", "", text)])
    assert [each.severity.value for each in outcomes(around, "D-7")] == expected


def with_tables(**coverage: str) -> Statement:
    tables = {role.replace("_", "-"): Table(role.replace("_", "-"), each) for role, each in coverage.items()}
    return Statement(form="national-2020", department="林业局", year=2022, tables=tables)


def test_tables_that_are_no_text_are_told_once() -> None:
    found = [
        (each.rule, each.severity.value, each.about["count"])
        for each in outcomes(context(with_tables()))
        if each.rule in {"D-2", "D-10"}
    ]
    assert found == [("D-10", "info", "9")]


def test_a_table_that_lacks_beside_the_others() -> None:
    around = context(with_tables())
    for table in around.statement.tables.values():
        table.coverage = "full"
    assert [each.rule for each in outcomes(around) if each.rule in {"D-2", "D-10"}] == []
    around.statement.tables["state-capital"].coverage = "none"
    assert [(each.rule, each.severity.value) for each in outcomes(around) if each.rule in {"D-2", "D-10"}] == [
        ("D-2", "warning")
    ]
    around.statement.tables["state-capital"].reason = "图片"
    assert [each.rule for each in outcomes(around) if each.rule in {"D-2", "D-10"}] == ["D-10"]
