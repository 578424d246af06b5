"""The start in a real terminal: the statement is painted before Textual is loaded, and whatever happens meanwhile."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import struct
import sys
import termios
import time

import pytest
from driver import PUTUO, WUCHANG
from terminal import Terminal

SLOW = """
import sys, time
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "textual":
            {then}
sys.meta_path.insert(0, Slow())
from fintui.__main__ import run
sys.argv = ["fintui", *sys.argv[1:]]
sys.exit(run())
"""
WAIT = "time.sleep(0.3)"
FAIL = "raise ImportError('no screen today')"
MODES = b"\x1b[?1000h"
"""What Textual writes first of all when it takes the terminal."""
MAIN = "主要数字"


@pytest.fixture
def start(tmp_path):
    running = []

    def run(path, then="", **options):
        command = [sys.executable, "-c", SLOW.format(then=then), str(path)] if then else ()
        running.append(Terminal(path, tmp_path / "home", command=command, **options))
        return running[-1]

    yield run
    for terminal in running:
        if terminal.status is None:
            os.kill(terminal.pid, signal.SIGKILL)


def resize(terminal, columns, lines):
    terminal.screen.resize(lines, columns)
    fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


def settled(terminal):
    terminal.until("≈")  # checked
    terminal.read(0.1)
    return terminal.lines


def test_the_statement_is_painted_before_textual_is_there_and_only_once(start):
    terminal = start(PUTUO)
    terminal.until(MAIN)
    assert MAIN.encode() in terminal.raw.partition(MODES)[0]
    settled(terminal)
    early, _, later = terminal.raw.partition(MODES)
    assert early.count(b"\x1b[?1049h") == 1
    assert not [each for each in (b"\x1b[?1049h", b"\x1b[2J", "基本支出".encode()) if each in later]
    assert len(terminal.raw) < 10_000
    terminal.send("\x11")
    assert terminal.end() == 0


def test_keys_typed_before_the_screen_is_up_are_done_in_order_and_never_shown(tmp_path, start):
    path = shutil.copy(PUTUO, tmp_path / "p.toml")
    terminal = start(path, WAIT)
    terminal.until(MAIN)
    terminal.send("3")
    terminal.read(0.05)
    terminal.send("123\r456\r")
    assert MODES not in terminal.raw
    shown = terminal.lines
    assert "123" not in terminal.text
    terminal.until("456.00")
    assert terminal.lines != shown
    terminal.send("\x13")
    terminal.until("已保存")
    before, after = PUTUO.read_text("utf-8").splitlines(), path.read_text("utf-8").splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == ["total = 123.00", "total = 456.00"]


@pytest.mark.parametrize(
    ("ending", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), ("\x03", 130), (signal.SIGINT, 130)]
)
def test_ended_meanwhile_the_terminal_is_left_as_it_was(start, ending, code):
    terminal = start(PUTUO, WAIT)
    before = termios.tcgetattr(terminal.fd)
    terminal.until(MAIN)
    assert termios.tcgetattr(terminal.fd)[3] != before[3]
    if isinstance(ending, str):
        terminal.send(ending)
    else:
        os.kill(terminal.pid, ending)
    assert terminal.modes_at_end() == before
    assert terminal.status == code
    assert terminal.raw.rindex(b"\x1b[?1049l") > terminal.raw.rindex(b"\x1b[?1049h")
    assert terminal.raw.rindex(b"\x1b[?25h") > terminal.raw.rindex(b"\x1b[?25l")
    assert terminal.raw.rindex(b"\x1b[?7h") > terminal.raw.rindex(b"\x1b[?7l")
    assert MODES not in terminal.raw


@pytest.mark.parametrize("key", ["\x1c", "\x1a"])
def test_keys_that_end_or_stop_a_program_elsewhere_do_not_leave_a_painted_terminal(start, key):
    terminal = start(PUTUO, WAIT)
    terminal.until(MAIN)
    terminal.send(key + "3")
    terminal.read(0.1)
    assert b"\x1b[?1049l" not in terminal.raw
    if key == "\x1a":
        end = time.monotonic() + 10
        while b"\x1b[?1049l" not in terminal.raw:  # now it has left in good order, and waits to be continued
            assert time.monotonic() < end
            terminal.read(0.05)
        terminal.read(0.1)
        os.kill(terminal.pid, signal.SIGCONT)
    terminal.until("支出决算表")
    terminal.send("\x11")
    assert terminal.end() == 0


def test_a_crash_meanwhile_is_told_on_the_terminal_as_it_was(start):
    terminal = start(PUTUO, FAIL)
    before = termios.tcgetattr(terminal.fd)
    assert terminal.modes_at_end() == before
    assert terminal.status == 70
    _, left, after = terminal.raw.rpartition(b"\x1b[?1049l")
    assert left
    assert b"no screen today" in after
    assert b"crash.log" in after


@pytest.mark.parametrize("size", [(80, 24), (140, 50)])
def test_a_resize_meanwhile_comes_out_right(start, size):
    fresh = start(PUTUO, size=size)
    expected = settled(fresh)
    fresh.send("\x11")
    assert fresh.end() == 0
    terminal = start(PUTUO, WAIT)
    terminal.until(MAIN)
    resize(terminal, *size)
    assert settled(terminal) == expected


def test_there_and_back_meanwhile_comes_out_right(start):
    terminal = start(PUTUO, WAIT)
    terminal.until(MAIN)
    before = terminal.lines
    resize(terminal, 60, 10)
    resize(terminal, 120, 40)
    assert terminal.lines != before
    settled(terminal)
    assert [line[30:60] for line in terminal.lines[2:30]] == [line[30:60] for line in before[2:30]]


@pytest.mark.parametrize(
    "environment",
    [{"TERM": "stranger"}, {"FINTUI_CELL_DIFF": "0"}, {"FINTUI_THEME": "fintui-dark", "NO_COLOR": "1"}],
)
def test_where_textual_must_paint_itself_it_does(start, environment):
    terminal = start(WUCHANG, **environment)
    terminal.send("3\x1b[B\x1b[B")
    terminal.until("支出决算表")
    assert terminal.raw.index(MODES) < terminal.raw.index("支出决算表".encode())
    settled(terminal)
    assert "合计" in terminal.text.replace(" ", "")  # the table was not moved past its first row
    terminal.send("\x11")
    assert terminal.end() == 0


def test_after_a_stop_the_terminal_has_its_modes_back(start):
    terminal = start(WUCHANG)
    before = termios.tcgetattr(terminal.fd)
    settled(terminal)
    os.kill(terminal.pid, signal.SIGTSTP)
    terminal.read(0.5)
    assert termios.tcgetattr(terminal.fd) == before
    terminal.screen.reset()
    os.kill(terminal.pid, signal.SIGCONT)
    settled(terminal)
    terminal.send("\x11")
    assert terminal.modes_at_end() == before
    assert terminal.status == 0
