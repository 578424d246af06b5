"""Draw pictures of the program from the program: `python docs/make_pictures.py` writes `docs/*.svg`.

Every run of text has its own place and length, so that Chinese keeps its cells in any browser.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path

from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from fintui.files.reader import load
from fintui.files.resources import first_statement, shipped
from fintui.files.words import load_words
from fintui.ui.desk import Desk
from fintui.ui.text import width
from fintui.ui.theme import load_look
from fintui.ui.theme_file import theme_files

CELL, LINE, BASELINE = 9.0, 20.0, 15.0
FONT = "'DejaVu Sans Mono','Noto Sans Mono CJK SC','Sarasa Mono SC',monospace"


class _Nobody:
    """A host for a desk that is only looked at: whatever it is asked, it does nothing."""

    def __getattr__(self, name: str) -> Callable[..., str]:
        return lambda *_: ""

    def soon(self, call: Callable[[], None]) -> None:
        """Nothing else is to be done first."""
        call()

    def theme_names(self) -> list[str]:
        """The shipped ones."""
        return [path.stem for path in sorted(shipped("themes").glob("*.toml"))]


def draw(desk: Desk, styles: dict[str, Style]) -> str:
    """The desk's lines as an SVG."""
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {desk.width * CELL:g} {desk.height * LINE:g}"'
            f' font-family="{FONT}" font-size="15">'
        )
    ]
    for y in range(desk.height):
        x = 0
        for text, name in desk.line(y):
            parts += _run(text, styles[name], x * CELL, y * LINE)
            x += width(text)
    return "\n".join([*parts, "</svg>\n"])


def _run(text: str, style: Style, x: float, y: float) -> list[str]:
    back, fore = _color(style.bgcolor, "#000"), _color(style.color, "#fff")
    if style.reverse:
        back, fore = fore, back
    cells = width(text) * CELL
    parts = [f'<rect x="{x:g}" y="{y:g}" width="{cells + 0.5:g}" height="{LINE + 0.5:g}" fill="{back}"/>']
    look = ' font-weight="bold"' if style.bold else ""
    look += ' font-style="italic"' if style.italic else ""
    look += ' text-decoration="underline"' if style.underline else ""
    for piece, at in _pieces(text):
        size = width(piece) * CELL
        parts.append(
            f'<text x="{x + at * CELL:g}" y="{y + BASELINE:g}" fill="{fore}"{look} textLength="{size:g}"'
            f' lengthAdjust="spacingAndGlyphs" xml:space="preserve">{escape(piece)}</text>'
        )
    return parts


def _pieces(text: str) -> list[tuple[str, int]]:
    """Words of characters of equal width, with the cell that each starts at; blanks are left out."""
    pieces: list[tuple[str, int]] = []
    at = 0
    for char in text:
        cells = width(char)
        last = pieces[-1] if pieces else None
        if char == " ":
            pass
        elif last and width(last[0][-1]) == cells and last[1] + width(last[0]) == at:
            pieces[-1] = (last[0] + char, last[1])
        else:
            pieces.append((char, at))
        at += cells
    return pieces


def _color(color: object, default: str) -> str:
    if color is None:
        return default
    return str(color.get_truecolor(DEFAULT_TERMINAL_THEME).hex)  # type: ignore[attr-defined]


def picture(statement: Path, theme: str, size: tuple[int, int], keys: str, language: str = "zh") -> str:
    """The screen after some keys, written as `fintui keys` has them, apart by blanks."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("STATE", "CONFIG", "DATA"):
            os.environ[f"XDG_{name}_HOME"] = folder
        copy = Path(folder) / statement.name
        copy.write_bytes(statement.read_bytes())
        look = load_look(theme_files()[theme])
        desk = Desk(load(copy), copy, load_words(language), _Nobody())  # type: ignore[arg-type]
        desk.resize(*size)
        desk.check_all()
        for key in keys.split():
            desk.key(key, key if len(key) == 1 else None)
        return draw(desk, dict(look.styles))


def main() -> None:
    """Draw every picture of the documentation."""
    putuo, wuchang = shipped("data") / "statements" / "putuo-finance-bureau-2024.toml", first_statement()
    wide = (120, 36)
    pictures = {
        "picture": picture(putuo, "fintui-dark", wide, "3 down right 1 5 0 3 enter"),
        "explanations": picture(wuchang, "fintui-light", wide, "e down down right right"),
        "findings": picture(wuchang, "fintui-dark", wide, "f down down"),
        "search": picture(wuchang, "fintui-dark", (100, 24), "/ 公 务 接 待"),
        "charts": picture(putuo, "fintui-light", (100, 30), "g"),
        "contrast": picture(putuo, "fintui-contrast", (100, 30), "5 down down right", "en"),
    }
    for name, drawn in pictures.items():
        (Path(__file__).parent / f"{name}.svg").write_text(drawn, "utf-8")


if __name__ == "__main__":
    main()
