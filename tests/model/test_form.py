"""Every form builds and holds together; broken data is told, whatever is broken."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fintui.files.forms import form_files, load_form
from fintui.model.form import CLASSES, FixedRow, FormError, TableForm
from fintui.model.form_data import build, merge

FORMS = sorted(form_files())
THREE_PUBLIC = {"total", "abroad", "vehicles", "vehicle-purchase", "vehicle-running", "reception"}


def raw(form: str) -> dict[str, Any]:
    data = tomllib.loads(form_files()[form].read_text("utf-8"))
    return merge(raw(data["extends"]), data) if "extends" in data else data


def tables() -> list[tuple[str, TableForm]]:
    return [(form, table) for form in FORMS for table in load_form(form).tables.values()]


@pytest.mark.parametrize("form", FORMS)
def test_the_tables_are_in_order_and_numbered(form: str) -> None:
    found, data = load_form(form), raw(form)
    assert list(found.tables) == data["order"]
    assert found.id == form
    assert found.name
    assert found.english
    assert found.years
    for position, role in enumerate(data["order"], start=1):
        assert found.number_of(role) == position
        table = found.table(role)
        assert table
        assert table.role == role
        assert table.number == data["tables"][role].get("number", f"公开{position:02d}表")
        assert table.title
        assert table.english
    assert found.number_of("nothing") == 0
    assert found.table("nothing") is None
    numbers = [table.number for table in found.tables.values() if table.number]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize(("form", "table"), tables(), ids=lambda each: getattr(each, "role", each))
def test_keys_and_sums_hold_together(form: str, table: TableForm) -> None:
    keys = [row.key for row in table.fixed_rows()]
    assert len(set(keys)) == len(keys)
    for block in table.blocks:
        columns = [column.key for column in block.columns]
        assert columns
        assert len(set(columns)) == len(columns)
        assert not {"row", "code", "name", "from", "key", "origin"} & set(columns)
        for column in block.columns:
            assert block.column(column.key) is column
            assert {key for _, key in column.sum} <= set(columns) - {column.key}
        for row in block.fixed:
            assert {key for _, key in row.sum} <= {*keys, CLASSES} - {row.key}
            assert table.block_of(row.key) is block
            assert table.fixed(row.key) is row
            assert row.name
            assert row.english
        assert block.column("nothing") is None
    assert table.block_of("nothing") is None
    assert table.fixed("nothing") is None
    assert set(table.column_keys()) == {column.key for block in table.blocks for column in block.columns}


@pytest.mark.parametrize("form", FORMS)
def test_general_budget_payments_have_three_or_six_columns(form: str) -> None:
    (block,) = load_form(form).tables["general-budget-payments"].blocks
    assert {"basic", "project"} <= {column.key for column in block.columns}
    assert len(block.columns) >= 3


def test_state_capital_is_printed_with_three_columns_or_six() -> None:
    widths = {len(table.column_keys()) for _, table in tables() if table.role == "state-capital"}
    assert widths == {3, 6}


@pytest.mark.parametrize("form", FORMS)
def test_three_public_names_its_items_whatever_the_layout(form: str) -> None:
    table = load_form(form).tables["three-public"]
    assert {row.key for row in table.fixed_rows()} >= THREE_PUBLIC
    assert table.column_keys()[:2] == ["budget", "actual"]


def test_three_public_is_printed_in_three_ways() -> None:
    layouts = {load_form(form).tables["three-public"].layout for form in FORMS}
    assert layouts == {"down", "across", "across-pairs"}


def test_a_form_may_have_a_table_more() -> None:
    counts = {form: len(load_form(form).tables) for form in FORMS}
    assert set(counts.values()) == {8, 9, 10}  # 8 before the table of state capital came
    assert all("state-assets" in load_form(form).tables for form in FORMS if counts[form] == 10)


@pytest.mark.parametrize("form", FORMS)
def test_a_code_goes_to_the_block_of_its_class(form: str) -> None:
    table = load_form(form).tables["general-budget-basic-payments"]
    for block in table.blocks:
        for head in block.classes:
            assert table.block_of(f"{head}97") is block
    assert load_form(form).tables["payments"].block_of("2010101") is load_form(form).tables["payments"].blocks[0]


def test_a_child_replaces_key_by_key() -> None:
    parent = {"id": "a", "lists": {"x": [1], "y": [2]}, "tables": {"t": {"title": "甲", "blocks": [1]}}}
    child = {"id": "b", "lists": {"y": [3]}, "tables": {"t": {"title": "乙"}, "u": {"title": "丙"}}}
    merged = merge(parent, child)
    for wrong in ({"tables": []}, {"lists": 1}, {"tables": {"t": ""}}):
        with pytest.raises(FormError):
            merge(parent, wrong)
    assert merged["id"] == "b"
    assert merged["lists"] == {"x": [1], "y": [3]}
    assert merged["tables"] == {"t": {"title": "乙", "blocks": [1]}, "u": {"title": "丙"}}
    assert parent["tables"] == {"t": {"title": "甲", "blocks": [1]}}


def test_broken_sums_are_told() -> None:
    data = copy.deepcopy(raw("national-2022"))
    column = data["tables"]["payments"]["blocks"][0]["columns"][0]
    for wrong in ("nothing", "@nothing", "basic project", "+ +", "basic +", "@classes-of-codes"):
        column["sum"] = wrong
        with pytest.raises(FormError, match=r"tables\.payments"):
            build(data)
    for right in ("", "basic", "-basic", "basic - project"):
        column["sum"] = right
        build(data)
    for wrong_row in ({"row": "a", "name": "b", "sum": "c"}, {"row": "total", "name": "b"}):
        data["tables"]["payments"]["blocks"][0]["rows"].append(wrong_row)
        with pytest.raises(FormError, match=r"tables\.payments"):
            build(data)
        data["tables"]["payments"]["blocks"][0]["rows"].pop()
    with pytest.raises(FormError, match="order"):
        build({**data, "order": ["nothing"]})
    with pytest.raises(FormError):
        build({})


def spots(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return (
        [path, *(spot for key, each in inner for spot in spots(each, (*path, key)))]
        if path
        else [spot for key, each in inner for spot in spots(each, (key,))]
    )


RAW = {form: raw(form) for form in ("national-2020", "wuhan-2020", "anhui-2021")}
SPOTS = {form: spots(data) for form, data in RAW.items()}
WRONG = [
    None,
    0,
    -1,
    1.5,
    True,
    "",
    "nothing",
    "@nothing",
    "+ + -",
    [],
    [0],
    ["x"],
    [[]],
    {},
    {"key": 1},
    [{}],
    [{"row": 0}],
]


@given(st.data())
@settings(max_examples=400)
def test_broken_data_is_told_and_nothing_else(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(sorted(RAW)))
    broken = copy.deepcopy(RAW[form])
    for _ in range(data.draw(st.integers(1, 2))):
        spot = data.draw(st.sampled_from(SPOTS[form]))
        holder: Any = broken
        try:
            for step in spot[:-1]:
                holder = holder[step]
            if data.draw(st.booleans()):
                holder[spot[-1]] = data.draw(st.sampled_from(WRONG))
            else:
                del holder[spot[-1]]
        except (LookupError, TypeError):
            continue
    try:
        found = build(broken)
    except FormError:
        return
    for table in found.tables.values():
        assert all(isinstance(row, FixedRow) for row in table.fixed_rows())
        assert all(isinstance(row.key, str) and isinstance(row.name, str) for row in table.fixed_rows())
        assert all(isinstance(column.key, str) for block in table.blocks for column in block.columns)
