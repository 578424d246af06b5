"""Rows that a statement adds to those of the form: where a code belongs, what is above it, how rows change places."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from .changes import Change, Insert, Remove
from .form import Block, TableForm
from .place import TABLES
from .statement import Row, Table, parent_code

LENGTHS = {"functional": (3, 5, 7), "economic": (3, 5)}
"""Digits of a code at each level, by classification."""


def takes_rows(layout: TableForm) -> bool:
    """Whether a table has rows besides those that its form names."""
    return any(block.coded or block.classes for block in layout.blocks)


def is_free(layout: TableForm, key: str) -> bool:
    """Whether a row is one that the statement adds."""
    return layout.fixed(key) is None


def may_hold(table: Table, layout: TableForm, code: str) -> bool:
    """Whether a code could be a new row of the table."""
    is_code = code.isascii() and code.isdigit() and len(code) in LENGTHS[layout.classification]
    return is_code and table.row(code) is None and layout.block_of(code) is not None


def place_for(table: Table, layout: TableForm, code: str) -> int:
    """The index at which a code's row belongs: before the first free row of its block that has a greater code.

    Raises:
        KeyError: if no block of the form takes the code.
    """
    block = layout.block_of(code)
    if block is None:
        raise KeyError(code)
    free = _free(table, layout, block)
    greater = next((index for index in free if table.rows[index].key > code), None)
    if greater is not None:
        return greater
    return free[-1] + 1 if free else _first_place(table, layout, block)


def _free(table: Table, layout: TableForm, block: Block) -> list[int]:
    """Where the free rows of a block stand."""
    return [
        index for index, row in enumerate(table.rows) if is_free(layout, row.key) and layout.block_of(row.key) is block
    ]


def _first_place(table: Table, layout: TableForm, block: Block) -> int:
    """Where the first free row of a block comes: after its fixed rows, or before them where the total stands last."""
    before = layout.blocks[: layout.blocks.index(block)]
    keys = {row.key for each in (*before, block) for row in each.fixed}
    own = {row.key for row in block.fixed}
    if block.coded and block.total_at == "last":
        found = next((index for index, row in enumerate(table.rows) if row.key in own), None)
        if found is not None:
            return found
    last = [index for index, row in enumerate(table.rows) if row.key in keys or layout.block_of(row.key) in before]
    return last[-1] + 1 if last else 0


def missing_parents(table: Table, layout: TableForm, code: str) -> list[str]:
    """The 类 and 款 above a code that the table could have and has not, the highest first."""
    missing: list[str] = []
    above = parent_code(code)
    while above:
        if may_hold(table, layout, above):
            missing.insert(0, above)
        above = parent_code(above)
    return missing


def insertions(table: Table, layout: TableForm, rows: Iterable[Row]) -> list[Change]:
    """The changes that put rows where their codes belong, one after the other."""
    tried, changes = Table(table.role, rows=list(table.rows)), list[Change]()
    for row in rows:
        index = place_for(tried, layout, row.key)
        tried.rows.insert(index, row)
        tried.reindex()
        changes.append(Insert(TABLES + table.role, index, row))
    return changes


def below(table: Table, code: str) -> list[str]:
    """The codes under a code, at any depth."""
    return [row.key for row in table.rows if row.is_coded and row.key != code and row.key.startswith(code)]


def removals(table: Table, keys: Iterable[str]) -> list[Change]:
    """The changes that take rows away."""
    gone = set(keys)
    found = [index for index, row in enumerate(table.rows) if row.key in gone]
    return [Remove(TABLES + table.role, index) for index in reversed(found)]


def recoded(table: Table, layout: TableForm, key: str, code: str, name: str) -> list[Change]:
    """The changes that give a row another code and name, with its figures, in its new place."""
    (old,) = [index for index, row in enumerate(table.rows) if row.key == key]
    row = deepcopy(table.rows[old])
    row.key, row.name = code, name
    left = Table(table.role, rows=[each for each in table.rows if each.key != key])
    return [Remove(TABLES + table.role, old), *insertions(left, layout, [row])]


def moved(table: Table, layout: TableForm, key: str, step: int) -> list[Change]:
    """The changes that let a free row change places with its neighbour; none where it cannot or has none.

    Where the form prints coded rows among its own, they stand by code whatever their order is.
    """
    block = layout.block_of(key)
    if block is None or not block.coded or not is_free(layout, key):
        return []
    free = _free(table, layout, block)
    at = next(n for n, index in enumerate(free) if table.rows[index].key == key)
    if not 0 <= at + step < len(free):
        return []
    part = TABLES + table.role
    return [Remove(part, free[at]), Insert(part, free[at + step], table.rows[free[at]])]


def in_order(table: Table, layout: TableForm) -> list[Change]:
    """The changes that put the free rows of each block in the order of their codes."""
    rows, changes, part = list(table.rows), list[Change](), TABLES + table.role
    for block in layout.blocks:
        free = _free(table, layout, block)
        wanted = sorted((table.rows[index] for index in free), key=lambda row: row.key)
        for index, row in zip(free, wanted, strict=True):
            if rows[index] is not row:
                old = next(n for n, each in enumerate(rows) if each is row)
                rows.insert(index, rows.pop(old))
                changes += [Remove(part, old), Insert(part, index, row)]
    return changes
