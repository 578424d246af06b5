"""The identity interpreter: lines such as `T3[*].total = Σ T3[same].parts` become checks on cells.

`data/rules/identities.txt` has the lines and describes them. A line that names an unknown row or column in the form
it is used with is an error of the rule, never of the statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..model.place import Place, cell
from .context import Context
from .grids import Grid
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
    "T10": "state-assets",
}
LEVELS: Final = {"类": 3, "款": 5}
_SEVERAL: Final = {"*", *LEVELS, "parts", "same", "children", "classes"}
_TERM = re.compile(
    r"\s*(?P<sign>[-+]?)\s*(?P<sum>Σ)?\s*(?P<tables>[T\d,]*)(?P<t>\?)?"
    r"\[(?P<row>[\w-]+|\*)\](?P<r>\?)?\.(?P<column>[\w-]+|\*)(?P<c>\?)?\s*"
)


class RuleError(ValueError):
    """A rule's own fault: a line that cannot be read, or names what the form does not have."""


class Term(NamedTuple):
    """What a term selects; without `tables` those of the left side; `optional`: a form may lack it."""

    weight: int
    tables: tuple[str, ...]
    row: str
    column: str
    is_sum: bool
    optional: bool


class Identity(NamedTuple):
    """One line: left side, relation, right side, and how blanks and failures are treated."""

    rule: str
    left: Term
    relation: str
    right: tuple[Term, ...]
    need: bool
    severity: Severity
    line: str


class CellCheck(NamedTuple):
    """An identity on certain cells: `stated` relation the signed `parts`."""

    rule: str
    stated: Place
    relation: str
    parts: tuple[tuple[int, Place], ...]
    need: bool
    severity: Severity
    is_sum: bool


def parse_identities(text: str) -> list[Identity]:
    """Read the lines of an identities file; a RuleError quotes the line that cannot be read."""
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    return [_identity(line) for line in lines if line]


def _identity(line: str) -> Identity:
    body, _, options = line.partition(";")
    rule, _, formula = body.strip().partition(" ")
    sides = re.split(r"\s([=≥≤])\s", formula.strip())
    words = options.split()
    if len(sides) != 3 or set(words) - {"zero", "need", "error", "warning", "info"}:
        raise RuleError(line)
    left, right = _terms(sides[0], line), tuple(_terms(sides[2], line))
    if len(left) != 1 or not left[0].tables:
        raise RuleError(line)
    grave = next((Severity(word) for word in words if word not in {"zero", "need"}), Severity.ERROR)
    return Identity(rule, left[0], sides[1], right, "need" in words, grave, line)


def _terms(text: str, line: str) -> list[Term]:
    terms, at = [], 0
    while match := _TERM.match(text, at):
        at, names = match.end(), match["tables"].split(",") if match["tables"] else []
        if unknown := [name for name in names if name not in ROLES]:
            raise RuleError(f"{line}: {unknown[0]}")
        optional = bool(match["t"] or match["r"] or match["c"])
        tables, weight = tuple(ROLES[name] for name in names), -1 if match["sign"] == "-" else 1
        terms.append(Term(weight, tables, match["row"], match["column"], bool(match["sum"]), optional))
    if not terms or at < len(text):
        raise RuleError(f"{line}: {text[at:]}")
    return terms


def expand(identity: Identity, context: Context) -> Iterator[CellCheck]:
    """The checks that an identity stands for; RuleError if it names what the form lacks and is not called optional."""
    left = identity.left
    for grid in filter(None, map(context.grid, left.tables)):  # a form may lack a table: nothing to check
        for row in _rows(identity, left, grid):
            for _, column in _columns(identity, left, grid, row, ""):
                check = check_of(identity, cell(grid.role, row, column), context)
                if check.parts:
                    yield check


def check_of(identity: Identity, stated: Place, context: Context) -> CellCheck:
    """The check that an identity stands for at a cell."""
    parts = tuple([part for term in identity.right for part in _parts(identity, term, stated, context)])
    is_sum = any(term.is_sum for term in identity.right)
    return CellCheck(identity.rule, stated, identity.relation, parts, identity.need, identity.severity, is_sum)


def _parts(identity: Identity, term: Term, stated: Place, context: Context) -> Iterator[tuple[int, Place]]:
    for grid in filter(None, map(context.grid, term.tables or (stated.role,))):
        for weight, row in _right_rows(identity, term, grid, stated.key):
            for sign, column in _columns(identity, term, grid, row, stated.field):
                yield term.weight * weight * sign, cell(grid.role, row, column)


def _right_rows(identity: Identity, term: Term, grid: Grid, stated: str) -> list[tuple[int, str]]:
    if term.row in {"children", "classes"}:
        return grid.below(stated if term.row == "children" else "")
    if term.row != "parts":
        return [(1, stated)] if term.row == "same" else [(1, row) for row in _rows(identity, term, grid)]
    if not (parts := grid.parts(stated)) and not (term.optional or identity.left.row in {"*", *LEVELS}):
        raise RuleError(f"{identity.line}: {grid.role}[{stated}] = ?")
    return parts


def _rows(identity: Identity, term: Term, grid: Grid) -> list[str]:
    if term.row == "*":
        return [row.key for row in grid.table.rows]
    if term.row in LEVELS:
        return [row.key for row in grid.table.rows if row.is_coded and len(row.key) == LEVELS[term.row]]
    if not grid.columns(term.row) and not term.optional:
        raise RuleError(f"{identity.line}: {grid.role}[{term.row}]")
    return [term.row]


def _columns(identity: Identity, term: Term, grid: Grid, row: str, stated: str) -> list[tuple[int, str]]:
    columns = grid.columns(row)
    if term.column == "*":
        return [(1, column) for column in columns if stated in {"", column}]
    if term.column == "parts" and stated in columns and columns[stated].sum:
        return list(columns[stated].sum)
    if term.column in columns:
        return [(1, term.column)]
    # Rows of another block may have other columns; a column that no block has is a slip of the line.
    if term.optional or (term.row in _SEVERAL and term.column in grid.layout.column_keys()):
        return []
    raise RuleError(f"{identity.line}: {grid.role}[{row}].{term.column}")
