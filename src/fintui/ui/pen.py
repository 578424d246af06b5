"""Pens: how text looks to a terminal, and the shortest way to change from one look to another.

A look is what select-graphic-rendition sequences (`ESC [ … m`) have added up to. Pens are made once each, so that two
cells look alike exactly if their pens are the same object.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

_OFF: Final = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
"""What takes an attribute back; 22 takes two of them."""
_SEEN_BARE: Final = frozenset({"4", "7", "9"})
"""Attributes that show on a blank."""
_LEVELS: Final = (0, 95, 135, 175, 215, 255)
_GREYS: Final = range(8, 239, 10)
"""Of the 256 colours 216 are made of these levels, 24 are greys."""
_OPERANDS: Final = {"5": 2, "2": 4}
"""How many numbers a colour takes after 38 or 48, by its kind: of 256, or red, green and blue."""


class Pen(NamedTuple):
    """Attributes and colours, each as the numbers that set it; empty: the terminal's own."""

    attributes: frozenset[str] = frozenset()
    foreground: str = ""
    background: str = ""


class UnknownLookError(ValueError):
    """Numbers that no pen stands for."""


@cache
def _pen(attributes: frozenset[str], foreground: str, background: str) -> Pen:
    return Pen(attributes, foreground, background)


PLAIN: Final = _pen(frozenset(), "", "")
"""The terminal's own look."""


@lru_cache(4096)
def after(pen: Pen, numbers: str) -> Pen:
    """The pen after a sequence with these numbers.

    Raises:
        UnknownLookError: if there is a number among them that is not known here.
    """
    attributes, foreground, background = set(pen.attributes), pen.foreground, pen.background
    for each in _grouped(numbers):
        kind = each.partition(";")[0]
        if kind in {"", "0"}:
            attributes, foreground, background = set(), "", ""
        elif kind in _OFF:
            attributes.add(kind)
        elif kind in _OFF.values():
            attributes = {one for one in attributes if _OFF[one] != kind}
        elif kind in {"39", "49"} or (len(kind) in {2, 3} and kind[:-1] in {"3", "4", "9", "10"}):
            colour = "" if kind in {"39", "49"} else each
            if kind[0] in "39":
                foreground = colour
            else:
                background = colour
        else:
            raise UnknownLookError(numbers)
    return _pen(frozenset(attributes), foreground, background)


@lru_cache(4096)
def bare(pen: Pen) -> Pen:
    """What is seen of a pen where there is no sign: its background, unless blanks are underlined or reversed by it."""
    return pen if pen.attributes & _SEEN_BARE else _pen(frozenset(), "", pen.background)


@lru_cache(4096)
def toward(pen: Pen, look: Pen) -> Pen:
    """The pen nearest to one in force by which blanks have a look that `bare` gave."""
    if bare(pen) is look or look.attributes:
        return pen if bare(pen) is look else look
    return _pen(pen.attributes - _SEEN_BARE, pen.foreground, look.background)


def _grouped(numbers: str) -> Iterator[str]:
    """The numbers, those of one colour together."""
    left = numbers.split(";")
    while left:
        count = 1
        if left[0] in {"38", "48"}:
            count += _OPERANDS.get(left[1], 0) if len(left) > 1 else 0
            if count < 2 or len(left) < count:
                raise UnknownLookError(numbers)
        yield ";".join(left[:count])
        del left[:count]


@lru_cache(512)
def _shortest(colour: str) -> str:
    """A colour in the fewest characters: of red, green and blue those of the 256 that are just the same."""
    layer, _, values = colour.partition(";2;")
    if not values:
        return colour
    red, green, blue = map(int, values.split(";"))
    if red == green == blue and red in _GREYS:
        return f"{layer};5;{232 + _GREYS.index(red)}"
    if {red, green, blue} <= set(_LEVELS):
        place = 36 * _LEVELS.index(red) + 6 * _LEVELS.index(green) + _LEVELS.index(blue)
        return f"{layer};5;{16 + place}"
    return colour


@lru_cache(4096)
def change(one: Pen, other: Pen) -> str:
    """What a terminal must be sent so that it goes on with another pen; the shortest there is."""
    if one is other:
        return ""
    foreground, background = _shortest(other.foreground), _shortest(other.background)
    anew = ["0", *sorted(other.attributes), *filter(None, [foreground, background])]
    if anew == ["0"]:
        return "\x1b[m"
    off = {_OFF[each] for each in one.attributes - other.attributes}
    steps = [
        *sorted(off),
        *sorted(each for each in other.attributes if _OFF[each] in off or each not in one.attributes),
    ]
    if one.foreground != other.foreground:
        steps.append(foreground or "39")
    if one.background != other.background:
        steps.append(background or "49")
    return f"\x1b[{min(';'.join(steps), ';'.join(anew), key=len)}m"
