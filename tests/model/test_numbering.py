"""Marks that count on: in the author's manner, and only where they counted before."""

from __future__ import annotations

import pytest

from fintui.model.changes import apply
from fintui.model.numbering import chinese, inserted, mark_for, moved, removed, split
from fintui.model.statement import Duty, Row, Section, Statement, Table, Term, Work


def marks(statement: Statement) -> list[str]:
    return [duty.mark for duty in statement.duties]


def duties(*marks: str) -> Statement:
    return Statement(duties=[Duty(mark, f"事{number}") for number, mark in enumerate(marks)])


def test_numerals_of_marks():
    assert [chinese(number) for number in (1, 10, 11, 20, 21, 99)] == ["一", "十", "十一", "二十", "二十一", "九十九"]


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [("(三)", 3, ""), ("（十二）", 12, ""), ("4.", 4, ""), ("十一、政府采购", 11, "政府采购"), ("7", 7, "")],
)
def test_marks_are_read(text, number, rest):
    mark, behind = split(text)
    assert (mark.number, behind, mark.at(number) + behind) == (number, rest, text)


@pytest.mark.parametrize("text", ["", "一般公共预算", "2020年度", "三公经费", "附表"])
def test_words_are_no_marks(text):
    assert split(text) == (None, text)


@pytest.mark.parametrize("manner", [("(一)", "(二)", "(三)"), ("1.", "2.", "3."), ("一、", "二、", "三、")])
def test_marks_that_count_go_on_counting(manner):
    statement = duties(*manner)
    mark = mark_for(statement, "duties", 1)
    assert mark == manner[1]
    back = [apply(statement, inserted(statement, "duties", 1, Duty(mark, "新")))]
    assert marks(statement)[:3] == list(manner)
    assert [duty.text for duty in statement.duties] == ["事0", "新", "事1", "事2"]
    back.append(apply(statement, removed(statement, "duties", 0)))
    assert marks(statement) == list(manner)
    back.append(apply(statement, moved(statement, "duties", 0, 2)))
    assert marks(statement) == list(manner)
    assert [duty.text for duty in statement.duties] == ["事1", "事2", "新"]
    for change in reversed(back):
        apply(statement, change)
    assert statement == duties(*manner)


@pytest.mark.parametrize("manner", [("", ""), ("(一)", "(三)"), ("(二)", "(三)"), ("(一)", "2.")])
def test_other_marks_are_the_authors(manner):
    statement = duties(*manner)
    apply(statement, inserted(statement, "duties", 1, Duty(mark_for(statement, "duties", 1), "新")))
    assert [marks(statement)[0], marks(statement)[2]] == list(manner)
    assert bool(statement.duties[1].mark) == bool(manner[0])


def test_headings_of_sections_count_too_and_keep_their_words():
    topics = ("receipts", "payments", "assets")
    statement = Statement(sections=[Section(topic, f"{chinese(n)}、关于{topic}") for n, topic in enumerate(topics, 1)])
    back = apply(statement, moved(statement, "sections", 2, 0))
    assert [section.heading for section in statement.sections] == [
        "一、关于assets",
        "二、关于receipts",
        "三、关于payments",
    ]
    apply(statement, back)
    assert [section.topic for section in statement.sections] == list(topics)


def test_rows_do_not_name_a_section_that_is_gone():
    statement = Statement(sections=[Section("receipts", "收入"), Section("payments", "支出")])
    statement.tables["payments"] = Table(
        "payments", rows=[Row("total", origin="payments"), Row("201", origin="receipts")]
    )
    back = apply(statement, removed(statement, "sections", 1))
    assert [row.origin for row in statement.tables["payments"].rows] == ["", "receipts"]
    apply(statement, back)
    assert [row.origin for row in statement.tables["payments"].rows] == ["payments", "receipts"]


def test_lists_without_marks():
    statement = Statement(works=[Work("甲"), Work("乙")])
    assert mark_for(statement, "works", 1) == ""
    apply(statement, moved(statement, "works", 0, 1))
    assert [work.text for work in statement.works] == ["乙", "甲"]
    assert mark_for(Statement(), "terms", 0) == "(一)"
    statement.terms = [Term("(一)", "甲")]
    apply(statement, removed(statement, "terms", 0))
    assert not statement.terms
