"""From TOML values to a statement: strict in what it accepts, kind in what it says.

The records of `model.statement` are the schema: their fields name the keys, the types and the order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from ..model.figure import Figure, Mark, Unreadable
from ..model.form import Form, FormError, TableForm
from ..model.materialise import materialise
from ..model.money import UNITS, decimals_of, fold
from ..model.place import parse_cell
from ..model.statement import COVERAGES, FORMAT, GOVERNMENTS, KEYS, LISTS, Bar, Chart, Record, Row, Statement, Table
from .decode import decode, parse, read_bytes
from .faults import Fault, UnreadableError, nearest
from .forms import form_files, load_form
from .spans import Path as KeyPath
from .spans import scan

CHOICES: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("head", "unit"): tuple(UNITS),
    ("head", "government"): ("", *GOVERNMENTS),
    ("charts", "kind"): ("structure", "comparison"),
}
RANGES: Final = {("head", "year"): (1949, 2199), ("head", "decimals"): (0, 6)}
REQUIRED: Final = {("head", "department"), ("head", "year"), ("sections", "topic"), ("charts", "key")}
_TYPES: Final = {str: "text", bool: "bool", int: "number", Decimal: "number", list: "list", dict: "table"}


@dataclass(slots=True)
class Loaded:
    """A statement as read: with its form, its faults, and the text that a save patches."""

    statement: Statement
    form: Form
    faults: list[Fault]
    text: str


def load(path: Path) -> Loaded:
    """Read a statement from a file.

    Raises:
        UnreadableError: if it cannot be opened at all.
    """
    text, faults = decode(read_bytes(path))
    loaded = read(text)
    loaded.faults[:0] = faults
    return loaded


def read(text: str) -> Loaded:
    """Read a statement from its text.

    Raises:
        UnreadableError: if it is not TOML, of a newer format, or of no known form.
    """
    reader = _Reader(text)
    statement, form = reader.run()
    return Loaded(statement, form, reader.faults(), text)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.raw = text, parse(text)
        self.found: list[tuple[str, KeyPath, dict[str, str]]] = []
        self.decimals = 2

    def faults(self) -> list[Fault]:
        """What was found, in the order of lines."""
        if not self.found:
            return []
        spans = scan(self.text)
        told = [Fault(code, spans.where(path), about) for code, path, about in self.found]
        return sorted(told, key=lambda fault: fault.line)

    def fault(self, code: str, path: KeyPath, **about: str) -> None:
        self.found.append((code, path, about))

    def run(self) -> tuple[Statement, Form]:
        self._format()
        form = self._form()
        statement = Statement(form=form.id)
        head = {key: value for key, value in self.raw.items() if key not in {"format", "form", "tables", *LISTS}}
        if isinstance(decimals := head.get("decimals"), int) and 0 <= decimals <= 6:
            self.decimals = decimals
        self._fields(statement, head, (), "head")
        for name, kind in LISTS.items():
            setattr(statement, name, self._list(name, kind))
        self._tables(statement, form)
        self._references(statement, form)
        materialise(statement, form)
        return statement, form

    def _format(self) -> None:
        found = self.raw.get("format")
        if found is None:
            raise UnreadableError(Fault("format-missing", 1))
        if not isinstance(found, int) or isinstance(found, bool) or found < 1:
            raise UnreadableError(Fault("format-type", scan(self.text).where(("format",)), {"found": _show(found)}))
        if found > FORMAT:
            about = {"found": str(found), "known": str(FORMAT)}
            raise UnreadableError(Fault("format-newer", scan(self.text).where(("format",)), about))

    def _form(self) -> Form:
        found = self.raw.get("form")
        known = form_files()
        if not isinstance(found, str) or found not in known:
            code = "form-missing" if found is None else "form-unknown"
            about = {
                "found": _show(found),
                "nearest": nearest(str(found), known) or "national-2020",
                "known": ", ".join(sorted(known)),
            }
            raise UnreadableError(Fault(code, scan(self.text).where(("form",)), about))
        try:
            return load_form(found)
        except FormError as error:
            raise UnreadableError(Fault("form-broken", about={"found": found, "reason": str(error)})) from None

    # -- records
    def _fields(self, record: object, raw: dict[str, Any], path: KeyPath, part: str) -> None:
        """Fill a record from a table of keys."""
        known = {each.name: each for each in fields(record)}  # type: ignore[arg-type]
        for key, value in raw.items():
            here = (*path, key)
            if key not in known or key.startswith("_"):
                self._unknown(key, here, [*known, "format", "form", "tables", *LISTS] if part == "head" else known)
                continue
            kind = str(known[key].type)
            if kind in {"Source", "Headings", "Overview"}:
                if isinstance(value, dict):
                    self._fields(getattr(record, key), value, here, key)
                else:
                    self._wrong(value, here, "table")
            elif kind == "Figure":
                setattr(record, key, self.figure(value, here))
            elif (read := self._scalar(value, kind, here, part)) is not None:
                setattr(record, key, read)
        for key in sorted(name for where, name in REQUIRED if where == part and name not in raw):
            self.fault("missing-key", path, key=key)

    def _scalar(self, value: object, kind: str, path: KeyPath, part: str) -> object:
        """A text or a number as it must be; None (the default stays) where it is not."""
        key = str(path[-1])
        if kind == "int":
            if isinstance(value, bool) or not isinstance(value, int):
                return self._wrong(value, path, "int")
            low, high = RANGES[part, key]
            if not low <= value <= high:
                self.fault("range", path, key=key, found=str(value), low=str(low), high=str(high))
                return None
            return value
        if not isinstance(value, str):
            return self._wrong(value, path, "text")
        choices = CHOICES.get((part, key))
        if choices and value not in choices:
            self.fault("choice", path, key=key, found=value, known=" ".join(filter(None, choices)))
            return None
        return value.rstrip("\n")

    def _list(self, name: str, kind: type[Record]) -> list[Any]:
        raw = self.raw.get(name, [])
        if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
            self._wrong(raw, (name,), "list")
            return []
        records, seen = [], set()
        own = KEYS.get(kind)
        for index, entry in enumerate(raw):
            record, path = kind(), (name, index)  # type: ignore[call-arg]
            plain = {key: value for key, value in entry.items() if not (kind is Chart and key == "bars")}
            self._fields(record, plain, path, name)
            if isinstance(record, Chart) and "bars" in entry:
                record.bars = self._bars(entry["bars"], (*path, "bars"))
            key = getattr(record, own) if own else None
            if key and key in seen:
                self.fault("duplicate", (*path, own or ""), list=name, found=key)
                continue
            seen.add(key)
            records.append(record)
        return records

    def _bars(self, raw: object, path: KeyPath) -> list[Bar]:
        if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
            self._wrong(raw, path, "list")
            return []
        bars = []
        for index, entry in enumerate(raw):
            bars.append(Bar())
            self._fields(bars[-1], entry, (*path, index), "bars")
        return bars

    # -- tables
    def _tables(self, statement: Statement, form: Form) -> None:
        raw = self.raw.get("tables", {})
        if not isinstance(raw, dict):
            self._wrong(raw, ("tables",), "table")
            raw = {}
        meant = set()
        for role, entry in raw.items():
            path = ("tables", role)
            layout = form.table(role)
            if layout is None:
                like = nearest(role, form.tables)
                meant.add(like)  # a mistyped table is one fault, not a missing one as well
                self.fault("unknown-table", path, found=role, form=form.id, nearest=like or "–")
            elif isinstance(entry, dict):
                statement.tables[role] = self._table(role, entry, layout, path)
            else:
                self._wrong(entry, path, "table")
        for role, layout in form.tables.items():
            if role not in raw and role not in meant:
                self.fault("missing-table", ("tables",), role=role, title=layout.title)

    def _table(self, role: str, raw: dict[str, Any], layout: TableForm, path: KeyPath) -> Table:
        table = Table(role)
        self._fields(table, {k: v for k, v in raw.items() if k not in {"rows", "role"}}, path, "tables")
        if table.coverage not in COVERAGES:
            self.fault("choice", (*path, "coverage"), key="coverage", found=table.coverage, known=" ".join(COVERAGES))
            table.coverage = "partial"
        rows = raw.get("rows", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self._wrong(rows, (*path, "rows"), "list")
            return table
        seen: set[str] = set()
        for index, entry in enumerate(rows):
            row = self._row(entry, layout, (*path, "rows", index))
            if row and row.key in seen:
                self.fault("duplicate-row", (*path, "rows", index), found=row.key, table=layout.title)
            elif row:
                seen.add(row.key)
                table.rows.append(row)
        if table.coverage == "none" and any(row.figures for row in table.rows):
            self.fault("figures-in-none", (*path, "coverage"), table=layout.title)
        return table

    def _row(self, raw: dict[str, Any], layout: TableForm, path: KeyPath) -> Row | None:
        key = self._row_key(raw, layout, path)
        if key is None:
            return None
        block = layout.block_of(key)
        known = [column.key for column in block.columns] if block else []
        row = Row(key)
        for name, value in raw.items():
            here = (*path, name)
            if name in {"row", "code"}:
                continue
            if name in {"name", "from"}:
                text = self._scalar(value, "str", here, "rows")
                setattr(row, "origin" if name == "from" else "name", text or "")
            elif name in known:
                row.figures[name] = self.figure(value, here)
            else:
                self._unknown(name, here, ["row", "code", "name", "from", *known])
        return row

    def _row_key(self, raw: dict[str, Any], layout: TableForm, path: KeyPath) -> str | None:
        if ("row" in raw) == ("code" in raw):
            self.fault("row-both" if "row" in raw else "row-neither", path)
            return None
        name = "row" if "row" in raw else "code"
        key, here = raw[name], (*path, name)
        if not isinstance(key, str):
            self._wrong(key, here, "text")
            return None
        if name == "code" and not re.fullmatch(r"[1-9]\d\d(\d\d){0,2}", key, re.ASCII):
            self.fault("code", here, found=key)
            return None
        if layout.block_of(key) is None or (name == "row" and key.isdigit()):
            known = [fixed.key for fixed in layout.fixed_rows()]
            self.fault("unknown-row", here, found=key, table=layout.title, nearest=nearest(key, known) or known[0])
            return None
        return key

    def figure(self, value: object, path: KeyPath) -> Figure:
        """A figure as a file may hold it; what is none is kept as written, and told."""
        about = {"found": _show(value), "key": str(path[-1])}
        if isinstance(value, bool) or not isinstance(value, (int, Decimal, str)):
            self.fault("figure-type", path, **about)
            return Unreadable(_show(value))
        if isinstance(value, str):
            if value in {mark.value for mark in Mark}:
                return Mark(value)
            self.fault("figure-text" if re.search(r"\d", fold(value)) else "figure-words", path, **about)
            return Unreadable(value)
        amount = Decimal(value)
        if not amount.is_finite():
            self.fault("figure-nan", path, **about)
        elif amount.adjusted() > 14:
            self.fault("figure-large", path, **about)
        elif int(amount.as_tuple().exponent) > 0:
            self.fault("figure-exponent", path, plain=f"{amount:f}", **about)
        elif decimals_of(amount) > self.decimals:
            self.fault("figure-decimals", path, decimals=str(self.decimals), **about)
        else:
            return amount
        return Unreadable(_show(value))

    # -- references and sentences
    def _references(self, statement: Statement, form: Form) -> None:
        """Charts and rows name cells and sections: those must exist."""
        if not isinstance(self.raw.get("sections", []), list):
            return  # without sections, already told, no topic can be known
        topics = {section.topic for section in statement.sections}
        for role, table in statement.tables.items():
            for row in table.rows:
                if row.origin and row.origin not in topics:
                    at = next(
                        i for i, raw in enumerate(self.raw["tables"][role]["rows"]) if raw.get("from") == row.origin
                    )
                    path = ("tables", role, "rows", at, "from")
                    self.fault("unknown-topic", path, found=row.origin, nearest=nearest(row.origin, topics) or "–")
        for index, chart in enumerate(statement.charts):
            for number, bar in enumerate(chart.bars):
                place = parse_cell(bar.cell)
                layout = form.table(place.role) if place else None
                block = layout.block_of(place.key) if layout and place else None
                if not (block and place and block.column(place.field)):
                    self.fault("unknown-cell", ("charts", index, "bars", number, "cell"), found=bar.cell)

    def _unknown(self, key: str, path: KeyPath, known: Any) -> None:
        words = [name for name in known if not name.startswith("_") and name != "role"]
        like = nearest(key, words)
        self.fault("unknown-key" if like else "unknown-key-far", path, found=key, nearest=like, known=", ".join(words))

    def _wrong(self, value: object, path: KeyPath, expected: str) -> None:
        key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
        found = next((name for kind, name in _TYPES.items() if isinstance(value, kind)), "date")
        code = "number-as-text" if expected == "text" and found == "number" else f"type-{expected}"
        self.fault(code, path, key=key, found=_show(value), type=found)


def _show(value: object) -> str:
    text = {True: "true", False: "false"}.get(value, "") if isinstance(value, bool) else str(value)
    text = f"{value:f}" if isinstance(value, Decimal) and value.is_finite() else text
    return text if len(text) <= 40 else text[:39] + "…"
