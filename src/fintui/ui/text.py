"""Text on the screen: how wide it is, how it is cut, wrapped and made harmless."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from rich.cells import get_character_cell_size

T = TypeVar("T")
Run = tuple[str, str]
"""A piece of a line and the name of its style."""
Line = list[Run]

CONTROLS: Final = (
    "\x00-\x1f\x7f-\x9f\xad\u061c\u180e\ufeff\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Ranges of what the terminal may never get: C0, DEL, C1, zero-width, bidirectional and other unseen controls.

As a pattern, not as a set: there are thousands of them.
"""
# Surrogates cannot be written to a terminal at all.
_UNSHOWN: Final = re.compile(f"[{CONTROLS}\ufe0e\ufe0f\ud800-\udfff]")
_SHOWN_AS: Final = {"\t": " ", "\ufe0e": "", "\ufe0f": ""}

NO_START: Final = frozenset("，。、；：！？）》」』】〕”’…％%,.;:!?)]}·")
"""Signs that no line may begin with."""
NO_END: Final = frozenset("（《「『【〔“‘([{￥¥")
"""Signs that no line may end with."""
_PAIRED: Final = frozenset("—…")
_LATIN: Final = frozenset(",.-+/_@:%")


def clean(text: str) -> str:
    """The text with every control character replaced by a visible sign; shown, never obeyed."""
    return _UNSHOWN.sub(lambda found: _SHOWN_AS.get(found[0], "\ufffd"), text)


_ASCII: Final = str.maketrans(
    {"…": ".", "─": "-", "│": "|", "‹": "<", "›": ">", "✗": "x", "≈": "~", "▲": "^", "→": ">", "←": "<", "↑": "^"}
    | {"↓": "v", "–": "-", "—": "-", "·": ".", "±": "+", "×": "x", "“": '"', "”": '"', "‘": "'", "’": "'", "•": "*"}
    | {"✓": "v", "✎": "n", "‽": "d"}
    | dict.fromkeys("█▉▊▋▌", "#")
    | dict.fromkeys("▍▎▏", "'")
    | dict.fromkeys("▁▂▃", "_")
    | dict.fromkeys("▄▅▆▇", "=")
)
"""Signs whose width terminals do not agree on, or which a plain console lacks, each by one that all have."""


def to_ascii(text: str) -> str:
    """The text cleaned, with plain signs for all but its words."""
    return clean(text).translate(_ASCII)


_cells_of: Final = getattr(get_character_cell_size, "__wrapped__", get_character_cell_size)
"""Rich's own function, without what it remembers: that is remembered here."""


class _CharacterWidths(dict[str, int]):
    """Cells of a character, looked up once."""

    def __missing__(self, char: str) -> int:
        self[char] = cells = _cells_of(char)
        return cells


_WIDTHS: Final = _CharacterWidths()


def width(text: str) -> int:
    """Cells that the text takes."""
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


def cut(text: str, cells: int) -> str:
    """The text in at most so many cells, with … where something is left out."""
    if width(text) <= cells:
        return text
    return _take(text, cells - 1) + "…" if cells > 0 else ""


def _take(text: str, cells: int) -> str:
    """As much of the text as so many cells hold."""
    used = 0
    for at, char in enumerate(text):
        used += _WIDTHS[char]
        if used > cells:
            return text[:at]
    return text


def left(text: str, cells: int) -> str:
    """Cut or padded to just so many cells, aligned left."""
    text = cut(text, cells)
    return text + " " * (cells - width(text))


def right(text: str, cells: int) -> str:
    """Padded to so many cells, aligned right; never cut: what is too wide is shown as ####."""
    return " " * (cells - width(text)) + text if width(text) <= cells else "#" * cells


def centre(text: str, cells: int) -> str:
    """Cut or padded to so many cells, centred."""
    text = cut(text, cells)
    free = cells - width(text)
    return " " * (free // 2) + text + " " * (free - free // 2)


def wrap(text: str, cells: int) -> list[tuple[int, int]]:
    """Break one paragraph into lines, each a (start, end) of the text; blanks at a break belong to no line.

    Chinese breaks between any two characters, but no line begins with a closing sign or ends with an opening one;
    numbers and Latin words stay whole where they fit on a line.
    """
    cells = max(2, cells)
    lines, start = [], 0
    while start < len(text):
        end = _fill(text, start, cells)
        if end < len(text) and text[end] != " ":
            end = _good_break(text, start, end)
        kept = len(text[start:end].rstrip(" ")) if end < len(text) else end - start
        if kept:
            lines.append((start, start + kept))
        start = end
        while start < len(text) and text[start] == " " and lines:
            start += 1
    return lines or [(0, 0)]


def _fill(text: str, start: int, cells: int) -> int:
    """How far a line reaches if it may be broken anywhere."""
    used = 0
    for end in range(start, min(len(text), start + 4 * cells)):
        used += _WIDTHS[text[end]]
        if used > cells:
            return max(end, start + 1)
    return min(len(text), start + 4 * cells)


def _good_break(text: str, start: int, end: int) -> int:
    """The last place before `end` where a line may be broken; `end` itself if there is none."""
    for place in range(end, start, -1):
        if may_break(text[place - 1], text[place]):
            return place
    return end


def may_break(before: str, after: str) -> bool:
    """Whether a line may end with one character and the next begin with the other."""
    if after in NO_START or before in NO_END or not _WIDTHS[after]:
        return False
    if before == after and before in _PAIRED:
        return False
    return not (_is_latin(before) and _is_latin(after))


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in _LATIN)


def line_width(line: Iterable[Run]) -> int:
    """Cells that a line of runs takes."""
    return sum(width(text) for text, _ in line)


def fit(line: Line, cells: int, style: str) -> Line:
    """A line of just so many cells: filled with blanks of a style, or cut, which … tells."""
    free = cells - line_width(line)
    if free >= 0:
        return [*line, (" " * free, style)] if free else line
    line = _less_blank(line, -free)
    if line_width(line) <= cells:
        return line
    out: Line = []
    free = cells - 1
    for text, name in line:
        piece = _take(text, free)
        out.append((piece, name))
        free -= width(piece)
        if piece != text:
            break
    return [*out[:-1], (out[-1][0] + " " * free + "…", out[-1][1])] if cells > 0 else []


def _less_blank(line: Line, cells: int) -> Line:
    """The line with so many of the blanks at its end left out, or as many as there are."""
    line = list(line)
    while cells > 0 and line and (text := line[-1][0]).endswith(" "):
        less = min(cells, len(text) - len(text.rstrip(" ")))
        line[-1] = (text[: len(text) - less], line[-1][1])
        cells -= less
        if not line[-1][0]:
            line.pop()
    return line


def pieces(runs: Sequence[tuple[str, T]], spans: Iterable[tuple[int, int]]) -> list[list[tuple[str, T]]]:
    """The runs between the offsets of each span of their joined text; spans in order."""
    lines: list[list[tuple[str, T]]] = []
    number = at = 0  # the run that is looked at, and where it begins
    for start, end in spans:
        line: list[tuple[str, T]] = []
        while number < len(runs):
            text, style = runs[number]
            low, high = max(start - at, 0), min(end - at, len(text))
            if low < high:
                line.append((text[low:high], style))
            if at + len(text) >= end:
                break
            at += len(text)
            number += 1
        lines.append(line)
    return lines
