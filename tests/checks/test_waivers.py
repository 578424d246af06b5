"""Waivers: what they hold for, and when they stop to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from statements import make_statement

from fintui.checks.judge import Severity
from fintui.checks.waivers import SHORTEST, Waiver, apply_waivers, waiver_for
from fintui.files.rules import check
from fintui.model.place import cell

TODAY = "2022-05-01"
PLACE = cell("receipts-and-payments", "receipts-total", "amount")
REASON = "原文照登,应为 100.00,更正稿另发"


def findings(change: int = 100) -> list:
    statement, form = make_statement(3, "national-2020")
    row = statement.tables[PLACE.role].row(PLACE.key)
    row.figures[PLACE.field] += change
    return check(statement, form).findings()


FOUND = findings()
ERROR = next(each for each in FOUND if each.rule == "T1-1")
WAIVER = waiver_for(ERROR, reason=REASON, by="李某", on="2022-04-30")


def problems(*waivers: Waiver, found: list | None = None, rules: tuple[str, ...] = ()) -> list[str]:
    return [each.message for each in apply_waivers(FOUND if found is None else found, waivers, TODAY, rules).problems]


def test_a_waiver_sets_its_finding_aside_and_deletes_nothing() -> None:
    state = apply_waivers(FOUND, [WAIVER], TODAY)
    assert state.waived == ((ERROR, WAIVER),)
    assert len(state.open) == len(FOUND) - 1
    assert state.problems == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"reason": "不用管它"}, "waiver-thin"),
        ({"reason": "原文如此照登以后再说"}, "waiver-thin"),
        ({"by": " "}, "waiver-unsigned"),
        ({"on": ""}, "waiver-unsigned"),
        ({"on": "去年"}, "waiver-unsigned"),
        ({"on": "2022-05-02"}, "waiver-unsigned"),
        ({"expires": "2022-04-30"}, "waiver-expired"),
        ({"values": ("1.00",)}, "waiver-stale"),
        ({"places": ("payments[total].total",)}, "waiver-unmatched"),
        ({"rule": "T1-2"}, "waiver-unmatched"),
    ],
)
def test_a_waiver_that_does_not_hold_is_a_finding_itself(change: dict[str, object], problem: str) -> None:
    waiver = replace(WAIVER, **change)
    state = apply_waivers(FOUND, [waiver], TODAY)
    assert state.waived == ()
    assert [(each.rule, each.message, each.severity) for each in state.problems] == [("W-1", problem, Severity.WARNING)]


def test_it_holds_to_its_last_day() -> None:
    assert problems(replace(WAIVER, expires=TODAY)) == []


def test_a_waiver_of_no_rule_says_so() -> None:
    assert problems(replace(WAIVER, rule="T1-99"), rules=("T1-1",)) == ["waiver-no-rule"]
    assert problems(replace(WAIVER, rule="T1-99")) == ["waiver-unmatched"]


def test_it_goes_stale_when_a_figure_changes_and_unmatched_when_the_finding_goes() -> None:
    assert problems(WAIVER, found=findings(200)) == ["waiver-stale"]
    assert problems(WAIVER, found=findings(0)) == ["waiver-unmatched"]


def test_words_need_no_figure_in_the_reason_but_arithmetic_does() -> None:
    words = ERROR._replace(judgement=None)
    reason = "原文如此照登以后再说"
    assert len(reason) == SHORTEST
    waiver = waiver_for(words, reason=reason, by="李某", on="2022-04-30")
    assert apply_waivers([words], [waiver], TODAY).waived
    assert not apply_waivers([ERROR], [waiver], TODAY).waived
    for grounds in ("按批复第三条执行,照登", "见《决算批复》的说明", "差额为尾差 0.03 万元"):
        assert apply_waivers([ERROR], [replace(waiver, reason=grounds)], TODAY).waived, grounds
