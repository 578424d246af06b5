"""The desk's walks: jumps with a way back, and from finding to finding."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ..checks.outcome import Outcome, Quote
from ..files.naming import Names
from ..files.telling import tell as told
from ..files.words import Words
from ..model.place import Place
from .ledger import sign_of

if TYPE_CHECKING:
    from .page import Page
    from .parts import Part


class Spot(NamedTuple):
    """Where one is: a part, and in it a figure or a number of a text."""

    part: str
    quote: Quote | None


class Walking:
    """What leads to figures and words and back again; mixed into the desk."""

    words: Words
    names: Names
    page_face: Page
    part: Part
    tell: Callable[..., None]
    goto: Callable[[Place | str], None]
    show_place: Callable[[Place], None]
    leave_contents: Callable[[], None]
    findings: Callable[[], list[Outcome]]
    selected_quote: Callable[[], Quote | None]

    def init_walking(self) -> None:
        """Nowhere been yet; what comes next is a finding."""
        self._at_finding = -1
        self._back: list[Spot] = []
        self._forward: list[Spot] = []
        self.go_on: Callable[[int], None] = self.next_finding

    def go_quote(self, quote: Quote) -> None:
        """To a figure or to words of a text; Back leads to where one was."""
        self.remember()
        self.leave_contents()
        self._go(Spot("", quote))

    def remember(self) -> None:
        """Where one is now is where Back leads; called before a jump."""
        self._back.append(self._spot())
        self._forward.clear()

    def go_on_with(self, step: Callable[[int], None]) -> None:
        """What is walked through now: next and previous go on with it."""
        self.go_on = step

    def _spot(self) -> Spot:
        return Spot(self.part.id, self.selected_quote())

    def _go(self, spot: Spot) -> None:
        if spot.quote is None:
            self.goto(spot.part)
            return
        self.show_place(spot.quote.place)
        if spot.quote.is_span:
            self.page_face.go_span(spot.quote.place, spot.quote.start)

    def back(self) -> None:
        """To where one was before the last jump."""
        self._walk(self._back, self._forward, "nothing-back")

    def forward(self) -> None:
        """To where one went back from."""
        self._walk(self._forward, self._back, "nothing-forward")

    def _walk(self, source: list[Spot], target: list[Spot], nothing: str) -> None:
        if not source:
            self.tell(self.words(f"message.{nothing}"))
            return
        target.append(self._spot())
        self._go(source.pop())

    def next_finding(self, step: int) -> None:
        """To the next (or previous) open finding, wherever it is."""
        self.go_on_with(self.next_finding)
        found = [each for each in self.findings() if each.quotes]
        if not found:
            self.tell(self.words("findings.none"))
            return
        at = (self._at_finding + step) % len(found) if self._at_finding >= 0 or step < 0 else 0
        self._at_finding = at
        self.go_quote(found[at].quotes[0])
        where = self.words("findings.at", number=at + 1, count=len(found))
        self.tell(f"{where}  {sign_of(found[at])} {found[at].rule}  {told(found[at], self.names)}")
