"""Forms: how the tables of a year and region look. Built from plain data; docs/forms.md describes the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

CLASSES: Final = "@classes-of-codes"
"""A sum's term that stands for all 类 of the table."""

Terms = tuple[tuple[int, str], ...]
"""Signed keys of rows or columns: `((1, "opening"), (-1, "payments"))`."""


class FormError(ValueError):
    """A form's data does not hold together; the message says where."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of amounts."""

    key: str
    heading: tuple[str, ...]
    english: str
    sum: Terms


@dataclass(frozen=True, slots=True)
class FixedRow:
    """A row that the form names; `heading` gives its header levels where items are printed across."""

    key: str
    name: str
    english: str
    level: int
    sum: Terms
    heading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Blank rows between fixed rows; `count` 0 fills up until the blocks are equally long."""

    count: int


@dataclass(frozen=True, slots=True)
class Block:
    """Columns that belong together, with their own rows; blocks stand side by side."""

    key: str
    heading: tuple[str, ...]
    label: str
    lines: bool
    codes: bool
    coded: bool
    code_columns: Literal["joined", "split"]
    classes: tuple[str, ...]
    total_at: Literal["first", "last"]
    columns: tuple[Column, ...]
    rows: tuple[FixedRow | Gap, ...]

    def column(self, key: str) -> Column | None:
        """The column of that key."""
        return next((column for column in self.columns if column.key == key), None)

    @property
    def fixed(self) -> list[FixedRow]:
        """The named rows, without gaps."""
        return [row for row in self.rows if isinstance(row, FixedRow)]


@dataclass(frozen=True, slots=True)
class TableForm:
    """The layout of one table."""

    role: str
    title: str
    english: str
    number: str
    note: str
    layout: Literal["down", "across", "across-pairs"]
    classification: str
    blocks: tuple[Block, ...]
    _named: dict[str, tuple[Block, FixedRow]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for block in reversed(self.blocks):
            self._named.update((row.key, (block, row)) for row in reversed(block.fixed))

    def block_of(self, row: str) -> Block | None:
        """The block that a row lies in: where it is named, else where its class belongs, else where any code may."""
        if row in self._named:
            return self._named[row][0]
        if not row.isdigit():
            return None
        return next((block for block in self.blocks if row[:3] in block.classes or block.coded), None)

    def fixed(self, row: str) -> FixedRow | None:
        """What the form says of a row, if it names it."""
        return self._named[row][1] if row in self._named else None

    def fixed_rows(self) -> list[FixedRow]:
        """All rows that the form names, in printed order."""
        return [fixed for block in self.blocks for fixed in block.fixed]

    def column_keys(self) -> list[str]:
        """Keys of all columns, each once, in printed order."""
        return list(dict.fromkeys(column.key for block in self.blocks for column in block.columns))


@dataclass(frozen=True, slots=True)
class Form:
    """The tables of a year and region, in printed order."""

    id: str
    name: str
    english: str
    years: tuple[int, ...]
    tables: Mapping[str, TableForm]

    def table(self, role: str) -> TableForm | None:
        """The table of that role."""
        return self.tables.get(role)

    def number_of(self, role: str) -> int:
        """Position of a table, from 1; 0 if the form does not have it."""
        return next((n for n, known in enumerate(self.tables, start=1) if known == role), 0)


def merge(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """A form's data laid over the one that it extends: tables and lists key by key, the rest replaced."""
    merged = {**parent, **child}
    merged["lists"] = {**parent.get("lists", {}), **child.get("lists", {})}
    tables = dict(parent.get("tables", {}))
    for role, table in child.get("tables", {}).items():
        tables[role] = {**tables.get(role, {}), **table}
    merged["tables"] = tables
    return merged


def build(raw: Mapping[str, Any]) -> Form:
    """Build a form from merged data.

    Raises:
        FormError: if a table, list, row or column that something names does not exist.
    """
    tables = {}
    for position, role in enumerate(raw["order"], start=1):
        if role not in raw["tables"]:
            raise FormError(f"order: {role}")
        tables[role] = _table(role, position, raw["tables"][role], raw.get("lists", {}))
    return Form(raw["id"], raw["name"], raw.get("english", ""), tuple(raw.get("years", ())), tables)


def _table(role: str, position: int, raw: Mapping[str, Any], lists: Mapping[str, Any]) -> TableForm:
    try:
        blocks = tuple(_block(block, lists) for block in raw["blocks"])
    except KeyError as missing:
        raise FormError(f"tables.{role}: {missing}") from None
    table = TableForm(
        role=role,
        title=raw["title"],
        english=raw.get("english", ""),
        number=raw.get("number", f"公开{position:02d}表"),
        note=raw.get("note", ""),
        layout=raw.get("layout", "down"),
        classification=raw.get("classification", "functional"),
        blocks=blocks,
    )
    _check_terms(table)
    return table


def _block(raw: Mapping[str, Any], lists: Mapping[str, Any]) -> Block:
    columns = tuple(
        Column(c["key"], tuple(c["heading"]), c.get("english", ""), _terms(c.get("sum", ""), lists))
        for c in raw["columns"]
    )
    rows: list[FixedRow | Gap] = []
    for entry in raw["rows"]:
        if "list" in entry:
            rows += [_fixed(row, lists) for row in lists[entry["list"]]]
        elif "fill" in entry or "gap" in entry:
            rows.append(Gap(entry.get("gap", 0)))
        else:
            rows.append(_fixed(entry, lists))
    return Block(
        key=raw["key"],
        heading=tuple(raw.get("heading", ())),
        label=raw.get("label", "项目"),
        lines=raw.get("lines", False),
        codes=raw.get("codes", False),
        coded=raw.get("coded", False),
        code_columns=raw.get("code_columns", "joined"),
        classes=tuple(raw.get("classes", ())),
        total_at=raw.get("total_at", "first"),
        columns=columns,
        rows=tuple(rows),
    )


def _fixed(raw: Mapping[str, Any], lists: Mapping[str, Any]) -> FixedRow:
    key = raw["row"] if "row" in raw else raw["code"]
    heading = tuple(raw.get("heading", (raw["name"],)))
    terms = _terms(raw.get("sum", ""), lists)
    return FixedRow(key, raw["name"], raw.get("english", ""), raw.get("level", 0), terms, heading)


def _terms(text: str, lists: Mapping[str, Any]) -> Terms:
    terms: list[tuple[int, str]] = []
    for sign, key in re.findall(r"(?:^|(?<=\s))([-+]?)\s*([@\w][\w@-]*)", text):
        weight = -1 if sign == "-" else 1
        if key.startswith("@") and key != CLASSES:
            terms += [(weight, row.get("row", row.get("code"))) for row in lists[key[1:]]]
        else:
            terms.append((weight, key))
    return tuple(terms)


def _check_terms(table: TableForm) -> None:
    rows = {fixed.key for fixed in table.fixed_rows()} | {CLASSES}
    for block in table.blocks:
        columns = {column.key for column in block.columns}
        for owner, terms, known in [
            *((row.key, row.sum, rows) for row in block.fixed),
            *((column.key, column.sum, columns) for column in block.columns),
        ]:
            if unknown := [key for _, key in terms if key not in known]:
                raise FormError(f"tables.{table.role}: {owner} = … {unknown[0]}")
