"""The cell editor: a figure typed in its place in the grid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ..files.words import Words
from ..model.arithmetic import calculate, is_arithmetic
from ..model.document import Document
from ..model.figure import Figure, Unreadable
from ..model.money import AmountError, fold, show_amount
from ..model.place import Place
from .cells import figure_at, read_typed, typed_text
from .face import Face
from .line_edit import LineEdit
from .text import clean

STARTS_TYPING: Final = frozenset("0123456789-.(+=（－＋．＝０１２３４５６７８９")
"""Characters that begin typing over a cell."""
_KEEPS: Final = {"enter": (1, 0), "down": (1, 0), "up": (-1, 0), "tab": (0, 1), "shift+tab": (0, -1)}
"""Keys that take what was typed and move on."""


class CellEditing(Face):
    """Typing over the selected figure; mixed into the grid."""

    document: Document
    words: Words
    commit: Callable[[Place, Figure], None]
    editor: LineEdit | None
    problem: str
    """What is wrong with what was typed."""
    told: str
    """What came of it, where that is more than the figure typed."""
    row: int
    place: Callable[[], Place | None]
    move: Callable[[int, int], None]
    end_range: Callable[[], None]
    _touch_rows: Callable[..., None]

    def start_editing(self, typed: str = "") -> bool:
        """Open the cell editor: with what is typed over the figure, or with the figure to be changed."""
        place = self.place()
        if place is None:
            return False
        self.end_range()
        text = typed or typed_text(figure_at(self.document, place))
        self.editor, self.problem, self.told = LineEdit(text, len(text)), "", ""
        self._touch_rows(self.row)
        return True

    def edit_key(self, key: str, character: str | None) -> bool:
        """Handle a key while the cell editor is open; False if it is none of the editor's."""
        if self.editor is None:
            return False
        self.problem = self.told = ""
        self._touch_rows(self.row)
        if key == "escape":
            self.editor = None
        elif key in _KEEPS:
            if self.finish_editing():
                self.move(*_KEEPS[key])
        elif character and fold(character) == "?":
            self.editor = LineEdit("?", 1)  # no amount holds it: it stands for the whole
        else:
            return self.editor.key(key, character)
        return True

    def finish_editing(self) -> bool:
        """Take what was typed; False, with the reason in `problem`, if it is not a figure."""
        place = self.place()
        if self.editor is None or place is None:
            return True
        self._touch_rows(self.row)
        statement, before = self.document.statement, figure_at(self.document, place)
        if self.editor.text == typed_text(before) and not isinstance(before, Unreadable):
            self.editor = None  # as it was, to the last digit that is written
            return True
        try:
            figure = self._figure(self.editor.text)
        except AmountError as error:
            about = {"decimals": statement.decimals, "unit": statement.unit}
            self.problem = self.words(f"amount.{error.reason}", found=clean(error.found), **about)
            return False
        self.editor = None
        self.commit(place, figure)
        return True

    def _figure(self, text: str) -> Figure:
        """The figure that was typed, or what the sum that was typed comes to, which is told."""
        statement = self.document.statement
        if not is_arithmetic(text):
            return read_typed(text, decimals=statement.decimals, unit=statement.unit)
        result = calculate(text, decimals=statement.decimals)
        about = {"sum": clean(text.strip()), "amount": show_amount(result.amount), "decimals": statement.decimals}
        self.told = self.words("amount.sum-exact" if result.exact else "amount.sum-rounded", **about)
        return result.amount

    def paste(self, text: str) -> None:
        """Take pasted text into the cell editor."""
        if self.editor is None and self.start_editing():
            self.editor = LineEdit()
        if self.editor:
            self.editor.insert(text.strip())
            self._touch_rows(self.row)
