"""The document: one statement, its form, what was done to it, and who wants to hear of it.

Every edit takes this road: `apply(change)` writes it, keeps the inverse, and tells the listeners. Screens hold no
figures; they point at a document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

from .changes import Change, Insert, Put, Remove, apply
from .figure import same
from .form import Form
from .place import Place, holder_of, list_of, read_field
from .statement import Record, Row, Statement

Listener = Callable[[Change], None]


@dataclass(frozen=True, slots=True)
class Step:
    """A change that was made, and the one that takes it back."""

    done: Change
    inverse: Change


@dataclass(frozen=True, slots=True)
class _Saved:
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
        self._done: list[Step] = []
        self._undone: list[Step] = []
        # By identity of the record, since a record's position moves when others come or go.
        self._saved_values: dict[tuple[int, str], _Saved] = {}
        self._saved_lists: dict[str, list[Record]] = {}

    # -- editing
    def apply(self, change: Change) -> None:
        """Carry out a change and make it undoable; what was undone before it can no longer be redone."""
        self._done.append(Step(change, self._carry_out(change)))
        self._undone.clear()

    def undo(self) -> Change | None:
        """Take the last change back; return what was taken back, or None."""
        return self._step(self._done, self._undone, back=True)

    def redo(self) -> Change | None:
        """Carry out again what was undone last; return it, or None."""
        return self._step(self._undone, self._done, back=False)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back that can be done again."""
        return bool(self._undone)

    def _step(self, source: list[Step], target: list[Step], *, back: bool) -> Change | None:
        if not source:
            return None
        step = source.pop()
        self._carry_out(step.inverse if back else step.done)
        target.append(step)
        return step.done

    def _carry_out(self, change: Change) -> Change:
        inverse = apply(self.statement, change, self._note)
        for listener in self.listeners:
            listener(change)
        return inverse

    # -- what differs from the saved file
    def mark_saved(self) -> None:
        """The statement as it is now is on disk."""
        self._saved_values.clear()
        self._saved_lists.clear()

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
