"""What a mark is pinned to: the value at its target as text, short ones in full, long ones as a digest.

The same statement gives the same texts, whether it was just read or has been edited to be so: rows count in printed
order, and those of the form that hold nothing do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Final

from ..model.figure import Figure, Mark, Unreadable
from ..model.form import Form
from ..model.materialise import official_names, ordered
from ..model.money import plain_amount
from ..model.place import TABLES, Place, find, get
from ..model.statement import Row, Statement, Table
from .targets import WHOLE

_LONGEST: Final = 240
_DIGEST: Final = "#"
_ORDINALS: Final = frozenset({"mark", "number"})
"""What only counts the records of a list: it changes when others come or go."""
_FIELD: Final = re.compile(r"([^=;]+)=((?:\\.|[^;\\])*)")


class Pins:
    """The pinned texts of one statement, kept until they are forgotten."""

    def __init__(self, statement: Statement, form: Form) -> None:
        self.statement, self.form = statement, form
        self._kept: dict[Place, str | None] = {}
        self._lines: dict[str, dict[str, str]] = {}
        """The rows of tables as their digests see them, so that one edited row of many is one line made anew."""

    def at(self, target: Place) -> str | None:
        """What stands at a target now; None where there is no such thing."""
        if target.is_cell and target.field:
            return self._figure(target)
        if target not in self._kept:
            self._kept[target] = self._text(target)
        return self._kept[target]

    def prose(self, target: Place) -> str | None:
        """The text at a target, as stored; None where there is none."""
        try:
            value = get(self.statement, target) if target.field else None
        except (LookupError, AttributeError):
            return None
        return value if isinstance(value, str) else None

    def forget(self, places: Iterable[Place], concerns: Callable[[Place], bool]) -> None:
        """These places were written, which concerns so many targets."""
        for target in [each for each in self._kept if concerns(each)]:
            del self._kept[target]
        for place in places:
            lines, table = self._lines.get(place.role), self.statement.tables.get(place.role)
            row = table.row(place.key) if table and place.key and place.field else None
            if lines and row and row.key in lines and row.figures and row.name:
                lines[row.key] = _line(row, row.name)
            else:
                self._lines.pop(place.role, None)

    def _figure(self, target: Place) -> str | None:
        table = self.statement.tables.get(target.role)
        row = table.row(target.key) if table else None
        return figure_text(row.figures.get(target.field)) if row else None

    def _text(self, target: Place) -> str | None:
        statement = self.statement
        if target == WHOLE:
            parts = [each.name for each in fields(statement) if each.name != "tables"]
            texts = [ascii((name, _plain(getattr(statement, name)))) for name in parts]
            return _digest(
                "\n".join([*texts, *(str(self.at(Place(TABLES + role, "", ""))) for role in statement.tables)])
            )
        if target.role and not target.key:
            table = statement.tables.get(target.role)
            return _digest("\n".join(self._table(table))) if table else None
        try:
            if target.field:
                value = get(statement, target)
                return _short(value, value) if isinstance(value, str) else figure_text(value)  # type: ignore[arg-type]
            return _record(find(statement, target))
        except (LookupError, AttributeError):
            return None

    def _table(self, table: Table) -> Iterator[str]:
        if table.role not in self._lines:
            self._lines[table.role] = self._rows(table)
        yield ascii((table.role, table.coverage, table.reason, table.title, table.note))
        yield from self._lines[table.role].values()

    def _rows(self, table: Table) -> dict[str, str]:
        """The rows in printed order; those of the form that hold nothing are left out."""
        layout = self.form.tables.get(table.role)
        rows = ordered(table, layout) if layout else table.rows
        names = official_names(rows, layout) if layout else [""] * len(rows)
        return {
            row.key: _line(row, row.name or official)
            for row, official in zip(rows, names, strict=True)
            if row.figures or row.origin or (row.name or official) != official or not layout
        }


def _line(row: Row, name: str) -> str:
    return ascii((row.key, name, row.origin, *_plain_figures(row)))


def figure_text(figure: Figure) -> str:
    """A figure as it is pinned, the way it is typed into a cell: `150.00`, `?`, `-` for a blank, nothing."""
    match figure:
        case Decimal():
            return plain_amount(figure)
        case Mark():
            return figure.value or "-"
        case Unreadable(text):
            return f"!{text}"
        case _:
            return ""


def _plain_figures(row: Row) -> list[tuple[str, str]]:
    return [(key, figure_text(figure)) for key, figure in sorted(row.figures.items()) if figure is not None]


def _record(record: object) -> str:
    """What a row or record holds, for people where it is short."""
    if isinstance(record, Row):
        held: list[tuple[str, object]] = [("name", record.name), *_plain_figures(record)]
    else:
        names = [each.name for each in fields(record) if each.name not in _ORDINALS]  # type: ignore[arg-type]
        held = [(name, _plain(getattr(record, name))) for name in names]
    shown = "; ".join(f"{key}={_escaped(str(value))}" for key, value in held if value)
    return _short(shown, ascii(held))


def fields_of(pinned: str) -> dict[str, str]:
    """What a row or record held by its pinned text, by field; empty where the text is a digest."""
    if pinned.startswith(_DIGEST):
        return {}
    return {key.strip(): re.sub(r"\\(.)", r"\1", value) for key, value in _FIELD.findall(pinned)}


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;")


def _short(text: str, whole: str) -> str:
    """A text that is short and plain as it is, else the digest of the whole."""
    plain = len(text) <= _LONGEST and min(text, default=" ") >= " " and not text.startswith(_DIGEST)
    return text if plain else _digest(whole)


def _plain(value: object) -> object:
    """A record as tuples of texts."""
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, list):
        return tuple(map(_plain, value))
    if is_dataclass(value) and not isinstance(value, Unreadable):
        return tuple((each.name, _plain(getattr(value, each.name))) for each in fields(value))
    return figure_text(value)  # type: ignore[arg-type]


def _digest(text: str) -> str:
    from hashlib import sha256  # noqa: PLC0415 (nothing is pinned before there are marks)

    return _DIGEST + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
