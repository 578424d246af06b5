"""Put what changed into the author's own text, and leave everything else byte for byte.

The text is read again and compared, record by record, with the statement; values that differ are spliced in where
they stand, and keys, rows and records that came or went are written or cut as whole lines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Final

from ..model.figure import same
from ..model.form import Form
from ..model.place import key_of
from ..model.statement import KEYS, LISTS, Chart, Record, Row, Statement
from .reader import read
from .spans import Header, Path, Spans, scan
from .writer import (
    HEAD,
    LONG,
    dump,
    entries,
    pair,
    record_blocks,
    render,
    row_block,
    row_entries,
    table_blocks,
    table_entries,
)

_GROUPS: Final = ("source", "headings", "overview")


class PatchError(Exception):
    """The changes cannot be put into the author's text; the message says at which place."""


def patch(text: str, statement: Statement, form: Form) -> str:
    """The author's text with the statement's present values.

    Raises:
        PatchError: if the patched text would not read back as the statement.
    """
    base = read(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    patcher = _Patcher(text, scan(text))
    patcher.statement(base.statement, statement, form)
    patched = patcher.result(newline)
    again = read(patched)
    if _comparable(again.statement, form) != _comparable(statement, form):
        raise PatchError(_first_difference(_comparable(again.statement, form), _comparable(statement, form)))
    return patched


def _comparable(statement: Statement, form: Form) -> str:
    try:
        return dump(statement, form)
    except TypeError:  # something unreadable stays in the file as it was; repr tells it apart as well
        return repr(statement)


def _first_difference(one: str, other: str) -> str:
    pairs = zip(one.splitlines(), other.splitlines(), strict=False)
    return next((theirs for ours, theirs in pairs if ours != theirs), "")


@dataclass
class _Patcher:
    text: str
    spans: Spans
    splices: list[tuple[int, int, str]] = field(default_factory=list)

    def result(self, newline: str) -> str:
        """The text with all splices made; those at one place stay in the order in which they were asked for."""
        text, at, parts = self.text, 0, []
        for start, end, new in sorted(self.splices, key=lambda splice: (splice[0], splice[1] > splice[0])):
            parts += [text[at:start], new.replace("\n", newline) if newline != "\n" else new]
            at = max(at, end)
        return "".join([*parts, text[at:]])

    # -- what is compared
    def statement(self, old: Statement, new: Statement, form: Form) -> None:
        self.keys((), "head", entries(old, HEAD), entries(new, HEAD))
        for name in _GROUPS:
            before, after = entries(getattr(old, name)), entries(getattr(new, name))
            if self.spans.header((name,)):
                self.keys((name,), name, before, after)
            elif after:
                self.append(name, f"[{name}]\n" + "".join(pair(name, key, value) for key, value in after.items()))
        for name in LISTS:
            self.records(name, getattr(old, name), getattr(new, name))
        for role, table in new.tables.items():
            if role not in form.tables:
                continue
            if not self.spans.header(("tables", role)):
                if table_entries(old.tables[role]) != table_entries(table) or old.tables[role].rows != table.rows:
                    self.append("tables", "\n".join(table_blocks(role, table, form)))
                continue
            self.keys(("tables", role), "tables", table_entries(old.tables[role]), table_entries(table))
            self.rows(role, old.tables[role].rows, table.rows, form.tables[role].column_keys())

    def keys(self, path: Path, part: str, old: dict[str, Any], new: dict[str, Any]) -> None:
        """Compare one table of keys and splice what differs."""
        header = self.spans.header(path)
        if header is None:
            raise PatchError(str(path))
        after = header.start if not path else self.text.find("\n", header.start) + 1 or len(self.text)
        for key in dict.fromkeys([*new, *old]):
            span = self.spans.values.get((*path, key))
            if key in new and key in old and same(old[key], new[key]):
                after = self.line_after(span.end) if span else after
            elif key in new and span:
                self.splices.append(self.value_splice(span.start, span.end, part, key, old.get(key), new[key]))
                after = self.line_after(span.end)
            elif key in new:
                self.insert(after, pair(part, key, new[key]))
            elif span:
                self.cut_line(span.key, span.end)

    def value_splice(self, start: int, end: int, part: str, key: str, old: Any, new: Any) -> tuple[int, int, str]:
        """Replace a value; of a text, only what differs, so that the other lines stay untouched."""
        raw = self.text[start:end]
        if isinstance(old, str) and isinstance(new, str) and '"""' == raw[:3] and "\\" not in raw:
            inner = raw[3:-3]
            lead = len(inner) - len(inner.lstrip("\r\n"))
            head, tail = _common(old, new)
            piece = render(f"x{new[head : len(new) - tail]}")[2:-1] if "\n" not in new[head : len(new) - tail] else None
            body = inner[lead:].replace("\r\n", "\n")
            if piece is not None and body.rstrip("\n") == old and '"' not in piece and "\r" not in inner:
                at = start + 3 + lead + head
                return at, at + len(old) - head - tail, piece
        return start, end, render(new, long=(part, key) in LONG)

    def records(self, name: str, old: list[Record], new: list[Record]) -> None:
        """Compare a list of records, matched by key, else by what they hold."""

        def write(record: Record) -> str:
            return "\n".join(record_blocks(name, record))

        def compare(index: int, one: Record, other: Record) -> None:
            self.keys((name, index), name, entries(one), entries(other))
            if isinstance(one, Chart) and isinstance(other, Chart) and one.bars != other.bars:
                self.bars(index, one, other)

        where = [self.spans.header((name, index)) for index in range(len(old))]
        self.sequence(name, list(old), list(new), where, write, compare)

    def bars(self, index: int, one: Chart, other: Chart) -> None:
        if len(one.bars) != len(other.bars):
            raise PatchError(f"charts[{one.key}].bars")
        for number, (before, after) in enumerate(zip(one.bars, other.bars, strict=True)):
            self.keys(("charts", index, "bars", number), "bars", entries(before), entries(after))

    def rows(self, role: str, old: list[Row], new: list[Row], columns: list[str]) -> None:
        """Compare a table's rows; a row that only the form names is written once it holds something."""
        index_of = {row.get("row", row.get("code")): i for i, row in enumerate(self.raw_rows(role))}
        before = {row.key: row for row in old}
        kept = [row for row in old if row.key in index_of]
        now = [
            row
            for row in new
            if row.key in index_of
            or row.key not in before
            or row_entries(row, columns) != row_entries(before[row.key], columns)
        ]
        where = [self.spans.header(("tables", role, "rows", index_of[row.key])) for row in kept]

        def compare(index: int, one: Row, other: Row) -> None:
            path = ("tables", role, "rows", index_of[one.key])
            previous = row_entries(one, columns)
            if (*path, "name") not in self.spans.values and one.name == other.name:
                previous.pop("name", None)
                self.keys(path, "rows", previous, {k: v for k, v in row_entries(other, columns).items() if k != "name"})
            else:
                self.keys(path, "rows", previous, row_entries(other, columns))

        head = self.spans.header(("tables", role))
        self.sequence("tables", kept, now, where, lambda row: row_block(role, row, columns), compare, head)

    def raw_rows(self, role: str) -> list[dict[str, Any]]:
        found = []
        while self.spans.header(("tables", role, "rows", len(found))):
            path = ("tables", role, "rows", len(found))
            row = {}
            for key in ("row", "code"):
                if span := self.spans.values.get((*path, key)):
                    row[key] = self.text[span.start : span.end].strip("\"'")
            found.append(row)
        return found

    def sequence(
        self,
        part: str,
        old: list[Any],
        new: list[Any],
        where: list[Header | None],
        write: Callable[[Any], str],
        compare: Callable[[int, Any, Any], None],
        head: Header | None = None,
    ) -> None:
        """Match two lists and write, cut or compare what they hold."""
        keyed = bool(old or new) and type((old or new)[0]) in KEYS

        def identity(record: Record) -> str:
            return key_of(record, 0) if keyed else repr(record)

        one, other = [identity(record) for record in old], [identity(record) for record in new]
        for code, a1, a2, b1, b2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            paired = min(a2 - a1, b2 - b1) if code == "equal" or (code == "replace" and not keyed) else 0
            for step in range(paired):
                compare(a1 + step, old[a1 + step], new[b1 + step])
            for gone in range(a1 + paired, a2):
                self.cut_block(where[gone])
            fresh = [write(record) for record in new[b1 + paired : b2]]
            before = where[a1 + paired - 1] if a1 + paired else head
            if fresh and before:
                self.insert(self.block_end(before), "".join("\n" + text for text in fresh))
            elif fresh:
                self.append(part, "\n".join(fresh), before=where[0] if where else None)

    # -- lines and blocks of the text
    def line_after(self, offset: int) -> int:
        return (self.text.find("\n", offset) + 1) or len(self.text)

    def insert(self, at: int, lines: str) -> None:
        if at and self.text[at - 1] != "\n":  # the file's last line lacks its break
            lines = "\n" + lines.removesuffix("\n")
        self.splices.append((at, at, lines))

    def cut_line(self, key: int, end: int) -> None:
        """Take a key away; a comment behind its value stays, as a line of its own."""
        start = self.text.rfind("\n", 0, key) + 1
        stop = self.line_after(end)
        rest = self.text[end:stop].strip()
        self.splices.append((start, stop, f"{rest}\n" if rest.startswith("#") else ""))

    def block_end(self, header: Header) -> int:
        """Where a block's last line ends; a chart's bars belong to it."""
        inner = [each.end for each in self.spans.headers if each.path[: len(header.path)] == header.path]
        return max(inner or [header.end])

    def cut_block(self, header: Header | None) -> None:
        """Take a block away, with the empty lines behind it."""
        if header is None:
            raise PatchError("header")
        end = self.block_end(header)
        while end < len(self.text) and self.text[end : self.line_after(end)].strip() == "":
            end = self.line_after(end)
        self.splices.append((header.start, end, ""))

    def append(self, part: str, block: str, *, before: Header | None = None) -> None:
        """Write a block before the first one of a later part, else at the end."""
        order = [*_GROUPS, "duties", "units", "staff", "tables", *list(LISTS)[3:]]
        later = order[order.index(part) + 1 :]
        follows = before or next((each for each in self.spans.headers if each.path and each.path[0] in later), None)
        if follows:
            self.splices.append((self.attached(follows.start), self.attached(follows.start), block + "\n"))
        else:
            end = len(self.text)
            lead = "\n" if self.text.endswith("\n") else "\n\n"
            self.splices.append((end, end, lead + block))

    def attached(self, start: int) -> int:
        """Start of the comment lines that stand directly above a header."""
        while start and (above := self.text[self.text.rfind("\n", 0, start - 1) + 1 : start]).lstrip().startswith("#"):
            start -= len(above)
        return start


def _common(old: str, new: str) -> tuple[int, int]:
    """Length of what two texts begin and end with alike, without overlap."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail
