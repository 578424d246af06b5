"""Tables of a statement as pandas DataFrames, for CSV and for notebooks; docs/frames.md shows how to use them.

Importing this module imports pandas, so nothing else of fintui imports it before someone asks for a frame.

Amounts are exact `Decimal`s with the digits that were printed. What is no amount stays told apart:

* `None`: the document prints nothing there; zero in a sum.
* `pandas.NA`: not disclosed; no sum with it is known.
* a text: something unreadable, as the file has it.
* `nan`, in `table_frame` only: the row has no such column. A tidy frame has no row for it.
"""

from __future__ import annotations

import warnings
from decimal import Decimal
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from fintui.files.faults import UnreadableError
from fintui.files.reader import load
from fintui.files.words import load_words
from fintui.model.figure import Figure, State, Unreadable, state_of
from fintui.model.statement import Row, Statement, Table, level_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pandas.api.typing import NAType

    from fintui.model.form import Form, TableForm

COLUMNS: Final = (
    "department",
    "year",
    "form",
    "unit",
    "table",
    "title",
    "row",
    "level",
    "name",
    "column",
    "heading",
    "amount",
    "state",
    "written",
    "section",
)
"""Columns of a tidy frame; docs/frames.md says what each holds."""

LEVELS: Final = ("类", "款", "项")
_NO_CELL: Final = float("nan")
_BETWEEN: Final = " / "


class SkippedWarning(UserWarning):
    """A file of a folder, or a part of a file, is not in the frame; the message says which and why."""


def table_frame(statement: Statement, form: Form, role: str) -> pd.DataFrame:
    """One table: a row for each row by its key or code, a column for each column by its printed header levels.

    The first column holds the rows' names. Blocks that are printed side by side stand one below the other, and 三公
    has its items as rows, however the form prints them.

    Raises:
        KeyError: if the form has no such table.
    """
    table, layout = statement.tables[role], form.tables[role]
    labels = _labels(layout)
    columns = list(dict.fromkeys(labels.values()))
    depth = max(2, *map(len, columns))  # with two levels `frame["合计"]` is a Series; with a single one it is not
    rows = [_printed_row(table, layout, row, columns, labels) for row in table.rows]
    header = pd.MultiIndex.from_tuples([_deep(label, depth) for label in [(layout.blocks[0].label,), *columns]])
    index = pd.Index([row.key for row in table.rows], dtype=object, name="row")
    frame = pd.DataFrame(rows, index=index, columns=header, dtype=object)
    frame.attrs |= {"title": table.title or layout.title, "unit": statement.unit}
    return frame


def tidy(statement: Statement, form: Form) -> pd.DataFrame:
    """Every figure of every table, one a row, in printed order; the columns are `COLUMNS`."""
    cells = [cell for role in statement.tables for cell in _cells(statement, form, role)]
    frame = pd.DataFrame(cells, columns=list(COLUMNS), dtype=object)
    return frame.astype({"year": "int64", "written": "bool"})


def load_frames(path: str | Path) -> pd.DataFrame:
    """The tidy frame of a file, or of all `*.toml` files of a folder; a column `file` in front names the file.

    A file of a folder that cannot be read is left out and told by a `SkippedWarning`, as are the faults of one that
    can be read.

    Raises:
        UnreadableError: if `path` is a file that cannot be read.
        FileNotFoundError: if it is a folder without a statement.
    """
    path = Path(path)
    if not path.is_dir():
        return _load(path)
    frames = []
    for file in sorted(path.glob("*.toml")):
        try:
            frames.append(_load(file))
        except UnreadableError as error:
            warnings.warn(error.fault.sentence(load_words(), str(file)), SkippedWarning, stacklevel=2)
    if not frames:
        raise FileNotFoundError(path / "*.toml")
    return pd.concat(frames, ignore_index=True)


def add_up(amounts: Iterable[object]) -> Decimal | NAType:
    """The exact sum of amounts from a frame: blanks count as zero, and one that is not disclosed makes it unknown.

    Raises:
        ValueError: if one of them is not an amount.
    """
    total, known = Decimal(), True
    for amount in amounts:
        if isinstance(amount, Decimal):
            total += amount
        elif amount is pd.NA:
            known = False
        elif amount is not None and not (isinstance(amount, float) and isnan(amount)):
            raise ValueError(amount)
    return total if known else pd.NA


def _load(path: Path) -> pd.DataFrame:
    try:
        loaded = load(path)
    except UnreadableError as error:
        error.add_note(error.fault.sentence(load_words(), str(path)))
        raise
    for fault in loaded.faults:
        warnings.warn(fault.sentence(load_words(), str(path)), SkippedWarning, stacklevel=3)
    frame = tidy(loaded.statement, loaded.form)
    frame.insert(0, "file", path.name)
    return frame


def _labels(layout: TableForm) -> dict[tuple[str, str], tuple[str, ...]]:
    """Header levels by block and column key: each stands for one column only, blocks with the same header share it."""
    labels: dict[tuple[str, str], tuple[str, ...]] = {}
    owners: dict[tuple[str, ...], str] = {}
    for block in layout.blocks:
        for column in block.columns:
            label = (*block.heading, *column.heading)
            if owners.setdefault(label, column.key) != column.key:
                label = (*label[:-1], f"{label[-1]} ({column.key})")
            labels[block.key, column.key] = label
    return labels


def _deep(label: tuple[str, ...], depth: int) -> tuple[str, ...]:
    return label + ("",) * (depth - len(label))


def _printed_row(
    table: Table,
    layout: TableForm,
    row: Row,
    columns: list[tuple[str, ...]],
    labels: dict[tuple[str, str], tuple[str, ...]],
) -> list[object]:
    block = layout.block_of(row.key)
    found = {
        labels[block.key, column.key]: _value(row.figures.get(column.key), table.coverage)
        for column in (block.columns if block else ())
        if block
    }
    return [row.name, *(found.get(label, _NO_CELL) for label in columns)]


def _cells(statement: Statement, form: Form, role: str) -> Iterator[tuple[object, ...]]:
    table, layout = statement.tables[role], form.table(role)
    head = (statement.department, statement.year, statement.form, statement.unit)
    title = table.title or (layout.title if layout else "")
    for row in table.rows:
        level = LEVELS[min(level_of(row.key), 2)] if row.is_coded else ""
        for column, heading in _columns_of(layout, row):
            figure = row.figures.get(column)
            value, state = _value(figure, table.coverage), state_of(figure, table.coverage).value
            place = (role, title, row.key, level, row.name, column, heading)
            yield (*head, *place, value, state, figure is not None, row.origin)


def _columns_of(layout: TableForm | None, row: Row) -> list[tuple[str, str]]:
    """Key and heading of the columns of a row; where the form does not know it, of those that are written."""
    block = layout.block_of(row.key) if layout else None
    if block is None:
        return [(column, "") for column in row.figures]
    return [(column.key, _BETWEEN.join((*block.heading, *column.heading))) for column in block.columns]


def _value(figure: Figure, coverage: str) -> object:
    if isinstance(figure, Unreadable):
        return figure.text
    if isinstance(figure, Decimal):
        return figure
    return None if state_of(figure, coverage) is State.BLANK else pd.NA
