"""One department's final accounts of one year, as plain records.

The order of fields and lists here is the order of the canonical file; the reader, the writer and the patcher all
follow these declarations, so a new field is one line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from .figure import Figure, State, state_of

FORMAT: Final = 1
"""Version of the file format that this program writes."""

COVERAGES: Final = ("full", "partial", "none")
GOVERNMENTS: Final = ("国", "省", "市", "区", "县", "乡")


@dataclass(slots=True)
class Source:
    """Where the statement comes from."""

    publisher: str = ""
    published: str = ""
    address: str = ""
    note: str = ""


@dataclass(slots=True)
class Headings:
    """Headings of the parts, as printed."""

    overview: str = ""
    duties: str = ""
    units: str = ""
    staff: str = ""
    tables: str = ""
    explanations: str = ""
    works: str = ""
    glossary: str = ""


@dataclass(slots=True)
class Overview:
    """Prose of the overview, beside the lists of duties, units and staff."""

    contact: str = ""
    units: str = ""
    staff: str = ""


@dataclass(slots=True)
class Duty:
    """One of the department's duties."""

    mark: str = ""
    text: str = ""


@dataclass(slots=True)
class Unit:
    """A body whose accounts are part of the statement."""

    mark: str = ""
    name: str = ""
    note: str = ""


@dataclass(slots=True)
class Fact:
    """A count or an amount that the prose gives outside the tables."""

    key: str = ""
    item: str = ""
    value: Figure = None
    unit: str = ""
    part_of: str = ""


@dataclass(slots=True)
class Row:
    """One row of a table: its key is a code (digits) or a name that the form gives."""

    key: str
    name: str = ""
    figures: dict[str, Figure] = field(default_factory=dict)
    origin: str = ""
    """Topic of the section that the figures were taken from; empty: the table itself."""

    def __reduce__(self) -> tuple[type[Row], tuple[str, str, dict[str, Figure], str]]:
        """What a row is made of, for another process: there may be very many."""
        return Row, (self.key, self.name, self.figures, self.origin)

    @property
    def is_coded(self) -> bool:
        """Whether the row belongs to the classification (类/款/项)."""
        return self.key.isdigit()


@dataclass(slots=True)
class Table:
    """A table by role; `rows` holds every row of the form and those that the statement adds."""

    role: str
    coverage: str = "none"
    reason: str = ""
    title: str = ""
    note: str = ""
    rows: list[Row] = field(default_factory=list)
    _index: dict[str, Row] = field(default_factory=dict, repr=False, compare=False)
    _children: dict[str, list[str]] = field(default_factory=dict, repr=False, compare=False)

    def row(self, key: str) -> Row | None:
        """The row of that key, if the table has it."""
        if not self._index:
            self._index.update((row.key, row) for row in reversed(self.rows))
        return self._index.get(key)

    def children(self, code: str) -> list[str]:
        """Codes one level below (款 of a 类, 项 of a 款); of the empty code: all 类."""
        if not self._children:
            for row in self.rows:
                if row.is_coded:
                    self._children.setdefault(parent_code(row.key), []).append(row.key)
        return self._children.get(code, [])

    def reindex(self) -> None:
        """Forget what was looked up, after rows came or went."""
        self._index.clear()
        self._children.clear()

    def state(self, row: str, column: str) -> State:
        """What stands in a cell, coverage taken into account."""
        found = self.row(row)
        return state_of(found.figures.get(column) if found else None, self.coverage)


@dataclass(slots=True)
class Section:
    """One explanation: what it is about, its heading, its text."""

    topic: str = ""
    heading: str = ""
    text: str = ""


@dataclass(slots=True)
class Bar:
    """One bar of a chart: a cell's value, less what the text says was added since."""

    label: str = ""
    cell: str = ""
    less: Figure = None


@dataclass(slots=True)
class Chart:
    """A figure (图) that the document refers to."""

    key: str = ""
    caption: str = ""
    section: str = ""
    kind: str = "structure"
    bars: list[Bar] = field(default_factory=list)


@dataclass(slots=True)
class Work:
    """One account of the year's key works."""

    text: str = ""


@dataclass(slots=True)
class Priority:
    """A row of the table of priorities."""

    number: str = ""
    matter: str = ""
    target: str = ""
    result: str = ""


@dataclass(slots=True)
class Term:
    """An entry of the glossary."""

    mark: str = ""
    term: str = ""
    text: str = ""


@dataclass(slots=True)
class Statement:
    """The whole of a department's final accounts for a year."""

    form: str = ""
    department: str = ""
    year: int = 0
    title: str = ""
    unit: str = "万元"
    decimals: int = 2
    government: str = ""
    contents: str = ""
    source: Source = field(default_factory=Source)
    headings: Headings = field(default_factory=Headings)
    overview: Overview = field(default_factory=Overview)
    duties: list[Duty] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    staff: list[Fact] = field(default_factory=list)
    tables: dict[str, Table] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    procurement: list[Fact] = field(default_factory=list)
    assets: list[Fact] = field(default_factory=list)
    performance: list[Fact] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    priorities: list[Priority] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)

    def section(self, topic: str) -> Section | None:
        """The explanation on that topic, if there is one."""
        return next((section for section in self.sections if section.topic == topic), None)


Record = Duty | Unit | Fact | Row | Section | Chart | Bar | Work | Priority | Term

LISTS: Final[dict[str, type[Record]]] = {
    "duties": Duty,
    "units": Unit,
    "staff": Fact,
    "sections": Section,
    "charts": Chart,
    "procurement": Fact,
    "assets": Fact,
    "performance": Fact,
    "works": Work,
    "priorities": Priority,
    "terms": Term,
}
"""The statement's lists of records, by name."""

KEYS: Final[dict[type[Record], str]] = {Fact: "key", Section: "topic", Chart: "key", Row: "key"}
"""The field that tells a record from its neighbours; records without one are known by their position."""


def normal(text: str) -> str:
    """A text as a statement holds it: paragraphs parted by line feeds, none at the end, nothing UTF-8 cannot hold."""
    if "\r" in text:
        text = re.sub("\r+\n", "\n", text)
    text = text.rstrip("\r\n")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def parent_code(code: str) -> str:
    """The code one level up: 项 → 款 → 类 → the empty code."""
    return code[:-2] if len(code) > 3 else ""


def level_of(code: str) -> int:
    """0 for a 类 (3 digits), 1 for a 款, 2 for a 项."""
    return max(0, (len(code) - 3) // 2)
