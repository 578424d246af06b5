"""What terminals really send: Shift and arrows, pastes in brackets, a mouse that is pulled; and what copying sends."""

from __future__ import annotations

import base64
import os
import shutil
import signal

import pytest
from driver import PUTUO
from terminal import Terminal

from fintui.ui.text import width


@pytest.fixture
def terminal(tmp_path):
    path = shutil.copy(PUTUO, tmp_path / "p.toml")
    made = Terminal(
        path,
        tmp_path / "home",
        SSH_CONNECTION="1 2 3 4",
        TMUX="",
        STY="",
        TERM_PROGRAM="",
    )
    made.until("主要数字")
    made.send("3")
    made.until("支出决算表")
    yield made
    if made.status is None:
        os.kill(made.pid, signal.SIGKILL)


def test_a_range_is_selected_copied_by_the_terminal_and_pasted_with_a_look(terminal):
    terminal.send("\x1b[1;2B\x1b[1;2C")
    terminal.until("2行×2列")
    terminal.send("\x03")
    terminal.until("OSC 52")
    sent = terminal.raw.split(b"\x1b]52;c;")[1].split(b"\x07")[0]
    rows = [line.split("\t") for line in base64.b64decode(sent).decode().splitlines()]
    assert [len(row) for row in rows] == [2, 2]
    assert rows[0][0] == "2940.05"
    terminal.send("\x1b[200~1\t2\r3\t四\r\x1b[201~")
    terminal.until("3 格将改动")
    terminal.until("“四”不是金额")
    terminal.send("\r")
    terminal.until("已粘贴,改动 3 格")
    terminal.send("u")
    terminal.until("已撤销")
    terminal.send("\x11")
    assert terminal.end() == 0


def test_pulling_the_mouse_selects(terminal):
    y, line = next((y, line) for y, line in enumerate(terminal.lines, start=1) if "2,940.05" in line)
    x = width(line[: line.index("2,940.05")])
    terminal.send(f"\x1b[<0;{x + 3};{y}M\x1b[<32;{x + 3};{y + 1}M\x1b[<32;{x + 3};{y + 2}M\x1b[<0;{x + 3};{y + 2}m")
    terminal.until("3行×1列")
    terminal.send("\x1b[B")
    terminal.until("u 撤销")
    terminal.send("\x11")
    assert terminal.end() == 0
