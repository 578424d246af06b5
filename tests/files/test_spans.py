"""Spans against `tomllib`: each slice, parsed alone, is the value at its path."""

from __future__ import annotations

import random
import tomllib
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import HOSTILE, statements

from fintui.files.resources import shipped
from fintui.files.spans import Path, Spans, scan
from fintui.files.writer import dump, escaped

VALUES = [
    *(
        "1",
        "-0.50",
        "true",
        "1e3",
        "0x1F",
        "inf",
        "1979-05-27",
        "1979-05-27T07:32:00Z",
        "1979-05-27 07:32:00",
        "07:32:00",
    ),
    *('""', "''", '"a # b"', "'c:\\d'", '"\\"\\\\"', '"支出 = [1]"', '""""""', "''''''", '"""a"""""', "'''a'''''"),
    *('"""\nline\n\nother ""quoted""\n"""', "'''\n'x' ''y'' # no comment\n'''", '"""\\\n   joined \\\n\n  text"""'),
    *(
        "[]",
        "[ ]",
        "[1, 2]",
        "[\n  1, # one ]\n  2,\n]",
        '[["a"], [[]]]',
        "{}",
        '{ a = 1, "b c" = "}" }',
        "{a.b = 1, a.c = [2]}",
    ),
    *('[{a = 1}, {a = """\nx\n"""}]',),
]
KEYS = ["a", "b-1", "_", "7", '"quoted key"', "'lit.eral'", '""', '"\\u652f出"', "c.d", 'e . "f g" . h', "i.j"]


def leaves(value: Any, path: Path = ()) -> dict[Path, Any]:
    """Every value that is no table, by path."""
    if isinstance(value, dict):
        return {p: v for key, each in value.items() for p, v in leaves(each, (*path, key)).items()}
    if isinstance(value, list):
        return {p: v for i, each in enumerate(value) for p, v in leaves(each, (*path, i)).items()}
    return {path: value}


def at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def check(text: str) -> Spans:
    spans, raw = scan(text), tomllib.loads(text, parse_float=Decimal)
    assert set(leaves(raw)) <= set(spans.values)
    for path, span in spans.values.items():
        alone = tomllib.loads(f"k = {text[span.start : span.end]}", parse_float=Decimal)["k"]
        assert repr(alone) == repr(at(raw, path))
        assert span.key <= span.leaf <= span.start < span.end
        assert spans.where(path) == text.count("\n", 0, span.key) + 1
        key = text[span.leaf : span.start].strip().removesuffix("=")
        if isinstance(path[-1], str):
            assert list(tomllib.loads(f"{key} = 1")) == [path[-1]]
    for path, header in spans.headers.items():
        assert path == header.path
        assert isinstance(at(raw, path), dict)
        assert spans.where(path) == (text.count("\n", 0, header.start) + 1 if path else 1)
        assert not path or text[header.start] == "["
        assert header.end == len(text) or not header.end or text[header.end - 1] == "\n"
    return spans


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("value", VALUES)
def test_every_kind_of_value(value: str, newline: str) -> None:
    root = f"before = 1\nk = {value} # comment [x]\n"
    text = f"{root}  [t] # =\n 'k' ={value}\n[[l]]\nx.y = {value}\n[[l]]\n[l.in]\nk={value}"
    spans = check(text.replace("\n", newline))
    assert ("l", 1, "in", "k") in {path[:4] for path in spans.values}


@given(st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_random_documents(chance: random.Random) -> None:
    lines = []
    for header in [
        "",
        "[t]",
        "[[l]]",
        "[[l]]",
        "[l.sub]",
        "[[l.deep]]",
        "[[l.deep]]",
        '["x y".z]',
        "[[l]]",
        "[[l.deep]]",
    ]:
        lines += ["", "# note = 1", "  " * chance.randrange(2) + header + " # [no]" * chance.randrange(2)]
        for key in chance.sample(KEYS, 3):
            value = (
                chance.choice(VALUES) if chance.random() < 0.6 else f'"{escaped(chance.choice(HOSTILE), long=False)}"'
            )
            lines.append(chance.choice(["", " ", "\t"]) + key + chance.choice(["=", " = ", "\t=  "]) + value)
    text = chance.choice(["\n", "\r\n"]).join("\n".join(lines).split("\n"))
    check(text + chance.choice(["", "\n"]))


@given(statements())
@settings(max_examples=20)
def test_written_statements(drawn: Any) -> None:
    check(dump(*drawn))


@pytest.mark.parametrize("path", sorted((shipped("data") / "statements").glob("*.toml")), ids=lambda path: path.stem)
def test_shipped_statements(path: Any) -> None:
    check(path.read_bytes().decode())


def test_headers_reach_over_their_keys() -> None:
    text = "a = 1\n\n[t]\nb = '''\nx\n'''\n# after\n\n[[l]]\n[[l]]\nc = 2"
    spans = scan(text)
    told = {path: text[header.start : header.end] for path, header in spans.headers.items()}
    assert told == {
        (): "a = 1\n",
        ("t",): "[t]\nb = '''\nx\n'''\n",
        ("l", 0): "[[l]]\n",
        ("l", 1): "[[l]]\nc = 2",
    }
    assert spans.header(("l", 1)) is spans.headers["l", 1]
    assert spans.header(("l", 2)) is None
    assert spans.header(("l",)) is None


def test_what_lies_in_a_table() -> None:
    spans = scan("[[c]]\nk = 1\n[w]\ni = {b = 2, a = 1}\n[[c.bars]]\n[[c]]\n[[c.bars]]\n[[c.bars]]\n")
    assert [header.path for header in spans.inner(("c", 0))] == [("c", 0), ("c", 0, "bars", 0)]
    assert len(spans.inner(("c", 1))) == 3
    assert spans.children(("w", "i")) == [("w", "i", "b"), ("w", "i", "a")]
    assert spans.children(("w",)) == [("w", "i")]
    assert spans.inner(("none",)) == []


def test_a_place_without_a_value_is_told_by_its_table() -> None:
    spans = scan("a = 1\n\n[t.u]\nb = 2\n")
    assert spans.where(("t", "u", "missing")) == 3
    assert spans.where(("t", "u", "b")) == 4
    assert spans.where(("nothing",)) == 1
    assert spans.line_of(0) == 1
