"""Someone else writes the open file: nothing of theirs is written over unseen, nothing of ours is lost."""

from __future__ import annotations

import os
import signal
import subprocess
from decimal import Decimal

import pytest
from driver import PUTUO, Driver
from terminal import Terminal

COMMENT = "# 别人的注释\n"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "2024.toml"
    path.write_bytes(PUTUO.read_bytes())
    return path


def rewrite(path, *pairs):
    """Someone else edits the file."""
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    return text


def look(driver):
    """Time passes: the file is looked at, and once more when it stands still."""
    for _ in range(2):
        glance(driver)
    return driver


def glance(driver):
    if driver.desk.has_file_news():
        driver.desk.look_at_file()


def total(driver, column="total"):
    return driver.figure("receipts", "total", column)


def payments(text, column):
    """The line of the file with the total of the payments."""
    start = text.index("[[tables.payments.rows]]")
    return next(line for line in text[start:].splitlines() if line.startswith(column))


def test_nothing_is_painted_while_nobody_writes(path):
    driver = look(Driver(path, (120, 40)))
    driver.stale_lines()
    for _ in range(5):
        look(driver)
    assert driver.stale_lines() == []


def test_a_file_written_elsewhere_is_told_once_and_only_when_it_stands_still(path):
    driver = look(Driver(path, (120, 40)))
    rewrite(path, ("total = 2946.25", "total = 2950.25"))
    glance(driver)
    assert "别人改动" not in driver.screen
    glance(driver)
    assert "2024.toml 刚被别人改动:Alt+X 读入新内容" in driver.screen
    driver.check()
    driver.press("down")
    assert "刚被别人改动" not in driver.screen
    assert "↯ 文件已被改动" in driver.screen
    look(driver)
    assert "刚被别人改动" not in driver.screen


def test_who_has_edits_is_told_that_they_are_kept(path):
    driver = look(Driver(path, (120, 40)).go("3")).type("111.11").press("enter")
    rewrite(path, ("total = 2946.25", "total = 2950.25"))
    look(driver)
    assert "Alt+X 或保存时并入;您的改动都在" in driver.screen


def test_a_file_touched_or_saved_by_ourselves_is_no_change(path):
    driver = look(Driver(path, (120, 40)).go("3"))
    path.touch()
    look(driver)
    driver.type("1.00").press("enter", "ctrl+s")
    look(driver)
    assert "别人" not in driver.screen
    assert "↯" not in driver.screen


def test_what_only_they_changed_comes_in_as_one_undoable_step_and_saving_keeps_their_comments(path):
    driver = look(Driver(path, (120, 40)).go("3"))
    driver.type("111.11").press("enter")  # ours: payments, total of the year
    theirs = rewrite(path, ("total = 2946.25", f"{COMMENT}total = 2950.25"), ("fiscal = 2940.05", "fiscal = 2944.05"))
    look(driver).press("alt+x")
    assert "已并入别人的 2 处改动" in driver.screen
    assert (total(driver), total(driver, "fiscal")) == (Decimal("2950.25"), Decimal("2944.05"))
    assert driver.desk.document.unsaved_count == 1
    assert "↯" not in driver.screen
    driver.press("u")
    assert (total(driver), total(driver, "fiscal")) == (Decimal("2946.25"), Decimal("2940.05"))
    assert driver.desk.document.unsaved_count == 3  # what they wrote would be taken back
    driver.press("U")
    assert driver.desk.document.unsaved_count == 1
    driver.press("ctrl+s")
    saved = path.read_text("utf-8")
    assert COMMENT in saved
    assert payments(saved, "total") == "total = 111.11"
    assert len(set(saved.splitlines()) ^ set(theirs.splitlines())) <= 2


def test_saving_over_their_changes_asks_and_merges_by_default(path):
    driver = Driver(path, (120, 40)).go("3").type("111.11").press("enter")
    rewrite(path, ("total = 2946.25", "total = 2950.25"))
    driver.press("ctrl+s")
    assert "已被别人改动" in driver.screen
    driver.press("enter")
    assert total(driver) == Decimal("2950.25")
    driver.press("ctrl+s")
    saved = path.read_text("utf-8")
    assert "total = 2950.25" in saved
    assert payments(saved, "total") == "total = 111.11"


def test_a_conflict_is_decided_before_it_can_be_saved(path):
    driver = Driver(path, (120, 40)).go("2").type("1.00").press("enter")
    theirs = rewrite(path, ("total = 2946.25", f"total = 2.00 {COMMENT.strip()}"))
    driver.press("alt+x")
    assert "已并入别人的 0 处改动" in driver.screen
    assert "原为 2,946.25;对方 2.00;我方 1.00" in driver.screen
    driver.check()
    driver.press("ctrl+s")
    assert "先决定再保存" in driver.screen
    assert path.read_text("utf-8") == theirs
    driver.press("f3")
    assert total(driver) == Decimal("2.00")
    assert "冲突都已决定" in driver.screen
    driver.press("escape", "ctrl+s")
    assert path.read_text("utf-8") == theirs
    driver.press("u")  # taking theirs was an ordinary change
    assert total(driver) == Decimal("1.00")


def test_ours_can_be_kept_and_then_replaces_theirs(path):
    driver = Driver(path, (120, 40)).go("2").type("1.00").press("enter")
    rewrite(path, ("total = 2946.25", f"total = 2.00 {COMMENT.strip()}"))
    driver.press("alt+x", "f6")
    assert "✓" in driver.screen
    driver.press("ctrl+s")
    saved = path.read_text("utf-8")
    assert f"total = 1.00 {COMMENT.strip()}" in saved
    assert not driver.desk.document.modified
    driver.go("2").type("3.00").press("enter", "ctrl+s")  # settled: it is asked no more
    assert "total = 3.00" in path.read_text("utf-8")


def test_of_several_conflicts_each_is_decided_by_itself(path):
    driver = (
        Driver(path, (120, 40)).go("2").type("1.00").press("enter").press("up", "right").type("5.00").press("enter")
    )
    rewrite(path, ("total = 2946.25", "total = 2.00"), ("fiscal = 2940.05", "fiscal = 6.00"))
    driver.press("alt+x")
    assert "还有 2 处要决定" in driver.screen
    driver.press("f6")
    assert "还有 1 处" in driver.screen
    driver.press("ctrl+s")
    assert "先决定再保存" in driver.screen
    driver.press("f3")
    assert (total(driver), total(driver, "fiscal")) == (Decimal("1.00"), Decimal("6.00"))
    driver.press("ctrl+s")
    saved = path.read_text("utf-8")
    assert "total = 1.00" in saved
    assert "fiscal = 6.00" in saved


def test_written_again_while_the_question_stands_is_asked_again(path):
    driver = Driver(path, (120, 40)).go("2").type("1.00").press("enter")
    rewrite(path, ("total = 2946.25", "total = 2.00"))
    driver.press("ctrl+s")
    theirs = rewrite(path, ("total = 2.00", "total = 3.00"))
    driver.press("o")
    assert "已被别人改动" in driver.screen
    assert path.read_text("utf-8") == theirs
    driver.press("o")
    assert "total = 1.00" in path.read_text("utf-8")


def test_a_file_that_vanished_is_told_and_saving_writes_it_anew(path):
    driver = look(Driver(path, (120, 40)).go("2")).type("1.00").press("enter")
    path.unlink()
    look(driver)
    assert "已被移走或删除" in driver.screen
    driver.press("down")
    assert "↯ 文件不见了" in driver.screen
    driver.press("alt+x")
    assert "没有这个文件" in driver.screen
    driver.press("ctrl+s")
    assert "total = 1.00" in path.read_text("utf-8")
    look(driver).press("down")
    assert "↯" not in driver.screen


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00\xd8", b"format = 1\n<<<<<<< HEAD\n", b"format = 1\nform = 'none'\n"]
)
def test_a_file_that_became_unreadable_is_told_in_one_sentence_and_edits_stay(path, data):
    driver = look(Driver(path, (120, 40)).go("2")).type("1.00").press("enter")
    good = path.read_bytes()
    path.write_bytes(data)
    look(driver)
    assert "现在读不了" in driver.screen
    driver.press("alt+x")
    assert "现在读不了" in driver.screen
    driver.press("ctrl+s", "m")
    assert path.read_bytes() == data
    assert total(driver) == Decimal("1.00")
    path.write_bytes(good)
    look(driver)
    assert "没有别人的改动" in driver.screen
    driver.press("ctrl+s")
    assert "total = 1.00" in path.read_text("utf-8")


def test_another_form_is_not_merged(path):
    driver = Driver(path, (120, 40)).go("2").type("1.00").press("enter")
    rewrite(path, ('form = "shanghai-2024"', 'form = "national-2022"'))
    driver.press("alt+x")
    assert "不能并入" in driver.screen
    assert total(driver) == Decimal("1.00")


def test_git_checkout_of_another_version_beneath_the_open_editor(path):
    def git(*words):
        names = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *names, *words], cwd=path.parent, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", path.name)
    git("commit", "-qm", "one")
    git("checkout", "-qb", "other")
    rewrite(path, ("total = 2946.25", "total = 2950.25"))
    git("commit", "-qam", "two")
    git("checkout", "-q", "main")
    driver = look(Driver(path, (120, 40)).go("3")).type("111.11").press("enter")
    git("checkout", "-q", "other")
    look(driver).press("alt+x", "ctrl+s")
    assert "total = 2950.25" in path.read_text("utf-8")
    assert payments(path.read_text("utf-8"), "total") == "total = 111.11"


def test_both_languages_and_small_screens(path):
    for language in ("zh", "en"):
        for size in ((80, 24), (40, 10), (20, 3)):
            path.write_bytes(PUTUO.read_bytes())
            driver = look(Driver(path, size, language)).go("2").type("1.00").press("enter")
            rewrite(path, ("total = 2946.25", "total = 2.00"))
            look(driver).check()
            driver.press("ctrl+s").check()
            driver.press("enter").check()
            driver.press("ctrl+s").check()
            driver.press("f6").check()


def test_in_a_real_terminal_it_is_noticed_without_a_key_and_merged(tmp_path, path):
    terminal = Terminal(path, tmp_path / "home")
    try:
        terminal.until("主要数字")
        terminal.send("3")
        terminal.until("支出决算表")
        terminal.send("111.11\r")
        terminal.until("*1 未保存")
        rewrite(path, ("total = 2946.25", f"{COMMENT}total = 2950.25"))
        terminal.until("刚被别人改动")
        terminal.send("M")
        terminal.until("已并入别人的 1 处改动")
        terminal.send("\x13")
        terminal.until("已保存 1 处改动")
        terminal.send("\x11")
        assert terminal.end() == 0
    finally:
        if terminal.status is None:
            os.kill(terminal.pid, signal.SIGKILL)
    saved = path.read_text("utf-8")
    assert f"{COMMENT}total = 2950.25" in saved
    assert payments(saved, "total") == "total = 111.11"
