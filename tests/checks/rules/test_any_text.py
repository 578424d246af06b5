"""Whatever a text says, no rule fails, spans are what they quote, and every outcome has its sentence."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from rule_cases import context, outcomes, read

from fintui.checks.rules.texts import fold
from fintui.model.statement import Duty, Headings, Overview, Priority, Section, Term, Unit, Work

WORDS = """
增加（减少） 0.00万元 1,234.50万元 增长 0% （类） （款） （项） 住房公积金 XX …… （） 请依据 （参考
逐项解释 1. （二） 三、 。 ； ， ： 2022年度 2019年 相比 截至 12月31日 部门（单位） 我
完成年初预算的 “ ” 《 》 市级财政 指 三公 经费 公用经费 主要包括： 办公费、 公务接待费 主要原因 ￥
𠮷 收入合计 支出 ( ) %
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", " ", "\u3000", "\u200b", "0 %", "  "])
TEXT = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=60))
TOPICS = [
    "payments",
    "general-budget-payments",
    "general-budget-basic-payments",
    "three-public",
    "procurement",
    "performance",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXT, min_size=8, max_size=8))
def test_no_text_breaks_a_rule(texts: list[str]) -> None:
    first, second, third, fourth, fifth, sixth, seventh, last = texts
    around = context(
        title=first,
        contents=second,
        headings=Headings(overview=third, works=fourth),
        overview=Overview(units=fifth, staff=sixth),
        duties=[Duty(first, second)],
        units=[Unit(third, fourth, fifth)],
        sections=[Section(topic, last, text) for topic, text in zip(TOPICS, texts, strict=False)],
        works=[Work(sixth)],
        priorities=[Priority("1", first, second, third)],
        terms=[Term(fourth, fifth, sixth), Term("（一）", seventh, last)],
    )
    sentences = read("words/zh.toml")["outcome"]
    for each in outcomes(around):  # spans are proven there
        assert each.quotes
        assert named(sentences[each.message]) <= {"place", "text", "rule", *each.about}


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_both_languages_have_every_sentence() -> None:
    zh, en = (read(f"words/{language}.toml")["outcome"] for language in ("zh", "en"))
    assert list(zh) == list(en)
    for key, sentence in zh.items():
        assert named(sentence) == named(en[key]), key


def named(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)(?::[^}]*)?\}", sentence))
