"""A desk driven by keys and read as text: no terminal, no Textual."""

from __future__ import annotations

from pathlib import Path

from fintui.files.reader import load
from fintui.files.words import load_words
from fintui.ui.desk import Desk
from fintui.ui.text import width

DATA = Path(__file__).resolve().parents[2] / "data" / "statements"
WUCHANG = DATA / "wuchang-big-data-centre-2020.toml"
PUTUO = DATA / "putuo-finance-bureau-2024.toml"
SIZES = [(80, 24), (120, 40)]


class Host:
    """Notes what a desk asks for; the editor answers at once with what `edit` makes of the text."""

    def __init__(self) -> None:
        self.has_quit = False
        self.edited: list[str] = []
        self.edit = lambda text: text

    def quit(self) -> None:
        self.has_quit = True

    def edit_text(self, title, text, paragraph, done) -> None:
        self.edited.append(title)
        changed = self.edit(text)
        if changed != text:
            done(changed)

    def redraw(self) -> None:
        pass


class Driver:
    """`press` keys, look at `screen`. Names of more than one character are keys, everything else is typed."""

    def __init__(self, path: Path, size: tuple[int, int] = (120, 40), language: str = "zh") -> None:
        self.host = Host()
        self.desk = Desk(load(path), path, load_words(language), self.host)
        self.desk.resize(*size)
        self.desk.check_all()

    def press(self, *keys: str) -> Driver:
        for key in keys:
            self.desk.key(key, key if len(key) == 1 else None)
        return self

    def type(self, text: str) -> Driver:
        return self.press(*text)

    @property
    def lines(self) -> list[str]:
        return ["".join(text for text, _ in self.desk.line(y)) for y in range(self.desk.height)]

    @property
    def screen(self) -> str:
        return "\n".join(self.lines)

    def check_widths(self) -> None:
        for line in self.lines:
            assert width(line) == self.desk.width, line

    def figure(self, role: str, row: str, column: str):
        return self.desk.document.statement.tables[role].row(row).figures.get(column)
