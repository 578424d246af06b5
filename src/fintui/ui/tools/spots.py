"""Where one was in a file: remembered when it is left, found again when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...files.memory import load_memory, memory_path, save_memory
from ...model.place import parse_place

if TYPE_CHECKING:
    from ..desk import Desk


class Spots:
    """One spot a file: its part and the selected place."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def note(self) -> None:
        """Remember where one is in this file."""
        desk = self.desk
        if desk.path is None or not desk.settings.remember:
            return
        memory = load_memory(memory_path())
        quote = desk.selected_quote()
        spot = {"part": desk.part.id, "place": str(quote.place) if quote else ""}
        # A page that is only visited is no place to come back to.
        memory.note(desk.path, memory.spot(desk.path) if desk.part.page in desk.visits else spot)
        save_memory(memory_path(), memory)

    def restore(self) -> None:
        """Go to where one was in this file when it was left; a part or place that is gone is passed over."""
        desk = self.desk
        if desk.path is None or not desk.settings.remember:
            return
        spot = load_memory(memory_path()).spot(desk.path)
        if "part" in spot:
            desk.goto(spot["part"])
        if place := parse_place(desk.document.statement, spot.get("place", "")):
            desk.show_place(place)
        desk.after_editor()
