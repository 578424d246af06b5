"""The desk's editing: figures in the grid, texts and values on the pages, undo and redo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..checks.outcome import Quote
from ..files.naming import Names
from ..files.words import Words
from ..model.changes import Change, Group, Insert, Put, Remove, places_of
from ..model.document import Document, ReadOnlyError
from ..model.figure import Figure, same
from ..model.money import AmountError, fold
from ..model.place import Place, get, key_of, list_of
from ..model.statement import Row
from .cells import read_typed, typed_text
from .detail import Told
from .line_edit import LineEdit
from .lines import Prompt, Status
from .parts import PAGE_PARTS, Part
from .text import clean

if TYPE_CHECKING:
    from .contents import Contents
    from .grid import Grid
    from .host import Host
    from .items import Field
    from .page import Page
    from .tools import Toolbox

FACTS = {"staff", "procurement", "assets", "performance"}
LONG = {"text", "contact", "units", "staff", "note", "contents", "target"}
"""Fields that are edited as prose, in an editor of their own."""


class Editing:
    """What changes the document; mixed into the desk."""

    document: Document
    words: Words
    host: Host
    status: Status
    tools: Toolbox
    grid: Grid
    page_face: Page
    contents: Contents
    part: Part
    tell: Callable[..., None]
    names: Names
    goto: Callable[[Place | str], None]
    stays_here: Callable[[], bool]
    go_quote: Callable[[Quote], None]

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Where nothing may be changed now, say why."""
        try:
            yield
        except ReadOnlyError:
            self.tools.run("keeping.refused")

    def put(self, change: Put) -> None:
        """Apply a change unless it changes nothing."""
        if not same(get(self.document.statement, change.place), change.value):
            self.document.apply(change)

    # -- starting
    def edit(self) -> None:
        """Edit what the cursor is on, or follow where it leads."""
        if self.part.is_table:
            self.document.ask_guard()
            if not self.grid.start_editing():
                self.tell(self.words("message.no-figure"))
            return
        field = self.page_face.selected()
        if field is None:
            self.tell(self.words("message.nothing-to-edit"))
        elif isinstance(field.goto, Quote):
            self.go_quote(field.goto)
        elif field.goto is not None:
            self.goto(field.goto)
        elif field.place:
            self._edit_field(field, field.place)
        else:
            self.tell(self.words("message.nothing-to-go-to"))

    def start_typing(self, character: str) -> None:
        """Type over the selected figure."""
        self.document.ask_guard()
        if not self.grid.start_editing(character):
            self.tell(self.words("message.no-figure"))

    def _edit_field(self, field: Field, place: Place) -> None:
        self.document.ask_guard()
        value = get(self.document.statement, place)
        if place.part in FACTS and place.field == "value":
            self._prompt(place, typed_text(value), self._take_figure)  # type: ignore[arg-type]
        elif place.field in LONG or "\n" in str(value):
            title = self.page_face.heading_of_selected() or self._label(place)
            draft = self.tools["keeping"].draft_of(place, str(value))
            self.host.edit_text(
                clean(title), str(value), field.paragraph, lambda text: self._take_text(place, text), draft
            )
        else:
            self._prompt(place, str(value), self._take_line)

    def _prompt(self, place: Place, text: str, take: Callable[[Place, str], str]) -> None:
        question = self.words("prompt.edit", what=self._label(place))

        def taken(answer: str) -> str:
            return take(place, answer) if answer != text else ""

        self.status.ask(Prompt(question, LineEdit(text, len(text)), taken))

    def _label(self, place: Place) -> str:
        keys = (f"field.{place.field}", f"part.{place.field}")
        return next((self.words(key) for key in keys if key in self.words), place.field)

    # -- taking
    def _take_figure(self, place: Place, text: str) -> str:
        statement = self.document.statement
        fact_unit = get(statement, place._replace(field="unit"))
        # Counts and the like keep the digits they are typed with; amounts have those of the statement.
        typed = len(fold(text).strip().partition(".")[2])
        decimals = statement.decimals if fact_unit == statement.unit else min(typed, 6)
        try:
            figure: Figure = read_typed(text, decimals=decimals, unit=statement.unit)
        except AmountError as error:
            about = {"decimals": decimals, "unit": statement.unit}
            return self.words(f"amount.{error.reason}", found=clean(error.found), **about)
        self.put(Put(place, figure))
        return ""

    def _take_line(self, place: Place, text: str) -> str:
        if place == Place("head", "", "department") and not text.strip():
            return self.words("message.not-empty")
        self.put(Put(place, text.strip()))
        return ""

    def _take_text(self, place: Place, text: str) -> None:
        with self.refusals():
            self.put(Put(place, text.rstrip("\n")))

    # -- undo
    def undo(self) -> None:
        """Take the last change back and show where it was."""
        self._told_step(self.document.undo(), "undone", "nothing-to-undo")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._told_step(self.document.redo(), "redone", "nothing-to-redo")

    def _told_step(self, change: Change | None, done: str, nothing: str) -> None:
        if change is None:
            self.tell(self.words(f"message.{nothing}"))
            return
        place = next(iter(places_of(change)), None)
        if place and place.role and not place.field:
            place = place._replace(key=self._row_of(change, int(place.key)))
        if place and not self.stays_here():
            self.show_place(place)
        self.tell(self.words(f"message.{done}", place=self.place_name(place) if place else ""))

    def _row_of(self, change: Change, index: int) -> str:
        """The code of the row that a change puts in or takes away first: as it stands now, or as it was."""
        while isinstance(change, Group):
            change = change.changes[0]
        if isinstance(change, Insert) and isinstance(change.record, Row):
            return change.record.key
        rows = list_of(self.document.statement, change.part) if isinstance(change, Remove) else []
        return key_of(rows[index], index) if index < len(rows) else ""

    def show_place(self, place: Place) -> None:
        """Open the panel that shows a place, the cursor on it."""
        if place.role:
            self.goto(place)
            return
        page = next((name for name, parts in PAGE_PARTS.items() if place.part in parts), "")
        if page and self.part.page != page:
            self.goto(page)
        self.page_face.go(place)

    def place_name(self, place: Place) -> str:
        """A place as people call it: `表3 合计 · 基本支出`, `概况 · 部门`."""
        if place.role and not place.field:
            place = place._replace(field="name")  # a whole row
        if place.role or place.part == "sections":
            return clean(self.names(place))
        if place.key:
            holder = self.names(place)
        else:
            page = next((name for name, parts in PAGE_PARTS.items() if place.part in parts), "")
            holder = self.words(f"part.{page}") if page else place.part
        return clean(f"{holder} · {self._label(place)}" if place.field else holder)

    # -- the detail pane on a page
    def tell_field(self, page: Page) -> Told:
        """What the selected field of a page is."""
        field = page.selected()
        if field is None:  # nothing to select: where records can be added, the page itself says that it is empty
            return [] if self.part.page in PAGE_PARTS else [(self.words("detail.read-only"), "muted")]
        told: Told = [(clean(page.heading_of_selected()), "heading")] if page.heading_of_selected() else []
        if field.goto is not None:
            goal = self._goal(field.goto)
            return [*told, (self.words("detail.goto", place=goal), "base")] if goal else told
        if field.place is None:
            return told
        if span := page.selected_span():
            number = field.text[span[0] - field.offset : span[1] - field.offset]
            return [(f"{told[0][0] if told else self._label(field.place)}  {clean(number)}", "heading")]
        if self.part.page not in PAGE_PARTS:
            return [(self.place_name(field.place), "heading")]  # a page of its own: it says what its keys do
        about = {"what": self._label(field.place), "count": len(clean(field.text))}
        told.append((f"{self.words('detail.field', **about)}   {clean(str(field.place))}", "base"))
        if self.document.is_changed(field.place):
            told.append((self.words("detail.field-changed"), "changed"))
        return told

    def _goal(self, goto: Place | Quote | str) -> str:
        """What a link leads to, by name."""
        if isinstance(goto, str):
            part = next((part for part in self.contents.parts if part.id == goto), None)
            return clean(part.title) if part else ""  # what a page's own key does
        return self.place_name(goto.place if isinstance(goto, Quote) else goto)
