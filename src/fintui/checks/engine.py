"""The engine: runs every check, keeps every outcome, and after an edit runs again only what reads what changed.

Outcomes are kept under the source that gave them (a cell check, a claim's section, a rule), so that a source can be
run again alone. The result is always that of a full run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from ..model.changes import Change
from ..model.place import TABLES, Place
from ..model.steps import Steps, at_once
from .cells import CellChecks
from .changed import is_structural, puts_of
from .claims.model import Number
from .context import Context
from .identities import RuleError
from .interval import Mode
from .judge import Grade, How, Severity
from .mentions import Mention
from .outcome import Outcome, Quote, Source, cell_source, order_of
from .prose import Reader
from .readers import readers_of
from .relations import Relations
from .rounding import mode_outcome, witnessed_mode
from .rulebook import Rule, Rulebook, failed_rule, guarded, guarded_in_steps
from .sections import Reading, SectionChecks

COUNTED: Final = frozenset({"amount", "percent", "points", "count"})
"""Kinds of numbers that a check could tie."""

_STRETCH: Final = 50
"""So many cells are judged in one step."""


class Engine:
    """The outcomes of one statement, kept up to date. `mode` is how the statement rounds, as far as it shows."""

    def __init__(self, context: Context, book: Rulebook, *, is_idle: bool = False, keeps: bool = False) -> None:
        self.context, self.book, self.mode = context, book, Mode.HALF_UP
        self.outcomes: dict[Source, list[Outcome]] = {}
        """All but those of cells that came out exactly right: these are made when they are asked for."""
        self.cells = CellChecks(context, keeps=keeps)
        self.renewed: set[Source] = set()
        """The sources that ran since someone last emptied this."""
        self.sections: dict[str, SectionChecks] = {}
        self.mentions: dict[str, list[Mention]] = {}
        self.relations: Relations | None = None
        self.wrong: set[Source] = set()
        self._reading = Reading(book.vocabulary)
        if not is_idle:
            self.run()

    def run(self) -> None:
        """Check everything."""
        at_once(self.run_in_steps())

    def run_in_steps(self) -> Steps[None]:
        """The same, with pauses in which whoever runs it can do something else, but for editing."""
        self.renewed |= self.outcomes.keys()
        self.outcomes.clear()
        self.wrong.clear()
        self.context.cache.clear()
        self.mode, self.cells = Mode.HALF_UP, CellChecks(self.context, keeps=self.cells.keeps)
        yield from self._run_lines()
        yield from self._run_texts()
        for rule in self.book.rules:
            yield from self._run_rule(rule)
            yield
        yield from self._settle()

    def prepare(self) -> Steps[None]:
        """Make in steps what the first edit of a figure would have to make otherwise: where edits are to come."""
        yield from self.cells.read_in_steps()
        for rule in self.book.rules:
            for role in self.context.statement.tables if rule.prepare else ():
                if rule.prepare and f"{TABLES}{role}" in rule.reads:
                    yield from rule.prepare(self.context, role)

    def update(self, change: Change) -> None:
        """Check again what reads what a change has written (after it was applied)."""
        puts = list(puts_of(change))
        if None in puts or any(is_structural(place) for place in puts if place) or self.mode is not Mode.HALF_UP:
            self.run()
            return
        places = {place for place in puts if place}
        cells = {place for place in places if place.is_cell or place.field == "value"}
        topics = {place.key for place in places if place.part == "sections" and place.field == "text"}
        for place in cells:
            self.context.changed(place)
        at_once(self._update(topics, cells))
        self._update_rules(places)
        at_once(self._settle())

    # -- asking
    def all(self) -> Iterator[Outcome]:
        """Every outcome, in a fixed order of sources."""
        for _, outcomes in self.ordered(exact=True):
            yield from outcomes

    def ordered(self, *, exact: bool = False) -> Iterator[tuple[Source, list[Outcome]]]:
        """The outcomes by source, in a fixed order; with `exact` also of cells that came out exactly right."""
        sources = iter(sorted(self.outcomes, key=order_of))
        source = next(sources, None)
        for number in range(len(self.cells)) if exact else ():
            while source and order_of(source) < order_of(cell_source(number)):
                yield source, self.outcomes[source]
                source = next(sources, None)
            if self.cells.is_exact(number):
                yield cell_source(number), [self.cells.exact(number)]
        while source:
            yield source, self.outcomes[source]
            source = next(sources, None)

    def of_cell(self, place: Place) -> dict[Source, list[Outcome]]:
        """The outcomes of the checks that read a figure."""
        sources = {cell_source(number): number for number in self.cells.readers(place)}
        found = {
            source: [self.cells.exact(number)] if self.cells.is_exact(number) else self.outcomes.get(source, [])
            for source, number in sources.items()
        }
        return {source: outcomes for source, outcomes in found.items() if outcomes}

    def findings(self) -> list[Outcome]:
        """Outcomes that a person should look at, the gravest first."""
        grave = {severity: n for n, severity in enumerate(Severity)}
        found = [each for _, outcomes in self.ordered() for each in outcomes if each.is_finding]
        return sorted(found, key=lambda each: grave[each.severity])

    def numbers(self, topic: str) -> list[Number]:
        """The amounts, percentages and counts of a section, in the order of its text."""
        section = self.sections.get(topic)
        return [number for number in section.numbers() if number.kind in COUNTED] if section else []

    def readers(self, place: Place) -> list[Outcome]:
        """What a change to this place would touch: the outcomes of all checks that read it."""
        return readers_of(self, place)

    def coverage(self) -> Coverage:
        """How many numbers of the explanations are tied, not decided, or in no check."""
        decided: set[tuple[str, int]] = set()
        open_: set[tuple[str, int]] = set()
        for outcome in (each for _, outcomes in self.ordered() for each in outcomes):
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
    def _run_lines(self) -> Steps[None]:
        """Judge every cell; a line that does not fit the form is an error of that rule alone."""
        for identity in self.book.identities:
            first = len(self.cells)
            try:
                for each in self.cells.expand(identity):
                    if each is None:
                        yield
                    elif outcome := self.cells.judge(*each, self.mode):
                        self._keep(cell_source(each[0]), [outcome])
            except RuleError as error:
                for source in [each for each in self.outcomes if each >= cell_source(first) and each[0] == "cell"]:
                    self._keep(source, [])
                self._keep(("rule", identity.rule, identity.line), [failed_rule(identity.rule, error)])
            yield

    def _run_cells(self) -> Steps[None]:
        """Judge every cell again."""
        for number in range(len(self.cells)):
            self._run_cell(number)
            if number % _STRETCH == 0:
                yield

    def _run_texts(self) -> Steps[None]:
        """Read and judge every claim, and the relations."""
        topics = dict.fromkeys(section.topic for section in self.context.statement.sections)
        self.sections = {topic: SectionChecks(topic) for topic in topics}
        yield from self._update(set(topics), set())
        self._run_relations()
        yield

    def _settle(self) -> Steps[None]:
        """Judge by another way of rounding where the statement shows that it has one."""
        mode = witnessed_mode(self)
        if mode is not Mode.HALF_UP:
            self.mode = mode
            yield from self._run_cells()
            yield from self._run_texts()
            self._keep(("mode",), [mode_outcome(mode)])

    def _run_cell(self, number: int) -> None:
        was_told = self.cells.is_told(number)
        outcome = self.cells.judge(number, self.cells[number], self.mode)
        if outcome or was_told:
            self._keep(cell_source(number), [outcome] if outcome else [])

    def _update(self, topics: set[str], cells: set[Place]) -> Steps[None]:
        """Judge again what reads these sections and cells."""
        for number in sorted({number for place in cells for number in self.cells.readers(place)}):
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
                at_once(self._run_rule(rule, own if rule.each == "section" else roles))

    def _run_rule(self, rule: Rule, only: Collection[str] | None = None) -> Steps[None]:
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
            self._keep(("rule", rule.id), (yield from guarded_in_steps(rule, self.context)))

    def _of_table(self, rule: Rule, role: str) -> list[Outcome]:
        if rule.each == "table":
            return guarded(rule, self.context, role)
        columns = self._unfooted(role)
        return guarded(rule, self.context, role, columns) if columns else []

    def _unfooted(self, role: str) -> set[str]:
        """The columns of a table in which a sum of its own rows fails."""
        checks = [self.cells[int(source[1])] for source in self.wrong if source[0] == "cell"]
        return {each.stated.field for each in checks if {each.stated.role} == {role, *(p.role for _, p in each.parts)}}

    def _keep(self, source: Source, outcomes: list[Outcome]) -> None:
        self.wrong.discard(source)
        if not outcomes:
            if self.outcomes.pop(source, None):
                self.renewed.add(source)
            return
        self.outcomes[source] = outcomes
        self.renewed.add(source)
        if any(each.grade is Grade.INCONSISTENT for each in outcomes):
            self.wrong.add(source)


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
