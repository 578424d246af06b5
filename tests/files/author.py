"""A statement as some author might have typed it: comments everywhere, odd spacing, all kinds of strings and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fintui.files.writer import GROUPS, HEAD, entries, escaped, render, row_entries, table_entries
from fintui.model.statement import KEYS, LISTS, Chart

if TYPE_CHECKING:
    from random import Random

    from fintui.model.form import Form
    from fintui.model.statement import Record, Row, Statement

Owner = tuple[str, str]
"""A list and the key (or position) of a record."""

WORDS = {"row", "code", "unit", "government", "kind", "coverage", "cell"}
"""Keys whose values are words of a list: nobody writes those as paragraphs."""


@dataclass
class Author:
    """Writes; `comments` tells of each comment whose block it stands in."""

    chance: Random
    quiet: bool = False
    comments: dict[str, Owner] = field(default_factory=dict)

    def write(self, statement: Statement, form: Form) -> str:
        """The whole text."""
        root = [self.pair("format", "1"), self.pair("form", f'"{form.id}"')]
        root += self.pairs(entries(statement, HEAD, always=("department", "year")))
        blocks: list[str] = []
        for name in GROUPS:
            found = entries(getattr(statement, name))
            how = self.chance.choice(["block", "block", "dotted", "inline", "inline"])
            if how == "inline" and found:
                root.append(self.pair(name, self.inline(found)))
            elif how == "dotted":
                root += [self.pair(f"{name} . {key}", self.value(key, value)) for key, value in found.items()]
            elif found:
                blocks.append(self.block(f"[{name}]", found))
        for name in LISTS:
            records: list[Record] = getattr(statement, name)
            if records and self.chance.random() < 0.25:
                root.append(self.pair(name, self.array(name, records)))
            else:
                blocks += [self.record(name, record, index) for index, record in enumerate(records)]
        for role in statement.tables:
            blocks += self.table(role, statement, form)
        self.chance.shuffle(root)
        text = "\n".join([self.note(), *root, self.note(), *blocks]) + self.note()
        text = text.removesuffix("\n") if self.chance.random() < 0.4 else text
        return text.replace("\n", "\r\n") if self.chance.random() < 0.3 else text

    # -- parts
    def record(self, name: str, record: Record, index: int) -> str:
        owner = (name, str(getattr(record, KEYS.get(type(record), ""), index)))
        written = self.block(f"[[{name}]]", entries(record), owner)
        for bar in record.bars if isinstance(record, Chart) else []:
            written += "\n" + self.block("[[ charts . bars ]]", entries(bar), owner)
        return written

    def table(self, role: str, statement: Statement, form: Form) -> list[str]:
        table, layout = statement.tables[role], form.tables[role]
        named = {row.key: row.name for row in layout.fixed_rows()}
        bare = [row for row in table.rows if not row.figures and not row.origin and row.name == named.get(row.key)]
        left_out = {row.key for row in bare if self.chance.random() < 0.7}
        fixed = [row for row in table.rows if row.key in named and row.key not in left_out]
        extra = [row for row in table.rows if row.key not in named]
        self.chance.shuffle(fixed)
        rows = [*fixed, *extra] if self.chance.random() < 0.5 else [*extra, *fixed]
        if table_entries(table) == {"coverage": "none"} and not rows and self.chance.random() < 0.7:
            return []

        def held(row: Row) -> dict[str, Any]:
            found = row_entries(row, layout.column_keys())
            if found.get("name") == named.get(row.key) and self.chance.random() < 0.5:
                found.pop("name", None)
            return found

        head = self.block(f"[tables.{role}]", table_entries(table))
        if rows and self.chance.random() < 0.25:
            entries_ = [self.inline(held(row)) for row in rows]
            return [head + self.pair("rows", self.lines(entries_))]
        return [head, *(self.block(f"[[tables.{role}.rows]]", held(row), (role, row.key)) for row in rows)]

    def array(self, name: str, records: list[Record]) -> str:
        written = []
        for record in records:
            found = dict(entries(record))
            bars = [self.inline(entries(bar)) for bar in record.bars] if isinstance(record, Chart) else []
            written.append(self.inline(found, *([f"bars = [{', '.join(bars)}]"] if bars else [])))
        return self.lines(written)

    def lines(self, written: list[str]) -> str:
        if self.chance.random() < 0.5:
            return "[" + ", ".join(written) + "]"
        return "[\n" + "".join(f"  {each},{self.tail()}\n" for each in written) + "]"

    # -- pieces
    def block(self, header: str, found: dict[str, Any], owner: Owner = ("", "")) -> str:
        indent = self.chance.choice(["", "", "  "])
        pairs = [self.note(owner) + each for each in self.pairs(found, owner)]
        return self.note() + indent + header + self.tail(owner) + "\n" + "".join(pairs) + self.note() + "\n"

    def pairs(self, found: dict[str, Any], owner: Owner = ("", "")) -> list[str]:
        written = [self.pair(key, self.value(key, value), owner) for key, value in found.items()]
        self.chance.shuffle(written)
        return written

    def pair(self, key: str, value: str, owner: Owner = ("", "")) -> str:
        key = f'"{key}"' if "." not in key and self.chance.random() < 0.1 else key
        lead, *around = (self.chance.choice(["", " ", "\t", "  "]) for _ in range(3))
        return f"{lead}{key}{around[0]}={around[1]}{value}{self.tail(owner)}\n"

    def inline(self, found: dict[str, Any], *more: str) -> str:
        inside = [f"{key} = {self.value(key, value)}" for key, value in found.items()]
        self.chance.shuffle(inside)
        return self.chance.choice(["{{{}}}", "{{ {} }}"]).format(", ".join([*inside, *more]))

    def note(self, owner: Owner = ("", "")) -> str:
        """Perhaps a comment on a line of its own, perhaps an empty line."""
        if self.quiet or self.chance.random() < 0.7:
            return ""
        return self.comment(owner) + "\n" + "\n" * self.chance.randrange(2)

    def tail(self, owner: Owner = ("", "")) -> str:
        """Perhaps a comment behind something."""
        return " " + self.comment(owner) if not self.quiet and self.chance.random() < 0.2 else ""

    def comment(self, owner: Owner) -> str:
        made = f'# note-{len(self.comments)}; "a" = [x]'
        self.comments[made] = owner
        return made

    def value(self, key: str, value: Any) -> str:
        if isinstance(value, str) and key in WORDS:
            return (
                f"'{value}'"
                if value.isascii() and value.isprintable() and "'" not in value
                else f'"{escaped(value, long=False)}"'
            )
        return self.string(value) if isinstance(value, str) else render(value)

    def string(self, text: str) -> str:
        """A text between quotes of any kind that can hold it."""
        plain = escaped(text, long=True)
        joined = re.sub("(?<=[一-鿿])(?=[一-鿿])", lambda _: self.chance.choice(["", "", "\\\n  "]), plain)
        found = [f'"{escaped(text, long=False)}"', f'"""\n{plain}\n"""', f'"""\n{plain}"""', f'"""\n{joined}\n"""']
        if '"""' not in text and not text.endswith('"') and "\\" not in text:
            found.append('"""\n' + plain.replace('\\"', '"') + '"""')
        if not re.search(r"[\x00-\x08\x0b-\x1f\x7f']", text):
            found += [f"'''\n{text}'''", f"'''\n{text}\n'''", *([] if "\n" in text else [f"'{text}'"])]
        return self.chance.choice(found)
