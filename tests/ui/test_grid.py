"""The grid as a face: moving, editing in place, and which lines it paints again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from desk_samples import many_rows, no_rows, putuo, wuchang
from driver import words_of

from fintui.model.changes import Put
from fintui.model.document import Document
from fintui.model.figure import Mark, Unreadable
from fintui.model.place import cell
from fintui.ui.grid import Grid
from fintui.ui.text import line_width


def grid_of(loaded, role="payments", size=(95, 20)):
    document = Document(loaded.statement, loaded.form)
    grid = Grid(document, words_of("zh"), lambda place, figure: document.apply(Put(place, figure)))
    document.listeners.append(lambda change: grid.changed(change.place))
    grid.resize(*size)
    grid.show(role)
    return grid


@pytest.fixture
def grid():
    return grid_of(putuo())


def text_of(grid, y):
    return "".join(text for text, _ in grid.line(y))


def lines_of(grid):
    return [text_of(grid, y) for y in range(grid.height)]


def type_into(grid, text, *keys):
    for char in text:
        if grid.editor is None:
            grid.start_editing(char)
        else:
            grid.edit_key(char, char)
    for key in keys:
        grid.edit_key(key, None)


def test_title_number_unit_header_and_note_are_those_of_the_form():
    shown = lines_of(grid_of(wuchang()))
    assert shown[0].split() == ["表3", "支出决算表", "公开03表", "单位:万元"]
    assert "部分公开" in shown[1]
    assert "项目" in shown[2]
    assert "本年支出" in "".join(shown[3:5])
    assert any("注：本表反映部门本年度各项支出情况。" in line for line in shown)


def test_names_are_indented_by_class_group_and_item(grid):
    shown = lines_of(grid)
    for code, name in (("201 ", "一般公共服务支出"), ("201  06 ", "  财政事务"), ("201  06  01", "    行政运行")):
        line = next(line for line in shown if line.startswith(f" {code}") and name.strip() in line)
        at = line.index(name.strip())
        total = next(line for line in shown if "合计" in line and "2,940.05" in line)
        assert at - total.index("合计") == len(name) - len(name.strip())


def test_a_cursor_move_paints_two_rows_and_a_scroll_all(grid):
    grid.stale.clear()
    grid.move(1, 0)
    assert len(grid.stale) == 2
    grid.stale.clear()
    grid.move(0, 1)
    assert len(grid.stale) == 1
    grid.stale.clear()
    grid.move(0, -1)
    grid.move(-1, 0)
    grid.stale.clear()
    grid.move(-1, 0)  # at the edge: nothing moves
    grid.move(0, -1)
    assert not grid.stale
    grid.end(table=True)
    assert len(grid.stale) == grid.height


def test_an_edit_paints_its_row_and_more_only_where_it_needs_more_room(grid):
    grid.move(1, 0)
    grid.stale.clear()
    type_into(grid, "1,234.5")
    assert len(grid.stale) == 1
    grid.edit_key("enter", None)
    assert grid.stale == {grid._line_of(1), grid._line_of(2)}
    assert "1,234.50" in text_of(grid, grid._line_of(1))
    type_into(grid, "123456789012.34", "enter")
    assert len(grid.stale) == grid.height
    assert "123,456,789,012.34" in "".join(lines_of(grid))


def test_the_whole_number_of_the_editor_is_in_sight_at_the_caret(grid):
    grid.start_editing("1")
    x, y = grid.caret()
    assert (y, x) == (grid._line_of(0), next(p.x for p in grid.layout.placed if p.index == grid.column) + 1)
    type_into(grid, "23456789012345678")
    x, _ = grid.caret()
    placed = next(p for p in grid.layout.placed if p.index == grid.column)
    assert placed.x <= x < placed.x + placed.width
    assert all(line_width(grid.line(y)) == grid.width for y in range(grid.height))


def test_a_question_mark_stands_for_the_whole_figure(grid):
    grid.start_editing()
    assert grid.editor.text == "2940.05"
    grid.edit_key("question_mark", "?")
    grid.edit_key("enter", None)
    assert grid.document.statement.tables["payments"].row("total").figures["total"] is Mark.UNKNOWN


@pytest.mark.parametrize("written", [Decimal(150), Decimal("150.0"), Decimal("150.00"), Mark.UNKNOWN, Mark.BLANK, None])
def test_enter_and_enter_again_changes_nothing_not_even_digits(grid, written):
    figures = grid.document.statement.tables["payments"].row("total").figures
    figures["total"] = written
    if written is None:
        del figures["total"]
    grid.start_editing()
    grid.edit_key("enter", None)
    assert grid.editor is None
    assert not grid.document.can_undo
    assert grid.row == 1


def test_what_is_no_figure_stays_with_a_reason(grid):
    grid.document.statement.tables["payments"].row("total").figures["total"] = Unreadable("12x\x1b")
    assert "▲" in text_of(grid, grid._line_of(0))
    grid.start_editing()
    grid.edit_key("enter", None)
    assert grid.editor is not None
    assert "12x" in grid.problem
    grid.edit_key("5", "5")
    assert not grid.problem
    grid.edit_key("escape", None)
    assert grid.editor is None


def test_keys_that_are_none_of_the_editors_are_declined(grid):
    grid.start_editing("1")
    assert not grid.edit_key("ctrl+s", "\x13")
    assert not grid.edit_key("f8", None)
    assert grid.editor.text == "1"


def test_where_one_was_in_a_table_comes_back(grid):
    grid.move(3, 1)
    spot = (grid.row, grid.column)
    grid.show("receipts")
    assert grid.row == 0
    grid.show("payments")
    assert (grid.row, grid.column) == spot


def test_a_table_without_rows_takes_every_key():
    grid = grid_of(no_rows())
    assert not grid.sheet.rows
    for step in (
        lambda: grid.move(1, 0),
        lambda: grid.page(-1),
        grid.home,
        lambda: grid.end(table=True),
        lambda: grid.scroll(3),
        lambda: grid.click(5, 5),
    ):
        step()
    assert not grid.start_editing("1")
    assert grid.position() == "0"
    assert "支出决算表" in text_of(grid, 0)


def test_rows_that_come_and_go_are_laid_out_anew():
    loaded = many_rows(40)
    grid = grid_of(loaded)
    grid.end(table=True)
    table = loaded.statement.tables["payments"]
    del table.rows[5:]
    table.reindex()
    grid.remake()
    assert grid.row == 4
    assert grid.place() is not None


def test_the_sign_that_columns_follow():
    grid = grid_of(putuo(), "receipts", (60, 20))
    header = text_of(grid, len(grid.layout.above) + len(grid.layout.header) - 1)
    assert (header[0], header[-1]) == (" ", "›")
    grid.end()
    header = text_of(grid, len(grid.layout.above) + len(grid.layout.header) - 1)
    assert (header[0], header[-1]) == ("‹", " ")
    wide = grid_of(putuo(), "payments", (160, 20))
    assert not {"‹", "›"} & set("".join(lines_of(wide)))


def test_what_is_said_of_an_empty_table_goes_with_its_first_figure():
    grid = grid_of(putuo(), "government-fund")
    assert "本表无数据" in text_of(grid, 1)
    type_into(grid, "5", "enter")
    assert "本表无数据" not in "".join(lines_of(grid))
    grid.document.undo()
    assert "本表无数据" in text_of(grid, 1)


@pytest.mark.parametrize("height", range(1, 9))
def test_on_a_low_screen_the_selected_row_is_what_stays(height):
    grid = grid_of(wuchang(), "general-budget-payments", (70, height))
    assert "4,090.91" in "".join(lines_of(grid))
    grid.end(table=True)
    assert "221" in "".join(lines_of(grid))


def test_a_click_selects_a_figure_but_no_label(grid):
    placed = [p for p in grid.layout.placed if grid.sheet.columns[p.index].kind == "amount"]
    grid.click(placed[1].x + 1, grid._line_of(2))
    assert grid.place() == cell("payments", grid.sheet.rows[2][placed[1].index].place.key, "basic")
    grid.click(1, grid._line_of(0))
    grid.click(placed[1].x, 0)
    assert grid.row == 2
