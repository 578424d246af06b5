"""The first and the last line of the screen: what is open, what is asked, what the keys do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .actions import key_name
from .face import Face
from .line_edit import LineEdit
from .text import Line, clean, cut, left, line_width, width

_LEAST_TYPED = 12
"""Cells that a question leaves for its answer."""


@dataclass(slots=True)
class Prompt:
    """A question answered by typing; `done` takes the answer and returns what is wrong with it, or nothing."""

    question: str
    edit: LineEdit
    done: Callable[[str], str]


@dataclass(slots=True)
class Choice:
    """A question answered by a key: (keys, label, what to do)."""

    question: str
    answers: Sequence[tuple[tuple[str, ...], str, Callable[[], None]]]


class Status(Face):
    """The first line: the statement and what is unsaved, or the question being asked."""

    base = "status"

    def __init__(self, about: Callable[[], tuple[str, str]]) -> None:
        super().__init__()
        self.about = about
        self.question: Prompt | Choice | None = None
        self._shown: object = None

    def ask(self, question: Prompt | Choice | None) -> None:
        """Ask, or stop asking."""
        self.question = question
        self.touch()

    def update(self) -> None:
        """Paint again if what it says has changed."""
        if self.question is None and self.about() != self._shown:
            self.touch()

    def paint(self, y: int) -> Line:
        """The question, or the statement."""
        match self.question:
            case Prompt(edit=edit):
                head = self._head()
                before, under, behind = edit.window(max(1, self.width - width(head)))
                return [(head, "question"), (before, "edit"), (under, "caret"), (behind, "edit")]
            case Choice(question, answers):
                keys: Line = []
                for names, label, _ in answers:
                    keys += [(f" {key_name(names[0])} ", "key"), (f"{label} ", "status")]
                return [(f" {cut(clean(question), max(0, self.width - line_width(keys) - 3))}  ", "question"), *keys]
            case _:
                self._shown = what, right_side = self.about()
                room = max(0, self.width - width(right_side) - 4)
                text = left(clean(what), room)
                return [(f" {text}  ", "status"), (right_side, "status-changed")]

    def _head(self) -> str:
        question = clean(self.question.question) if self.question else ""
        return f" {cut(question, max(0, self.width - _LEAST_TYPED - 2))} "

    def caret(self) -> tuple[int, int] | None:
        """Where the answer is being typed."""
        if not isinstance(self.question, Prompt):
            return None
        head = width(self._head())
        return head + width(self.question.edit.window(max(1, self.width - head))[0]), 0


def cells_of(hint: tuple[str, str]) -> int:
    """Cells that a hint takes in the footer."""
    return width(hint[0]) + width(hint[1]) + 3


class Footer(Face):
    """The last line: keys that are useful here, or a message until the next key."""

    base = "footer"

    def __init__(self, hints: Callable[[], list[tuple[str, str]]]) -> None:
        super().__init__()
        self.hints = hints
        self.message, self.style = "", "message"
        self._shown: object = None

    def tell(self, message: str, style: str = "message") -> None:
        """Show a message until the next key."""
        if (clean(message), style) == (self.message, self.style):
            return
        self.message, self.style = clean(message), style
        self.touch()

    def update(self) -> None:
        """Paint again if other keys are useful now."""
        if not self.message and self.hints() != self._shown:
            self.touch()

    def paint(self, y: int) -> Line:
        """The message, or as many hints as fit whole."""
        if self.message:
            return [(f" {self.message}", self.style)]
        self._shown = hints = self.hints()
        line: Line = []
        used = 0
        for key, label in hints:
            cells = cells_of((key, label))
            if used + cells > self.width:
                continue
            used += cells
            line += [(f" {key}", "key"), (f" {label} ", "footer")]
        return line
