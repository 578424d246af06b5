"""Themes as files: which there are, which one is meant, and what is written in it. Neither Rich nor Textual yet."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from tomli import loads

from ..files.places import config_folder
from ..files.resources import shipped
from ..files.words import Words
from .text import clean

STYLES: Final = (
    "base muted title heading header label amount total unknown changed unreadable number bar frame cursor cursor-idle "
    "selected selected-number range edit caret status status-changed question error message key footer contents "
    "contents-current contents-failed contents-changed contents-unknown detail failed warned rounded tied stale"
).split()
"""Everything that a theme gives a style to."""
_LIKE: Final = {"stale": "changed", "range": "selected"}
"""Styles that a theme may leave out, and those that stand for them."""
# Names that pages use for the same look.
_ALIASES: Final = {"prose": "base"}
# A line of the ledger bears its sign: underlining whole sentences would only make them hard to read.
_TEXTS: Final = ("failed", "warned", "rounded", "base")
COLORS: Final = frozenset(
    "primary secondary warning error success accent foreground background surface panel boost".split()
)
"""What Textual's own widgets are coloured by; a theme needs the first of them only."""
_COLOURS: Final = {"kitty": "256", "256color": "256"}
"""The colours of a terminal by the end of its name; others have 16."""


class ThemeError(ValueError):
    """A theme that cannot be used: which file, which key, and what is wrong with it."""

    def __init__(self, path: Path, key: str, found: str) -> None:
        super().__init__(f"{path}: {key}: {found}")
        self.path, self.key, self.found = path, key, found

    def sentence(self, words: Words) -> str:
        """File, key, and what cannot be used."""
        return words("theme.broken", path=clean(str(self.path)), key=clean(self.key), found=clean(self.found))


class ThemeFile(NamedTuple):
    """What a theme's file says, its colours and styles as they are written; no style is missing."""

    path: Path
    dark: bool
    ansi: bool
    colors: Mapping[str, Any]
    styles: Mapping[str, Any]


def theme_files() -> dict[str, Path]:
    """Every theme's file by its name; the user's own win over shipped ones."""
    files = {path.stem: path for path in sorted(shipped("themes").glob("*.toml"))}
    own = config_folder() / "themes"
    return files | {path.stem: path for path in sorted(own.glob("*.toml"))} if own.is_dir() else files


def is_own(path: Path) -> bool:
    """Whether a theme is the user's own."""
    return path.parent == config_folder() / "themes"


def modified(path: Path) -> int:
    """When a file was last written, as a number; 0 while it is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def read_theme(path: Path) -> ThemeFile:
    """Read a theme's file.

    Raises:
        ThemeError: if it cannot be read, or has other keys than it may and must have.
    """
    try:
        raw = loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ThemeError(path, "TOML", str(error)) from None
    for key in raw:
        if key not in {"dark", "ansi", "colors", "styles"}:
            raise ThemeError(path, key, "?")
    colors = raw.get("colors", {})
    for key in colors:
        if key not in COLORS:
            raise ThemeError(path, f"colors.{key}", str(colors[key]))
    if "primary" not in colors:
        raise ThemeError(path, "colors.primary", "-")
    styles = _styles(path, raw.get("styles", {}))
    return ThemeFile(path, bool(raw.get("dark", True)), bool(raw.get("ansi", False)), colors, styles)


def _styles(path: Path, raw: Mapping[str, Any]) -> dict[str, Any]:
    for key in raw:
        if key not in STYLES:
            raise ThemeError(path, f"styles.{key}", str(raw[key]))
    styles: dict[str, Any] = {}
    for name in STYLES:
        try:
            styles[name] = raw[name if name in raw else _LIKE.get(name, name)]
        except KeyError:
            raise ThemeError(path, f"styles.{name}", "-") from None
    return (
        styles
        | {f"{name}-text": f"{styles[name]} not underline" for name in _TEXTS}
        | {alias: styles[name] for alias, name in _ALIASES.items()}
    )


def theme_of(name: str) -> Path | None:
    """The file of a theme's name, `auto` being what suits the terminal; None if there is none of that name."""
    return theme_files().get(default_theme() if name == "auto" else name)


def default_theme() -> str:
    """The theme for this terminal: its own colours where it has few or is told to use none."""
    if os.environ.get("NO_COLOR") or colours() not in {"truecolor", "256"}:
        return "fintui-terminal"
    # COLORFGBG, where a terminal sets it, ends with the number of its background colour.
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "fintui-light" if background in {"7", "15"} else "fintui-dark"


def colours() -> str:
    """The colours of this terminal, as Rich finds them: `truecolor`, `256`, `standard`, or nothing."""
    if sys.platform == "win32" or os.environ.keys() & {"FORCE_COLOR", "TTY_COMPATIBLE"}:
        from rich.console import Console  # noqa: PLC0415 (starting needs none of it)

        return Console(stderr=True).color_system or ""
    term = os.environ.get("TERM", "").strip().lower()
    if sys.stderr is None or not sys.stderr.isatty() or term in {"dumb", "unknown"}:
        return ""
    if os.environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return "truecolor"
    return _COLOURS.get(term.rpartition("-")[2], "standard")
