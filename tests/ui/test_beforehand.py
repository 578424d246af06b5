"""What is made beforehand, once all is checked: it saves work and writes nothing; edits in between spoil nothing."""

from __future__ import annotations

import shutil
from decimal import Decimal

import pytest
from driver import PUTUO, WUCHANG, Driver

from fintui.files.journal import Journal, journal_path, read_journal
from fintui.model.changes import Put
from fintui.model.place import cell
from fintui.ui.page_layout import Layout
from fintui.ui.table_layout import TableLayout


def test_tables_and_explanations_are_laid_out_already(monkeypatch):
    driver = Driver(WUCHANG)
    made = []
    monkeypatch.setattr(TableLayout, "_make", lambda *_: made.append("a table"))
    monkeypatch.setattr(Layout, "_wrap", lambda *_: made.append("a paragraph"))
    driver.press("3", "alt+5", "alt+1", "e")
    assert made == []


def test_an_edit_while_tables_are_laid_out_is_seen_in_them():
    driver = Driver(PUTUO, checked=False).press("3")
    steps = driver.desk.grid.layout.prepare()
    next(steps)
    place = cell("receipts", "total", "total")
    driver.desk.document.apply(Put(place, Decimal("123456789012.25")))
    for _ in steps:
        pass
    driver.press("alt+2")
    assert "123,456,789,012.25" in driver.screen
    driver.check()


def test_nothing_is_written_before_there_is_an_edit(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = shutil.copy(WUCHANG, tmp_path / "a.toml")
    driver = Driver(path, checked=False)
    driver.desk.tools["keeping"].begin()
    driver.desk.check_all()
    assert not journal_path(path).exists()
    driver.press("3", "5", "enter")
    kept = read_journal(journal_path(path))
    assert kept
    assert kept.text == path.read_text("utf-8")
    assert [each["k"] for each in kept.entries] == ["do"]


@pytest.mark.parametrize("text", ["", "一二三" * 70_000, 'a\udc80\\"\n\x00'])
def test_the_first_record_is_the_same_made_beforehand_or_at_once(tmp_path, text):
    written = []
    for name in ("at once", "beforehand"):
        journal = Journal(tmp_path / name, tmp_path / "a.toml", text)
        if name == "beforehand":
            for _ in journal.prepare():
                pass
        journal.write([{"k": "do", "t": 1}])
        journal.close()
        kept = read_journal(tmp_path / name)
        assert kept
        assert (kept.text, kept.damaged) == (text, 0)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
