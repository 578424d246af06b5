"""Rows that a save leaves alone, taken out of the text and of both statements: what is compared is then short.

Only from within runs, and only where the rows before and behind stay as they are too: so nothing is ever put in, cut or
changed where a piece was taken out, and it is put back just there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Final, NamedTuple

from ..model.form import Form, TableForm
from ..model.statement import Row, Statement, Table
from .reader import Loaded
from .runs import Run, blocks_of, find_runs
from .told import alike

_KEY: Final = re.compile(r'(?:code|row) = "([^"]*)"\n')


class Rest(NamedTuple):
    """What is left of a text and of two statements; `pieces` are what was taken out of the text, and where."""

    text: str
    old: Statement
    new: Statement
    pieces: list[tuple[int, str]]


def rest_of(loaded: Loaded, new: Statement, form: Form) -> Rest:
    """What is left of a statement as it was read, and as it is now. A text with faults is left whole."""
    text, old = loaded.text, loaded.statement
    gone: dict[str, set[str]] = {}
    cuts: list[tuple[int, int]] = []
    for run in find_runs(text) if not loaded.faults and "\r" not in text else ():
        layout = form.tables.get(run.role)
        if layout and run.role in old.tables and run.role in new.tables:
            for start, end, keys in _unchanged(run, layout, old.tables[run.role], new.tables[run.role]):
                cuts.append((start, end))
                gone.setdefault(run.role, set()).update(keys)
    parts, pieces, at, taken = [], list[tuple[int, str]](), 0, 0
    for start, end in cuts:
        parts.append(text[at:start])
        pieces.append((start - taken, text[start:end]))
        at, taken = end, taken + end - start
    return Rest("".join([*parts, text[at:]]), _without(old, gone), _without(new, gone), pieces)


def _without(statement: Statement, gone: Mapping[str, set[str]]) -> Statement:
    tables = {
        role: replace(table, rows=[row for row in table.rows if row.key not in gone[role]]) if role in gone else table
        for role, table in statement.tables.items()
    }
    return replace(statement, tables=tables)


def _unchanged(run: Run, layout: TableForm, old: Table, new: Table) -> Iterator[tuple[int, int, list[str]]]:
    """Stretches of a run that can be left alone: from, to, and their rows."""
    was, now = _places(old), _places(new)
    if len(was) < len(old.rows) or len(now) < len(new.rows):
        return
    blocks = [(match.start(), match.end(), _KEY.match(match[2])) for match in blocks_of(run.text)]
    keys = [match[1] if match else "" for _, _, match in blocks]
    still = [_is_still(key, layout, was, now) for key in keys]
    follows = [False] * (len(keys) + 1)  # whether a row stands right behind the one before it, as ever
    for at in range(1, len(keys)):
        if still[at - 1] and still[at]:
            (before, _), (here, _) = was[keys[at - 1]], was[keys[at]]
            follows[at] = here == before + 1 and now[keys[at]][0] == now[keys[at - 1]][0] + 1
            follows[at] = follows[at] and layout.block_of(keys[at - 1]) is layout.block_of(keys[at])
    inside = [at for at in range(len(keys)) if follows[at] and follows[at + 1]]
    for _, group in groupby(enumerate(inside), key=lambda each: each[1] - each[0]):
        found = [at for _, at in group]
        first, last = found[0], found[-1]
        yield run.start + blocks[first][0], run.start + blocks[last][1], keys[first : last + 1]


def _places(table: Table) -> dict[str, tuple[int, Row]]:
    return {row.key: (at, row) for at, row in enumerate(table.rows)}


def _is_still(
    key: str, layout: TableForm, was: Mapping[str, tuple[int, Row]], now: Mapping[str, tuple[int, Row]]
) -> bool:
    """Whether a row is one that the statement adds to the form, and is as it was."""
    return key in was and key in now and layout.fixed(key) is None and alike(was[key][1], now[key][1])
