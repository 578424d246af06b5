"""`fintui check`: baselines, and waivers beside the statement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fintui.cli.exits import Exit
from fintui.files.resources import shipped

if TYPE_CHECKING:
    from shell import Fintui

PUTUO = shipped("data") / "statements" / "putuo-finance-bureau-2024.toml"


def objects(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


# -- baselines
def test_a_baseline_that_is_not_there_is_called_a_baseline(fintui: Fintui, wrong: Path, tmp_path: Path) -> None:
    told = fintui("check", "--only-new", tmp_path / "none.jsonl", wrong)
    assert (told.code, told.out) == (Exit.UNREADABLE, "")
    assert "没有这个基线" in told.err
    assert "决算" not in told.err


def test_a_baseline_hides_what_it_knows_and_nothing_else(fintui: Fintui, wrong: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "known.jsonl"
    told = fintui("check", "--save-baseline", baseline, wrong)
    assert (told.code, str(baseline) in told.err) == (Exit.CLEAN, True)
    known = fintui("check", "--only-new", baseline, wrong)
    assert known.code == Exit.CLEAN
    assert "✗" not in known.out
    assert "基线已有" in known.out
    text = wrong.read_text("utf-8")
    wrong.write_text("# a line more\n\n" + text, "utf-8")
    assert fintui("check", "--only-new", baseline, "--fail-on", "info", wrong).code == Exit.CLEAN
    wrong.write_text(text.replace("2964.25", "2469.25"), "utf-8")
    changed = fintui("check", "--only-new", baseline, "--format", "json", wrong)
    assert changed.code == Exit.FINDINGS
    assert {each["baseline"] for each in objects(changed.out) if each["rule"] == "T1-1" and "baseline" in each} == {
        "updated"
    }
    wrong.write_text(text.replace("total = 2946.25", "total = 2649.25", 1), "utf-8")
    new = fintui("check", "--only-new", baseline, wrong)
    assert new.code == Exit.FINDINGS
    assert "T1-1" not in new.out
    assert "T2-1" in new.out


def test_what_is_gone_from_a_baseline_is_counted(fintui: Fintui, wrong: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "known.jsonl"
    fintui("check", "--save-baseline", baseline, wrong)
    before = len(baseline.read_text("utf-8").splitlines())
    wrong.write_bytes(PUTUO.read_bytes())
    told = fintui("check", "--only-new", baseline, wrong).out
    notes = len([1 for each in objects(fintui("check", "--format", "json", wrong).out) if each["severity"] == "info"])
    assert f"基线已有 {notes} 项、已消失 {before - notes} 项不计" in told


def test_a_baseline_holds_wherever_one_stands(
    fintui: Fintui, wrong: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    baseline = tmp_path / "known.jsonl"
    fintui("check", "--save-baseline", baseline, wrong)
    assert str(tmp_path) not in baseline.read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    assert fintui("check", "--only-new", "known.jsonl", "wrong.toml").code == Exit.CLEAN
    (tmp_path / "other.toml").write_bytes(wrong.read_bytes())
    assert fintui("check", "--only-new", "known.jsonl", "other.toml").code == Exit.FINDINGS


@pytest.mark.parametrize("content", [b"{}\n", b'["a"]\n', b"\xff\n", b"not json\n"])
def test_what_is_no_baseline_is_told(fintui: Fintui, wrong: Path, tmp_path: Path, content: bytes) -> None:
    baseline = tmp_path / "known.jsonl"
    baseline.write_bytes(content)
    told = fintui("check", "--only-new", baseline, wrong)
    assert (told.code, told.out) == (Exit.UNREADABLE, "")
    assert f"{baseline}:1: " in told.err


# -- waivers
def test_a_waiver_beside_the_statement_is_counted_and_told(fintui: Fintui, wrong: Path) -> None:
    found = next(
        each for each in objects(fintui("check", "--format", "json", wrong).out) if each["severity"] == "error"
    )
    waiver = {"rule": found["rule"], "places": [each["place"] for each in found["operands"]]}
    waiver |= {"values": [each["text"] for each in found["operands"]], "by": "李某", "on": "2022-01-01"}
    waiver["reason"] = "原表如此,合计应为 2,946.25"
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in waiver.items()]
    review = wrong.with_name("wrong.review.toml")
    review.write_text("format = 1\n\n[[waivers]]\n" + "\n".join(lines) + "\n", "utf-8")
    told = fintui("check", wrong).out
    assert "放行 1 项" in told
    assert waiver["reason"] in fintui("check", "--all", wrong).out
    waived = [each for each in objects(fintui("check", "--format", "json", wrong).out) if each["state"] == "waived"]
    assert [each["waiver"]["by"] for each in waived] == ["李某"]
    wrong.write_text(wrong.read_text("utf-8").replace("2964.25", "2469.25"), "utf-8")
    stale = fintui("check", "--fail-on", "warning", wrong)
    assert "! W-1 对 T1-1 的放行已失效" in stale.out
    assert "放行 0 项" in stale.out


def test_a_review_file_that_cannot_be_read_is_told_and_the_statement_checked(fintui: Fintui, good: Path) -> None:
    good.with_name("good.review.toml").write_text("format = 1\n[[waivers\n", "utf-8")
    told = fintui("check", good)
    assert told.code == Exit.UNREADABLE
    assert f"{good.with_name('good.review.toml')}: ✗ F-0 " in told.out
    assert "数字 195 个" in told.out
