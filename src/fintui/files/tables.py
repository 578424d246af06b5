"""From TOML values to tables: their heads, their rows, the figures in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.form import Form, TableForm
from ..model.statement import COVERAGES, Row, Table
from .faults import nearest
from .runs import CODE, RowReader
from .values import Values

if TYPE_CHECKING:
    from .spans import Path


class TableReader:
    """Reads the tables of a statement; a table or row that has no place in the form is told and left out."""

    def __init__(self, values: Values, form: Form, rows: RowReader) -> None:
        self.values, self.tell, self.form, self.rows = values, values.tell, form, rows
        self._columns: dict[int, list[str]] = {}  # of a block, by its id

    def tables(self, raw: object, elsewhere: set[str]) -> dict[str, Table]:
        """All tables, by role; those that stand elsewhere, under a mistyped name, are not told as missing."""
        if not isinstance(raw, dict):
            self.values.wrong(raw, ("tables",), "table")
            return {}
        missing = [role for role in self.form.tables if role not in {*raw, *elsewhere}]
        mistyped = elsewhere | {self._unknown_table(role, missing) for role in raw if not self.form.table(role)}
        found = {}
        before: Path = ()
        for role, layout in self.form.tables.items():
            if role not in raw:
                if role not in mistyped:
                    self.tell("missing-table", before, role=role, title=layout.title)
                continue
            before = ("tables", role)
            if isinstance(raw[role], dict):
                found[role] = self._table(raw[role], layout, before, headless=role in mistyped)
            else:
                self.values.wrong(raw[role], before, "table")
        return found

    def _unknown_table(self, role: str, missing: list[str]) -> str:
        """Tell of a table that the form has not; the role that was meant, so that it is told but once, or empty."""
        like = nearest(role, missing) or nearest(role, self.form.tables) or (missing[0] if len(missing) == 1 else "")
        about = {"found": role, "form": self.form.id, "nearest": like, "known": ", ".join(self.form.tables)}
        self.tell("unknown-table" if like else "unknown-table-far", ("tables", role), **about)
        return like

    def _table(self, raw: dict[str, Any], layout: TableForm, path: Path, *, headless: bool) -> Table:
        table = Table(layout.role)
        head = {key: value for key, value in raw.items() if key != "rows"}
        meant = self.values.fill(table, head, path, "tables")
        if "coverage" in raw and raw["coverage"] not in COVERAGES:  # told
            table.coverage = "partial"
        if isinstance(raw.get("rows"), list):
            raw["rows"] = self.rows.spread(raw["rows"], layout, self.values.decimals)
        first: dict[str, Path] = {}
        for here, entry in self.values.entries(raw.get("rows", []), (*path, "rows")):
            row = entry if type(entry) is Row else self._row(entry, layout, here)
            if row and row.key in first:
                self.tell("duplicate-row", here, found=row.key, table=layout.title, first=first[row.key])
            elif row:
                first[row.key] = here
                table.rows.append(row)
        if table.coverage == "none" and any(row.figures for row in table.rows):
            if "coverage" in raw:
                self.tell("figures-in-none", (*path, "coverage"), table=layout.title)
            elif "coverage" not in meant and not headless:
                self.tell("coverage-missing", path, table=layout.title)
        return table

    def _row(self, raw: dict[str, Any], layout: TableForm, path: Path) -> Row | None:
        key = self._row_key(raw, layout, path)
        block = layout.block_of(key) if key else None
        if key is None or block is None:
            return None
        row, values = Row(key), self.values
        columns = self._columns.get(id(block))
        if columns is None:
            columns = self._columns[id(block)] = [column.key for column in block.columns]
        for name, value in raw.items():
            if name in columns:
                row.figures[name] = value if values.is_sound(value) else values.figure(value, (*path, name))
            elif name == "name":
                row.name = values.text(value, (*path, name))
            elif name == "from":
                row.origin = values.text(value, (*path, name))
            elif name not in {"row", "code"}:
                values.unknown(name, (*path, name), ["row", "code", "name", "from", *columns])
        return row

    def _row_key(self, raw: dict[str, Any], layout: TableForm, path: Path) -> str | None:
        if ("row" in raw) == ("code" in raw):
            self.tell("row-both" if "row" in raw else "row-neither", path)
            return None
        name = "row" if "row" in raw else "code"
        key, here = raw[name], (*path, name)
        if not isinstance(key, str):
            self.values.wrong(key, here, "text")
        elif name == "row" and key.isdigit():
            self.tell("row-is-code" if CODE.fullmatch(key) else "code", here, found=key)
        elif name == "code" and not CODE.fullmatch(key):
            self.tell("code", here)
        elif layout.block_of(key) is None:
            self._unknown_row(key, name, layout, here)
        else:
            return key
        return None

    def _unknown_row(self, key: str, name: str, layout: TableForm, path: Path) -> None:
        classes = list(dict.fromkeys(head for block in layout.blocks for head in block.classes))
        if name == "code" and classes:
            self.tell("unknown-code", path, found=key, table=layout.title, known=", ".join(classes))
            return
        known = [fixed.key for fixed in layout.fixed_rows()]
        like = nearest(key, known)
        about = {"found": key, "table": layout.title, "nearest": like, "known": ", ".join(known)}
        self.tell("unknown-row" if like else "unknown-row-far", path, **about)
