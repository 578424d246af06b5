"""Text from a spreadsheet over a table: which figure comes where, and what cannot come anywhere. Changes nothing."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from ...model.money import AmountError, fold
from ..cells import read_typed
from ..text import CONTROLS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model.figure import Figure
    from ...model.place import Place
    from ...model.sheet import Sheet
    from ...model.statement import Row, Statement

MOST: Final = 20_000_000
"""Characters that are taken: more is no table of figures."""
_LINES: Final = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_UNSEEN: Final = re.compile(rf"(?![\t-\r\x85\u2028\u2029])[{CONTROLS}]")
_PLAIN: Final = re.compile(r"\d{1,15}(?:\.(\d+))?", re.ASCII)
_LIKE_LABELS: Final = 0.6
"""A pasted column of which so many texts stand in the table as labels is one of labels."""
_WHOLE_CODE: Final = 3
"""Digits of a 类."""
_LABELS_WITHIN: Final = 40
"""Columns among which labels are looked for."""

Block = list[list[str]]


class Problem(NamedTuple):
    """Something pasted that is left out: where it stood in what was pasted, from 1, and why (`paste.<reason>`)."""

    row: int
    column: int
    text: str
    reason: str
    place: Place | None = None


@dataclass(slots=True)
class Plan:
    """What a paste would do. `rows`, `columns`: its size; `over`: how many rows and columns stick out of the table."""

    rows: int
    columns: int
    figures: list[tuple[Place, Figure]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    over: tuple[int, int] = (0, 0)
    labels: tuple[int, ...] = ()
    """Pasted columns that are labels of the table, from 1."""
    rows_new: list[Row] = field(default_factory=list)
    """Rows that the table would get."""


def read_block(text: str) -> Block:
    """Tab-separated text as rows of texts, without anything a terminal could obey; empty cells at ends are left out.

    A spreadsheet puts a cell with a line break or a tab in quotes.
    """
    text = _UNSEEN.sub("", text.removeprefix("\ufeff"))
    rows = _quoted(text) if '"' in text else _split(text)
    for row in rows:
        while row and not row[-1].strip():
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _split(text: str) -> Block:
    return [line.split("\t") for line in _LINES.split(text)]


def _quoted(text: str) -> Block:
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), dialect="excel-tab", strict=True))
    except csv.Error:  # a quotation mark that quotes nothing
        return _split(text)
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def text_at(row: list[str], column: int) -> str:
    """A text of a row, or nothing where the row is shorter."""
    return row[column].strip() if column < len(row) else ""


def plan(block: Block, sheet: Sheet, at: tuple[int, int], statement: Statement) -> Plan:
    """Lay a block over a table, its corner at a figure; columns that repeat the table's labels are passed over."""
    top, left = at
    columns = [c for c, column in enumerate(sheet.columns) if column.kind == "amount" and c >= left]
    made = Plan(len(block), max(map(len, block), default=0))
    labels = _label_columns(block, sheet, top)
    figures = [j for j in range(made.columns) if j not in labels]
    made.labels = tuple(j + 1 for j in sorted(labels))
    made.over = (max(0, len(block) - (len(sheet.rows) - top)), max(0, len(figures) - len(columns)))
    reader = Figures(statement)
    for i, (texts, slots) in enumerate(zip(block, sheet.rows[top:], strict=False)):
        if labels and (wrong := _other_label(texts, labels, _labels_of(sheet, top + i))):
            made.problems.append(Problem(i + 1, wrong[0] + 1, wrong[1], "other-row"))
            continue
        for j, c in zip(figures, columns, strict=False):
            _lay(made, reader, (i, j), text_at(texts, j), slots[c].place)
    return made


def fill(text: str, places: Iterable[Place], statement: Statement) -> Plan:
    """One text over every figure of a range."""
    made, reader = Plan(1, 1), Figures(statement)
    for place in places:
        _lay(made, reader, (0, 0), text, place)
        if made.problems:
            break
    return made


def _lay(made: Plan, reader: Figures, at: tuple[int, int], text: str, place: Place | None) -> None:
    """Put one text where it comes."""
    if place is None:
        if text:
            made.problems.append(Problem(at[0] + 1, at[1] + 1, text, "no-cell"))
        return
    try:
        made.figures.append((place, reader(text)))
    except AmountError as error:
        made.problems.append(Problem(at[0] + 1, at[1] + 1, text, error.reason, place))


class Figures:
    """Reads figures as they are typed; plain ones, of which there may be many, at once."""

    def __init__(self, statement: Statement) -> None:
        self.decimals, self.unit = statement.decimals, statement.unit

    def __call__(self, text: str) -> Figure:
        """The figure that a text is; raises AmountError where it is none."""
        match = _PLAIN.fullmatch(text)
        if match and len(match[1] or "") == self.decimals:
            return Decimal(text)
        return read_typed(text, decimals=self.decimals, unit=self.unit)


# -- columns of labels
def _label_columns(block: Block, sheet: Sheet, top: int) -> dict[int, str]:
    """The pasted columns that repeat labels of the rows they come to: the column, and which kind of label.

    Numbers may be like a line's number or a part of a code by chance: they are labels only where names or whole codes
    are there too.
    """
    found: dict[int, str] = {}
    certain: list[int] = []
    rows = [(texts, _labels_of(sheet, top + i)) for i, texts in enumerate(block[:200]) if top + i < len(sheet.rows)]
    wide = max((len(row) for row, _ in rows), default=0)
    for j in range(min(wide, _LABELS_WITHIN) if wide > 1 else 0):
        texts = [(bare(text), labels) for row, labels in rows if (text := text_at(row, j))]
        for kind in ("code", "name", "line"):
            alike = [text for text, labels in texts if text in labels.get(kind, ())]
            if texts and len(alike) >= _LIKE_LABELS * len(texts):
                found[j] = kind
                if kind == "name" or any(len(text) >= _WHOLE_CODE for text in alike):
                    certain.append(j)
                break
    return {j: kind for j, kind in found.items() if certain and j <= max(certain) + 1}


def _labels_of(sheet: Sheet, row: int) -> dict[str, set[str]]:
    """What a row of the table prints beside its figures, by kind."""
    labels: dict[str, set[str]] = {}
    for slot, column in zip(sheet.rows[row], sheet.columns, strict=True):
        if column.kind != "amount" and slot.text:
            labels.setdefault(column.kind, set()).add(bare(slot.text))
    return labels


def _other_label(texts: list[str], labels: dict[int, str], printed: dict[str, set[str]]) -> tuple[int, str] | None:
    """A code that is not the one of the row it comes to; names may be written in other ways."""
    for j, kind in labels.items():
        text = text_at(texts, j)
        if kind == "code" and text and bare(text) not in printed.get(kind, ()):
            return j, text
    return None


def bare(text: str) -> str:
    """A label without what people and spreadsheets change: blanks, widths, zeros before a number."""
    bare = re.sub(r"\s+", "", fold(text))
    return bare.lstrip("0") if bare.isdigit() else bare
