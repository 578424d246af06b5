"""What people do, in keys, and what they then see."""

from __future__ import annotations

import shutil
from decimal import Decimal

import pytest
from driver import PUTUO, SIZES, WUCHANG, Driver

from fintui.checks.judge import Severity
from fintui.model.figure import Mark
from fintui.ui.actions import ACTIONS


@pytest.fixture
def wuchang(tmp_path):
    return Driver(shutil.copy(WUCHANG, tmp_path / "w.toml"))


@pytest.fixture
def putuo(tmp_path):
    return Driver(shutil.copy(PUTUO, tmp_path / "p.toml"))


def test_the_overview_is_shown_first(wuchang):
    assert "武汉市武昌区大数据中心" in wuchang.screen
    assert "4,090.91" in wuchang.screen
    assert "承担上级交办的其他事项" in wuchang.press("pagedown").screen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", [WUCHANG, PUTUO])
def test_every_digit_and_letter_leads_to_its_part(path, size):
    driver = Driver(path, size)
    parts = {"1": "收入支出决算总表", "5": "一般公共预算财政拨款支出决算表", "g": "图", "f": "核对结果"}
    for key, seen in parts.items():
        driver.press("escape", key)
        assert seen in driver.lines[1]
        driver.check_widths()


def test_digits_in_a_table_are_typed_and_alt_digit_leads_away(wuchang):
    wuchang.press("3", "7")
    assert wuchang.desk.grid.editor.text == "7"
    wuchang.press("escape", "¢")  # what Textual makes of Alt+4
    assert "财政拨款收入支出决算总表" in wuchang.lines[1]


def test_two_figures_typed_in_one_burst_stand_one_below_the_other(putuo):
    putuo.press("3").press(*"123", "enter", *"456", "enter")
    assert putuo.figure("payments", "total", "total") == Decimal("123.00")
    assert putuo.figure("payments", "201", "total") == Decimal("456.00")
    assert "123.00" in putuo.screen


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("１２３．４", Decimal("123.40")),
        ("1,234.5", Decimal("1234.50")),
        ("(1,234.50)", Decimal("-1234.50")),
        ("?", Mark.UNKNOWN),
        ("-", Mark.BLANK),
    ],
)
def test_what_people_type_into_a_cell(putuo, typed, figure):
    putuo.press("3", "enter", "ctrl+u").type(typed).press("enter")
    assert putuo.figure("payments", "total", "total") == figure


@pytest.mark.parametrize("typed", ["1,23", "1.234", "12a", "5万", "亿元"])
def test_what_is_no_amount_is_refused_with_a_reason_and_stays_to_be_corrected(putuo, typed):
    putuo.press("3", "enter", "ctrl+u").type(typed).press("enter")
    assert typed in putuo.lines[-1]
    assert putuo.desk.grid.editor.text == typed
    assert putuo.figure("payments", "total", "total") == Decimal("2940.05")
    putuo.press("escape")
    assert putuo.desk.grid.editor is None
    assert not putuo.desk.document.modified


def test_tab_and_arrows_keep_what_was_typed_and_move_on(putuo):
    putuo.press("3", "1", "tab", "2", "down", "3", "escape")
    assert putuo.figure("payments", "total", "total") == Decimal("1.00")
    assert putuo.figure("payments", "total", "basic") == Decimal("2.00")
    assert putuo.figure("payments", "201", "basic") == Decimal("1503.52")


def test_undo_and_redo_go_across_panels_and_show_the_place(wuchang):
    wuchang.host.edit = lambda text: text.replace("61.49%", "61.50%")
    wuchang.press("3", "9", "enter", "e", "enter")
    assert "61.50%" in wuchang.screen
    wuchang.press("0", "u")
    assert "61.49%" in wuchang.screen
    wuchang.press("u")
    assert wuchang.desk.part.id == "payments"
    assert "4,090.91" in wuchang.screen
    assert not wuchang.desk.document.modified
    wuchang.press("U", "U")
    assert wuchang.desk.document.unsaved_count == 2


def test_unsaved_marks_come_and_go(putuo):
    putuo.press("3", "1", "enter")
    assert "*1 未保存" in putuo.lines[0]
    assert "1.00" in putuo.screen
    contents = next(line for line in putuo.lines if " 支出表" in line)
    assert "*" in contents[:24]
    putuo.press("u")
    assert "未保存" not in putuo.lines[0]


def test_a_figure_and_a_sentence_corrected_and_saved_are_two_lines(wuchang):
    before = wuchang.desk.path.read_text("utf-8")
    wuchang.host.edit = lambda text: text.replace("的91%", "的100%")
    wuchang.press("3", "down").type("4090.92").press("enter", "e", "end")
    while "91%" not in (wuchang.desk.page_face.selected().text if wuchang.desk.page_face.selected() else ""):
        wuchang.press("up")
    wuchang.press("enter", "ctrl+s")
    after = wuchang.desk.path.read_text("utf-8")
    changed = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert changed[0][1] == "total = 4090.92"
    assert len(changed) == 2
    assert "已保存" in wuchang.lines[-1]


def test_the_shipped_statement_is_never_written_over(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    driver = Driver(WUCHANG)
    before = WUCHANG.read_bytes()
    driver.press("3", "1", "enter", "ctrl+s")
    assert "另存" in driver.lines[0]
    driver.press("enter")
    assert WUCHANG.read_bytes() == before
    saved = tmp_path / "fintui" / WUCHANG.name
    assert "total = 1.00" in saved.read_text("utf-8")
    assert driver.desk.path == saved
    driver.press("f12", "ctrl+u").type(str(WUCHANG)).press("enter")
    assert "不改动" in driver.lines[-1]
    assert WUCHANG.read_bytes() == before


def test_quitting_with_unsaved_edits_asks(putuo):
    putuo.press("ctrl+q")
    assert putuo.host.has_quit
    putuo.host.has_quit = False
    putuo.press("3", "1", "enter", "ctrl+q")
    assert "未保存" in putuo.lines[0]
    assert not putuo.host.has_quit
    putuo.press("escape")
    assert not putuo.host.has_quit
    putuo.press("ctrl+q", "enter")
    assert putuo.host.has_quit
    assert "total = 1.00" in putuo.desk.path.read_text("utf-8")


def test_a_file_changed_by_someone_else_is_not_overwritten_unseen(putuo):
    path = putuo.desk.path
    path.write_text(path.read_text("utf-8").replace("2336.91", "2336.92"), "utf-8")
    putuo.press("3", "1", "enter", "ctrl+s")
    assert "别人改动" in putuo.lines[0]
    putuo.press("escape")
    assert "2336.92" in path.read_text("utf-8")
    putuo.press("ctrl+s", "o")
    assert "2336.91" in path.read_text("utf-8")
    assert "total = 1.00" in path.read_text("utf-8")


@pytest.mark.parametrize("suffix", ["toml", "json", "csv", "html"])
def test_export_by_ending(putuo, tmp_path, suffix):
    putuo.press("ctrl+e", "ctrl+u").type(str(tmp_path / f"out.{suffix}")).press("enter")
    assert "已导出" in putuo.lines[-1]
    assert (tmp_path / f"out.{suffix}").stat().st_size > 1000
    putuo.press("ctrl+e", "ctrl+u").type(str(tmp_path / "out.docx")).press("enter")
    assert ".toml" in putuo.lines[-1]


def test_empty_and_unpublished_tables_say_so(wuchang, putuo):
    assert "本表无数据" in putuo.press("8").screen
    assert "未公开" in wuchang.press("1").screen
    wuchang.desk.document.statement.tables["receipts"].coverage = "none"
    assert "未公开" in wuchang.press("escape", "2").lines[2]


def test_the_ledger_walks_to_an_operand_and_back(wuchang):
    wuchang.press("f4")
    assert "N-17" in wuchang.screen
    wuchang.press("f5", "down", "down", "enter")
    assert wuchang.desk.part.id == "general-budget-payments"
    wuchang.press("b")
    assert wuchang.desk.part.page == "explanations"


def test_an_edit_is_checked_at_once(putuo):
    assert "✗" not in putuo.lines[0]
    putuo.press("3").type("2940.15").press("enter")
    assert "✗" in putuo.lines[0]
    assert "T3-1" in putuo.press("up").screen
    putuo.press("u")
    assert "✗" not in putuo.lines[0]


def test_a_finding_is_waived_with_a_reason_and_the_waiver_lasts(wuchang):
    errors = wuchang.desk.counts()[Severity.ERROR]
    wuchang.press("f", "v").type("短").press("enter")
    assert "太简略" in wuchang.lines[-1]
    wuchang.press("ctrl+u").type("分母应为本年支出合计4,090.91万元,更正稿另发").press("enter")
    assert f"✗{errors - 1} " in wuchang.lines[0]
    again = Driver(wuchang.desk.path)
    assert f"✗{errors - 1} " in again.lines[0]
    assert any("已放行 1 项" in item.fields[0].text for item in again.desk.findings_page() if item.fields)


def test_a_faulty_file_opens_with_its_faults_told(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text(PUTUO.read_text("utf-8").replace("total = 2940.05", 'total = "2,940.05"', 1), "utf-8")
    driver = Driver(path)
    assert "1 处问题" in driver.lines[0]
    assert "千分位" in driver.press("f", "end").screen


def test_no_action_hangs_on_one_letter_alone():
    keys: dict[str, set[str]] = {}
    for action in ACTIONS:
        keys.setdefault(action.id, set()).update(action.keys)
    parts = {f"go-{part}" for part in ("explanations", "charts", "works", "glossary", "findings")}  # F8 leads there too
    for name, known in keys.items():
        assert name in parts or not known or any(len(key) > 1 or not key.isalpha() for key in known), name


def test_a_probable_cause_is_offered_and_its_correction_is_one_undoable_step(wuchang):
    wuchang.press("f", "f3")
    assert "用错了分母" in wuchang.lines[0]
    assert "100%" in wuchang.lines[0]
    wuchang.press("enter")
    text = wuchang.desk.document.statement.section("performance").text
    assert "项目支出总额的100%" in text
    wuchang.press("u")
    assert "项目支出总额的91%" in wuchang.desk.document.statement.section("performance").text
