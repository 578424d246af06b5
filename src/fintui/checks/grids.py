"""A table with its layout, looked up once: which columns a row has, which rows it is the sum of."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.form import CLASSES, Column, TableForm
from ..model.statement import Table


class Grid:
    """A table of a statement as its form lays it out; to be made anew when rows come or go."""

    def __init__(self, table: Table, layout: TableForm) -> None:
        self.role, self.table, self.layout = table.role, table, layout
        self._by_block = {id(block): {column.key: column for column in block.columns} for block in layout.blocks}
        self._columns: dict[str, dict[str, Column]] = {}

    def columns(self, row: str) -> Mapping[str, Column]:
        """The columns in which a row has figures, by key; none if the form has no place for the row."""
        found = self._columns.get(row)
        if found is None:
            block = self.layout.block_of(row)
            found = self._columns[row] = self._by_block[id(block)] if block else {}
        return found

    def below(self, code: str) -> list[tuple[int, str]]:
        """Codes one level below; of the empty code: all 类."""
        return [(1, each) for each in self.table.children(code)]

    def parts(self, row: str) -> list[tuple[int, str]]:
        """The rows of which the form says that a row is the signed sum."""
        fixed = self.layout.fixed(row)
        terms = [self.below("") if key == CLASSES else [(sign, key)] for sign, key in (fixed.sum if fixed else ())]
        return [each for term in terms for each in term]
