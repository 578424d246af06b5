"""`fintui explain`: a rule's page, the list of rules, and what was probably meant."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from fintui.cli.exits import Exit
from fintui.files.pages import page_ids
from fintui.files.words import LANGUAGES

if TYPE_CHECKING:
    from shell import Fintui


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", ["T3-1", "N-3", "W-1", "TX-3", "C-1"])
def test_a_page_is_told_in_lines_that_fit(fintui: Fintui, rule: str, language: str) -> None:
    told = fintui("--lang", language, "explain", rule)
    assert (told.code, told.err) == (Exit.CLEAN, "")
    assert told.out.startswith(rule)
    prose = [line for line in told.out.splitlines() if " = " not in line and not line.startswith("    ")]
    assert max(map(cells, prose)) <= 92


def test_it_has_formula_reason_examples_causes_and_how_to_waive(fintui: Fintui) -> None:
    told = fintui("explain", "T3-1").out
    for part in ("公式", "为什么", "进位", "常见原因与处理", "例", "放行", "版本"):
        assert f"\n{part}" in told, part
    assert "payments[20701].total = 800.01" in told
    assert "在四舍五入范围内" in told
    assert "差 8.00" in told


def test_capitals_do_not_matter_and_several_can_be_asked_for(fintui: Fintui) -> None:
    assert fintui("explain", "t3-1").out == fintui("explain", "T3-1").out
    assert fintui("explain", "tx-1", "N-1").out.count("\n公式\n") == 2


def test_without_a_rule_all_are_listed(fintui: Fintui) -> None:
    lines = fintui("explain").out.splitlines()
    assert [line.split()[0] for line in lines] == list(page_ids())


@pytest.mark.parametrize(("found", "meant"), [("T3-9", "T3-"), ("N3", "N-3"), ("TX1", "TX-1"), ("q_2", "Q-2")])
def test_an_unknown_rule_is_told_with_the_nearest(fintui: Fintui, found: str, meant: str) -> None:
    told = fintui("explain", found)
    assert (told.code, told.out) == (Exit.USAGE, "")
    assert found in told.err
    assert meant in told.err


def test_a_rule_like_no_other_is_told_with_all(fintui: Fintui) -> None:
    told = fintui("explain", "什么")
    assert told.code == Exit.USAGE
    assert all(rule in told.err for rule in page_ids())
