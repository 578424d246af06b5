"""The shipped statements say what their sources say, cell by cell and paragraph by paragraph."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fintui.files.reader import load
from fintui.files.resources import shipped
from fintui.model.money import show_amount
from fintui.model.place import get
from fintui.model.sheet import make_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fintui.files.reader import Loaded
    from fintui.model.sheet import Sheet, Slot

HERE = Path(__file__).parent
Strip = tuple[str, ...]
"""A block's part of a printed row: code, name, amounts."""

# Role: pages, rows of headings on the first one, columns that a code is split into in the source.
PRINTED = {
    "receipts-and-payments": ((6, 7), 2, 0),
    "receipts": ((8, 9), 3, 3),
    "payments": ((10, 11), 3, 3),
    "fiscal-receipts-and-payments": ((12, 13, 14), 2, 0),
    "general-budget-payments": ((15,), 4, 3),
    "general-budget-basic-payments": ((16, 17), 3, 2),
    "three-public": ((18,), 5, 0),
    "government-fund": ((19,), 3, 3),
    "state-capital": ((20,), 3, 3),
}
SPACED = ["因公出国（境）费用", "公务用车运行维护费", "其他商品和服务支出"]


@cache
def statement(name: str) -> Loaded:
    loaded = load(shipped("data") / "statements" / f"{name}.toml")
    assert not loaded.faults
    return loaded


# -- Putuo: nine tables
@cache
def pages() -> dict[int, list[list[str]]]:
    found: dict[int, list[list[str]]] = {}
    for line in (HERE / "putuo-finance-bureau-2024.tables.tsv").read_text("utf-8").splitlines():
        if head := re.match(r"## page (\d+) ", line):
            rows = found.setdefault(int(head[1]), [])
        else:
            rows.append(line.split("\t"))
    return found


def source(role: str) -> list[list[str]]:
    """The rows of a table in the source; wholly empty ones, which are left for entries, are left out."""
    numbers, heads, _ = PRINTED[role]
    return [row for row in [row for page in numbers for row in pages()[page]][heads:] if any(row)]


def source_strip(cells: list[str], codes: int) -> Strip:
    code, name, amounts = "".join(cells[:codes]), cells[codes], cells[codes + 1 :]
    if code == "类款项":  # the last row of headings holds the total
        code = ""
    if code and not code.isdigit():  # a label across the columns of code and name
        code, name = "", code + name
    name = name.replace(" ", "") if name.replace(" ", "") in SPACED else name
    return (code, name, *amounts)


def shown(slot: Slot, loaded: Loaded) -> str:
    figure = get(loaded.statement, slot.place) if slot.place else None
    return show_amount(figure) if isinstance(figure, Decimal) else slot.text


def sheet_of(role: str) -> Sheet:
    loaded = statement("putuo-finance-bureau-2024")
    return make_sheet(loaded.statement.tables[role], loaded.form.tables[role])


def sheet_strip(slots: tuple[Slot, ...], kinds: list[str]) -> Strip:
    loaded = statement("putuo-finance-bureau-2024")
    told = [shown(slot, loaded) for slot in slots]
    codes, names = kinds.count("code"), kinds.count("name")
    return ("".join(told[:codes]), "".join(told[codes : codes + names]), *told[codes + names :])


@pytest.mark.parametrize("role", [role for role in PRINTED if role != "three-public"])
def test_every_cell_of_the_source_is_printed(role: str) -> None:
    sheet, (_, _, codes) = sheet_of(role), PRINTED[role]
    expected, rows = source(role), []
    for line in sheet.rows:
        strips = []
        for block in sorted({column.block for column in sheet.columns}):
            at = [i for i, column in enumerate(sheet.columns) if column.block == block]
            strips.append(sheet_strip(line[at[0] : at[-1] + 1], [sheet.columns[i].kind for i in at]))
        rows.append(strips)
    printed = []
    for cells in expected:
        strips, at = [], 0
        for strip in rows[0]:
            width = codes + len(strip) - 1
            strips.append(source_strip(cells[at : at + width], codes))
            at += width
        assert at == len(cells)
        printed.append(strips)
    assert rows == printed
    assert set(PRINTED) == set(statement("putuo-finance-bureau-2024").statement.tables)


def test_three_public_is_printed_across() -> None:
    sheet, loaded = sheet_of("three-public"), statement("putuo-finance-bureau-2024")
    (cells,) = source("three-public")
    assert [[shown(slot, loaded) for slot in row] for row in sheet.rows] == [cells]
    (headings,) = [row for row in pages()[18] if row[0] == "预算数"]
    assert [column.heading[-1] for column in sheet.columns] == headings


def test_the_headings_of_amounts_are_those_of_the_source() -> None:
    for role, ((first, *_), heads, _) in PRINTED.items():
        printed = {cell for row in pages()[first][:heads] for cell in row if cell}
        for column in sheet_of(role).columns:
            if column.kind == "amount":
                assert column.heading[-1] in printed, role


def test_the_units_are_those_of_the_source() -> None:
    units = statement("putuo-finance-bureau-2024").statement.units
    assert [[unit.mark, unit.name, unit.note] for unit in units] == pages()[5][1:]


# -- Wuchang: prose
# Restored → as it stands in the source: what `source.note` lists, and nothing else.
RESTORED = {
    "2020年12月31日": "20201231日",
    "2020年度": "2020度",
    "(类)": "()",
    "(款)": "()",
    "(项)": "()",
    "维修(护)费": "维修()费",
    "出国(境)": "出国()",
    "副部(省)级": "副部()级",
    "万元(含)以上": "万元()以上",
    "事业11人": "事业11",
    "管理0人": "管理0",
    "0台(套)": "0()",
    "“三公”": "“三公|三公”",
}
AT_START = {f"({mark})": "()" for mark in "一二三四五六七八九十"} | {f"图{n}:": f"{n}:" for n in range(1, 5)}
AT_END = {f"(表{n})": f"({n})" for n in range(1, 10)} | {"。": ""}
# Of the page, not of the document, and the repeated title; the heads of the table of priorities are its fields.
LEFT_OUT = {
    *("Document", "Ai政务问答", "• 2021-11-05 17:19", "• 来源: 武昌区大数据中心", "2020年度武汉市武昌区大数据中心"),
    *("部门决算", "2021115", "人大", "序号", "重点事项", "工作内容及目标", "完成情况"),
}


def paragraphs() -> Iterator[str]:
    """Everything that the statement of Wuchang prints outside the tables."""
    made = statement("wuchang-big-data-centre-2020").statement
    yield from (made.title, *made.contents.split("\n"), made.overview.contact)
    yield from (getattr(made.headings, name) for name in ("overview", "duties", "units", "staff"))
    yield from (getattr(made.headings, name) for name in ("tables", "explanations", "works", "glossary"))
    yield from (*made.overview.units.split("\n"), *made.overview.staff.split("\n"))
    yield from (duty.mark + duty.text for duty in made.duties)
    yield from (unit.mark + unit.name for unit in made.units)
    for section in made.sections:
        yield from (section.heading, *section.text.split("\n"))
    yield from (chart.caption for chart in made.charts)
    yield from (work.text for work in made.works)
    for priority in made.priorities:
        yield from (priority.number, priority.matter, priority.target, priority.result)
    for term in made.terms:
        colon = ":" if term.text and term.mark + term.term else ""
        yield from f"{term.mark}{term.term}{colon}{term.text}".split("\n")
        yield from f"{term.mark}{term.term}\n{term.text}".split("\n")


def undone(paragraph: str) -> re.Pattern[str]:
    """What may stand in the source for a paragraph."""
    pattern = re.split("(" + "|".join(map(re.escape, sorted(RESTORED, key=len, reverse=True))) + ")", paragraph)
    middle = "".join(either(piece, RESTORED[piece]) if piece in RESTORED else re.escape(piece) for piece in pattern)
    for restored, raw in AT_START.items():
        if paragraph.startswith(restored):
            middle = either(restored, raw) + middle.removeprefix(re.escape(restored))
    for restored, raw in AT_END.items():
        if paragraph.endswith(restored):
            middle = middle.removesuffix(re.escape(restored)) + either(restored, raw)
    return re.compile(middle)


def either(restored: str, raw: str) -> str:
    return f"(?:{re.escape(restored)}|{'|'.join(map(re.escape, raw.split('|')))})"


def test_every_paragraph_of_the_source_is_there() -> None:
    known = [undone(paragraph) for paragraph in paragraphs() if paragraph]
    lines = (HERE / "wuchang-big-data-centre-2020.txt").read_text("utf-8").splitlines()
    lines = [line.strip(" \ufeff") for line in lines if line.strip(" \ufeff")]
    assert len(lines) > 150
    missing = [line for line in lines if line not in LEFT_OUT and not any(each.fullmatch(line) for each in known)]
    assert missing == []


def test_every_restoration_is_told() -> None:
    note = statement("wuchang-big-data-centre-2020").statement.source.note
    for raws in RESTORED.values():
        assert any(raw.strip("“”") in note for raw in raws.split("|")), raws


def test_every_figure_stands_in_its_section() -> None:
    made = statement("wuchang-big-data-centre-2020").statement
    count = 0
    for table in made.tables.values():
        for row in table.rows:
            for figure in row.figures.values():
                assert isinstance(figure, Decimal)
                section = made.section(row.origin)
                assert section
                assert re.search(rf"(?<![\d.,]){re.escape(show_amount(figure))}万元", section.text), (
                    table.role,
                    row.key,
                )
                count += 1
    assert count == 36
