"""One string of a TOML text, edited where it stands: only what differs is written anew.

The author's kind of quotes, escapes and line breaks stay, so that an edited sentence is one changed line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from tomli import loads

from .writer import escaped

Edit = tuple[int, int, str]
"""From, to (offsets in the literal), and what is written there."""

_TOKEN: Final = re.compile(
    r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\[ \t]*\r?\n[ \t\r\n]*|\\.|\r\n|[^\\\r]|\r", re.DOTALL
)
_PLAIN: Final = re.compile(r"\r\n|.", re.DOTALL)
_QUOTES: Final = ('"""', "'''", '"', "'")


def edits(raw: str, new: str) -> list[Edit] | None:
    """How the literal `raw` is edited so that it holds `new`; None if it has to be written anew as a whole."""
    quote = next(each for each in _QUOTES if raw.startswith(each))
    old, bounds = _decoded(raw, quote)
    end = len(old.rstrip("\n"))
    if "\n" in new and len(quote) == 1 and "\n" not in old[:end]:
        return None
    found = []
    for start, stop, piece in _differences(old[:end], new):
        written = _written(piece, quote)
        if written is None:
            return None
        first = bounds[start][0] if stop > start or not start else bounds[start - 1][1]
        found.append((first, bounds[stop - 1][1] if stop > start else first, written))
    return found if _holds(raw, found, new) else None


def _decoded(raw: str, quote: str) -> tuple[str, list[tuple[int, int]]]:
    """The value, and for each of its characters where that stands; at last where the literal's inside ends."""
    at, stop = len(quote), len(raw) - len(quote)
    if len(quote) == 3 and (match := re.compile(r"\r?\n").match(raw, at)):
        at = match.end()
    chars: list[str] = []
    bounds: list[tuple[int, int]] = []
    for match in (_TOKEN if '"' in quote else _PLAIN).finditer(raw, at, stop):
        token = match[0]
        if token == "\r\n":  # noqa: S105 - a line break
            token = "\n"  # noqa: S105
        elif token[0] == "\\" and '"' in quote:
            token = "" if "\n" in token else loads(f'k = "{token}"')["k"]
        if token:
            chars.append(token)
            bounds.append(match.span())
    return "".join(chars), [*bounds, (bounds[-1][1] if bounds else at, stop)]


def _differences(old: str, new: str) -> Iterator[Edit]:
    """What differs, paragraph by paragraph where their number stays, each trimmed to the characters that changed."""
    ours, theirs = _lines(old), _lines(new)
    starts = [0]
    for line in ours:
        starts.append(starts[-1] + len(line))
    for code, a1, a2, b1, b2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if code == "equal":
            continue
        step = 1 if a2 - a1 == b2 - b1 else max(a2 - a1, b2 - b1)
        for shift in range(0, max(a2 - a1, b2 - b1), step):
            one = "".join(ours[a1 + shift : min(a1 + shift + step, a2)])
            other = "".join(theirs[b1 + shift : min(b1 + shift + step, b2)])
            head, tail = _common(one, other)
            start = starts[a1 + shift]
            yield start + head, start + len(one) - tail, other[head : len(other) - tail]


def _lines(text: str) -> list[str]:
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _common(old: str, new: str) -> tuple[int, int]:
    """Length of what two texts begin and end with alike, without overlap."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def _written(piece: str, quote: str) -> str | None:
    """A piece as it stands between quotes of that kind; None where they cannot hold it."""
    if '"' in quote:
        return escaped(piece, long=len(quote) == 3)
    is_plain = escaped(piece.replace("\\", "").replace('"', ""), long=len(quote) == 3) == re.sub(r'[\\"]', "", piece)
    return piece if is_plain and "'" not in piece and (len(quote) == 3 or "\n" not in piece) else None


def _holds(raw: str, found: list[Edit], new: str) -> bool:
    at, parts = 0, []
    for start, end, piece in found:
        parts += [raw[at:start], piece]
        at = end
    try:
        value = loads("k = " + "".join([*parts, raw[at:]]))["k"]
    except ValueError:
        return False
    return isinstance(value, str) and value.rstrip("\n") == new
