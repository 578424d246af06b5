"""What SARIF 2.1.0 and the JUnit schema of Ant ask of the parts that reports have, as far as those parts go.

Written from the specifications: every object may have only the properties listed, those marked must be there, and
values are of the type and among the words that the specification names.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from typing import Any

LEVELS = {"none", "note", "warning", "error"}
KINDS = {"notApplicable", "pass", "fail", "review", "open", "informational"}
URI = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*")

# object → property → (type of the value, whether it must be there)
OBJECTS: dict[str, dict[str, tuple[object, bool]]] = {
    "log": {"$schema": ("uri", False), "version": ({"2.1.0"}, True), "runs": (["run"], True)},
    "run": {
        "tool": ("tool", True),
        "columnKind": ({"utf16CodeUnits", "unicodeCodePoints"}, False),
        "results": (["result"], False),
        "invocations": (["invocation"], False),
    },
    "tool": {"driver": ("component", True)},
    "component": {
        "name": (str, True),
        "semanticVersion": (str, False),
        "language": (re.compile(r"[a-zA-Z]{2}(-[a-zA-Z]{2})?"), False),
        "rules": (["rule"], False),
    },
    "rule": {
        "id": (str, True),
        "shortDescription": ("text", False),
        "fullDescription": ("text", False),
        "help": ("text", False),
        "helpUri": ("absolute", False),
        "defaultConfiguration": ("configuration", False),
    },
    "configuration": {"level": (LEVELS, False)},
    "text": {"text": (str, True)},
    "result": {
        "ruleId": (str, False),
        "ruleIndex": (int, False),
        "kind": (KINDS, False),
        "level": (LEVELS, False),
        "message": ("text", True),
        "locations": (["location"], False),
        "relatedLocations": (["location"], False),
        "partialFingerprints": ({}, False),
        "baselineState": ({"new", "unchanged", "updated", "absent"}, False),
        "suppressions": (["suppression"], False),
        "properties": ({}, False),
    },
    "suppression": {
        "kind": ({"inSource", "external"}, True),
        "status": ({"accepted", "underReview", "rejected"}, False),
        "justification": (str, False),
    },
    "location": {"id": (int, False), "physicalLocation": ("physical", False), "message": ("text", False)},
    "physical": {"artifactLocation": ("artifact", False), "region": ("region", False)},
    "artifact": {"uri": ("uri", False)},
    "region": dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), (int, False)),
    "invocation": {"executionSuccessful": (bool, True), "properties": ({}, False)},
}


def sarif_faults(log: dict[str, Any]) -> list[str]:
    """What is wrong with a log, by path."""
    faults = list(_object(log, "log", "$"))
    for run in log.get("runs", []):
        results = run.get("results", [])
        has = {"suppressions" in each for each in results}
        if len(has) > 1:
            faults.append("$: either every result has suppressions or none")
        for index, each in enumerate(results):
            if each.get("kind", "fail") != "fail" and each.get("level") != "none":
                faults.append(f"$.results[{index}]: level must be none unless kind is fail")
        ids = [each["id"] for each in run["tool"]["driver"].get("rules", [])]
        if len(set(ids)) < len(ids):
            faults.append("$: rules are not unique")
    return faults


def _object(value: Any, kind: str, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: no object"
        return
    known = OBJECTS[kind]
    yield from (f"{path}.{key}: unknown" for key in value if key not in known)
    for key, (expected, needed) in known.items():
        if key in value:
            yield from _value(value[key], expected, f"{path}.{key}")
        elif needed:
            yield f"{path}.{key}: missing"
    if kind == "region":
        yield from (f"{path}.{key}: below 1" for key, number in value.items() if number < 1)
        if (value["startLine"], value["startColumn"]) > (value["endLine"], value["endColumn"]):
            yield f"{path}: ends before it starts"


def _value(value: Any, expected: Any, path: str) -> Iterator[str]:
    match expected:
        case [kind]:
            if not isinstance(value, list):
                yield f"{path}: no list"
            for index, each in enumerate(value):
                yield from _object(each, kind, f"{path}[{index}]")
            keys = [repr(each) for each in value]
            if path.endswith(("relatedLocations", "suppressions", "rules")) and len(set(keys)) < len(keys):
                yield f"{path}: not unique"
        case str() if expected in OBJECTS:
            yield from _object(value, expected, path)
        case _ if not _fits(value, expected):
            yield f"{path}: {value!r}"


def _fits(value: Any, expected: Any) -> bool:
    match expected:
        case "uri":
            return bool(URI.fullmatch(value))
        case "absolute":
            return bool(URI.fullmatch(value)) and re.match("[a-z]+:/", value) is not None
        case re.Pattern():
            return bool(expected.fullmatch(value))
        case set():
            return value in expected
        case dict():
            return isinstance(value, dict) and all(isinstance(key, str) for key in value)
        case _:
            return type(value) is expected and not (expected is int and value < 0) and value != ""


SUITE = {"package", "id", "name", "timestamp", "hostname", "tests", "failures", "errors", "skipped", "time"}


def junit_faults(root: ET.Element | Iterable[ET.Element]) -> list[str]:
    """What is wrong with a document, or with some suites."""
    faults = []
    if isinstance(root, ET.Element) and (root.tag != "testsuites" or root.attrib):
        faults.append("root")
    for number, suite in enumerate(root):
        faults += [f"suite {number}: {each}" for each in _suite(suite)]
        if suite.get("id") != str(number):
            faults.append(f"suite {number}: id")
    return faults


def _suite(suite: ET.Element) -> Iterator[str]:
    if suite.tag != "testsuite" or set(suite.attrib) != SUITE:
        yield f"attributes {sorted(suite.attrib)}"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}", suite.get("timestamp", "")):
        yield "timestamp"
    tags = [child.tag for child in suite]
    cases = list(suite.iter("testcase"))
    if tags != ["properties", *["testcase"] * len(cases), "system-out", "system-err"]:
        yield f"children {tags}"
    for each in suite[0]:
        if each.tag != "property" or set(each.attrib) != {"name", "value"}:
            yield "property"
    counted = {"tests": len(cases)}
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        counted[name] = sum(case.find(tag) is not None for case in cases)
    for name, count in counted.items():
        if suite.get(name) != str(count):
            yield f"{name} is {suite.get(name)}, not {count}"
    yield from _cases(cases)


def _cases(cases: list[ET.Element]) -> Iterator[str]:
    names = [case.get("name") for case in cases]
    if len(set(names)) < len(names):
        yield "cases of one name"
    for case in cases:
        if set(case.attrib) != {"classname", "name", "time"} or len(case) > 1:
            yield f"case {case.get('name')}"
        for child in case:
            needed = set() if child.tag == "skipped" else {"message", "type"}
            if child.tag not in {"skipped", "failure", "error"} or not needed <= set(child.attrib) <= {
                "message",
                "type",
            }:
                yield f"case {case.get('name')}: {child.tag}"
