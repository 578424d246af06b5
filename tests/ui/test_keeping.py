"""Nothing lost: the journal behind the desk, what is offered on the next start, and the lock."""

from __future__ import annotations

import errno
import json
import os
import shutil
import time
from decimal import Decimal
from pathlib import Path

import pytest
from driver import PUTUO, WUCHANG, Driver

from fintui.files import journal as journals
from fintui.files.aside import set_aside_of
from fintui.files.journal import journal_path, read_journal
from fintui.files.lock import Lock, lock_beside
from fintui.files.recovery import recovered
from fintui.files.resources import first_statement
from fintui.model.changes import Put
from fintui.model.place import Place, cell

TOTAL = ("payments", "total", "total")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "work"
    folder.mkdir()
    return shutil.copy(PUTUO, folder / "甲.toml")


@pytest.fixture
def start(path: Path):
    """Starts the program on the file, as the application does; `die` ends it without a word."""
    started: list[Driver] = []

    def run(file: Path = path, size: tuple[int, int] = (80, 24)) -> Driver:
        driver = Driver(file, size)
        driver.desk.tools["keeping"].begin()
        driver.desk.after_editor()
        started.append(driver)
        return driver

    yield run
    for driver in started:
        die(driver)


def die(driver: Driver) -> None:
    keeping = driver.desk.tools["keeping"]
    if keeping.journal:
        keeping.journal.close()
    if keeping._lock and keeping._lock.is_ours:
        os.close(keeping._lock._handle)
        keeping._lock._handle = -1


def edit(driver: Driver, *figures: str) -> Driver:
    driver.go("3").press("ctrl+home")
    for figure in figures:
        driver.type(figure).press("enter")
    return driver


def leave(driver: Driver) -> None:
    driver.press("ctrl+q")
    driver.desk.tools["keeping"].end()


def names(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()}


# -- the journal
def test_an_edit_is_on_disk_before_the_screen_shows_it(start, path, monkeypatch):
    driver = start()
    order = []
    real = os.fsync

    def slow(handle):
        time.sleep(0.02)
        real(handle)
        order.append("disk")

    monkeypatch.setattr(journals.os, "fsync", slow)
    driver.desk.document.listeners.insert(0, lambda change: order.append("checks"))
    key = driver.desk.key
    monkeypatch.setattr(driver.desk, "key", lambda *args: (key(*args), order.append("screen")))
    edit(driver, "12.34")
    assert order[-4:] == ["checks", "disk", "disk", "screen"]  # the checks run meanwhile; with the file its name
    driver.press("u")
    assert order[-3:] == ["checks", "disk", "screen"]
    edit(driver, "12.34")
    kept = read_journal(journal_path(path))
    assert kept
    assert kept.text == path.read_text("utf-8")
    assert kept.entries[0]["c"] == ["put", "tables.payments", "total", "total", {"d": "12.34"}]


def test_who_reads_and_who_leaves_in_good_order_leaves_nothing(start, path, tmp_path):
    driver = start()
    assert names(path) == {"甲.toml", lock_beside(path).name}
    leave(driver.go("3"))
    assert names(path) == {"甲.toml"}
    assert not list((tmp_path / "state").rglob("*.journal"))


def test_after_a_save_there_is_nothing_to_recover(start, path):
    driver = edit(start(), "12.34").press("ctrl+s")
    assert "已保存" in driver.screen
    assert not journal_path(path).exists()
    edit(driver, "56.78")
    kept = read_journal(journal_path(path))
    assert kept
    assert "12.34" in kept.text
    driver.press("ctrl+s")
    die(driver)
    assert "没有保存" not in start().screen


def test_what_is_not_wanted_at_the_end_is_set_aside(start, path):
    driver = edit(start(), "12.34").press("ctrl+q", "d")
    assert driver.host.has_quit
    driver.desk.tools["keeping"].end()
    assert not journal_path(path).exists()
    assert len(set_aside_of(journal_path(path))) == 1
    assert "没有保存" not in start().screen


def test_undone_edits_leave_no_journal_behind(start, path):
    leave(edit(start(), "12.34").press("u"))
    assert not journal_path(path).exists()
    assert not set_aside_of(journal_path(path))


def test_a_disk_that_takes_nothing_is_told_once_and_editing_goes_on(start, path, monkeypatch):
    driver = start()

    def full(handle, data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(journals, "_write_all", full)
        edit(driver, "12.34")
        assert "没能记到磁盘" in driver.screen
        assert "未留底" in driver.lines[0]
        edit(driver, "56.78")
        assert "没能记到磁盘" not in driver.screen
        assert driver.figure(*TOTAL) == Decimal("56.78")
    edit(driver, "9.99")
    assert "未留底" not in driver.lines[0]
    die(driver)
    assert start().press("enter").figure(*TOTAL) == Decimal("9.99")


def test_a_disk_that_loses_what_it_took_is_told_and_gets_it_again(start, path, monkeypatch):
    driver = start()

    def broken(handle):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(journals.os, "fsync", broken)
        edit(driver, "12.34")
        assert "没能记到磁盘" in driver.screen
        assert "未留底" in driver.lines[0]
        assert journal_path(path).read_bytes() == b""
    edit(driver, "56.78")
    assert "未留底" not in driver.lines[0]
    die(driver)
    assert start().press("enter").figure(*TOTAL) == Decimal("56.78")


def test_without_a_state_folder_one_works_all_the_same(path, start, tmp_path):
    (tmp_path / "state").write_text("in the way")
    driver = edit(start(), "12.34")
    assert "没能记到磁盘" in driver.screen
    driver.press("ctrl+s")
    assert "total = 12.34" in path.read_text("utf-8")


def test_a_read_only_file_can_be_edited_and_saved_elsewhere(start, path, monkeypatch, tmp_path):
    monkeypatch.setattr("fintui.files.save.os.access", lambda *_: False)
    driver = edit(start(), "12.34").press("ctrl+s")
    assert "没有保存" in driver.screen
    monkeypatch.undo()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    driver.desk._save_to(path.with_name("乙.toml"), None)
    assert "12.34" in path.with_name("乙.toml").read_text("utf-8")
    assert not journal_path(path).exists()


def test_a_link_and_its_file_are_one_statement(start, path):
    link = path.with_name("link.toml")
    link.symlink_to(path)
    driver = edit(start(link), "12.34")
    assert "只读" in start().lines[0]
    die(driver)
    again = start().press("enter")
    assert again.figure(*TOTAL) == Decimal("12.34")
    leave(again.press("ctrl+s"))
    last = edit(start(link), "56.78").press("ctrl+s")
    assert link.is_symlink()
    assert "total = 56.78" in path.read_text("utf-8")
    assert not last.desk.document.modified


# -- what was left
def test_after_a_death_it_can_be_kept_and_undone_step_by_step(start, path):
    driver = edit(start(), "1.00", "2.00", "3.00").press("u")
    die(driver)
    again = start()
    assert "有 2 处没有保存" in again.lines[0]
    again.press("enter")
    assert "已恢复 2 处" in again.screen
    assert again.figure(*TOTAL) == Decimal("1.00")
    assert again.desk.document.unsaved_count == 2
    again.press("u", "u")
    assert not again.desk.document.modified
    again.press("ctrl+y", "ctrl+y", "ctrl+y", "ctrl+s")  # what was undone then can be done again
    text = path.read_text("utf-8")
    assert all(f" = {number}.00" in text for number in (1, 2, 3))
    assert not journal_path(path).exists()


def test_what_is_recovered_is_recovered_again_after_a_second_death(start):
    die(edit(start(), "1.00"))
    die(edit(start().press("enter"), "2.00"))
    again = start().press("enter")
    assert again.figure(*TOTAL) == Decimal("2.00")
    assert again.desk.document.position == 2


def test_what_was_saved_and_then_undone_is_offered(start, path):
    before = Driver(path).figure(*TOTAL)
    die(edit(start(), "1.00").press("ctrl+s", "u"))
    again = start()
    assert "没有保存" in again.lines[0]
    assert again.press("enter").figure(*TOTAL) == before
    assert again.press("u").figure(*TOTAL) == Decimal("1.00")
    assert not again.desk.document.modified


def test_what_was_all_undone_is_not_offered_and_can_be_redone(start):
    die(edit(start(), "1.00", "2.00").press("u", "u"))
    again = start()
    assert "没有保存" not in again.screen
    assert again.press("ctrl+y").figure(*TOTAL) == Decimal("1.00")
    die(again)
    assert "没有保存" in start().screen


def test_it_can_be_looked_at_by_place_first(start):
    die(edit(start(), "1.00", "2.00"))
    again = start().press("f2")
    again.check()
    assert "没有保存的改动" in again.screen
    assert "改动 2 处" in again.screen
    assert "→ 1.00" in again.screen
    assert again.figure(*TOTAL) != Decimal("1.00")
    again.press("enter")
    assert again.figure(*TOTAL) == Decimal("1.00")
    assert "改动 2 处" not in again.screen


def test_it_can_be_discarded_and_is_kept_under_another_name(start, path):
    die(edit(start(), "1.00"))
    again = start().press("ctrl+d")
    assert "记录留在" in again.screen
    assert not journal_path(path).exists()
    assert len(set_aside_of(journal_path(path))) == 1
    assert again.figure(*TOTAL) != Decimal("1.00")
    assert edit(again, "5.00").figure(*TOTAL) == Decimal("5.00")


def test_what_was_discarded_can_be_had_back(start, path):
    die(edit(start(), "1.00"))
    driver = start().press("ctrl+d", "alt+y")
    assert "有 1 处没有保存" in driver.screen
    driver.check()
    driver.press("enter")
    assert "Enter 恢复" in driver.lines[0]
    assert driver.press("enter").figure(*TOTAL) == Decimal("1.00")
    assert "请先保存" in driver.press("alt+y").screen
    die(driver)
    assert start().press("enter").figure(*TOTAL) == Decimal("1.00")


def test_where_nothing_was_discarded_that_is_said(start):
    assert "没有以前不要的改动" in start().press("alt+y").screen


def test_until_it_is_decided_nothing_is_edited_and_nothing_is_lost(start, path):
    die(edit(start(), "1.00"))
    again = start().press("escape")
    assert "待恢复" in again.lines[0]
    again.go("3").press("ctrl+home", "7")
    assert "没有保存" in again.lines[0]
    assert not again.desk.grid.editor
    again.press("escape")
    leave(again)
    assert start().press("enter").figure(*TOTAL) == Decimal("1.00")


def test_a_death_between_the_file_and_the_journal_offers_nothing(start, path, monkeypatch):
    driver = edit(start(), "1.00")
    monkeypatch.setattr(journals.Journal, "restart", lambda *_: None)  # the file is written, then comes the death
    driver.press("ctrl+s")
    die(driver)
    assert journal_path(path).exists()
    again = start()
    assert "没有保存" not in again.screen
    assert not journal_path(path).exists()


def test_a_file_changed_meanwhile_takes_what_fits_and_tells_what_does_not(start, path):
    driver = start()
    die(edit(driver, "1.00", "2.00"))
    rows = [row.key for row in driver.desk.document.statement.tables["payments"].rows[:2]]
    text = path.read_text("utf-8")
    other = Driver(path).desk
    other.document.apply(Put(cell("payments", rows[1], "total"), Decimal("777.00")))
    other.document.apply(Put(Place("head", "", "title"), "改过的标题"))
    other._write(path, None)
    assert path.read_text("utf-8") != text
    again = start()
    assert "文件已变" in again.lines[0]
    again.press("f2")
    again.check()
    assert "合不上 1 处" in again.screen
    assert "777.00" in again.screen
    again.press("enter")
    assert "1 处合不上" in again.screen
    assert again.figure(*TOTAL) == Decimal("1.00")
    assert again.figure("payments", rows[1], "total") == Decimal("777.00")
    assert again.desk.document.statement.title == "改过的标题"
    assert len(set_aside_of(journal_path(path))) == 1
    die(again)
    third = start().press("enter")  # exact again
    assert third.figure(*TOTAL) == Decimal("1.00")
    third.press("u")
    assert not third.desk.document.modified


def test_a_journal_that_cannot_be_understood_is_set_aside_and_told(start, path, monkeypatch):
    die(edit(start(), "1.00"))
    monkeypatch.setattr(journals, "FORMAT", 99)
    again = start()
    assert "读不了" in again.screen
    assert len(set_aside_of(journal_path(path))) == 1
    assert edit(again, "2.00").figure(*TOTAL) == Decimal("2.00")


def test_damage_is_told_and_the_rest_is_kept(start, path):
    die(edit(start(), "1.00", "2.00"))
    file = journal_path(path)
    file.write_bytes(file.read_bytes().replace(b'"2.00"', b'"3.00"'))
    again = start().press("enter")
    assert "1 条损坏" in again.screen
    assert again.desk.document.unsaved_count == 1


def test_the_shipped_statement_is_kept_too_without_a_file_beside_it(start, tmp_path):
    shipped = first_statement()
    before = {each.name for each in shipped.parent.iterdir()}
    driver = start(shipped).go("0").press("enter")
    driver.desk.document.apply(Put(Place("head", "", "title"), "新"))
    assert {each.name for each in shipped.parent.iterdir()} == before
    die(driver)
    again = start(shipped).press("enter")
    assert again.desk.document.statement.title == "新"
    again.desk._save_to(tmp_path / "work" / "乙.toml", None)
    assert not journal_path(shipped).exists()


def test_a_text_being_typed_is_kept_letter_by_letter(start, path):
    driver = start()
    draft = driver.desk.tools["keeping"].draft_of(Place("sections", "overall", "text"), "甲乙丙")
    for text in ("甲乙丁丙", "甲丁丙", "", "重写", "重新写\n两段", "重新写\n两段。"):
        draft(text)
        kept = read_journal(journal_path(path))
        assert kept
        assert recovered(kept, kept.text).draft == (Place("sections", "overall", "text"), text)
    assert driver.desk.tools["keeping"].unsaved_in()
    draft("甲乙丙")
    kept = read_journal(journal_path(path))
    assert kept
    assert recovered(kept, kept.text).draft is None
    assert driver.desk.tools["keeping"].unsaved_in() is None


def test_a_text_that_was_being_typed_is_offered_and_taken(start, path):
    shutil.copy(WUCHANG, path)
    driver = start().go("e")
    driver.host.takes = False
    driver.host.edit = lambda text: "改过的" + text
    driver.press("enter")
    die(driver)
    again = start()
    assert "有 1 处没有保存" in again.lines[0]
    again.press("f2")
    again.check()
    assert "还没有确定的文字" in again.screen
    assert "改过的" in again.screen
    again.press("enter").go("e")
    assert "改过的" in again.screen
    assert "改过的" not in again.press("u").screen
    die(again)
    last = start()
    assert "没有保存" not in last.screen  # taken and undone
    assert "改过的" in last.press("ctrl+y").go("e").screen


def test_a_new_record_whose_text_was_being_typed_is_put_in(start, path):
    driver = start()
    count = len(driver.desk.document.statement.works)
    driver.desk.tools["keeping"].draft_of(Place("works", str(count), ""), "")("新的重点工作")
    die(driver)
    again = start().press("f2")
    again.check()
    again.press("enter")
    assert [work.text for work in again.desk.document.statement.works][count:] == ["新的重点工作"]


def test_a_text_that_was_given_up_is_not_offered(start, path):
    shutil.copy(WUCHANG, path)
    driver = start().go("e")
    driver.host.takes = False
    kept = []
    driver.host.edit_text = lambda title, text, paragraph, done, draft: kept.append((text, draft))
    driver.press("enter")
    [(text, draft)] = kept
    draft(text + "多写的")
    draft(text)
    die(driver)
    assert "没有保存" not in start().screen
    assert not journal_path(path).exists()


# -- the lock
def test_the_second_one_writes_nothing_over_what_the_first_has_open(start, path):
    _, second = start(), start()
    outside = path.read_text("utf-8").replace("财政局（本级）", "财政局(本级)")
    path.write_text(outside, "utf-8")
    second.press("ctrl+s")
    assert "覆盖" in second.lines[-1]
    second.press("o")
    assert "没有保存" in second.lines[-1]
    assert path.read_text("utf-8") == outside
    assert "只读" in second.lines[0]


def test_the_second_one_reads_and_is_told_in_one_line(start, path):
    first, second = start(), start()
    assert "只读" in second.lines[0]
    assert "上修改这个文件" in second.lines[-1]
    second.check()
    before = second.go("3").screen
    for keys in ("7", "enter", "delete"):
        second.press("ctrl+home", keys)
        assert not second.desk.grid.editor
        assert "只读" in second.lines[-1]
    second.desk.paste("5")
    second.go("0").press("enter", "u", "ctrl+y")
    assert not second.desk.status.question
    assert not second.desk.document.modified
    assert not journal_path(path).exists()
    assert "只读" in before
    assert edit(first, "1.00").figure(*TOTAL) == Decimal("1.00")


def test_once_the_first_is_gone_the_second_may_edit_what_was_not_changed(start):
    first, second = start(), start()
    leave(first)
    assert edit(second, "1.00").figure(*TOTAL) == Decimal("1.00")
    assert "只读" not in second.lines[0]


def test_what_the_first_has_saved_must_be_brought_in_before_it_is_edited(start, path):
    first, second = start(), start()
    leave(edit(first, "1.00").press("ctrl+s"))
    edit(second, "2.00")
    assert "Alt+X 并入" in second.lines[-1]
    assert not second.desk.document.modified
    lock = Lock(path)
    assert lock.acquire()  # the second one does not sit on it
    lock.release()


def test_the_second_one_is_offered_what_the_first_left_when_it_was_killed(start):
    first, second = start(), start()
    die(edit(first, "1.00"))
    second.go("3").press("7")
    assert "没有保存" in second.lines[0]
    assert second.press("enter").figure(*TOTAL) == Decimal("1.00")


def test_a_lock_of_another_machine_can_be_taken_over_by_a_decision(start, path):
    lock_beside(path).write_text(json.dumps({"host": "elsewhere", "user": "王", "process": 7, "since": 1.0}))
    driver = start()
    assert "王" in driver.lines[0]
    assert "elsewhere" in driver.lines[0]
    driver.press("escape")
    assert "只读" in driver.lines[0]
    driver.go("3").press("7", "t")
    assert "已接手" in driver.screen
    assert edit(driver, "1.00").figure(*TOTAL) == Decimal("1.00")


def test_nothing_is_saved_over_a_file_that_someone_has_open(start, path):
    other = shutil.copy(PUTUO, path.with_name("乙.toml"))
    start(other)
    driver = edit(start(), "1.00")
    problem = driver.desk._write(other, None, overwrite=True)
    assert "正在" in problem
    assert "1.00" not in other.read_text("utf-8").splitlines()
    assert driver.desk.path == path


def test_the_lock_goes_where_the_statement_goes(start, path):
    driver = edit(start(), "1.00")
    elsewhere = path.with_name("丙.toml")
    driver.desk._save_to(elsewhere, None)
    assert lock_beside(elsewhere).exists()
    assert not lock_beside(path).exists()
    assert "只读" in start(elsewhere).lines[0]
    edit(driver, "2.00")
    assert journal_path(elsewhere).exists()


# -- a file that others wrote meanwhile
def test_after_a_merge_a_death_loses_nothing_and_offers_just_what_is_unsaved(start, path):
    driver = edit(start(), "1.00")
    text = path.read_text("utf-8")
    path.write_text(text.replace("total = 2946.25", "total = 2950.25 # 别人", 1), "utf-8")
    driver.press("alt+x")
    assert driver.figure("receipts", "total", "total") == Decimal("2950.25")
    edit(driver, "2.00", "3.00").press("u")
    die(driver)
    again = start()
    assert "没有保存" in again.screen
    again.press("enter")
    statement, other = driver.desk.document.statement, again.desk.document.statement
    assert other.tables["receipts"].row("total").figures == statement.tables["receipts"].row("total").figures
    assert other.tables["payments"].rows == statement.tables["payments"].rows
    again.press("ctrl+s")
    saved = path.read_text("utf-8")
    assert "total = 2950.25 # 别人" in saved
    assert "total = 2.00" in saved


def test_what_was_decided_in_a_merge_comes_back(start, path):
    driver = edit(start(), "1.00")
    other = Driver(path).desk
    other.document.apply(Put(cell(*TOTAL), Decimal("777.00")))
    other.document.apply(Put(Place("head", "", "title"), "改过的标题"))
    other._write(path, None)
    driver.desk.tools.run("merge.merge")
    assert driver.desk.tools["merge"].undecided()
    die(driver)
    again = start()
    assert "文件已变" not in again.lines[0]
    again.press("enter")
    assert again.figure(*TOTAL) == Decimal("1.00")
    assert again.desk.document.statement.title == "改过的标题"
    assert again.desk.document.unsaved_count == 1


def test_after_a_merge_without_edits_of_our_own_there_is_nothing_to_offer(start, path):
    driver = edit(start(), "1.00").press("u")
    path.write_text(path.read_text("utf-8").replace("total = 2946.25", "total = 2950.25", 1), "utf-8")
    driver.press("alt+x")
    assert not driver.desk.document.modified
    die(driver)
    again = start()
    assert again.desk.status.question is None
    assert again.desk.tools["keeping"].found is None


def test_who_only_read_brings_in_what_the_first_saved_and_may_then_edit(start, path):
    first, second = start(), start()
    edit(first, "1.00").press("ctrl+s")
    second.press("alt+x")  # the first still has it open
    assert second.figure(*TOTAL) != Decimal("1.00")
    second.press("escape")
    leave(first)
    second.press("alt+x")
    assert second.figure(*TOTAL) == Decimal("1.00")
    edit(second, "2.00").press("ctrl+s")
    assert "total = 2.00" in path.read_text("utf-8")
