"""The cell diff: of what is painted, only the cells that the terminal does not show yet are sent.

It stands before the terminal and reads what the screen writes: "go to a cell, text in a look" (`ESC [ y ; x H`,
`ESC [ … m`, characters). From that it knows what every cell shows. Of a new paint it sends what differs, and where
rows have moved up or down it lets the terminal move them. What it cannot read goes through unchanged, and whatever the
terminal may show afterwards counts as unknown: then the next paint is sent whole. It never sends more than it was
given to show, and never relies on cells that it has not painted itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from .painted import Cells, UnreadableError, laid, read
from .redraw import Terminal, go, shortest

_MOVE: Final = re.compile(r"\x1b\[(\d*)(?:;(\d*))?H")
# These say something to the terminal, but nothing on its screen: modes, queries, titles, the clipboard, the bell.
_UNSEEN: Final = re.compile(r"(?:\x1b\[[<=>?][\d;$]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x07)+")
_SYNC_BEGIN: Final = "\x1b[?2026h"
_SYNC_END: Final = "\x1b[?2026l"
_UNTORN: Final = 512
"""So much is shown at once without the terminal being told to."""


class MisfitError(ValueError):
    """A paint for another size of the terminal, which will show it who knows how."""


class CellDiff:
    """What the terminal shows, as far as it is known; `write` turns output into what still has to be sent."""

    def __init__(self) -> None:
        self._rows: dict[int, Cells] = {}
        self.cursor: tuple[int, int] | None = None
        """Line and column of the terminal's cursor, as far as it is known."""
        self.size: tuple[int, int] | None = None
        """Columns and lines of the terminal, once told."""
        self._held: list[str] | None = None
        self.is_aside = False
        """Whether all goes through as it is: the terminal does not show signs as wide as they are taken for."""
        self.erases = False
        """Whether the terminal fills what it erases with the background in force."""
        self.shifts = False
        """Whether the terminal inserts and deletes characters."""
        self.unread = 0
        """Paints that could not be read and went through as they were."""
        self.untorn = False
        """Whether the terminal shows at once what comes between two signs (synchronised output)."""
        self._is_shaken = True

    def begin(self, columns: int, lines: int) -> None:
        """The terminal has this size, whoever else may tell of it."""
        self.size, self._is_shaken = (columns, lines), False

    def shake(self) -> None:
        """The terminal has been resized or was lent: it may show anything, even if it has the same size as before."""
        self._is_shaken = True

    def forget(self) -> None:
        """The terminal may show anything."""
        self._rows.clear()
        self.cursor = None

    def resized(self, columns: int, lines: int) -> bool:
        """The terminal is said to have a size; whether what it showed is lost although that is no new size."""
        is_same, self.size = self.size == (columns, lines), (columns, lines)
        is_news, self._is_shaken = self._is_shaken or not is_same, False
        if is_news:
            self.forget()
        return is_same and is_news

    def write(self, output: str) -> str:
        """What has to be sent to the terminal so that it comes to show what the output would make it show."""
        if self.is_aside and self._held is None:
            return output
        if output == _SYNC_BEGIN:
            self._held, self.untorn = [], True
            return ""
        if output == _SYNC_END and self._held is not None:
            sent, self._held = "".join(self._held), None
            return self._whole(sent)
        sent = self._sent(output)
        if self._held is None:
            return sent
        self._held.append(sent)
        return ""

    def show(self, rows: Mapping[int, Cells], opaque: Mapping[int, str], at: tuple[int, int]) -> str:
        """What has to be sent so that rows show cells, others texts, and the cursor is at (line, column)."""
        for y in opaque:
            self._rows.pop(y, None)
        return self._whole(self._shown(rows, at, "".join(go(0, y) + text for y, text in opaque.items())))

    def _whole(self, sent: str) -> str:
        """Much is shown at once, where the terminal can."""
        return f"{_SYNC_BEGIN}{sent}{_SYNC_END}" if self.untorn and len(sent) >= _UNTORN else sent

    def _sent(self, output: str) -> str:
        if _MOVE.match(output):
            try:
                return self._paint(output)
            except UnreadableError:
                self.unread += 1
            except MisfitError:
                pass
        elif _UNSEEN.fullmatch(output) and "?1049" not in output:
            return output
        self.forget()
        return output

    def _paint(self, output: str) -> str:
        pieces = _MOVE.split(output)
        new: dict[int, Cells] = {}
        opaque: list[str] = []
        at = (0, 0)
        for row, column, written in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
            text = written.removesuffix("\n")
            y, x = at = int(row or 1) - 1, int(column or 1) - 1
            if not text:
                continue
            cells = read(text)
            if cells is None:
                opaque.append(f"{go(x, y)}{text}")
                new.pop(y, None)
                self._rows.pop(y, None)
            else:
                if self.size and (x + len(cells.chars) > self.size[0] or y >= self.size[1]):
                    raise MisfitError
                new[y] = laid(new.get(y) or self._rows.get(y), cells, x)
        return self._shown(new, at, "".join(opaque))

    def _shown(self, new: Mapping[int, Cells], at: tuple[int, int], opaque: str = "") -> str:
        """What has to be sent so that rows show these cells; `opaque` draws others, the cursor ends (line, column)."""
        terminal = Terminal(self.size[0] if self.size else 0, self.erases, self.shifts)
        sent = shortest(self._rows, new, terminal) + opaque
        self._rows.update(new)
        if sent or at != self.cursor:
            sent += go(*reversed(at))
        self.cursor = at
        return sent
