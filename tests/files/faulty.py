"""A small statement without a fault, and what is told once something in it is replaced."""

from __future__ import annotations

from fintui.files.faults import Fault, UnreadableError
from fintui.files.forms import load_form
from fintui.files.reader import read
from fintui.files.words import load_words

HEAD = """\
format = 1
form = "wuhan-2020"
department = "某区某局"
year = 2020
unit = "万元"
decimals = 2
government = "区"

[source]
publisher = "某区某局"
published = "2021-11-05"

[[duties]]
mark = "(一)"
text = "承办交办事项。"

[[staff]]
key = "in-service"
item = "在职人数"
value = 11
"""
PAYMENTS = """
[tables.payments]
coverage = "full"

[[tables.payments.rows]]
row = "total"
name = "合计"
total = 100.00
basic = 40.00
project = 60.00
from = "payments"

[[tables.payments.rows]]
code = "201"
name = "一般公共服务支出"
total = 99.00
"""
OTHERS = "".join(
    f'\n[tables.{role}]\ncoverage = "none"\n' for role in load_form("wuhan-2020").tables if role != "payments"
)
REST = """
[[sections]]
topic = "payments"
heading = "三、支出决算情况说明"
text = \"\"\"
支出合计100.00万元。
其中“基本支出”40.00万元。
\"\"\"

[[charts]]
key = "3"
caption = "图3:支出结构"

[[charts.bars]]
label = "基本支出"
cell = "payments[total].basic"
"""
GOOD = HEAD + PAYMENTS + OTHERS + REST


def faults_of(text: str) -> list[Fault]:
    """All faults of a text, also the one that keeps it from being read."""
    try:
        return read(text).faults
    except UnreadableError as error:
        return [error.fault]


def replaced(old: str, new: str) -> str:
    """The statement with one thing replaced."""
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def told(text: str, language: str = "zh") -> list[str]:
    """The sentences of a text's faults, with their lines."""
    words = load_words(language)
    return [fault.sentence(words, "甲.toml") for fault in faults_of(text)]
