"""`fintui export`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fintui.cli.exits import Exit
from fintui.files.export import FORMATS, export
from fintui.files.reader import load
from fintui.files.resources import shipped

if TYPE_CHECKING:
    from shell import Fintui


@pytest.mark.parametrize("to", FORMATS)
def test_the_export_goes_to_standard_output_and_nothing_else_does(fintui: Fintui, full: Path, to: str) -> None:
    told = fintui("export", full, "--to", to)
    loaded = load(full)
    assert told.out.encode() == export(loaded.statement, loaded.form, to)
    assert (told.code, told.err) == (Exit.CLEAN, "")


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_bytes_go_to_a_file(fintui: Fintui, full: Path, tmp_path: Path, to: str) -> None:
    target = tmp_path / "new" / f"out.{to}"
    told = fintui("export", "-o", target, full, "--to", to)
    assert (told.code, told.out) == (Exit.CLEAN, "")
    assert str(target) in told.err
    assert target.read_bytes() == fintui("export", full, "--to", to, "-o", "-").out.encode()


def test_a_bom_can_be_left_out(fintui: Fintui, full: Path) -> None:
    assert fintui("export", full, "--to", "csv").out.startswith("\ufeffdepartment,")
    assert fintui("export", full, "--to", "csv", "--no-bom").out.startswith("department,")


def test_an_existing_file_is_not_written_over_unless_forced(fintui: Fintui, full: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("mine")
    told = fintui("export", full, "--to", "json", "-o", target)
    assert (told.code, told.out) == (Exit.USAGE, "")
    assert "--force" in told.err
    assert target.read_text() == "mine"
    assert fintui("export", full, "--to", "json", "-o", target, "--force").code == Exit.CLEAN
    assert json.loads(target.read_text("utf-8"))["year"] == 2024


def test_a_statement_is_not_lost_under_its_own_export(fintui: Fintui, full: Path) -> None:
    before = full.read_bytes()
    link = full.with_name("link.toml")
    link.symlink_to(full)
    for target in (full, link):
        assert fintui("export", full, "--to", "csv", "-o", target, "--force").code == Exit.USAGE
    assert full.read_bytes() == before


def test_what_came_with_the_program_and_folders_are_not_written_over(
    fintui: Fintui, full: Path, tmp_path: Path
) -> None:
    mine = shipped("data") / "statements" / "new.toml"
    assert fintui("export", full, "--to", "toml", "-o", mine, "--force").code == Exit.USAGE
    assert not mine.exists()
    assert fintui("export", full, "--to", "toml", "-o", tmp_path, "--force").code == Exit.USAGE


@pytest.mark.parametrize(
    "content", [None, b"", b"no statement", "部门".encode("gb18030"), b"a = 1", b"format = 99\n"], ids=str
)
def test_a_file_that_cannot_be_read_is_one_sentence(fintui: Fintui, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "bad.toml"
    if content is not None:
        path.write_bytes(content)
    told = fintui("export", path, "--to", "json")
    assert (told.code, told.out) == (Exit.UNREADABLE, "")
    assert len(told.err.splitlines()) == 1
    assert told.err.startswith(str(path))


def test_faults_are_told_and_do_not_stop_what_loses_nothing(fintui: Fintui, small: Path) -> None:
    told = fintui("export", small, "--to", "toml")  # the tables are missing
    assert told.code == Exit.CLEAN
    assert "[tables.payments]" in told.out
    assert len(told.err.splitlines()) == 9


def test_what_would_be_lost_is_not_exported(fintui: Fintui, full: Path, tmp_path: Path) -> None:
    full.write_text(full.read_text("utf-8").replace("amount = 2940.05", 'amount = "2,940.05"', 1), "utf-8")
    target = tmp_path / "out"
    told = fintui("export", full, "--to", "toml", "-o", target)
    assert (told.code, told.out, target.exists()) == (Exit.UNREADABLE, "", False)
    assert len(told.err.splitlines()) == 2
    for to in ("json", "csv", "html"):
        assert "2,940.05" in fintui("export", full, "--to", to).out
    full.write_text(full.read_text("utf-8") + "\n[surprise]\nx = 1\n", "utf-8")
    for to in FORMATS:
        assert fintui("export", full, "--to", to).code == Exit.UNREADABLE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_standard_output_is_a_sentence(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess
    import sys

    with Path("/dev/full").open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "fintui", "export", full, "--to", "toml"],
            stdout=out,
            stderr=subprocess.PIPE,
            env={**os.environ},
            check=False,
        )
    assert done.returncode == Exit.UNREADABLE
    assert b"Traceback" not in done.stderr
