"""Put what changed into the author's own text, and leave everything else byte for byte.

The text is read again and compared, record by record, with the statement; values that differ are spliced in where
they stand, and keys, rows and records that came or went are written or cut as whole lines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from tomli import loads

from ..model.figure import same
from ..model.form import Form
from ..model.place import key_of
from ..model.statement import KEYS, LISTS, Bar, Chart, Record, Row, Statement, Table
from . import align
from .faults import UnreadableError
from .left_alone import rest_of
from .reader import read
from .spans import Path
from .splices import Splices
from .told import Entries, difference, exact, group, told_table
from .writer import (
    GROUPS,
    LONG,
    block,
    entries,
    pair,
    record_blocks,
    render,
    row_block,
    row_entries,
    rows_of,
    table_blocks,
    table_entries,
)

_ORDER: Final = (*GROUPS, "duties", "units", "staff", "tables", *list(LISTS)[3:])


class PatchError(Exception):
    """The changes cannot be put into the author's text; the message says at which place."""


def patch(text: str, statement: Statement, form: Form) -> str:
    """The author's text with the statement's present values.

    Raises:
        PatchError: if the patched text would not read back as the statement.
    """
    try:
        patched = _spliced(text, statement, form)
        again = read(patched).statement
    except TypeError as error:  # something unreadable would have to be written anew
        raise PatchError(str(error)) from None
    except UnreadableError as error:
        raise PatchError(str(error.fault.line)) from None
    if differs := difference(again, statement, form):
        raise PatchError(differs)
    return patched


def _spliced(text: str, statement: Statement, form: Form) -> str:
    """The same, not yet read back: what the old text said is gone by then, and two statements are enough in memory."""
    rest = rest_of(read(text), statement, form)
    patcher = _Patcher(Splices(rest.text), form)
    patcher.statement(rest.old, rest.new)
    for at, piece in rest.pieces:
        patcher.splices.put(at, at, piece)
    return patcher.splices.result()


def _key(record: Record) -> str:
    return key_of(record, 0) if type(record) in KEYS else repr(record)


class _Kind(NamedTuple):
    """How an entry of a list is compared, and how it is written: as a block of a part, or between braces."""

    part: str
    compare: Callable[[Path, Any, Any], None]
    write: Callable[[Any], str]
    entries: Callable[[Any], Entries] = entries

    def inline(self, record: Any) -> str:
        """The entry between braces; a chart with its bars."""
        found = [f"{key} = {render(value)}" for key, value in self.entries(record).items()]
        if isinstance(record, Chart):
            found.append(f"bars = [{', '.join(map(self.inline, record.bars))}]")
        return "{ " + ", ".join(found) + " }" if found else "{}"


@dataclass
class _Patcher:
    splices: Splices
    form: Form

    def statement(self, old: Statement, new: Statement) -> None:
        """Compare everything that a file says."""
        self.keys((), "head", group(old, "head"), group(new, "head"))
        for name in GROUPS:
            before, after = group(old, name), group(new, name)
            if self.splices.holding((name,)):
                self.keys((name,), name, before, after)
            elif after != before:
                self.append(name, block(f"[{name}]", name, after))
        for name in LISTS:
            self.records(name, getattr(old, name), getattr(new, name))
        for role, table in new.tables.items():
            if role in self.form.tables:
                self.table(role, old.tables[role], table)

    def keys(self, path: Path, part: str, old: Entries, new: Entries) -> None:
        """Compare one table of keys and splice what differs."""
        splices, values = self.splices, self.splices.spans.values
        holding = splices.holding(path)
        if not holding:
            raise PatchError(str(path))
        after, lead = -1, splices.dotted(path) if holding == "dotted" else ""
        gone: set[Path] = set()
        fresh: list[str] = []
        for key in dict.fromkeys([*new, *old]):
            here = (*path, key)
            span = values.get(here)
            if key not in new:
                gone |= {here} if span else set()
                continue
            if key in old and same(old[key], new[key]):
                pass
            elif span:
                splices.put_value(here, new[key], render(new[key], long=(part, key) in LONG))
            elif holding == "inline":
                fresh.append(f"{key} = {render(new[key])}")
            else:
                after = after if after >= 0 else splices.first_line(path)
                splices.put_lines(after, lead + pair(part, key, new[key]))
            after = splices.line_after(span.end) if span else after
        if holding == "inline":
            splices.change_inline(path, gone, fresh)
        else:
            for each in gone:
                splices.cut_key(each)

    # -- lists
    def records(self, name: str, old: list[Record], new: list[Record]) -> None:
        """Compare a list of records, matched by key, else by what they hold."""
        own = KEYS.get(LISTS[name])
        where, seen = [], set()
        for path in self.listed((name,)):
            key = self.text_at((*path, own)) if own else ""
            if key not in seen:  # of two records of one key the first is read
                where.append(path)
            seen |= {key} if key else set()
        if len(where) != len(old):
            raise PatchError(name)

        def compare(path: Path, one: Any, other: Any) -> None:
            self.keys(path, name, entries(one), entries(other))
            if isinstance(one, Chart):
                self.bars(path, one.bars, other.bars)

        kind = _Kind(name, compare, lambda record: "\n".join(record_blocks(name, record)))
        self.sequence((name,), old, new, where, kind)

    def bars(self, chart: Path, old: list[Bar], new: list[Bar]) -> None:
        """Compare the bars of a chart."""
        path = (*chart, "bars")

        def compare(here: Path, one: Any, other: Any) -> None:
            self.keys(here, "bars", entries(one), entries(other))

        kind = _Kind("bars", compare, lambda bar: block("[[charts.bars]]", "bars", entries(bar)))
        self.sequence(path, list(old), list(new), self.listed(path), kind, anchor=chart)

    def listed(self, path: Path) -> list[Path]:
        """Where the entries of a list stand, as blocks or in an array."""
        if path in self.splices.spans.values:
            return self.splices.spans.children(path)
        found: list[Path] = []
        while (*path, len(found)) in self.splices.spans.headers:
            found.append((*path, len(found)))
        return found

    def text_at(self, path: Path) -> str:
        span = self.splices.spans.values.get(path)
        raw = self.splices.text[span.start : span.end] if span else '""'
        value = raw[1:-1] if raw[0] in "\"'" and not set("\\\"'") & set(raw[1:-1]) else loads(f"k = {raw}")["k"]
        return value.rstrip("\n") if isinstance(value, str) else ""

    # -- tables
    def table(self, role: str, old: Table, new: Table) -> None:
        """Compare a table's head and rows."""
        path = ("tables", role)
        before, after = table_entries(old), table_entries(new)
        first = next(iter(self.splices.spans.inner(path)), None)
        if self.splices.holding(path):
            self.keys(path, "tables", before, after)
        elif first and before != after:  # rows without a head
            self.splices.put_block_before(first, block(f"[tables.{role}]", "tables", after))
        elif not first:
            if [*told_table(role, old, self.form)] != [*told_table(role, new, self.form)]:
                self.append("tables", "\n".join(table_blocks(role, new, self.form)))
            return
        self.rows(role, old, new)

    def rows(self, role: str, old: Table, new: Table) -> None:
        """Compare a table's rows; a row that only the form names is written once it holds something."""
        layout, path = self.form.tables[role], ("tables", role, "rows")
        columns = layout.column_keys()
        where = self.row_paths(path)
        before = {row.key: exact(row_entries(row, columns)) for row in old.rows}
        rows = rows_of(role, new, self.form)
        changed = {row.key for row in rows if exact(row_entries(row, columns)) != before.get(row.key)}
        now = [row for row in rows if row.key in where or row.key in changed]

        def compare(here: Path, one: Any, other: Any) -> None:
            if one.key not in changed:
                return
            was, is_now = row_entries(one, columns), row_entries(other, columns)
            if (*here, "name") not in self.splices.spans.values and one.name == other.name:
                was.pop("name", None)
                is_now.pop("name", None)
            self.keys(here, "rows", was, is_now)

        kind = _Kind(
            "tables", compare, lambda row: row_block(role, row, columns), lambda row: row_entries(row, columns)
        )
        named = {fixed.key for fixed in layout.fixed_rows()}
        # Rows of the form may stand anywhere in the file; the others keep their order, block by block.
        lists: dict[int, tuple[list[Row], list[Row]]] = {}
        for side, side_rows in enumerate(([row for row in old.rows if row.key in where], now)):
            for row in side_rows:
                group = 0 if row.key in named else id(layout.block_of(row.key))
                lists.setdefault(group, ([], []))[side].append(row)
        for was, is_now in lists.values():
            anchor: Path | None = path[:-1] if path[:-1] in self.splices.spans.headers else None
            for row in now:
                if not is_now or row is is_now[0]:
                    break
                anchor = where.get(row.key, anchor)
            self.sequence(path, list(was), list(is_now), [where[row.key] for row in was], kind, anchor=anchor)

    def row_paths(self, path: Path) -> dict[str, Path]:
        """Where the rows of a table stand, by key; of two with one key, the first."""
        found: dict[str, Path] = {}
        for here in self.listed(path):
            row, code = self.text_at((*here, "row")), self.text_at((*here, "code"))
            if not (row and code) and not row.isdigit():
                found.setdefault(row or code, here)
        return found

    # -- sequences
    def sequence(
        self,
        path: Path,
        old: list[Any],
        new: list[Any],
        where: list[Path],
        kind: _Kind,
        *,
        anchor: Path | None = None,
    ) -> None:
        """Match two lists and write, cut or compare what they hold; `anchor` is what the first entry comes after."""
        keyed = bool(old or new) and type((old or new)[0]) in KEYS
        is_array = path in self.splices.spans.values
        steps = (align.keyed if keyed else align.unkeyed)([_key(each) for each in old], [_key(each) for each in new])
        for code, a1, a2, b1, b2 in steps:
            paired = min(a2 - a1, b2 - b1) if code == "equal" or (code == "replace" and not keyed) else 0
            for step in range(paired):
                kind.compare(where[a1 + step], old[a1 + step], new[b1 + step])
            for gone in where[a1 + paired : a2]:
                (self.splices.cut_entry if is_array else self.splices.cut_block)(gone)
            fresh = new[b1 + paired : b2]
            before = where[a1 + paired - 1] if a1 + paired else None
            if not fresh:
                continue
            if is_array:
                after = before or (anchor if anchor and anchor[:-1] == path and not where else None)
                self.splices.put_entries(path, after, [kind.inline(each) for each in fresh], where[:1])
            elif before:
                self.splices.put_blocks_after(before, map(kind.write, fresh))
            elif anchor and not where:
                self.splices.put_blocks_after(anchor, map(kind.write, fresh), inner=False)
            elif where:
                self.splices.put_block_before(self.splices.spans.headers[where[0]], "\n".join(map(kind.write, fresh)))
            else:
                self.append(kind.part, "\n".join(map(kind.write, fresh)))

    def append(self, part: str, written: str) -> None:
        """Write a block before the first one of a later part, else at the end."""
        later = _ORDER[_ORDER.index(part) + 1 :]
        headers = self.splices.spans.headers.values()
        follows = next((each for each in headers if each.path and each.path[0] in later), None)
        self.splices.put_block_before(follows, written)
