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
        nameless = [row for row in table.rows if not row.name]
        for row, official in zip(nameless, official_names(nameless, layout), strict=True):
            row.name = official
        table.reindex()
        tables[role] = table
    # A table that the form does not know (a fault, already told) is kept, so that nothing of the file is lost.
    for role, table in statement.tables.items():
        tables.setdefault(role, table)
    statement.tables = tables


def ordered(table: Table, layout: TableForm) -> list[Row]:
    """The rows of a table in printed order, block by block; rows of the form that it lacks are made, empty."""
    written = {row.key: row for row in reversed(table.rows)}
    named = {fixed.key for fixed in layout.fixed_rows()}
    extras: dict[int, list[Row]] = {}
    strays: list[Row] = []
    for row in table.rows:
        if row.key not in named:
            block = layout.block_of(row.key)
            if block is None:
                strays.append(row)
            elif id(block) in extras:
                extras[id(block)].append(row)
            else:
                extras[id(block)] = [row]
    rows: list[Row] = []
    for block in layout.blocks:
        fixed = [written.get(each.key) or Row(each.key, each.name) for each in block.fixed]
        rows += _joined(block, fixed, extras.get(id(block), []))
    return rows + strays


def official_names(rows: list[Row], layout: TableForm) -> list[str]:
    """The names that the form gives to rows; empty where it names none."""
    names = {fixed.key: fixed.name for fixed in layout.fixed_rows()}
    return [names.get(row.key, "") for row in rows]


def _joined(block: Block, fixed: list[Row], extra: list[Row]) -> list[Row]:
    if not block.coded:
        return fixed + extra
    return fixed + extra if block.total_at == "first" else extra + fixed


def skeleton(form: Form, department: str, year: int) -> Statement:
    """An empty statement of a form, for a new year."""
    statement = Statement(form=form.id, department=department, year=year)
    materialise(statement, form)
    return statement
