"""Themes: the shipped ones load, broken ones say which file and which key; nothing is told by colour alone."""

from __future__ import annotations

import io
import tomllib

import pytest
from driver import words_of
from rich.console import Console
from rich.style import Style

from fintui.files.resources import shipped
from fintui.ui.theme import choose_look, load_look
from fintui.ui.theme_file import STYLES, ThemeError, colours, default_theme, theme_files

SHIPPED = sorted(shipped("themes").glob("*.toml"))


@pytest.fixture
def theme(tmp_path):
    """Writes the dark theme with changes and returns its path."""

    def write(change) -> object:
        path = tmp_path / "mine.toml"
        path.write_text(change((shipped("themes") / "fintui-dark.toml").read_text("utf-8")), "utf-8")
        return path

    return write


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_theme_loads_and_has_every_style(path):
    look = load_look(path)
    assert look.theme.name == path.stem
    assert set(STYLES) <= set(look.styles)
    look.theme.to_color_system().generate()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda text: text + "\n[nonsense]\n", "nonsense"),
        (lambda text: text.replace("base =", "bass =", 1), "styles.bass"),
        (lambda text: text.replace('base = "', 'base = "blink-twice ', 1), "styles.base"),
        (lambda text: text.replace("\nunknown =", "\n# unknown =", 1), "styles.unknown"),
        (lambda text: text.replace("primary =", "primmary =", 1), "colors.primmary"),
        (lambda text: text.replace('primary = "#', 'primary = "##', 1), "colors.primary"),
        (lambda text: text.replace('\ncursor = "', '\ncursor = 5 # "', 1), "styles.cursor"),
        (lambda text: text.replace("dark = true", "dark = tru", 1), "TOML"),
    ],
)
def test_a_broken_theme_names_file_and_key(theme, change, key):
    path = theme(change)
    with pytest.raises(ThemeError) as caught:
        load_look(path)
    assert caught.value.key == key
    assert str(path) in str(caught.value)
    assert key in str(caught.value)


def test_a_theme_that_is_not_there_or_not_text_is_an_error_of_the_theme(tmp_path):
    with pytest.raises(ThemeError):
        load_look(tmp_path / "none.toml")
    (tmp_path / "gbk.toml").write_bytes("# 中".encode("gbk"))
    with pytest.raises(ThemeError):
        load_look(tmp_path / "gbk.toml")


def test_the_users_own_theme_wins_over_the_shipped_one(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    own = tmp_path / "fintui" / "themes"
    own.mkdir(parents=True)
    (own / "fintui-dark.toml").write_text("", "utf-8")
    assert theme_files()["fintui-dark"] == own / "fintui-dark.toml"
    assert theme_files()["fintui-light"].parent == shipped("themes")


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({"NO_COLOR": "1", "COLORTERM": "truecolor", "TERM": "xterm-256color"}, "fintui-terminal"),
        ({"TERM": "xterm"}, "fintui-terminal"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "fintui-dark"),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "fintui-light"),
    ],
)
def test_the_theme_suits_the_terminal(monkeypatch, environment, name):
    for key in ("NO_COLOR", "COLORTERM", "COLORFGBG", "TERM"):
        monkeypatch.delenv(key, raising=False)
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setattr("sys.stderr", _Tty())
    assert default_theme() == name


@pytest.mark.parametrize(
    "term", ["xterm", "xterm-256color", "tmux-256color", "xterm-kitty", "xterm-16color", "dumb", ""]
)
@pytest.mark.parametrize("others", [{}, {"COLORTERM": " TrueColor "}, {"FORCE_COLOR": "1"}, {"TTY_COMPATIBLE": "0"}])
def test_the_terminals_colours_are_those_that_rich_finds(monkeypatch, term, others):
    for key in ("NO_COLOR", "COLORTERM", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(key, raising=False)
    for key, value in ({"TERM": term} | others).items():
        monkeypatch.setenv(key, value)
    for stream in (_Tty(), io.StringIO()):
        monkeypatch.setattr("sys.stderr", stream)
        assert colours() == (Console(stderr=True).color_system or "")


class _Tty(io.StringIO):
    def isatty(self):
        return True


def test_without_colour_states_still_differ_by_attribute():
    raw = tomllib.loads((shipped("themes") / "fintui-terminal.toml").read_text("utf-8"))["styles"]

    def plain(name: str) -> tuple[object, ...]:
        style = Style.parse(raw[name])
        return style.bold, style.italic, style.underline, style.reverse

    for one, other in (
        ("cursor", "amount"),
        ("cursor-idle", "amount"),
        ("selected", "base"),
        ("unknown", "amount"),
        ("total", "amount"),
        ("changed", "amount"),
        ("changed", "total"),
        ("failed", "total"),
        ("warned", "changed"),
        ("unreadable", "amount"),
        ("caret", "edit"),
        ("heading", "base"),
        ("contents-current", "contents"),
        ("title", "base"),
    ):
        assert plain(one) != plain(other), (one, other)


@pytest.mark.parametrize("path", SHIPPED[:3], ids=lambda path: path.stem)
def test_text_can_be_read_on_its_ground(path):
    """Contrast of at least 4.5 as accessibility guidelines ask for; lines and bars aside."""
    for name, style in load_look(path).styles.items():
        if name in {"frame", "bar"} or style.color is None or style.bgcolor is None:
            continue
        assert _contrast(style) >= 4.5, (name, _contrast(style))


@pytest.mark.parametrize("path", SHIPPED[:3], ids=lambda path: path.stem)
def test_colours_are_of_the_256_which_take_fewer_bytes(path):
    levels, greys = (
        ("00", "5f", "87", "af", "d7", "ff"),
        {f"#{grey:02x}{grey:02x}{grey:02x}" for grey in range(8, 239, 10)},
    )
    cube = {f"#{red}{green}{blue}" for red in levels for green in levels for blue in levels}
    raw = tomllib.loads(path.read_text("utf-8"))
    used = {word for style in raw["styles"].values() for word in style.split() if word.startswith("#")}
    assert used <= cube | greys


def _contrast(style: Style) -> float:
    lights = []
    for colour in (style.color, style.bgcolor):
        parts = [part / 255 for part in colour.get_truecolor()]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        lights.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def test_a_name_that_there_is_not_gives_the_default_and_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    words = words_of("zh")
    look, problem = choose_look("nonsense", words)
    assert look.theme.name == default_theme()
    assert "nonsense" in problem
    assert "fintui-light" in problem
    assert choose_look("auto", words)[1] == ""
    assert choose_look("fintui-contrast", words)[0].theme.name == "fintui-contrast"
    own = tmp_path / "fintui" / "themes"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text("dark = maybe", "utf-8")
    look, problem = choose_look("mine", words)
    assert look.theme.name == default_theme()
    assert "mine.toml" in problem


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_state_is_told_by_a_look_like_another_s(path):
    styles = load_look(path).styles
    for first, second in [("failed", "amount"), ("changed", "amount"), ("unreadable", "amount"), ("cursor", "amount")]:
        assert styles[first] != styles[second]
