"""Places: what a change, a mark or a link points at.

Written, a place reads `payments[201].basic` for a cell and `sections[payments].text` for anything else; the head of
the statement has an empty key: `head.department`, `overview.units`.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from .statement import KEYS, LISTS, Record, Row, Statement, normal

TABLES: Final = "tables."
_WRITTEN = re.compile(r"(?P<part>[\w.-]+?)(?:\[(?P<key>[^\]]*)\])?\.(?P<field>[\w-]+)")


class _Roles(dict[str, str]):
    """Part → role of the table that it is, or empty; there are few."""

    def __missing__(self, part: str) -> str:
        role = part[len(TABLES) :] if part.startswith(TABLES) else ""
        if len(self) < _MOST:
            self[part] = role
        return role


class _Parts(dict[str, str]):
    """The part of a role's table, one text each: thousands of places are kept."""

    def __missing__(self, role: str) -> str:
        part = TABLES + role
        if len(self) < _MOST:
            self[role] = part
        return part


_MOST: Final = 200
_ROLES: Final = _Roles()
_PARTS: Final = _Parts()


class Place(NamedTuple):
    """`part` is a list (`duties`), a table of keys (`head`, `source`) or `tables.<role>`; `field` a key or column."""

    part: str
    key: str
    field: str

    def __str__(self) -> str:
        part = self.part.removeprefix(TABLES)
        return f"{part}[{self.key}].{self.field}" if self.key else f"{part}.{self.field}"

    @property
    def is_cell(self) -> bool:
        """Whether the place is a figure in a table."""
        return self.part.startswith(TABLES) and bool(self.key)

    @property
    def role(self) -> str:
        """Role of the table that the place lies in, or empty."""
        return _ROLES[self.part]


def cell(role: str, row: str, column: str) -> Place:
    """The place of a figure."""
    return Place(_PARTS[role], row, column)


def parse_cell(text: str) -> Place | None:
    """Read a cell as files write it, `payments[total].basic`; None where it is not one."""
    match = _WRITTEN.fullmatch(text)
    return cell(match["part"], match["key"], match["field"]) if match and match["key"] else None


def parse_place(statement: Statement, text: str) -> Place | None:
    """Read a place as it is written; None where the statement has no such place."""
    match = _WRITTEN.fullmatch(text)
    if not match:
        return None
    part, key = match["part"], match["key"] or ""
    place = Place(TABLES + part if part in statement.tables else part, key, match["field"])
    try:
        get(statement, place)
    except (KeyError, AttributeError):
        return None
    return place


def list_of(statement: Statement, part: str) -> list[Record]:
    """The list that a part names.

    Raises:
        KeyError: if the statement has no such list.
    """
    if part.startswith(TABLES):
        return statement.tables[part.removeprefix(TABLES)].rows  # type: ignore[return-value]
    if part not in LISTS:
        raise KeyError(part)
    return getattr(statement, part)  # type: ignore[no-any-return]


def key_of(record: Record, index: int) -> str:
    """The key by which a record of a list is known: its own, or its position."""
    name = KEYS.get(type(record))
    return str(getattr(record, name)) if name else str(index)


def find(statement: Statement, place: Place) -> Record:
    """The record that a place lies in.

    Raises:
        KeyError: if there is none.
    """
    if place.role:
        row = statement.tables[place.role].row(place.key)
        if row is None:
            raise KeyError(place)
        return row
    for index, record in enumerate(list_of(statement, place.part)):
        if key_of(record, index) == place.key:
            return record
    raise KeyError(place)


def get(statement: Statement, place: Place) -> object:
    """The value at a place; for a figure that is not written, None.

    Raises:
        KeyError: if the record is not there.
        AttributeError: if the record has no such field.
    """
    return read_field(holder_of(statement, place), place.field)


def put(statement: Statement, place: Place, value: object) -> None:
    """Write a value at a place, a text as statements hold it (`normal`); None takes a figure away."""
    holder = holder_of(statement, place)
    value = normal(value) if isinstance(value, str) else value
    if not _is_figure(holder, place.field):
        setattr(holder, place.field, value)
    elif value is None:
        holder.figures.pop(place.field, None)  # type: ignore[attr-defined]
    else:
        holder.figures[place.field] = value  # type: ignore[attr-defined]


def read_field(holder: object, name: str) -> object:
    """A field of a record, or the figure of a row in that column."""
    if _is_figure(holder, name):
        return holder.figures.get(name)  # type: ignore[attr-defined]
    return getattr(holder, name)


def _is_figure(holder: object, name: str) -> bool:
    return isinstance(holder, Row) and name not in {"name", "origin"}


def holder_of(statement: Statement, place: Place) -> object:
    """The record, table or head whose field the place names.

    Raises:
        KeyError: if the record is not there.
    """
    if place.key:
        return find(statement, place)
    if place.part == "head":
        return statement
    if place.role:
        return statement.tables[place.role]
    return getattr(statement, place.part)
