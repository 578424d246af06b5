"""A statement of very many rows: what a key costs is told in rows and lines, not in time."""

from __future__ import annotations

import desk_samples
from driver import Driver
from terminal import Terminal

from fintui.files.reader import load
from fintui.files.writer import dump

ROWS = 6000


def saved(tmp_path):
    """A long statement in a file."""
    path = tmp_path / "long.toml"
    loaded = desk_samples.many_rows(ROWS)
    path.write_text(dump(loaded.statement, loaded.form), "utf-8")
    return path


def test_saving_a_long_text_is_told_before_it_is_done(tmp_path):
    path = saved(tmp_path)
    driver = Driver(path, checked=False)
    later = []
    driver.host.soon = later.append
    driver.press("3", "down", "5", "enter", "ctrl+s")
    assert "正在保存" in driver.lines[-1]
    assert load(path).statement != driver.desk.document.statement
    driver.press("ctrl+s")  # once more, before it was done
    assert "没有改动" in driver.lines[-1]
    for each in later:
        each()
    assert load(path).statement == driver.desk.document.statement


def test_a_long_statement_is_shown_before_it_is_read_and_keys_wait_for_it(tmp_path):
    path = saved(tmp_path)
    terminal = Terminal(path, tmp_path / "home")
    terminal.until("主要数字")
    terminal.send("3")
    terminal.until(f"1/{ROWS + ROWS // 25 + ROWS // 250 + 1}")
    _, _, shown = terminal.raw.partition(b"\x1b[?1049h")
    assert "正在读入".encode() in shown
    assert "正在读入" not in terminal.text
    terminal.send("\x11")
    assert terminal.end() == 0
