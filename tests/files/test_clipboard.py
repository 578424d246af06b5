"""Where a copied text goes: the desktop's tool, tmux, the terminal, a file; over SSH never the far desktop."""

from __future__ import annotations

import stat

import pytest

from fintui.files import clipboard
from fintui.files.clipboard import MOST_FOR_TERMINAL, Copied, copy, copy_file

DESKTOP = {"DISPLAY": ":0", "TERM": "xterm-256color"}
REMOTE = {"SSH_CONNECTION": "1 2 3 4", "TERM": "xterm-256color"}


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Makes programs that keep what they are fed beside themselves; nothing else is found."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def make(name, code=0):
        script = folder / name
        script.write_text(f'#!/bin/sh\nexec /bin/cat > "{folder}/$(/usr/bin/basename $0).fed"; exit {code}\n')
        if code:
            script.write_text(f"#!/bin/sh\n/bin/cat > /dev/null\nexit {code}\n")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        return folder / f"{name}.fed"

    return make


def copied(text, env):
    sent = []
    return copy(text, sent.append, env), sent


def test_the_desktop_s_tool_comes_first(programs):
    fed = programs("xclip")
    assert copied("合计\t1.00\n", DESKTOP) == (Copied("tool", "xclip"), [])
    assert fed.read_text("utf-8") == "合计\t1.00\n"


def test_a_tool_that_fails_is_passed_over(programs):
    programs("xclip", code=1)
    programs("xsel")
    assert copied("1", DESKTOP)[0] == Copied("tool", "xsel")


def test_over_ssh_the_terminal_takes_it_and_tmux_before_that(programs):
    programs("xclip")
    assert copied("合计", DESKTOP | REMOTE) == (Copied("terminal"), ["合计"])
    fed = programs("tmux")
    assert copied("合计", REMOTE | {"TMUX": "/tmp/x,1,0"}) == (Copied("tmux", "tmux"), [])
    assert fed.read_text("utf-8") == "合计"


@pytest.mark.parametrize(
    ("text", "env"),
    [
        ("1", {"TERM": "linux"}),
        ("1", {"TERM": "dumb"}),
        ("1", {"TERM": "screen", "STY": "1.x"}),
        ("1" * (MOST_FOR_TERMINAL + 1), REMOTE),
        ("合计", REMOTE | {"TERM_PROGRAM": "vscode"}),
    ],
)
def test_where_no_clipboard_is_within_reach_a_file_holds_it(programs, text, env):
    assert copied(text, env) == (Copied("file", str(copy_file())), [])
    assert copy_file().read_text("utf-8") == text


def test_figures_alone_may_go_by_any_terminal(programs):
    assert copied("1.00", REMOTE | {"TERM_PROGRAM": "vscode"})[0] == Copied("terminal")


def test_where_nothing_can_be_written_that_is_told(programs, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert copied("1", {"TERM": "linux"})[0] == Copied("nowhere")


def test_a_tool_that_hangs_is_given_up(programs, monkeypatch, tmp_path):
    script = tmp_path / "bin" / "xclip"
    script.write_text("#!/bin/sh\nexec /bin/sleep 5\n")
    script.chmod(0o755)
    monkeypatch.setattr(clipboard, "_SECONDS", 0.2)
    assert copied("1", DESKTOP)[0] == Copied("terminal")
