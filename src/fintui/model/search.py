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
from .place import TABLES, Place, key_of, list_of
from .statement import KEYS, Row, Statement

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


_OfRow = tuple[str, Row]
"""A row and the table that it is of: its name and amounts are one text, parted by NULs."""


class Index:
    """What stands in a statement now, joined so that a search is one pass."""

    def __init__(self, statement: Statement, form: Form) -> None:
        self._texts = [each for each in _texts(statement, form) if each[1]]
        self._starts = [0, *accumulate([len(text) + 1 for _, text in self._texts])]
        self._all = fold("\0".join([text for _, text in self._texts]))

    def find(self, asked: str) -> Iterator[Hit]:
        """Every place of a text, whatever its case and width; `1557.66` finds `1,557.66` too."""
        pattern = _pattern(asked)
        for match in pattern.finditer(self._all) if pattern else ():
            at = bisect_right(self._starts, match.start()) - 1
            place, text = self._texts[at]
            start, end = (each - self._starts[at] for each in match.span())
            if isinstance(place, Place):
                yield Hit(place, text, start, end)
                continue
            number, first = text.count("\0", 0, start), text.rfind("\0", 0, start) + 1
            yield Hit(_in_row(*place, number), text.split("\0")[number], start - first, end - first)


def _pattern(asked: str) -> re.Pattern[str] | None:
    """Digits may be grouped, and blanks are of any kind; nothing reaches across from one text to the next."""
    plain = re.sub(r"(?<=\d),(?=\d)", "", fold(asked).replace("\0", ""))
    words = [re.sub(r"(?<=\d)(?=\d)", ",?", re.escape(word)) for word in plain.split()]
    return re.compile(r"[^\S\0]+".join(words), re.IGNORECASE) if words else None


def _texts(statement: Statement, form: Form) -> Iterator[tuple[Place | _OfRow, str]]:
    yield from _fields("head", statement)
    yield from _fields("source", statement.source)
    yield from _fields("overview", statement.overview)
    for part in _BEFORE:
        yield from _list(statement, part)
    shown: dict[int, str] = {}
    for role in form.tables:
        yield from _table(statement, form, role, shown)
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


def _table(statement: Statement, form: Form, role: str, shown: dict[int, str]) -> Iterator[tuple[Place | _OfRow, str]]:
    """The note, and a text for each row: its name and its amounts; `shown`: amounts as they are shown, by object."""
    table, part = statement.tables[role], TABLES + role
    yield Place(part, "", "note"), table.note
    for row in table.rows:
        fixed = None if row.name else form.tables[role].fixed(row.key)
        name = row.name or (fixed.name if fixed else "")
        name = name.replace("\0", " ")
        texts = [f"{row.key} {name}" if row.key.isdigit() else name]
        for figure in row.figures.values():
            if isinstance(figure, Decimal):
                text = shown.get(id(figure))
                if text is None:
                    text = shown[id(figure)] = show_amount(figure)
                texts.append(text)
        yield (part, row), "\0".join(texts)


def _in_row(part: str, row: Row, number: int) -> Place:
    """The place of a text of a row."""
    columns = [column for column, figure in row.figures.items() if isinstance(figure, Decimal)]
    return Place(part, row.key, ["name", *columns][number])
