"""Searching a statement: every text and figure in it, in the order of the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from .form import Form
from .money import fold, show_amount
from .place import TABLES, Place, cell, key_of, list_of
from .statement import KEYS, Statement

_BEFORE = ("duties", "units", "staff", "procurement", "assets", "performance")
_AFTER = ("sections", "charts", "works", "priorities", "terms")
_NO_TEXT = {*KEYS.values(), "section", "part_of", "unit", "kind", "form", "contents", "address"}
"""Fields that are keys of something, or that no panel shows."""


class Hit(NamedTuple):
    """Where a text was found: the place, what stands there, and from where to where in it."""

    place: Place
    text: str
    start: int
    end: int


class Index:
    """What stands in a statement now, joined so that a search is one pass."""

    def __init__(self, statement: Statement, form: Form) -> None:
        self._texts = [(place, text) for place, text in _texts(statement, form) if text]
        self._starts = [0, *accumulate(len(text) + 1 for _, text in self._texts)]
        self._all = "\0".join(fold(text) for _, text in self._texts)

    def find(self, asked: str) -> Iterator[Hit]:
        """Every place of a text, whatever its case and width; `1557.66` finds `1,557.66` too."""
        pattern = _pattern(asked)
        for match in pattern.finditer(self._all) if pattern else ():
            at = bisect_right(self._starts, match.start()) - 1
            place, text = self._texts[at]
            yield Hit(place, text, match.start() - self._starts[at], match.end() - self._starts[at])


def _pattern(asked: str) -> re.Pattern[str] | None:
    """Digits may be grouped, and blanks are of any kind; nothing reaches across from one text to the next."""
    plain = re.sub(r"(?<=\d),(?=\d)", "", fold(asked).replace("\0", ""))
    words = [re.sub(r"(?<=\d)(?=\d)", ",?", re.escape(word)) for word in plain.split()]
    return re.compile(r"[^\S\0]+".join(words), re.IGNORECASE) if words else None


def _texts(statement: Statement, form: Form) -> Iterator[tuple[Place, str]]:
    yield from _fields("head", statement)
    yield from _fields("source", statement.source)
    yield from _fields("overview", statement.overview)
    for part in _BEFORE:
        yield from _list(statement, part)
    for role in form.tables:
        yield from _table(statement, form, role)
    for part in _AFTER:
        yield from _list(statement, part)


def _fields(part: str, holder: object, key: str = "") -> Iterator[tuple[Place, str]]:
    for each in fields(holder):  # type: ignore[arg-type]
        value = getattr(holder, each.name)
        if isinstance(value, str) and each.name not in _NO_TEXT:
            yield Place(part, key, each.name), value
        elif isinstance(value, Decimal):
            yield Place(part, key, each.name), show_amount(value)


def _list(statement: Statement, part: str) -> Iterator[tuple[Place, str]]:
    for index, record in enumerate(list_of(statement, part)):
        yield from _fields(part, record, key_of(record, index))


def _table(statement: Statement, form: Form, role: str) -> Iterator[tuple[Place, str]]:
    table = statement.tables[role]
    yield Place(TABLES + role, "", "note"), table.note
    for row in table.rows:
        fixed = form.tables[role].fixed(row.key)
        name = row.name or (fixed.name if fixed else "")
        yield Place(TABLES + role, row.key, "name"), f"{row.key} {name}" if row.key.isdigit() else name
        for column, figure in row.figures.items():
            if isinstance(figure, Decimal):
                yield cell(role, row.key, column), show_amount(figure)
