"""The desk's waivers: a finding that may stand is set aside with a reason, in the reviewer's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..checks.waivers import Waived, apply_waivers, waiver_for
from ..files.words import Words
from .line_edit import LineEdit
from .lines import Prompt, Status
from .marking import today

if TYPE_CHECKING:
    from ..checks.outcome import Outcome
    from .items import Field
    from .page import Page
    from .parts import Part


class Waiving:
    """What waives findings; mixed into the desk."""

    words: Words
    status: Status
    page_face: Page
    part: Part
    state: Waived
    tell: Callable[..., None]
    as_reviewer: Callable[[Callable[[str], None]], None]
    change_review: Callable[..., str]

    def waive(self) -> None:
        """Ask why the selected finding may stand, and keep that in the review file; on a waived one, take it back."""
        outcome = self.selected_finding()
        if outcome is None:
            self.tell(self.words("message.no-finding"))
            return
        given = next((waiver for each, waiver in self.state.waived if each is outcome), None)
        if given:
            if problem := self.change_review(taken=[given]):
                self.tell(problem, "error")
            return
        self.as_reviewer(lambda name: self._ask_reason(outcome, name))

    def _ask_reason(self, outcome: Outcome, name: str) -> None:
        question = self.words("prompt.waive", rule=outcome.rule)
        self.status.ask(Prompt(question, LineEdit(), lambda reason: self._waive(outcome, reason, name)))

    def _waive(self, outcome: Outcome, reason: str, name: str) -> str:
        waiver = waiver_for(outcome, reason=reason.strip(), by=name, on=today())
        if not apply_waivers([outcome], [waiver], today()).waived:
            return self.words("message.thin-reason")
        return self.change_review([waiver])

    def selected_finding(self) -> Outcome | None:
        """The finding that the cursor is on."""
        field: Field | None = self.page_face.selected() if self.part.page == "findings" else None
        return field.outcome if field else None
