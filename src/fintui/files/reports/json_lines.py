"""JSON Lines: one object an outcome, passed ones too, and at the end of each file one for the coverage."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ...checks.judge import Grade, Severity
from ...model.figure import Mark
from ..checked import COVERAGE, Checked, Entry
from ..telling import tell_cause
from .base import Report, Tally, coverage_words, modes_words
from .record import Operand, decimal_text, interval_object, operand_of, record_of

if TYPE_CHECKING:
    from ...checks.hints import Hint
    from ...checks.outcome import Outcome

# Controls that JSON allows as they are but that would act on a terminal or hide text.
_HIDDEN: Final = re.compile("[\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON in which nothing hides."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class JsonLines(Report):
    """The objects; docs/command-line.md describes them."""

    passed = True

    def file(self, checked: Checked, found: Tally) -> str:
        """Every outcome of a file, in the order of the engine."""
        objects = [outcome_object(entry, checked, hints=self.wishes.hints) for entry in checked.entries]
        if checked.reach:
            objects.append(coverage_object(checked, found))
        return "".join(f"{dumps(each)}\n" for each in objects)


def outcome_object(entry: Entry, checked: Checked, *, hints: bool = False) -> dict[str, Any]:
    """One outcome as an object; with `hints` also what probably happened."""
    record, outcome = record_of(entry, checked), entry.outcome
    state = "waived" if entry.waiver else "baseline" if entry.status == "unchanged" else "open"
    whole: dict[str, Any] = {
        "rule": entry.rule,
        "grade": outcome.grade.value,
        "severity": outcome.severity.value,
        "message": record.message,
        "file": str(record.path),
        "line": record.region.line if record.has_line else None,
        "column": record.region.column if record.has_line else None,
        "kind": outcome.message,
        "operands": [operand_object(each) for each in record.operands],
        "state": state if entry.is_finding or outcome.grade is Grade.UNDECIDABLE else "passed",
        "fingerprint": entry.fingerprint,
        "values_hash": entry.values_hash,
    }
    if entry.status:
        whole["baseline"] = entry.status
    if hints and (causes := checked.hinted.get(id(outcome))):
        whole["causes"] = [_cause(each, outcome, checked) for each in causes]
    if waiver := entry.waiver:
        whole["waiver"] = {"reason": waiver.reason, "by": waiver.by, "on": waiver.on, "expires": waiver.expires}
    return whole | _judgement(entry)


def _cause(hint: Hint, outcome: Outcome, checked: Checked) -> dict[str, Any]:
    """A probable cause, and what would correct it: a figure for a cell, or words for a stretch of a text."""
    corrections = []
    for each in hint.corrections:
        region = checked.lines.region(each.place, each.start, each.end)
        span: dict[str, Any] = {"start": each.start, "end": each.end} if each.start >= 0 else {}
        value: dict[str, Any] = {
            "place": str(each.place),
            "value": _plain(each.value),
            "line": region.line,
            "column": region.column,
        }
        corrections.append(value | span)
    message = tell_cause(hint, outcome, checked.names) if checked.names else hint.kind
    return {"kind": hint.kind, "message": message, "meant": hint.meant, "corrections": corrections}


def _plain(value: object) -> str | None:
    """A value as the file has it: a figure with its digits, a blank as an empty text."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return None if value is None else str(value.value if isinstance(value, Mark) else value)


def _judgement(entry: Entry) -> dict[str, Any]:
    judged = entry.outcome.judgement
    if judged is None:
        return {}
    numbers = {"value": judged.value, "gap": judged.gap, "slack": judged.slack, "tail": judged.tail}
    found: dict[str, Any] = {name: decimal_text(each) for name, each in numbers.items() if each is not None}
    if judged.power is not None:
        found["power"] = judged.power
    if judged.computed:
        found["computed"] = interval_object(judged.computed)
    return found


def operand_object(operand: Operand) -> dict[str, Any]:
    """One operand as an object."""
    return {
        "role": operand.role,
        "place": operand.place,
        "name": operand.name,
        "text": operand.text,
        "value": operand.value,
        "interval": operand.interval,
        "line": operand.region.line,
        "column": operand.region.column,
    }


def coverage_object(checked: Checked, found: Tally) -> dict[str, Any]:
    """How far the checks reached, as an object of the same keys; its operands are the numbers that are not tied."""
    reach, statement = checked.reach, checked.loaded.statement if checked.loaded else None
    numbers: dict[str, Any] = {}
    operands: list[dict[str, Any]] = []
    for name, part in (("text", reach.text), ("tables", reach.tables)) if reach else ():
        numbers[name] = {
            "numbers": part.total,
            "tied": part.tied,
            "undecided": len(part.undecided),
            "untied": len(part.untied),
        }
        for role, quotes in (("undecided", part.undecided), ("untied", part.untied)):
            operands += [operand_object(operand_of(quote, checked)) | {"role": role} for quote in quotes]
    is_whole = 0 < found.numbers == found.tied
    return {
        "rule": COVERAGE,
        "grade": (Grade.EXACT if is_whole else Grade.UNDECIDABLE).value,
        "severity": Severity.NONE.value,
        "message": f"{coverage_words(checked.words, found)}{checked.words('check.stop')}"
        f"{modes_words(checked.words, checked)}",
        "file": str(checked.path),
        "line": None,
        "column": None,
        "kind": "coverage",
        "operands": operands,
        "state": "passed" if is_whole else "open",
        "numbers": {"numbers": found.numbers, "tied": found.tied, "undecided": found.undecided, "untied": found.untied}
        | numbers,
        "checks": {"decided": found.decided, "undecidable": found.undecidable},
        "findings": {each.value: found.open[each.value] for each in Severity if each is not Severity.NONE},
        "waived": found.waived,
        "known": found.known,
        "rounding": {"used": checked.engine.mode.value if checked.engine else "", "possible": list(checked.modes)},
        "department": statement.department if statement else "",
        "year": statement.year if statement else 0,
    }
