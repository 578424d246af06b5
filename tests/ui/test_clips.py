"""Copying out of the program, and pasting ranges: looked at first, one step, told what could not be taken."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from desk_samples import in_unit, many_rows
from driver import PUTUO, WUCHANG, Driver
from hypothesis import given, settings
from hypothesis import strategies as st

from fintui.files.clipboard import Copied
from fintui.model.figure import Mark
from fintui.ui.tools.pasting import read_block
from fintui.ui.tools.ranges import selected


@pytest.fixture
def driver():
    return Driver(PUTUO).press("3")


def figures(driver):
    return [[driver.figure("payments", p.key, p.field) for p in row] for row in selected(driver.desk.grid)]


# -- copying
def test_a_range_is_copied_as_a_spreadsheet_takes_it(driver):
    driver.press("shift+down", "shift+right", "ctrl+c")
    expected = "".join("\t".join(f"{each:f}" for each in row) + "\n" for row in figures(driver))
    assert driver.host.copied == [expected]
    assert "已复制 2行×2列 到剪贴板(test)" in driver.lines[-1]


def test_whole_rows_are_copied_with_their_labels(driver):
    driver.press("down", "alt+r", "ctrl+c")
    row = driver.host.copied[0].rstrip("\n").split("\t")
    assert row[:4] == ["201", "", "", "一般公共服务支出"]
    assert len(row) == len(driver.desk.grid.sheet.columns)


def test_a_name_that_a_spreadsheet_would_run_is_copied_as_text(driver):
    driver.desk.document.statement.tables["payments"].row("201").name = "=HYPERLINK(1)"
    driver.desk.grid.remake()
    driver.press("down", "alt+r", "ctrl+c")
    assert "	'=HYPERLINK(1)	" in driver.host.copied[0]


def test_one_figure_a_blank_and_an_unknown_one(driver):
    driver.press("ctrl+c", "alt+u", "ctrl+c", "alt+b", "ctrl+c")
    assert driver.host.copied == ["2940.05\n", "?\n", "\n"]


def test_a_sentence_a_paragraph_and_a_finding_are_copied():
    driver = Driver(WUCHANG).press("e")
    driver.press("ctrl+c")
    paragraph = driver.host.copied[-1]
    driver.press("right", "ctrl+c")
    sentence = driver.host.copied[-1]
    assert sentence in paragraph
    assert sentence.endswith("。")
    driver.press("f", "down", "ctrl+c")
    assert driver.desk.page_face.selected().outcome.rule in driver.host.copied[-1]
    driver.press("3", "f5", "ctrl+c")
    assert driver.host.copied[-1] == driver.desk.detail.selected().text.strip()


def test_where_the_copy_went_is_told(driver):
    for copied, told in [(Copied("file", "/x/copied.txt"), "/x/copied.txt"), (Copied("nowhere"), "无法复制")]:
        driver.host.copy = lambda text, copied=copied: copied
        driver.press("ctrl+c")
        assert told in driver.lines[-1]


# -- pasting
def test_a_block_is_looked_at_then_pasted_and_taken_back_in_one_step(driver):
    driver.press("down")
    driver.desk.paste("1.00\t2.00\r\n3.00\t四\r\n")
    assert driver.desk.part.page == "preview"
    assert "2 行 × 2 列:3 格将改动" in driver.screen
    assert "第 2 行第 2 列:“四”不是金额" in driver.screen
    assert not driver.desk.document.modified
    driver.press("enter")
    assert driver.desk.part.role == "payments"
    assert "已粘贴,改动 3 格" in driver.lines[-1]
    assert "另有 1 处未改" in driver.lines[-1]
    assert driver.figure("payments", "201", "basic") == Decimal("2.00")
    assert driver.desk.grid.place().key == "201"
    driver.press("u")
    assert not driver.desk.document.modified


def test_a_paste_can_be_declined(driver):
    driver.desk.paste("1\t2\n")
    driver.press("escape")
    assert driver.desk.part.role == "payments"
    assert not driver.desk.document.modified


def test_what_was_copied_can_be_pasted_elsewhere_with_blanks_and_unknown_figures(driver):
    driver.press("alt+b", "right", "alt+u", "left", "shift+right", "shift+right", "ctrl+c")
    (copied,) = figures(driver)
    driver.press("down", "down", "home", "ctrl+v", "enter")
    driver.press("shift+right", "shift+right")
    assert figures(driver) == [copied]
    assert copied[:2] == [Mark.BLANK, Mark.UNKNOWN]


def test_labels_in_what_is_pasted_are_passed_over_and_other_rows_are_told(driver):
    driver.press("down", "alt+r", "shift+down", "shift+down", "ctrl+c")
    lines = driver.host.copied[0].splitlines()
    cells = [line.split("\t") for line in lines]
    changed = [[*row[:4], "7.00", *row[5:]] for row in cells]
    changed[2][0] = "999"
    driver.press("ctrl+home", "down")
    driver.desk.paste("\n".join("\t".join(row) for row in changed))
    assert "是表中的科目编码、名称或行次" in driver.screen
    assert "在本表没有对应的行" in driver.screen
    driver.press("enter")
    column = driver.desk.grid.sheet.columns[4].key
    keys = [row[4].place.key for row in driver.desk.grid.sheet.rows[1:4]]
    assert [driver.figure("payments", key, column) == Decimal("7.00") for key in keys] == [True, True, False]


def test_a_block_with_codes_comes_to_their_rows_wherever_they_stand(driver):
    before = [row.key for row in driver.desk.document.statement.tables["payments"].rows]
    driver.desk.paste(
        "科目编码\t科目名称\t合计\t基本支出\n"
        "2010602\t一般行政管理事务\t8.00\t1\n"
        "2010604\t预算改革业务\t5.00\t\n"
        "2010601\t行政运行\t7.00\t七\n"
        "2010602\t一般行政管理事务\t9.00\t\n"
        "3010199\t别的\t9.00\t\n"
        "\t合计\t20.00\t\n"
    )
    assert "新增行(1)" in driver.screen
    assert "2010604 预算改革业务  5.00" in driver.screen
    assert "前面已有一行" in driver.screen
    assert "“七”不是金额" in driver.screen
    assert "在本表没有对应的行" in driver.screen
    driver.press("enter")
    assert "新增 1 行" in driver.lines[-1]
    assert driver.figure("payments", "2010602", "total") == Decimal("8.00")
    assert driver.figure("payments", "2010602", "basic") == Decimal("1.00")
    assert driver.figure("payments", "2010604", "total") == Decimal("5.00")
    assert driver.figure("payments", "2010601", "total") == Decimal("7.00")
    assert driver.figure("payments", "total", "total") == Decimal("20.00")
    now = [row.key for row in driver.desk.document.statement.tables["payments"].rows]
    assert now[1:] == sorted(now[1:])
    driver.press("u")
    assert [row.key for row in driver.desk.document.statement.tables["payments"].rows] == before
    assert not driver.desk.document.modified


def test_codes_in_three_columns_and_dropped_zeros(driver):
    driver.desk.paste("类\t款\t项\t名称\t数\n201\t\t\t甲\t1\n201\t6\t\t乙\t2\n201\t6\t1\t丙\t3\n")
    driver.press("enter")
    assert [driver.figure("payments", code, "total") for code in ("201", "20106", "2010601")] == [1, 2, 3]


def test_economic_codes_come_to_their_blocks():
    driver = Driver(PUTUO).press("6")
    driver.desk.paste("30101\t基本工资\t1\n30201\t办公费\t2\n31002\t办公设备购置\t3\n30306\t救济费\t4\n")
    driver.press("enter")
    role = "general-budget-basic-payments"
    found = [driver.figure(role, code, "amount") for code in ("30101", "30201", "31002", "30306")]
    assert found == [1, 2, 3, 4]


def test_a_whole_table_goes_out_and_comes_back_as_it_was(driver):
    for key, role in (("3", "payments"), ("5", "general-budget-payments"), ("6", "general-budget-basic-payments")):
        driver.press(f"alt+{key}", "alt+a", "ctrl+c", "escape")
        text = driver.host.copied[-1]
        driver.press("ctrl+home")
        driver.desk.paste(text)
        assert "0 格将改动" in driver.screen, role
        assert "新增行" not in driver.screen, role
        driver.press("enter", "escape")
    assert not driver.desk.document.modified


def test_amounts_of_three_and_five_digits_are_no_codes():
    driver = Driver(in_unit("元", 0)).press("3", "down")
    driver.desk.paste("20101\t325\n20805\t999\n999\t201\n")
    assert "科目编码、名称" not in driver.screen
    driver.press("enter")
    assert driver.figure("payments", "201", "total") == Decimal(20101)


def test_what_sticks_out_is_told(driver):
    driver.press("ctrl+end")
    driver.desk.paste("1\t2\n3\t4\n")
    assert "多出 1 行" in driver.screen
    assert "多出 1 列" in driver.screen
    assert "1 格将改动" in driver.screen


def test_one_text_fills_a_range(driver):
    driver.press("shift+down", "shift+right")
    driver.desk.paste("8.5\n")
    driver.press("enter", "shift+down", "shift+right")
    assert {figure for row in figures(driver) for figure in row} == {Decimal("8.50")}


def test_nothing_to_paste_is_told(driver):
    driver.press("ctrl+v")
    assert "还没有复制过数字" in driver.lines[-1]
    driver.desk.paste("甲\t乙\n")
    driver.press("enter")
    assert "没有可改的数字" in driver.lines[-1]


def test_cutting_copies_and_clears(driver):
    driver.press("shift+down", "ctrl+x")
    assert driver.host.copied[0].startswith("2940.05\n")
    assert figures(driver) == [[None], [None]]
    assert "已复制" in driver.lines[-1]


def test_quoted_cells_controls_and_line_ends():
    assert read_block("\ufeff1\t2\r\n3\t4\r\n") == [["1", "2"], ["3", "4"]]
    assert read_block('"两\n行"\t1\n') == [["两 行", "1"]]
    assert read_block('5" 2\t1\n') == [['5" 2', "1"]]
    assert read_block("\x1b[31m1\x00\t2\u202e\n\n\n") == [["[31m1", "2"]]
    assert read_block("1\t\t\n\t\n2") == [["1"], [], ["2"]]
    assert read_block("") == []


PIECES = st.lists(
    st.sampled_from(
        [
            *("1", "2.5", "\t", "\n", "\r\n", '"', "甲", "?", "-", "\x1b", "=1+1", "201", " "),
            *("\n201\t甲\t", "\n20101\t乙\t", "\n201\t1\t1\t丙\t", "\n合计\t"),
        ]
    )
)


@settings(max_examples=40, deadline=None)
@given(PIECES.map("".join), st.sampled_from([[], ["shift+down"], ["alt+r"], ["alt+a"], ["ctrl+end"]]))
def test_any_text_may_be_pasted_and_undone(text, keys):
    driver = Driver(PUTUO, checked=False).press("5", *keys)
    driver.desk.paste(text)
    driver.check()
    driver.press("enter")
    driver.check()
    driver.press("escape", "escape")
    while driver.desk.document.can_undo:
        driver.desk.undo()
    assert not driver.desk.document.modified


def test_thousands_of_rows_are_pasted_in_no_time_and_checked_once_they_are_seen():
    rows = 600
    driver, waiting = Driver(many_rows(rows)).press("3"), []
    driver.host.in_steps = waiting.append
    text = "".join(f"{n}.25\t{n}.50\t{n}.75\n" for n in range(rows))
    began = time.process_time()
    driver.desk.paste(text)
    driver.desk.key("enter")
    assert time.process_time() - began < 15
    assert f"已粘贴,改动 {3 * rows} 格" in driver.lines[-1]
    assert "正在核对" in driver.lines[0]
    (check,) = waiting
    for number, _ in enumerate(check):
        if number == 3:
            driver.press("down", "9", "enter")  # keys come between its steps, and edits begin it anew
    assert "正在核对" not in driver.lines[0]
    assert "✗" in driver.lines[0]


def test_what_a_large_paste_leaves_is_what_a_full_check_finds():
    driver = Driver(many_rows(350)).press("3")
    driver.desk.paste("".join(f"{n}\t{n}\t{n}\n" for n in range(350)))
    driver.press("enter", "7", "enter")
    assert "正在核对" not in driver.lines[0]
    kept = [each.key for each in driver.desk.engine.all()]
    driver.desk.engine.run()
    assert kept == [each.key for each in driver.desk.engine.all()]


def test_a_short_text_over_a_long_table_and_a_long_one_over_a_short_table():
    driver = Driver(PUTUO, checked=False).press("3")
    began = time.process_time()
    driver.desk.paste("1\t2\n" * 20_000)
    assert "多出 19980 行" in driver.screen
    driver.desk.paste("\t" * 1_000_000 + "\n1\n" * 100_000)
    assert time.process_time() - began < 15
    driver.press("escape")
    driver.desk.paste("1" * 20_000_001)
    assert "2000 万字" in driver.lines[-1]
