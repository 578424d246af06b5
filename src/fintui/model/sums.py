"""Which cells a cell is the sum of, and which sums it is part of: from the form and from the codes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .form import CLASSES, Form, TableForm, Terms
from .place import Place, cell
from .statement import Statement, Table


class Sum(NamedTuple):
    """`total` = the signed terms, each a cell of the same table."""

    total: Place
    terms: tuple[tuple[int, Place], ...]


def sums_of(statement: Statement, form: Form, place: Place) -> list[Sum]:
    """Every sum that a cell is the total of: over its columns, over its rows, over the codes below it."""
    table, layout = statement.tables[place.role], form.tables[place.role]
    block = layout.block_of(place.key)
    if block is None:
        return []
    found = []
    column = block.column(place.field)
    if column and column.sum:
        found.append(Sum(place, tuple((sign, place._replace(field=key)) for sign, key in column.sum)))
    fixed = layout.fixed(place.key)
    down = _rows(table, fixed.sum) if fixed and fixed.sum else [(1, code) for code in table.children(place.key)]
    # A sum over rows holds only where every row has the column (T4's two sides differ).
    down = [(sign, key) for sign, key in down if (other := layout.block_of(key)) and other.column(place.field)]
    if down and (place.key.isdigit() or fixed):
        found.append(Sum(place, tuple((sign, cell(place.role, key, place.field)) for sign, key in down)))
    return found


def sums_with(statement: Statement, form: Form, place: Place) -> Iterator[Sum]:
    """Every sum that a cell is a term of."""
    for total in _candidates(statement.tables[place.role], form.tables[place.role], place):
        for each in sums_of(statement, form, total):
            if any(term == place for _, term in each.terms):
                yield each


def _candidates(table: Table, layout: TableForm, place: Place) -> Iterator[Place]:
    block = layout.block_of(place.key)
    for column in block.columns if block else ():
        if column.key != place.field:
            yield place._replace(field=column.key)
    totals = [fixed.key for fixed in layout.fixed_rows() if fixed.sum]
    if place.key.isdigit() and len(place.key) > 3:
        totals.append(place.key[:-2])
    for key in totals:
        if key != place.key and table.row(key):
            yield place._replace(key=key)


def _rows(table: Table, terms: Terms) -> list[tuple[int, str]]:
    rows: list[tuple[int, str]] = []
    for sign, key in terms:
        rows += [(sign, code) for code in table.children("")] if key == CLASSES else [(sign, key)]
    return rows
