"""The page as a face: fields, numbers in a text, scrolling, layout at any width."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fintui.model.place import Place
from fintui.ui.emphasis import emphasise
from fintui.ui.items import Field, Item, Stop
from fintui.ui.page import Page
from fintui.ui.page_layout import Layout
from fintui.ui.text import NO_START, line_width

TEXT = "2020年度收入合计4,090.91万元，其中：财政拨款收入4,090.91万元，占本年收入100.00%。"


def at(number: int) -> Place:
    return Place("works", str(number), "text")


def page_of(items, size=(40, 8)):
    page = Page(emphasise)
    page.resize(*size)
    page.show("works", "重点工作", items)
    return page


def prose(count, text=TEXT):
    return [Item((Field(text, "prose", at(n)),), space=1) for n in range(count)]


def lines_of(page):
    return ["".join(text for text, _ in page.line(y)) for y in range(page.height)]


def test_the_cursor_goes_from_field_to_field_and_stays_in_sight():
    page = page_of(prose(5))
    for number in range(1, 5):
        before = page.selected().place
        for _ in range(3):
            page.move(1, 0)
            assert any(line.startswith(">") for line in lines_of(page))
            if page.selected().place != before:
                break
        assert page.selected().place == at(number)
    page.home()
    assert page.selected().place == at(0)
    page.end()
    assert page.selected().place == at(4)


def test_a_text_longer_than_the_page_is_read_line_by_line():
    page = page_of(prose(2, TEXT * 10))
    seen = set()
    for _ in range(60):
        seen |= {line[2:].strip() for line in lines_of(page)[1:]}
        page.move(1, 0)
    text = "".join(page._items[0].fields[0].text.split())
    assert all(part in "".join(seen) for part in ("100.00%", "其中：财政拨款收入"))
    assert page.selected().place == at(1)
    assert len(text) == len(TEXT * 10)


def test_a_stretch_without_fields_is_scrolled_through_not_jumped_over():
    chart = Item(draw=lambda room: [[(f"棒{n}", "bar")] for n in range(40)])
    page = page_of([*prose(1), chart, *prose(1)])
    seen = set()
    for _ in range(60):
        seen |= {line.strip() for line in lines_of(page)[1:]}
        page.move(1, 0)
    assert {f"棒{n}" for n in range(40)} <= seen


def test_page_keys_go_a_page_and_at_the_ends_to_the_first_and_last_field():
    page = page_of(prose(12))
    for _ in range(40):
        page.page(1)
    assert page.selected().place == at(11)
    for _ in range(40):
        page.page(-1)
    assert page.selected().place == at(0)


def test_left_and_right_go_from_number_to_number_and_one_stands_out():
    stops = tuple(
        Stop(TEXT.index(s, n), TEXT.index(s, n) + len(s), "tied") for s, n in (("4,090.91万元", 0), ("100.00%", 30))
    )
    page = page_of([Item((Field(TEXT, "prose", at(0), stops=stops),))])
    assert page.selected_span() is None
    page.move(0, 1)
    assert TEXT[slice(*page.selected_span())] == "4,090.91万元"
    marked = "".join(text for y in range(page.height) for text, style in page.line(y) if style == "cursor")
    assert marked == "4,090.91万元"
    page.move(0, 1)
    assert TEXT[slice(*page.selected_span())] == "100.00%"
    page.move(0, 1)
    assert TEXT[slice(*page.selected_span())] == "100.00%"
    page.move(0, -1)
    page.move(0, -1)
    assert page.selected_span() is None


def test_a_number_far_down_in_a_text_is_brought_into_sight():
    text = TEXT * 20
    start = text.rindex("100.00%")
    stop = Stop(start, start + 7, "failed")
    page = page_of([Item((Field(text, "prose", at(0), stops=(stop,)),)), *prose(3)])
    page.go_span(at(0), start)
    assert "100.00%" in "".join(text for y in range(page.height) for text, style in page.line(y) if style == "cursor")


def test_numbers_keep_their_places_behind_characters_that_take_no_cell():
    text = "注意⚠\ufe0f收入12.50万元"
    start = text.index("12.50")
    page = page_of([Item((Field(text, "prose", at(0), stops=(Stop(start, start + 7, "tied"),)),))])
    page.move(0, 1)
    assert "".join(t for y in range(page.height) for t, style in page.line(y) if style == "cursor") == "12.50万元"


def test_only_lines_that_differ_are_painted_again():
    page = page_of(prose(3), (40, 20))
    page.stale.clear()
    page.move(1, 0)
    assert page.stale == set(range(1, 9))  # two paragraphs of three lines with a blank line before each
    page.stale.clear()
    items = prose(3)
    items[1] = Item((Field(TEXT.replace("100.00", "100.01"), "prose", at(1)),), space=1)
    page.update("重点工作", items)
    assert 1 <= len(page.stale) <= 2
    page.stale.clear()
    page.update("重点工作", items)
    assert not page.stale


def test_only_what_was_changed_is_wrapped_anew(monkeypatch):
    page = page_of(prose(20))
    wrapped = []
    inner = Layout._wrap
    monkeypatch.setattr(
        Layout, "_wrap", lambda self, each, cells: wrapped.append(each.text) or inner(self, each, cells)
    )
    items = prose(20)
    items[7] = Item((Field("改了的一段。", "prose", at(7)),), space=1)
    page.update("重点工作", items)
    assert wrapped == ["改了的一段。"]


def test_line_breaks_in_a_field_are_line_breaks():
    page = page_of([Item((Field("一、\n二、", "base", at(0)),))])
    assert [line.strip("> ") for line in lines_of(page)[1:3]] == ["一、", "二、"]


FIELD = st.builds(
    Field,
    st.text(st.sampled_from("中文，。（）12.5%ab \n\x1b"), max_size=60),
    st.sampled_from(["base", "prose", "label"]),
    st.sampled_from([None, at(0), at(1)]),
    cells=st.sampled_from([0, 0, 6, 14, 30]),
    right=st.booleans(),
)
ITEM = st.builds(
    Item, st.lists(FIELD, min_size=1, max_size=4).map(tuple), st.integers(0, 2), indent=st.sampled_from([0, 8])
)
MOVE = st.sampled_from(["up", "down", "left", "right", "page", "back", "home", "end", "wheel", "click"])


@settings(max_examples=120, deadline=None)
@given(st.lists(ITEM, max_size=8), st.integers(1, 90), st.integers(1, 20), st.lists(MOVE, max_size=20))
def test_any_page_at_any_size_takes_every_key_and_fills_its_lines(items, cells, height, moves):
    page = page_of(items, (cells, height))
    for move in moves:
        {
            "up": lambda: page.move(-1, 0),
            "down": lambda: page.move(1, 0),
            "left": lambda: page.move(0, -1),
            "right": lambda: page.move(0, 1),
            "page": lambda: page.page(1),
            "back": lambda: page.page(-1),
            "home": page.home,
            "end": page.end,
            "wheel": lambda: page.scroll(3),
            "click": lambda: page.click(cells // 2, height // 2),
        }[move]()
        for y in range(page.height):
            assert line_width(page.line(y)) == cells
        if any(each.selectable for item in items for each in item.fields):
            assert page.selected() is not None


@pytest.mark.parametrize("cells", [30, 44, 60, 77])
def test_prose_on_the_page_keeps_the_rules_of_line_starts(cells):
    page = page_of(prose(4), (cells, 60))
    for line in lines_of(page)[1:]:
        assert line[2:3] not in NO_START


def test_a_very_long_text_is_laid_out_once_and_then_moved_in_at_once():
    page = page_of([Item((Field(TEXT * 2000, "prose", at(0)),)), *prose(2)], (77, 20))
    began = time.process_time()
    for _ in range(50):
        page.move(1, 0)
        lines_of(page)
    assert (time.process_time() - began) / 50 < 0.2
