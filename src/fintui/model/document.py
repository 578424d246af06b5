"""The document: one statement, its form, what was done to it, and who wants to hear of it.

Every edit takes this road: `apply(change)` writes it, keeps the inverse, has it recorded, and tells the listeners.
Screens hold no figures; they point at a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from typing import Literal, NamedTuple

from .changes import Change, Group, Insert, Put, Remove, apply, snapshot
from .compare import Kind, compare
from .figure import same
from .form import Form
from .matching import match
from .place import Place, holder_of, list_of, read_field
from .statement import Record, Row, Statement

Listener = Callable[[Change], None]


class Step(NamedTuple):
    """A change that was made, the one that takes it back, and when it was made (by the document's clock)."""

    done: Change
    inverse: Change
    at: float = 0.0


class Made(NamedTuple):
    """What was carried out just now, as it was then: a new change, or one of the history taken back or done again."""

    kind: Literal["do", "undo", "redo"]
    change: Change


class ReadOnlyError(Exception):
    """The document may not be changed now; nothing was."""


class _Saved(NamedTuple):
    """What the saved file holds in a field that was written since; the holder is kept so that its id stays its own."""

    part: str
    holder: object
    field: str
    value: object
    in_list: bool


class Document:
    """A statement that is being read and edited."""

    def __init__(self, statement: Statement, form: Form) -> None:
        self.statement, self.form = statement, form
        self.listeners: list[Listener] = []
        self.guard: Callable[[], None] | None = None
        """Asked before anything is changed; raises `ReadOnlyError` if nothing may be."""
        self.recorder: Callable[[Sequence[Made]], Callable[[], None] | None] | None = None
        """Told what was carried out before any listener is, so that it is on disk before a screen shows it.

        What it gives back is called once the listeners have heard: it waits until what was carried out is recorded.
        """
        self.clock: Callable[[], float] = float
        """Tells the time that a step is made at; a document by itself knows none."""
        self._held: list[Made] | None = None
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._saved_at: int | None = 0
        # By identity of the record, since a record's position moves when others come or go.
        self._saved_values: dict[tuple[int, str], _Saved] = {}
        self._saved_lists: dict[str, list[Record]] = {}

    # -- editing
    def apply(self, change: Change) -> None:
        """Carry out a change and make it undoable; what was undone before it can no longer be redone.

        Raises:
            ReadOnlyError: if nothing may be changed.
            LookupError: if the change points at nothing; nothing is changed then.
            AttributeError: if it names a field that there is not; the same.
        """
        self.ask_guard()
        own = snapshot(change)  # what was given stays as it was given, whatever becomes of the records
        inverse = self._carry_out(own)
        if self._saved_at is not None and self._saved_at > len(self._done):
            self._saved_at = None
        self._done.append(Step(own, inverse, self.clock()))
        self._undone.clear()
        self._tell([Made("do", change)])

    def undo(self) -> Change | None:
        """Take the last change back; return what was taken back, or None."""
        step = self.undoable
        self.go_to(self.position - 1)
        return step.done if step else None

    def redo(self) -> Change | None:
        """Carry out again what was undone last; return it, or None."""
        step = self.redoable
        self.go_to(self.position + 1)
        return step.done if step else None

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back that can be done again."""
        return bool(self._undone)

    @property
    def undoable(self) -> Step | None:
        """The step that undo takes back."""
        return self._done[-1] if self._done else None

    @property
    def redoable(self) -> Step | None:
        """The step that redo makes again."""
        return self._undone[-1] if self._undone else None

    # -- the history
    @property
    def history(self) -> list[Step]:
        """Every change that was made since the statement was opened, also those that were taken back."""
        return [*self._done, *reversed(self._undone)]

    @property
    def position(self) -> int:
        """How many changes of the history are in the statement as it is now."""
        return len(self._done)

    @property
    def saved_position(self) -> int | None:
        """The position that was saved last; None if the history does not lead there any more."""
        return self._saved_at

    def go_to(self, position: int) -> None:
        """Take back or do again as many changes as it takes; recorder and listeners hear of it once."""
        position = max(0, min(position, len(self._done) + len(self._undone)))
        if position == len(self._done):
            return
        self.ask_guard()
        made: list[Made] = []
        while len(self._done) > position:
            step = self._done.pop()
            self._undone.append(step)
            made.append(Made("undo", snapshot(step.inverse)))
            self._carry_out(step.inverse)
        while len(self._done) < position:
            step = self._undone.pop()
            self._done.append(step)
            made.append(Made("redo", snapshot(step.done)))
            self._carry_out(step.done)
        self._tell(made)

    def ask_guard(self) -> None:
        """Find out whether something may be changed now.

        Raises:
            ReadOnlyError: if nothing may be.
        """
        if self.guard:
            self.guard()

    def _carry_out(self, change: Change) -> Change:
        return apply(self.statement, change, self._note)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is changed within is undone step by step all the same; who listens hears of it once, at the end."""
        if self._held is not None:
            yield
            return
        self._held = []
        try:
            yield
        finally:
            made, self._held = self._held, None
            if made:
                self._tell(made)

    def _tell(self, made: Sequence[Made]) -> None:
        if self._held is not None:
            self._held += made
            return
        recorded = self.recorder(made) if self.recorder else None
        changes = tuple(each.change for each in made)
        try:
            for listener in self.listeners:
                listener(changes[0] if len(changes) == 1 else Group("history", changes))
        finally:
            if recorded:
                recorded()

    # -- what differs from the saved file
    def mark_saved(self) -> None:
        """The statement as it is now is on disk."""
        self._saved_values.clear()
        self._saved_lists.clear()
        self._saved_at = len(self._done)

    def rebase(self, saved: Statement) -> None:
        """Someone else has written the file: from now on what is on disk is `saved`, which has the same form."""
        self.mark_saved()
        matching = match(saved, self.statement)
        for each in compare(matching, self.form, self.form):
            if each.kind is Kind.CHANGED:
                place = each.place
                holder = each.new or holder_of(self.statement, place)
                was = _Saved(place.part, holder, place.field, each.before, in_list=bool(place.key))
                self._saved_values[id(holder), place.field] = was
            elif each.place.part not in self._saved_lists:
                twins = {id(one): other for one, other in matching.pairs[each.place.part] if one and other}
                records = list_of(saved, each.place.part)
                self._saved_lists[each.place.part] = [twins.get(id(record), record) for record in records]
        if self.modified:
            self._saved_at = None  # nothing of the history leads to what they wrote

    @property
    def modified(self) -> bool:
        """Whether anything differs from the saved file."""
        return bool(self.unsaved_count)

    @property
    def unsaved_count(self) -> int:
        """How many values and lists differ from the saved file."""
        return len(self._changed_values()) + len(self._changed_lists())

    def is_changed(self, place: Place) -> bool:
        """Whether the value at a place differs from the saved one."""
        if not self._saved_values:
            return False
        holder = holder_of(self.statement, place)
        saved = self._saved_values.get((id(holder), place.field))
        return saved is not None and not same(read_field(holder, place.field), saved.value)

    def saved_value(self, place: Place) -> object:
        """What the saved file holds at a place."""
        holder = holder_of(self.statement, place)
        saved = self._saved_values.get((id(holder), place.field))
        return saved.value if saved else read_field(holder, place.field)

    def changed_parts(self) -> set[str]:
        """The lists, tables and heads in which anything differs from the saved file."""
        return {saved.part for saved in self._changed_values()} | self._changed_lists()

    def _changed_values(self) -> list[_Saved]:
        there = {part: {id(record) for record in list_of(self.statement, part)} for part in self._saved_lists}
        return [
            saved
            for saved in self._saved_values.values()
            if not same(read_field(saved.holder, saved.field), saved.value)
            and (not saved.in_list or saved.part not in there or id(saved.holder) in there[saved.part])
        ]

    def _changed_lists(self) -> set[str]:
        """Lists whose records came, went or changed places; a record that is like the saved one counts as the same."""
        return {
            part
            for part, saved in self._saved_lists.items()
            if len(saved) != len(now := list_of(self.statement, part))
            or any(
                one is not other and self._content(one, saved=True) != self._content(other, saved=False)
                for one, other in zip(saved, now, strict=True)
            )
        }

    def _content(self, record: Record, *, saved: bool) -> dict[str, str]:
        """What a record holds now, or held when the file was saved; `repr` tells 150 from 150.00."""
        names = [each.name for each in fields(record) if each.name != "figures"]
        names += list(record.figures) if isinstance(record, Row) else []
        held = {name: read_field(record, name) if name != "key" else record.key for name in names}  # type: ignore[union-attr]
        if saved:
            held |= {each.field: each.value for each in self._saved_values.values() if each.holder is record}
        return {name: repr(value) for name, value in held.items() if value is not None}

    def _note(self, change: Change) -> None:
        """Remember what the saved file holds where this change is about to write."""
        match change:
            case Put(place):
                holder = holder_of(self.statement, place)
                saved = self._saved_lists.get(place.part) if place.key else None
                if saved is None or any(holder is record for record in saved):  # else it is new, and no file has it
                    was = _Saved(place.part, holder, place.field, read_field(holder, place.field), bool(place.key))
                    self._saved_values.setdefault((id(holder), place.field), was)
            case Insert(part) | Remove(part):
                self._saved_lists.setdefault(part, list(list_of(self.statement, part)))
