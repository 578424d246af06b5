"""A line being typed: the cell editor and the prompt share it. Plain; whoever shows it paints `window()`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .text import clean, width

_WORD = re.compile(r"(\w+\W*|\W+)$")
_MOST = 10_000
"""Characters that a line takes; more is no line but a slip of the clipboard."""


@dataclass(slots=True)
class LineEdit:
    """Text and caret (an index into the text)."""

    text: str = ""
    caret: int = 0

    def insert(self, new: str) -> None:
        """Put text in at the caret; line breaks and controls in pasted text become spaces or visible signs."""
        new = clean(re.sub(r"[\r\n\t\u2028\u2029]+", " ", new))[: max(0, _MOST - len(self.text))]
        self.text = self.text[: self.caret] + new + self.text[self.caret :]
        self.caret += len(new)

    def key(self, key: str, character: str | None) -> bool:
        """Handle a key; False if it is none of ours."""
        match key:
            case "left":
                self.caret = max(0, self.caret - 1)
            case "right":
                self.caret = min(len(self.text), self.caret + 1)
            case "home" | "ctrl+a":
                self.caret = 0
            case "end" | "ctrl+e":
                self.caret = len(self.text)
            case "backspace":
                self._cut(max(0, self.caret - 1), self.caret)
            case "delete":
                self._cut(self.caret, self.caret + 1)
            case "ctrl+w":
                self._cut(len(_WORD.sub("", self.text[: self.caret])), self.caret)
            case "ctrl+u":
                self._cut(0, self.caret)
            case "ctrl+k":
                self._cut(self.caret, len(self.text))
            case _ if character and character.isprintable():
                self.insert(character)
            case _:
                return False
        return True

    def _cut(self, start: int, end: int) -> None:
        self.text = self.text[:start] + self.text[end:]
        self.caret = start

    def window(self, cells: int) -> tuple[str, str, str]:
        """What is seen of the text in so many cells: before the caret, under it, behind it; the caret is in sight."""
        under = clean(self.text[self.caret]) if self.caret < len(self.text) else " "
        under = under if width(under) <= cells else " "[:cells]
        room = cells - width(under)
        before = _as_much(reversed(self.text[: self.caret]), room)
        behind = _as_much(self.text[self.caret + 1 :], room - width("".join(before)))
        return "".join(reversed(before)), under, "".join(behind)


def _as_much(text: Iterable[str], cells: int) -> list[str]:
    """As many characters as fit into so many cells, as they are shown."""
    shown: list[str] = []
    for char in text:
        sign = clean(char)
        cells -= width(sign)
        if cells < 0:
            break
        shown.append(sign)
    return shown
