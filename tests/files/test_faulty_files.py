"""Faulty files as people make them: each gives one clear sentence, at the right line, in every language."""

from __future__ import annotations

import re

import pytest
from faulty import GOOD, Case, cases, faults_of, told

from fintui.files.words import LANGUAGES

CASES = cases()
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
PARSERS_WORDS = re.compile(r"at line|, column|Invalid|Cannot|Expected|Unclosed|Unterminated|Decimal\(|datetime|None,")


def test_the_statement_without_a_fault_has_none() -> None:
    assert told(GOOD) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_one_fault_gives_one_sentence(case: Case) -> None:
    assert told(case.text) == [case.sentence]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_whole_in_every_language(language: str) -> None:
    for case in CASES:
        (sentence,) = told(case.text, language)
        assert sentence.split(": ")[0] == case.sentence.split(": ")[0]
        assert not UNSEEN.search(sentence), case.name
        assert not PARSERS_WORDS.search(sentence), case.name
        assert not re.search(r"\{\w+\}", sentence), case.name
        assert len(re.split("[;;:,,.?]", sentence)) > 2, case.name


def test_the_corpus_is_wide() -> None:
    assert len(CASES) > 150
    assert len({case.name for case in CASES}) == len(CASES)
    assert len({fault.code for case in CASES for fault in faults_of(case.text)}) > 80


def test_line_ends_of_another_system_move_no_line() -> None:
    for case in CASES:
        if "\x1b" not in case.text and "endless" not in case.name:
            assert told(case.text.replace("\n", "\r\n")) == [case.sentence], case.name


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("year = " + "[" * 2000, "4: 括号嵌套太深"),
        ("year = " + "9" * 5000, "4: 这一行的数字太长"),
        ('year = 2020\ntitle = "' + "甲" * 300 + '" x', "5: 值后面还有内容:…甲甲"),
    ],
)
def test_what_is_endless_is_told_shortly(damage: str, sentence: str) -> None:
    (found,) = told(GOOD.replace("year = 2020", damage))
    assert found.startswith(sentence)
    assert len(found) < 150


def test_lines_that_end_in_a_carriage_return_alone() -> None:
    assert told(GOOD.replace("\n", "\r"))[0].startswith("1: 行尾只有回车")


def test_many_faults_are_told_in_the_order_of_lines() -> None:
    text = GOOD.replace("unit =", "unti =").replace("project = 60.00", 'project = "60"').replace('row = "total"', "")
    lines = [fault.line for fault in faults_of(text)]
    assert lines == sorted(lines)
    assert [fault.code for fault in faults_of(text)] == ["unknown-key", "row-neither"]
