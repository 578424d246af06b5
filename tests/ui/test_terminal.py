"""What only a real terminal shows: bytes, bursts, signals, and what is left when the program has gone."""

from __future__ import annotations

import os
import re
import shutil
import signal
import termios
from itertools import product

import pytest
from driver import PUTUO, WUCHANG
from terminal import Terminal
from wire import seen

HOSTILE = (
    "[/] [red]x [@click=app.bell]z[/] \\u001b]0;TITLE\\u0007 \\u001b[31m \\u009b5m \\u0090q "
    "\\u202eabc \\u0000 \\u2028 \\u007f \\u061c \\u2066 \\ufeff"
)
FIELDS = "name|text|heading|caption|label|item|term|mark|matter|target|result|reason|title|publisher|note|department"
WALK = "3 \x1b1 \x1b6 \x1b7 e \x1b[6~ g k w f \x1b[14~ \x1bOS 0 \r \x1b e \r".split(" ")


@pytest.fixture
def start(tmp_path):
    running = []

    def run(path, **options):
        running.append(Terminal(path, tmp_path / "home", **options))
        return running[-1]

    yield run
    for terminal in running:
        if terminal.status is None:
            os.kill(terminal.pid, signal.SIGKILL)


def test_figures_typed_in_one_write_stand_one_below_the_other_and_save_as_two_lines(tmp_path, start):
    path = shutil.copy(PUTUO, tmp_path / "p.toml")
    terminal = start(path)
    terminal.until("主要数字")
    terminal.send("3")
    terminal.until("支出决算表")
    terminal.send("123\r456\r")
    terminal.until("456.00")
    terminal.send("\x13")
    terminal.until("已保存")
    before, after = PUTUO.read_text("utf-8").splitlines(), path.read_text("utf-8").splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert changed == ["total = 123.00", "total = 456.00"]
    terminal.send("\x11")
    assert terminal.end() == 0


def test_keys_after_enter_in_one_write_reach_the_editor_in_order(tmp_path, start):
    path = shutil.copy(WUCHANG, tmp_path / "w.toml")
    terminal = start(path)
    terminal.until("主要数字")
    terminal.send("e")
    terminal.until("情况说明")
    terminal.send("\rabc\x1b[D\x1b[DX\x13")
    terminal.until("aXbc2020年度收、支总计")
    terminal.send("\x11")
    terminal.until("未保存")
    terminal.send("d")
    assert terminal.end() == 0


def test_escape_and_digit_lead_from_a_table_to_another(start):
    terminal = start(WUCHANG)
    terminal.until("主要数字")
    terminal.send("3")
    terminal.until("支出决算表")
    terminal.send("\x1b5")
    terminal.until("一般公共预算财政拨款支出决算表")
    terminal.send("\x11")
    assert terminal.end() == 0


def test_letters_with_alt_are_never_typed(tmp_path, start):
    terminal = start(shutil.copy(WUCHANG, tmp_path / "w.toml"))
    terminal.until("主要数字")
    terminal.send("D")
    terminal.until("与哪一份比较")
    terminal.send("\x1bo")
    terminal.read(0.5)
    terminal.send("\x1b[B")
    terminal.until("2/5")
    terminal.send("\x1b")
    terminal.read(0.5)
    terminal.send("e")
    terminal.until("情况说明")
    for keys in ("\rabc ", "\x1bd", "\x1bb", "X\x13"):  # nothing, and a word back
        terminal.send(keys)
        terminal.read(0.4)
    terminal.until("Xabc 2020年度收、支总计")


def test_escape_digit_and_an_arrow_in_one_write_type_no_figure(tmp_path, start):
    path = shutil.copy(PUTUO, tmp_path / "p.toml")
    terminal = start(path)
    terminal.until("主要数字")
    terminal.send("5")
    terminal.until("一般公共预算财政拨款支出决算表")
    terminal.send("\x1b3\x1b[B\x1b[B")
    terminal.until("3/20")
    terminal.until("支出决算表")
    terminal.send("7\x1b3\x1b[B")  # a figure being typed: Esc leaves it
    terminal.read(0.5)
    terminal.send("\x11")
    assert terminal.end() == 0  # nothing unsaved was asked about


def test_keys_that_terminals_write_like_something_else_do_what_the_help_says(start):
    terminal = start(PUTUO)
    terminal.until("0–9 换表")
    terminal.send("\x1bf")  # Alt+F, for which Textual has Ctrl+→
    terminal.until("与哪一份比较")
    terminal.send("\x1b")
    terminal.until("0–9 换表")
    terminal.send("\x1b[1;2R")  # Shift+F3, which reads like the terminal's answer where its cursor is
    terminal.until("没有需要改写的")


def test_text_of_a_hostile_file_reaches_no_terminal(tmp_path, start):
    text = WUCHANG.read_text("utf-8")
    text = re.sub(rf'^((?:{FIELDS}) = "(?!"))', lambda match: match[1] + HOSTILE, text, flags=re.MULTILINE)
    text = text.replace('text = """\n', f'text = """\n{HOSTILE}\n')
    path = tmp_path / "hostile.toml"
    path.write_text(text, "utf-8")
    terminal = start(path)
    terminal.until("[red]x")
    for keys in WALK:
        terminal.send(keys)
        terminal.read(0.3)
    output = terminal.raw
    assert b"TITLE\x07" not in output
    # No operating system command (title, clipboard, links) but Textual's own shape of the mouse pointer.
    assert not re.search(rb"\x1b\](?!22;default\x07)", output)
    assert not re.search(rb"\xc2[\x80-\x9f]", output)  # no C1
    assert not re.search(rb"\xd8\x9c|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf", output)  # no bidi
    assert b"\x00" not in output
    assert b"\x7f" not in output
    assert b"[@click=app.bell]z[/]" in output
    terminal.send("\x1b\x11")
    terminal.read(0.5)
    terminal.send("d")


def test_nothing_is_written_at_rest(start):
    terminal = start(WUCHANG)
    terminal.until("核对结果")
    while terminal.read(1.0):
        pass
    assert terminal.read(2.0) == b""
    terminal.send("\x11")
    assert terminal.end() == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_in_good_order(start, number, code):
    terminal = start(WUCHANG)
    terminal.until("核对结果")
    os.kill(terminal.pid, number)
    assert terminal.end() == code
    assert b"\x1b[?1049l" in terminal.raw  # back from the alternate screen
    assert b"\x1b[?25h" in terminal.raw  # with a cursor


def test_a_resize_leaves_nothing_behind(start):
    import fcntl
    import struct
    import termios

    terminal = start(PUTUO)
    terminal.until("主要数字")
    terminal.send("3")
    terminal.until("支出决算表")
    terminal.screen.resize(24, 80)
    fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    terminal.read(1.0)
    assert "支出决算表" in terminal.text.replace(" ", "")
    assert "目录" in terminal.lines[-1].replace(" ", "")
    terminal.send("\x11")
    assert terminal.end() == 0


def test_the_terminal_is_left_as_it_was_found(start):
    for ending in ("\x11", signal.SIGTERM, signal.SIGHUP):
        terminal = start(WUCHANG)
        before = termios.tcgetattr(terminal.fd)
        terminal.until("核对结果")
        assert termios.tcgetattr(terminal.fd)[3] != before[3]  # no echo, no lines while it runs
        if isinstance(ending, str):
            terminal.send(ending)
        else:
            os.kill(terminal.pid, ending)
        after = terminal.modes_at_end()
        assert after == before
        switched = terminal.raw.decode("utf-8", "replace")
        for mode in ("?1049", "?2004", "?1000", "?1003", "?1006", "?1004"):
            on, off = switched.rfind(f"\x1b[{mode}h"), switched.rfind(f"\x1b[{mode}l")
            assert off >= on, mode
        assert switched.rfind("\x1b[?25h") > switched.rfind("\x1b[?25l")


def test_bytes_that_are_no_utf8_do_not_end_the_program(start):
    terminal = start(WUCHANG)
    terminal.until("核对结果")
    terminal.send("中文".encode("gbk"))
    terminal.until("UTF-8")
    terminal.send("3")
    terminal.until("支出决算表")
    terminal.send("\x11")
    assert terminal.end() == 0


def test_redraw_paints_over_what_another_program_left(start):
    terminal = start(WUCHANG)
    terminal.until("≈13")
    terminal.stream.feed(b"\x1b[38;1H\x1b[KBroadcast message")
    assert "Broadcast message" in terminal.text
    terminal.send("\x0c")
    terminal.read(1.0)
    assert "Broadcast message" not in terminal.text
    terminal.send("\x11")
    assert terminal.end() == 0


@pytest.mark.parametrize(
    "environment", [{"NO_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": ""}, {"COLORFGBG": "0;15"}, {"TERM": "linux"}]
)
def test_other_terminals(start, environment):
    terminal = start(WUCHANG, size=(80, 24), **environment)
    terminal.until("4,090.91")
    if "NO_COLOR" in environment:
        assert not re.search(rb"\x1b\[[0-9;]*(?:3[1-7]|38;)[0-9;]*m", terminal.raw)
    terminal.send("e")
    terminal.until("100.00%")
    terminal.send("\r")
    terminal.until("Ctrl+S")
    terminal.send("\x1b")
    terminal.until("目录")
    terminal.send("\x11")
    assert terminal.end() == 0


def test_the_wheel_moves_by_three_and_the_mouse_passing_over_paints_nothing(start):
    terminal = start(PUTUO)
    terminal.until("主要数字")
    terminal.send("3")
    terminal.until("1/20")
    terminal.send("\x1b[<65;70;12M")
    terminal.until("4/20")
    terminal.read(0.5)
    terminal.send("\x1b[<35;70;13M\x1b[<35;71;14M")
    assert terminal.read(0.5) == b""


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": ""}])
def test_few_or_no_colours_leave_the_terminals_own(start, environment):
    terminal = start(WUCHANG, **environment)
    terminal.until("核对结果")
    assert b"38;2;" not in terminal.raw
    assert b"48;5;16" not in terminal.raw  # black on black
    terminal.send("\x11")
    assert terminal.end() == 0


@pytest.mark.parametrize("diff", ["0", "1"])
def test_suspended_and_continued_all_is_painted_anew(start, diff):
    terminal = start(WUCHANG, FINTUI_CELL_DIFF=diff)
    terminal.until("✗")  # checked
    terminal.send("3")
    terminal.until("支出决算表")
    terminal.read(0.3)
    before = terminal.lines
    os.kill(terminal.pid, signal.SIGTSTP)
    terminal.read(0.5)
    assert b"\x1b[?1049l" in terminal.raw
    terminal.screen.reset()
    terminal.send("")
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.until("支出决算表")
    terminal.read(0.3)
    assert terminal.lines == before
    terminal.send("\x1b[B\x11")
    assert terminal.end() == 0


def test_the_same_is_shown_with_and_without_the_diff_for_a_fraction_of_the_bytes(tmp_path, start):
    # One editor a statement: each has a state folder of its own.
    with_, without = (start(PUTUO, FINTUI_CELL_DIFF=each, XDG_STATE_HOME=str(tmp_path / each)) for each in "10")
    for terminal in (with_, without):
        terminal.until("≈")  # checked
        for key in ("3", "\x1b[B" * 30, "\x1b[6~", "\x1b4", "e", "\x1b[6~", "\x1bOP"):
            terminal.send(key)
            terminal.read(0.1)
        terminal.read(0.3)
    assert with_.lines == without.lines
    for y, x in product(range(40), range(120)):
        assert seen(with_.screen.buffer[y][x]) == seen(without.screen.buffer[y][x])
    assert len(with_.raw) * 2 < len(without.raw)
    assert b"\x1b[?1003h" not in with_.raw  # no movement of the mouse goes up the line
