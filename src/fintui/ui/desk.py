"""The desk: what is open, where one is, and what a key does there. Plain Python; `app` only feeds keys and paints.

The screen is a few faces in rectangles: the status line, the contents list, the panel (grid or page), the detail
pane, the footer. Keys are handled one after the other, each to its end, so a burst of them keeps its order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from ..files.faults import Fault
from ..files.reader import Loaded
from ..files.settings import DEFAULTS, Settings
from ..files.words import Words
from ..model.changes import Change, Put, places_of
from ..model.document import Document
from ..model.figure import Figure
from ..model.place import Place
from .actions import ACTIONS, DIGIT_OPTIONS, OPTION_DIGITS, Action, bindings, typed_name
from .answering import Answering
from .beforehand import beforehand
from .cell_editing import STARTS_TYPING
from .checking import Checking
from .contents import Contents
from .correcting import Correcting
from .editing import Editing
from .emphasis import emphasise
from .filing import Filing
from .going import Going
from .grid import Grid
from .host import Host
from .ledger import MARKS, Ledger
from .lines import Footer, Prompt, Status
from .marking import Marking
from .outdated import SIGN
from .page import Page
from .parts import Part, marks_of, parts_of
from .picker import Picker
from .rebinding import rebind
from .showing import Showing
from .tallies import Unknown, by_part
from .tools import Toolbox
from .waiving import Waiving
from .walking import Walking


class Desk(Going, Answering, Editing, Filing, Checking, Marking, Waiving, Walking, Correcting, Showing):
    """The whole of the program between a key and the lines of the screen."""

    def __init__(
        self,
        loaded: Loaded,
        path: Path | None,
        words: Words,
        host: Host | None = None,
        settings: Settings = DEFAULTS,
    ) -> None:
        if host:  # before the screen is up there is none, and nothing to ask of it
            self.host = host
        self.settings = settings
        self.actions, self.key_problems = rebind(ACTIONS, settings.keys)
        self.words, self.path, self.text = words, path, loaded.text
        self.document = Document(loaded.statement, loaded.form)
        self.document.listeners.append(self._changed)
        self.faults: list[Fault] = loaded.faults
        self.init_filing()
        self.init_checks()
        self.init_marking()
        self.init_walking()
        self.status = Status(self._about)
        self.footer = Footer(self._hints)
        self.contents = Contents(self._marks)
        self.grid = Grid(self.document, words, self.put_figure, self.mark_at, self.signs)
        self.grid.layout.glosses = settings.glosses
        self.page_face = Page(emphasise)
        self.detail = Ledger(self._subject, self._told, self.ledger_entries)
        self.picker = Picker()
        self.tools = Toolbox(self)
        self.visits = {}
        self.init_showing()
        self.init_stage()
        self._bindings = bindings(self.actions)
        self._changed_parts: set[str] = set()
        self._unsaved = self._version = 0
        self._circumflex = False
        self._is_whole = True
        self._unknown = Unknown(self.document)
        self._found = by_part(self.grave)
        self._late: Counter[str] = Counter()
        self.notes.append(lambda: f"{SIGN}{self.outdated.count}" if self.outdated.count else "")
        self.part = Part("", "")
        self.contents.set_parts(parts_of(self.document, words))
        self.open_part(self.contents.parts[0])
        if self.faults:
            self.tell(words("faults.told", count=len(self.faults)), "error")

    def check_all(self) -> None:
        """Check everything and show what came out."""
        for _ in self.check_in_steps():
            pass

    def check_in_steps(self) -> Iterator[None]:
        """The same, with keys let in between the steps; begun once the screen is up."""
        yield from self.start_checks()
        self.checked()
        self.host.in_steps(beforehand(self))

    def checked(self) -> None:
        """Show what came out of the checks."""
        self.grid.touch()
        self.refresh_page()
        self.findings_changed()
        self._update()
        self.host.soon(self.tools["trend"].find)

    def findings_changed(self) -> None:
        """The findings are others now: the marks and the ledger follow."""
        self._version += 1
        self._found = by_part(self.grave)
        self._late = Counter(topic for topic, _ in self.outdated.first)
        self.contents.update_marks()

    def only_begun(self) -> None:
        """The statement shown is not all there yet: nothing is counted."""
        self._is_whole = False
        self.contents.update_marks()

    def _marks(self, part: Part) -> str:
        if part.page == "findings":
            return " ".join(f"{MARKS[severity]}{number}" for severity, number in self.counts().items() if number)
        unknown = self._unknown.of(part.role) if part.is_table and self._is_whole else 0
        marks = marks_of(part, self._changed_parts, self._found, unknown, self._late)
        return " ".join(filter(None, (self.review_signs(part), marks)))

    # -- keys
    def key(self, key: str, character: str | None = None) -> None:
        """Handle one key to its end."""
        # Esc and a digit come as `^` and the digit where more follows in the same read: no figure, but Alt+digit.
        character = DIGIT_OPTIONS.get(character or "", character) if self._circumflex else character
        self._circumflex = character == "^" and self.where == "grid" and self.status.question is None
        if self.footer.message:
            self.footer.tell("")
        with self.refusals():
            if self.status.question:
                self.answer(key, character)
            elif self.picker.is_open:
                self._picked(self.picker.key(key, character))
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
        elif not self._edit_key(key, character) and self._action(key, character) and self.grid.finish_editing():
            self._act(key, character)
        if self.grid.problem:
            self.tell(self.grid.problem, "error")
        elif self.grid.told:
            self.tell(self.grid.told)
            self.grid.told = ""

    def _edit_key(self, key: str, character: str | None) -> bool:
        """Whether a key is the cell editor's: Alt and a letter that does something is not typed."""
        return not (key.startswith("alt+") and self._action(key, None)) and self.grid.edit_key(key, character)

    def _act(self, key: str, character: str | None) -> None:
        if action := self._action(key, character):
            self.tools.run(action.method, *action.args)
        elif self.where == "grid" and character and character in STARTS_TYPING:
            self.start_typing(character)

    def _action(self, key: str, character: str | None) -> Action | None:
        # Alt and a letter is that where it does something; else it was Esc and then the letter, in one read.
        names = [key, typed_name(key, character)] if key.startswith("alt+") else [typed_name(key, character)]
        wanted = [(here, name) for name in names for here in self.places_here()]
        return next((self._bindings[each] for each in wanted if each in self._bindings), None)

    def _picked(self, then: Callable[[], None] | None) -> None:
        """The picker is closed if it gave something to run."""
        if then:
            self.divide_again()
            then()

    def paste(self, text: str) -> None:
        """Take pasted text where something is being typed, or into the selected cell."""
        if self.footer.message:
            self.footer.tell("")
        if isinstance(self.status.question, Prompt):
            self.status.question.edit.insert(text.rstrip("\r\n"))
            self.status.touch()
        elif self.picker.is_open:
            self.picker.paste(text)
        elif self.where == "grid" and not self.status.question:
            with self.refusals():
                self.document.ask_guard()
                self.tools.run("clips.take", text)
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
        elif self.picker.is_open:
            self._picked(self.picker.click(y - rect.y) if face is self.picker else None)
        elif face is self.contents and (part := self.contents.part_at(y - rect.y)):
            self.open_part(part)
            self.focus_panel()
        elif isinstance(face, (Grid, Page)):
            self.focus_panel()
            face.click(x - rect.x, y - rect.y)
        self._update()

    def drag(self, x: int, y: int) -> None:
        """Select figures up to where the mouse is pulled."""
        face, rect = self.face_at(x, y) or (None, None)
        if rect and face is self.grid and not self.grid.editor and not self.status.question:
            self.tools.run("ranges.drag", x - rect.x, y - rect.y)
        self._update()

    def wheel(self, x: int, y: int, lines: int) -> None:
        """Scroll what the mouse is over."""
        face, _ = self.face_at(x, y) or (None, None)
        if isinstance(face, (Grid, Page, Contents, Ledger, Picker)) and not self.grid.editor:
            face.scroll(lines)
        self._update()

    def tell(self, message: str, style: str = "message") -> None:
        """Show a message until the next key."""
        self.footer.tell(message, style)

    def _changed(self, change: Change) -> None:
        """Something was edited: the panel shows it, the marks follow."""
        places = places_of(change)
        before = self.grave
        self.recheck(change)
        self._count_unsaved()
        for place in {each[:2]: each for each in places}.values():
            self._unknown.changed(place)
        is_structural = any(not place.field for place in places)
        if self.grid.role:
            self.grid.touch_places(
                place for place in before.keys() | self.grave.keys() if before.get(place) != self.grave.get(place)
            )
            self.grid.changed(*(place for place in places if place.role and place.field))
            if is_structural:
                self.grid.remake()
        self.refresh_page()
        if is_structural or any(place.field in {"heading", "caption", "topic"} for place in places):
            self.contents.set_parts(parts_of(self.document, self.words))
        self.findings_changed()

    def rebase(self, theirs: Loaded) -> None:
        """The file now holds what others wrote into it: what is unsaved is what differs from that."""
        self.text, self.faults = theirs.text, theirs.faults
        self.document.rebase(theirs.statement)
        for each in self.after_rebase:
            each(theirs.statement)
        self.saved()

    def saved(self) -> None:
        """Nothing is unsaved any more: the marks go."""
        self._count_unsaved()
        self.outdated.reset(self.outcomes.findings())
        self._late.clear()
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
