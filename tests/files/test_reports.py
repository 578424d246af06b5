"""Reports for machines: held to their specifications, whatever the statement holds."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from report_schemas import junit_faults, sarif_faults

from fintui.checks.rulebook import Rule
from fintui.checks.waivers import waiver_for
from fintui.files import checked as checking
from fintui.files.batch import FORMATS, Job, check_all
from fintui.files.checked import check_file
from fintui.files.places import review_path
from fintui.files.reader import load
from fintui.files.reports.base import Tally, Wishes
from fintui.files.reports.github import data_escaped, property_escaped
from fintui.files.resources import shipped
from fintui.files.review import Review, save_review
from fintui.files.rules import check
from fintui.files.words import load_words

TODAY = "2022-05-01"
KEYS = {"rule", "grade", "severity", "message", "file", "line", "operands"}
OPERAND = {"role", "place", "text", "value", "interval", "line"}
HOSTILE = "\x07\x1b]0;x\x07<![CDATA[ ]]>&\u202e%0A::error::"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Statements as they come: with errors, without prose, faulty, unreadable, with waivers, in a hostile wording."""
    statements = shipped("data") / "statements"
    wuchang = (statements / "wuchang-big-data-centre-2020.toml").read_text("utf-8")
    (tmp_path / "武 昌%,:.toml").write_text(wuchang, "utf-8")
    putuo = (statements / "putuo-finance-bureau-2024.toml").read_text("utf-8")
    (tmp_path / "putuo.toml").write_text(putuo, "utf-8")
    (tmp_path / "faulty.toml").write_text(putuo.replace("= 2940.05", '= "2,940.05"'), "utf-8")
    (tmp_path / "broken.toml").write_text('format = 1\nform = "x\n', "utf-8")
    hostile = wuchang.replace('term = "事业收入"', f'term = "{_escaped(HOSTILE)}"').replace(
        "市级财政", "市级财政\\u0007", 1
    )
    (tmp_path / "hostile.toml").write_text(hostile, "utf-8")
    path = tmp_path / "waived.toml"
    path.write_text(wuchang, "utf-8")
    loaded = load(path)
    share = next(each for each in check(loaded.statement, loaded.form).findings() if each.rule == "N-17")
    waivers = [
        waiver_for(share, reason=f"分母应为 4,090.91{HOSTILE}", by="李\x1b某", on="2021-11-08"),
        waiver_for(share, reason="短", by="甲", on="2021-11-08"),
    ]
    save_review(review_path(path), Review(waivers[:1]))
    return tmp_path


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(char):04X}" if ord(char) < 32 or char in '"\\\u202e' else char for char in text)


def report(folder: Path, name: str, **wishes: object) -> tuple[str, Tally]:
    paths = sorted(path for path in folder.glob("*.toml") if not path.name.endswith(".review.toml"))
    job = Job(name, "zh", Wishes(**wishes), TODAY)
    writer, total, text = job.report(), Tally(), ""
    text += writer.head()
    for number, piece in enumerate(check_all(paths, job, 1)):
        text += writer.joined(number, piece.text)
        total.add(piece.found)
    return text + writer.foot(total), total


def unseen(text: str) -> list[str]:
    return re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)


def test_json_lines_has_an_object_an_outcome_with_all_that_is_promised(folder: Path) -> None:
    text, _ = report(folder, "json")
    assert not unseen(text)
    objects = [json.loads(line) for line in text.splitlines()]
    assert len(objects) > 1300
    for each in objects:
        assert each.keys() >= KEYS
        assert each["severity"] in {"error", "warning", "info", "none"}
        assert each["state"] in {"open", "waived", "passed"}
        for operand in each["operands"]:
            assert operand.keys() >= OPERAND
            assert operand["line"] >= 1
    share = next(each for each in objects if each["rule"] == "N-17" and each["kind"] == "share")
    assert (share["grade"], share["severity"], share["line"]) == ("inconsistent", "error", 1117)
    assert share["operands"][0]["interval"] == {"low": "90.5", "high": "91.5", "low_closed": True, "high_closed": False}
    assert [each["value"] for each in share["operands"]] == ["91", "3734.66", "3734.66"]
    assert share["computed"]["low"].startswith("99.999")


def test_exact_outcomes_of_tables_have_their_intervals_too(folder: Path) -> None:
    text, _ = report(folder, "json")
    exact = [each for each in map(json.loads, text.splitlines()) if each["grade"] == "exact" and each["rule"] == "T1-1"]
    for operand in exact[0]["operands"]:
        if operand["text"]:
            assert operand["interval"]["low"] < operand["interval"]["high"] or float(operand["value"]) == 0


def test_every_file_tells_its_coverage_and_lists_what_is_not_tied(folder: Path) -> None:
    objects = [json.loads(line) for line in report(folder, "json")[0].splitlines()]
    told = {Path(each["file"]).name: each for each in objects if each["rule"] == "C-1"}
    assert set(told) == {"武 昌%,:.toml", "putuo.toml", "faulty.toml", "hostile.toml", "waived.toml"}
    wuchang = told["武 昌%,:.toml"]
    numbers = wuchang["numbers"]
    assert numbers["tied"] + numbers["undecided"] + numbers["untied"] == numbers["numbers"]
    assert len(wuchang["operands"]) == numbers["undecided"] + numbers["untied"] > 0
    assert wuchang["waived"] == 0
    assert told["waived.toml"]["waived"] == 1
    assert wuchang["rounding"]["used"] == "half-up"
    assert "half-up" in wuchang["rounding"]["possible"]
    assert "truncate" not in wuchang["rounding"]["possible"]


def test_nothing_to_tie_is_not_called_tied(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(
        'format = 1\nform = "national-2020"\ndepartment = "某局"\nyear = 2020\nunit = "万元"\ndecimals = 2\n', "utf-8"
    )
    coverage = json.loads(report(tmp_path, "json")[0].splitlines()[-1])
    assert (coverage["rule"], coverage["grade"], coverage["state"]) == ("C-1", "undecidable", "open")


@pytest.mark.parametrize("wishes", [{}, {"fail_on": "never"}, {"fail_on": "info", "strict": True}])
def test_sarif_is_as_its_schema_has_it(folder: Path, wishes: dict[str, object]) -> None:
    text, _ = report(folder, "sarif", **wishes)
    assert not unseen(text)
    log = json.loads(text)
    assert sarif_faults(log) == []
    (run,) = log["runs"]
    results = run["results"]
    names = {
        unquote(urlparse(each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]).path) for each in results
    }
    assert {Path(name).name for name in names} >= {"武 昌%,:.toml", "broken.toml"}
    waived = [each for each in results if each["suppressions"]]
    assert len(waived) == 1
    assert "4,090.91" in waived[0]["suppressions"][0]["justification"]
    assert waived[0]["relatedLocations"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["invocations"][0]["properties"]["waived"] == 1
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in results)


def test_sarif_regions_are_where_the_words_are(folder: Path) -> None:
    log = json.loads(report(folder, "sarif")[0])
    for result in log["runs"][0]["results"]:
        physical = result["locations"][0]["physicalLocation"]
        path = Path(unquote(urlparse(physical["artifactLocation"]["uri"]).path))
        if region := physical.get("region"):
            lines = path.read_text("utf-8").split("\n")
            assert 1 <= region["startLine"] <= region["endLine"] <= len(lines)
            assert 1 <= region["endColumn"] <= len(lines[region["endLine"] - 1]) + 1


@pytest.mark.parametrize("wishes", [{}, {"fail_on": "never"}, {"fail_on": "info", "strict": True}])
def test_junit_is_as_its_schema_has_it(folder: Path, wishes: dict[str, object]) -> None:
    text, total = report(folder, "junit", **wishes)
    assert not unseen(text)
    root = ET.fromstring(text)
    assert junit_faults(root) == []
    suites = {Path(suite.get("name")).name: suite for suite in root}
    assert len(suites) == total.files == 6
    assert [each.get("name")[:3] for each in suites["broken.toml"].iter("testcase")] == ["F-0"]
    assert suites["broken.toml"].get("errors") == "1"
    failing = sum(int(suite.get("failures")) for suite in root)
    assert bool(failing) == (wishes.get("fail_on") != "never")


def test_junit_skips_what_did_not_run(folder: Path) -> None:
    root = ET.fromstring(report(folder, "junit")[0])
    putuo = next(suite for suite in root if suite.get("name").endswith("putuo.toml"))
    cases = {case.get("name").split()[0]: case for case in putuo.iter("testcase")}
    for rule in ("N-1", "N-5", "N-8", "T10-1"):  # no prose, and no such table
        assert cases[rule].find("skipped") is not None, rule
    for rule in ("T1-1", "H-1", "D-2"):
        assert list(cases[rule]) == [], rule
    told = putuo.find("system-out").text
    assert "X-4" in told  # a note below the threshold is told, and fails no case
    wuchang = next(suite for suite in root if "昌" in suite.get("name"))
    properties = {each.get("name"): each.get("value") for each in wuchang.iter("property")}
    assert properties["waived"] == "0"
    assert int(properties["tied"]) < int(properties["numbers"])
    assert "1119 行 1个" in wuchang.find("system-out").text


def test_github_annotations_are_commands_that_nothing_breaks_out_of(folder: Path) -> None:
    text, _ = report(folder, "github")
    assert not unseen(text)
    lines = text.splitlines()
    for line in lines:
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match, line
        properties = dict(each.split("=", 1) for each in match[2].split(","))
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert {"file", "title"} <= set(properties)
        assert re.search(r"%(?!25|0A|0D|3A|2C)", line) is None
    assert sum(line.startswith("::error") for line in lines) > 20
    assert any("title=C-1" in line and "%0A" in line for line in lines)
    assert any("file=" in line and "武 昌%25%2C%3A.toml" in line for line in lines)


def test_github_escapes() -> None:
    assert data_escaped("5%\r\na:b,c") == "5%25%0D%0Aa:b,c"
    assert property_escaped("a:b,c%") == "a%3Ab%2Cc%25"


def test_a_rule_that_fails_is_told_in_every_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise ZeroDivisionError("made up")

    def check_broken(*args: object, keeps: bool) -> object:
        engine = check(*args, keeps=keeps)
        engine.book = type(engine.book)(
            engine.book.identities,
            engine.book.vocabulary,
            engine.book.map,
            (Rule("Q-8 numbering", broken, frozenset()),),
        )
        engine.run()
        return engine

    monkeypatch.setattr(checking, "check", check_broken)
    (tmp_path / "a.toml").write_bytes((shipped("data") / "statements" / "putuo-finance-bureau-2024.toml").read_bytes())
    for name in FORMATS:
        text, total = report(tmp_path, name)
        assert total.failed == 1
        assert "ZeroDivisionError" in text, name
    assert sarif_faults(json.loads(report(tmp_path, "sarif")[0])) == []
    suite = ET.fromstring(report(tmp_path, "junit")[0])[0]
    assert (suite.get("errors"), junit_faults([suite])) == ("1", [])


def test_a_failure_outside_the_rules_is_told_of_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(checking, "check", fail)
    path = tmp_path / "a.toml"
    path.write_bytes((shipped("data") / "statements" / "putuo-finance-bureau-2024.toml").read_bytes())
    found = check_file(path, load_words("zh"), None, TODAY)
    assert [(each.rule, each.outcome.grade.value) for each in found.entries] == [("F-2", "rule-failed")]
