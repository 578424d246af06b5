"""The history: everything that was changed, the latest first; Enter goes back, or on again, to any state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...files.differing import Telling, cut
from ...files.recovery import Leaf, leaves
from ...model.changes import Group
from ...model.compare import Difference, Kind
from ...model.document import Step
from ...model.statement import Record
from ..items import Field, Item
from ..text import clean
from .locking import when

if TYPE_CHECKING:
    from ..desk import Desk

_SHOWN: Final = 4
"""Values of a step that are shown; of a step with more the first, and how many there are."""
_CELLS: Final = 8


class History:
    """Shows the document's history and walks in it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def show(self) -> None:
        """Show it, the cursor on the state that the statement is in."""
        desk = self.desk
        desk.visit("history", lambda: desk.words("history.title"), self._items)
        self._point(desk.document.position)

    def jump(self) -> None:
        """Go to the state that the cursor is on."""
        desk, field = self.desk, self.desk.page_face.selected()
        state = str(field.goto or "").removeprefix("history:") if field else ""
        if not state.isdigit():
            return
        position = int(state)
        steps = abs(position - desk.document.position)
        desk.document.go_to(position)
        self._point(position)
        desk.tell(desk.words("history.gone", count=steps) if steps else desk.words("history.here"))

    def _point(self, position: int) -> None:
        self.desk.page_face.go_field(lambda each: each.goto == f"history:{position}")

    def _items(self) -> list[Item]:
        document, words = self.desk.document, self.desk.words
        history = document.history
        items = [Item((Field(words("history.about", count=len(history)), "muted"),))]
        for number in range(len(history), 0, -1):
            items += self._step(number, history[number - 1])
        return [*items, self._state(0, "", words("history.opened"))]

    def _step(self, number: int, step: Step) -> list[Item]:
        """The state after a step, what the step did, and what stood there before."""
        found = list(leaves(step))
        told = [self._difference(each) for each in found[:_SHOWN]]
        name = self._name(step, found)
        items = [self._state(number, when(step.at) if step.at else "", name)]
        telling = self._telling()
        for each in told:
            where = f"{telling.where(each)}  " if len(found) > 1 else ""
            text = f"{where}{telling.before(each)} → {telling.after(each)}"
            style = "muted" if number > self.desk.document.position else "base"
            items.append(Item((Field(clean(text), style),), indent=_CELLS + 4))
        if len(found) > _SHOWN:
            more = self.desk.words("history.more", count=len(found) - _SHOWN)
            items.append(Item((Field(more, "muted"),), indent=_CELLS + 4))
        return items

    def _name(self, step: Step, found: list[Leaf]) -> str:
        words = self.desk.words
        where = ""
        if found:
            telling, first = self._telling(), self._difference(found[0])
            where = f"{telling.group(first)} {telling.where(first)}" if len(found) == 1 else telling.group(first)
        if not isinstance(step.done, Group):
            return cut(where)
        key = f"history.name-{step.done.name}"
        name = words(key) if key in words else words("history.name-other")
        return cut(f"{name}({words('history.values', count=len(found))}) {where}")

    def _state(self, position: int, time: str, text: str) -> Item:
        document, words = self.desk.document, self.desk.words
        now, saved = position == document.position, position == document.saved_position
        signs = [words("history.now")] if now else []
        signs += [words("history.saved")] if saved else []
        style = "heading" if now else "muted" if position > document.position else "label"
        state = Field("  ".join([*signs, clean(text)]), style, goto=f"history:{position}")
        return Item((Field(time, "muted", cells=_CELLS), state))

    def _telling(self) -> Telling:
        return Telling(self.desk.names, self.desk.names)

    @staticmethod
    def _difference(leaf: Leaf) -> Difference:
        old = leaf.old if isinstance(leaf.old, Record) else None
        new = leaf.new if isinstance(leaf.new, Record) else None
        kind = Kind.CHANGED if leaf.place.field else Kind.ADDED if leaf.old is None else Kind.REMOVED
        return Difference(kind, leaf.place, leaf.place, leaf.old, leaf.new, old, new)
