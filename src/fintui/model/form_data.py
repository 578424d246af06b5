"""Forms from plain data: laid one over the other, and built strictly, since users write their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

from .form import CLASSES, Block, Column, FixedRow, Form, FormError, Gap, TableForm, Terms

T = TypeVar("T")

_KEY: Final = r"@?\w[\w-]*"
_SUM: Final = re.compile(rf"\s*(?:[-+]?\s*{_KEY}(?:\s+[-+]\s+{_KEY})*\s*)?")
_TERM: Final = re.compile(rf"(?:^|(?<=\s))([-+]?)\s*({_KEY})")
_CHOICES: Final = {
    "layout": ("down", "across", "across-pairs"),
    "classification": ("functional", "economic"),
    "code_columns": ("joined", "split"),
    "total_at": ("first", "last"),
}


def merge(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """A form's data laid over the one that it extends: tables and lists key by key, the rest replaced.

    Raises:
        FormError: if tables or lists are something else.
    """
    merged = {**parent, **child}
    merged["lists"] = {**_tables_of(parent, "lists"), **_tables_of(child, "lists")}
    tables = dict(_tables_of(parent, "tables"))
    for role in _tables_of(child, "tables"):
        tables[role] = {**_tables_of(tables, role), **_tables_of(child["tables"], role)}
    merged["tables"] = tables
    return merged


def build(raw: Mapping[str, Any]) -> Form:
    """Build a form from merged data.

    Raises:
        FormError: if something is missing or of a wrong kind, or names a table, list, row or column that is not there.
    """
    tables = {}
    order, known, lists = _strings(raw, "order"), _tables_of(raw, "tables"), _tables_of(raw, "lists")
    for position, role in enumerate(order, start=1):
        if role not in known or role in tables:
            raise FormError(f"order: {role}")
        try:
            tables[role] = _table(role, position, _tables_of(known, role), lists)
        except FormError as error:
            raise FormError(f"tables.{role}: {error}") from None
    years = _get(raw, "years", list, [])
    if not all(type(year) is int for year in years):
        raise FormError(f"years = {years}")
    return Form(_get(raw, "id", str), _get(raw, "name", str), _get(raw, "english", str, ""), tuple(years), tables)


def _table(role: str, position: int, raw: Mapping[str, Any], lists: Mapping[str, Any]) -> TableForm:
    blocks = tuple(_block(block, lists) for block in _entries(raw, "blocks"))
    if not blocks:
        raise FormError("blocks = []")
    table = TableForm(
        role=role,
        title=_get(raw, "title", str),
        english=_get(raw, "english", str, ""),
        number=_get(raw, "number", str, f"公开{position:02d}表"),
        note=_get(raw, "note", str, ""),
        layout=_choice(raw, "layout"),
        classification=_choice(raw, "classification"),
        blocks=blocks,
    )
    _check_terms(table)
    return table


def _block(raw: Mapping[str, Any], lists: Mapping[str, Any]) -> Block:
    rows: list[FixedRow | Gap] = []
    for entry in _entries(raw, "rows"):
        if "list" in entry:
            rows += [_fixed(row, lists) for row in _entries(lists, _get(entry, "list", str))]
        elif "fill" in entry or "gap" in entry:
            rows.append(Gap(_get(entry, "gap", int, 0)))
        else:
            rows.append(_fixed(entry, lists))
    return Block(
        key=_get(raw, "key", str),
        heading=_strings(raw, "heading", []),
        label=_get(raw, "label", str, "项目"),
        lines=_flag(raw, "lines"),
        codes=_flag(raw, "codes"),
        coded=_flag(raw, "coded"),
        code_columns=_choice(raw, "code_columns"),
        classes=_strings(raw, "classes", []),
        total_at=_choice(raw, "total_at"),
        columns=tuple(_column(column, lists) for column in _entries(raw, "columns")),
        rows=tuple(rows),
    )


def _column(raw: Mapping[str, Any], lists: Mapping[str, Any]) -> Column:
    terms = _terms(_get(raw, "sum", str, ""), lists)
    return Column(_get(raw, "key", str), _strings(raw, "heading"), _get(raw, "english", str, ""), terms)


def _fixed(raw: Mapping[str, Any], lists: Mapping[str, Any]) -> FixedRow:
    name = _get(raw, "name", str)
    return FixedRow(
        key=_key(raw),
        name=name,
        english=_get(raw, "english", str, ""),
        level=_get(raw, "level", int, 0),
        sum=_terms(_get(raw, "sum", str, ""), lists),
        heading=_strings(raw, "heading", [name]),
    )


def _key(raw: Mapping[str, Any]) -> str:
    return _get(raw, "row" if "row" in raw else "code", str)


def _terms(text: str, lists: Mapping[str, Any]) -> Terms:
    if not _SUM.fullmatch(text):
        raise FormError(f"sum = {text}")
    terms: list[tuple[int, str]] = []
    for sign, key in _TERM.findall(text):
        weight = -1 if sign == "-" else 1
        if key.startswith("@") and key != CLASSES:
            terms += [(weight, _key(row)) for row in _entries(lists, key[1:])]
        else:
            terms.append((weight, key))
    return tuple(terms)


def _check_terms(table: TableForm) -> None:
    rows = [fixed.key for fixed in table.fixed_rows()]
    _check_once(rows)
    for block in table.blocks:
        columns = [column.key for column in block.columns]
        _check_once(columns)
        for owner, terms, known in [
            *((row.key, row.sum, {*rows, CLASSES}) for row in block.fixed),
            *((column.key, column.sum, set(columns)) for column in block.columns),
        ]:
            if unknown := [key for _, key in terms if key not in known]:
                raise FormError(f"{owner} = … {unknown[0]}")


def _check_once(keys: list[str]) -> None:
    if twice := [key for key in keys if keys.count(key) > 1]:
        raise FormError(f"{twice[0]}, {twice[0]}")


# -- values of the right kind
def _get(raw: Mapping[str, Any], key: str, kind: type[T], default: T | None = None) -> T:
    value = raw.get(key, default)
    if value is None:
        raise FormError(f"{key} = ?")
    if type(value) is not kind or (isinstance(value, int) and value < 0):
        raise FormError(f"{key} = {value!r}")
    return value


def _flag(raw: Mapping[str, Any], key: str) -> bool:
    return _get(raw, key, bool) if key in raw else False


def _choice(raw: Mapping[str, Any], key: str) -> Any:
    value = _get(raw, key, str, _CHOICES[key][0])
    if value not in _CHOICES[key]:
        raise FormError(f"{key} = {value}")
    return value


def _strings(raw: Mapping[str, Any], key: str, default: list[str] | None = None) -> tuple[str, ...]:
    return _all(key, _get(raw, key, list, default), str)


def _entries(raw: Mapping[str, Any], key: str) -> tuple[dict[str, Any], ...]:
    return _all(key, _get(raw, key, list), dict)


def _all(key: str, values: Iterable[object], kind: type[T]) -> tuple[T, ...]:
    found = tuple(value for value in values if isinstance(value, kind))
    if wrong := [value for value in values if not isinstance(value, kind)]:
        raise FormError(f"{key} = … {wrong[0]!r}")
    return found


def _tables_of(raw: Mapping[str, Any], key: str) -> dict[str, Any]:
    return _get(raw, key, dict, {})
