"""The desk: what is open, where one is, and what a key does there. Plain Python; `app` only feeds keys and paints.

The screen is a few faces in rectangles: the status line, the contents list, the panel (grid or page), the detail
pane, the footer. Keys are handled one after the other, each to its end, so a burst of them keeps its order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..checks.judge import Severity
from ..files.faults import Fault
from ..files.reader import Loaded
from ..files.words import Words
from ..model.changes import Change, Put, places_of
from ..model.document import Document
from ..model.figure import Figure
from ..model.money import fold
from ..model.place import Place
from . import pages
from .actions import ACTIONS, OPTION_DIGITS, Action, Where, bindings, key_name
from .checking import MARKS, Checking
from .contents import Contents
from .detail import Told, tell_cell
from .editing import Editing
from .emphasis import emphasise
from .face import Face
from .filing import Filing
from .grid import STARTS_TYPING, Grid
from .help import help_items
from .ledger import STYLES, Ledger
from .lines import Choice, Footer, Prompt, Status
from .page import Item, Page, Stop
from .parts import Part, marks_of, parts_of
from .text import Line, clean

WIDE = 100
"""From this many columns on the contents list is shown without being asked for."""
CONTENTS_CELLS = 24


class Host(Protocol):
    """What the desk asks of whoever shows it."""

    def quit(self) -> None:
        """End the program."""

    def edit_text(self, title: str, text: str, paragraph: int, done: Callable[[str], None]) -> None:
        """Let the user edit a long text; `done` gets it if it was changed."""

    def redraw(self) -> None:
        """Paint everything, whatever the terminal shows."""


@dataclass(frozen=True, slots=True)
class Rect:
    """Where a face lies on the screen."""

    x: int
    y: int
    width: int
    height: int


class Desk(Editing, Filing, Checking):
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
        self.detail = Ledger(self._told, self.ledger_entries)
        self.focus = "panel"
        self.width = self.height = 0
        self.layout_changed = False
        self._rects: list[tuple[Face, Rect]] = []
        self._bindings = bindings()
        self._changed_parts: set[str] = set()
        self._contents_wanted: bool | None = None
        self._detail_wanted = True
        self._before_help = ""
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
        self.contents.update_marks()
        self._update()

    def _marks(self, part: Part) -> str:
        if part.page == "findings":
            return "".join(f"{MARKS[severity]}{number}" for severity, number in self.counts().items() if number)
        return marks_of(self.document, part, self._changed_parts, self.grave)

    # -- geometry and painting
    def resize(self, width: int, height: int) -> None:
        """Divide the screen anew."""
        self.width, self.height = width, height
        has_contents = self._contents_wanted if self._contents_wanted is not None else width >= WIDE
        has_contents = has_contents or self.focus == "contents"
        side = CONTENTS_CELLS if has_contents and width > CONTENTS_CELLS + 30 else 0
        body = max(1, height - 2)
        detail = (8 if height >= 34 else 5) if self._detail_wanted and height >= 12 else 0
        panel = self.grid if self.part.is_table else self.page_face
        x = side + 1 if side else 0
        self._rects = [(self.status, Rect(0, 0, width, 1)), (self.footer, Rect(0, height - 1, width, 1))]
        if side:
            self._rects.append((self.contents, Rect(0, 1, side, body)))
        self._rects.append((panel, Rect(x, 1, width - x, body - detail)))
        if detail:
            self._rects.append((self.detail, Rect(x, 1 + body - detail, width - x, detail)))
        for face, rect in self._rects:
            face.resize(rect.width, rect.height)
        self.layout_changed = True

    def line(self, y: int) -> Line:
        """Line `y` of the screen."""
        parts = sorted(
            (rect.x, face.line(y - rect.y)) for face, rect in self._rects if rect.y <= y < rect.y + rect.height
        )
        line: Line = []
        at = 0
        for x, runs in parts:
            if x > at:
                line.append((" " * (x - at), "base"))
            line += runs
            at = x + sum(rect.width for face, rect in self._rects if rect.x == x and rect.y <= y < rect.y + rect.height)
        return line

    def stale(self) -> list[Rect]:
        """What must be painted again since this was last asked."""
        regions = []
        for face, rect in self._rects:
            regions += [Rect(rect.x, rect.y + y, rect.width, 1) for y in sorted(face.stale) if y < rect.height]
            face.stale.clear()
        if self.layout_changed:
            self.layout_changed = False
            return [Rect(0, 0, self.width, self.height)]
        return regions

    def caret(self) -> tuple[int, int] | None:
        """Where text is being typed on the screen."""
        for face, rect in self._rects:
            if found := face.caret():
                return rect.x + found[0], rect.y + found[1]
        return None

    # -- keys
    @property
    def where(self) -> Where:
        """Which part of the screen the keys go to."""
        if self.focus in {"contents", "ledger"}:
            return "contents" if self.focus == "contents" else "ledger"
        return "grid" if self.part.is_table else "page"

    def key(self, key: str, character: str | None = None) -> None:
        """Handle one key to its end."""
        if self.footer.message:
            self.footer.tell("")
        if self.status.question:
            self._answer(key, character)
        elif self.grid.editor:
            self.grid.edit_key(key, character)
            if self.grid.problem:
                self.tell(self.grid.problem, "error")
        else:
            self._act(key, character)
        self._update()

    def _act(self, key: str, character: str | None) -> None:
        name = fold(character) if character and character.isprintable() else key
        action = self._bindings.get((self.where, OPTION_DIGITS.get(name, name)))
        if action:
            self.run(action)
        elif self.where == "grid" and character and character in STARTS_TYPING:
            self.start_typing(character)

    def run(self, action: Action) -> None:
        """Run an action of the registry."""
        getattr(self, action.method)(*action.args)

    def paste(self, text: str) -> None:
        """Take pasted text where something is being typed, or into the selected cell."""
        if isinstance(self.status.question, Prompt):
            self.status.question.edit.insert(text.rstrip("\r\n"))
            self.status.touch()
        elif self.where == "grid":
            self.paste_cell(text)
        self._update()

    def click(self, x: int, y: int) -> None:
        """Go where the mouse points."""
        for face, rect in self._rects:
            if rect.x <= x < rect.x + rect.width and rect.y <= y < rect.y + rect.height:
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
        for face, rect in self._rects:
            inside = rect.x <= x < rect.x + rect.width and rect.y <= y < rect.y + rect.height
            if inside and isinstance(face, (Grid, Page, Contents)) and not self.grid.editor:
                face.scroll(lines)
        self._update()

    def _answer(self, key: str, character: str | None) -> None:
        question = self.status.question
        if isinstance(question, Choice):
            name = fold(character) if character and character.isprintable() else key
            for keys, _, run in question.answers:
                if name in keys:
                    self.status.ask(None)
                    run()
                    return
            if key == "escape":
                self.status.ask(None)
        elif isinstance(question, Prompt):
            if key == "escape":
                self.status.ask(None)
            elif key == "enter":
                question.problem = question.done(question.edit.text)
                if not question.problem and self.status.question is question:
                    self.status.ask(None)
            else:
                question.problem = ""
                question.edit.key(key, character)
            self.status.touch()

    def tell(self, message: str, style: str = "message") -> None:
        """Show a message until the next key."""
        self.footer.tell(message, style)

    # -- moving
    def move(self, rows: int, columns: int) -> None:
        """Arrow keys."""
        self._face().move(rows, columns)
        self._follow()

    def page(self, pages: int) -> None:
        """Page keys."""
        self._face().page(pages)
        self._follow()

    def home(self, table: bool) -> None:  # noqa: FBT001
        """Home, or to the start of everything."""
        self._face().home(table=table)
        self._follow()

    def end(self, table: bool) -> None:  # noqa: FBT001
        """End, or to the end of everything."""
        self._face().end(table=table)
        self._follow()

    def _face(self) -> Grid | Page | Contents | Ledger:
        if self.focus == "contents":
            return self.contents
        if self.focus == "ledger":
            return self.detail
        return self.grid if self.part.is_table else self.page_face

    def _follow(self) -> None:
        """The panel shows what the contents list is on."""
        if self.focus == "contents":
            self.open_part(self.contents.parts[self.contents.at])

    # -- parts
    def open_part(self, part: Part) -> None:
        """Show a part in the panel."""
        swap = part.is_table != self.part.is_table or not self.part.id
        self.part = part
        if part.is_table:
            if self.grid.role != part.role:
                self.grid.show(part.role)
        else:
            self.page_face.show(part.page, self._page_title(part), self._items(part), part.topic)
        self.contents.select(part.id)
        if swap and self.width:
            self.resize(self.width, self.height)

    def _page_title(self, part: Part) -> str:
        printed = self.document.statement.headings
        heading = {"explanations": printed.explanations, "glossary": printed.glossary, "overview": printed.overview}
        if part.page == "help":
            return self.words("part.help")
        return clean(heading.get(part.page, "")) or self.words(f"part.{part.page}")

    def _items(self, part: Part) -> list[Item]:
        if part.page == "findings":
            sentences = [fault.sentence(self.words, self._file_name()) for fault in self.faults]
            return [*self.findings_page(), *(pages.faults(sentences, self.words) if sentences else [])]
        if part.page == "explanations":
            return pages.explanations(self.document, self.words, self._stops)
        if part.page == "help":
            return help_items(self.words)
        make = {
            "overview": pages.overview,
            "charts": pages.charts,
            "works": pages.works,
            "glossary": pages.glossary,
        }
        return make[part.page](self.document, self.words)

    def go_key(self, key: str) -> None:
        """To the part of a digit or letter."""
        part = next((part for part in self.contents.parts if part.key == key), None)
        if part:
            self.open_part(part)
            self.focus_panel()
        else:
            self.tell(self.words("message.no-such-part", key=key))

    def next_part(self, step: int) -> None:
        """To the next or previous part with a panel of its own."""
        tops = [part for part in self.contents.parts if part.level == 0]
        at = max((i for i, part in enumerate(tops) if self._is_at_or_in(part)), default=0)
        self.open_part(tops[(at + step) % len(tops)])

    def _is_at_or_in(self, part: Part) -> bool:
        return part.id == self.part.id or bool(part.page and part.page == self.part.page)

    def goto(self, target: Place | str) -> None:
        """To a figure, or to a part by its id."""
        part_id = target.role if isinstance(target, Place) else target
        part = next((part for part in self.contents.parts if part.id == part_id), None)
        if part:
            self.open_part(part)
            if isinstance(target, Place):
                self.grid.go(target)

    def focus_contents(self) -> None:
        """Keys go to the contents list."""
        if self.part.page == "help":
            self.goto(self._before_help)
            return
        self._set_focus("contents")

    def focus_panel(self) -> None:
        """Keys go to the panel."""
        self._set_focus("panel")

    def focus_ledger(self) -> None:
        """Keys go to the ledger of what is selected."""
        if not self._detail_wanted:
            self.toggle_detail()
        self.focus_panel()
        self._set_focus("ledger")

    def go_operand(self) -> None:
        """From the ledger to the figure or words of the entry."""
        entry = self.detail.selected()
        if entry and entry.target:
            self.go_quote(entry.target)
            self.focus_ledger()

    def refresh_page(self) -> None:
        """The page shown is made anew."""
        if not self.part.is_table:
            self.page_face.update(self._items(self.part))

    def _stops(self, topic: str) -> list[Stop]:
        """The numbers of a section, each in the style of how it tied out."""
        if self.engine is None:
            return []
        place = Place("sections", topic, "text")
        stops = []
        for number in self.engine.numbers(topic):
            severity = self.span_severity(place, number.start, number.end)
            style = "unknown" if severity is None else "tied" if severity is Severity.NONE else STYLES[severity]
            stops.append(Stop(number.start, number.end, style))
        return stops

    def _set_focus(self, focus: str) -> None:
        if self.focus == focus:
            return
        self.focus = focus
        self.contents.focused = focus == "contents"
        self.detail.focus(focus == "ledger")
        self.grid.focused = self.page_face.focused = focus == "panel"
        shown = any(face is self.contents for face, _ in self._rects)
        if not shown or (focus == "panel" and self.width < WIDE and not self._contents_wanted):
            self.resize(self.width, self.height)
        else:
            self.contents.touch()
            self.detail.touch()
            (self.grid if self.part.is_table else self.page_face).touch()

    def toggle_contents(self) -> None:
        """Show or hide the contents list."""
        shown = any(face is self.contents for face, _ in self._rects)
        self._contents_wanted = not shown
        if shown:
            self.focus_panel()
        self.resize(self.width, self.height)

    def toggle_detail(self) -> None:
        """Show or hide the detail pane."""
        self._detail_wanted = not self._detail_wanted
        self.resize(self.width, self.height)

    def redraw(self) -> None:
        """Paint everything again."""
        self.host.redraw()

    def help(self) -> None:
        """Every key, from the registry; Esc leads back."""
        if self.part.page != "help":
            self._before_help = self.part.id
            self.focus_panel()
            self.open_part(Part("help", self.words("part.help"), page="help"))

    # -- what the faces ask
    def _about(self) -> tuple[str, str]:
        statement, words = self.document.statement, self.words
        count = self.document.unsaved_count
        what = words("status.about", department=statement.department, year=statement.year, file=self._file_name())
        parts = [words("status.unsaved", count=count)] if count else []
        if self.faults:
            parts.append(words("status.faults", count=len(self.faults)))
        parts += [f"{MARKS[severity]}{number}" for severity, number in self.counts().items() if number]
        position = "" if self.focus == "contents" else self._face().position()  # type: ignore[union-attr]
        return what, "  ".join([*parts, position])

    def _hints(self) -> list[tuple[str, str]]:
        if self.grid.editor:
            names = ("enter", "tab", "escape")
            return [(key_name(name), self.words(f"hint.edit-{name}")) for name in names]
        here = [action for action in ACTIONS if action.hint and self.where in action.where]
        hints = [
            (key_name(action.keys[0]), self.words(f"action.{action.id}"))
            for action in sorted(here, key=lambda action: action.hint)
        ]
        if self.where == "grid":
            hints.insert(1, ("Alt+0–9", self.words("hint.tables")))
        else:
            hints.insert(1, ("0–9", self.words("hint.tables")))
        return hints

    def _told(self) -> Told:
        if self.part.is_table:
            place = self.grid.place()
            return tell_cell(self.document, self.words, place, checked=self.engine is not None) if place else []
        return self.tell_field(self.page_face)

    def _file_name(self) -> str:
        return clean(self.path.name) if self.path else self.words("status.no-file")

    def _changed(self, change: Change) -> None:
        """Something was edited: the panel shows it, the marks follow."""
        self._changed_parts = self.document.changed_parts()
        before = dict(self.grave)
        self.recheck(change)
        self.grid.touch_places(
            place for place in before.keys() | self.grave.keys() if before.get(place) != self.grave.get(place)
        )
        is_structural = False
        for place in places_of(change):
            is_structural |= not place.field
            if place.role and place.role == self.grid.role and place.field:
                self.grid.changed(place)
        if is_structural and self.grid.role:
            self.grid.remake()
        if not self.part.is_table:
            self.page_face.update(self._items(self.part))
        if is_structural or any(place.field in {"heading", "caption", "topic"} for place in places_of(change)):
            self.contents.set_parts(parts_of(self.document, self.words))
        else:
            self.contents.update_marks()

    def saved(self) -> None:
        """Nothing is unsaved any more: the marks go."""
        self._changed_parts = set()
        self.contents.update_marks()
        self.grid.touch()
        if not self.part.is_table:
            self.page_face.update(self._items(self.part))

    def after_editor(self) -> None:
        """The editor is closed: what it changed is shown."""
        self._update()

    def _update(self) -> None:
        self.status.update()
        self.footer.update()
        self.detail.update()

    def put_figure(self, place: Place, figure: Figure) -> None:
        """An edited figure takes the one road of all edits."""
        self.put(Put(place, figure))
