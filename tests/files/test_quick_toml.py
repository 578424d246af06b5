"""The quick reader of TOML is never of another opinion than `tomllib`."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from itertools import chain
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fintui.files import quick_toml
from fintui.files.quick_toml import loads
from fintui.files.resources import shipped

SHIPPED = sorted(chain(shipped("data").rglob("*.toml"), shipped("themes").glob("*.toml")))

TRAPS = """
a = "x"\\r\\nb = 'it''s'
a = 1\\n[a]\\nb = 2
[a]\\nb = {c = 1}\\n[a.b]\\nd = 2
[a]\\nb = {}\\n[a.b.c]\\nd = 2
a = []\\n[[a]]\\nb = 1
[[a]]\\n[a.b]\\nc = 1\\n[[a]]\\n[a.b]\\nc = 2
[[a]]\\n[a]\\nb = 1
[a.b]\\nc = 1\\n[a]\\nd = 2
[a.b]\\n[a]\\n[a]
[a]\\n[[a]]
[a]\\n[a]
[[a.b]]\\nc = 1\\n[[a.b]]\\nc = 2\\n[a]
[[a]]\\n[[a.b]]\\nc = 1\\n[[a]]\\n[[a.b]]\\nc = 2
a = 1\\na = 2
a = 01
a = -0
a = -0.0
a = 1.
a = .5
a = 1_000
a = 1e3
a = inf
a = 123456789012345678901234567890
a = 1979-05-27
a.b = 1
"a b" = 1\\n"" = 2
a = "\\\\u4e00\\\\t\\\\"\\\\\\\\"
a = "\\\\ud800"
a = "\\\\x41"
a = "\\\\"
a = "x\\\\\\n  y"
a = \"\"\"\\nx\\\\\\n   y \\"\\" z\\\\n\"\"\"
a = \"\"\"x\"\"\"\"
a = \"\"\"\"\"\"
a = \"\"\"x\\\\ y\"\"\"
a = '''x'''
a = ""\\nb = ''
a = ["x", "y",\\n # z\\n "z",]
a = ["x" "y"]
a = [1, [2.50, true], {b = "c", d = ["e"]}]
a = {b = 1,}
a = {b = 1, b = 2}
a = {b = 1\\n}
a = {b.c = 1}
a = "x" # y
a = "x" y
a = "tab\\there"
a = "bell\\x07"
# bell \\x07
a = 1\\rb = 2
 [ a ]\\n b = 1
[a]b = 1
a =
=
[
"""


def both(text: str) -> tuple[object, object]:
    """What the two readers say: the values with their types and order, or that it is no TOML."""

    def said(read: object) -> object:
        try:
            return repr(read(text, parse_float=Decimal))
        except ValueError as error:
            return type(error), str(error)

    return said(loads), said(tomllib.loads)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_files_are_read_alike_and_all_the_quick_way(path, monkeypatch):
    text = path.read_text("utf-8")
    expected = tomllib.loads(text, parse_float=Decimal)
    monkeypatch.setattr(tomllib, "loads", lambda *_, **__: pytest.fail("left to tomllib"))
    assert repr(loads(text, Decimal)) == repr(expected)


@pytest.mark.parametrize("trap", TRAPS.strip("\n").split("\n"))
def test_traps_are_read_alike(trap):
    ours, theirs = both(trap.encode("latin-1", "backslashreplace").decode("unicode_escape"))
    assert ours == theirs


PIECES = st.lists(
    st.sampled_from(
        ["a", "b", '"c"', " = ", "=", "1", "-2.50", '"x"', "'y'", '"""', "'''", "[", "]", "[[", "]]", "{", "}", ",",
         "\n", "\n\n", "\r\n", "\r", " ", "\t", "# r", "\\", "\\n", "\\\n", "true", "[a]\n", "[[a]]\n", "[a.b]\n",
         "[[a.b]]\n", "a = 1\n", 'b = "x"\n', "c = {d = 1}\n", "e = [1, 2]\n", "一", "\x00"]
    ),
    max_size=14,
)  # fmt: skip


@given(PIECES)
def test_any_pieces_are_read_alike(pieces):
    ours, theirs = both("".join(pieces))
    assert ours == theirs


@given(st.sampled_from(SHIPPED), st.integers(0, 2**32))
def test_damaged_files_are_read_alike(path, seed):
    random, text = Random(seed), path.read_text("utf-8")
    start = random.randrange(len(text))
    text = text[start : start + 1500]
    for _ in range(random.randrange(3)):
        at = random.randrange(len(text) + 1)
        put = random.choice(["", '"', "[", "]", "=", "\n", "#", "\\", "'", ",", "{", "}", "\r", "1", "."])
        text = text[:at] + put + text[at + random.randrange(2) :]
    ours, theirs = both(text)
    assert ours == theirs


def test_numbers_are_exact():
    assert loads("a = 0.10\nb = [1234567890123.45]", Decimal) == {
        "a": Decimal("0.10"),
        "b": [Decimal("1234567890123.45")],
    }


def test_what_is_not_plain_is_left_to_tomllib(monkeypatch):
    monkeypatch.setattr(tomllib, "loads", lambda *_, **__: {"asked": True})
    assert quick_toml.loads("a.b = 1") == {"asked": True}
