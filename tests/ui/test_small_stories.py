"""Small stories: what happens at the edges."""

from __future__ import annotations

import re
import shutil

import desk_samples
import pytest
from driver import PUTUO, WUCHANG, Driver

from fintui.model.place import cell
from fintui.ui.text import width


def test_a_figure_being_typed_is_taken_before_another_action_or_keeps_it_from_going_on(tmp_path):
    path = shutil.copy(PUTUO, tmp_path / "p.toml")
    driver = Driver(path)
    driver.press("3").type("12").press("ctrl+s")
    assert "已保存" in driver.lines[-1]
    assert "total = 12.00" in path.read_text("utf-8")
    driver.type("34").press("f8")
    assert driver.desk.part.role == "fiscal-receipts-and-payments"
    assert driver.figure("payments", "total", "total") == 34
    driver.press("f7").type("1.234").press("f8")
    assert driver.desk.part.role == "payments"
    assert "小数" in driver.lines[-1]
    driver.press("escape").type("56").press("¢")  # Alt+4, or Esc and 4 at once: Esc leaves
    assert driver.desk.part.role == "fiscal-receipts-and-payments"
    assert driver.figure("payments", "total", "total") == 34


def test_a_circumflex_before_a_digit_is_what_is_left_of_esc():
    driver = Driver(PUTUO)
    driver.press("5", "^", "3", "down")
    assert driver.desk.part.role == "payments"
    assert not driver.desk.document.modified
    driver.press("1", "2", "^", "5")
    assert driver.desk.part.role == "general-budget-payments"
    assert not driver.desk.document.modified
    driver.press("^", "down", "3", "enter")
    assert driver.desk.document.unsaved_count == 1


def test_a_count_keeps_the_digits_it_is_typed_with():
    driver = Driver(desk_samples.wuchang())
    driver.press("0")
    while "人员(人数)" not in driver.desk.page_face.heading_of_selected():
        driver.press("down")
    place = driver.desk.page_face.selected().place
    driver.press("enter", "ctrl+u").type("12").press("enter")
    assert str(next(f.value for f in driver.desk.document.statement.staff if f.key == place.key)) == "12"
    driver.press("u", "enter", "enter")
    assert not driver.desk.document.modified


def test_a_question_too_long_for_the_screen_leaves_room_for_its_answers(tmp_path):
    folder = tmp_path / ("很长的文件夹名" * 8)
    folder.mkdir()
    path = shutil.copy(PUTUO, folder / "p.toml")
    driver = Driver(path, (80, 24))
    driver.press("3", "1", "enter", "f12", "ctrl+u").type(str(folder / "q.toml")).press("enter")
    driver.press("f12", "ctrl+u").type(str(path)).press("enter")
    assert "覆盖" in driver.lines[0]
    assert "取消" in driver.lines[0]
    assert "…" in driver.lines[0]
    driver.check()


@pytest.mark.parametrize(
    "typed", ["", "~no-such-user/x.toml", "/" + "长" * 300 + ".toml", "/proc/nowhere/x.toml", "/dev/null/x"]
)
def test_a_place_that_cannot_be_written_is_told_and_the_question_stays(tmp_path, typed):
    path = shutil.copy(PUTUO, tmp_path / "p.toml")
    driver = Driver(path)
    driver.press("3", "1", "enter", "f12", "ctrl+u").type(typed).press("enter")
    assert driver.desk.status.question is not None
    assert driver.lines[-1].strip()
    assert "error" in driver.styles
    driver.press("escape")
    assert driver.desk.path == path


def test_saving_as_over_ones_own_file_sees_what_others_wrote(tmp_path):
    path = shutil.copy(PUTUO, tmp_path / "p.toml")
    driver = Driver(path)
    driver.press("3", "1", "enter")
    path.write_text(path.read_text("utf-8") + "\n# 别人的备注\n", "utf-8")
    driver.press("f12", "enter")
    assert "别人改动" in driver.lines[0]
    assert "别人的备注" in path.read_text("utf-8")


def test_saving_elsewhere_on_quitting_still_quits(tmp_path):
    path = shutil.copy(PUTUO, tmp_path / "p.toml")
    driver = Driver(path)
    driver.press("3", "1", "enter")
    path.write_text(path.read_text("utf-8") + "\n# 别人的备注\n", "utf-8")
    driver.press("ctrl+q", "enter", "a", "ctrl+u").type(str(tmp_path / "q.toml")).press("enter")
    assert driver.host.has_quit
    assert "total = 1.00" in (tmp_path / "q.toml").read_text("utf-8")


def test_pasting(tmp_path):
    driver = Driver(PUTUO)
    driver.press("3")
    driver.desk.paste("１，２３４．５\r\n")
    driver.press("enter")
    assert str(driver.figure("payments", "total", "total")) == "1234.50"
    driver.desk.paste("1\t2\r\n3\t4\r\n")
    assert driver.desk.part.page == "preview"
    assert driver.desk.grid.editor is None
    driver.press("escape", "escape", "0")
    driver.desk.paste("武汉")
    assert "粘贴" in driver.lines[-1]
    driver.press("enter")
    driver.desk.paste("新\r\n名\x1b]0;x\x07")
    assert "新 名\ufffd]0;x\ufffd" in driver.lines[0]


def test_the_mouse_goes_nowhere_while_something_is_asked(tmp_path):
    driver = Driver(shutil.copy(PUTUO, tmp_path / "p.toml"))
    driver.press("3", "1", "enter", "ctrl+q")
    driver.desk.click(3, 1)
    assert driver.desk.part.role == "payments"
    assert driver.desk.status.question is not None


def test_undo_says_what_it_took_back_by_name():
    driver = Driver(desk_samples.wuchang())
    driver.press("3", "9", "enter", "u")
    assert "已撤销:表3 合计 · 本年支出合计" in driver.lines[-1]
    driver.press("escape", "0", "ctrl+home", "enter").type("局").press("enter", "u")
    assert "已撤销:概况 · 部门" in driver.lines[-1]
    driver.press("U")
    assert "已重做" in driver.lines[-1]


def test_on_a_narrow_screen_the_contents_list_takes_the_panels_place():
    driver = Driver(PUTUO, (40, 20))
    driver.press("3", "escape")
    assert any(line.startswith(">3 支出表") for line in driver.lines)
    driver.press("5")
    assert "一般公共预算" in driver.lines[1]


def test_where_there_is_no_room_for_the_ledger_it_says_so():
    driver = Driver(PUTUO, (80, 10))
    driver.press("3", "f5")
    assert "放不下" in driver.lines[-1]
    assert driver.desk.where == "grid"
    driver.press("f10")
    assert "放不下" in driver.lines[-1]


def test_hiding_the_ledger_takes_the_keys_from_it():
    driver = Driver(PUTUO)
    driver.press("3", "f5")
    assert driver.desk.where == "ledger"
    driver.press("f10")
    assert driver.desk.where == "grid"
    driver.press("f10", "f5")
    driver.desk.resize(80, 10)
    assert driver.desk.where == "grid"


def test_the_help_names_every_key_and_esc_leads_back():
    driver = Driver(PUTUO, (80, 24))
    driver.press("3", "f1")
    seen = driver.screen
    for _ in range(9):
        driver.press("pagedown")
        seen += driver.screen
    for text in ("Alt+1–9", "Ctrl+PgDn", "^Q", "F12", "另存为", "直接键入", "▲"):
        assert text in seen
    assert "Esc 返回" in driver.lines[-1]
    driver.press("escape")
    assert driver.desk.part.role == "payments"
    assert driver.desk.where == "grid"


def test_the_footer_fits_and_says_what_enter_does_here():
    driver = Driver(WUCHANG, (80, 24))
    driver.press("0", "ctrl+home")
    assert "Enter 修改" in driver.lines[-1]
    while driver.desk.page_face.selected().goto is None:
        driver.press("down")
    assert "Enter 前往" in driver.lines[-1]
    for line in (driver.lines[-1], Driver(WUCHANG, (40, 24)).lines[-1]):
        assert "…" not in line


def test_detail_of_a_link_names_where_it_leads():
    driver = Driver(WUCHANG)
    driver.press("g", "down")
    assert "前往 一、收入支出决算总体情况说明" in driver.screen
    driver.press("0")
    while driver.desk.page_face.selected().goto != cell("payments", "total", "basic"):
        driver.press("down")
    assert "前往 表3 合计 · 基本支出" in driver.screen


def test_the_name_of_the_file_never_touches_the_counts():
    for cells in range(20, 130, 3):
        driver = Driver(WUCHANG, (cells, 24), checked=False)
        line = driver.lines[0]
        assert width(line) == cells
        assert re.search(r"(\s{2}|^ ?)\S+\s*$", line.rstrip() + " ")
