"""All that a file says of a statement, piece by piece: to tell whether two say the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ..model.figure import same
from ..model.form import Form
from ..model.statement import LISTS, Chart, Row, Statement, Table
from .writer import GROUPS, HEAD, entries, row_entries, rows_of, table_entries

Entries = dict[str, Any]


def told(statement: Statement, form: Form) -> Iterator[str]:
    """The pieces, in the order of a file; unlike a dump, with what is unreadable."""
    yield from _told(statement)
    for role, table in statement.tables.items():
        yield from told_table(role, table, form)


def difference(one: Statement, other: Statement, form: Form) -> str | None:
    """The first piece that two statements say differently."""
    for mine, theirs in zip(_told(one), _told(other), strict=False):
        if mine != theirs:
            return theirs
    if list(one.tables) != list(other.tables):
        return "tables"
    return next(filter(None, (_in_table(one, other, role, form) for role in one.tables)), None)


def _in_table(one: Statement, other: Statement, role: str, form: Form) -> str | None:
    mine, theirs = one.tables[role], other.tables[role]
    if exact(table_entries(mine)) != exact(table_entries(theirs)):
        return f"tables.{role}"
    rows, others = rows_of(role, mine, form), rows_of(role, theirs, form)
    if len(rows) != len(others):
        return f"tables.{role}.rows"
    differing = (other.key for row, other in zip(rows, others, strict=True) if not alike(row, other))
    return next((f"tables.{role}.rows {key}" for key in differing), None)


def alike(one: Row, other: Row) -> bool:
    """Whether two rows are written alike, whatever the order of their figures."""
    if (one.key, one.name, one.origin) != (other.key, other.name, other.origin):
        return False
    figures, others = one.figures, other.figures
    if figures == others:  # 150 and 150.00 too
        return all(figures[key] is each or str(figures[key]) == str(each) for key, each in others.items())
    return {key: each for key, each in figures.items() if each is not None} == {
        key: each for key, each in others.items() if each is not None
    } and all(same(figures.get(key), others.get(key)) for key in {*figures, *others})


def _told(statement: Statement) -> Iterator[str]:
    """All but the tables."""
    for part in ("head", *GROUPS):
        yield f"{part} {exact(group(statement, part))}"
    for name in LISTS:
        for record in getattr(statement, name):
            bars = record.bars if isinstance(record, Chart) else []
            yield f"{name} {exact(entries(record))} {[exact(entries(bar)) for bar in bars]}"
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
