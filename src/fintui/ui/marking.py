"""The desk's marks: the review that is open, which marks still hold, and where their signs are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..checks.outcome import Outcome
from ..checks.progress import Count
from ..checks.standing import Standing, Standings
from ..checks.waivers import Waived
from ..files.faults import SaveError, UnreadableError
from ..files.marks_told import foremost, sign_of_mark
from ..files.naming import Names
from ..files.places import review_path
from ..files.resources import is_shipped
from ..files.review import Entry
from ..files.review_book import ReviewBook
from ..files.settings import Settings
from ..files.words import Words
from ..model.changes import Change, places_of
from ..model.document import Document
from ..model.place import Place
from .line_edit import LineEdit
from .lines import Prompt, Status
from .marks_shown import MarksShown
from .text import clean

if TYPE_CHECKING:
    from ..checks.claims.model import Number
    from ..checks.engine import Engine
    from ..checks.outcome import Quote
    from ..files.faults import Fault
    from .grid import Grid
    from .page import Page
    from .parts import Part

REVIEW = "review"
"""The page that lists the marks."""


class Marking(MarksShown):
    """What holds the review and shows its signs; mixed into the desk. What makes marks is the tool `review`."""

    document: Document
    words: Words
    names: Names
    status: Status
    grid: Grid
    page_face: Page
    part: Part
    path: Path | None
    settings: Settings
    engine: Engine | None
    state: Waived
    tell: Callable[..., None]
    refresh_page: Callable[[], None]
    findings_changed: Callable[[], None]
    sort_findings: Callable[[], None]
    selected_quote: Callable[[], Quote | None]
    findings: Callable[[], list[Outcome]]
    file_name: Callable[[], str]
    faults: list[Fault]

    def init_marking(self) -> None:
        """No marks yet; who reviews is asked when the first one is made."""
        self.reviewer = self.settings.reviewer
        self.book = ReviewBook(None)
        self.standings = Standings(self.document.statement, self.document.form)
        self.count = Count(self.document.statement, self.standings, self._numbers)
        self.signs: dict[Place, str] = {}
        self._is_loaded = False
        self.tally: dict[tuple[str, str], list[Standing]] = {}

    def _numbers(self, topic: str) -> list[Number]:
        return self.engine.numbers(topic) if self.engine else []

    # -- the file
    def load_review(self) -> None:
        """Read the review beside the statement, unless that is done: a mark may be made before the checks are."""
        if self._is_loaded:
            return
        self._is_loaded = True
        self.book = ReviewBook(self._review_file())
        try:
            faults = self.book.load()
        except UnreadableError as error:
            faults = [error.fault]
        if faults and self.book.path:
            self.tell(faults[0].sentence(self.words, self.book.path.name), "error")
        self._take_marks()

    def _review_file(self) -> Path | None:
        return None if self.path is None or is_shipped(self.path) else review_path(self.path)

    def review_moves(self) -> None:
        """The statement was saved: if elsewhere, its marks go along."""
        if self.book.path == self._review_file():
            return
        try:
            self.book.move_to(self._review_file())
        except SaveError as error:
            self.tell(self._why(error), "error")
        self.review_changed()

    def reread_review(self) -> None:
        """Take over what others have written into the review meanwhile."""
        self.load_review()
        try:
            if self.book.catch_up():
                self.review_changed()
        except SaveError as error:
            self.tell(self._why(error), "error")

    def change_review(self, given: Iterable[Entry] = (), taken: Iterable[Entry] = ()) -> str:
        """Put into the review and take out of it; if that cannot be kept, nothing is done and a sentence says why."""
        return self._kept(lambda: self.book.change(given, taken))

    def _kept(self, change: Callable[[], int]) -> str:
        try:
            others = change()
        except SaveError as error:
            return self._why(error)
        self.review_changed()
        if others:
            self.tell(self.words("review.others", count=others))
        elif self.book.path is None:
            self.tell(self.words("review.in-memory"))
        return ""

    def _why(self, error: SaveError) -> str:
        return self.words(f"save.{error.code}", **{key: clean(text) for key, text in error.about.items()})

    # -- what follows
    def review_changed(self) -> None:
        """The review holds something else now: findings, signs and counts follow."""
        self.sort_findings()
        self._take_marks()
        self.refresh_page()
        self.findings_changed()

    def _take_marks(self) -> None:
        targets = self.standings.take(self.book.review.marks)
        self.count.changed(targets)
        self._set_signs(targets)

    def marks_follow(self, change: Change) -> None:
        """The statement was edited: some marks may not hold any more, or hold again."""
        places = places_of(change)
        targets = self.standings.update(places)
        if all(place.field for place in places):
            self.count.changed([*places, *targets])
        else:
            self.count.forget()  # records came or went
        if targets:
            self._set_signs(targets)

    def _set_signs(self, targets: Iterable[Place]) -> None:
        """The signs of these targets, and what the contents list counts, as the marks stand now."""
        changed = []
        for target in targets:
            found = foremost(self.standings.at(target))
            sign = sign_of_mark(found) if found else ""
            if sign != self.signs.get(target, ""):
                changed.append(target)
                self.signs[target] = sign
            if not sign:
                self.signs.pop(target, None)
        self.tally = {}
        for target, standings in self.standings.by_target.items():
            self.tally.setdefault((target.part, target.key if target.part == "sections" else ""), []).extend(standings)
        if self.grid.role and (of_tables := [each for each in changed if each.role]):
            self.grid.changed(*of_tables)

    def unkept_marks(self) -> int:
        """How many marks are in no file, since the statement itself has none that may be written."""
        return len(self.book.review.entries()) if self.book.path is None else 0

    def memo(self) -> bytes:
        """The review memo of the statement as it is now, with the marks as they are now."""
        from ..files.memo import Reviewed, memo  # noqa: PLC0415 (when it is asked for)
        from ..files.rules import check  # noqa: PLC0415

        engine = self.engine or check(self.document.statement, self.document.form)
        reviewed = Reviewed(
            self.names,
            self.file_name(),
            today(),
            self.findings(),
            self.state.waived,
            [fault.sentence(self.words, self.file_name()) for fault in self.faults],
            engine.coverage(),
            self.standings,
            self.count,
        )
        return memo(reviewed).encode("utf-8", "replace")

    # -- who
    def as_reviewer(self, then: Callable[[str], None]) -> None:
        """Do something in the reviewer's name, which is asked once."""
        self.load_review()
        if self.reviewer:
            then(self.reviewer)
            return
        from ..files.reviewer import proposed, remember, remembered  # noqa: PLC0415 (for the first mark only)

        if known := remembered():
            self.reviewer = known
            then(known)
            return

        def take(answer: str) -> str:
            name = " ".join(answer.split())
            if not name:
                return self.words("review.no-name")
            self.reviewer = name
            remember(name)
            self.status.ask(None)
            then(name)
            return ""

        guess = proposed(self.path.parent if self.path else Path.cwd())
        self.status.ask(Prompt(self.words("prompt.reviewer"), LineEdit(guess, len(guess)), take))


def today() -> str:
    """The reviewer's own calendar day."""
    return date.today().isoformat()  # noqa: DTZ011 (no moment, but the day on the wall)
