"""The registry of actions and the catalogue of words: nothing in one without the other."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from pathlib import Path

from driver import PLACES, WUCHANG, Driver, words_of

import fintui
from fintui.files.resources import shipped
from fintui.ui.actions import ACTIONS, GROUPS
from fintui.ui.help import help_items


def test_a_key_runs_one_action_in_one_place():
    claimed = {}
    for action in ACTIONS:
        for where in action.where:
            for key in action.keys:
                assert claimed.setdefault((where, key), action.id) in {action.id, "right"}, (where, key)


def test_every_action_has_words_a_group_and_a_line_in_the_help():
    for language in ("zh", "en"):
        words = words_of(language)
        lines = {item.fields[1].text for item in help_items(words, ACTIONS) if len(item.fields) > 1}
        for action in ACTIONS:
            assert words(f"action.{action.id}") in lines
            assert action.group in GROUPS
            for where in action.where:
                assert f"where.{where.rpartition(':')[2]}" in words, where


def test_all_languages_have_the_same_keys_with_the_same_holes():
    languages = {path.stem: _holes(path) for path in sorted((shipped("data") / "words").glob("*.toml"))}
    for name, holes in languages.items():
        prefix = name.rpartition("-")[0]
        twin = languages[f"{prefix}-zh" if prefix else "zh"]
        assert holes.keys() == twin.keys(), name
        assert holes == twin, {key: (holes[key], twin[key]) for key in holes if holes[key] != twin[key]}


def _holes(path: Path) -> dict[str, set[str | None]]:
    flat: dict[str, set[str | None]] = {}

    def walk(raw, prefix):
        for key, value in raw.items():
            if isinstance(value, dict):
                walk(value, f"{prefix}{key}.")
            else:
                flat[prefix + key] = {
                    name for _, name, _, _ in string.Formatter().parse(str(value)) if name is not None
                }

    walk(tomllib.loads(path.read_text("utf-8")), "")
    return flat


def test_every_word_that_the_screen_asks_for_is_in_the_catalogue():
    words = words_of("zh")
    known = words.keys()
    asked = set()
    for path in Path(fintui.__path__[0], "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).rpartition(".")[2] == "words":
                asked.add(_pattern(node.args[0]))
    assert len(asked) > 40
    for pattern in asked - {None}:
        assert any(re.fullmatch(pattern, key) for key in known), pattern


def _pattern(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant):
        return re.escape(str(node.value))
    if isinstance(node, ast.JoinedStr):
        return "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in node.values)
    return None


def test_the_chinese_screen_has_no_english_words_of_its_own():
    driver = Driver(WUCHANG)
    known = {"toml", "JSON", "CSV", "TOML", "GIS"}
    for place in PLACES:
        driver.go(place)
        panel = "\n".join([driver.lines[0], driver.lines[-1], *(line[:25] for line in driver.lines)])
        words = set(re.findall(r"[A-Za-z]{3,}", panel.replace("wuchang-big-data-centre-2020", "")))
        assert words <= known | {"Enter", "Esc", "Alt", "Tab"}, place
