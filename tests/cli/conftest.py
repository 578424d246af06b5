"""A command line that runs in this process, in folders of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shell import Fintui, Result

from fintui.cli.main import main
from fintui.files.resources import shipped

if TYPE_CHECKING:
    from pathlib import Path

SMALL = """format = 1
form = "national-2020"
department = "某局"
year = 2020
title = ""
unit = "万元"
decimals = 2
"""


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the user's folders nor the user's language reach the tests."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "user" / name))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")


@pytest.fixture
def fintui(capfdbinary: pytest.CaptureFixture[bytes]) -> Fintui:
    """Run a command line; results and words apart."""

    def run(*argv: object) -> Result:
        capfdbinary.readouterr()
        code = main([str(word) for word in argv])
        out, err = capfdbinary.readouterr()
        return Result(code, out.decode(), err.decode())

    return run


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A statement that says little."""
    path = tmp_path / "small.toml"
    path.write_text(SMALL, "utf-8")
    return path


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A copy of a shipped statement with nine full tables; it has no comments."""
    path = tmp_path / "full.toml"
    path.write_bytes((shipped("data") / "statements" / "putuo-finance-bureau-2024.toml").read_bytes())
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A statement with notes only."""
    path = tmp_path / "good.toml"
    path.write_bytes((shipped("data") / "statements" / "putuo-finance-bureau-2024.toml").read_bytes())
    return path


@pytest.fixture
def wrong(good: Path) -> Path:
    """A statement with a wrong total."""
    path = good.with_name("wrong.toml")
    path.write_text(good.read_text("utf-8").replace("amount = 2946.25", "amount = 2964.25", 1), "utf-8")
    return path
