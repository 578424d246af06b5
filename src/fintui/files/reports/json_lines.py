"""JSON Lines: one object an outcome, passed ones too, and at the end of each file one for the coverage."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from json.encoder import encode_basestring as _text
from typing import TYPE_CHECKING, Any, Final

from ...checks.judge import Grade, Severity
from ...model.figure import Mark
from ..checked import COVERAGE, Checked, Entry
from ..telling import tell_cause
from .base import Report, Tally, coverage_words, modes_words
from .record import Operand, decimal_text, interval_object, message_of, operand_of, region_of

if TYPE_CHECKING:
    from ...checks.hints import Hint
    from ...checks.judge import Judgement
    from ...checks.outcome import Outcome, Quote

# Controls that JSON allows as they are but that would act on a terminal or hide text.
_HIDDEN: Final = re.compile("[\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


_encoded: Final = json.JSONEncoder(ensure_ascii=False).encode


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON in which nothing hides."""
    return _visible(json.dumps(value, ensure_ascii=False, indent=indent) if indent else _encoded(value))


def _visible(text: str) -> str:
    if text.isprintable():  # as nearly all is
        return text
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class JsonLines(Report):
    """The objects; docs/command-line.md describes them."""

    passed = True
    stands_alone = True

    def file(self, checked: Checked, found: Tally) -> str:
        """Every outcome of a file, in the order of the engine."""
        told: dict[tuple[object, ...], str] = {}
        lines = [outcome_line(entry, checked, told, hints=self.wishes.hints) for entry in checked.entries]
        if checked.reach:
            lines.append(f"{dumps(coverage_object(checked, found))}\n")
        return "".join(lines)


def outcome_line(entry: Entry, checked: Checked, told: dict[tuple[object, ...], str], *, hints: bool = False) -> str:
    """One outcome as an object in a line; `told` are operands as they were written before, which most are again."""
    before, behind = _about(entry, checked), _state(entry, checked, hints=hints)
    operands = ", ".join([_operand_text(quote, checked, told) for quote in entry.outcome.quotes])
    return f'{before}, "operands": [{operands}], {behind}\n'


def _operand_text(quote: Quote, checked: Checked, told: dict[tuple[object, ...], str]) -> str:
    """An operand's object; but for its role it is the same in every check that the figure takes part in."""
    key = (quote.place, quote.text, quote.start, quote.end)
    text = None if quote.interval else told.get(key)
    if text is None:
        operand = operand_of(quote, checked)
        value, line, column = _or_null(operand.value), operand.region.line, operand.region.column
        text = _visible(
            f'"place": {_text(operand.place)}, "name": {_text(operand.name)}, "text": {_text(operand.text)}, '
            f'"value": {value}, "interval": {_encoded(operand.interval)}, "line": {line}, "column": {column}}}'
        )
        if not quote.interval:
            told[key] = text
    return f'{{"role": "{quote.role}", {text}'


def _or_null(text: str | None) -> str:
    return "null" if text is None else _text(text)


def _about(entry: Entry, checked: Checked) -> str:
    """What stands before the operands, without the bracket that closes it."""
    outcome, fault = entry.outcome, entry.fault
    region = operand_of(outcome.quotes[0], checked).region if outcome.quotes else region_of(entry, checked)
    line, column = (region.line, region.column) if outcome.quotes or (fault and fault.line) else ("null", "null")
    return _visible(
        f'{{"rule": {_text(entry.rule)}, "grade": "{outcome.grade.value}", "severity": "{outcome.severity.value}", '
        f'"message": {_text(message_of(entry, checked))}, "file": {_text(str(entry.path or checked.path))}, '
        f'"line": {line}, "column": {column}, "kind": {_text(outcome.message)}'
    )


def _state(entry: Entry, checked: Checked, *, hints: bool) -> str:
    """What stands behind them; with `hints` also what probably happened."""
    outcome = entry.outcome
    state = "waived" if entry.waiver else "baseline" if entry.status == "unchanged" else "open"
    state = state if entry.is_finding or outcome.grade is Grade.UNDECIDABLE else "passed"
    text = f'"state": "{state}", "fingerprint": "{entry.fingerprint}", "values_hash": "{entry.values_hash}"'
    more: dict[str, Any] = {}
    if entry.status:
        more["baseline"] = entry.status
    if hints and (causes := checked.hinted.get(id(outcome))):
        more["causes"] = [_cause(each, outcome, checked) for each in causes]
    if waiver := entry.waiver:
        more["waiver"] = {"reason": waiver.reason, "by": waiver.by, "on": waiver.on, "expires": waiver.expires}
    if outcome.judgement:
        more |= _judgement(outcome.judgement)
    return f"{text}, {dumps(more)[1:]}" if more else f"{text}}}"


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


def _judgement(judged: Judgement) -> dict[str, Any]:
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
