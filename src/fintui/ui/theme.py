"""Themes for Textual: its colours, and our styles by name as Rich has them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rich.errors import StyleSyntaxError
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.theme import Theme

from ..files.resources import shipped
from ..files.words import Words
from .text import clean
from .theme_file import ThemeError, ThemeFile, default_theme, read_theme, theme_files


class Look(NamedTuple):
    """A theme ready for use: Textual's colours, and our styles by name."""

    theme: Theme
    styles: Mapping[str, Style]


def load_look(path: Path) -> Look:
    """Read a theme.

    Raises:
        ThemeError: naming file and key, if anything in it cannot be used.
    """
    file = read_theme(path)
    # Textual's own styles name these two only for terminals' own colours.
    variables = {"ansi-background": "ansi_default", "ansi-foreground": "ansi_default"} if file.ansi else {}
    theme = Theme(name=path.stem, dark=file.dark, ansi=file.ansi, variables=variables, **_colors(file))
    return Look(theme, {name: _style(path, name, written) for name, written in file.styles.items()})


def _colors(file: ThemeFile) -> dict[str, Any]:
    for key, value in file.colors.items():
        try:
            Color.parse(value)
        except (ColorParseError, AttributeError, TypeError):
            raise ThemeError(file.path, f"colors.{key}", str(value)) from None
    return dict(file.colors)


def _style(path: Path, name: str, written: Any) -> Style:
    try:
        return Style.parse(written)
    except (StyleSyntaxError, AttributeError, TypeError):
        raise ThemeError(path, f"styles.{name}", str(written)) from None


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
