"""The sentences themselves: what they quote, and that every language has all of them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from fintui.files import faults as module
from fintui.files.faults import LONGEST, Fault, Faults, nearest, short, visible
from fintui.files.resources import shipped
from fintui.files.syntax import _HINTS
from fintui.files.words import LANGUAGES, load_words

WORDS = {
    language: tomllib.loads((shipped("data") / "words" / f"{language}.toml").read_text("utf-8"))
    for language in LANGUAGES
}


@pytest.mark.parametrize("table", ["fault", "save", "amount"])
def test_every_language_says_the_same_about_the_same(table: str) -> None:
    zh, en = WORDS["zh"][table], WORDS["en"][table]
    assert list(zh) == list(en)
    for key in zh:
        assert _names(zh[key]) == _names(en[key]), key


def _names(text: str) -> set[str]:
    return set(re.findall(r"(?<!\{)\{(\w+)(?::[^}]*)?\}", text))


def test_every_fault_has_its_sentence_and_every_sentence_its_fault() -> None:
    source = "\n".join(path.read_text("utf-8") for path in Path(module.__file__).parent.glob("*.py"))
    words = set(WORDS["zh"]["fault"])
    told = set(re.findall(r'(?:tell|fatal|Fault)\(\s*"([a-z0-9-]+)"', source)) | {f"toml-{name}" for name, _ in _HINTS}
    assert len(told) > 60
    assert told <= words
    named = set(re.findall(r'"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)"', source))
    named |= (
        {f"toml-{name}" for name in named} | {f"type-{name}" for name in ("text", "int", "list", "table")} | {"toml"}
    )
    assert words <= named


def test_a_sentence_names_file_and_line_where_it_has_them() -> None:
    words = load_words("en")
    assert Fault("empty").sentence(words) == words("fault.empty")
    assert Fault("empty").sentence(words, "甲.toml") == f"甲.toml: {words('fault.empty')}"
    assert Fault("bom", 1).sentence(words, "甲.toml").startswith("甲.toml:1: ")


def test_a_sentence_shows_no_control_character() -> None:
    found = "\x1b]0;x\x07\u202e[/]\nb\t\ud800"
    sentence = Fault("unknown-cell", 3, {"found": found}).sentence(load_words("zh"), "a\x1b[2J.toml")
    assert sentence.startswith("a\ufffd[2J.toml:3: “\ufffd]0;x\ufffd\ufffd[/]⏎b \ufffd”")
    assert visible("支出 4,090.91 “”…") == "支出 4,090.91 “”…"


@pytest.mark.parametrize(
    ("text", "around", "expected"),
    [
        ("  a = 1  ", 0, "a = 1"),
        ("x" * LONGEST, 5, "x" * LONGEST),
        ("x" * 100, 0, "x" * LONGEST + "…"),
        ("x" * 100, 100, "…" + "x" * LONGEST),
        ("a" * 50 + "b" + "c" * 50, 50, "…" + "a" * 20 + "b" + "c" * 19 + "…"),
    ],
)
def test_a_long_line_is_quoted_around_the_place(text: str, around: int, expected: str) -> None:
    assert short(text, around) == expected


def test_the_nearest_word_is_near() -> None:
    assert nearest("departmant", ["department", "year"]) == "department"
    assert nearest("zzz", ["department", "year"]) == ""


def test_lines_are_found_only_once_something_is_told() -> None:
    faults = Faults("not TOML at all =")
    assert faults.sorted() == []


def test_a_path_stands_for_its_line() -> None:
    faults = Faults("a = 1\n\n[[b]]\nc = '''\nx'''\n[[b]]\nc = 2\n")
    faults.tell("duplicate", ("b", 1, "c"), first=("b", 0))
    faults.tell("range", ("a",), key="a")
    faults.tell("row-neither", ("b", 1))
    assert [(fault.line, fault.about) for fault in faults.sorted()] == [
        (1, {"found": "1", "key": "a"}),
        (6, {"found": "[[b]]"}),
        (7, {"found": "2", "first": "3"}),
    ]
