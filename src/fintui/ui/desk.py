"""The desk: what is open, where one is, and what a key does there. Plain Python; `app` only feeds keys and paints.

The screen is a few faces in rectangles: the status line, the contents list, the panel (grid or page), the detail
pane, the footer. Keys are handled one after the other, each to its end, so a burst of them keeps its order.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..files.faults import Fault
from ..files.reader import Loaded
from ..files.words import Words
from ..model.changes import Change, Put, places_of
from ..model.document import Document
from ..model.figure import Figure
from ..model.money import fold
from ..model.place import Place
from .actions import ACTIONS, DIGIT_OPTIONS, EVERYWHERE, OPTION_DIGITS, Action, bindings, key_name
from .checking import Checking
from .contents import Contents
from .correcting import Correcting
from .detail import Told, tell_cell
from .editing import Editing
from .emphasis import emphasise
from .filing import Filing
from .going import Going
from .grid import STARTS_TYPING, Grid
from .host import Host
from .ledger import MARKS, Ledger
from .lines import Choice, Footer, Prompt, Status
from .page import Page
from .parts import Part, marks_of, parts_of
from .tallies import Unknown, by_part
from .text import clean

HINTS: Final = {
    where: sorted((each for each in ACTIONS if each.hint and where in each.where), key=lambda each: each.hint)
    for where in EVERYWHERE
}
"""The actions of the footer, by where one is."""


class Desk(Going, Editing, Filing, Checking, Correcting):
    """The whole of the program between a key and the lines of the screen."""

    def __init__(self, loaded: Loaded, path: Path | None, words: Words, host: Host) -> None:
        self.words, self.host, self.path, self.text = words, host, path, loaded.text
        self.document = Document(loaded.statement, loaded.form)
        self.document.listeners.append(self._changed)
        self.faults: list[Fault] = loaded.faults
        self.init_checks()
        self.status = Status(self._about)
        self.footer = Footer(self._hints)
        self.contents = Contents(self._marks)
        self.grid = Grid(self.document, words, self.put_figure, self.mark_at)
        self.page_face = Page(emphasise)
        self.detail = Ledger(self._subject, self._told, self.ledger_entries)
        self.init_stage()
        self._bindings = bindings()
        self._changed_parts: set[str] = set()
        self._unsaved = self._version = 0
        self._circumflex = False
        self._unknown = Unknown(self.document)
        self._found = by_part(self.grave)
        self.part = Part("", "")
        self.contents.set_parts(parts_of(self.document, words))
        self.open_part(self.contents.parts[0])
        if self.faults:
            self.tell(words("faults.told", count=len(self.faults)), "error")

    def check_all(self) -> None:
        """Check everything and show what came out; called once the screen is up."""
        self.start_checks()
        self.grid.touch()
        self.refresh_page()
        self.findings_changed()
        self._update()

    def findings_changed(self) -> None:
        """The findings are others now: the marks and the ledger follow."""
        self._version += 1
        self._found = by_part(self.grave)
        self.contents.update_marks()

    def _marks(self, part: Part) -> str:
        if part.page == "findings":
            return " ".join(f"{MARKS[severity]}{number}" for severity, number in self.counts().items() if number)
        unknown = self._unknown.of(part.role) if part.is_table else 0
        return marks_of(part, self._changed_parts, self._found, unknown)

    # -- keys
    def key(self, key: str, character: str | None = None) -> None:
        """Handle one key to its end."""
        # Esc and a digit come as `^` and the digit where more follows in the same read: no figure, but Alt+digit.
        character = DIGIT_OPTIONS.get(character or "", character) if self._circumflex else character
        self._circumflex = character == "^" and self.where == "grid" and self.status.question is None
        if self.footer.message:
            self.footer.tell("")
        if self.status.question:
            self._answer(key, character)
        elif self.grid.editor:
            self._type(key, character)
        else:
            self._act(key, character)
        self._update()

    def _type(self, key: str, character: str | None) -> None:
        """A key while a figure is being typed; one that is none of the editor's takes the figure and then acts."""
        if character in OPTION_DIGITS:  # Alt and a digit, or Esc and a digit in one read: Esc leaves
            self.grid.edit_key("escape", None)
            self._act(key, character)
        elif not self.grid.edit_key(key, character) and self._action(key, character) and self.grid.finish_editing():
            self._act(key, character)
        if self.grid.problem:
            self.tell(self.grid.problem, "error")

    def _act(self, key: str, character: str | None) -> None:
        if action := self._action(key, character):
            getattr(self, action.method)(*action.args)
        elif self.where == "grid" and character and character in STARTS_TYPING:
            self.start_typing(character)

    def _action(self, key: str, character: str | None) -> Action | None:
        return self._bindings.get((self.where, _name(key, character)))

    def paste(self, text: str) -> None:
        """Take pasted text where something is being typed, or into the selected cell."""
        if self.footer.message:
            self.footer.tell("")
        if isinstance(self.status.question, Prompt):
            self.status.question.edit.insert(text.rstrip("\r\n"))
            self.status.touch()
        elif self.where == "grid" and not self.status.question:
            self.paste_cell(text)
        elif not self.status.question:
            self.tell(self.words("message.paste-nowhere"))
        self._update()

    def click(self, x: int, y: int) -> None:
        """Go where the mouse points; while something is asked, nowhere."""
        face, rect = self.face_at(x, y) or (None, None)
        if rect is None or self.status.question:
            return
        if self.grid.editor and not self.grid.finish_editing():
            self.tell(self.grid.problem, "error")
        elif face is self.contents and (part := self.contents.part_at(y - rect.y)):
            self.open_part(part)
            self.focus_panel()
        elif isinstance(face, (Grid, Page)):
            self.focus_panel()
            face.click(x - rect.x, y - rect.y)
        self._update()

    def wheel(self, x: int, y: int, lines: int) -> None:
        """Scroll what the mouse is over."""
        face, _ = self.face_at(x, y) or (None, None)
        if isinstance(face, (Grid, Page, Contents, Ledger)) and not self.grid.editor:
            face.scroll(lines)
        self._update()

    def _answer(self, key: str, character: str | None) -> None:
        question = self.status.question
        if isinstance(question, Choice):
            name = _name(key, character)
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

    def tell(self, message: str, style: str = "message") -> None:
        """Show a message until the next key."""
        self.footer.tell(message, style)

    # -- what the faces ask
    def _about(self) -> tuple[str, str]:
        statement, words = self.document.statement, self.words
        what = words("status.about", department=statement.department, year=statement.year, file=self.file_name())
        parts = [words("status.unsaved", count=self._unsaved)] if self._unsaved else []
        if self.faults:
            parts.append(words("status.faults", count=len(self.faults)))
        parts += [f"{MARKS[severity]}{number}" for severity, number in self.counts().items() if number]
        return what, "  ".join([*parts, self.focused_face.position()])

    def _hints(self) -> list[tuple[str, str]]:
        if self.grid.editor:
            names = ("enter", "tab", "escape")
            return [(key_name(name), self.words(f"hint.edit-{name}")) for name in names]
        here = HINTS[self.where]
        if self.where == "page" and self.page_face.selected() is None:
            here = [action for action in here if action.id != "edit"]
        hints = [(key_name(action.keys[0]), self._hint(action)) for action in here]
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
        elif name == "contents" and self.part.page == "help":
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
            return tell_cell(self.document, self.words, place, checked=self.engine is not None) if place else []
        return self.tell_field(self.page_face)

    def file_name(self) -> str:
        """The file's name as the screen shows it."""
        return clean(self.path.name) if self.path else self.words("status.no-file")

    def _changed(self, change: Change) -> None:
        """Something was edited: the panel shows it, the marks follow."""
        places = places_of(change)
        before = self.grave
        self.recheck(change)
        self._count_unsaved()
        for place in places:
            self._unknown.changed(place)
        is_structural = any(not place.field for place in places)
        if self.grid.role:
            self.grid.touch_places(
                place for place in before.keys() | self.grave.keys() if before.get(place) != self.grave.get(place)
            )
            for place in places:
                if place.role and place.field:
                    self.grid.changed(place)
            if is_structural:
                self.grid.remake()
        self.refresh_page()
        if is_structural or any(place.field in {"heading", "caption", "topic"} for place in places):
            self.contents.set_parts(parts_of(self.document, self.words))
        self.findings_changed()

    def saved(self) -> None:
        """Nothing is unsaved any more: the marks go."""
        self._count_unsaved()
        self._version += 1
        self.contents.update_marks()
        self.grid.touch()
        self.refresh_page()

    def _count_unsaved(self) -> None:
        self._changed_parts, self._unsaved = self.document.changed_parts(), self.document.unsaved_count

    def after_editor(self) -> None:
        """The editor is closed: what it changed is shown."""
        self._update()

    def _update(self) -> None:
        self.detail.update()  # before the status line, which counts its entries
        self.status.update()
        self.footer.update()

    def put_figure(self, place: Place, figure: Figure) -> None:
        """An edited figure takes the one road of all edits."""
        self.put(Put(place, figure))


def _name(key: str, character: str | None) -> str:
    """A key as the registry names it: what an input method makes wide is folded."""
    name = fold(character) if character and character.isprintable() else key
    return OPTION_DIGITS.get(name, name)
