"""What a reviewer does, in keys, and what is then seen and kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from driver import PUTUO, SIZES, WUCHANG, Driver

from fintui.checks.marks import ReviewMark
from fintui.files.places import review_path
from fintui.files.review import Review, load_review, save_review
from fintui.files.settings import Settings

LI = "李某"
HOSTILE = "\x1b[31m[red]疑\u202e\x07"


@pytest.fixture(params=SIZES)
def driver(request, tmp_path):
    return Driver(shutil.copy(WUCHANG, tmp_path / "w.toml"), request.param, reviewer=LI)


@pytest.fixture
def putuo(tmp_path):
    return Driver(shutil.copy(PUTUO, tmp_path / "p.toml"), reviewer=LI)


def kept(driver) -> list[ReviewMark]:
    """The marks on disk."""
    return load_review(review_path(driver.desk.path))[0].marks


def places(driver) -> list[tuple[str, str]]:
    return [(mark.kind, mark.place) for mark in kept(driver)]


def mark(kind="tick", place="payments[total].basic", value="356.25", by="王某", text=""):
    return ReviewMark(kind, place, value, text=text, by=by, on="2021-11-08")


def write(driver, *marks):
    """Someone else writes the review file."""
    save_review(review_path(driver.desk.path), Review(marks=list(marks)))


# -- ticks
def test_a_tick_is_seen_counted_and_on_disk_and_taken_back_by_the_same_key(driver):
    driver.go("3").press("t")
    assert "✓4,090.91" in driver.screen
    assert "✓1/151" in driver.lines[0]
    assert f"✓ 认可 {LI}" in driver.screen
    assert places(driver) == [("tick", "payments[total].total")]
    driver.check()
    driver.press("ctrl+t")
    assert "✓" not in driver.screen
    assert kept(driver) == []


def test_an_edit_makes_a_tick_stale_undo_makes_it_hold_and_a_tick_renews_it(driver):
    driver.go("3").press("right", "t").type("400").press("enter", "up")
    assert "~400.00" in driver.screen
    assert "已失效:当时是 356.25,现在是 400.00" in driver.screen
    assert "✓0/151" in driver.lines[0]
    driver.press("u")
    assert "✓356.25" in driver.screen
    driver.press("U", "t")
    assert "✓400.00" in driver.screen
    assert [each.value for each in kept(driver)] == ["400.00"]


def test_a_row_is_ticked_at_its_name_and_counts_for_its_figures(driver):
    driver.go("3").press("T")
    assert "✓合计" in driver.screen
    assert "✓6/151" in driver.lines[0]
    driver.press("right").type("1").press("enter", "up")
    assert "~合计" in driver.screen
    assert "已失效:基本支出 356.25 → 1.00" in "".join(line.strip() for line in driver.lines)


def test_the_figures_of_a_range_are_ticked_in_one_step(driver):
    driver.go("3").press("shift+right", "shift+right", "t")
    assert {place for _, place in places(driver)} == {
        f"payments[total].{name}" for name in ("total", "basic", "project")
    }
    assert "已认可所选的 3 个数字" in driver.lines[-1]
    assert "✓3/151" in driver.lines[0]
    driver.press("t")
    assert kept(driver) == []
    driver.press("r", "u")
    assert len(kept(driver)) == 3
    driver.check()


def test_a_number_of_a_text_is_ticked_and_found_again_when_the_text_moves(driver):
    driver.go("e").press("down", "down", "right", "t")
    assert driver.desk.page_face.selected_span() is not None
    assert [(each.place, each.value) for each in kept(driver)] == [("sections[receipts].text", "4,090.91万元")]
    assert any(line.startswith(">✓") or ">✓" in line for line in driver.lines)
    driver.host.edit = lambda text: "新添的一句。" + text
    driver.press("f2")
    assert f"✓ 认可 {LI}" in driver.screen
    driver.host.edit = lambda text: text.replace("收入合计4,090.91", "收入合计4,090.92")
    driver.press("f2")
    assert "当时是 4,090.91万元,现在是 4,090.92万元" in driver.screen.replace("\n", "")


def test_sections_records_and_texts_can_be_ticked(driver):
    driver.go("e").press("down", "t")
    driver.go("w").press("down", "t")
    driver.go("0").press("t")
    assert [place for _, place in places(driver)] == ["head.department", "sections[receipts-and-payments]", "terms[0]"]
    driver.go("e")
    assert any("✓" in line and "一、收入支出决算" in line for line in driver.lines)
    driver.check()


def test_marks_show_in_the_contents_list(tmp_path):
    driver = Driver(shutil.copy(WUCHANG, tmp_path / "w.toml"), reviewer=LI)
    driver.go("e").press("down", "T").go("3").press("alt+d").type("为何").press("enter")
    driver.press("right", "t").type("1").press("enter")
    contents = [line[:24] for line in driver.lines]
    assert any("支出表" in line and "‽1" in line and "~1" in line for line in contents)
    contents = [line[:24] for line in driver.go("e").lines]
    assert any("一、收入" in line and "✓" in line for line in contents)


def test_a_mark_made_before_the_checks_are_done_is_kept_with_those_there(driver):
    write(driver, mark())
    early = Driver(driver.desk.path, reviewer=LI, checked=False).go("3").press("t")
    assert {each.by for each in kept(early)} == {"王某", LI}
    early.desk.check_all()
    assert "✓4,090.91" in early.screen
    assert "✓356.25" in early.screen
    assert "✓2/151" in early.lines[0]


# -- who
def test_the_name_is_asked_once_and_remembered(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = shutil.copy(WUCHANG, tmp_path / "w.toml")
    driver = Driver(path, reviewer="").go("3").press("t")
    assert "审核人姓名" in driver.lines[0]
    driver.press("ctrl+u", "enter")
    assert "请写上姓名" in driver.lines[-1]
    driver.type("李 某").press("enter")
    assert [each.by for each in kept(driver)] == ["李 某"]
    again = Driver(path, reviewer="").go("3").press("right", "t")
    assert [each.by for each in kept(again)] == ["李 某"] * 2
    assert Driver(path, reviewer=None, settings=Settings(reviewer="赵某")).desk.reviewer == "赵某"


def test_escape_at_the_name_makes_no_mark(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    driver = Driver(shutil.copy(WUCHANG, tmp_path / "w.toml"), reviewer="").go("3").press("t", "escape")
    assert kept(driver) == []
    assert not (tmp_path / "state").exists()


# -- notes and doubts
def test_a_note_and_a_doubt_are_written_changed_and_taken_back(driver):
    driver.go("3").press("alt+d").type("与批复不符?").press("enter")
    assert "‽4,090.91" in driver.screen
    assert f"‽ 疑问 {LI}" in driver.screen
    driver.press("alt+m").type("已问财务").press("enter")
    assert {(each.kind, each.text) for each in kept(driver)} == {("doubt", "与批复不符?"), ("note", "已问财务")}
    driver.press("alt+d").type("仍").press("enter")
    assert "与批复不符?仍" in driver.screen
    driver.press("alt+d", "ctrl+u", "enter")
    assert places(driver) == [("note", "payments[total].total")]
    assert "✎4,090.91" in driver.screen
    driver.press("alt+d", "enter")
    assert len(kept(driver)) == 1


def test_what_marks_say_reaches_the_terminal_harmless(driver):
    write(driver, mark("doubt", text=HOSTILE, by=f"王{HOSTILE}"), mark("note", "no-such[x].y", "1", text=HOSTILE))
    again = Driver(driver.desk.path, (80, 24), reviewer=LI)
    for keys in (["r"], ["]"], ["]"], ["m"]):
        again.press(*keys)
        again.check()
    assert again.press("escape", "escape").go("3").press("right") is again
    again.check()


def test_where_a_link_leads_can_be_marked_from_the_link(driver):
    driver.go("f").press("alt+d").type("请说明").press("enter")
    assert places(driver) == [("doubt", "sections[performance].text")]
    assert kept(driver)[0].value == "91%"
    driver.go("0").press("home")
    while "3,734.66" not in driver.desk.page_face.selected().text:
        driver.press("down")
    driver.press("t")
    assert ("tick", "payments[total].project") in places(driver)


# -- walking
def test_one_walks_through_marks_from_anywhere_in_the_order_of_the_statement(driver):
    driver.go("e").press("down", "t").go("3").press("right", "t").go("1").press("t").go("w")
    driver.press("]")
    first = driver.desk.grid.place()
    assert first.role == "receipts-and-payments"
    assert "1/3" in driver.lines[-1]
    driver.press("shift+f8")
    assert str(driver.desk.grid.place()) == "payments[total].basic"
    driver.press("n")
    assert driver.desk.part.page == "explanations"
    driver.press("]", "[")
    assert driver.desk.part.page == "explanations"
    driver.press("shift+f7", "alt+left")
    assert driver.desk.part.page == "explanations"


def test_stale_marks_alone_can_be_walked_through(driver):
    driver.go("3").press("t", "right", "t").type("1").press("enter").go("e").press("r")
    for _ in range(5):
        driver.press("o")
    assert "已失效的标记:1 个" in driver.screen
    driver.press("]", "]")
    assert str(driver.desk.grid.place()) == "payments[total].basic"
    driver.press("u", "]")
    assert "没有这一类标记" in driver.lines[-1]


def test_what_reviewers_said_is_found_by_searching(driver):
    driver.go("3").press("right", "alt+d").type("与批复不符").press("enter").go("w")
    driver.press("ctrl+f").type("批复不符")
    assert "‽ 表3 合计 · 基本支出" in driver.screen
    driver.press("enter")
    assert str(driver.desk.grid.place()) == "payments[total].basic"


# -- the page
def test_the_page_lists_marks_leads_to_them_and_takes_them_back(driver):
    driver.go("3").press("t", "right", "alt+d").type("?").press("enter").go("e").press("r")
    assert "疑问  1" in driver.screen
    assert "✓ 1/151" in driver.screen
    driver.press("down", "enter")
    assert str(driver.desk.grid.place()) == "payments[total].basic"
    driver.press("r", "home", "down", "delete")
    assert places(driver) == [("tick", "payments[total].total")]
    driver.press("u")
    assert len(kept(driver)) == 2
    driver.press("U")
    assert len(kept(driver)) == 1
    driver.press("escape")
    assert driver.desk.part.page != "review"
    driver.check()


def test_marks_of_others_are_theirs(driver):
    write(driver, mark("doubt", text="甲"))
    again = Driver(driver.desk.path, reviewer=LI).press("r", "down", "delete")
    assert "只能由本人收回" in again.lines[-1]
    assert len(kept(again)) == 1
    again.go("3").press("right", "alt+d").type("乙").press("enter")
    assert {each.by for each in kept(again)} == {"王某", LI}


def test_the_undo_of_marks_leaves_figures_alone_and_the_other_way_round(driver):
    driver.go("3").press("t").type("1").press("enter", "u")
    assert len(kept(driver)) == 1
    assert "4,090.91" in driver.screen
    driver.press("U", "r", "u")
    assert kept(driver) == []
    assert driver.desk.document.unsaved_count == 1


# -- sign-offs
def test_a_table_is_signed_off_after_a_question_and_goes_stale_with_any_change(driver):
    driver.go("3").press("alt+s")
    assert "已认可 0/6" in driver.lines[0]
    driver.press("enter")
    assert "✓表3" in driver.screen
    driver.go("1").press("down").type("3").press("enter").go("3")
    assert "✓表3" in driver.screen
    driver.press("right").type("1").press("enter")
    assert "~表3" in driver.screen
    driver.press("u")
    assert "✓表3" in driver.screen
    driver.press("alt+s")
    assert "✓表3" not in driver.screen
    assert kept(driver) == []


def test_the_statement_is_signed_off_and_goes_stale_with_any_change(driver):
    driver.go("e").press("alt+s", "enter", "r")
    assert "整份报表  ✓ 签署" in driver.screen
    driver.press("escape").go("1").press("down").type("3").press("enter", "r")
    assert "整份报表  ~ 签署" in driver.screen
    driver.go("e").press("alt+s", "escape")
    assert len(kept(driver)) == 1


# -- the menu
def test_everything_is_in_the_menu_and_what_cannot_be_done_says_why(driver):
    driver.go("3").press("m")
    assert "表3 合计 · 本年支出合计" in driver.screen
    driver.press("enter")
    assert places(driver) == [("tick", "payments[total].total")]
    driver.press("shift+f2").type("签署本表").press("enter", "enter")
    assert ("sign-off", "payments") in places(driver)
    driver.go("3").press("f1", "m")
    assert "这里没有可标记的内容" in driver.screen
    driver.check()


# -- others and faults
def test_marks_made_elsewhere_meanwhile_are_taken_in_and_told(driver):
    driver.go("3").press("t")
    write(driver, *kept(driver), mark())
    driver.press("down", "right", "right", "t")
    assert "1 项审核记录" in driver.lines[-1]
    assert len(kept(driver)) == 3
    assert "✓356.25" in driver.screen
    write(driver, mark(by="赵某"))
    assert "赵某" in driver.press("r").screen


def test_a_faulty_review_file_is_told_and_never_written_over(driver):
    driver.go("3").press("t")
    path = review_path(driver.desk.path)
    path.write_text("<<<<<<< HEAD\n", "utf-8")
    driver.press("right", "t")
    assert "没有记下" in driver.lines[-1]
    assert "✓356.25" not in driver.screen
    driver.press("alt+d").type("?").press("enter")
    assert driver.desk.status.question is not None
    driver.press("escape")
    again = Driver(driver.desk.path, reviewer=LI)
    assert path.name in again.lines[-1]
    again.go("f").press("v").type("分母应为本年支出合计4,090.91万元").press("enter")
    assert "没有记下" in again.lines[-1]
    assert path.read_text("utf-8") == "<<<<<<< HEAD\n"


def test_marks_of_a_shipped_statement_go_along_when_it_is_saved(tmp_path):
    driver = Driver(WUCHANG, reviewer=LI).go("3").press("t")
    assert "只在内存" in driver.lines[-1]
    assert not review_path(WUCHANG).exists()
    driver.press("ctrl+q")
    assert not driver.host.has_quit
    driver.press("escape", "f12", "ctrl+u").type(str(tmp_path / "own.toml")).press("enter")
    assert places(driver) == [("tick", "payments[total].total")]
    driver.press("ctrl+q")
    assert driver.host.has_quit


def test_the_memo_is_exported_with_edits_that_are_not_saved_yet(driver, tmp_path):
    driver.go("3").press("t").type("4090.92").press("enter")
    target = tmp_path / "memo.md"
    driver.press("alt+e", "ctrl+u").type(str(target)).press("enter")
    text = target.read_text("utf-8")
    assert "已失效:当时是 4,090.91,现在是 4,090.92" in text
    assert "## 核对结果" in text
    assert f"审核人:{LI}" in text


# -- cost
def test_a_tick_repaints_its_row_and_what_tells_of_it(putuo):
    putuo.go("3").press("t", "down", "down")
    putuo.stale_lines()
    putuo.press("t")
    assert len(putuo.stale_lines()) <= 14  # the row, the ledger, the status line, the footer, one line of the contents


def test_without_marks_nothing_is_shown_of_the_review(driver):
    for place in "0123ekwf":
        assert not {"✓", "✎", "‽", "~"} & set(driver.go(place).screen)
    assert not Path(review_path(driver.desk.path)).exists()
