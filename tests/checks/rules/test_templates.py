"""Q-1 to Q-5: what is left of the form, in many wordings, and words that only look like it."""

from __future__ import annotations

import pytest
from rule_cases import context, outcomes, said, words

from fintui.checks.rules.levels import government_of
from fintui.model.statement import Headings, Section, Term

PLACEHOLDERS = {
    "2022年度XX局收入合计10.00万元。": ["XX"],
    "支出主要用于×××等项目。": ["×××"],
    "某某单位开展绩效自评。": ["某某"],
    "公用经费主要包括：办公费、印刷费、……。": ["……"],
    "本年支出合计XXX万元。": ["XXX"],
    "共有车辆X辆。": ["X"],
    "截至2022年  月  日，共有车辆2辆。": ["2022年  月  日"],
    "财政拨款收入万元，占本年收入%。": ["万元"],
    "上级补助收入为万元。": ["万元"],
    "增长%，主要原因是人员增加。": ["%"],
    "按功能分类，********支出2万元。": ["********"],
    "共有（  ）个项目。": ["（  ）"],
    "本单位于____年成立。": ["____"],
    "主要原因是待补充。": ["待补充"],
    "下达资金ＸＸ万元。": ["ＸＸ"],
}
NO_PLACEHOLDERS = [
    "政府网站www.xxgk.gov.cn公布。",
    "购置3×5米展板8×2块，X光机1台。",
    "成立于一九九○○年，二〇〇八年改制，二○○九年更名。",
    "指除上述“财政拨款收入……等收入”以外的各项收入。",
    "单位：万元。项目投资上万元，每万元产值能耗下降。",
    "比上年增加1.20 万元，增长 5%，占比为 3%。",
    "教育支出（）10.00万元。",
    "教育支出（ ）10.00万元。",
    "编制有待补充，制度有待完善。",
    "路由器型号AX1800、DX-XX3，5G+XR体验馆。",
]


@pytest.mark.parametrize(("text", "expected"), PLACEHOLDERS.items())
def test_placeholders(text: str, expected: list[str]) -> None:
    assert said("Q-1", text)[: len(expected)] == expected


@pytest.mark.parametrize("text", NO_PLACEHOLDERS)
def test_no_placeholders(text: str) -> None:
    assert said("Q-1", text) == []


def test_leader_dots_of_the_contents_are_none() -> None:
    assert words(context(contents="一、收入决算情况说明……………3\n二、支出决算情况说明.........4"), "Q-1") == []


CHOICES = {
    "比上年增加（减少）10.00万元。": ["增加（减少）"],
    "比上年增加(减少)10.00万元，增长（下降）5.00%。": ["增加(减少)", "增长（下降）"],
    "支出决算大（小）于年初预算数的主要原因是追加。": ["大（小）于"],
    "支出决算数大于（小于）预算数的主要原因是人员增加。": ["大于（小于）"],
    "与上年相比减少（增加）3万元。": ["减少（增加）"],
    "较上年增加/减少5.20万元。": ["增加/减少"],
    "收入比上年增长（降低）2%。": ["增长（降低）"],
    "比上年增加或减少12.00万元。": ["增加或减少"],
    "增加（减少）的主要原因是人员变动。": ["增加（减少）"],
    "比上年上升（下降、持平）2%。": ["上升（下降、持平）"],
    "支出增（减）5.00万元。": ["增（减）"],
}
NO_CHOICES = [
    "比上年增加10.00万元（减少项目除外）。",
    "（三）与上年相比增加（减少）情况。",
    "收入支出增减变动情况如下：比上年增加1.00万元。",
    "资产增加或减少均应登记。",
    "比上年增加（含新增人员）5.00万元。",
    "依据《部门（单位）整体支出绩效管理办法》，下降5%。",
    "指导各部门（单位）开展自评，涉及3个部门（单位）。",
    "县（区）、乡（镇）共有5个。",
]


@pytest.mark.parametrize(("text", "expected"), CHOICES.items())
def test_choices(text: str, expected: list[str]) -> None:
    assert said("Q-2", text) == expected


@pytest.mark.parametrize("text", NO_CHOICES)
def test_no_choices(text: str) -> None:
    assert said("Q-2", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "我部门（单位）组织自评。",
        "本单位(部门)没有车辆。",
        "该部门（单位）2022年度收支平衡。",
        "本部门/单位无此项。",
        "本部门（本单位）无此项。",
        "XX部门（单位）概况",
    ],
)
def test_addresses(text: str) -> None:
    found = list(outcomes(context(sections=[Section("performance", "", text)]), "Q-2"))
    assert [each.severity.value for each in found] == ["warning"]


def test_an_address_takes_all_places_of_its_text_with_it() -> None:
    text = "我部门（单位）组织自评。\n（二）部门（单位）整体支出自评结果。"
    assert said("Q-2", text) == ["部门（单位）"] * 2


INSTRUCTIONS = {
    "指其他收入。（请依据部门实际情况进行解释）": "（请依据部门实际情况进行解释）",
    "（参考《2022年政府收支分类科目》说明逐项解释。）": "（参考《2022年政府收支分类科目》说明逐项解释。）",
    "数据来源于财决01表，仅罗列有数的科目。": "数据来源于财决01表，仅罗列有数的科目。",
    "支出与上年持平（如持平作持平表述）。": "（如持平作持平表述）",
    "本部门无政府性基金，仍保留该表格格式，并作下述说明。": "本部门无政府性基金，仍保留该表格格式，并作下述说明。",
    "列明支出的主要项目。": "列明支出的主要项目。",
    "请各部门按照决算口径填列。": "请各部门按照决算口径填列。",
    "按部门决算口径填列。": "按部门决算口径填列。",
    "主要原因是人员增加（简要说明原因）。": "（简要说明原因）",
    "（没有的内容可直接删除）": "（没有的内容可直接删除）",
    "（单位名称）2022年度收入合计10.00万元。": "（单位名称）",
    "无公务接待（如无此项，请说明）。": "（如无此项，请说明）",
    "可自行增减项目。": "可自行增减项目。",
    "（各部门据实填列）": "（各部门据实填列）",
    "此处填写主要成效。": "此处填写主要成效。",
    "本部门下设一个单位（注：如无下属单位，应写明“无下属单位”）。": "（注：如无下属单位，应写明“无下属单位”）",
}
NO_INSTRUCTIONS = [
    "年初申请追加预算，邀请专家评审，聘请律师，提请审议。",
    "应急填报系统运行平稳，填埋场（填海造地除外）已关闭。",
    "项目资金（年中申请调整预算）按合同支付。",
    "绩效目标应列明数量指标，合同中列明了期限。",
    "参照公务员法管理，具有参考价值（如办公费、印刷费）。",
    "按可比口径计算增长5.00%，按照财政部口径统计。",
    "所需资金（不含人员经费）据实结算，根据实际支出列支。",
    "（如有变动，以批复文件为准）",
    "说明：金额单位转换时可能存在尾差。",
    "需求侧管理（需求调查、应急处置）逐项推进。",
]


@pytest.mark.parametrize(("text", "expected"), INSTRUCTIONS.items())
def test_instructions(text: str, expected: str) -> None:
    assert said("Q-3", text) == [expected]


@pytest.mark.parametrize("text", NO_INSTRUCTIONS)
def test_no_instructions(text: str) -> None:
    assert said("Q-3", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.教育支出。\n2.\n3.其他支出。", ["2."]),
        ("1.教育支出（类）\n2.", ["2."]),
        ("1.教育支出\n2．\n（参考科目说明。）", ["2．"]),
        ("（一）\n（二）收入情况。", ["（一）"]),
        ("主要是：1.人员增加；2.；3.项目增加。", ["2.；"]),
        ("（1）\n", ["（1）"]),
        ("一、\n二、支出情况", ["一、"]),
    ],
)
def test_empty_items(text: str, expected: list[str]) -> None:
    assert said("Q-4", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1.教育支出。\n2.其他支出。",
        "1.\n教育支出年初预算为10.00万元。",
        "（一）\n1.教育支出。",
        "共1.\n5万元。",
        "完成率为100.",
        "2022.\n收入增加。",
    ],
)
def test_no_empty_items(text: str) -> None:
    assert said("Q-4", text) == []


def stubs(*terms: Term) -> list[str]:
    return words(context(terms=list(terms)), "Q-4")


@pytest.mark.parametrize(
    "term", ["其他专用名词。", "其他专业名词", "其他", "经营收入", "其他需要说明的名词", "结余分配："]
)
def test_stub_terms(term: str) -> None:
    assert stubs(Term("（一）", term, "")) == [term]


@pytest.mark.parametrize(
    "terms",
    [
        [Term("（一）", "经营收入", "指开展经营活动取得的收入。")],
        [Term("（一）", "经营收入：指事业单位开展经营活动取得的收入。", "")],
        [Term("（一）", "支出功能分类科目", ""), Term("1.", "行政运行", "指基本支出。")],
        [Term("一、", "收入科目", ""), Term("（一）", "财政拨款收入", "指取得的资金。")],
        [Term("", "收入支出类", ""), Term("一、", "财政拨款收入", "指取得的资金。")],
        [Term("（一）", "其他支出", "反映其他。")],
        [],
    ],
)
def test_no_stub_terms(terms: list[Term]) -> None:
    assert stubs(*terms) == []


LEVELS = [
    ("区", "一般公共预算财政拨款收入", "指市级财政当年拨付的资金。", ["市级财政"]),
    ("区", "“三公”经费", "纳入中央财政预决算管理的“三公”经费，是指区直部门用财政拨款安排的经费。", ["中央财政"]),
    ("区", "“三公”经费", "是指市直部门用一般公共预算财政拨款安排的经费。", ["市直部门"]),
    ("县", "财政拨款收入", "指单位从省级财政部门取得的财政预算资金。", ["省级财政"]),
    ("市", "政府性基金预算财政拨款收入", "指省财政政府性基金预算当年拨付的资金。", ["省财政"]),
    ("县", "国有资本经营预算财政拨款收入", "指区级财政国有资本经营预算当年拨付的资金。", ["区级财政"]),
    ("省", "“三公”经费", "是指中央部门用财政拨款安排的经费。", ["中央部门"]),
]
NO_LEVELS = [
    ("区", "一般公共预算财政拨款收入", "指区级财政当年拨付的资金。"),
    ("区", "财政拨款收入", "指单位从同级财政部门取得的资金。"),
    ("市", "“三公”经费", "是指市直部门用财政拨款安排的经费。"),
    ("区", "上级专项资金", "指市级财政安排的专项资金。"),
    ("县", "财政拨款收入", "指中央、省级财政、市级财政和县级财政拨付的资金。"),
    ("乡", "一般公共预算财政拨款收入", "指县级财政当年拨付的资金。"),
    ("", "一般公共预算财政拨款收入", "指市级财政当年拨付的资金。"),
    ("国", "“三公”经费", "纳入中央财政预决算管理的“三公”经费，是指中央部门用财政拨款安排的经费。"),
]


@pytest.mark.parametrize(("government", "term", "text", "expected"), LEVELS)
def test_levels(government: str, term: str, text: str, expected: list[str]) -> None:
    around = context(government=government, terms=[Term("（一）", term, text)])
    assert words(around, "Q-5") == expected


@pytest.mark.parametrize(("government", "term", "text"), NO_LEVELS)
def test_no_levels(government: str, term: str, text: str) -> None:
    around = context(government=government, department="林业局", terms=[Term("（一）", term, text)])
    assert words(around, "Q-5") == []


def test_levels_in_free_text_are_free() -> None:
    text = "对接市级共享平台，市级财政安排专项资金5.00万元，按照省财政要求落实。"
    assert said("Q-5", text) == []


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("武汉市武昌区林业局", "区"),
        ("湖南省长沙市长沙县教育局", "县"),
        ("某市市场监督管理局", ""),
        ("内蒙古自治区呼和浩特市土默特左旗财政局", "县"),
        ("湖北省财政厅", ""),
        ("林业局", ""),
    ],
)
def test_government_of_the_name(name: str, level: str) -> None:
    assert government_of(context(government="", department=name)) == level


def test_headings_are_read_too() -> None:
    around = context(headings=Headings(overview="第一部分 XX局概况", works="（此处填写）"))
    assert words(around, "Q-1") == ["XX"]
    assert words(around, "Q-3") == ["（此处填写）"]
