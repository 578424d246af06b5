"""A block from a spreadsheet with codes in it: each of its rows comes to the row of its code, wherever that stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from ...model.money import AmountError, fold
from ...model.place import cell
from ...model.rows import may_hold
from ...model.statement import Row
from ..text import clean
from .pasting import Block, Figures, Plan, Problem, bare, text_at

if TYPE_CHECKING:
    from ...model.form import Block as FormBlock
    from ...model.form import TableForm
    from ...model.sheet import Sheet
    from ...model.statement import Statement, Table

_CODE: Final = re.compile(r"\d{3}(?:\d\d){0,2}", re.ASCII)
_PART: Final = re.compile(r"\d{1,2}", re.ASCII)
_MOSTLY: Final = 0.6
_NEARLY: Final = 0.9
_WITHIN: Final = 30
"""Columns among which codes and names are looked for."""
_LOOKED_AT: Final = 200
"""Rows by which it is told what a column holds."""
_MOST_FIGURES: Final = 100
"""Columns of figures that are looked at: no table has so many."""


class _Part(NamedTuple):
    """Columns of a block that belong together: codes, names, and the figures behind them."""

    codes: list[str]
    """The code of each row, or nothing."""
    begin: int
    names: int
    """The column of the names; -1: there is none."""
    first: int
    """The first column of figures."""
    end: int


def plan_by_code(
    block: Block, sheet: Sheet, left: int, statement: Statement, layout: TableForm, names: Mapping[str, str]
) -> Plan | None:
    """Lay a block over a table by the codes in it; None where it has none. Rows that the table lacks are new ones.

    `names`: the names of the codes of the year; by them codes are told from amounts.
    """
    parts = _parts(block, names)
    if not parts:
        return None
    labels = tuple(j + 1 for part in parts for j in range(part.begin, part.first))
    made = Plan(len(block), max(map(len, block), default=0), labels=labels)
    lay = _Laying(made, sheet, left, statement, layout, names)
    for part in parts:
        for i, row in enumerate(block):
            lay.row(i, row, part)
    return made


def _parts(block: Block, names: Mapping[str, str]) -> list[_Part]:
    """The parts of a block, side by side."""
    found: list[_Part] = []
    columns = max(map(len, block), default=0)
    at = 0
    while at < min(columns, _WITHIN):
        part = _part_at(block, at, names)
        if part:
            found = [*found[:-1], *(each._replace(end=at) for each in found[-1:]), part]
        at = max(at + 1, part.first if part else 0)
    return [*found[:-1], *(each._replace(end=max(columns, each.first)) for each in found[-1:])]


def _part_at(block: Block, at: int, names: Mapping[str, str]) -> _Part | None:
    """The part whose codes begin in a column: whole ones, or 类, 款 and 项 in a column each."""
    for width in (1, 3):
        if not _are_codes(_texts(block[:_LOOKED_AT], at, width), names):
            continue
        codes = [text if _CODE.fullmatch(text) else "" for text in _texts(block, at, width)]
        named = _names_from(block[:_LOOKED_AT], at + width)
        if named >= 0 or sum(code in names for code in codes) >= _NEARLY * sum(map(bool, codes)):
            return _Part(codes, at, named, named + 1 if named >= 0 else at + width, 0)
    return None


def _texts(block: Block, at: int, width: int) -> list[str]:
    """What would be the code of each row, from one column or from three."""
    if width == 1:
        return [_digits(text_at(row, at)) for row in block]
    return [_joined([_digits(text_at(row, at + n)) for n in range(width)]) for row in block]


def _digits(text: str) -> str:
    return re.sub(r"\s+", "", fold(text))


def _joined(parts: list[str]) -> str:
    """类, 款 and 项 as one code; a spreadsheet may have dropped zeros."""
    first, *rest = parts
    given = [part for part in rest if part]
    if not all(_PART.fullmatch(part) for part in given) or (rest[1] and not rest[0]):
        return ""
    return first + "".join(part.zfill(2) for part in given)


def _are_codes(texts: list[str], names: Mapping[str, str]) -> bool:
    """Whether nearly all texts are codes of known 类, few of them twice: amounts hardly ever are."""
    given = [text for text in texts if text]
    codes = [text for text in given if _CODE.fullmatch(text) and text[:3] in names]
    return len(codes) > 1 and len(codes) >= _MOSTLY * len(given) and len(set(codes)) >= _MOSTLY * len(codes)


def _names_from(block: Block, start: int) -> int:
    """The nearest column that holds more words than numbers; -1 where there is none."""
    for j in range(start, start + 3):
        texts = [text for row in block if (text := text_at(row, j))]
        words = [text for text in texts if not re.search(r"\d", text)]
        if texts and len(words) >= _MOSTLY * len(texts):
            return j
    return -1


class _Laying:
    """Brings the rows of a block to those of a table."""

    def __init__(
        self, made: Plan, sheet: Sheet, left: int, statement: Statement, layout: TableForm, names: Mapping[str, str]
    ) -> None:
        self.made, self.layout, self.names = made, layout, names
        self.table: Table = statement.tables[layout.role]
        self._reader = Figures(statement)
        one = len(layout.blocks) == 1
        self._columns: dict[str, list[str]] = {}
        for index, column in enumerate(sheet.columns):
            if column.kind == "amount" and (index >= left or not one):
                self._columns.setdefault(layout.blocks[column.block].key, []).append(column.key)
        self._fixed = {bare(row.name): row.key for row in self.table.rows if layout.fixed(row.key)}
        self._fixed |= {bare(row.name): row.key for row in layout.fixed_rows()}
        self._done: set[str] = set()

    def row(self, i: int, texts: list[str], part: _Part) -> None:
        """Lay one row of a part."""
        code, name = part.codes[i], text_at(texts, part.names) if part.names >= 0 else ""
        given = [text_at(texts, j) for j in range(part.first, min(part.end, part.first + _MOST_FIGURES))]
        spoken = name or next(filter(None, map(str.strip, texts[part.begin : part.first])), "")
        key = code or self._fixed.get(bare(spoken), "")
        problem = Problem(i + 1, part.begin + 1, spoken or code or "".join(given)[:20], "")
        if not key and not any(given):
            return
        if key in self._done:
            self.made.problems.append(problem._replace(reason="twice"))
        elif self.table.row(key):
            self._done.add(key)
            self._figures(i, part.first, given, key)
        elif key[:3] in self.names and may_hold(self.table, self.layout, key):
            self._done.add(key)
            self._new_row(i, part.first, given, key, name)
        else:
            self.made.problems.append(problem._replace(reason="no-row"))

    def _keys(self, key: str, given: list[str]) -> list[str]:
        """The columns that a row's figures come to; what sticks out is noted."""
        block: FormBlock | None = self.layout.block_of(key)
        keys = self._columns.get(block.key, []) if block else []
        over = max(self.made.over[1], len(given) - len(keys))
        self.made.over = (0, over)
        return keys

    def _figures(self, i: int, first: int, given: list[str], key: str) -> None:
        for n, (text, column) in enumerate(zip(given, self._keys(key, given), strict=False)):
            place = cell(self.layout.role, key, column)
            try:
                self.made.figures.append((place, self._reader(text)))
            except AmountError as error:
                self.made.problems.append(Problem(i + 1, first + n + 1, text, error.reason, place))

    def _new_row(self, i: int, first: int, given: list[str], key: str, name: str) -> None:
        row = Row(key, clean(name) or self.names.get(key, ""))
        for n, (text, column) in enumerate(zip(given, self._keys(key, given), strict=False)):
            try:
                figure = self._reader(text)
            except AmountError as error:
                self.made.problems.append(Problem(i + 1, first + n + 1, text, error.reason))
                continue
            if figure is not None:
                row.figures[column] = figure
        self.made.rows_new.append(row)
