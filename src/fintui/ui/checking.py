"""The desk's checks: the engine kept up to date, marks, findings, the ledger, and walking between places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

from ..checks.judge import Severity
from ..checks.outcome import Outcome, Quote
from ..checks.waivers import Waived, apply_waivers
from ..files.naming import Names
from ..files.words import Words
from ..model.changes import Change, places_of
from ..model.document import Document
from ..model.place import Place
from .actions import key_of
from .detail import english_of
from .findings import ORDERS, findings_items
from .ledger import MARKS, Entry, entries_of, same_spot
from .line_edit import LineEdit
from .lines import Prompt, Status
from .near import NearNames
from .outdated import SIGN, Outdated
from .tallies import Outcomes, grave_of

if TYPE_CHECKING:
    from ..checks.engine import Engine
    from ..checks.progress import Count
    from ..files.review_book import ReviewBook
    from ..model.steps import Steps
    from .grid import Grid
    from .host import Host
    from .items import Item
    from .page import Page
    from .parts import Part

T = TypeVar("T")
_NEEDED: Final = (
    "..checks.claims.grammar.state",
    "..checks.claims.grammar.amounts",
    "..checks.claims.reader",
    "..checks.engine",
    "..checks.rules",
    "..files.former",
    "..files.rules",
)
"""What the checks are made of, in parts that are each quickly loaded."""
AT_ONCE: Final = 1000
"""Places that a change may write to be checked before it is seen."""


class Checking:
    """What tells how figures tie out; mixed into the desk."""

    document: Document
    words: Words
    status: Status
    grid: Grid
    page_face: Page
    part: Part
    path: Path | None
    tell: Callable[..., None]
    goto: Callable[[Place | str], None]
    show_place: Callable[[Place], None]
    refresh_page: Callable[[], None]
    findings_changed: Callable[[], None]
    leave_contents: Callable[[], None]
    checked: Callable[[], None]
    host: Host
    book: ReviewBook
    count: Count
    load_review: Callable[[], None]
    marks_follow: Callable[[Change], None]
    selected_finding: Callable[[], Outcome | None]

    def init_checks(self) -> None:
        """Nothing is checked yet."""
        self.engine: Engine | None = None
        self.is_behind = False
        self._edits = 0
        self.names = Names(self.document.statement, self.document.form, self.words)
        self.state = Waived((), (), ())
        self.outcomes = Outcomes()
        self.outdated = Outdated(self.document)
        self.grave: dict[Place, Severity] = {}
        self._all_findings: list[Outcome] = []
        self._counts = dict.fromkeys(MARKS, 0)
        self._order, self._filter = ORDERS[0], ""

    def start_checks(self) -> Iterator[None]:
        """Check everything once, a step at a time; an edit in between begins anew. After that only what it touches."""
        for module in _NEEDED:  # what is on the screen first needs none of it
            import_module(module, __package__)
            yield
        from ..files.former import load_former  # noqa: PLC0415
        from ..files.rules import check_in_steps  # noqa: PLC0415

        self.load_review()
        yield
        statement = self.document.statement
        found = load_former(self.path, statement.department, statement.year) if self.path else None
        former = found[1].statement if found else None  # opening balances are held to its closing ones
        engine, version = None, -1
        while engine is None or version != self._edits:
            version = self._edits
            engine = yield from self._unless_edited(check_in_steps(statement, self.document.form, former))
            if engine:
                yield from self._unless_edited(engine.prepare())
        self.engine = engine
        self.count.forget()
        self.sort_findings()
        self.outdated.reset(self.outcomes.findings())

    def _unless_edited(self, steps: Steps[T]) -> Steps[T | None]:
        """What steps make; None where an edit came in between."""
        version = self._edits
        while version == self._edits:
            try:
                next(steps)
            except StopIteration as made:
                return cast("T", made.value)
            yield
        return None

    def recheck(self, change: Change) -> None:
        """Check again what reads what was changed: at once, or where that takes long once the change is seen."""
        self._edits += 1
        self.marks_follow(change)
        if self.engine is None:
            return
        if len(places_of(change)) > AT_ONCE:
            engine, self.engine, self.is_behind = self.engine, None, True
            self.host.in_steps(self.catch_up(engine))
        else:
            self.engine.update(change)
            self.sort_findings()
            self.outdated.update(self.engine, self._all_findings)

    def catch_up(self, engine: Engine) -> Iterator[None]:
        """Check everything again, a step at a time, after a change of very much; an edit in between begins anew."""
        version = -1
        while version != self._edits:
            version = self._edits
            yield from self._unless_edited(engine.run_in_steps())
            yield from self._unless_edited(engine.prepare())
        self.engine, self.is_behind = engine, False
        self.sort_findings()
        self.outdated.update(engine, self._all_findings)
        self.count.forget()
        self.checked()

    def sort_findings(self) -> None:
        """Look again at what is open, waived, and a problem of a waiver."""
        if self.engine is None:
            return
        self.outcomes.update(self.engine)
        today = date.today().isoformat()  # noqa: DTZ011
        self._all_findings = self.outcomes.findings()
        self.state = apply_waivers(self._all_findings, self.book.review.waivers, today)
        self.grave = grave_of(self.findings())
        found = Counter(each.severity for each in self.findings())
        self._counts = {severity: found[severity] for severity in MARKS}

    def findings(self) -> list[Outcome]:
        """What is open, the gravest first."""
        return [*self.state.open, *self.state.problems]

    def counts(self) -> dict[Severity, int]:
        """How many open findings there are of each severity."""
        return self._counts

    def mark_at(self, place: Place) -> str:
        """The mark of a place's gravest finding, or nothing."""
        severity = self.grave.get(place)
        return MARKS[severity] if severity else ""

    # -- the ledger
    def ledger_entries(self, operands: bool) -> list[Entry]:  # noqa: FBT001
        """The checks that the selection takes part in; of a text without a selected number, those of its paragraph."""
        here = self.selected_quote()
        if self.engine is None or here is None:
            return []
        if here.place.is_cell:
            outcomes = self.outcomes.at(here.place)
        else:
            start, end = (here.start, here.end) if here.is_span else self._paragraph()
            outcomes = self.outcomes.overlapping(here.place, start, end)
        names = NearNames(self.names, here.place) if here.place.is_cell else self.names
        entries = entries_of(outcomes, names, here, operands=operands)
        if here.is_span and (here.place.key, here.start) in self.outdated.spots:
            entries.insert(0, Entry(f"{SIGN} {self.words('detail.outdated', key=key_of('retie.open'))}", "stale"))
        if here.place.is_cell:
            entries.append(Entry(f"{english_of(self.document, here.place)}   {here.place}", "muted", is_foot=True))
        return entries

    def _paragraph(self) -> tuple[int, int]:
        field = None if self.part.is_table else self.page_face.selected()
        return field.span if field else (0, 0)

    def selected_quote(self) -> Quote | None:
        """The selected figure, or number of a text, or whole text."""
        if self.part.is_table:
            place = self.grid.place()
            return Quote(place, "") if place else None
        field = self.page_face.selected()
        if field is None or field.place is None:
            return None
        span = self.page_face.selected_span()
        return Quote(field.place, field.text, start=span[0], end=span[1]) if span else Quote(field.place, "")

    # -- the findings page
    def findings_page(self) -> list[Item]:
        """What the findings page shows."""
        if self.engine is None:
            return []
        coverage = self.engine.coverage()
        return findings_items(
            self.findings(), self.state.waived, coverage, self.names, self._order, self._filter, self.outdated.has
        )

    def order_findings(self) -> None:
        """The next order of the findings."""
        if self.part.page == "findings":
            self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        else:
            self.goto("findings")
        self.tell(self.words(f"findings.by-{self._order}"))
        self.refresh_page()

    def filter_findings(self) -> None:
        """Ask for words that the findings shown must have."""
        if self.part.page != "findings":
            self.goto("findings")

        def take(answer: str) -> str:
            self._filter = answer.strip()
            self.refresh_page()
            return ""

        self.status.ask(Prompt(self.words("prompt.filter"), LineEdit(self._filter, len(self._filter)), take))

    def selected_outcomes(self) -> list[Outcome]:
        """The selected finding, or every check of what is selected."""
        if self.part.page == "findings":
            outcome = self.selected_finding()
            return [outcome] if outcome else []
        here = self.selected_quote()
        found = self.outcomes.at(here.place) if here else []
        return [each for each in found if here and any(same_spot(quote, here) for quote in each.quotes)]
