"""Lists on the pages: records added, deleted and moved, and all that a record says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from ...files.usual import usual_facts, usual_headings
from ...model.changes import Change
from ...model.figure import state_of
from ...model.numbering import inserted, mark_for, moved, removed
from ...model.place import Place, key_of, list_of
from ...model.statement import KEYS, LISTS, Chart, Duty, Fact, Priority, Record, Section, Term, Unit, Work
from ..cells import figure_text
from ..items import Field, Item
from ..line_edit import LineEdit
from ..lines import Choice, Prompt
from ..picker import Option
from ..text import clean

if TYPE_CHECKING:
    from ..desk import Desk

_LISTS: Final = {
    "overview": ("duties", "units", "staff", "procurement", "assets", "performance"),
    "explanations": ("sections",),
    "works": ("works", "priorities"),
    "glossary": ("terms",),
}
"""The lists of each page."""
_SHOWN: Final[dict[type[Record], str]] = {
    **dict.fromkeys((Duty, Section, Work), "text"),
    Unit: "name",
    Fact: "value",
    Priority: "matter",
    Term: "term",
    Chart: "caption",
}
"""The field at which a record is found on its page."""
_ASKED: Final = {"units": "name", "priorities": "matter", "terms": "term"}
"""What is asked for when a record is added."""
_HEADINGS: Final = {
    "overview": ("overview", "duties", "units", "staff"),
    "explanations": ("explanations",),
    "works": ("works",),
    "glossary": ("glossary",),
    "charts": (),
}
_KEPT: Final = {"topic", "key", "part_of", "section", "kind"}
"""Fields that others point at, or that are choices: they are not edited as text."""


class Records:
    """Works on the record that the cursor of the page is on."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    # -- which record
    def _here(self) -> tuple[str, int] | None:
        """List and index of the selected record."""
        if self.desk.part.is_table or self.desk.part.page not in (*_LISTS, "charts"):
            return None
        field = self.desk.page_face.selected()
        place = field.place if field else None
        if place is None or place.part not in LISTS:
            return None
        records = list_of(self.desk.document.statement, place.part)
        found = (index for index, record in enumerate(records) if key_of(record, index) == place.key)
        return next(((place.part, index) for index in found), None)

    def _name(self, part: str, index: int) -> str:
        record = list_of(self.desk.document.statement, part)[index]
        return clean(self.desk.names(Place(part, key_of(record, index), ""))).replace("\n", " ")[:24]

    def _done(self, change: Change, part: str, index: int, told: str) -> None:
        """Carry out a change, and put the cursor on the record that is at a position then."""
        self.desk.document.apply(change)
        self._go(part, index)
        self.desk.tell(told)

    def _go(self, part: str, index: int) -> None:
        records = list_of(self.desk.document.statement, part)
        if not records:
            return
        index = max(0, min(index, len(records) - 1))
        name = _SHOWN.get(type(records[index]), "")
        self.desk.page_face.go(Place(part, key_of(records[index], index), name))

    # -- adding
    def add(self) -> None:
        """A new record behind the selected one; where none is selected, to a list that is picked."""
        desk, here = self.desk, self._here()
        desk.document.ask_guard()
        lists = _LISTS.get(desk.part.page, ())
        if here and here[0] in lists:
            self._add(here[0], here[1] + 1)
        elif len(lists) == 1:
            self._add(lists[0], len(list_of(desk.document.statement, lists[0])))
        elif lists:
            desk.pick(desk.words("records.which"), [self._option(part) for part in lists])
        else:
            desk.tell(desk.words("records.no-list"))

    def _option(self, part: str) -> Option:
        count = len(list_of(self.desk.document.statement, part))
        return Option(self.desk.names.part(part), lambda: self._add(part, count), str(count), part)

    def _add(self, part: str, index: int) -> None:
        kind = LISTS[part]
        mark = mark_for(self.desk.document.statement, part, index)
        if kind is Fact:
            self._pick_fact(part, index)
        elif kind is Section:
            self._pick_topic(index, mark)
        elif part in _ASKED:
            self._ask(f"field.{_ASKED[part]}", "", lambda said: self._insert(part, index, _named(kind, mark, said)))
        else:
            title = self.desk.words("records.new", what=self.desk.names.part(part))
            draft = self.desk.tools["keeping"].draft_of(Place(part, str(index), ""), "")
            self.desk.host.edit_text(title, "", 0, lambda text: self._insert_text(part, index, mark, text), draft)

    def _insert_text(self, part: str, index: int, mark: str, text: str) -> None:
        if text := text.strip("\n"):
            self._insert(part, index, Duty(mark, text) if part == "duties" else Work(text))

    def _insert(self, part: str, index: int, record: Record) -> str:
        self._put(part, index, record)
        return ""

    def _put(self, part: str, index: int, record: Record) -> None:
        change = inserted(self.desk.document.statement, part, index, record)
        self._done(change, part, index, self.desk.words("records.added", what=self.desk.names.part(part)))

    def _ask(self, label: str, text: str, take: Callable[[str], str]) -> None:
        """Ask for a line; an empty one is told and asked for again."""
        words = self.desk.words

        def taken(answer: str) -> str:
            return take(answer.strip()) if answer.strip() else words("message.not-empty")

        self.desk.status.ask(Prompt(words("prompt.edit", what=words(label)), LineEdit(text, len(text)), taken))
        self.desk.divide_again()

    def _pick_fact(self, part: str, index: int) -> None:
        """One of the counts and amounts that are usual, or another."""
        statement, words = self.desk.document.statement, self.desk.words
        there = {key_of(fact, 0) for fact in list_of(statement, part)}

        def other() -> None:
            fact = Fact(_free("item", there), "", None, statement.unit if part != "staff" else "人")
            self._ask("field.item", "", lambda said: self._insert(part, index, _with_item(fact, said)))

        def puts(fact: Fact) -> Callable[[], None]:
            return lambda: self._put(part, index, fact)

        options = [
            Option(clean(fact.item), puts(fact), fact.unit, fact.key)
            for fact in usual_facts(part, statement.unit)
            if fact.key not in there
        ]
        self.desk.pick(words("records.which-fact"), [*options, Option(words("records.other"), other)])

    def _pick_topic(self, index: int, mark: str) -> None:
        """What the new section is about: one of the usual topics, or another."""
        statement, words = self.desk.document.statement, self.desk.words
        there = {section.topic for section in statement.sections}

        def asks(topic: str, heading: str) -> Callable[[], None]:
            return lambda: self._ask(
                "field.heading", mark + heading, lambda said: self._insert("sections", index, Section(topic, said))
            )

        options = [
            Option(heading, asks(topic, heading), topic)
            for topic, heading in usual_headings().items()
            if topic not in there
        ]
        other = Option(words("records.other"), asks(_free("section", there), ""))
        self.desk.pick(words("records.which-topic"), [*options, other])

    # -- deleting and moving
    def delete(self) -> None:
        """Take the selected record out; one of many words is asked about first."""
        desk, here = self.desk, self._here()
        if here is None or here[0] == "charts":
            desk.tell(desk.words("records.none"))
            return
        part, index = here
        record, name = list_of(desk.document.statement, part)[index], self._name(part, index)
        if not isinstance(record, (Section, Work)):
            self._delete(part, index, name)
            return
        answers = [
            (("enter", "y", "Y"), desk.words("records.delete"), lambda: self._delete(part, index, name)),
            (("escape",), desk.words("choice.cancel"), lambda: None),
        ]
        desk.status.ask(Choice(desk.words("records.ask", what=name), answers))

    def _delete(self, part: str, index: int, name: str) -> None:
        change = removed(self.desk.document.statement, part, index)
        self._done(change, part, index, self.desk.words("records.deleted", what=name))

    def move(self, step: int) -> None:
        """Bring the selected record one position up or down."""
        desk, here = self.desk, self._here()
        if here is None:
            desk.tell(desk.words("records.none"))
            return
        part, index = here
        to = index + step
        if not 0 <= to < len(list_of(desk.document.statement, part)):
            desk.tell(desk.words("records.end"))
            return
        told = desk.words("records.moved", what=self._name(part, index))
        self._done(moved(desk.document.statement, part, index, to), part, to, told)

    # -- all that a record says
    def show(self) -> None:
        """A page of the selected record's fields and of the headings printed here, each to be edited."""
        desk, here = self.desk, self._here()
        page = desk.part.page
        if page not in _HEADINGS:
            desk.tell(desk.words("records.none"))
            return
        record = list_of(desk.document.statement, here[0])[here[1]] if here else None
        part = here[0] if here else ""
        desk.visit(
            "record", lambda: desk.words("records.title"), lambda: list(self._items(page, part, record)), stays=True
        )

    def _items(self, page: str, part: str, record: Record | None) -> Iterator[Item]:
        words, statement = self.desk.words, self.desk.document.statement
        records = list_of(statement, part) if part else []
        index = next((number for number, each in enumerate(records) if each is record), -1)
        if record is not None and index >= 0:
            yield Item((Field(self.desk.names.part(part), "heading"),))
            for each in fields(record):
                if each.name not in _KEPT and each.name != "bars":
                    place = Place(part, key_of(record, index), each.name)
                    yield self._field(words(f"field.{each.name}"), getattr(record, each.name), place)
            if name := KEYS.get(type(record)):
                yield Item((Field(words("records.key"), "label", cells=14), Field(str(getattr(record, name)), "muted")))
        if _HEADINGS[page]:
            yield Item((Field(words("records.headings"), "heading"),), space=1)
        for name in _HEADINGS[page]:
            label = self.desk.names.part(name) if name != "explanations" else words("part.explanations")
            yield self._field(label, getattr(statement.headings, name), Place("headings", "", name))

    def _field(self, label: str, value: object, place: Place) -> Item:
        text = value if isinstance(value, str) else figure_text(value, state_of(value, "none"))  # type: ignore[arg-type]
        shown = Field(text, "base", place) if text else Field(self.desk.words("page.empty-text"), "muted", place)
        return Item((Field(label, "label", cells=14), shown))


def _named(kind: type[Record], mark: str, name: str) -> Record:
    """A unit, a row of the priorities or a term, of which only the name is known yet."""
    if kind is Unit:
        return Unit(mark, name)
    return Priority(mark, name) if kind is Priority else Term(mark, name)


def _with_item(fact: Fact, item: str) -> Fact:
    return Fact(fact.key, item, fact.value, fact.unit, fact.part_of)


def _free(name: str, taken: set[str]) -> str:
    """A key that no other record has."""
    return next(key for number in range(1, len(taken) + 2) if (key := f"{name}-{number}") not in taken)
