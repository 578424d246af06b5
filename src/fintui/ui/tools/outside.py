"""Prose in the user's own editor: the text under the cursor goes out, and comes back as one change."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ...files.outside import OutsideError, edit_outside
from ...model.changes import Put
from ...model.place import get
from ..text import clean

if TYPE_CHECKING:
    from ..desk import Desk


class Outside:
    """Hands a text over and takes it back."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def edit(self) -> None:
        """Edit the selected text in `$VISUAL` or `$EDITOR`."""
        desk = self.desk
        desk.document.ask_guard()
        field = None if desk.part.is_table else desk.page_face.selected()
        place = field.place if field else None
        text = get(desk.document.statement, place) if place else None
        if field is None or place is None or not isinstance(text, str):
            desk.tell(desk.words("outside.nothing"))
            return
        back: list[str] = []
        try:
            if not desk.host.lend(lambda: back.append(edit_outside(text, field.paragraph + 1, os.environ))):
                desk.tell(desk.words("outside.no-terminal"), "error")
                return
        except OutsideError as error:
            about = {key: clean(str(value)) for key, value in error.about.items()}
            desk.tell(desk.words(f"outside.{error.code}", **about), "error")
            return
        desk.put(Put(place, back[0].rstrip("\r\n")))
