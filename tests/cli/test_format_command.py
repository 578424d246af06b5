"""`fintui format`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fintui.cli.exits import Exit
from fintui.cli.format import count_comments
from fintui.files.reader import load
from fintui.files.resources import first_statement
from fintui.files.save import canonical

if TYPE_CHECKING:
    from pathlib import Path

    from shell import Fintui


def untidy(path: Path, comment: str = "") -> bytes:
    """Give a statement another spacing, which says the same; return the canonical bytes."""
    loaded = load(path)
    path.write_text(comment + path.read_text("utf-8").replace("year = ", "year    = "), "utf-8")
    return canonical(loaded.statement, loaded.form).encode()


def test_by_default_the_result_is_shown_and_the_file_stays(fintui: Fintui, full: Path) -> None:
    expected = untidy(full)
    before = full.read_bytes()
    told = fintui("format", full)
    assert (told.code, told.out.encode(), told.err) == (Exit.CLEAN, expected, "")
    assert full.read_bytes() == before


def test_written_it_is_canonical_and_a_second_time_nothing_happens(fintui: Fintui, full: Path) -> None:
    expected = untidy(full)
    told = fintui("format", "-w", full)
    assert (told.code, told.out) == (Exit.CLEAN, "")
    assert str(full) in told.err
    assert full.read_bytes() == expected
    stamp = full.stat().st_mtime_ns
    assert fintui("format", "--write", full).err == ""
    assert full.stat().st_mtime_ns == stamp


def test_check_lists_what_is_not_canonical(fintui: Fintui, full: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_bytes(untidy(full))
    told = fintui("format", "--check", full, other)
    assert (told.code, told.out) == (Exit.FINDINGS, f"{full}\n")
    assert fintui("format", "--check", other).code == Exit.CLEAN


@pytest.mark.parametrize("change", [lambda data: b"\xef\xbb\xbf" + data, lambda data: data.replace(b"\n", b"\r\n")])
def test_bom_and_other_line_ends_are_not_canonical(fintui: Fintui, full: Path, change) -> None:
    canonical_bytes = untidy(full)
    full.write_bytes(change(canonical_bytes))
    assert fintui("format", "--check", full).code == Exit.FINDINGS
    assert fintui("format", "-w", full).code == Exit.CLEAN
    assert full.read_bytes() == canonical_bytes


def test_comments_are_not_lost_unasked(fintui: Fintui, full: Path) -> None:
    expected = untidy(full, "# mine\n")
    before = full.read_bytes()
    told = fintui("format", "-w", full)
    assert told.code == Exit.USAGE
    assert "--drop-comments" in told.err
    assert full.read_bytes() == before
    shown = fintui("format", full)
    assert (shown.code, shown.out.encode()) == (Exit.CLEAN, expected)
    assert "1" in shown.err
    assert fintui("format", "-w", "--drop-comments", full).code == Exit.CLEAN
    assert full.read_bytes() == expected


def test_one_bad_file_does_not_stop_the_others(fintui: Fintui, full: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("nothing")
    expected = untidy(full)
    told = fintui("format", "-w", bad, full)
    assert told.code == Exit.UNREADABLE
    assert full.read_bytes() == expected
    assert bad.read_text() == "nothing"


def test_several_files_are_not_run_together_on_standard_output(fintui: Fintui, full: Path, small: Path) -> None:
    told = fintui("format", full, small)
    assert (told.code, told.out) == (Exit.USAGE, "")


def test_a_file_that_would_lose_something_stays(fintui: Fintui, full: Path) -> None:
    full.write_text(full.read_text("utf-8").replace("amount = 2940.05", 'amount = "2,940.05"', 1), "utf-8")
    before = full.read_bytes()
    for options in ([], ["-w"], ["--check"]):
        assert fintui("format", *options, full).code == Exit.UNREADABLE
    assert full.read_bytes() == before


def test_a_shipped_statement_is_not_written_over(fintui: Fintui) -> None:
    before = first_statement().read_bytes()
    assert fintui("format", "-w", "--drop-comments", first_statement()).code == Exit.USAGE
    assert first_statement().read_bytes() == before


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a = 1\n", 0),
        ("# one\na = 1 # two\n\n[b] # three\n", 3),
        ('a = "# no"\nb = """\n# no\n"""\nc = \'# no\'\n', 0),
        ("a = [ # one\n  1, # two\n]\n", 2),
        ('a = { b = "#" } # one', 1),
    ],
)
def test_comments_are_told_from_signs_in_texts(text: str, count: int) -> None:
    assert count_comments(text) == count
