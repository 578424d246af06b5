"""The engine: runs every check, keeps every outcome, and after an edit runs again only what reads what changed.

Outcomes are kept under the source that gave them (a cell check, a claim's section, a rule), so that a source can be
run again alone. The result is always that of a full run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ..model.changes import Change, Group, Insert, Put, Remove
from ..model.place import TABLES, Place
from .claims.model import Claim, Number
from .claims.reader import numbers, read
from .claims.vocabulary import Vocabulary
from .context import Context
from .identities import CellCheck, Identity
from .judge import PLAIN, Grade, Severity
from .mentions import Mention, mentions_of
from .outcome import Outcome, Quote, noted
from .prose import Reader
from .quantities import Map
from .relations import Relations
from .tables import compile_checks, evaluate

COUNTED: Final = frozenset({"amount", "percent", "points", "count"})
"""Kinds of numbers that a check could tie."""

Source = tuple[str, ...]
"""("cell", number), ("section", topic), ("relations",), ("rule", id) or ("rule", id, topic)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that is a function; it runs again when a part that it reads changes ("*": any).

    With `by_section` the function takes a section too, and runs for the changed one alone.
    """

    id: str
    run: Callable[..., Iterator[Outcome]]
    reads: frozenset[str]
    by_section: bool = False


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules there are: identities, the claim reader's vocabulary and map, and functions."""

    identities: tuple[Identity, ...]
    vocabulary: Vocabulary
    map: Map
    rules: tuple[Rule, ...] = ()


@dataclass(slots=True)
class _Section:
    """What was read in one section, and which cells and quantities its outcomes looked at."""

    claims: list[Claim] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    mentions: dict[str, list[Mention]] = field(default_factory=dict)
    cells: set[Place] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


class Engine:
    """The outcomes of one statement, kept up to date."""

    def __init__(self, context: Context, book: Rulebook) -> None:
        self.context, self.book = context, book
        self.outcomes: dict[Source, list[Outcome]] = {}
        self._checks: list[CellCheck] = []
        self._readers: dict[Place, list[int]] = {}
        self._sections: dict[str, _Section] = {}
        self._mentions: dict[str, list[Mention]] = {}
        self.run()

    def run(self) -> None:
        """Check everything."""
        self.outcomes.clear()
        self.context.cache.clear()
        self._compile()
        self._sections = {section.topic: self._read(section.topic) for section in self.context.statement.sections}
        self._collect()
        for number in range(len(self._checks)):
            self._run_cell(number)
        for topic in self._sections:
            self._run_section(topic)
        self._run_relations()
        for rule in self.book.rules:
            self._run_rule(rule)

    def update(self, change: Change) -> None:
        """Check again what reads what a change has written (after it was applied)."""
        puts = list(_puts(change))
        if puts is None or any(_is_structural(place) for place in puts) or _has_records(change):
            self.run()
            return
        cells = {place for place in puts if place.is_cell or place.field == "value"}
        topics = {place.key for place in puts if place.part == "sections"}
        self._update_text(topics, cells)
        for number in sorted({number for place in cells for number in self._readers.get(place, ())}):
            self._run_cell(number)
        if cells or topics:
            self._run_relations()
        parts = {place.part for place in puts}
        for rule in self.book.rules:
            if "*" in rule.reads or rule.reads & parts:
                self._run_rule(rule, topics if rule.by_section and topics and parts == {"sections"} else None)

    # -- asking
    def all(self) -> Iterator[Outcome]:
        """Every outcome, in a fixed order of sources."""
        for source in sorted(self.outcomes, key=_order):
            yield from self.outcomes[source]

    def findings(self) -> list[Outcome]:
        """Outcomes that a person should look at, the gravest first."""
        grave = {severity: n for n, severity in enumerate(Severity)}
        return sorted((each for each in self.all() if each.is_finding), key=lambda each: grave[each.severity])

    def numbers(self, topic: str) -> list[Number]:
        """The amounts, percentages and counts of a section, in the order of its text."""
        found = self._sections[topic].numbers if topic in self._sections else []
        return [number for number in found if number.kind in COUNTED]

    def at(self, place: Place) -> list[Outcome]:
        """Every outcome that looked at a place."""
        return [each for each in self.all() if any(quote.place == place for quote in each.quotes)]

    def coverage(self) -> Coverage:
        """How many numbers of the explanations are tied, not decided, or in no check."""
        decided: set[tuple[str, int]] = set()
        open_: set[tuple[str, int]] = set()
        for outcome in self.all():
            spans = {(quote.place.key, quote.start) for quote in outcome.quotes if quote.place.part == "sections"}
            (open_ if outcome.grade is Grade.UNDECIDABLE else decided if outcome.judgement else set()).update(spans)
        counted = [
            (topic, number)
            for topic, section in self._sections.items()
            for number in section.numbers
            if number.kind in COUNTED
        ]
        tied = [each for each in counted if (each[0], each[1].start) in decided]
        left = [each for each in counted if (each[0], each[1].start) not in decided]
        undecided = [each for each in left if (each[0], each[1].start) in open_]
        untied = [each for each in left if (each[0], each[1].start) not in open_]
        return Coverage(len(tied), tuple(map(_quoted, undecided)), tuple(map(_quoted, untied)))

    def numbers(self, topic: str) -> list[Number]:
        """Every number of a section, in the order of its text."""
        return self._sections[topic].numbers if topic in self._sections else []

    # -- running
    def _compile(self) -> None:
        self._checks = compile_checks(self.book.identities, self.context)
        readers: dict[Place, list[int]] = defaultdict(list)
        for number, check in enumerate(self._checks):
            for place in dict.fromkeys(check.reads):
                readers[place].append(number)
        self._readers = dict(readers)

    def _run_cell(self, number: int) -> None:
        outcome = evaluate(self._checks[number], self.context)
        self._keep(("cell", f"{number:06}"), [outcome] if outcome else [])

    def _read(self, topic: str) -> _Section:
        section = self.context.statement.section(topic)
        text = section.text if section else ""
        read_ = _Section(read(text, topic, self.book.vocabulary, year=self.context.statement.year), numbers(text))
        for key, mention in mentions_of(read_.claims, topic, self.context, self.book.map, PLAIN):
            read_.mentions.setdefault(key, []).append(mention)
        return read_

    def _collect(self) -> None:
        self._mentions = {}
        for section in self._sections.values():
            for key, found in section.mentions.items():
                self._mentions.setdefault(key, []).extend(found)

    def _run_section(self, topic: str) -> None:
        section = self._sections[topic]
        reader = Reader(topic, self.context, self.book.map, self._mentions)
        self._keep(("section", topic), list(reader.section(section.claims)))
        section.cells, section.keys = reader.cells, reader.keys

    def _run_relations(self) -> None:
        self._keep(("relations",), list(Relations(self.context, self.book.map, self._mentions).outcomes()))

    def _run_rule(self, rule: Rule, topics: Iterable[str] | None = None) -> None:
        if not rule.by_section:
            self._keep(("rule", rule.id), _guarded(rule, self.context))
            return
        for section in self.context.statement.sections:
            if topics is None or section.topic in topics:
                self._keep(("rule", rule.id, section.topic), _guarded(rule, self.context, section))

    def _update_text(self, topics: set[str], cells: set[Place]) -> None:
        changed: set[str] = set()
        for topic in topics:
            old, new = self._sections[topic].mentions, self._read(topic)
            changed |= {key for key in old.keys() | new.mentions.keys() if old.get(key) != new.mentions.get(key)}
            self._sections[topic] = new
        if topics:
            self._collect()
        for topic, section in self._sections.items():
            if topic in topics or section.keys & changed or section.cells & cells:
                self._run_section(topic)

    def _keep(self, source: Source, outcomes: list[Outcome]) -> None:
        if outcomes:
            self.outcomes[source] = outcomes
        else:
            self.outcomes.pop(source, None)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Numbers of the explanations: how many are tied, and which are not decided or in no check."""

    tied: int
    undecided: tuple[Quote, ...]
    untied: tuple[Quote, ...]

    @property
    def total(self) -> int:
        """All numbers that could be tied."""
        return self.tied + len(self.undecided) + len(self.untied)


def _quoted(each: tuple[str, Number]) -> Quote:
    topic, number = each
    return Quote(Place("sections", topic, "text"), number.text, "number", number.start, number.end)


def _guarded(rule: Rule, *args: object) -> list[Outcome]:
    """A rule's outcomes; a rule that fails is one outcome of its own, never a statement's error."""
    try:
        return list(rule.run(*args))
    except Exception as error:  # noqa: BLE001 (whatever a rule does wrong must not stop the others)
        about = {"rule": rule.id, "reason": f"{type(error).__name__}: {error}"}
        failed = noted(rule.id, Severity.ERROR, (), "rule-failed", about)
        return [Outcome(failed.rule, Grade.RULE_FAILED, failed.severity, (), failed.message, about)]


def _puts(change: Change) -> Iterator[Place]:
    match change:
        case Put(place):
            yield place
        case Group(_, changes):
            for each in changes:
                yield from _puts(each)


def _has_records(change: Change) -> bool:
    match change:
        case Insert() | Remove():
            return True
        case Group(_, changes):
            return any(_has_records(each) for each in changes)
    return False


def _is_structural(place: Place) -> bool:
    """Whether a value decides how others are read: a row's name, a table's coverage, the year, the unit, a topic."""
    if place.part.startswith(TABLES):
        return not place.key or place.field in {"name", "origin"}
    return place.part in {"head"} or place.field in {"topic", "key"}


def _order(source: Source) -> tuple[int, Source]:
    return ["cell", "section", "relations", "rule"].index(source[0]), source


def by_place(outcomes: Iterable[Outcome]) -> Mapping[Place, list[Outcome]]:
    """Outcomes by every place that they looked at."""
    found: dict[Place, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        for place in dict.fromkeys(quote.place for quote in outcome.quotes):
            found[place].append(outcome)
    return found
