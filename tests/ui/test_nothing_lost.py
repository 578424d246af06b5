"""What becomes of edits when the terminal, the process or the program itself goes: in a real pseudo-terminal."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from driver import PUTUO
from robot import run
from terminal import Terminal

from fintui.files.journal import read_journal

CRASH = """
import sys
if "fintui" in sys.orig_argv:
    import fintui.ui.tools.history as history
    def show(self):
        raise ValueError("broken on purpose")
    history.History.show = show
"""
UNDER_NOHUP = "trap '' HUP TERM; exec {python} -m fintui {path}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(PUTUO, tmp_path / "甲.toml"))


@pytest.fixture
def start(tmp_path, path):
    running: list[Terminal] = []

    def run(**options) -> Terminal:
        terminal = Terminal(path, tmp_path / "home", (80, 24), **options)
        running.append(terminal)
        terminal.until("2024年度")
        while terminal.read(0.3):
            pass
        return terminal

    yield run
    for terminal in running:
        if terminal.status is None:
            os.kill(terminal.pid, signal.SIGKILL)
            os.waitpid(terminal.pid, 0)


def edit(terminal: Terminal) -> Terminal:
    terminal.send("3")
    terminal.until("支出决算表")
    terminal.send("123\r")
    terminal.until("123.00")
    return terminal


def journals(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "home").rglob("*.journal"))


def is_kept(tmp_path: Path) -> bool:
    """Whether the edit is in the journal."""
    [journal] = journals(tmp_path)
    kept = read_journal(journal)
    return bool(kept) and [entry["c"][-1] for entry in kept.entries] == [{"d": "123.00"}]


def gone(pid: int, timeout: float = 10) -> bool:
    """Whether a child ends by itself."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return True
        time.sleep(0.05)
    return False


def recovers(terminal: Terminal) -> None:
    terminal.until("有 1 处没有保存")
    terminal.send("\r")
    terminal.until("已恢复")
    terminal.send("3")
    terminal.until("123.00")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_in_the_middle_of_editing_loses_nothing(start, tmp_path, number):
    terminal = edit(start())
    terminal.send("99")  # half a figure: not taken yet
    terminal.until("99")
    os.kill(terminal.pid, number)
    assert terminal.end() == (-number if number == signal.SIGKILL else 128 + number)
    if number != signal.SIGKILL:
        assert "没有保存的改动都在" in terminal.text.replace(" ", "").replace("\n", "")
    assert is_kept(tmp_path)


def test_a_terminal_that_is_closed_ends_the_program_and_loses_nothing(start):
    terminal = edit(start())
    os.close(terminal.fd)
    assert gone(terminal.pid)
    terminal.status = 0
    recovers(start())


def test_nor_does_it_live_on_without_a_terminal_where_signals_are_ignored(start, tmp_path, path):
    script = UNDER_NOHUP.format(python=sys.executable, path=path)
    wrapped = start(command=("/bin/sh", "-c", script))
    edit(wrapped)
    os.close(wrapped.fd)
    assert gone(wrapped.pid)
    wrapped.status = 0
    assert is_kept(tmp_path)


def test_a_crash_leaves_journal_and_log_and_says_where_in_two_lines(start, tmp_path):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "sitecustomize.py").write_text(CRASH)
    terminal = edit(start(PYTHONPATH=os.pathsep.join([str(tmp_path / "broken"), os.environ.get("PYTHONPATH", "")])))
    terminal.send("\x1bh")
    assert terminal.end() == 70
    left = terminal.raw[terminal.raw.rfind(b"\x1b[?1049l") :].decode()
    assert left.count("\r\n") == 2
    assert "broken on purpose" in left
    assert "Traceback" not in left
    [journal], [log] = journals(tmp_path), list((tmp_path / "home").rglob("crash.log"))
    assert str(journal) in left
    assert str(log) in left
    assert "broken on purpose" in log.read_text("utf-8")
    assert is_kept(tmp_path)


def test_a_second_editor_reads_and_edits_once_the_first_is_gone(start):
    first, second = start(), start()
    second.until("只读")
    second.send("3")
    second.until("支出决算表")
    second.send("5\r")
    second.until("上修改这个文件")
    edit(first)
    first.send("\x13")
    first.until("已保存")
    first.send("\x11")
    assert first.end() == 0
    second.send("\x1bx")  # what was saved comes in, and then it may be edited
    second.until("已并入")
    second.send("5\r")
    second.until("5.00")
    second.send("\x13")
    second.until("已保存")
    second.send("\x11")
    assert second.end() == 0
    assert "只读" not in start().text


def test_killed_at_random_moments_it_loses_nothing(tmp_path):
    report = run(3, tmp_path, seed=4)
    assert report.kills == 3
    assert report.seen
    assert not report.lost
    assert not report.unreadable


@pytest.fixture
def small_disk(tmp_path: Path):
    """A disk of 2 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no disk of one's own can be made here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=False)


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (4096, 1):
            with contextlib.suppress(OSError):
                while file.write(b"x" * size):
                    pass


def test_a_disk_that_fills_up_loses_nothing(start, small_disk, path):
    target = Path(shutil.copy(path, small_disk / "甲.toml"))
    command = (sys.executable, "-m", "fintui", str(target))
    terminal = start(command=command, XDG_STATE_HOME=str(small_disk / "state"))
    fill(small_disk / "filler")
    edit(terminal)
    terminal.until("未留底")
    terminal.send("\x13")
    terminal.until("没有保存")
    assert target.read_bytes() == PUTUO.read_bytes()
    (small_disk / "filler").unlink()
    terminal.send("456\r")
    terminal.until("456.00")
    os.kill(terminal.pid, signal.SIGKILL)
    terminal.end()
    [journal] = (small_disk / "state").rglob("*.journal")
    kept = read_journal(journal)
    assert kept
    edits = [entry["c"][-1]["d"] for entry in kept.entries if entry["k"] == "do"]
    assert edits == ["123.00", "456.00"]
