"""One statement checked: every outcome with what became of it, for the reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..checks.engine import Engine
from ..checks.judge import Grade, Severity
from ..checks.outcome import Outcome
from ..checks.rounding import rounding_modes
from ..checks.waivers import Waiver, apply_waivers
from ..model.place import Place
from .coverage import Reach, reach
from .faults import HARMLESS, Fault, UnreadableError
from .lines import Lines, Region
from .naming import Names
from .places import review_path
from .reader import Loaded, load
from .rules import check
from .words import Words

if TYPE_CHECKING:
    from ..checks.hints import Hint
    from .former import Formers
    from .reports.record import Operand
    from .review import Review

FILE_UNREADABLE: Final = "F-0"
FILE_FAULT: Final = "F-1"
FILE_FAILED: Final = "F-2"
COVERAGE: Final = "C-1"
OWN_RULES: Final = (FILE_UNREADABLE, FILE_FAULT, FILE_FAILED, COVERAGE)
"""Rules that are no rules of the engine: what is said of the file itself, and of how far the checks reached."""

MOST_HINTED: Final = 50
"""Contradictions of one file for which a cause is sought."""

Known = Mapping[str, frozenset[str]]
"""A baseline's findings of one file: fingerprint → hashes of the values that it was taken with."""
_RANKS: Final = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(slots=True, eq=False, repr=False)
class Entry:
    """An outcome, what tells it from others of the file, and whether it is waived, or known from a baseline.

    `status` is "new", "updated" (known, but with other values) or "unchanged"; empty without a baseline. A `fault`
    stands in for an outcome of the engine; then `path` is the file that has it.
    """

    outcome: Outcome
    ordinal: int = 0
    waiver: Waiver | None = None
    status: str = ""
    fault: Fault | None = None
    path: Path | None = None

    @property
    def rule(self) -> str:
        """The rule's id as its page has it: a rule of several functions tells them apart behind a blank."""
        return self.outcome.rule.partition(" ")[0]

    @property
    def is_finding(self) -> bool:
        """Whether it is one that a person should look at, waived or not."""
        return self.fault is not None or self.outcome.is_finding

    @property
    def is_open(self) -> bool:
        """Whether someone should look at it now."""
        return self.is_finding and self.waiver is None and self.status != "unchanged"

    @property
    def matters(self) -> bool:
        """Whether it is a finding, or at least something that was not decided."""
        return self.is_finding or self.outcome.grade is Grade.UNDECIDABLE

    @property
    def fingerprint(self) -> str:
        """What it is about: rule, kind, places, which of several alike. No values, offsets or line numbers."""
        places = [str(quote.place) for quote in self.outcome.quotes]
        text = "\n".join([self.rule, self.outcome.message, *places, str(self.ordinal)])
        return _hashed(text)

    @property
    def values_hash(self) -> str:
        """The values that it shows, hashed."""
        about = self.fault.about.values() if self.fault else ()
        texts = [*(quote.text for quote in self.outcome.quotes), *about]
        return _hashed("\n".join(texts))

    @property
    def rank(self) -> int:
        """0 is gravest."""
        return _RANKS[self.outcome.severity]


def _hashed(text: str) -> str:
    from hashlib import sha256  # noqa: PLC0415 (most reports do without)

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(eq=False, repr=False)
class Checked:
    """A statement's file after its check; `loaded`, `engine` and `reach` lack where it could not be read."""

    path: Path
    words: Words
    entries: list[Entry] = field(default_factory=list)
    loaded: Loaded | None = None
    engine: Engine | None = None
    reach: Reach | None = None
    modes: tuple[str, ...] = ()
    review: Review | None = None
    gone: int = 0
    spots: dict[tuple[Place, int, int], tuple[str, str, Region]] = field(default_factory=dict, repr=False)
    """Names and regions that a report has asked for."""
    operands: dict[tuple[object, ...], Operand] = field(default_factory=dict, repr=False)
    """What a report tells of quotes."""

    @cached_property
    def lines(self) -> Lines:
        """Where places stand in the file."""
        return Lines(self.loaded.text if self.loaded else "")

    @cached_property
    def names(self) -> Names | None:
        """Names of places."""
        return Names(self.loaded.statement, self.loaded.form, self.words, {}) if self.loaded else None

    @property
    def title(self) -> str:
        """Whose statement it is, and of which year."""
        statement = self.loaded.statement if self.loaded else None
        return f"{statement.department} {statement.year}" if statement else ""

    @property
    def waivers(self) -> int:
        """How many waivers its review file has."""
        return len(self.review.waivers) if self.review else 0

    def fail(self, rule: str, fault: Fault) -> None:
        """Tell only that the file could not be checked."""
        grade = Grade.RULE_FAILED if rule == FILE_FAILED else Grade.UNDECIDABLE
        self.entries = [_faulty(rule, grade, fault, self.path)]

    @cached_property
    def hinted(self) -> dict[int, list[Hint]]:
        """Probable causes of open contradictions, by the id of the outcome: of the gravest, for each is sought long."""
        from ..checks.hints import hints  # noqa: PLC0415 (only where they are asked for)

        wrong = [e.outcome for e in self.open() if e.outcome.grade is Grade.INCONSISTENT and e.outcome.judgement]
        return {id(each): hints(self.engine, each) for each in wrong[:MOST_HINTED]} if self.engine else {}

    def open(self) -> list[Entry]:
        """Open findings, the gravest first, else in the order of the engine."""
        return sorted((each for each in self.entries if each.is_open), key=lambda each: each.rank)


def check_file(
    path: Path, words: Words, known: Known | None, today: str, formers: Formers | None = None, *, passed: bool = True
) -> Checked:
    """Read and check one file; whatever is wrong with it is told in the result, never raised.

    `formers` finds last year's statement, which some rules ask for; without `passed` the checks of cells that came
    out exactly right are only counted.
    """
    checked = Checked(path, words)
    try:
        checked.loaded = loaded = load(path)
        former = formers.of(path, loaded.statement) if formers else None
        checked.engine = engine = check(loaded.statement, loaded.form, former, keeps=True)
    except UnreadableError as error:
        checked.fail(FILE_UNREADABLE, error.fault)
        return checked
    except Exception as error:  # noqa: BLE001 (a batch goes on past whatever one file does to a rule)
        fault = Fault("check-failed", about={"reason": f"{type(error).__name__}: {error}"})
        checked.fail(FILE_FAILED, fault)
        return checked
    checked.entries = [_faulty(FILE_FAULT, Grade.INCONSISTENT, fault, path) for fault in loaded.faults]
    checked.review = _review(checked)
    checked.entries += _sorted_out(engine, checked.review, today, passed=passed)
    checked.reach = reach(engine)
    checked.modes = tuple(mode.value for mode in rounding_modes(engine))
    if known is not None:
        _compare(checked, known)
    return checked


def _faulty(rule: str, grade: Grade, fault: Fault, path: Path) -> Entry:
    grave = Severity.WARNING if rule == FILE_FAULT and fault.code in HARMLESS else Severity.ERROR
    return Entry(Outcome(rule, grade, grave, (), f"fault.{fault.code}", fault.about), fault=fault, path=path)


def _review(checked: Checked) -> Review | None:
    """The reviewer's marks; without them, if their file cannot be read, and that is told."""
    path = review_path(checked.path)
    if not path.exists():
        return None
    from .review import load_review  # noqa: PLC0415 (most statements are checked without)

    try:
        review, faults = load_review(path)
    except UnreadableError as error:
        checked.entries.append(_faulty(FILE_UNREADABLE, Grade.UNDECIDABLE, error.fault, path))
        return None
    checked.entries += [_faulty(FILE_FAULT, Grade.INCONSISTENT, fault, path) for fault in faults]
    return review


def _sorted_out(engine: Engine, review: Review | None, today: str, *, passed: bool = True) -> Iterator[Entry]:
    outcomes = [each for _, found in engine.ordered(exact=passed) for each in found]
    waivers = review.waivers if review else []
    state = apply_waivers((each for each in outcomes if each.is_finding), waivers, today, _rules() if waivers else ())
    waived = {id(outcome): waiver for outcome, waiver in state.waived}
    alike: Counter[tuple[object, ...]] = Counter()
    for outcome in [*outcomes, *state.problems]:
        key = (outcome.rule, outcome.message, *[quote.place for quote in outcome.quotes])
        yield Entry(outcome, alike[key], waived.get(id(outcome)))
        alike[key] += 1


def _rules() -> tuple[str, ...]:
    from .pages import page_ids  # noqa: PLC0415 (few statements have waivers)

    return page_ids()


def _compare(checked: Checked, known: Known) -> None:
    """Tell what a baseline has from what it has not."""
    met = set()
    for entry in checked.entries:
        if entry.outcome.grade is Grade.EXACT:
            continue
        values = known.get(fingerprint := entry.fingerprint)
        met.add(fingerprint)
        entry.status = "new" if values is None else "unchanged" if entry.values_hash in values else "updated"
    checked.gone = len(known.keys() - met)
