"""Widths, cutting, wrapping by Chinese rules, and harmlessness of text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fintui.ui.text import (
    CONTROLS,
    NO_END,
    NO_START,
    centre,
    clean,
    cut,
    fit,
    left,
    line_width,
    may_break,
    pieces,
    right,
    width,
    wrap,
)

PROSE = st.text(st.sampled_from("中文财政拨款，。、；：（）《》“”%%元万1234567890.,abXY —…  [](){}·￥"), max_size=120)
CELLS = st.integers(2, 40)


@given(st.text())
def test_what_is_cleaned_holds_nothing_that_acts_on_a_terminal(text):
    shown = clean(text)
    assert not re.search(f"[{CONTROLS}\ud800-\udfff]", shown)
    assert width(shown) == cell_len(shown)


def test_controls_are_shown_not_dropped():
    assert clean("a\x1b[31mb") == "a\ufffd[31mb"
    assert clean("a\x9bb\u202ec\u2066d\x00\x7f\u061c") == "a\ufffdb\ufffdc\ufffdd\ufffd\ufffd\ufffd"
    assert clean("a\tb") == "a b"
    assert clean("[red]支出[/]") == "[red]支出[/]"


def test_emoji_variations_take_no_cell_of_their_own():
    assert clean("⚠\ufe0f") == "⚠"
    assert width("⚠") == 1


@given(PROSE, CELLS)
def test_no_line_is_wider_than_its_room(text, cells):
    for start, end in wrap(text, cells):
        assert width(text[start:end]) <= cells


@given(PROSE, CELLS)
def test_wrapping_loses_nothing_but_blanks_at_the_breaks(text, cells):
    lines = wrap(text, cells)
    assert "".join(text[s:e] for s, e in lines).replace(" ", "") == text.replace(" ", "")
    at = 0
    for start, end in lines:
        assert not text[at:start].strip(" ")
        at = end


@given(PROSE, CELLS)
def test_no_line_begins_with_a_closing_or_ends_with_an_opening_sign_unless_there_is_no_other_break(text, cells):
    lines = wrap(text, cells)
    for (start, end), (after, _) in pairwise(lines):
        if text[end:after].startswith(" "):
            continue  # broken at a blank
        if text[after] in NO_START or text[end - 1] in NO_END:
            assert not any(may_break(text[at - 1], text[at]) for at in range(start + 1, end + 1))


@given(st.text(st.sampled_from("中文财政拨款"), min_size=1), st.integers(4, 40))
def test_chinese_fills_its_lines(text, cells):
    for start, end in wrap(text, cells)[:-1]:
        assert width(text[start:end]) == cells // 2 * 2


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("本年收入合计，其中：", 12, ["本年收入合", "计，其中："]),
        ("本年收入（含上年）", 10, ["本年收入", "（含上年）"]),
        ("支出4,090.91万元", 12, ["支出4,090.91", "万元"]),
        ("支出4,090.91万元", 11, ["支出", "4,090.91万", "元"]),
        ("收、支总计", 4, ["收、", "支总", "计"]),
        ("增长——主要", 5, ["增长", "——主", "要"]),
        ("the file says so", 8, ["the file", "says so"]),
        ("  缩进的一段", 8, ["  缩进的", "一段"]),
        ("", 10, [""]),
    ],
)
def test_how_lines_break(text, cells, lines):
    assert [text[s:e] for s, e in wrap(text, cells)] == lines


@given(st.text(st.sampled_from("中a1，。"), max_size=30), st.integers(0, 20))
def test_texts_are_put_into_their_room(text, cells):
    assert width(cut(text, cells)) <= cells
    assert width(left(text, cells)) == cells == width(centre(text, cells))
    if width(text) > cells > 0:
        assert cut(text, cells).endswith("…")


@given(st.integers(-(10**15), 10**15), st.integers(0, 20))
def test_an_amount_is_shown_whole_or_not_at_all(amount, cells):
    shown = right(f"{amount:,}", cells)
    assert shown.strip() == f"{amount:,}" or set(shown) <= {"#"}
    assert len(shown) == cells or shown.strip() == f"{amount:,}"


RUNS = st.lists(st.tuples(st.text(st.sampled_from("中文ab 1"), max_size=8), st.sampled_from("xyz")), max_size=6)


@given(RUNS, st.integers(0, 40))
def test_a_line_fits_just_and_says_where_it_was_cut(runs, cells):
    line = fit(runs, cells, "base")
    text = "".join(text for text, _ in runs)
    assert line_width(line) == cells
    shown = "".join(text for text, _ in line)
    assert shown.rstrip() == text.rstrip() or not cells or shown.rstrip().endswith("…")


@given(RUNS, CELLS)
def test_pieces_are_the_text_of_their_spans_in_the_styles_of_the_runs(runs, cells):
    text = "".join(text for text, _ in runs)
    styles = "".join(style * len(text) for text, style in runs)
    spans = wrap(text, cells)
    for (start, end), line in zip(spans, pieces(runs, spans), strict=True):
        assert "".join(text for text, _ in line) == text[start:end]
        assert "".join(style * len(text) for text, style in line) == styles[start:end]


def test_wrapping_takes_time_in_proportion():
    import time

    text = "2020年度收入合计4,090.91万元，占100.00%；" * 4000
    began = time.process_time()
    wrap(text, 70)
    assert time.process_time() - began < 10
