"""The identity interpreter: lines such as `T3[*].total = Σ T3[same].parts` become checks on cells.

`data/rules/identities.txt` has the lines and describes them. A line that names an unknown row or column in the form
it is used with is an error of the rule, never of the statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..model.form import CLASSES, Form, TableForm
from ..model.place import Place, cell
from ..model.statement import Statement, Table
from .judge import Severity

ROLES: Final = {
    "T1": "receipts-and-payments",
    "T2": "receipts",
    "T3": "payments",
    "T4": "fiscal-receipts-and-payments",
    "T5": "general-budget-payments",
    "T6": "general-budget-basic-payments",
    "T7": "three-public",
    "T8": "government-fund",
    "T9": "state-capital",
}
RELATIONS: Final = "=≥≤"
_TERM = re.compile(
    r"(?P<sign>[-+]?)\s*(?P<sum>Σ)?\s*(?P<tables>[T\d,]*)(?P<t>\?)?\[(?P<row>[\w-]+|\*)\](?P<r>\?)?\.(?P<column>[\w-]+|\*)(?P<c>\?)?"
)


class RuleError(ValueError):
    """A rule's own fault: a line that cannot be read, or names what the form does not have."""


@dataclass(frozen=True, slots=True)
class Term:
    """What a term selects; without `tables` those of the left side; `optional`: a form may lack it."""

    weight: int
    tables: tuple[str, ...]
    row: str
    column: str
    is_sum: bool
    optional: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """One line: left side, relation, right side, and how blanks and failures are treated."""

    rule: str
    left: Term
    relation: str
    right: tuple[Term, ...]
    need: bool
    severity: Severity
    line: str


@dataclass(frozen=True, slots=True)
class CellCheck:
    """An identity on certain cells: `stated` relation the signed `parts`."""

    rule: str
    stated: Place
    relation: str
    parts: tuple[tuple[int, Place], ...]
    need: bool
    severity: Severity
    is_sum: bool

    @property
    def reads(self) -> list[Place]:
        """Every cell that it looks at."""
        return [self.stated, *(place for _, place in self.parts)]


def parse_identities(text: str) -> list[Identity]:
    """Read the lines of an identities file.

    Raises:
        RuleError: quoting the line that cannot be read.
    """
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    return [_identity(line) for line in lines if line]


def _identity(line: str) -> Identity:
    body, _, options = line.partition(";")
    rule, _, formula = body.strip().partition(" ")
    sides = re.split(rf"\s([{RELATIONS}])\s", formula.strip())
    words = options.split()
    if len(sides) != 3 or set(words) - {"zero", "need", "error", "warning", "info"}:
        raise RuleError(line)
    left, right = _terms(sides[0], line), _terms(sides[2], line)
    severity = next((Severity(word) for word in words if word not in {"zero", "need"}), Severity.ERROR)
    return Identity(rule, left[0], sides[1], tuple(right), "need" in words, severity, line)


def _terms(text: str, line: str) -> list[Term]:
    terms, at = [], 0
    for match in _TERM.finditer(text):
        if text[at : match.start()].strip():
            raise RuleError(line)
        at = match.end()
        names = match["tables"].split(",") if match["tables"] else []
        if unknown := [name for name in names if name not in ROLES]:
            raise RuleError(f"{line}: {unknown[0]}")
        terms.append(
            Term(
                -1 if match["sign"] == "-" else 1,
                tuple(ROLES[name] for name in names),
                match["row"],
                match["column"],
                bool(match["sum"]),
                bool(match["t"] or match["r"] or match["c"]),
            )
        )
    if not terms or text[at:].strip():
        raise RuleError(line)
    return terms


def expand(identity: Identity, statement: Statement, form: Form) -> Iterator[CellCheck]:
    """The checks that an identity stands for in a statement.

    Raises:
        RuleError: if it names a row or column that the form lacks and the line does not call optional.
    """
    for role in identity.left.tables:
        layout, table = form.tables.get(role), statement.tables.get(role)
        if layout is None or table is None:
            continue  # this form has no such table: nothing to check
        for row in _left_rows(identity, table, layout):
            for column in _left_columns(identity, layout, row):
                stated = cell(role, row, column)
                parts = [part for term in identity.right for part in _parts(term, stated, statement, form, identity)]
                if parts:
                    is_sum = any(term.is_sum for term in identity.right)
                    yield CellCheck(
                        identity.rule, stated, identity.relation, tuple(parts), identity.need, identity.severity, is_sum
                    )


def _left_rows(identity: Identity, table: Table, layout: TableForm) -> list[str]:
    row = identity.left.row
    if row == "*":
        return [each.key for each in table.rows]
    if row in {"类", "款"}:
        digits = 3 if row == "类" else 5
        return [each.key for each in table.rows if each.is_coded and len(each.key) == digits]
    if layout.block_of(row) is None:
        if identity.left.optional:
            return []
        raise RuleError(f"{identity.line}: {row}")
    return [row]


def _left_columns(identity: Identity, layout: TableForm, row: str) -> list[str]:
    block = layout.block_of(row)
    keys = [column.key for column in block.columns] if block else []
    column = identity.left.column
    if column == "*":
        return keys
    if column in keys:
        return [column]
    if identity.left.row in {"*", "类", "款"} or identity.left.optional:
        return []  # rows of another block have other columns
    raise RuleError(f"{identity.line}: {column}")


def _parts(
    term: Term, stated: Place, statement: Statement, form: Form, identity: Identity
) -> Iterator[tuple[int, Place]]:
    for role in term.tables or (stated.role,):
        layout, table = form.tables.get(role), statement.tables.get(role)
        if layout is None or table is None:
            continue
        for weight, row in _right_rows(term, stated, table, layout):
            block = layout.block_of(row)
            for sign, column in _right_columns(term, stated, layout, row):
                if block is None or block.column(column) is None:
                    if term.optional or term.row in {"parts", "same", "children", "classes"}:
                        continue
                    raise RuleError(f"{identity.line}: {row}.{column}")
                yield term.weight * weight * sign, cell(role, row, column)


def _right_rows(term: Term, stated: Place, table: Table, layout: TableForm) -> list[tuple[int, str]]:
    if term.row == "same":
        return [(1, stated.key)]
    if term.row == "children":
        return [(1, code) for code in table.children(stated.key)]
    if term.row == "classes":
        return [(1, code) for code in table.children("")]
    if term.row == "parts":
        fixed = layout.fixed(stated.key)
        rows: list[tuple[int, str]] = []
        for sign, key in fixed.sum if fixed else ():
            rows += [(sign, code) for code in table.children("")] if key == CLASSES else [(sign, key)]
        return rows
    return [(1, term.row)]


def _right_columns(term: Term, stated: Place, layout: TableForm, row: str) -> list[tuple[int, str]]:
    if term.column == "*":
        return [(1, stated.field)]
    if term.column == "parts":
        block = layout.block_of(row)
        column = block.column(stated.field) if block else None
        return list(column.sum) if column else []
    return [(1, term.column)]
