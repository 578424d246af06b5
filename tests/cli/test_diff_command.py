"""`fintui diff`: what it tells, in which code it ends, and what it says of trouble."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from fintui.files.resources import shipped

if TYPE_CHECKING:
    from pathlib import Path

    from shell import Fintui

WUCHANG = shipped("data") / "statements" / "wuchang-big-data-centre-2020.toml"


def changed(path: Path, name: str, *pairs: tuple[str, str]) -> Path:
    """The file with texts replaced, each of which it has."""
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    other = path.with_name(name)
    other.write_text(text, "utf-8")
    return other


def git(folder: Path, *words: str) -> None:
    names = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *names, *words], cwd=folder, check=True, capture_output=True)


def test_the_same_statement_written_otherwise_is_the_same(fintui: Fintui, full: Path) -> None:
    other = changed(full, "other.toml", ('unit = "万元"', 'unit   = "万元" # 注'))
    assert (result := fintui("diff", full, other)).code == 0
    assert result.out == ""


def test_a_changed_cell_is_told_with_its_line_change_and_growth(fintui: Fintui, full: Path) -> None:
    other = changed(full, "other.toml", ("amount = 2946.25", "amount = 2964.25"))
    result = fintui("diff", full, other)
    assert result.code == 1
    lines = other.read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, start=1) if line == "amount = 2964.25")
    assert f"  ~ 本年收入合计 · 决算数 ({at})  2,946.25 → 2,964.25  (+18.00, +0.61%)" in result.out
    assert "表1 收入支出决算总表" in result.out
    assert "共 1 处不同" in result.out


def test_of_a_text_the_changed_sentence_is_shown(fintui: Fintui, tmp_path: Path) -> None:
    base = tmp_path / "base.toml"
    base.write_bytes(WUCHANG.read_bytes())
    other = changed(base, "other.toml", ("其中:基本支出356.25万元", "其中:基本支出356.52万元"))
    out = fintui("diff", base, other).out
    assert "基本支出[-356.25-]{+356.52+}万元" in out
    line, other = [json.loads(each) for each in fintui("diff", base, other, "--format", "json").out.splitlines()]
    assert line["place"] != other["place"]
    assert line["kind"] == "changed"
    runs = line["sentences"][0]["runs"]
    assert ["removed", "356.25"] in runs
    assert ["added", "356.52"] in runs
    assert line["line_after"] == line["line_before"]


def test_json_holds_figures_as_texts_and_whole_rows(fintui: Fintui, full: Path) -> None:
    text = full.read_text("utf-8")
    start = text.index('[[tables.receipts.rows]]\ncode = "2010607"')
    end = text.index("[[tables", start + 5)
    other = full.with_name("other.toml")
    other.write_text(text[:start] + text[end:], "utf-8")
    (found,) = [json.loads(line) for line in fintui("diff", full, other, "--format=json").out.splitlines()]
    assert found["kind"] == "removed"
    assert found["place"] == "receipts[2010607]"
    assert found["before"]["figures"]["total"] == "135.25"
    assert found["after"] is None
    assert found["line_after"] is None
    back = fintui("diff", other, full).out
    assert "+ 2010607 信息化建设" in back


@pytest.mark.parametrize("form", ["national-2022", "national-2020"])
def test_last_year_matches_cells_across_forms(fintui: Fintui, full: Path, form: str) -> None:
    year = ("year = 2024", "year = 2025")
    pairs = [year, ('form = "shanghai-2024"', f'form = "{form}"'), ("amount = 2946.25", "amount = 3000.00")]
    other = changed(full, "other.toml", *pairs)
    result = fintui("diff", "--last-year", full, other)
    assert result.code == 1
    line = next(line for line in result.out.splitlines() if "本年收入合计" in line)
    assert line.split()[-4:] == ["2,946.25", "3,000.00", "+53.75", "+1.82%"]
    assert "1 个有变化" in result.out
    objects = [json.loads(each) for each in fintui("diff", "--last-year", other, "--format", "json").out.splitlines()]
    found = next(each for each in objects if each["place"] == "receipts-and-payments[receipts-total].amount")
    assert (found["change"], found["growth"]) == ("53.75", "1.82")


def test_another_unit_is_converted_and_growth_from_zero_is_none(fintui: Fintui, full: Path) -> None:
    later = changed(full, "later.toml", ("year = 2024", "year = 2025"), ('unit = "万元"', 'unit = "元"'))
    objects = [
        json.loads(each) for each in fintui("diff", "--last-year", full, later, "--format=json").out.splitlines()
    ]
    found = next(each for each in objects if each["place"] == "receipts-and-payments[receipts-total].amount")
    assert found["before"] == "29462500"
    assert found["change"] == "-29459553.75"


def test_a_git_revision_against_the_file_now(fintui: Fintui, full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(full.parent)
    git(full.parent, "init", "-q")
    git(full.parent, "add", full.name)
    git(full.parent, "commit", "-qm", "one")
    assert fintui("diff", full, "--rev", "HEAD").code == 0
    full.write_text(full.read_text("utf-8").replace("amount = 2946.25", "amount = 2964.25"), "utf-8")
    result = fintui("diff", full.name, "--rev", "HEAD")
    assert result.code == 1
    assert f"--- HEAD:{full.name}" in result.out
    assert fintui("diff", f"HEAD:{full.name}", full.name).out == result.out
    assert "没有版本 v9" in (trouble := fintui("diff", full.name, "--rev", "v9")).err
    assert trouble.code == 2
    assert fintui("diff", full.name, "--rev=--output=x").code == 2
    assert not (full.parent / "x").exists()
    assert "里没有这个文件" in fintui("diff", "HEAD:none.toml", full.name).err
    monkeypatch.setenv("PATH", "/nowhere")
    assert "git" in (none := fintui("diff", full.name, "--rev", "HEAD")).err
    assert none.code == 2


def test_trouble_is_2_and_one_sentence(fintui: Fintui, full: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("format = 1\n<<<<<<< ours\n", "utf-8")
    for argv in ([full], [full, tmp_path / "none.toml"], [full, broken], [full, full, full], ["--last-year", full]):
        result = fintui("diff", *argv)
        assert result.code == 2, argv
        assert len(result.err.splitlines()) == 1, result.err
        assert result.out == ""
    assert fintui("diff", full, "--rev", "HEAD").code == 2


def test_quiet_only_ends_with_a_code_and_both_languages_speak(fintui: Fintui, full: Path) -> None:
    other = changed(full, "other.toml", ("amount = 2946.25", "amount = 2964.25"))
    assert (result := fintui("diff", "-q", full, other)).code == 1
    assert result.out == ""
    assert "\n1 difference: " in fintui("diff", full, other, "--lang", "en").out


def test_what_a_file_holds_cannot_steer_the_terminal(fintui: Fintui, full: Path) -> None:
    other = changed(full, "other.toml", ('department = "上海市普陀区财政局"', 'department = "\\u001b[31m\\u202e局"'))
    for form in ("text", "json"):
        out = fintui("diff", full, other, "--format", form).out
        assert not {"\x1b", "\u202e"} & set(out)
