"""Columns and headers; above all: no figure is ever cut, whatever the width."""

from __future__ import annotations

import re
from functools import cache

import pytest
from desk_samples import extra_tables, in_unit, many_rows, putuo, wide_amounts, wuchang
from driver import words_of
from hypothesis import given, settings
from hypothesis import strategies as st

from fintui.files.forms import form_files, load_form
from fintui.model.document import Document
from fintui.model.materialise import skeleton
from fintui.model.money import show_amount
from fintui.model.sheet import SheetColumn, make_sheet
from fintui.ui.columns import GAP, Placed, column_widths, header_lines, place_columns
from fintui.ui.grid import Grid
from fintui.ui.text import width

SAMPLES = {
    "wuchang": wuchang,
    "putuo": putuo,
    "wide": wide_amounts,
    "yuan": lambda: in_unit("元", 0),
    "hundred-million": lambda: in_unit("亿元", 6),
    "extra": extra_tables,
    "rows": lambda: many_rows(60),
}
AMOUNT = re.compile(r"-?[\d,]+(?:\.\d+)?|[?#]+|…")


@cache
def grid_of(name):
    loaded = SAMPLES[name]()
    document = Document(loaded.statement, loaded.form)
    grid = Grid(document, words_of("zh"), lambda *_: None)
    figures = {
        role: {show_amount(f) if hasattr(f, "as_tuple") else "?" for row in table.rows for f in row.figures.values()}
        for role, table in document.statement.tables.items()
    }
    return grid, figures, list(loaded.form.tables)


def amounts_on(grid, line: str):
    """The texts in the amount columns of a line of the grid."""
    cells, at = [], 0
    for char in line:
        cells += [char] * max(1, width(char)) if width(char) else []
        at += width(char)
    for placed in grid.layout.placed:
        if grid.sheet.columns[placed.index].kind == "amount":
            yield "".join(cells[placed.x : placed.x + placed.width]).strip()


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(SAMPLES)),
    st.integers(0, 11),
    st.integers(1, 160),
    st.integers(1, 50),
    st.lists(st.sampled_from(["left", "right", "up", "down", "page", "home", "end"]), max_size=12),
)
def test_every_amount_on_the_screen_is_one_of_the_table(name, table, cells, height, moves):
    grid, figures, roles = grid_of(name)
    role = roles[table % len(roles)]
    grid.resize(cells, height)
    grid.show(role)
    for move in moves:
        {
            "left": lambda: grid.move(0, -1),
            "right": lambda: grid.move(0, 1),
            "up": lambda: grid.move(-1, 0),
            "down": lambda: grid.move(1, 0),
            "page": lambda: grid.page(1),
            "home": grid.home,
            "end": lambda: grid.end(table=True),
        }[move]()
        lines = ["".join(text for text, _ in grid.line(y)) for y in range(grid.height)]
        assert all(width(line) == cells for line in lines)
        first = len(grid.layout.above) + len(grid.layout.header)
        rows = lines[first : first + max(0, len(grid.sheet.rows) - grid._top)]
        for line in rows:
            for text in amounts_on(grid, line):
                shown = text.rstrip("*▲ ")
                if shown and set(shown) <= {"#"}:  # only where not even one column has room
                    assert sum(grid.sheet.columns[placed.index].kind == "amount" for placed in grid.layout.placed) == 1
                else:
                    assert not shown or shown in figures[role] | {"?"}, (shown, line)
        # The cursor is in sight, and its column whole.
        assert 0 <= grid._line_of(grid.row) < max(1, height)
        assert any(placed.index == grid.column for placed in grid.layout.placed)


@pytest.mark.parametrize("form", sorted(form_files()))
@pytest.mark.parametrize("cells", [55, 79, 95, 120])
def test_every_column_of_every_form_can_be_reached_and_labels_stay_in_front(form, cells):
    loaded = load_form(form)
    document = Document(skeleton(loaded, "部门", 2024), loaded)
    grid = Grid(document, words_of("zh"), lambda *_: None)
    grid.resize(cells, 20)
    for role in loaded.tables:
        grid.show(role)
        seen = set()
        grid.home()
        for _ in grid.sheet.columns:
            seen |= {placed.index for placed in grid.layout.placed}
            column = grid.sheet.columns[grid.column]
            names = [i for i, c in enumerate(grid.sheet.columns) if c.kind == "name" and c.block == column.block]
            assert set(names) <= {placed.index for placed in grid.layout.placed}
            grid.move(0, 1)
        amounts = {i for i, c in enumerate(grid.sheet.columns) if c.kind == "amount"}
        first_row = {i for i, slot in enumerate(grid.sheet.rows[0]) if slot.place} if grid.sheet.rows else set()
        assert first_row <= seen <= set(range(len(grid.sheet.columns)))
        assert amounts or not grid.sheet.rows


def columns(*headings, kind="amount"):
    return tuple(SheetColumn(kind, heading, 0) for heading in headings)


def test_headings_of_equal_path_are_merged_and_centred():
    placed = [Placed(0, 0, 8), Placed(1, 10, 8), Placed(2, 20, 8)]
    lines = header_lines(columns(("本年支出", "基本"), ("本年支出", "项目"), ("结余",)), placed)
    assert lines[0] == "     本年支出               "
    assert lines[1] == "  基本      项目      结余  "


def test_long_headings_take_lines_of_about_equal_length_and_no_more_than_three():
    placed = [Placed(0, 0, 7)]
    assert [line.strip() for line in header_lines(columns(("基本支出",)), placed)] == ["基本", "支出"]
    lines = header_lines(columns(("对附属单位补助支出及其他各项支出合计",)), placed)
    assert len(lines) == 3
    assert lines[-1].strip().endswith("…")


def test_where_all_columns_fit_headings_get_the_room_that_is_left():
    loaded = putuo()
    sheet = make_sheet(loaded.statement.tables["payments"], loaded.form.tables["payments"])
    texts = [8 if column.kind == "amount" else 4 for column in sheet.columns]
    widths = column_widths(sheet, texts, 200)
    for column, cells in zip(sheet.columns, widths, strict=True):
        if column.kind == "amount":
            assert cells >= width(column.heading[-1])
    assert sum(widths) + GAP * len(widths) <= 200


def test_labels_give_way_to_the_figure_where_there_is_no_room_for_both():
    loaded = putuo()
    sheet = make_sheet(loaded.statement.tables["payments"], loaded.form.tables["payments"])
    texts = [12 if column.kind == "amount" else 30 if column.kind == "name" else 3 for column in sheet.columns]
    widths = column_widths(sheet, texts, 24)
    first = next(i for i, column in enumerate(sheet.columns) if column.kind == "amount")
    placed = place_columns(sheet, widths, first, 24)
    assert placed[-1].index == first
    assert placed[-1].width == widths[first]
    assert placed[-1].x + placed[-1].width <= 24
