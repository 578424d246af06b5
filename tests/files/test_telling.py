"""Sentences of outcomes: whole in every language, whatever the outcome, and with what a reader needs to see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fintui.checks
from fintui.checks.judge import Grade
from fintui.checks.outcome import Outcome
from fintui.files.examples import example_statement, place_of, run_example, worst
from fintui.files.naming import Names
from fintui.files.pages import load_page, page_ids
from fintui.files.reader import load
from fintui.files.resources import shipped
from fintui.files.rules import check
from fintui.files.telling import tell
from fintui.files.words import LANGUAGES, load_words
from fintui.model.form import Form
from fintui.model.statement import Statement


def statements() -> list[tuple[Statement, Form]]:
    loaded = [load(path) for path in sorted((shipped("data") / "statements").glob("*.toml"))]
    return [(each.statement, each.form) for each in loaded] + [example_statement()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_is_a_whole_sentence(language: str) -> None:
    words = load_words(language)
    for statement, form in statements():
        names = Names(statement, form, words)
        for outcome in check(statement, form).all():
            text = tell(outcome, names)
            assert text
            assert not re.search(r"\{\w+\}", text), text
            assert "None" not in text


def test_every_message_that_the_checks_name_has_its_words() -> None:
    source = "\n".join(path.read_text("utf-8") for path in Path(fintui.checks.__path__[0]).rglob("*.py"))
    told = set(re.findall(r'(?:told|noted)\([^()]*?"([a-z]+(?:-[a-z]+)+)"', source))
    told |= set(re.findall(r'"(waiver-[a-z-]+)"', source))
    told -= {"growth-prior"}  # arithmetic: its words go by grade
    assert len(told) > 30
    for language in LANGUAGES:
        words = load_words(language)
        assert not {each for each in told if f"outcome.{each}" not in words}


def failing(rule: str) -> tuple[Outcome, Names]:
    example = next(each for each in load_page(rule).examples if each.kind == "fail")
    engine, outcomes = run_example(example, rule)
    found = worst(outcomes)
    assert found
    return found, Names(engine.context.statement, engine.context.form, load_words("zh"))


@pytest.mark.parametrize(("rule", "sign"), [("X-10", "≥"), ("X-11", "≥"), ("X-12", "≤")])
def test_an_order_shows_its_relation(rule: str, sign: str) -> None:
    assert f" 应 {sign} " in tell(*failing(rule))


def test_an_order_against_a_sum_shows_the_sum() -> None:
    text = tell(*failing("X-10"))
    assert "表5 207" in text
    assert " + 表8 207" in text


def test_a_word_that_is_wrong_is_quoted_with_the_figures() -> None:
    text = tell(*failing("N-7"))
    assert "说“小于”,而" in text
    assert "925.00万元" in text


def test_a_gap_is_told_in_last_digits_while_it_is_small() -> None:
    assert "差 10.00:" in tell(*failing("T1-1"))
    outcome, names = failing("N-15")
    assert "差 1 个末位" in tell(outcome, names)


def test_the_way_of_rounding_is_named() -> None:
    outcome, names = failing("R-0")
    assert outcome.grade is Grade.EXACT
    assert tell(outcome, names) == "本报表的数字是截去尾数的,不是四舍五入:以下按此判定"


def test_places_are_read_as_they_are_written() -> None:
    for text in (
        "payments[201].total",
        "sections[payments].text",
        "state-capital.coverage",
        "head.year",
        "terms[0].text",
    ):
        assert str(place_of(text)) == text


def test_rules_are_in_the_order_of_their_numbers() -> None:
    ids = page_ids()
    assert ids.index("N-9") < ids.index("N-10") < ids.index("Q-1") < ids.index("T9-1") < ids.index("T10-1")
