"""The pens of a theme, read from its styles as they are written: before Rich and Textual are there to do it.

Only what is read here just as they would read it: of anything else there are no pens, and the screen waits for Textual.
`tests/ui/test_pens.py` holds these pens to what Textual sends.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Final

from .pen import PLAIN, Pen, after
from .theme_file import ThemeFile, colours

_HEX: Final = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.IGNORECASE)
_COLOR: Final = re.compile(
    r"#[0-9a-f]{6}|ansi_(?:default|red|green|yellow|blue|magenta|cyan|white|black)", re.IGNORECASE
)
_ATTRIBUTES: Final = {"bold": "1", "dim": "2", "italic": "3", "underline": "4", "reverse": "7", "strike": "9"}
_NAMES: Final = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_OWN: Final = frozenset({"TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FILTERS"})
"""By these Textual changes colours in ways that are not followed here."""


class _UncertainError(ValueError):
    """A style that is not read here."""


def pens_of(theme: ThemeFile) -> Mapping[str, Pen] | None:
    """The pen of every style of a theme on this terminal; None if only Textual knows them all."""
    system, bare = colours(), "NO_COLOR" in os.environ
    if not system or os.environ.keys() & _OWN or (bare and not theme.ansi):
        return None
    if not all(isinstance(each, str) and _COLOR.fullmatch(each) for each in theme.colors.values()):
        return None  # Textual may find something wrong with it
    try:
        return {name: _pen(written, system, ansi=theme.ansi, bare=bare) for name, written in theme.styles.items()}
    except _UncertainError:
        return None


def _pen(written: object, system: str, *, ansi: bool, bare: bool) -> Pen:
    """The pen of a style; `ansi`: the terminal's own colours are meant; `bare`: no colours at all."""
    if not isinstance(written, str):
        raise _UncertainError
    attributes: set[str] = set()
    colour = {"3": "", "4": ""}
    layer, is_off = "3", False
    for word in written.lower().split():
        if word in {"on", "not"}:
            layer, is_off = ("4", is_off) if word == "on" else (layer, True)
        elif word in _ATTRIBUTES:
            (attributes.discard if is_off else attributes.add)(_ATTRIBUTES[word])
            is_off = False
        else:
            colour[layer] = _colour(word, layer, system, ansi=ansi)
            layer = "3"
    if not all(colour.values()) or is_off or (attributes & {"2"} and not ansi):
        raise _UncertainError
    numbers = sorted(attributes) if bare else [*sorted(attributes), *colour.values()]
    return after(PLAIN, ";".join(numbers)) if numbers else PLAIN


def _colour(word: str, layer: str, system: str, *, ansi: bool) -> str:
    """The numbers that set a colour: `layer` 3 for the text, 4 for its background."""
    if ansi and word == "default":
        return f"{layer}9"
    if ansi and word in _NAMES:
        return f"{layer}{_NAMES.index(word)}"
    if ansi or system == "standard" or not (found := _HEX.fullmatch(word)):
        raise _UncertainError
    red, green, blue = (int(each, 16) for each in found.groups())
    if system == "256":
        return f"{layer}8;5;{nearest(red, green, blue)}"
    return f"{layer}8;2;{red};{green};{blue}"


def nearest(red: int, green: int, blue: int) -> int:
    """The colour of 256 that Rich takes for another one: a grey for what is hardly coloured, else one of the cube."""
    least, most = min(red, green, blue) / 255, max(red, green, blue) / 255
    light = (least + most) / 2
    spread = most - least
    if not spread or spread / (most + least if light <= 0.5 else 2.0 - most - least) < 0.15:
        grey = round(light * 25.0)
        return {0: 16, 25: 231}.get(grey, 231 + grey)
    parts = [round(part / 95 if part < 95 else 1 + (part - 95) / 40) for part in (red, green, blue)]
    return 16 + 36 * parts[0] + 6 * parts[1] + parts[2]
