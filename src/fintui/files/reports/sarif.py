"""SARIF 2.1.0: findings and what is undecided, each with its operands as related locations; waivers as suppressions."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from ... import __version__
from ...checks.judge import Grade
from ..checked import COVERAGE, Checked, Entry
from ..lines import Region
from ..page_text import page_body
from ..pages import load_page, page_ids, pages_folder
from .base import GRAVE, Report, Tally, coverage_words, modes_words
from .json_lines import dumps
from .record import Operand, Record, operand_of, record_of

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note", "none": "none"}


class Sarif(Report):
    """One run; its rules come first, its results file by file, its invocation last, so that nothing is kept."""

    def head(self) -> str:
        """The tool with all its rules, and the beginning of the results."""
        said = self.words.language
        driver = {
            "name": "fintui",
            "semanticVersion": __version__,
            "language": {"zh": "zh-CN"}.get(said, said),
            "rules": [self._rule(rule) for rule in page_ids()],
        }
        tool = dumps({"driver": driver})
        return (
            f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"tool": {tool}, '
            f'"columnKind": "unicodeCodePoints", "results": [\n'
        )

    def _rule(self, rule: str) -> dict[str, Any]:
        page, said = load_page(rule), self.words.language
        return {
            "id": rule,
            "shortDescription": {"text": page.title[said]},
            "fullDescription": {"text": page.formula[said]},
            "help": {"text": page_body(page, self.words)},
            "helpUri": (pages_folder() / f"{rule}.toml").as_uri(),
            "defaultConfiguration": {"level": _LEVELS[page.severity]},
        }

    def file(self, checked: Checked, found: Tally) -> str:
        """A file's results; the last one is its coverage."""
        told = [each for each in checked.entries if each.matters]
        results = [self._result(each, checked) for each in told]
        if checked.reach:
            results.append(_coverage(checked, found))
        return ",\n".join(map(dumps, results)) + "\n"

    def joined(self, number: int, piece: str) -> str:
        """Results are parted by commas."""
        return f",\n{piece}" if number else piece

    def foot(self, found: Tally) -> str:
        """How the run went."""
        invocation = {
            "executionSuccessful": not (found.failed or found.unreadable),
            "properties": {
                "files": found.files,
                "coverage": coverage_words(self.words, found),
                "waived": found.waived,
                "baselineGone": found.gone,
            },
        }
        return f'], "invocations": [{dumps(invocation)}]}}]}}\n'

    def _result(self, entry: Entry, checked: Checked) -> dict[str, Any]:
        record = record_of(entry, checked)
        is_finding = entry.is_finding
        result: dict[str, Any] = {
            "ruleId": entry.rule,
            "ruleIndex": page_ids().index(entry.rule),
            "kind": "fail" if is_finding else "open",
            "level": GRAVE[entry.outcome.severity] if is_finding else "none",
            "message": {"text": record.message},
            "locations": [_location(record.path, record.region if record.has_line else None)],
            "partialFingerprints": {"fintui/v1": entry.fingerprint, "fintuiValues/v1": entry.values_hash},
            "properties": {"grade": entry.outcome.grade.value},
        }
        if related := _related(record):
            result["relatedLocations"] = related
        if entry.status:
            result["baselineState"] = entry.status
        result["suppressions"] = _suppressions(entry, checked)
        return result


def _suppressions(entry: Entry, checked: Checked) -> list[dict[str, str]]:
    """The waiver; an empty list says that there is none, and where one result has a list all must have."""
    if entry.waiver is None:
        return []
    about = {"reason": entry.waiver.reason, "by": entry.waiver.by, "on": entry.waiver.on}
    justification = checked.words("findings.waiver", **about)
    return [{"kind": "external", "status": "accepted", "justification": justification}]


def _related(record: Record) -> list[dict[str, Any]]:
    """The other operands."""
    return [
        _location(record.path, operand.region, number, _said(operand))
        for number, operand in enumerate(record.operands[1:], start=1)
    ]


def _said(operand: Operand) -> str:
    return f"{operand.name} {operand.text}".strip() or operand.place


def _location(path: Path, region: Region | None, number: int = -1, text: str = "") -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri_of(path)}}
    if region:
        physical["region"] = {
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": max(region.end_column, 1),
        }
    location: dict[str, Any] = {"physicalLocation": physical}
    if number >= 0:
        location = {"id": number, **location, "message": {"text": text}}
    return location


def uri_of(path: Path) -> str:
    """A path as a URI: relative ones stay so, that a tool finds them from the root of the project."""
    text = quote(path.as_posix().encode("utf-8", "surrogateescape"), safe="/")
    return f"file://{text}" if path.is_absolute() else text


def _coverage(checked: Checked, found: Tally) -> dict[str, Any]:
    words, reach = checked.words, checked.reach
    is_whole = 0 < found.numbers == found.tied
    quotes = (*reach.undecided, *reach.untied) if reach else ()
    operands = [operand_of(each, checked) for each in quotes]
    text = words("check.stop").join(
        [coverage_words(words, found), words("check.waived", count=found.waived), modes_words(words, checked)]
    )
    result: dict[str, Any] = {
        "ruleId": COVERAGE,
        "ruleIndex": page_ids().index(COVERAGE),
        "kind": "pass" if is_whole else "open",
        "level": "none",
        "message": {"text": text},
        "locations": [_location(checked.path, None)],
        "suppressions": [],
        "properties": {
            "grade": (Grade.EXACT if is_whole else Grade.UNDECIDABLE).value,
            "numbers": found.numbers,
            "tied": found.tied,
            "undecided": found.undecided,
            "untied": found.untied,
            "waived": found.waived,
            "rounding": list(checked.modes),
        },
    }
    related = [
        _location(checked.path, operand.region, number, _said(operand)) for number, operand in enumerate(operands)
    ]
    return result | ({"relatedLocations": related} if related else {})
