"""`run()`: how the program ends when someone ends it."""

from __future__ import annotations

import subprocess
import sys

import pytest

import fintui.__main__ as door
from fintui import __version__
from fintui.cli.exits import Exit
from fintui.files.resources import first_statement


def test_ctrl_c_ends_it_quietly(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def interrupted(argv: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("fintui.cli.main.main", interrupted)
    monkeypatch.setattr(sys, "argv", ["fintui", "locate"])
    assert door.run() == Exit.INTERRUPTED
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "argv", [["--version"], ["--help"], ["locate"], ["export", str(first_statement()), "--to", "json"]]
)
def test_a_reader_that_goes_away_ends_it_quietly(argv: list[str]) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "fintui", *argv],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )
    running.stdout.close()
    error = running.stderr.read()
    running.stderr.close()
    assert error == b""
    assert running.wait() == Exit.PIPE


def test_closed_standard_output_is_no_crash() -> None:
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m fintui locate >&-'],
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == Exit.UNREADABLE
    assert b"Traceback" not in done.stderr


def test_it_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "fintui", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"fintui {__version__}\n"


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_any_encoding_of_the_terminal_will_do(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    for argv, code in ((["--help"], 0), (["frobnicate\u0301"], Exit.UNREADABLE), (["locate", "x"], Exit.USAGE)):
        done = subprocess.run(
            [sys.executable, "-m", "fintui", "--lang", "zh", *argv],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == code, done.stderr
