"""The canonical file: the same bytes for the same statement.

tomli-w writes keys and values; the order of parts, the layout of blocks and the long texts are fixed here, because its
own choice of layout changes when a row grows past a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, replace
from decimal import Decimal
from typing import Final

import tomli_w

from ..model.figure import Mark, Unreadable
from ..model.form import Form
from ..model.materialise import official_names, ordered
from ..model.statement import FORMAT, LISTS, Chart, Record, Row, Statement, Table

LONG: Final = {
    ("head", "contents"),
    ("source", "note"),
    ("overview", "units"),
    ("overview", "staff"),
    ("sections", "text"),
}
"""Texts that are written as paragraphs even when there is only one."""

HEAD: Final = ("department", "year", "title", "unit", "decimals", "government", "contents")
GROUPS: Final = ("source", "headings", "overview")
"""Tables of keys beside the head."""

# Harmless in TOML, but they would reorder or hide text in an editor or a diff: written as escapes.
_HIDDEN: Final = {
    code: f"\\u{code:04X}"
    for code in [
        *range(0x80, 0xA0),
        0x061C,
        0x200B,
        *range(0x200E, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
        0xFEFF,
    ]
}


def dump(statement: Statement, form: Form) -> str:
    """The whole statement as canonical text."""
    return "\n".join(_blocks(statement, form))


def _blocks(statement: Statement, form: Form) -> Iterator[str]:
    yield block("", "head", {"format": FORMAT, "form": statement.form, **entries(statement, HEAD, always=HEAD[:-2])})
    for name in GROUPS:
        if found := entries(getattr(statement, name)):
            yield block(f"[{name}]", name, found)
    for name in (each.name for each in fields(statement)):
        if name == "tables":
            for role, table in statement.tables.items():
                yield from table_blocks(role, table, form)
        elif name in LISTS:
            for record in getattr(statement, name):
                yield from record_blocks(name, record)


def table_blocks(role: str, table: Table, form: Form) -> Iterator[str]:
    """A table's head and its rows."""
    yield block(f"[tables.{role}]", "tables", table_entries(table))
    columns = form.tables[role].column_keys() if role in form.tables else []
    for row in rows_of(role, table, form):
        yield row_block(role, row, columns)


def rows_of(role: str, table: Table, form: Form) -> list[Row]:
    """The rows as a file is read: in printed order, those of the form all there and named."""
    layout = form.tables.get(role)
    if layout is None:
        return table.rows
    rows = ordered(table, layout)
    names = official_names(rows, layout)
    return [row if row.name else replace(row, name=name) for row, name in zip(rows, names, strict=True)]


def row_block(role: str, row: Row, columns: list[str]) -> str:
    """One row of a table."""
    return block(f"[[tables.{role}.rows]]", "rows", row_entries(row, columns))


def record_blocks(name: str, record: Record) -> Iterator[str]:
    """One record of a list; a chart's bars follow it."""
    yield block(f"[[{name}]]", name, entries(record))
    if isinstance(record, Chart):
        for bar in record.bars:
            yield block("[[charts.bars]]", "bars", entries(bar))


def entries(record: object, names: tuple[str, ...] = (), always: tuple[str, ...] = ()) -> dict[str, object]:
    """Keys and values that a record is written with: those that differ from their defaults."""
    plain = [each for each in fields(record) if each.default is not MISSING]  # type: ignore[arg-type]
    if names:
        plain.sort(key=lambda each: names.index(each.name) if each.name in names else -1)
        plain = [each for each in plain if each.name in names]
    found = {each.name: (getattr(record, each.name), each.default) for each in plain}
    return {name: value for name, (value, default) in found.items() if value != default or name in always}


def table_entries(table: Table) -> dict[str, object]:
    """Keys and values of a table's head."""
    return {"coverage": table.coverage} | entries(table, ("reason", "title", "note"))


def row_entries(row: Row, columns: list[str]) -> dict[str, object]:
    """Keys and values of a row: what it is, its figures in printed order, where they come from."""
    found: dict[str, object] = {"code" if row.is_coded else "row": row.key}
    if row.name:
        found["name"] = row.name
    order = [*columns, *(column for column in row.figures if column not in columns)]
    found |= {column: row.figures[column] for column in order if row.figures.get(column) is not None}
    if row.origin:
        found["from"] = row.origin
    return found


def block(header: str, part: str, found: dict[str, object]) -> str:
    """A header and its keys, one a line; ends with a line break."""
    lines = [header + "\n"] if header else []
    return "".join(lines + [pair(part, key, value) for key, value in found.items()])


def pair(part: str, key: str, value: object) -> str:
    """One `key = value` and its line break."""
    return f"{key} = {render(value, long=(part, key) in LONG)}\n"


def render(value: object, *, long: bool = False) -> str:
    """A value as the file holds it. Long texts, and texts of several lines, are written as paragraphs.

    Raises:
        TypeError: for a value that is unreadable: it must stay as the author wrote it.
    """
    match value:
        case Mark():
            return f'"{value.value}"'
        case Unreadable():
            raise TypeError(value.text)
        case Decimal():
            return f"{value:f}"  # tomli-w would write 150 as 150.0
        case str() if long or "\n" in value:
            return f'"""\n{escaped(value, long=True)}\n"""'
    return tomli_w.dumps({"k": value}).removeprefix("k = ").removesuffix("\n").translate(_HIDDEN)


def escaped(text: str, *, long: bool) -> str:
    """A text as it stands between double quotes: line breaks as they are where it is `long`, else escaped too."""
    if long and "\n" in text:
        return "\n".join(escaped(line, long=False) for line in text.split("\n"))
    return tomli_w.dumps({"k": text}).removeprefix("k = ").removesuffix("\n")[1:-1].translate(_HIDDEN)
