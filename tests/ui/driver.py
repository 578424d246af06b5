"""A desk driven by keys and read as text: no terminal, no Textual."""

from __future__ import annotations

import re
from copy import copy
from functools import cache
from pathlib import Path

from fintui.files.clipboard import Copied
from fintui.files.reader import Loaded, load
from fintui.files.resources import shipped
from fintui.files.settings import DEFAULTS, Settings
from fintui.files.words import Words, load_words
from fintui.ui.desk import Desk
from fintui.ui.text import CONTROLS, width
from fintui.ui.theme import load_look

DATA = Path(__file__).resolve().parents[2] / "data" / "statements"
WUCHANG = DATA / "wuchang-big-data-centre-2020.toml"
PUTUO = DATA / "putuo-finance-bureau-2024.toml"
SIZES = [(80, 24), (120, 40)]
PLACES = [*"0123456789egkwf"]
"""The keys of all parts."""
UNSEEN = set(re.findall(f"[{CONTROLS}]", "".join(map(chr, range(0x110000)))))
words_of = cache(load_words)
"""The catalogue of a language, read once."""


@cache
def styles_of_theme() -> set[str]:
    """The names of all styles."""
    return set(load_look(shipped("themes") / "fintui-dark.toml").styles)


class Host:
    """Notes what a desk asks for; the editor answers at once with what `edit` makes of the text."""

    def __init__(self) -> None:
        self.has_quit = self.suspended = False
        self.look = "dark"
        self.lends = False  # a test that presses any key must not open an editor
        self.edited: list[str] = []
        self.copied: list[str] = []
        self.edit = lambda text: text
        self.takes = True
        """Whether the text is taken; else the editor is still open."""

    def quit(self) -> None:
        self.has_quit = True

    def edit_text(self, title, text, paragraph, done, draft) -> None:
        self.edited.append(title)
        changed = self.edit(text)
        if changed != text:
            draft(changed)
            if self.takes:
                done(changed)

    def open_file(self, loaded, path) -> None:
        self.opened = path

    def in_steps(self, steps) -> None:
        for _ in steps:
            pass

    def soon(self, call) -> None:
        call()

    def lend(self, run) -> bool:
        if self.lends:
            run()
        return self.lends

    def redraw(self) -> None:
        pass

    def show_look(self, name) -> str:
        self.look = name
        return ""

    def theme_name(self) -> str:
        return self.look

    def theme_names(self) -> list[str]:
        return ["bright", "dark", "plain"]

    def suspend_program(self) -> None:
        self.suspended = True

    def copy(self, text) -> Copied:
        self.copied.append(text)
        return Copied("tool", "test")


class Driver:
    """`press` keys, look at `screen`. Names of more than one character are keys, everything else is typed."""

    def __init__(
        self,
        source: Path | Loaded,
        size: tuple[int, int] = (120, 40),
        language: str = "zh",
        *,
        checked: bool = True,
        words: Words | None = None,
        settings: Settings = DEFAULTS,
        reviewer: str | None = "审核员",
    ) -> None:
        self.host = Host()
        loaded, path = (source, None) if isinstance(source, Loaded) else (load(source), source)
        words = words or copy(words_of(language))  # a key may change the language
        self.desk = Desk(loaded, path, words, self.host, settings)
        if reviewer is not None:
            self.desk.reviewer = reviewer
        self.desk.resize(*size)
        if checked:
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

    @property
    def styles(self) -> set[str]:
        """The names of the styles on the screen."""
        return {style for y in range(self.desk.height) for _, style in self.desk.line(y)}

    def stale_lines(self) -> list[int]:
        """The lines to be painted again since this was last asked; they are painted."""
        stale = sorted({y for rect in self.desk.stale() for y in range(rect.y, rect.y + rect.height)})
        for y in stale:
            self.desk.line(y)
        return stale

    def go(self, place: str) -> Driver:
        """To a part by its key, whatever was going on."""
        self.desk.status.ask(None)
        self.desk.grid.editor = None
        self.desk.focus_panel()
        self.desk.go_key(place)
        return self

    def check(self) -> None:
        """What holds for every screen: lines just as wide, styles that themes have, no control character."""
        for y in range(self.desk.height):
            line = self.desk.line(y)
            text = "".join(text for text, _ in line)
            assert width(text) == self.desk.width, text
            assert {style for text, style in line if text} <= styles_of_theme()
            assert not UNSEEN & set(text), text

    def check_widths(self) -> None:
        for line in self.lines:
            assert width(line) == self.desk.width, line

    def figure(self, role: str, row: str, column: str):
        return self.desk.document.statement.tables[role].row(row).figures.get(column)
