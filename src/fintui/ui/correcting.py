"""The desk's help with a contradiction: what was probably meant, and the correction with one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..checks.judge import Grade
from ..checks.outcome import Outcome
from ..files.naming import Names
from ..files.telling import tell_cause
from ..files.words import Words
from ..model.changes import Group
from ..model.document import Document
from .lines import Choice, Status
from .text import clean

if TYPE_CHECKING:
    from ..checks.engine import Engine
    from ..checks.hints import Hint


class Correcting:
    """What looks for a probable cause; mixed into the desk."""

    document: Document
    words: Words
    names: Names
    status: Status
    engine: Engine | None
    tell: Callable[..., None]
    selected_outcomes: Callable[[], list[Outcome]]

    def correct(self) -> None:
        """Say what probably happened to the selected contradiction; where a correction settles it, offer that."""
        from ..checks.hints import hints  # noqa: PLC0415

        wrong = [each for each in self.selected_outcomes() if each.grade is Grade.INCONSISTENT and each.judgement]
        if self.engine is None or not wrong:
            self.tell(self.words("message.no-contradiction"))
            return
        for outcome in wrong:
            for hint in hints(self.engine, outcome):
                self._offer(outcome, hint)
                return
        self.tell(self.words("message.no-cause"))

    def _offer(self, outcome: Outcome, hint: Hint) -> None:
        sentence = clean(tell_cause(hint, outcome, self.names))
        if not hint.corrections:
            self.tell(sentence)
            return

        def apply() -> None:
            changes = tuple(each.change(self.document.statement) for each in hint.corrections)
            self.document.apply(Group("correction", changes))
            self.tell(self.words("message.corrected", meant=clean(hint.meant)))

        answers = [
            (("enter", "y", "Y"), self.words("choice.correct", meant=clean(hint.meant)), apply),
            (("escape",), self.words("choice.cancel"), lambda: None),
        ]
        self.status.ask(Choice(sentence, answers))
