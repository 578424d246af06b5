"""What every format of a report has in common."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ...checks.judge import Grade, Severity
from ..checked import FILE_UNREADABLE, Checked, Entry
from ..faults import visible
from ..words import Words

THRESHOLDS: Final = {"error": 0, "warning": 1, "info": 2, "never": -1}
"""How grave a finding must be to count, and its rank: errors are contradictions, the rest is for a person to weigh."""
_STRICT: Final = {Grade.UNDECIDABLE, Grade.IMPROBABLE}


class Wishes(NamedTuple):
    """How a report is to be: what counts, whether everything is to be listed, in colours, with probable causes."""

    fail_on: str = "error"
    strict: bool = False
    all: bool = False
    color: bool = False
    hints: bool = False

    def counts(self, entry: Entry) -> bool:
        """Whether an entry makes the check fail."""
        if entry.waiver or entry.status == "unchanged":
            return False
        if self.strict and entry.outcome.grade in _STRICT:
            return True
        return entry.is_finding and entry.rank <= THRESHOLDS[self.fail_on]


@dataclass(slots=True)
class Tally:
    """What a file, or a batch of them, came to."""

    files: int = 0
    unreadable: int = 0
    failed: int = 0
    failing: int = 0
    open: Counter[str] = field(default_factory=Counter)
    waived: int = 0
    known: int = 0
    gone: int = 0
    undecidable: int = 0
    decided: int = 0
    numbers: int = 0
    tied: int = 0
    undecided: int = 0
    untied: int = 0
    bad: list[str] = field(default_factory=list)
    """Files that could not be read, or in which a rule failed, for the end of a batch."""

    def add(self, other: Tally) -> None:
        """Count another file, or other files, too."""
        for name in self.__slots__:
            mine, theirs = getattr(self, name), getattr(other, name)
            if isinstance(mine, Counter):
                mine.update(theirs)
            else:
                setattr(self, name, mine + theirs)


def tally(checked: Checked, wishes: Wishes) -> Tally:
    """What one file came to."""
    found = Tally(files=1, gone=checked.gone)
    for entry in checked.entries:
        if entry.is_open:
            found.open[entry.outcome.severity.value] += 1
        found.waived += entry.waiver is not None
        found.known += entry.is_finding and entry.status == "unchanged"
        found.failing += wishes.counts(entry)
    found.unreadable = int(any(each.rule == FILE_UNREADABLE for each in checked.entries))
    found.failed = int(any(each.outcome.grade is Grade.RULE_FAILED for each in checked.entries))
    if found.unreadable or found.failed:
        found.bad = [str(checked.path)]
    if reach := checked.reach:
        found.decided, found.undecidable = reach.decided, reach.undecidable
        found.numbers, found.tied = reach.total, reach.tied
        found.undecided, found.untied = len(reach.undecided), len(reach.untied)
    return found


class Report:
    """A format: a beginning, a piece a file, an end. Pieces are made in several processes, so it holds no state."""

    passed = False
    """Whether it tells of every check, passed ones too."""
    stands_alone = False
    """Whether a piece is written as it is, with nothing before, between and after."""

    def __init__(self, words: Words, wishes: Wishes, today: str = "") -> None:
        self.words, self.wishes, self.today = words, wishes, today

    def head(self) -> str:
        """What comes before the first file."""
        return ""

    def file(self, checked: Checked, found: Tally) -> str:
        """A file's piece."""
        raise NotImplementedError

    def joined(self, number: int, piece: str) -> str:
        """A piece as it stands in the report, with what parts it from the one before; numbers count from 0."""
        return piece

    def foot(self, found: Tally) -> str:
        """What comes after the last file."""
        return ""


GRAVE: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.NONE: "none"}
"""Severities as the formats of others call them."""


def coverage_words(words: Words, found: Tally) -> str:
    """`96 of 100 numbers tied, 4 not decidable`; the sentence of every report."""
    if not found.numbers:
        return words("check.no-numbers")
    about = {"tied": found.tied, "all": found.numbers, "undecided": found.undecided, "untied": found.untied}
    key = "check.coverage" if found.undecided or found.untied else "check.coverage-all"
    return words(key, **about)


def visible_lines(text: str) -> str:
    """A text of several lines with a visible sign for everything else that would not be seen."""
    return "\n".join(map(visible, text.split("\n")))


def listed_numbers(words: Words, checked: Checked) -> str:
    """The numbers that are not tied, all of them: a line for those not decided, one for those in no check."""
    reach, lines = checked.reach, []
    for key, quotes in (("undecided", reach.undecided), ("untied", reach.untied)) if reach else ():
        if quotes:
            about = [(checked.lines.line(quote.place, quote.start), quote.text) for quote in quotes]
            numbers = [words("check.number", line=line, text=text) for line, text in about]
            lines.append(words(f"check.{key}", count=len(quotes), listed=words("check.and").join(numbers)))
    return "\n".join(lines)


def modes_words(words: Words, checked: Checked) -> str:
    """How the statement rounds, as far as its figures show."""
    engine = checked.engine
    if engine is None:
        return ""
    modes = [words(f"check.mode-{mode}") for mode in checked.modes]
    return words("check.modes", used=words(f"check.mode-{engine.mode.value}"), modes=words("check.or").join(modes))
