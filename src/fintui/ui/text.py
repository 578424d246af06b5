"""Text on the screen: how wide it is, how it is cut, wrapped and made harmless."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len

Run = tuple[str, str]
"""A piece of a line and the name of its style."""
Line = list[Run]

# C0, DEL, C1, zero-width and bidirectional controls: none may reach the terminal.
_CONTROLS: Final = dict.fromkeys(
    [
        *range(0x20),
        *range(0x7F, 0xA0),
        0xAD,
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
    ],
    "\ufffd",
) | {0x09: " ", 0xFE0E: "", 0xFE0F: ""}
# Surrogates cannot be written to a terminal at all.
_SURROGATES: Final = range(0xD800, 0xE000)

NO_START: Final = frozenset("，。、；：！？）》」』】〕”’…％%,.;:!?)]}·")
"""Signs that no line may begin with."""
NO_END: Final = frozenset("（《「『【〔“‘([{￥¥")
"""Signs that no line may end with."""


def clean(text: str) -> str:
    """The text with every control character replaced by a visible sign; shown, never obeyed."""
    text = text.translate(_CONTROLS)
    if text.isascii() or not any(ord(char) in _SURROGATES for char in text):
        return text
    return "".join("\ufffd" if ord(char) in _SURROGATES else char for char in text)


def width(text: str) -> int:
    """Cells that the text takes."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, cells: int) -> str:
    """The text in at most so many cells, with … where something is left out."""
    if width(text) <= cells:
        return text
    out, used = [], 0
    for char in text:
        used += width(char)
        if used > cells - 1:
            break
        out.append(char)
    return "".join(out) + "…" if cells > 0 else ""


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
    """Break one paragraph into lines, each a (start, end) of the text.

    Chinese breaks between any two characters, but no line begins with a closing sign or ends with an opening one;
    numbers and Latin words stay whole where they fit on a line.
    """
    cells = max(2, cells)
    lines, start = [], 0
    while start < len(text):
        end = _fill(text, start, cells)
        if end < len(text):
            end = _good_break(text, start, end)
        lines.append((start, end))
        start = end
    return lines or [(0, 0)]


def _fill(text: str, start: int, cells: int) -> int:
    """How far a line reaches if it may be broken anywhere."""
    used, end = 0, start
    while end < len(text) and (used := used + width(text[end])) <= cells:
        end += 1
    return max(end, start + 1)


def _good_break(text: str, start: int, end: int) -> int:
    """The last place before `end` where a line may be broken; `end` itself if there is none."""
    for place in range(end, start, -1):
        if _may_break(text[place - 1], text[place]):
            return place
    return end


def _may_break(before: str, after: str) -> bool:
    if after in NO_START or before in NO_END:
        return False
    return not (_is_latin(before) and _is_latin(after))


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ",.-+/_@:%")


def line_width(line: Line) -> int:
    """Cells that a line of runs takes."""
    return sum(width(text) for text, _ in line)


def fit(line: Line, cells: int, style: str) -> Line:
    """A line of just so many cells: cut at the end, or filled with blanks of a style."""
    out: Line = []
    free = cells
    for text, name in line:
        if free <= 0:
            break
        piece = cut(text, free)
        out.append((piece, name))
        free -= width(piece)
    return [*out, (" " * free, style)] if free > 0 else out
