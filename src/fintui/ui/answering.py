"""The desk's questions in the status line: keys that answer them."""

from __future__ import annotations

from collections.abc import Callable

from .actions import typed_name
from .lines import Choice, Prompt, Status


class Answering:
    """What takes the answer to a question; mixed into the desk."""

    status: Status
    tell: Callable[..., None]
    divide_again: Callable[[], None]

    def answer(self, key: str, character: str | None) -> None:
        """A key while something is asked."""
        question = self.status.question
        if isinstance(question, Choice):
            name = typed_name(key, character)
            chosen = next((run for names, _, run in question.answers if name in names), None)
            if chosen or key == "escape":
                self.status.ask(None)
            if chosen:
                chosen()
        elif isinstance(question, Prompt):
            if key == "escape":
                self.status.ask(None)
            elif key == "enter":
                self._take(question)
            else:
                question.edit.key(key, character)
            self.status.touch()
        self.divide_again()  # on a screen of one line the question has it

    def _take(self, question: Prompt) -> None:
        """Take what was typed; what is wrong with it is told, and it stays to be corrected."""
        problem = question.done(question.edit.text)
        if problem:
            self.tell(problem, "error")
        elif self.status.question is question:
            self.status.ask(None)
