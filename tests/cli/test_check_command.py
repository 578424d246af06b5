"""`fintui check`: which files, what is told, what counts, baselines, waivers, processes."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fintui.cli.exits import Exit
from fintui.files import batch
from fintui.files.batch import Job, check_all, is_statement, statements
from fintui.files.reports.base import Wishes
from fintui.files.resources import first_statement, shipped

if TYPE_CHECKING:
    from shell import Fintui

PUTUO = shipped("data") / "statements" / "putuo-finance-bureau-2024.toml"
WRONG = ("amount = 2946.25", "amount = 2964.25")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder of statements: some good, some wrong, one broken, and what is none."""
    folder = tmp_path / "many"
    (folder / "b" / ".hidden").mkdir(parents=True)
    text = PUTUO.read_text("utf-8")
    for number in range(9):
        where = folder / "b" if number % 2 else folder
        (where / f"s{number}.toml").write_text(text.replace(*WRONG, 1) if number == 4 else text, "utf-8")
    (folder / "broken.toml").write_text('# 说明\nformat = 1\nform = "x\n', "utf-8")
    (folder / "s0.review.toml").write_text("format = 1\n", "utf-8")
    (folder / "settings.toml").write_text('theme = "x"\n[a]\nformat = 1\n', "utf-8")
    (folder / "b" / ".hidden" / "s.toml").write_text(text, "utf-8")
    return folder


def objects(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


# -- what is found
def test_a_finding_is_a_line_with_file_and_line(fintui: Fintui, wrong: Path) -> None:
    told = fintui("check", wrong)
    assert (told.code, told.err) == (Exit.FINDINGS, "")
    lines = told.out.splitlines()
    number = next(n for n, line in enumerate(wrong.read_text("utf-8").splitlines(), 1) if "2964.25" in line)
    assert lines[0].startswith(f"{wrong}:{number}: ✗ T1-1 ")
    assert "2,964.25" in lines[0]
    marks = [line.split(": ", 1)[1][0] for line in lines[:-1]]
    assert marks == sorted(marks, key="✗!≈±·?".index)
    assert lines[-1].startswith(f"{wrong}: 上海市普陀区财政局 2024:")
    assert "放行 0 项" in lines[-1]
    assert "四舍五入" in lines[-1]


def test_what_is_within_rounding_is_one_line_a_table_unless_all_is_asked_for(fintui: Fintui, good: Path) -> None:
    told = fintui("check", good).out
    assert "≈ T2-2×2 表2 收入决算表:2 处" in told
    every = fintui("check", "--all", good).out
    assert every.count("≈ T2-2 ") == 2
    assert len(every.splitlines()) > len(told.splitlines())


def test_numbers_that_are_not_tied_are_listed(fintui: Fintui) -> None:
    told = fintui("check", first_statement())
    assert told.code == Exit.FINDINGS
    assert "数字 151 个:已核对 141,无法判定 5,未涉及 5" in told.out
    assert "1119 行 1个" in told.out
    assert "1069 行 0%" in told.out


def test_it_speaks_english(fintui: Fintui, good: Path) -> None:
    told = fintui("--lang", "en", "check", good)
    assert told.code == Exit.CLEAN
    assert "all 195 numbers tied" in told.out
    assert "0 waived" in told.out


# -- what counts
@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 0),
        (["--fail-on", "error"], 0),
        (["--fail-on", "warning"], 0),
        (["--fail-on", "info"], 1),
        (["--fail-on", "never"], 0),
        (["--strict"], 0),
    ],
)
@pytest.mark.parametrize("form", batch.FORMATS)
def test_the_threshold_decides_in_every_format(
    fintui: Fintui, good: Path, form: str, options: list[str], code: int
) -> None:
    assert fintui("check", "--format", form, *options, good).code == code


def test_strict_counts_what_is_not_decided(fintui: Fintui, good: Path) -> None:
    good.write_text(good.read_text("utf-8").replace("amount = 2946.25", 'amount = "?"', 1), "utf-8")
    assert fintui("check", good).code == Exit.CLEAN
    assert fintui("check", "--strict", good).code == Exit.FINDINGS


def test_never_still_tells_files_that_cannot_be_read(fintui: Fintui, wrong: Path, many: Path) -> None:
    assert fintui("check", "--fail-on", "never", wrong).code == Exit.CLEAN
    assert fintui("check", "--fail-on", "never", many).code == Exit.UNREADABLE


def test_faults_of_a_file_are_findings(fintui: Fintui, good: Path) -> None:
    good.write_text(good.read_text("utf-8").replace("amount = 2940.05", 'amount = "2,940.05"', 1), "utf-8")
    told = fintui("check", good)
    assert told.code == Exit.FINDINGS
    assert "✗ F-1 amount 是带引号的" in told.out
    fault = objects(fintui("check", "--format", "json", good).out)[0]
    assert (fault["rule"], fault["severity"], fault["kind"]) == ("F-1", "error", "fault.figure-text")


# -- folders
def test_folders_are_searched_and_the_rest_goes_on_past_a_bad_file(fintui: Fintui, many: Path) -> None:
    told = fintui("check", "--format", "json", many)
    assert told.code == Exit.UNREADABLE
    names = [Path(each["file"]).name for each in objects(told.out) if each["rule"] in {"C-1", "F-0"}]
    assert names == ["broken.toml", *(f"s{number}.toml" for number in (0, 2, 4, 6, 8, 1, 3, 5, 7))]
    assert "broken.toml: 没有核对完" in told.err
    text = fintui("check", many)
    assert text.out.splitlines()[-1] == f"{many / 'broken.toml'}: 没有核对完,结果不全"
    assert "共 10 份" in text.out.splitlines()[-2]


def test_what_looks_like_a_statement(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    for data, expected in (
        (b"format = 1\n", True),
        (b"\xef\xbb\xbfformat=1\n", True),
        ("format = 1\n".encode("utf-16"), True),
        (b"# format = 1\n", False),
        (b"[a]\nformat = 1\n", False),
        (b"title = 1\r\n  format = 1\r\n", True),
        (b"", False),
    ):
        path.write_bytes(data)
        assert is_statement(path) is expected, data


def test_a_file_named_twice_is_checked_once(good: Path, many: Path) -> None:
    assert list(statements([good, many, good, good.parent / "many" / ".." / "good.toml"])).count(good) == 1
    assert len(list(statements([many, many / "b"]))) == 10


def test_a_file_that_is_named_must_be_a_statement(fintui: Fintui, many: Path) -> None:
    assert fintui("check", many / "settings.toml").code == Exit.UNREADABLE
    assert fintui("check", many / "none.toml").code == Exit.UNREADABLE


def test_nothing_to_check_is_no_success(fintui: Fintui, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    told = fintui("check", tmp_path / "empty")
    assert (told.code, told.out) == (Exit.USAGE, "")
    assert "empty" in told.err


@pytest.mark.parametrize("form", batch.FORMATS)
def test_the_order_of_the_output_is_the_same_whatever_the_number_of_processes(many: Path, form: str) -> None:
    paths = list(statements([many]))
    job = Job(form, "zh", Wishes(), "2022-01-01")
    one, three = ([piece.text for piece in check_all(paths, job, jobs)] for jobs in (1, 3))
    assert one == three


def test_a_process_that_ends_loses_only_its_own_file(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deadly(path: Path, *rest: object, passed: bool) -> object:
        if path.name == "s3.toml":
            os._exit(9)
        return check_file(path, *rest, passed=passed)

    check_file = batch.check_file
    monkeypatch.setattr(batch, "check_file", deadly)
    paths = list(statements([many]))
    pieces = list(check_all(paths, Job("json", "zh", Wishes(), "2022-01-01"), 2))
    assert len(pieces) == len(paths)
    lost = [path.name for path, piece in zip(paths, pieces, strict=True) if piece.found.failed]
    assert lost == ["s3.toml"]
    assert "F-2" in pieces[[path.name for path in paths].index("s3.toml")].text


# -- the terminal
def run_at_terminal(*argv: str, **env: str) -> str:
    """What a terminal gets on standard output and error."""
    ours, theirs = pty.openpty()
    plain = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "TERM"}}
    done = subprocess.Popen(
        [sys.executable, "-m", "fintui", *argv], stdout=theirs, stderr=theirs, env=plain | {"TERM": "xterm"} | env
    )
    os.close(theirs)
    text = b""
    while True:
        try:
            data = os.read(ours, 65536)
        except OSError:
            break
        if not data:
            break
        text += data
    done.wait()
    os.close(ours)
    return text.decode()


def test_colours_only_on_a_terminal_and_not_under_no_color(fintui: Fintui, wrong: Path) -> None:
    assert "\x1b[31m✗\x1b[0m" in run_at_terminal("check", str(wrong))
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b[3" not in run_at_terminal("check", str(wrong), **env)
    assert "\x1b" not in fintui("check", wrong).out
    assert "\x1b[3" not in run_at_terminal("check", "--format", "json", str(wrong))


def test_progress_only_on_a_terminal(fintui: Fintui, many: Path) -> None:
    assert "/10" in run_at_terminal("check", "--jobs", "1", str(many))
    assert "/10" not in fintui("check", many).err


def test_a_name_cannot_steer_the_terminal(fintui: Fintui, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b]0;x\x07.toml"
    path.write_bytes(PUTUO.read_bytes())
    for form in ("text", "json", "github", "junit", "sarif"):
        told = fintui("check", "--format", form, path)
        assert "\x1b" not in told.out + told.err
