"""Q-6 to Q-8 and Q-13: years, names, contents, numbers of headings, damage."""

from __future__ import annotations

import pytest
from rule_cases import context, outcomes, said, words

from fintui.model.statement import Duty, Headings, Overview, Section, Term, Unit

WRONG_YEARS = [
    ("assets", "截至2021年12月31日，共有车辆2辆。", ["截至2021年12月31日"]),
    ("receipts-and-payments", "2021年度收、支总计100.00万元。", ["2021年度"]),
    ("payments", "2023年度支出合计80.00万元，其中：基本支出50.00万元。", ["2023年度"]),
    ("receipts-and-payments", "2022年度收、支总计10.00万元。与2019年相比，各增加1.00万元，增长11.11%。", ["2019年"]),
    ("operating-expenses", "2021年度本单位机关运行经费支出5.00万元，比上年增加1.00万元。", ["2021年度"]),
    ("three-public", "比2020年度减少1.00万元，下降10.00%。", ["2020年度"]),
    ("assets", "截至2021年末，共有车辆2辆。", ["截至2021年末"]),
    ("assets", "截至202年12月31日，共有车辆2辆。", ["截至202年12月31日"]),
    ("government-fund", "2020年度政府性基金预算财政拨款本年收入0.00万元。", ["2020年度"]),
]
RIGHT_YEARS = [
    ("receipts-and-payments", "2022年度收、支总计100.00万元，与2021年相比增加5.00万元。"),
    ("receipts-and-payments", "2021年度收入合计90.00万元，2022年度收入合计100.00万元，增加10.00万元。"),
    ("general-budget-payments", "按照《规划（2016—2025年）》，比2022年年初预算增加1.00万元。"),
    ("performance", "2023年项目支出预算安排80.00万元，与2019年相比增加2.00万元。"),
    ("works", "与2015年相比，森林覆盖率提高3个点。"),
    ("assets", "2023年6月已报废车辆1辆。"),
    ("performance", "截至2021年12月31日，项目已完成一期，2020年度财政拨款支出5.00万元。"),
    ("payments", "项目截至2021年底已完工。"),
    ("payments", "2022年支出中，2020年度结转项目支出5.00万元。"),
]


@pytest.mark.parametrize(("topic", "text", "expected"), WRONG_YEARS)
def test_wrong_years(topic: str, text: str, expected: list[str]) -> None:
    assert said("Q-6", text, topic) == expected


@pytest.mark.parametrize(("topic", "text"), RIGHT_YEARS)
def test_right_years(topic: str, text: str) -> None:
    assert said("Q-6", text, topic) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "2021年度林业局部门决算"}, ["2021年度"]),
        ({"title": "202年度林业局部门决算"}, ["202年度"]),
        ({"title": "20年度林业局部门决算"}, ["20年度"]),
        ({"headings": Headings(works="第四部分 2021年重点工作完成情况")}, ["2021年"]),
        ({"contents": "第二部分 2020年度部门决算表\n一、收入支出决算总表"}, ["2020年度"]),
        ({"overview": Overview(units="纳入2021年度部门决算编制范围的单位包括：")}, ["2021年度"]),
        ({"sections": [Section("payments", "三、2021年度支出决算情况说明", "")]}, ["2021年度"]),
    ],
)
def test_wrong_years_in_headings(fields: dict, expected: list[str]) -> None:
    assert words(context(**fields), "Q-6") == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "2022年度林业局部门决算"},
        {"title": "林业局2022年部门决算（2023年公开）"},
        {"headings": Headings(works="第四部分 2023年工作计划")},
        {"headings": Headings(works="2022年重点工作完成情况和2023年安排")},
        {"sections": [Section("payments", "三、与2021年相比支出变动情况", "")]},
        {"overview": Overview(units="近20年来，纳入2022年度部门决算编制范围的单位包括：")},
    ],
)
def test_right_years_in_headings(fields: dict) -> None:
    assert words(context(**fields), "Q-6") == []


# --
NAMED = {"department": "江城市东湖区林业局"}


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "2022年度江城市南湖区林业局部门决算"},
        {"title": "2022年度江城市东湖区水利局部门决算"},
        {"headings": Headings(overview="第一部分 江城市东湖区林业中心概况")},
        {"sections": [Section("procurement", "", "2022年度江城市南湖区林业局政府采购支出总额5.00万元。")]},
        {"sections": [Section("assets", "", "截至2022年12月31日，江城市南湖区林业局共有车辆1辆。")]},
        {"overview": Overview(units="纳入江城市东湖区教育局2022年度部门决算编制范围的单位包括：")},
    ],
)
def test_other_names(fields: dict) -> None:
    assert len(words(context(**NAMED, **fields), "Q-7")) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "2022年度江城市东湖区林业局部门决算"},
        {"title": "东湖区林业局2022年度部门决算公开"},
        {"title": "关于2022年度部门决算的情况说明"},
        {"headings": Headings(overview="第一部分 部门概况")},
        {"headings": Headings(overview="第一部分 区林业局概况")},
        {"sections": [Section("procurement", "", "2022年度江城市东湖区林业局政府采购支出总额5.00万元。")]},
        {"headings": Headings(overview="第一部分 楚江州东湖区林业局概况")},
        {"sections": [Section("works", "", "会同江城市东湖区财政局开展检查。")]},
        {
            "units": [Unit("1.", "江城市东湖区林业站")],
            "sections": [Section("assets", "", "江城市东湖区林业站共有车辆1辆。")],
        },
    ],
)
def test_own_names(fields: dict) -> None:
    assert words(context(**NAMED, **fields), "Q-7") == []


# --
def headed(contents: str, *headings: str) -> list[tuple[str, str, list[str]]]:
    sections = [Section(f"s{index}", heading, "正文。") for index, heading in enumerate(headings)]
    around = context(contents=contents, sections=sections)
    return [
        (each.severity.value, each.message, [quote.text for quote in each.quotes]) for each in outcomes(around, "Q-8")
    ]


CONTENTS = "一、收入情况说明……3\n二、支出情况说明……4\n三、绩效情况说明……5"


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("一、收入情况说明", "二、支出情况说明", "三、绩效情况说明"), []),
        (("一、收入情况说明", "二、 支出情况说明", "三、绩效情况"), ["contents-differ"]),
        (("一、收入情况说明", "二、支出情况说明", "三、采购情况说明"), ["contents-missing"]),
        (("一、收入情况说明", "二、支出情况说明", "四、采购情况说明"), ["contents-missing", "numbering"]),
        (("一、收入情况说明", "二、支出情况说明", "二、绩效情况说明"), ["contents-differ", "numbering"]),
        (("甲", "乙", "丙"), []),
    ],
)
def test_contents(headings: tuple[str, ...], expected: list[str]) -> None:
    found = [message for _, message, _ in headed(CONTENTS, *headings)]
    assert [each for each in found if each != "contents-differ"] == [e for e in expected if e != "contents-differ"]


def test_headings_below_those_listed_are_no_gap() -> None:
    assert headed(CONTENTS, "一、收入情况说明", "二、支出情况说明", "（一）机关运行经费", "（二）政府采购") == []


@pytest.mark.parametrize(
    "text",
    [
        "（一）总体情况。\n（三）具体情况。",
        "1.教育支出。\n2.卫生支出。\n4.住房支出。",
        "一、收入。\n二、支出。\n二、绩效。",
        "（1）项目一。\n（3）项目三。",
        "1、教育。\n3、卫生。",
        "（一）甲。\n1.a。\n2.b。\n（二）乙。\n1.c。\n3.d。",
    ],
)
def test_gaps(text: str) -> None:
    assert len(said("Q-8", text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "（一）总体情况。\n（二）具体情况。",
        "（一）甲。\n1.a。\n2.b。\n（二）乙。\n1.c。\n2.d。",
        "1.教育。2.卫生。\n3.住房。",
        "1.a。\n（一）甲。\n（二）乙。\n2.b。\n（一）丙。",
        "1.50万元用于办公。\n3.20万元用于培训。",
        "2022年度收入。\n2024年安排。",
        "1.甲。\n2.乙。\n1.丙。\n2.丁。",
    ],
)
def test_no_gaps(text: str) -> None:
    assert said("Q-8", text) == []


def test_gaps_between_records() -> None:
    duties = [Duty("（一）", "甲。"), Duty("（二）", "乙。"), Duty("（四）", "丙。")]
    terms = [Term("九、", "甲", "指甲。"), Term("十、", "乙", "指乙。"), Term("十二、", "丙", "指丙。")]
    assert words(context(duties=duties, terms=terms), "Q-8") == ["二", "四", "十", "十二"]


# --
@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("教育支出()10.00万元，2022度，2023115日。", "3"),
        ("收入\u200b合计。", "1"),
        ("支出\ufffd合计，\ue000。", "2"),
        ("教育支出（类）10.00万元，2022年度。", ""),
        ("总计\u3000100.00\u2002万元。\n", ""),
        ("2022度假区建设，电话20221234。", ""),
    ],
)
def test_damage_is_told_once(text: str, count: str) -> None:
    found = list(outcomes(context(sections=[Section("payments", "", text)]), "Q-13"))
    assert [each.about["count"] for each in found] == ([count] if count else [])
