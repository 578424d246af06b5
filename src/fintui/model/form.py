"""Forms: how the tables of a year and region look. `form_data` builds them; docs/forms.md describes the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

CLASSES: Final = "@classes-of-codes"
"""A sum's term that stands for all 类 of the table."""

Terms = tuple[tuple[int, str], ...]
"""Signed keys of rows or columns: `((1, "opening"), (-1, "payments"))`."""


class FormError(ValueError):
    """A form's data does not hold together; the message says where."""


class Column(NamedTuple):
    """A column of amounts."""

    key: str
    heading: tuple[str, ...]
    english: str
    sum: Terms


class FixedRow(NamedTuple):
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


class Block(NamedTuple):
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
    _of_class: dict[str, Block | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for block in reversed(self.blocks):
            self._named.update((row.key, (block, row)) for row in reversed(block.fixed))

    def block_of(self, row: str) -> Block | None:
        """The block that a row lies in: where it is named, else where its class belongs, else where any code may."""
        if row in self._named:
            return self._named[row][0]
        if not row.isdigit():
            return None
        head = row[:3]
        if head not in self._of_class:
            self._of_class[head] = next((each for each in self.blocks if head in each.classes or each.coded), None)
        return self._of_class[head]

    def fixed(self, row: str) -> FixedRow | None:
        """What the form says of a row, if it names it."""
        return self._named[row][1] if row in self._named else None

    def fixed_rows(self) -> list[FixedRow]:
        """All rows that the form names, in printed order."""
        return [fixed for block in self.blocks for fixed in block.fixed]

    def column_keys(self) -> list[str]:
        """Keys of all columns, each once, in printed order."""
        return list(dict.fromkeys(column.key for block in self.blocks for column in block.columns))


class Form(NamedTuple):
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
