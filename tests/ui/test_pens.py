"""Pens read from a theme's file are those by which Textual paints; where they might not be, there are none."""

from __future__ import annotations

import random

import pytest
from driver import PUTUO, words_of
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from wire import Wire

from fintui.files.reader import load
from fintui.files.resources import shipped
from fintui.ui.app import FintuiApp
from fintui.ui.desk import Desk
from fintui.ui.painted import read
from fintui.ui.pens import nearest, pens_of
from fintui.ui.theme import load_look
from fintui.ui.theme_file import read_theme

THEMES = sorted(shipped("themes").glob("*.toml"))
TERMINALS = {
    "truecolor": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    "256": {"TERM": "screen-256color"},
    "16": {"TERM": "xterm"},
    "none": {"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"},
}


@pytest.fixture(params=TERMINALS)
def terminal(request, monkeypatch):
    for name in ("NO_COLOR", "COLORTERM", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in TERMINALS[request.param].items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    for kept in (Style.parse, Style._add):  # styles remember how they were written first
        kept.cache_clear()
    yield request.param
    for kept in (Style.parse, Style._add):
        kept.cache_clear()


@pytest.mark.parametrize("path", THEMES, ids=lambda path: path.stem)
def test_pens_are_those_by_which_textual_paints(path, terminal):
    pens = pens_of(read_theme(path))
    if pens is None:
        assert terminal in {"16", "none"}, "colours that have to be mapped to few"
        assert path.stem != "fintui-terminal", "the theme that is taken there"
        return
    look = load_look(path)
    app = FintuiApp(Desk(load(PUTUO), PUTUO, words_of("zh")), look)
    assert pens.keys() == look.styles.keys()
    for name, style in look.styles.items():
        strip = Strip([Segment("x", style)])
        for each in app.get_line_filters():
            strip = strip.apply_filter(each, app.background_colors[1])
        assert read(strip.render(app.console)).pens == [pens[name]], name


@pytest.mark.parametrize("path", THEMES, ids=lambda path: path.stem)
def test_what_is_painted_early_textual_need_not_paint(path, terminal, monkeypatch):
    if pens_of(read_theme(path)) is None:
        return

    async def no_check(_) -> None:
        return

    monkeypatch.setattr(FintuiApp, "_check", no_check)
    wire = Wire(PUTUO, theme=path.stem, early=True)
    size = len(wire.sent)

    async def story(wire):
        wire.check()
        assert len(wire.sent.replace("\x1b]22;default\x07", "")) == size

    wire.play(story)


def test_the_nearest_of_256_colours_is_the_one_that_rich_takes():
    some = random.Random(5)
    for _ in range(3000):
        parts = [some.randrange(256) for _ in range(3)]
        if some.random() < 0.3:
            parts = [min(255, max(0, parts[0] + some.randint(-9, 9))) for _ in range(3)]
        assert nearest(*parts) == Color.from_rgb(*parts).downgrade(ColorSystem.EIGHT_BIT).number, parts


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('base = "#dadada on', 'base = "dark_orange on'),
        ('base = "#dadada on #121212"', 'base = "red on #121212"'),
        ('base = "#dadada on #121212"', 'base = "#dadada"'),
        ('base = "#dadada', 'base = "blink #dadada'),
        ('base = "#dadada', 'base = "dim #dadada'),
        ('base = "#dadada on #121212"', "base = 5"),
        ('primary = "#87afd7"', 'primary = "rgb(300"'),
    ],
)
def test_what_only_textual_reads_gives_no_pens(tmp_path, terminal, old, new):
    path = tmp_path / "own.toml"
    text = (shipped("themes") / "fintui-dark.toml").read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    assert pens_of(read_theme(path)) is None
