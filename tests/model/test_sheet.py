"""Sheets: blocks of one length, gaps and totals where they belong, each figure printed once."""

from __future__ import annotations

import itertools
from collections import Counter
from random import Random

import pytest

from fintui.files.forms import form_files, load_form
from fintui.model.form import FixedRow, Form
from fintui.model.materialise import materialise, skeleton
from fintui.model.place import cell
from fintui.model.sheet import EMPTY, Sheet, make_sheet
from fintui.model.statement import Row, Statement

FORMS = sorted(form_files())
CODES = ["201", "20106", "2010601", "208", "20805", "2080505"]


def filled(form: str, seed: int = 0) -> tuple[Statement, Form]:
    """A statement with rows that the form does not name wherever it takes them."""
    layout, chance = load_form(form), Random(seed)
    statement = skeleton(layout, "某局", 2022)
    for role, table in layout.tables.items():
        for block in table.blocks:
            heads = [f"{head}{tail}" for head in block.classes for tail in ("", "97", "98")]
            for code in CODES if block.coded else heads:
                if table.fixed(code) is None and table.block_of(code) is block and chance.random() < 0.8:
                    statement.tables[role].rows.append(Row(code, f"科目{code}"))
    materialise(statement, layout)
    return statement, layout


def sheets(form: str, seed: int = 0) -> dict[str, Sheet]:
    statement, layout = filled(form, seed)
    return {role: make_sheet(statement.tables[role], table) for role, table in layout.tables.items()}


def texts(sheet: Sheet, kind: str, block: int = 0) -> list[str]:
    at = next(i for i, column in enumerate(sheet.columns) if column.kind == kind and column.block == block)
    return [row[at].text for row in sheet.rows]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("form", FORMS)
def test_every_cell_is_printed_once(form: str, seed: int) -> None:
    statement, layout = filled(form, seed)
    for role, table in layout.tables.items():
        sheet = make_sheet(statement.tables[role], table)
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)
        printed = Counter(slot.place for row in sheet.rows for slot in row if slot.place)
        expected = {
            cell(role, row.key, column.key)
            for row in statement.tables[role].rows
            if (block := table.block_of(row.key))
            for column in block.columns
        }
        assert set(printed) == expected
        assert set(printed.values()) == {1}
        for r, row in enumerate(sheet.rows):
            for c, (column, slot) in enumerate(zip(sheet.columns, row, strict=True)):
                assert slot.place is None or (column.kind, column.key) == ("amount", slot.place.field)
                assert slot.place is None or sheet.find(slot.place) == (r, c)
        assert sheet.find(cell(role, "nothing", "nothing")) is None


@pytest.mark.parametrize("form", FORMS)
def test_names_and_codes_stand_beside_their_figures(form: str) -> None:
    statement, layout = filled(form)
    for role, table in layout.tables.items():
        if table.layout != "down":
            continue
        for row in make_sheet(statement.tables[role], table).rows:
            at = 0
            for block in table.blocks:
                codes = 3 if block.coded and block.code_columns == "split" else 1 if block.coded or block.codes else 0
                width = codes + 1 + block.lines + len(block.columns)
                strip = row[at : at + width]
                at += width
                place = strip[-1].place
                found = statement.tables[role].row(place.key) if place else None
                assert strip[codes].text == (found.name if found else "")
                assert "".join(slot.text for slot in strip[:codes]) == (
                    found.key if found and found.is_coded and codes else ""
                )
                assert found or all(slot == EMPTY for slot in strip)
            assert at == len(row)


@pytest.mark.parametrize("form", FORMS)
def test_blocks_end_together(form: str) -> None:
    layout = load_form(form)
    for role in ("receipts-and-payments", "fiscal-receipts-and-payments"):
        sheet, blocks = sheets(form)[role], layout.tables[role].blocks
        assert len(blocks) == 2
        last = {sheet.columns[i].block for i, slot in enumerate(sheet.rows[-1]) if slot.place}
        assert last == {0, 1}
        assert all(slot.total for slot in sheet.rows[-1] if slot.place)
        for index in (0, 1):
            printed = [text for text in texts(sheet, "name", index) if text]
            assert printed[-1] == next(row for row in reversed(blocks[index].rows) if isinstance(row, FixedRow)).name


def test_lines_are_numbered_through_gaps() -> None:
    sheet = sheets("national-2022")["receipts-and-payments"]
    lines, names = texts(sheet, "line"), texts(sheet, "name")
    for number, (line, name) in enumerate(zip(lines, names, strict=True), start=1):
        assert line == (str(number) if name else "")
    gap = names.index("", names.index("本年收入合计"))
    assert names[gap - 1]
    assert names[gap + 1]


def test_the_total_is_first_or_last() -> None:
    first = texts(sheets("national-2022")["payments"], "name")
    assert (first[0], first[1]) == ("合计", "科目201")
    found = load_form("shanghai-2024").tables
    last = [role for role, table in found.items() if table.blocks[0].total_at == "last"]
    assert last
    for role in last:
        assert texts(sheets("shanghai-2024")[role], "name")[-1] == "合计"


def test_codes_are_split() -> None:
    sheet = sheets("shanghai-2024")["payments"]
    assert [column.heading[-1] for column in sheet.columns[:3]] == ["类", "款", "项"]
    assert [slot.text for slot in next(row for row in sheet.rows if row[3].text == "科目2010601")[:3]] == [
        "201",
        "06",
        "01",
    ]


def test_rows_are_indented_by_their_code() -> None:
    sheet = sheets("national-2022")["payments"]
    levels = {row[1].text: row[1].level for row in sheet.rows}
    assert (levels["合计"], levels["科目201"], levels["科目20106"], levels["科目2010601"]) == (0, 0, 1, 2)


def test_a_code_is_put_among_those_of_the_form() -> None:
    sheet = sheets("national-2022", seed=1)["general-budget-basic-payments"]
    for block in {column.block for column in sheet.columns}:
        codes = [text for text in texts(sheet, "code", block) if text]
        for one, other in itertools.pairwise(codes):
            assert one < other or one[:3] != other[:3]


@pytest.mark.parametrize("form", FORMS)
def test_three_public_in_its_layout(form: str) -> None:
    table, sheet = load_form(form).tables["three-public"], sheets(form)["three-public"]
    items = [row.key for row in table.blocks[0].fixed]
    if table.layout == "down":
        assert len(sheet.rows) >= len(items)
        return
    assert len(sheet.rows) == 1
    printed = [(slot.place.key, slot.place.field) for slot in sheet.rows[0] if slot.place]
    if table.layout == "across":
        assert printed == [(item, column) for column in ("budget", "actual") for item in items]
    else:
        assert printed == [(item, column) for item in items for column in ("budget", "actual")]
    assert len({column.heading for column in sheet.columns}) == len(sheet.columns)
    assert all(column.kind == "amount" for column in sheet.columns)
