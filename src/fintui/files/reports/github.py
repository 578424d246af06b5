"""GitHub annotations: workflow commands, one a finding, which a pull request shows beside the line."""

from __future__ import annotations

from ..checked import Checked, Entry
from ..faults import visible
from .base import GRAVE, Report, Tally, coverage_words, listed_numbers, modes_words, visible_lines
from .record import record_of

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice", "none": "notice"}


def data_escaped(text: str) -> str:
    """A message as a workflow command may hold it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_escaped(text: str) -> str:
    """A property of a workflow command."""
    return data_escaped(text).replace(":", "%3A").replace(",", "%2C")


class GitHub(Report):
    """Open findings, the gravest first, and the coverage of each file as a notice."""

    def file(self, checked: Checked, found: Tally) -> str:
        """A file's annotations."""
        entries = checked.open()
        if self.wishes.strict:
            entries += [each for each in checked.entries if not each.is_finding and self.wishes.counts(each)]
        lines = [_annotation(entry, checked) for entry in entries]
        if checked.reach:
            words = checked.words
            text = words("check.stop").join([coverage_words(words, found), words("check.waived", count=found.waived)])
            text += words("check.stop") + modes_words(words, checked)
            text = "\n".join(filter(None, [text, listed_numbers(words, checked)]))
            title = words("report.coverage-title")
            lines.append(_command("notice", {"file": str(checked.path), "title": f"C-1 {title}"}, text))
        return "".join(f"{line}\n" for line in lines)


def _annotation(entry: Entry, checked: Checked) -> str:
    record = record_of(entry, checked)
    region = record.region
    about = {"file": str(record.path)}
    if record.has_line:
        about["line"] = str(region.line)
        if record.operands:
            about |= {"endLine": str(region.end_line), "col": str(region.column)}
            # GitHub takes an end column only within one line.
            about |= {"endColumn": str(region.end_column)} if region.end_line == region.line else {}
    command = _COMMANDS[GRAVE[entry.outcome.severity]]
    return _command(command, about | {"title": entry.rule}, record.message)


def _command(name: str, about: dict[str, str], text: str) -> str:
    properties = ",".join(f"{key}={property_escaped(visible(value))}" for key, value in about.items())
    return f"::{name} {properties}::{data_escaped(visible_lines(text))}"
