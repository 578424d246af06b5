"""What the faces say of the desk: the status line, the footer's hints, what the detail pane is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..checks.judge import Severity
from ..model.document import Document
from ..model.place import Place
from .actions import key_name
from .detail import Told, tell_cell
from .ledger import MARKS
from .lines import Choice, Prompt, cells_of
from .parts import parts_of
from .stage import Stage
from .text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from ..checks.engine import Engine
    from ..checks.outcome import Quote
    from ..files.faults import Fault
    from .actions import Action, Where
    from .going import Visit
    from .page import Page
    from .rebinding import KeyProblem


class Showing(Stage):
    """What is shown around the panel; mixed into the desk."""

    document: Document
    path: Path | None
    faults: list[Fault]
    engine: Engine | None
    is_behind: bool
    visits: dict[str, Visit]
    actions: list[Action]
    key_problems: list[KeyProblem]
    counts: Callable[[], dict[Severity, int]]
    selected_quote: Callable[[], Quote | None]
    tell_field: Callable[[Page], Told]
    told_marks: Callable[[], Told]
    progress_note: Callable[[], str]
    refresh_page: Callable[[], None]
    findings_changed: Callable[[], None]
    _update: Callable[[], None]
    _unsaved: int
    _version: int

    def init_showing(self) -> None:
        """Nothing but the desk's own is told.

        `notes` give short texts to the status line, empty ones are left out; `asides` further lines to the detail pane.
        """
        self.notes: list[Callable[[], str]] = [self.progress_note]
        self.asides: list[Callable[[Place], Told]] = []
        self._footer: dict[Where, list[Action]] = {
            where: sorted((each for each in self.actions if each.hint and where in each.where), key=lambda a: a.hint)
            for where in dict.fromkeys(each for action in self.actions for each in action.where)
        }

    def tell_settings(self, sentences: list[str]) -> None:
        """What is wrong with the settings: the first of it, and how much more there is."""
        words = self.words
        sentences = sentences + [words(f"keys.{each.code}", **each.about) for each in self.key_problems]
        if len(sentences) > 1:
            self.tell(words("settings.more", first=clean(sentences[0]), count=len(sentences) - 1), "error")
        elif sentences:
            self.tell(clean(sentences[0]), "error")

    def speak(self, language: str) -> None:
        """Go on in another language: everything says anew what it says."""
        self.words.become(language)
        self.contents.set_parts(parts_of(self.document, self.words))
        self.grid.remake()
        self.refresh_page()
        self.findings_changed()
        self.layout_changed = True
        self._update()

    def _about(self) -> tuple[str, str]:
        statement, words = self.document.statement, self.words
        what = words("status.about", department=statement.department, year=statement.year, file=self.file_name())
        parts = [words("status.unsaved", count=self._unsaved)] if self._unsaved else []
        if self.faults:
            parts.append(words("status.faults", count=len(self.faults)))
        parts += [note for each in self.notes if (note := each())]
        parts += [words("status.checking")] if self.is_behind else []
        parts += [f"{MARKS[severity]}{number}" for severity, number in self.counts().items() if number]
        return what, "  ".join([*parts, self.position()])

    def _hints(self) -> list[tuple[str, str]]:
        match self.status.question:
            case Prompt():
                return [(key_name(name), self.words(f"hint.ask-{name}")) for name in ("enter", "escape")]
            case Choice(answers=answers):
                return [(key_name(keys[0]), label) for keys, label, _ in answers]
        if self.picker.is_open:
            return [(key_name(name), self.words(f"hint.pick-{name}")) for name in ("enter", "up", "escape")]
        if self.grid.editor:
            return self._hints_of_editor()
        return self._hints_here()

    def _hints_of_editor(self) -> list[tuple[str, str]]:
        """The cell editor's keys; behind them, where they always stand, those that take the figure first, then act."""
        hints = [(key_name(name), self.words(f"hint.edit-{name}")) for name in ("enter", "tab", "escape")]
        others = self._hints_here()
        first = next((at for at, (key, _) in enumerate(others) if key == key_name("ctrl+s")), len(others))
        free = sum(map(cells_of, others[:first])) - sum(map(cells_of, hints))
        hints[-1] = hints[-1][0], hints[-1][1] + " " * free
        return [*hints, *others[first:]]

    def _hints_here(self) -> list[tuple[str, str]]:
        here: list[Action] = []
        for action in (action for where in self.places_here() for action in self._footer.get(where, ())):
            if not any(action.keys[0] in other.keys for other in here):  # a key that means something of its own here
                here.append(action)
        if self.where == "page" and self.page_face.selected() is None:
            here = [action for action in here if action.id != "edit"]
        firsts = {action.keys[0]: action for action in reversed(here)}  # of two with one key the more special one
        hints = [(key_name(action.keys[0]), self._hint(action)) for action in here if firsts[action.keys[0]] is action]
        hints.insert(1, ("Alt+0–9" if self.where == "grid" else "0–9", self.words("hint.tables")))
        return hints

    def _hint(self, action: Action) -> str:
        """An action as the footer has it: shorter, and what it does just here."""
        name = action.id
        if name == "edit" and self.part.is_table:
            name = "edit-figure"
        elif name == "edit":
            field = self.page_face.selected()
            name = "go" if field and field.place is None else "edit-text"
        elif name == "contents" and self.part.page in self.visits:
            name = "leave-help"
        elif name == "panel" and self.where == "ledger":
            name = "leave-ledger"
        return self.words(f"hint.{name}") if f"hint.{name}" in self.words else self.words(f"action.{name}")

    def _subject(self) -> object:
        """What the ledger is about, and of which state of the statement it tells."""
        about = (
            self.selected_quote() if self.part.is_table else (self.page_face.selected(), self.page_face.selected_span())
        )
        return self._version, self.part.id, about

    def _told(self) -> Told:
        if self.part.is_table:
            place = self.grid.place()
            if place is None:
                return []
            told = tell_cell(self.document, self.words, place, checked=self.engine is not None)
            told += [line for aside in self.asides for line in aside(place)]
        else:
            told = self.tell_field(self.page_face)
        return [*told, *self.told_marks()]

    def file_name(self) -> str:
        """The file's name as the screen shows it."""
        return clean(self.path.name) if self.path else self.words("status.no-file")
