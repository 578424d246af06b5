"""A statement made whole: every table of its form is there, with every row that the form names, in printed order."""

from __future__ import annotations

from .form import Block, Form, TableForm
from .statement import Row, Statement, Table


def materialise(statement: Statement, form: Form) -> None:
    """Add the tables and fixed rows that the file left out, give rows their official names, put them in order.

    Rows that the form does not name keep the order of the file.
    """
    tables = {}
    for role, layout in form.tables.items():
        table = statement.tables.get(role) or Table(role)
        table.rows = ordered(table, layout)
        table.reindex()
        tables[role] = table
    # A table that the form does not know (a fault, already told) is kept, so that nothing of the file is lost.
    for role, table in statement.tables.items():
        tables.setdefault(role, table)
    statement.tables = tables


def ordered(table: Table, layout: TableForm) -> list[Row]:
    """The rows of a table in printed order, block by block."""
    written = {row.key: row for row in table.rows}
    named = {fixed.key for fixed in layout.fixed_rows()}
    rows: list[Row] = []
    for block in layout.blocks:
        fixed = [_row(written, key.key, key.name) for key in block.fixed]
        extra = [row for row in table.rows if row.key not in named and layout.block_of(row.key) is block]
        rows += _joined(block, fixed, extra)
    placed = {id(row) for row in rows}
    return rows + [row for row in table.rows if id(row) not in placed and row.key not in named]


def _row(written: dict[str, Row], key: str, name: str) -> Row:
    row = written.get(key) or Row(key)
    row.name = row.name or name
    return row


def _joined(block: Block, fixed: list[Row], extra: list[Row]) -> list[Row]:
    if not block.coded:
        return fixed + extra
    return fixed + extra if block.total_at == "first" else extra + fixed


def skeleton(form: Form, department: str, year: int) -> Statement:
    """An empty statement of a form, for a new year."""
    statement = Statement(form=form.id, department=department, year=year)
    materialise(statement, form)
    return statement
