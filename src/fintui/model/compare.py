"""Differences between two statements: cells, rows, texts, records of lists, and the order of what has keys.

The statements may have different forms: tables are matched by role, rows by code or key, sections by topic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from enum import Enum
from typing import Final, NamedTuple

from .figure import same
from .form import Form, TableForm
from .matching import Matching, match
from .place import TABLES, Place, key_of, read_field
from .statement import KEYS, LISTS, Chart, Record, Row, Statement, Table

GROUPS: Final = ("source", "headings", "overview")
"""Tables of keys beside the head."""
HEAD: Final = ("form", "department", "year", "title", "unit", "decimals", "government", "contents")
TABLE_KEYS: Final = ("coverage", "reason", "title", "note")


class Kind(Enum):
    """What became of a value or a record on the way from the old statement to the new one."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    ORDER = "order"


Unit = tuple[str, str | int, str]
"""What a difference is about, whatever its values: part, record (by its key, else by its id), field."""


def unit(part: str, record: Record | None, name: str) -> Unit:
    """The unit of a field of a record, or of a head; of a whole record the field is empty."""
    if record is None:
        return part, "", name
    return part, key_of(record, 0) if type(record) in KEYS else id(record), name


class Difference(NamedTuple):
    """One difference. `place` is where the new statement has it, `was` where the old one has it.

    Of what only one statement has, both are its place. `before` and `after` are values of a field, whole records, or
    the keys of a list in their order.
    """

    kind: Kind
    place: Place
    was: Place
    before: object
    after: object
    old: Record | None = None
    new: Record | None = None

    @property
    def flipped(self) -> Difference:
        """The same seen from the other side."""
        kind = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}.get(self.kind, self.kind)
        return Difference(kind, self.was, self.place, self.after, self.before, self.new, self.old)

    @property
    def unit(self) -> Unit:
        """What it is about, told by the old record where there is one."""
        return unit(self.place.part, self.old or self.new, self.place.field)

    @property
    def is_text(self) -> bool:
        """Whether one text became another."""
        return self.kind is Kind.CHANGED and isinstance(self.before, str) and isinstance(self.after, str)


def differences(old: Statement, new: Statement, old_form: Form, new_form: Form) -> list[Difference]:
    """All differences, in the order of the new statement's parts."""
    return list(compare(match(old, new), old_form, new_form))


def compare(matching: Matching, old_form: Form, new_form: Form) -> Iterator[Difference]:
    """The same of statements whose records are matched already."""
    old, new = matching.old, matching.new
    yield from _keys("head", HEAD, old, new)
    for name in GROUPS:
        yield from _keys(name, _names(getattr(new, name)), getattr(old, name), getattr(new, name))
    for name in LISTS:
        if name == "sections":  # the tables stand before the explanations
            for role in dict.fromkeys([*new.tables, *old.tables]):
                yield from _table(role, matching, old_form, new_form)
        yield from _records(name, matching)


def _keys(part: str, names: Iterable[str], old: object, new: object) -> Iterator[Difference]:
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if not same(before, after):
            place = Place(part, "", name)
            yield Difference(Kind.CHANGED, place, place, before, after)


def _names(record: object) -> list[str]:
    return [each.name for each in fields(record)]  # type: ignore[arg-type]


# -- tables
def _table(role: str, matching: Matching, old_form: Form, new_form: Form) -> Iterator[Difference]:
    before, after = matching.old.tables.get(role), matching.new.tables.get(role)
    part = TABLES + role
    if before and after:
        yield from _keys(part, TABLE_KEYS, before, after)
    layouts = old_form.table(role), new_form.table(role)
    for one, other in matching.pairs[part]:
        if isinstance(one, Row) and isinstance(other, Row):
            yield from _row(part, one, other, *layouts)
        elif isinstance(row := other or one, Row) and _says_something(row, layouts[0 if one else 1]):
            place = Place(part, row.key, "")
            yield Difference(Kind.ADDED if other else Kind.REMOVED, place, place, one, other, one, other)
    if old_form is new_form and before and after:  # another form prints its rows in an order of its own
        yield from _order(part, matching)


def _row(
    part: str, one: Row, other: Row, old_layout: TableForm | None, new_layout: TableForm | None
) -> Iterator[Difference]:
    place = Place(part, one.key, "")
    is_official = (one.name, other.name) == (official(one, old_layout), official(other, new_layout))
    for name in () if is_official else ("name",):
        yield from _field(name, place, place, one, other)
    yield from _field("origin", place, place, one, other)
    layout = new_layout or old_layout
    columns = layout.column_keys() if layout else []
    for name in dict.fromkeys([*columns, *other.figures, *one.figures]):
        yield from _field(name, place, place, one, other)


def official(row: Row, layout: TableForm | None) -> str:
    """The name that the form gives to a row; the row's own where it gives none."""
    fixed = layout.fixed(row.key) if layout else None
    return fixed.name if fixed else row.name


def _says_something(row: Row, layout: TableForm | None) -> bool:
    """Whether a row is more than what the form prints anyway."""
    is_fixed = layout is not None and layout.fixed(row.key) is not None
    return not is_fixed or any(value is not None for value in row.figures.values())


# -- lists
def _records(name: str, matching: Matching) -> Iterator[Difference]:
    places = _places(name, getattr(matching.old, name)), _places(name, getattr(matching.new, name))
    for one, other in matching.pairs[name]:
        was = places[0][id(one)] if one else None
        place = places[1][id(other)] if other else None
        if one and other and was and place:
            for field in _names(other):
                if field != KEYS.get(type(other)):
                    yield from _field(field, was, place, one, other)
        elif found := place or was:
            kind = Kind.ADDED if other else Kind.REMOVED
            yield Difference(kind, found, found, one, other, one, other)
    if LISTS[name] in KEYS:
        yield from _order(name, matching)


def _places(part: str, records: list[Record]) -> dict[int, Place]:
    return {id(record): Place(part, key_of(record, index), "") for index, record in enumerate(records)}


def _field(name: str, was: Place, place: Place, one: Record, other: Record) -> Iterator[Difference]:
    before, after = read_field(one, name), read_field(other, name)
    is_same = repr(before) == repr(after) if isinstance(one, Chart) else same(before, after)
    if not is_same:
        places = place._replace(field=name), was._replace(field=name)
        yield Difference(Kind.CHANGED, *places, before, after, one, other)


def _order(part: str, matching: Matching) -> Iterator[Difference]:
    """Records that both have, in another order."""
    before, after = list_in(matching.old, part), list_in(matching.new, part)
    common = {id(other): one for one, other in matching.pairs[part] if one and other}
    ours = {id(one) for one in common.values()}
    keys = tuple(key_of(record, 0) for record in before if id(record) in ours)
    others = tuple(key_of(record, 0) for record in after if id(record) in common)
    if keys != others:
        place = Place(part, "", "")
        yield Difference(Kind.ORDER, place, place, keys, others)


def list_in(statement: Statement, part: str) -> list[Record]:
    """The records of a list or table; none where the form has no such table."""
    if part.startswith(TABLES):
        table: Table | None = statement.tables.get(part.removeprefix(TABLES))
        return list(table.rows) if table else []
    return list(getattr(statement, part))
