"""Man pages and completions say what the program says of itself, and the shells take them."""

from __future__ import annotations

import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

from fintui.cli.main import COMMANDS

ROOT = Path(__file__).parents[1]
MADE = runpy.run_path(str(ROOT / "docs" / "make_manual.py"), run_name="manual")["made"]()


@pytest.mark.parametrize("name", sorted(MADE))
def test_what_is_shipped_is_what_is_made(name):
    assert (ROOT / "data" / name).read_text("utf-8") == MADE[name], "python docs/make_manual.py"


@pytest.mark.parametrize("name", [name for name in sorted(MADE) if name.startswith("man/")])
def test_every_command_and_exit_code_is_in_the_manual(name):
    text = MADE[name]
    for command in COMMANDS:
        assert f"fintui {command}" in text.lower()
    for code in ("0", "1", "2", "3", "4", "70"):
        assert f".B {code}\n" in text


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("fintui ch", "check"),
        ("fintui check --fail", "--fail-on"),
        ("fintui export --to c", "csv"),
        ("fintui ke", "keys"),
    ],
)
def test_bash_completes(line, expected):
    words = line.split(" ")
    script = f"""
        source {ROOT / "data" / "completions" / "fintui.bash"}
        COMP_WORDS=({" ".join(words)}); COMP_CWORD={len(words) - 1}; COMP_LINE="{line}"; COMP_POINT={len(line)}
        _shtab_fintui
        printf "%s\\n" "${{COMPREPLY[@]}}"
    """
    told = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert expected in told.stdout.split()


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed")
@pytest.mark.parametrize("name", [name for name in sorted(MADE) if name.startswith("man/")])
def test_man_shows_the_page_without_a_complaint(name):
    told = subprocess.run(
        ["man", "-l", "--warnings", "-E", "UTF-8", str(ROOT / "data" / name)],
        capture_output=True,
        check=True,
        env={"PATH": "/usr/bin:/bin", "MANWIDTH": "100", "LANG": "C.UTF-8"},
    )
    assert b"fintui check" in told.stdout
    assert not told.stderr
