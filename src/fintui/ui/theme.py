"""Themes: one TOML file each; shipped ones in `themes/`, the user's own beside the settings."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.errors import StyleSyntaxError
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.theme import Theme

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
_COLORS: Final = frozenset(
    "primary secondary warning error success accent foreground background surface panel boost".split()
)


class ThemeError(ValueError):
    """A theme that cannot be used: which file, which key, and what is wrong with it."""

    def __init__(self, path: Path, key: str, found: str) -> None:
        super().__init__(f"{path}: {key}: {found}")
        self.path, self.key, self.found = path, key, found

    def sentence(self, words: Words) -> str:
        """File, key, and what cannot be used."""
        return words("theme.broken", path=clean(str(self.path)), key=clean(self.key), found=clean(self.found))


@dataclass(frozen=True, slots=True)
class Look:
    """A theme ready for use: Textual's colours, and our styles by name."""

    theme: Theme
    styles: Mapping[str, Style]


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


def load_look(path: Path) -> Look:
    """Read a theme.

    Raises:
        ThemeError: naming file and key, if anything in it cannot be used.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ThemeError(path, "TOML", str(error)) from None
    for key in raw:
        if key not in {"dark", "ansi", "colors", "styles"}:
            raise ThemeError(path, key, "?")
    ansi = bool(raw.get("ansi", False))
    # Textual's own styles name these two only for terminals' own colours.
    variables = {"ansi-background": "ansi_default", "ansi-foreground": "ansi_default"} if ansi else {}
    dark = bool(raw.get("dark", True))
    theme = Theme(name=path.stem, dark=dark, ansi=ansi, variables=variables, **_colors(path, raw))
    return Look(theme, _styles(path, raw.get("styles", {})))


def _colors(path: Path, raw: Mapping[str, Any]) -> dict[str, Any]:
    colors = raw.get("colors", {})
    for key, value in colors.items():
        try:
            if key not in _COLORS:
                raise ThemeError(path, f"colors.{key}", str(value))
            Color.parse(value)
        except (ColorParseError, AttributeError, TypeError):
            raise ThemeError(path, f"colors.{key}", str(value)) from None
    if "primary" not in colors:
        raise ThemeError(path, "colors.primary", "-")
    return dict(colors)


def _styles(path: Path, raw: Mapping[str, Any]) -> dict[str, Style]:
    for key in raw:
        if key not in STYLES:
            raise ThemeError(path, f"styles.{key}", str(raw[key]))
    styles: dict[str, Style] = {}
    for name in STYLES:
        try:
            styles[name] = Style.parse(raw[name if name in raw else _LIKE.get(name, name)])
        except KeyError:
            raise ThemeError(path, f"styles.{name}", "-") from None
        except (StyleSyntaxError, AttributeError, TypeError):
            raise ThemeError(path, f"styles.{name}", str(raw[name])) from None
    # A line of the ledger bears its sign: underlining whole sentences would only make them hard to read.
    plain = {f"{name}-text": styles[name] + Style(underline=False) for name in ("failed", "warned", "rounded", "base")}
    return styles | plain | {alias: styles[name] for alias, name in _ALIASES.items()}


def choose_look(name: str, words: Words) -> tuple[Look, str]:
    """The look of a theme's name, and what is wrong with it; of one that cannot be used the terminal's default."""
    files, problem = theme_files(), ""
    try:
        if name in files:
            return load_look(files[name]), ""
        if name != "auto":
            problem = words("theme.unknown", found=clean(name), known=", ".join(files))
    except ThemeError as error:
        problem = error.sentence(words)
    return load_look(shipped("themes") / f"{default_theme()}.toml"), problem


def default_theme() -> str:
    """The theme for this terminal: its own colours where it has few or is told to use none."""
    few = Console(stderr=True).color_system in {"standard", None}
    if os.environ.get("NO_COLOR") or few:
        return "fintui-terminal"
    # COLORFGBG, where a terminal sets it, ends with the number of its background colour.
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "fintui-light" if background in {"7", "15"} else "fintui-dark"
