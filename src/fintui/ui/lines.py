"""The first and the last line of the screen: what is open, what is asked, what the keys do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .actions import key_name
from .face import Face
from .line_edit import LineEdit
from .text import Line, clean, cut, width


@dataclass(slots=True)
class Prompt:
    """A question answered by typing; `done` takes the answer and returns what is wrong with it, or nothing."""

    question: str
    edit: LineEdit
    done: Callable[[str], str]
    problem: str = ""


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
            case Prompt(question, edit, _, problem):
                head = f" {question} "
                tail = f"  {problem}" if problem else ""
                before, under, behind = edit.window(max(10, self.width - width(head) - width(tail) - 1))
                return [(head, "question"), (before, "edit"), (under, "caret"), (behind, "edit"), (tail, "error")]
            case Choice(question, answers):
                line: Line = [(f" {question}  ", "question")]
                for keys, label, _ in answers:
                    line += [(f" {key_name(keys[0])} ", "key"), (f"{label} ", "status")]
                return line
            case _:
                self._shown = what, unsaved = self.about()
                room = self.width - width(unsaved) - 2
                text = cut(clean(what), room)
                return [(f" {text}", "status"), (" " * (room - width(text)), "status"), (unsaved, "status-changed")]

    def caret(self) -> tuple[int, int] | None:
        """Where the answer is being typed."""
        if not isinstance(self.question, Prompt):
            return None
        head = width(f" {self.question.question} ")
        tail = f"  {self.question.problem}" if self.question.problem else ""
        before, _, _ = self.question.edit.window(max(10, self.width - head - width(tail) - 1))
        return head + width(before), 0


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
            used += width(key) + width(label) + 3
            if used > self.width:
                break
            line += [(f" {key}", "key"), (f" {label} ", "footer")]
        return line
