"""The engine: runs every check, keeps every outcome, and after an edit runs again only what reads what changed.

Outcomes are kept under the source that gave them (a cell check, a claim's section, a rule), so that a source can be
run again alone. The result is always that of a full run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from ..model.changes import Change, Group, Put
from ..model.place import TABLES, Place
from .claims.model import Number
from .context import Context
from .identities import CellCheck, RuleError
from .interval import Mode
from .judge import Grade, How, Severity
from .mentions import Mention
from .outcome import Outcome, Quote
from .prose import Reader
from .readers import readers_of
from .relations import Relations
from .rounding import mode_outcome, witnessed_mode
from .rulebook import Rule, Rulebook, failed_rule, guarded
from .sections import Reading, SectionChecks
from .tables import compile_checks, evaluate

COUNTED: Final = frozenset({"amount", "percent", "points", "count"})
"""Kinds of numbers that a check could tie."""

Source = tuple[str, ...]
"""("cell", number), ("section", topic), ("relations",), ("mode",), ("rule", id) or ("rule", id, topic or line)."""
_SOURCES: Final = ("mode", "cell", "section", "relations", "rule")
_STRETCH: Final = 50
"""So many cells are judged in one step."""


class Engine:
    """The outcomes of one statement, kept up to date. `mode` is how the statement rounds, as far as it shows."""

    def __init__(self, context: Context, book: Rulebook, *, is_idle: bool = False) -> None:
        self.context, self.book, self.mode = context, book, Mode.HALF_UP
        self.outcomes: dict[Source, list[Outcome]] = {}
        self.checks: list[CellCheck] = []
        self.sections: dict[str, SectionChecks] = {}
        self.mentions: dict[str, list[Mention]] = {}
        self.relations: Relations | None = None
        self.wrong: set[Source] = set()
        self._reading = Reading(book.vocabulary)
        self._readers: dict[Place, list[int]] = {}
        if not is_idle:
            self.run()

    def run(self) -> None:
        """Check everything."""
        _through(self.run_in_steps())

    def run_in_steps(self) -> Iterator[None]:
        """The same, with pauses in which whoever runs it can do something else, but for editing."""
        self.outcomes.clear()
        self.wrong.clear()
        self.context.cache.clear()
        yield from self._compile()
        yield from self._run_all(Mode.HALF_UP)
        for rule in self.book.rules:
            self._run_rule(rule)
            yield
        yield from self._settle()

    def update(self, change: Change) -> None:
        """Check again what reads what a change has written (after it was applied)."""
        puts = list(_puts(change))
        if None in puts or any(_is_structural(place) for place in puts if place) or self.mode is not Mode.HALF_UP:
            self.run()
            return
        places = {place for place in puts if place}
        cells = {place for place in places if place.is_cell or place.field == "value"}
        topics = {place.key for place in places if place.part == "sections" and place.field == "text"}
        _through(self._update(topics, cells))
        self._update_rules(places)
        _through(self._settle())

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
        section = self.sections.get(topic)
        return [number for number in section.numbers() if number.kind in COUNTED] if section else []

    def at(self, place: Place) -> list[Outcome]:
        """Every outcome that looked at a place."""
        return [each for each in self.all() if any(quote.place == place for quote in each.quotes)]

    def readers(self, place: Place) -> list[Outcome]:
        """What a change to this place would touch: the outcomes of all checks that read it."""
        return readers_of(self, place)

    def cell_readers(self, place: Place) -> list[int]:
        """Numbers of the checks of cells that read a figure."""
        return self._readers.get(place, [])

    def coverage(self) -> Coverage:
        """How many numbers of the explanations are tied, not decided, or in no check."""
        decided: set[tuple[str, int]] = set()
        open_: set[tuple[str, int]] = set()
        for outcome in self.all():
            spans = {(quote.place.key, quote.start) for quote in outcome.quotes if quote.place.part == "sections"}
            (open_ if outcome.grade is Grade.UNDECIDABLE else decided if outcome.judgement else set()).update(spans)
        counted = [(topic, number) for topic in self.sections for number in self.numbers(topic)]
        tied = [each for each in counted if (each[0], each[1].start) in decided]
        left = [each for each in counted if (each[0], each[1].start) not in decided]
        undecided = [each for each in left if (each[0], each[1].start) in open_]
        untied = [each for each in left if (each[0], each[1].start) not in open_]
        return Coverage(len(tied), tuple(map(_quoted, undecided)), tuple(map(_quoted, untied)))

    def reader(self, topic: str, mode: Mode | None = None) -> Reader:
        """What judges the claims of a section."""
        return Reader(topic, self.context, self.book.map, self.mentions, mode or self.mode)

    # -- running
    def _compile(self) -> Iterator[None]:
        """Make the checks of the cells; a line that does not fit the form is an error of that rule alone."""
        self.checks = []
        readers: dict[Place, list[int]] = defaultdict(list)
        for identity in self.book.identities:
            try:
                self.checks += compile_checks([identity], self.context)
            except RuleError as error:
                self._keep(("rule", identity.rule, identity.line), [failed_rule(identity.rule, error)])
            yield
        for number, check in enumerate(self.checks):
            for place in {check.stated, *[place for _, place in check.parts]}:
                readers[place].append(number)
            if number % _STRETCH == 0:
                yield
        self._readers = dict(readers)

    def _run_all(self, mode: Mode) -> Iterator[None]:
        """Judge every cell, claim and relation by a way of rounding."""
        self.mode = mode
        topics = dict.fromkeys(section.topic for section in self.context.statement.sections)
        self.sections = {topic: SectionChecks(topic) for topic in topics}
        for number in range(len(self.checks)):
            self._run_cell(number)
            if number % _STRETCH == 0:
                yield
        yield from self._update(set(topics), set())
        self._run_relations()
        yield

    def _settle(self) -> Iterator[None]:
        """Judge by another way of rounding where the statement shows that it has one."""
        mode = witnessed_mode(self)
        if mode is not Mode.HALF_UP:
            yield from self._run_all(mode)
            self._keep(("mode",), [mode_outcome(mode)])

    def _run_cell(self, number: int) -> None:
        outcome = evaluate(self.checks[number], self.context, self.mode)
        self._keep(("cell", f"{number:06}"), [outcome] if outcome else [])

    def _update(self, topics: set[str], cells: set[Place]) -> Iterator[None]:
        """Judge again what reads these sections and cells."""
        for number in sorted({number for place in cells for number in self._readers.get(place, ())}):
            self._run_cell(number)
        book, keys = self.book, set()
        for topic in topics:
            keys |= self.sections[topic].read(self.context, self._reading, book.map, How(self.mode))
            yield
        if topics:
            self.mentions = {}
            for section in self.sections.values():
                for key, found in section.mentions.items():
                    self.mentions.setdefault(key, []).extend(found)
        for topic, section in self.sections.items():
            if topic in topics or section.touched(cells, keys):
                self._keep(("section", topic), list(section.judge(self.reader(topic), cells, keys)))
                yield
        if self.relations and self.relations.reads(cells, keys):
            self._run_relations()

    def _run_relations(self) -> None:
        self.relations = Relations(self.context, self.book.map, self.mentions, self.mode)
        self._keep(("relations",), list(self.relations.outcomes()))

    def _update_rules(self, places: Collection[Place]) -> None:
        """Run the rules again that read a part of which something changed."""
        parts, but_figures = (
            {place.part for place in places if not (place.is_cell and skip)} for skip in (False, True)
        )
        topics = {place.key for place in places if place.part == "sections"}
        roles = {place.role for place in places}
        for rule in self.book.rules:
            changed = parts if rule.figures else but_figures
            read = changed if "*" in rule.reads else rule.reads & changed
            if read:
                own = topics if read == {"sections"} else None
                self._run_rule(rule, own if rule.each == "section" else roles)

    def _run_rule(self, rule: Rule, only: Collection[str] | None = None) -> None:
        """Run a rule; one of each section or table for these topics or roles only."""
        if rule.each == "section":
            for section in self.context.statement.sections:
                if only is None or section.topic in only:
                    self._keep(("rule", rule.id, section.topic), guarded(rule, self.context, section))
        elif rule.each:
            for role in self.context.statement.tables:
                if (only is None or role in only) and ("*" in rule.reads or f"{TABLES}{role}" in rule.reads):
                    self._keep(("rule", rule.id, role), self._of_table(rule, role))
        else:
            self._keep(("rule", rule.id), guarded(rule, self.context))

    def _of_table(self, rule: Rule, role: str) -> list[Outcome]:
        if rule.each == "table":
            return guarded(rule, self.context, role)
        columns = self._unfooted(role)
        return guarded(rule, self.context, role, columns) if columns else []

    def _unfooted(self, role: str) -> set[str]:
        """The columns of a table in which a sum of its own rows fails."""
        checks = [self.checks[int(source[1])] for source in self.wrong if source[0] == "cell"]
        return {each.stated.field for each in checks if {each.stated.role} == {role, *(p.role for _, p in each.parts)}}

    def _keep(self, source: Source, outcomes: list[Outcome]) -> None:
        self.wrong.discard(source)
        if not outcomes:
            self.outcomes.pop(source, None)
            return
        self.outcomes[source] = outcomes
        if any(each.grade is Grade.INCONSISTENT for each in outcomes):
            self.wrong.add(source)


def _through(steps: Iterator[None]) -> None:
    for _ in steps:
        pass


class Coverage(NamedTuple):
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


def _puts(change: Change) -> Iterator[Place | None]:
    """The places that a change writes; None where records come or go."""
    match change:
        case Put(place):
            yield place
        case Group(_, changes):
            for each in changes:
                yield from _puts(each)
        case _:
            yield None


def _is_structural(place: Place) -> bool:
    """Whether a value decides how others are read: a row's name, a table's coverage, the year, the unit, a topic."""
    if place.part.startswith(TABLES):
        return not place.key or place.field in {"name", "origin"}
    if place.part == "head":
        return place.field in {"form", "year", "unit", "decimals"}
    return place.part == "charts" or place.field in {"topic", "key"}


def _order(source: Source) -> tuple[int, Source]:
    return _SOURCES.index(source[0]), source


def by_place(outcomes: Iterable[Outcome]) -> Mapping[Place, list[Outcome]]:
    """Outcomes by every place that they looked at."""
    found: dict[Place, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        for place in dict.fromkeys(quote.place for quote in outcome.quotes):
            found[place].append(outcome)
    return found
