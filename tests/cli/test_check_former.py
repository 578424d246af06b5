"""`fintui check` with probable causes, and with last year's statement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fintui.cli.exits import Exit
from fintui.files.resources import first_statement, shipped

if TYPE_CHECKING:
    from shell import Fintui

PUTUO = shipped("data") / "statements" / "putuo-finance-bureau-2024.toml"


def objects(text: str, rule: str) -> list[dict]:
    return [found for line in text.splitlines() if (found := json.loads(line))["rule"] == rule]


# -- causes
def test_a_cause_follows_its_contradiction(fintui: Fintui) -> None:
    lines = fintui("check", first_statement(), "--hints").out.splitlines()
    at = next(n for n, line in enumerate(lines) if ": ↳ N-17 " in line)
    assert ": ✗ N-17 " in lines[at - 1]
    assert lines[at].partition(": ")[0] == lines[at - 1].partition(": ")[0]
    assert "4,090.91" in lines[at]
    assert "↳" not in fintui("check", first_statement()).out


def test_a_cause_in_json_has_its_correction(fintui: Fintui) -> None:
    told = fintui("check", first_statement(), "--hints", "--format", "json").out
    found = [each for each in objects(told, "N-17") if "causes" in each]
    (cause,) = found[0]["causes"]
    assert (cause["kind"], cause["meant"]) == ("another-whole", "100%")
    (fix,) = cause["corrections"]
    assert fix["place"] == "sections[performance].text"
    assert (fix["value"], fix["end"] - fix["start"]) == ("100%", len("91%"))
    assert (fix["line"], fix["column"]) == (found[0]["line"], found[0]["column"])
    assert '"causes"' not in fintui("check", first_statement(), "--format", "json").out


def test_the_correction_of_a_cell_is_its_figure(fintui: Fintui, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(PUTUO.read_text("utf-8").replace("amount = 2946.25", "amount = 2964.25", 1), "utf-8")
    found = objects(fintui("check", path, "--hints", "--format", "json").out, "T1-1")
    causes = [cause for each in found for cause in each.get("causes", ())]
    assert [(cause["kind"], cause["corrections"][0]["value"]) for cause in causes] == [("swapped-digits", "2946.25")]


# -- last year
@pytest.fixture
def years(tmp_path: Path) -> Path:
    """This year's statement, and one of last year that closed with other balances."""
    text = first_statement().read_text("utf-8")
    (tmp_path / "now.toml").write_text(text, "utf-8")
    (tmp_path / "then.toml").write_text(text.replace("year = 2020", "year = 2019", 1), "utf-8")
    return tmp_path


def told_of_last_year(fintui: Fintui, *args: object) -> list[str]:
    found = objects(fintui("check", *args, "--format", "json").out, "X-13")
    return [each["kind"] for each in found if each["state"] == "open"]


def test_last_years_statement_in_the_same_folder_is_found(fintui: Fintui, years: Path) -> None:
    found = told_of_last_year(fintui, years / "now.toml")
    assert found
    assert set(found) == {"prior-not-last-year"}
    assert told_of_last_year(fintui, years / "now.toml", "--no-last-year") == []
    assert told_of_last_year(fintui, years / "then.toml") == []
    assert told_of_last_year(fintui, years, "--jobs", "1") == found


def test_a_statement_of_another_year_is_told(fintui: Fintui, years: Path) -> None:
    told = fintui("check", years / "then.toml", "--last-year", years / "now.toml")
    assert "是 2020 年度的决算,不是上年(2018 年度)的" in told.err
    assert "不是上年" not in fintui("check", years / "now.toml", "--last-year", years / "then.toml").err


def test_among_many_it_is_told_of_those_of_its_department(fintui: Fintui, years: Path) -> None:
    text = (years / "now.toml").read_text("utf-8")
    (years / "older.toml").write_text(text.replace("year = 2020", "year = 2017", 1), "utf-8")
    (years / "putuo.toml").write_text(PUTUO.read_text("utf-8"), "utf-8")
    told = fintui("check", years, "--last-year", years / "then.toml", "--jobs", "1")
    assert [line.partition("不是上年(")[2][:4] for line in told.err.splitlines()] == ["2016"]


def test_last_years_statement_can_be_named(fintui: Fintui, years: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    then = (years / "then.toml").rename(other / "then.toml")
    assert told_of_last_year(fintui, years / "now.toml") == []
    assert told_of_last_year(fintui, years / "now.toml", "--last-year", then)
    told = fintui("--lang", "en", "check", years / "now.toml", "--last-year", then).out
    assert "1,557.66万元" in told
    assert "the statement of 2019 has 4,090.91" in told


def test_what_the_text_says_of_last_year_is_checked_as_it_follows_from_a_change(fintui: Fintui, years: Path) -> None:
    path = years / "then.toml"
    path.write_text(path.read_text("utf-8").replace("4090.91", "2533.25"), "utf-8")
    told = fintui("check", years / "now.toml", "--format", "json").out
    assert {(each["kind"], each["grade"]) for each in objects(told, "X-13")} >= {("prior-as-last-year", "exact")}
    assert told_of_last_year(fintui, years / "now.toml") == []


def test_a_named_statement_must_be_readable(fintui: Fintui, years: Path) -> None:
    (years / "broken.toml").write_text("format = 1\nyear = ", "utf-8")
    told = fintui("check", years / "now.toml", "--last-year", years / "broken.toml")
    assert (told.code, told.out) == (Exit.UNREADABLE, "")
    assert "broken.toml" in told.err
    # One that is merely found beside the statement is as good as none.
    (years / "then.toml").write_text('format = 1\ndepartment = "x"\nyear = 2019\nform = "没有"\n', "utf-8")
    assert fintui("check", years / "now.toml").err == ""
