"""All that a file says of a statement, piece by piece: to tell whether two say the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ..model.form import Form
from ..model.statement import LISTS, Chart, Statement, Table
from .writer import GROUPS, HEAD, entries, row_entries, rows_of, table_entries

Entries = dict[str, Any]


def told(statement: Statement, form: Form) -> Iterator[str]:
    """The pieces, in the order of a file; unlike a dump, with what is unreadable."""
    for part in ("head", *GROUPS):
        yield f"{part} {exact(group(statement, part))}"
    for name in LISTS:
        for record in getattr(statement, name):
            bars = record.bars if isinstance(record, Chart) else []
            yield f"{name} {exact(entries(record))} {[exact(entries(bar)) for bar in bars]}"
    for role, table in statement.tables.items():
        yield from told_table(role, table, form)
    yield "end"


def told_table(role: str, table: Table, form: Form) -> Iterator[str]:
    """The same of one table."""
    columns = form.tables[role].column_keys() if role in form.tables else []
    yield f"tables.{role} {exact(table_entries(table))}"
    for row in rows_of(role, table, form):
        yield f"tables.{role}.rows {exact(row_entries(row, columns))}"


def exact(found: Entries) -> list[str]:
    """Keys and values as text that tells 150 from 150.00."""
    return [f"{k} = {v:f}" if isinstance(v, Decimal) else f"{k} = {v!r}" for k, v in found.items()]


def group(statement: Statement, part: str) -> Entries:
    """Keys and values of the head, or of one of the tables of keys beside it."""
    return entries(statement, HEAD) if part == "head" else entries(getattr(statement, part))
