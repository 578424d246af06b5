"""JUnit: a suite a file, a case a rule. A rule of which nothing could be decided is skipped, never passed.

As narrow as the schema of Ant's reports, which is the narrowest: the other readers take it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from ...checks.judge import Grade
from ..checked import COVERAGE, FILE_FAILED, FILE_FAULT, FILE_UNREADABLE, Checked, Entry
from ..faults import visible
from ..pages import load_page, page_ids
from .base import Report, Tally, coverage_words, listed_numbers, modes_words, visible_lines
from .record import message_of, region_of

_UNFIT: Final = re.compile("[^\t\n\r\x20-\x7e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_READS_ALL: Final = re.compile(rf"TX-|Q-|D-|H-[345]|W-|{FILE_FAULT}$|N-18$")
_READS_TEXT: Final = re.compile(r"N-(?:5|8|9|11|12|14|16|20|21)$")
"""Rules that say nothing where all is well: of the whole statement, and of its explanations. The others decide
something, or have nothing to check."""
_NOT_TOLD: Final = 'hostname="localhost" time="0"'
_NO_CASE: Final = {COVERAGE, FILE_UNREADABLE, FILE_FAILED, "R-0", "X-13"}


def xml_text(text: str) -> str:
    """A text as XML may hold it, with nothing in it that would not be seen."""
    return escape(_UNFIT.sub("\ufffd", visible_lines(text)))


def xml_attribute(text: str) -> str:
    """A quoted attribute; blanks are as XML reads them in a token."""
    return quoteattr(" ".join(_UNFIT.sub("\ufffd", visible(text)).split()) or "–")


class JUnit(Report):
    """Suites and cases."""

    passed = True

    def head(self) -> str:
        """The beginning of the document."""
        return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'

    def joined(self, number: int, piece: str) -> str:
        """Suites are numbered."""
        return piece.replace("<testsuite ", f'<testsuite id="{number}" ', 1)

    def foot(self, found: Tally) -> str:
        """The end of the document."""
        return "</testsuites>\n"

    def file(self, checked: Checked, found: Tally) -> str:
        """A file's suite."""
        by_rule: dict[str, list[Entry]] = {}
        for entry in checked.entries:
            by_rule.setdefault(entry.rule, []).append(entry)
        special = [rule for rule in (FILE_UNREADABLE, FILE_FAILED) if rule in by_rule]
        rules = special if checked.reach is None else [*special, *(r for r in page_ids() if r not in _NO_CASE)]
        cases = [self._case(rule, by_rule.get(rule, []), checked) for rule in rules]
        counts = {name: sum(kind == name for kind, _ in cases) for name in ("failures", "errors", "skipped")}
        numbers = " ".join(f'{name}="{count}"' for name, count in {"tests": len(cases), **counts}.items())
        name = xml_attribute(str(checked.path))
        lines = [
            f'<testsuite package={name} name={name} timestamp="{self.today}T00:00:00" {numbers} {_NOT_TOLD}>',
            *_properties(checked, found),
            *(text for _, text in cases),
            f"<system-out>{xml_text(self._rest(checked))}</system-out>",
            "<system-err></system-err>",
            "</testsuite>",
        ]
        return "\n".join([*lines, ""])

    def _rest(self, checked: Checked) -> str:
        """What fails no case: findings below the threshold, waived or known ones, and numbers that are not tied."""
        others = [each for each in checked.entries if each.is_finding and not self.wishes.counts(each)]
        return "\n".join(filter(None, [_told(others, checked), listed_numbers(checked.words, checked)]))

    def _case(self, rule: str, entries: list[Entry], checked: Checked) -> tuple[str, str]:
        """What became of a rule: a kind of result, and its element."""
        kind, inside = self._result(rule, entries, checked)
        title = load_page(rule).title[checked.words.language]
        name, of = xml_attribute(f"{rule} {title}"), xml_attribute(str(checked.path))
        head = f'<testcase classname={of} name={name} time="0"'
        return kind, f"{head}>{inside}</testcase>" if inside else f"{head}/>"

    def _result(self, rule: str, entries: list[Entry], checked: Checked) -> tuple[str, str]:
        counting = [each for each in entries if self.wishes.counts(each)]
        broken = [each for each in entries if each.outcome.grade is Grade.RULE_FAILED or rule == FILE_UNREADABLE]
        if broken:
            return "errors", _element("error", broken, checked)
        if counting:
            return "failures", _element("failure", counting, checked)
        words, open_ = checked.words, [each for each in entries if each.outcome.grade is Grade.UNDECIDABLE]
        if open_ and len(open_) == len(entries):
            text = words("report.undecidable", count=len(open_))
            return "skipped", f"<skipped message={xml_attribute(text)}/>"
        if not entries and not _has_run(rule, checked):
            return "skipped", f"<skipped message={xml_attribute(words('report.not-run'))}/>"
        return "", ""


def _has_run(rule: str, checked: Checked) -> bool:
    """Whether a rule without outcomes has looked at something."""
    sections = checked.loaded.statement.sections if checked.loaded else []
    return bool(_READS_ALL.match(rule) or (sections and _READS_TEXT.match(rule)))


def _properties(checked: Checked, found: Tally) -> list[str]:
    properties = {
        "coverage": coverage_words(checked.words, found),
        "numbers": found.numbers,
        "tied": found.tied,
        "undecided": found.undecided,
        "untied": found.untied,
        "waived": found.waived,
        "rounding": modes_words(checked.words, checked),
    }
    shown = properties if checked.reach else {}
    lines = [f'<property name="{name}" value={xml_attribute(str(value))}/>' for name, value in shown.items()]
    return ["<properties>", *lines, "</properties>"]


def _element(name: str, entries: Iterable[Entry], checked: Checked) -> str:
    entries = list(entries)
    first = message_of(entries[0], checked)
    kind = entries[0].outcome.grade.value
    told = xml_text(_told(entries, checked))
    return f'<{name} message={xml_attribute(first)} type="{kind}">{told}</{name}>'


def _told(entries: Iterable[Entry], checked: Checked) -> str:
    """A line an entry; a waived one with its reason."""
    lines = []
    for entry in entries:
        path, line = entry.path or checked.path, region_of(entry, checked).line
        text = f"{path}:{line}: {entry.outcome.severity.value}: {entry.rule} {message_of(entry, checked)}"
        if waiver := entry.waiver:
            about = {"reason": waiver.reason, "by": waiver.by, "on": waiver.on}
            text += f" {checked.words('findings.waiver', **about)}"
        lines.append(text)
    return "\n".join(lines)
