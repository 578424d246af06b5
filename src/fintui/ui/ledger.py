"""The ledger of the cell: what the selected figure is, and every check it takes part in, each a way to go there."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..checks.judge import Grade, Severity
from ..checks.outcome import Outcome, Quote
from ..files.naming import Names
from ..files.telling import GRADE_SIGNS, tell
from .face import Face
from .text import Line, clean, wrap

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2, Severity.NONE: 2}
"""What is wrong comes first; a note on rounding stays where the check stands from figure to figure."""
STYLES = {Severity.ERROR: "failed", Severity.WARNING: "warned", Severity.INFO: "rounded", Severity.NONE: "base"}
"""Style of a check by how grave it is."""


MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "≈"}
"""Mark of a place by its gravest finding."""
NOTE = "·"
"""Sign of a note that is no matter of rounding, as `fintui check` has it."""
_MOST = 60
"""Checks that are told; of more only the number."""


class Entry(NamedTuple):
    """A line of the ledger; `target`: what Enter leads to.

    An operand is there when the ledger has the focus; the foot stays at the foot of the pane until it has.
    """

    text: str
    style: str
    target: Quote | None = None
    is_operand: bool = False
    is_foot: bool = False


def entries_of(outcomes: list[Outcome], names: Names, here: Quote, *, operands: bool) -> list[Entry]:
    """Each check that `here` takes part in, gravest first; under it the other figures and words with their places."""
    entries: list[Entry] = []
    graver = sorted(outcomes, key=lambda each: _ORDER[each.severity])
    for outcome in graver[:_MOST]:
        others = [quote for quote in outcome.quotes if not same_spot(quote, here)]
        text = f"{sign_of(outcome)} {outcome.rule}  {clean(_told(outcome, names, here))}"
        style = "muted" if outcome.grade is Grade.UNDECIDABLE else f"{STYLES[outcome.severity]}-text"
        entries.append(Entry(text, style, others[0] if others else None))
        if operands and len(others) > 1:
            shown = others[:_MOST]
            entries += [Entry(f"    {_operand(quote, names)}", "muted", quote, is_operand=True) for quote in shown]
            entries += _more(len(others), names, is_operand=True)
    return entries + _more(len(graver), names, is_operand=False)


def _told(outcome: Outcome, names: Names, here: Quote) -> str:
    """The sentence of an outcome; of a figure that is part of a sum which is right, only of which one."""
    total = outcome.quotes[0] if outcome.quotes else here
    if outcome.message != "sum" or outcome.grade is not Grade.EXACT or not here.place.is_cell:
        return tell(outcome, names)
    if total.place == here.place:
        return tell(outcome, names)
    return names.words("ledger.part-of", total=names(total.place), amount=total.text)


def sign_of(outcome: Outcome) -> str:
    """The sign of an outcome: how grave it is where it is an error or a warning, else how it came out.

    A note is never `✗`, which the counts keep for errors.
    """
    if outcome.is_finding and outcome.severity is not Severity.INFO:
        return MARKS[outcome.severity]
    if outcome.severity is Severity.INFO and outcome.grade is Grade.INCONSISTENT:
        return NOTE
    return GRADE_SIGNS[outcome.grade]


def _more(count: int, names: Names, *, is_operand: bool) -> list[Entry]:
    if count <= _MOST:
        return []
    return [Entry(names.words("detail.more", count=count - _MOST), "muted", is_operand=is_operand)]


def same_spot(one: Quote, other: Quote) -> bool:
    """Whether two quotes are of one figure, or of one number of one text."""
    return one.place == other.place and (one.start == other.start or -1 in {one.start, other.start})


def _operand(quote: Quote, names: Names) -> str:
    return clean(f"{quote.text or '–'}  {names(quote.place)}")


class Ledger(Face):
    """Facts about the selection, then the entries; when it has the focus, a cursor walks over them."""

    base = "detail"

    def __init__(
        self,
        subject: Callable[[], object],
        facts: Callable[[], list[tuple[str, str]]],
        entries: Callable[[bool], list[Entry]],
    ) -> None:
        """`entries` is told whether the operands are wanted too."""
        super().__init__()
        self.subject, self.facts, self.entries = subject, facts, entries
        self.focused = False
        self._shown: object = None
        self._facts: list[tuple[str, str]] = []
        self._entries: list[Entry] = []
        self._at = self._top = 0
        self._lines: list[tuple[int, Line]] = []

    def update(self) -> None:
        """If there is another subject, ask what there is to tell; only lines that differ are painted."""
        subject = self.subject()
        if subject == self._shown:
            return
        self._shown = subject
        before = [self.paint(y) for y in range(self.height)]
        self._facts, self._entries = self.facts(), self.entries(self.focused)
        self._top = 0
        self._at = self._first(range(len(self._entries)))
        self._lay_out()
        if stale := [y for y in range(self.height) if self.paint(y) != before[y]]:
            self.touch(*stale)

    def resized(self) -> None:
        """Wrap anew."""
        self._lay_out()
        if self.focused:
            self._reveal()

    def focus(self, *, focused: bool) -> None:
        """Take or lose the focus: with it every operand is a line."""
        if self.focused != focused:
            self.focused, self._entries = focused, self.entries(focused)
        self._at = self._first(range(len(self._entries)))
        self._top = 0
        self._lay_out()
        self._reveal()
        self.touch()

    def _first(self, entries: range) -> int:
        """The first of these entries that leads somewhere, or the first entry."""
        return next((number for number in entries if self._entries[number].target), 0)

    def selected(self) -> Entry | None:
        """The entry that the cursor is on."""
        return self._entries[self._at] if self.focused and self._at < len(self._entries) else None

    def move(self, rows: int, columns: int) -> None:
        """To the next entry that leads somewhere; past the last one the rest comes into sight."""
        step = rows or columns
        at = self._at + step
        while 0 <= at < len(self._entries) and not self._entries[at].target:
            at += step
        if 0 <= at < len(self._entries):
            self._at = at
            self._reveal()
            self.touch()
        else:
            self.scroll(step)

    def page(self, pages: int) -> None:
        """Several entries on."""
        for _ in range(max(1, self.height - 2)):
            self.move(pages, 0)

    def home(self, *, table: bool = False) -> None:
        """The first entry, and the facts above it."""
        self._at, self._top = self._first(range(len(self._entries))), 0
        self.touch()

    def end(self, *, table: bool = False) -> None:
        """The last entry."""
        self._at = self._first(range(len(self._entries) - 1, -1, -1))
        self._reveal()
        self.touch()

    def scroll(self, lines: int) -> None:
        """The mouse wheel."""
        top = max(0, min(self._top + lines, len(self._lines) - self.height + 1))
        if top != self._top:
            self._top = top
            self.touch()

    def position(self) -> str:
        """Which entry of how many."""
        return f"{self._at + 1}/{len(self._entries)}" if self._entries else ""

    def _lay_out(self) -> None:
        room = max(8, self.width - 5)
        lines: list[tuple[int, Line]] = []
        for text, style in self._facts:
            lines += [(-1, line) for line in _wrapped(text, style, room)]
        for number, entry in enumerate(self._entries):
            if entry.is_foot and not self.focused:
                foot = len(wrap(entry.text, room))
                lines += [(-1, [])] * (self.height - 1 - len(lines) - foot)
            lines += [(number, line) for line in _wrapped(entry.text, entry.style, room)]
        self._lines = lines
        self._top = max(0, min(self._top, len(lines) - self.height + 1))

    def _reveal(self) -> None:
        of_entry = [y for y, (number, _) in enumerate(self._lines) if number == self._at]
        if of_entry:
            body = max(1, self.height - 1)
            self._top = max(min(self._top, of_entry[0]), of_entry[-1] - body + 1, 0)

    def paint(self, y: int) -> Line:
        """A rule, then the lines."""
        if y == 0:
            return [("─" * self.width, "frame")]
        at = self._top + y - 1
        if at >= len(self._lines):
            return []
        number, line = self._lines[at]
        if self.focused and number == self._at and number >= 0:
            return [(">", "selected"), *((text, "selected") for text, _ in line)]
        more = at < len(self._lines) - 1 and y == self.height - 1
        return [(" ", "detail"), *line, *([(" …", "muted")] if more else [])]


def _wrapped(text: str, style: str, room: int) -> list[Line]:
    return [[("  " if start else "", "detail"), (text[start:end], style)] for start, end in wrap(text, room)]
