"""An author's text, whatever it looks like, takes changes and keeps everything else."""

from __future__ import annotations

import difflib
from dataclasses import fields
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from author import Author
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import HOSTILE, figures, insertion, statements

from fintui.files.patch import PatchError, patch
from fintui.files.reader import read
from fintui.files.resources import shipped
from fintui.files.spans import scan
from fintui.files.told import told
from fintui.files.writer import dump
from fintui.model.changes import Insert, Put, Remove, apply
from fintui.model.figure import Mark, Unreadable
from fintui.model.place import Place, cell, get, key_of, put
from fintui.model.statement import KEYS, LISTS, Fact, Row, Section, Work

if TYPE_CHECKING:
    from fintui.files.reader import Loaded
    from fintui.model.form import Form
    from fintui.model.statement import Record, Statement

TEXTS = [*HOSTILE, "", "一。\n二。", "单独一段", '他说"好"\n\n完', "  两端有空格  ", "a'b", "'''\n\"\"\""]
FAST = (Phase.explicit, Phase.generate)  # whole statements shrink for minutes
SHIPPED = sorted((shipped("data") / "statements").glob("*.toml"))


def changed(one: str, other: str) -> list[str]:
    """Lines taken away and put in, as a diff shows them."""
    ours, theirs = one.split("\n"), other.split("\n")
    return [line for line in difflib.unified_diff(ours, theirs, n=0, lineterm="") if line[:2] not in ("--", "++", "@@")]


def write(drawn: tuple[Statement, Form], seed: int, *, quiet: bool = False) -> tuple[str, Loaded, Author]:
    author = Author(Random(seed), quiet=quiet)
    text = author.write(*drawn)
    loaded = read(text)
    assert not [fault for fault in loaded.faults if fault.code != "missing-table"]
    assert dump(loaded.statement, loaded.form) == dump(*drawn)
    return text, loaded, author


def change(chance: Random, loaded: Loaded, draw: Any) -> list[tuple[str, Record]]:
    """A few random changes; returns the records that were taken out."""
    statement, form, out = loaded.statement, loaded.form, []
    for _ in range(chance.randrange(1, 8)):
        part = chance.choice([*LISTS, *(f"tables.{role}" for role in form.tables), "head", "source", "overview"])
        if part in ("head", "source", "overview"):
            name = {"head": "contents", "source": "note", "overview": "staff"}[part]
            apply(statement, Put(Place(part, "", name), chance.choice(TEXTS)))
        elif part in LISTS:
            out += change_list(chance, statement, part)
        else:
            out += change_table(chance, statement, form, part, draw)
    return out


def change_list(chance: Random, statement: Statement, part: str) -> list[tuple[str, Record]]:
    records: list[Record] = getattr(statement, part)
    kind, index = LISTS[part], chance.randrange(len(records) + 1)
    if index == len(records) or chance.random() < 0.3:
        record = kind()
        for each in fields(kind):
            if each.type == "str" and each.name != "kind":
                setattr(record, each.name, chance.choice(["", "新", "新\n文"]))
        if name := KEYS.get(kind):
            setattr(record, name, f"new-{chance.randrange(10**9)}")
        apply(statement, Insert(part, index, record))
    elif chance.random() < 0.4:
        out = records[index]
        apply(statement, Remove(part, index))
        return [(part, out)]
    else:
        names = [each.name for each in fields(kind) if each.type == "str" and each.name not in {"key", "topic", "kind"}]
        place = Place(part, key_of(records[index], index), chance.choice(names))
        apply(statement, Put(place, chance.choice(TEXTS)))
    return []


def change_table(chance: Random, statement: Statement, form: Form, part: str, draw: Any) -> list[tuple[str, Record]]:
    role = part.removeprefix("tables.")
    table, layout = statement.tables[role], form.tables[role]
    named = {row.key for row in layout.fixed_rows()}
    extra = [i for i, row in enumerate(table.rows) if row.key not in named]
    if chance.random() < 0.2 and extra:
        out = table.rows[extra[0]]
        apply(statement, Remove(part, extra[0]))
        return [(role, out)]
    code = f"201{chance.randrange(10, 99)}"
    if chance.random() < 0.3 and layout.block_of(code) and not table.row(code):
        apply(statement, Insert(part, insertion(table, layout, code), Row(code, "新的")))
        return []
    if table.coverage == "none":
        apply(statement, Put(Place(part, "", "coverage"), "partial"))
    row = chance.choice(table.rows)
    block = layout.block_of(row.key)
    assert block
    apply(statement, Put(cell(role, row.key, chance.choice(block.columns).key), draw(figures(statement.decimals))))
    return []


@given(st.data(), st.integers(0, 10**9))
@settings(max_examples=120, phases=FAST)
def test_changes_are_put_into_any_text(data: st.DataObject, seed: int) -> None:
    text, loaded, author = write(data.draw(statements(hostile=seed % 2 == 0)), seed)
    assert patch(text, loaded.statement, loaded.form) == text
    before = {
        (part, id(record)): index for part in LISTS for index, record in enumerate(getattr(loaded.statement, part))
    }
    out = change(Random(seed + 1), loaded, data.draw)
    patched = patch(text, loaded.statement, loaded.form)
    assert dump(read(patched).statement, loaded.form) == dump(loaded.statement, loaded.form)
    assert patch(patched, loaded.statement, loaded.form) == patched
    gone = {(part, getattr(record, KEYS.get(type(record), ""), "")) for part, record in out}
    loose = {part for part, record in out if type(record) not in KEYS}  # which of two alike went is anyone's guess
    for comment, owner in author.comments.items():
        assert comment in patched or owner in gone or owner[0] in loose, (owner, before)
    if "\r\n" in text:
        assert patched.count("\n") == patched.count("\r\n")


@given(st.data(), st.integers(0, 10**9))
@settings(max_examples=60, phases=FAST)
def test_one_figure_is_one_line(data: st.DataObject, seed: int) -> None:
    text, loaded, _ = write(data.draw(statements(hostile=False)), seed)
    spans = scan(text)
    held = [path for path in spans.values if path[:1] == ("tables",) and len(path) == 5 and path[2] == "rows"]
    rows = {path[:4] for path in held}
    if not rows:
        return
    here = data.draw(st.sampled_from(sorted(rows, key=str)))
    raw = {path[4]: eval_string(text, spans, path) for path in held if path[:4] == here}
    key, role = raw.get("row") or raw["code"], str(here[1])
    if loaded.statement.tables[role].coverage == "none":
        return
    block = loaded.form.tables[role].block_of(key)
    assert block
    column = data.draw(st.sampled_from(block.columns)).key
    place = cell(role, key, column)
    figure: Any = Decimal(7) if get(loaded.statement, place) != Decimal(7) else Mark.UNKNOWN
    put(loaded.statement, place, figure)
    diff = changed(text, patch(text, loaded.statement, loaded.form))
    added = column not in raw and here in spans.headers
    if added and not text.endswith("\n") and len(diff) == 3:  # the line before had no line break
        assert diff[0][1:] == diff[1][1:].rstrip("\r")
    else:
        assert [line[0] for line in diff] == (["+"] if added else ["-", "+"])


def eval_string(text: str, spans: Any, path: Any) -> str:
    span = spans.values[path]
    return text[span.start : span.end].strip("\"'\r\n")


@given(
    st.integers(0, 10**9), st.lists(st.sampled_from(["一。", '他说"好"。', "", "C:\\x", "尾 "]), min_size=2, max_size=5)
)
@settings(max_examples=80)
def test_a_sentence_is_its_paragraph(seed: int, paragraphs: list[str]) -> None:
    chance = Random(seed)
    author = Author(chance, quiet=True)
    literal = author.string("\n".join([*paragraphs, "末"]))
    text = f'{HEAD}[[sections]]\ntopic = "a"\ntext = {literal}\n'
    text = text.replace("\n", "\r\n") if chance.random() < 0.5 else text
    loaded = read(text)
    lines = loaded.statement.sections[0].text.split("\n")
    lines[chance.randrange(len(lines))] += "改过" + chance.choice(["", '"', "\\", "。"])
    loaded.statement.sections[0].text = "\n".join(lines)
    diff = changed(text, patch(text, loaded.statement, loaded.form))
    assert [line[0] for line in diff] == ["-", "+"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_shipped_texts(path: Any, newline: str) -> None:
    text = path.read_bytes().decode().replace("\n", newline)
    loaded = read(text)
    assert patch(text, loaded.statement, loaded.form) == text
    source = loaded.statement.source
    source.note = source.note.replace("数字", "数目", 1)
    patched = patch(text, loaded.statement, loaded.form)
    assert [line[0] for line in changed(text, patched)] == ["-", "+"]
    source.note += "\n添一段。"
    added = patch(text, loaded.statement, loaded.form)
    assert [line.rstrip("\r") for line in changed(patched, added)] == ["+添一段。"]


HEAD = 'format = 1\nform = "national-2022"\ndepartment = "某局"\nyear = 2022\n'


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("", '\n[[works]]\ntext = "新"\n'),
        ("works = []", 'works = [{ text = "新" }, ]'),
        ('works = [{text = "甲"}]', 'works = [{text = "甲"}, { text = "新" }]'),
        ('[[works]]\ntext = "甲" # 注', '[[works]]\ntext = "甲" # 注\n\n[[works]]\ntext = "新"'),
        ('# 词\n[[terms]]\nterm = "乙"\n', '[[works]]\ntext = "新"\n\n# 词\n[[terms]]\nterm = "乙"\n'),
    ],
)
def test_a_record_finds_its_place(rest: str, expected: str) -> None:
    loaded = read(HEAD + rest)
    loaded.statement.works.append(Work("新"))
    assert patch(HEAD + rest, loaded.statement, loaded.form) == HEAD + expected


def test_a_key_goes_and_its_comment_stays() -> None:
    text = HEAD + 'title = "题" # 为什么\nsource.note = "甲" # 出处\n'
    loaded = read(text)
    loaded.statement.title = ""
    loaded.statement.source.publisher = "乙"
    loaded.statement.source.note = ""
    assert patch(text, loaded.statement, loaded.form) == HEAD + '# 为什么\n# 出处\nsource.publisher = "乙"\n'


def test_bars_that_stand_apart_go_with_their_chart() -> None:
    bar = 'label = "甲"\ncell = "payments[total].total"\n'
    text = HEAD + f'[[charts]]\nkey = "1"\n\n[[works]]\ntext = "乙"\n\n[[charts.bars]]\n{bar}\n[[works]]\ntext = "丙"\n'
    loaded = read(text)
    loaded.statement.charts.clear()
    assert patch(text, loaded.statement, loaded.form) == HEAD + '[[works]]\ntext = "乙"\n\n[[works]]\ntext = "丙"\n'


def test_a_text_with_faults_is_patched_around_them() -> None:
    rows = '[tables.payments]\ncoverage = "partial"\n[[tables.payments.rows]]\nrow = "total"\ntotal = "约100"\n'
    twice = '[[staff]]\nkey = "a"\nvalue = 1\n[[staff]]\nkey = "a"\nvalue = 2\n[[staff]]\nkey = "b"\nvalue = 3\n'
    text = HEAD + "colour = 1\n" + rows + twice
    loaded = read(text)
    assert isinstance(loaded.statement.tables["payments"].rows[0].figures["total"], Unreadable)
    put(loaded.statement, cell("payments", "total", "project"), Decimal(2))
    put(loaded.statement, cell("payments", "total", "basic"), Decimal(1))
    put(loaded.statement, Place("staff", "b", "value"), Decimal(4))
    expected = text.replace('"约100"\n', '"约100"\nbasic = 1\nproject = 2\n').replace("value = 3", "value = 4")
    assert patch(text, loaded.statement, loaded.form) == expected


def test_what_cannot_be_patched_is_told() -> None:
    loaded = read(HEAD)
    loaded.statement.staff = [Fact("a"), Fact("a")]  # no file holds two of one key
    with pytest.raises(PatchError):
        patch(HEAD, loaded.statement, loaded.form)
    with pytest.raises(PatchError):
        patch("", loaded.statement, loaded.form)
    loaded = read(HEAD)
    loaded.statement.staff = [Fact("a", value=Unreadable("约"))]
    with pytest.raises(PatchError):
        patch(HEAD, loaded.statement, loaded.form)


def test_rows_may_change_places() -> None:
    rows = "".join(
        f'[[tables.payments.rows]]\ncode = "{code}"\ntotal = 1 # {code}\n\n' for code in ("201", "202", "203")
    )
    text = HEAD + '[tables.payments]\ncoverage = "full"\n\n' + rows
    loaded = read(text)
    table = loaded.statement.tables["payments"]
    apply(loaded.statement, Insert("tables.payments", 1, table.rows.pop()))
    assert [row.key for row in table.rows] == ["total", "203", "201", "202"]
    patched = patch(text, loaded.statement, loaded.form)
    assert list(told(read(patched).statement, loaded.form)) == list(told(loaded.statement, loaded.form))
    assert "# 201" in patched
    assert "# 202" in patched


def test_sections_are_matched_by_topic() -> None:
    text = HEAD + '[[sections]]\ntopic = "a" # 甲\ntext = "1"\n\n[[sections]]\ntopic = "b" # 乙\ntext = "2"\n'
    loaded = read(text)
    loaded.statement.sections[0] = Section("c", text="3")
    patched = patch(text, loaded.statement, loaded.form)
    assert "# 乙" in patched
    assert '\n[[sections]]\ntopic = "c"\ntext = """\n3\n"""\n' in patched
