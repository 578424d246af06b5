"""The report for people: a line a finding, a summary a file, and one for the batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from ...checks.judge import Grade, Severity
from ...checks.outcome import Quote
from ..checked import Checked, Entry
from ..faults import visible
from ..telling import GRADE_SIGNS, tell_cause
from .base import Report, Tally, coverage_words, modes_words
from .record import message_of, region_of

SIGNS: Final = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·", Severity.NONE: " "}
_COLORS: Final = {"✗": "31", "!!": "31", "!": "33", "≈": "36", "±1": "36", "·": "36", "?": "35", "✓": "32"}
_SHOWN: Final = 20
_CAUSE: Final = "↳"


class _Line(NamedTuple):
    """One line about something; `line` is 0 for the file as a whole."""

    path: str
    line: int
    sign: str
    rule: str
    text: str


class Text(Report):
    """Findings as `file:line: sign rule message`, the gravest first."""

    def file(self, checked: Checked, found: Tally) -> str:
        """A file's findings and its summary."""
        lines = [self._painted(each) for each in self._findings(checked)]
        lines += [self._painted(each) for each in self._waived(checked)]
        lines += [self._painted(each) for each in self._open_ends(checked)]
        lines.append(self._summary(checked, found))
        return "".join(f"{line}\n" for line in lines)

    def joined(self, number: int, piece: str) -> str:
        """A blank line between two files."""
        return f"\n{piece}" if number else piece

    def foot(self, found: Tally) -> str:
        """The batch in one line, and what of it could not be checked."""
        if found.files < 2:
            return ""
        about = {"files": found.files, "coverage": coverage_words(self.words, found), "counts": self._counts(found)}
        lines = ["", self._bold(self.words("check.batch", **about))]
        lines += [self.words("check.bad", path=visible(path)) for path in found.bad]
        return "".join(f"{line}\n" for line in lines)

    # -- lines
    def _findings(self, checked: Checked) -> Iterator[_Line]:
        open_ = checked.open()
        if self.wishes.all:
            open_ += [e for e in checked.entries if e.outcome.grade is Grade.UNDECIDABLE and not e.is_finding]
            for entry in open_:
                yield from self._lines(entry, checked)
            return
        groups: dict[str, list[Entry]] = {}
        for entry in open_:
            groups.setdefault(_group(entry), []).append(entry)
        told = set()
        for entry in open_:
            members = groups[_group(entry)]
            if not _group(entry) or len(members) == 1:
                yield from self._lines(entry, checked)
            elif _group(entry) not in told:
                told.add(_group(entry))
                yield self._grouped(members, checked)

    def _lines(self, entry: Entry, checked: Checked) -> Iterator[_Line]:
        """A finding, and behind it what probably happened."""
        line = self._line(entry, checked)
        yield line
        if self.wishes.hints and (names := checked.names):
            for hint in checked.hinted.get(id(entry.outcome), ()):
                yield line._replace(sign=_CAUSE, text=tell_cause(hint, entry.outcome, names))

    def _line(self, entry: Entry, checked: Checked, sign: str = "") -> _Line:
        path = str(entry.path or checked.path)
        line = entry.fault.line if entry.fault else region_of(entry, checked).line if entry.outcome.quotes else 0
        return _Line(path, line, sign or sign_of(entry), entry.rule, message_of(entry, checked))

    def _grouped(self, members: list[Entry], checked: Checked) -> _Line:
        """What is within rounding in one table or section, as one line."""
        counts = Counter(entry.rule for entry in members)
        rules = self.words("check.and").join(f"{rule}×{n}" if n > 1 else rule for rule, n in counts.items())
        place = members[0].outcome.quotes[0].place
        names = checked.names
        name = names(place._replace(key="", field="") if place.role else place) if names else ""
        text = self.words("check.rounded", name=name, count=len(members))
        return _Line(str(checked.path), region_of(members[0], checked).line, sign_of(members[0]), rules, text)

    def _waived(self, checked: Checked) -> Iterator[_Line]:
        for entry in checked.entries:
            if entry.waiver and self.wishes.all:
                about = {"reason": entry.waiver.reason, "by": entry.waiver.by, "on": entry.waiver.on}
                line = self._line(entry, checked, "✓")
                text = f"{line.text} {self.words('findings.waiver', **about)}"
                yield _Line(line.path, line.line, line.sign, line.rule, text)

    def _open_ends(self, checked: Checked) -> Iterator[_Line]:
        """The numbers that are not tied, in as few lines as they fit."""
        reach = checked.reach
        for key, quotes in (("undecided", reach.undecided), ("untied", reach.untied)) if reach else ():
            if not quotes:
                continue
            shown = quotes if self.wishes.all else quotes[:_SHOWN]
            listed = self.words("check.and").join(self._number(quote, checked) for quote in shown)
            more = self.words("check.more", count=len(quotes) - len(shown)) if len(shown) < len(quotes) else ""
            text = self.words(f"check.{key}", count=len(quotes), listed=f"{listed}{more}")
            line = checked.lines.line(quotes[0].place, quotes[0].start)
            yield _Line(str(checked.path), line, "?", "C-1", text)

    def _number(self, quote: Quote, checked: Checked) -> str:
        line = checked.lines.line(quote.place, quote.start)
        return self.words("check.number", line=line, text=quote.text)

    # -- summaries
    def _summary(self, checked: Checked, found: Tally) -> str:
        words = self.words
        path = visible(str(checked.path))
        if checked.reach is None:
            return self._bold(words("check.unchecked", path=path))
        about = {
            "path": path,
            "title": visible(checked.title),
            "counts": self._counts(found),
            "coverage": coverage_words(words, found),
            "modes": modes_words(words, checked),
            "decided": found.decided,
            "undecidable": found.undecidable,
        }
        return self._bold(words("check.summary", **about))

    def _counts(self, found: Tally) -> str:
        words, comma = self.words, self.words("check.and")
        parts = [
            f"{SIGNS[each]}{found.open[each.value]} {words(f'severity.{each.value}')}"
            for each in Severity
            if found.open[each.value]
        ]
        counts = comma.join(parts) if parts else words("check.clean")
        counts += comma + words("check.waived", count=found.waived)
        if found.known or found.gone:
            counts += comma + words("check.known", count=found.known, gone=found.gone)
        return counts

    def _painted(self, line: _Line) -> str:
        where = visible(f"{line.path}:{line.line}" if line.line else line.path)
        sign, rule, text = line.sign, line.rule, visible(line.text)
        if self.wishes.color:
            sign, rule = f"\x1b[{_COLORS.get(sign, '0')}m{sign}\x1b[0m", f"\x1b[1m{rule}\x1b[0m"
            where = f"\x1b[2m{where}\x1b[0m"
        return f"{where}: {sign} {rule} {text}"

    def _bold(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if self.wishes.color else text


def sign_of(entry: Entry) -> str:
    """The mark of an entry: how grave it is; for a note and for what is undecided, of which kind."""
    grade, severity = entry.outcome.grade, entry.outcome.severity
    if grade is Grade.RULE_FAILED or (severity is Severity.NONE and grade is Grade.UNDECIDABLE):
        return GRADE_SIGNS[grade]
    if severity is Severity.INFO and grade in {Grade.WITHIN_ROUNDING, Grade.LAST_DIGIT}:
        return GRADE_SIGNS[grade]
    return SIGNS[severity]


def _group(entry: Entry) -> str:
    """What is told together: the notes of rounding of one table or section."""
    if entry.outcome.grade is not Grade.WITHIN_ROUNDING or entry.outcome.severity is not Severity.INFO:
        return ""
    place = entry.outcome.quotes[0].place
    return place.part if place.role else f"{place.part}[{place.key}]"
