"""The line that is typed in cells and prompts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fintui.ui.line_edit import LineEdit
from fintui.ui.text import CONTROLS, width

KEYS = ["left", "right", "home", "end", "backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k", "ctrl+a", "ctrl+e"]
TYPED = st.one_of(st.sampled_from(KEYS), st.sampled_from("1a中，。 ５"))


def typed(*keys: str, text: str = "") -> LineEdit:
    edit = LineEdit(text, len(text))
    for key in keys:
        edit.key(key, key if len(key) == 1 else None)
    return edit


@pytest.mark.parametrize(
    ("keys", "text", "caret"),
    [
        ("abc", "abc", 3),
        (["a", "b", "c", "left", "left", "X"], "aXbc", 2),
        (["a", "b", "c", "backspace", "backspace", "d"], "ad", 2),
        (["a", "b", "home", "delete", "X"], "Xb", 1),
        (["支", "出", "home", "right", "ctrl+k"], "支", 1),
        (["a", "ctrl+u", "b"], "b", 1),
        (["a", "b", " ", "c", "d", "ctrl+w"], "ab ", 3),
        (["-", "-", "ctrl+w"], "", 0),
        (["backspace", "delete", "left"], "", 0),
    ],
)
def test_keys(keys, text, caret):
    edit = typed(*keys)
    assert (edit.text, edit.caret) == (text, caret)


def test_keys_of_others_are_declined():
    assert not LineEdit().key("f1", None)
    assert not LineEdit().key("ctrl+s", "\x13")


@given(st.lists(TYPED, max_size=40), st.integers(1, 12))
def test_the_caret_stays_in_the_text_and_in_sight(keys, cells):
    edit = LineEdit()
    for key in keys:
        edit.key(key, key if len(key) == 1 else None)
        assert 0 <= edit.caret <= len(edit.text)
        before, under, behind = edit.window(cells)
        assert width(before + under + behind) <= cells
        if cells >= 2:
            assert under == (edit.text[edit.caret] if edit.caret < len(edit.text) else " ")
        assert edit.text[: edit.caret].endswith(before)


@given(st.text())
def test_pasted_text_is_one_harmless_line(text):
    edit = LineEdit("ab", 1)
    edit.insert(text)
    assert not re.search(f"[{CONTROLS}]", edit.text)
    assert (edit.text[0], edit.text[-1]) == ("a", "b")


def test_a_whole_book_pasted_is_cut():
    edit = LineEdit()
    edit.insert("1" * 1_000_000)
    assert len(edit.text) == 10_000
    assert width("".join(edit.window(20))) == 20
