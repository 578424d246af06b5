"""What is written is read back as it was, and written again with the same bytes."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import FORMS, HOSTILE, statements, texts

from fintui.files.forms import load_form
from fintui.files.reader import read
from fintui.files.resources import shipped
from fintui.files.save import canonical
from fintui.files.writer import dump, pair, render
from fintui.model.figure import Mark, Unreadable, same
from fintui.model.materialise import skeleton
from fintui.model.statement import Row, Section, normal

if TYPE_CHECKING:
    from fintui.model.form import Form
    from fintui.model.statement import Statement

LIGHT = settings(max_examples=15)
SHIPPED = sorted((shipped("data") / "statements").glob("*.toml"))


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_is_read_back(form: str) -> None:
    @LIGHT
    @given(statements(form))
    def check(drawn: tuple[Statement, Form]) -> None:
        statement, layout = drawn
        text = dump(statement, layout)
        loaded = read(text)
        assert [fault.code for fault in loaded.faults] == []
        assert loaded.statement == statement
        assert dump(loaded.statement, layout) == text

    check()


@given(texts(most=10), st.booleans())
@settings(max_examples=400)
def test_a_text_is_itself_again(text: str, long: bool) -> None:
    written = render(text, long=long)
    assert normal(tomllib.loads(f"k = {written}")["k"]) == text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200b\ufeff\u061c]", written)


@given(st.text(st.characters(), max_size=20) | st.lists(st.sampled_from(HOSTILE)).map("".join))
def test_normal_texts_stay(text: str) -> None:
    once = normal(text)
    assert normal(once) == once
    assert "\r\n" not in once
    assert not once.endswith("\n")
    once.encode("utf-8")


def test_a_text_loses_only_line_breaks() -> None:
    assert normal("a\r\nb\r\r\n\n") == "a\nb"
    assert normal("a\rb ") == "a\rb "
    assert normal("\n a") == "\n a"


@pytest.mark.parametrize(
    ("figure", "written"),
    [
        (Decimal(150), "150"),
        (Decimal("150.0"), "150.0"),
        (Decimal("0.00"), "0.00"),
        (Decimal("-0.10"), "-0.10"),
        (Decimal("0.000001"), "0.000001"),
        (Decimal("1E+3"), "1000"),
        (Decimal("999999999999999.999999"), "999999999999999.999999"),
        (Mark.BLANK, '""'),
        (Mark.UNKNOWN, '"?"'),
    ],
)
def test_figures_are_written_as_printed(figure: object, written: str) -> None:
    assert render(figure) == written
    value = tomllib.loads(f"k = {written}", parse_float=Decimal)["k"]
    if isinstance(figure, Decimal):
        assert Decimal(value) == figure


def test_what_is_unreadable_is_not_written() -> None:
    with pytest.raises(TypeError):
        pair("rows", "total", Unreadable("约100"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_statements_are_canonical_but_for_comments(path: object) -> None:
    text = path.read_bytes().decode()  # type: ignore[attr-defined]
    loaded = read(text)
    assert not loaded.faults
    bare = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    assert canonical(loaded.statement, loaded.form) == bare


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_statement_has_every_row_of_its_form(form: str) -> None:
    layout = load_form(form)
    text = dump(skeleton(layout, "某局", 2022), layout)
    raw = tomllib.loads(text)
    assert text.endswith("\n")
    assert "\n\n\n" not in text
    for role, table in layout.tables.items():
        assert [row.get("row", row.get("code")) for row in raw["tables"][role]["rows"]] == [
            row.key for row in table.fixed_rows()
        ]
    assert canonical(read(text).statement, layout) == text


def test_rows_are_written_in_printed_order_with_their_names() -> None:
    layout = load_form("national-2022")
    statement = skeleton(layout, "某局", 2022)
    table = statement.tables["payments"]
    table.rows[0].name = ""
    table.rows.insert(0, Row("201", "一般公共服务支出"))
    table.reindex()
    loaded = read(canonical(statement, layout))
    assert [(row.key, row.name) for row in loaded.statement.tables["payments"].rows] == [
        ("total", "合计"),
        ("201", "一般公共服务支出"),
    ]
    assert table.rows[1].name == ""


def test_a_paragraph_is_a_line() -> None:
    layout = load_form("national-2022")
    statement = skeleton(layout, "某局", 2022)
    statement.sections = [Section("payments", "三、", '一。\n\n二“引”"号"。')]
    assert 'text = """\n一。\n\n二“引”\\"号\\"。\n"""\n' in dump(statement, layout)


def test_amounts_that_look_alike_stay_apart() -> None:
    assert not same(Decimal(150), Decimal("150.00"))
    assert render(Decimal(150)) != render(Decimal("150.00"))
