"""Ranges of figures: selected by keys and mouse, told, cleared, set, filled down; sums typed into cells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from desk_samples import many_rows
from driver import PUTUO, WUCHANG, Driver
from test_painting import milliseconds

from fintui.model.figure import Mark, State
from fintui.ui.actions import ACTIONS, bindings
from fintui.ui.selection import Selection, Span, differing
from fintui.ui.tools.ranges import selected


@pytest.fixture
def driver():
    return Driver(PUTUO).press("3")


def size(driver):
    rows = selected(driver.desk.grid)
    return len(rows), len(rows[0])


def ranged(driver):
    """On which lines something is painted as selected."""
    return [y for y in range(driver.desk.height) if any(style == "range" for _, style in driver.desk.line(y))]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["shift+down", "shift+down", "shift+right"], (3, 2)),
        (["shift+end"], (1, 6)),
        (["f6", "down", "right", "right"], (2, 3)),
        (["v", "down", "shift+down"], (3, 1)),
        (["alt+r"], (1, 6)),
        (["alt+r", "shift+down"], (2, 6)),
        (["f6", "f6", "down"], (2, 6)),
        (["right", "right", "shift+home"], (1, 3)),
    ],
)
def test_keys_select(driver, keys, expected):
    driver.press(*keys)
    assert size(driver) == expected
    assert f"{expected[0]}行×{expected[1]}列" in driver.lines[0]
    assert ranged(driver) or expected == (1, 1)


def test_whole_columns_and_the_table(driver):
    rows = len(driver.desk.grid.sheet.rows)
    assert size(driver.press("alt+v")) == (rows, 1)
    assert size(driver.press("escape", "alt+a")) == (rows, 6)
    assert size(driver.press("escape", "f6", "f6", "f6", "right")) == (rows, 2)
    driver.press("f6")
    assert size(driver) == (rows, 6)
    driver.press("f6")
    assert driver.desk.grid.span() is None


def test_a_plain_move_ends_a_range_and_escape_does_before_it_leaves(driver):
    driver.press("shift+down", "down")
    assert driver.desk.grid.span() is None
    driver.press("f6", "down", "escape")
    assert driver.desk.grid.span() is None
    assert driver.desk.where == "grid"
    driver.press("escape")
    assert driver.desk.where == "contents"


def test_another_table_and_typing_end_a_range(driver):
    driver.press("shift+down", "alt+5", "alt+3")
    assert driver.desk.grid.span() is None
    driver.press("shift+down", "1")
    assert driver.desk.grid.span() is None


def test_the_sum_is_exact_and_follows_edits(driver):
    driver.press("down", "shift+down", "shift+down")
    column = [driver.desk.grid.sheet.rows[r][driver.desk.grid.column].place for r in (1, 2, 3)]
    figures = [driver.figure("payments", place.key, place.field) for place in column]
    assert f"合计 {sum(figures):,}(3 个数)" in driver.lines[0]
    driver.press("alt+z")
    assert "合计 0.00(3 个数)" in driver.lines[0]
    driver.press("u")
    assert driver.desk.grid.span() is None


def test_unknown_figures_are_counted():
    driver = Driver(WUCHANG).press("1", "alt+a")
    document = driver.desk.document
    places = [place for row in selected(driver.desk.grid) for place in row if place]
    states = [document.statement.tables[place.role].state(place.key, place.field) for place in places]
    assert states.count(State.UNKNOWN) > 20
    assert f"?{states.count(State.UNKNOWN)}" in driver.lines[0]


@pytest.mark.parametrize(
    ("key", "figure"),
    [("delete", None), ("alt+u", Mark.UNKNOWN), ("alt+b", Mark.BLANK), ("alt+z", Decimal("0.00"))],
)
def test_a_key_sets_one_figure_or_a_range_as_one_step(driver, key, figure):
    driver.press("shift+down", "shift+right", key)
    places = [place for row in selected(driver.desk.grid) for place in row]
    assert len(places) == 4
    assert all(driver.figure("payments", place.key, place.field) == figure for place in places)
    assert "已改 4 格" in driver.lines[-1]
    driver.press("u")
    assert not driver.desk.document.modified
    driver.press("down", key)
    place = driver.desk.grid.place()
    assert driver.figure("payments", place.key, place.field) == figure
    assert driver.desk.document.unsaved_count == 1


def test_fill_down_copies_the_first_row_of_a_range_or_the_figure_above(driver):
    driver.press("shift+right", "shift+down", "shift+down", "ctrl+d")
    top, *below = selected(driver.desk.grid)
    for row in below:
        for place, source in zip(row, top, strict=True):
            assert driver.figure("payments", place.key, place.field) == driver.figure("payments", "total", source.field)
    driver.press("u")
    assert not driver.desk.document.modified
    driver.press("ctrl+home", "ctrl+d")
    assert "没有可供填充" in driver.lines[-1]
    driver.press("down", "ctrl+d")
    place = driver.desk.grid.place()
    assert driver.figure("payments", place.key, place.field) == driver.figure("payments", "total", place.field)


def test_the_mouse_selects_when_it_is_pulled(driver):
    grid, width = driver.desk.grid, driver.desk.width - driver.desk.grid.width
    placed = [each for each in grid.layout.placed if grid.sheet.columns[each.index].kind == "amount"]
    y = 1 + len(grid.layout.above) + len(grid.layout.header)
    driver.desk.click(width + placed[0].x + 1, y + 1)
    driver.desk.drag(width + placed[1].x + 1, y + 3)
    assert size(driver) == (3, 2)
    driver.desk.click(width + placed[0].x + 1, y + 1)
    assert grid.span() is None


def test_a_move_that_extends_paints_the_rows_that_change(driver):
    driver.press("down", "shift+down")
    driver.stale_lines()
    driver.press("shift+down")
    grid_lines = [y for y in driver.stale_lines() if 0 < y < driver.desk.grid.height]
    assert len(grid_lines) == 2
    driver.press("escape", "down")
    driver.stale_lines()
    driver.press("down")
    assert len([y for y in driver.stale_lines() if 0 < y < driver.desk.grid.height]) == 2


def test_selecting_all_of_many_rows_takes_no_time():
    driver = Driver(many_rows(2000), checked=False).press("3", "alt+a")
    assert milliseconds(driver, "shift+down", "shift+up", times=5) < 400
    driver.press("escape", "alt+v")
    assert milliseconds(driver, "shift+right", "shift+left", times=5) < 400


def test_what_differs_between_two_spans():
    seen = range(5, 20)
    assert set(differing(None, Span(3, 1, 6, 1), seen)) == {5, 6}
    assert set(differing(Span(6, 1, 8, 1), Span(6, 1, 9, 1), seen)) == {9}
    assert set(differing(Span(6, 1, 8, 1), Span(6, 1, 8, 2), seen)) == {6, 7, 8}
    assert set(differing(Span(6, 1, 8, 1), Span(6, 1, 8, 1), seen)) == set()


def test_a_selection_is_within_its_sheet():
    selection = Selection()
    selection.begin((8, 2))
    assert selection.span((2, 3), 5, 3) == Span(2, 2, 4, 2)
    assert selection.span((0, 0), 0, 3) is None


def test_a_sum_is_typed_and_its_result_is_kept_and_told(driver):
    driver.type("=356.25+3734.66").press("enter")
    assert driver.figure("payments", "total", "total") == Decimal("4090.91")
    assert "4,090.91" in driver.lines[-1]
    driver.type("＝10／3").press("enter")
    assert "四舍五入到 2 位" in driver.lines[-1]
    driver.type("=1/0").press("enter")
    assert "除数为零" in driver.lines[-1]
    assert driver.desk.grid.editor
    driver.press("escape", "u", "u")
    assert not driver.desk.document.modified


def test_alt_and_a_letter_is_that_where_it_does_something_else_escape_and_the_letter(driver):
    free = next(key for key in "xuUnNbB" if f"alt+{key}" not in {key for action in ACTIONS for key in action.keys})
    bound = bindings()["grid", free]
    assert driver.desk._action(f"alt+{free}", free) is bound
    driver.press("down")
    driver.desk.key("alt+u", "u")
    place = driver.desk.grid.place()
    assert driver.figure("payments", place.key, place.field) is Mark.UNKNOWN
    driver.press("5")
    driver.desk.key("alt+z", "z")
    assert driver.figure("payments", place.key, place.field) == Decimal("0.00")
