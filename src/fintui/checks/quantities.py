"""Quantities: what a sentence speaks of, and which cells print it.

A quantity's key is `scope/kind` (with names for items of the classification) and its measure, so that the same thing
said in two sections, or in a section and a table, is known to be the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from ..model.place import Place, cell
from ..model.statement import Row, level_of
from .claims.model import Subject
from .context import Context
from .identities import ROLES
from .judge import Severity

_TABLE_OF: Final = {
    "whole": "payments",
    "fiscal": "general-budget-payments",
    "general-budget": "general-budget-payments",
    "government-fund": "government-fund",
    "state-capital": "state-capital",
}
"""In which table an item of the functional classification is looked up, by scope."""
_COLUMN_OF: Final = {"government-fund": "payments", "state-capital": "payments"}
_LEVELS: Final = {"class": 0, "group": 1, "item": 2}
_NOISE: Final = re.compile(r"[\s“”\"'（）()]|^[一二三四五六七八九十]+、|支出$|费用$|费$")


class Quantity(NamedTuple):
    """A key that tells it from all others, and the places that print it (none: only the text has it)."""

    key: str
    places: tuple[Place, ...] = ()
    others: tuple[Place, ...] = ()
    """What the same words print where they are taken by the letter: 财政拨款支出 may or may not include the funds."""


class Relation(NamedTuple):
    """A relation between two quantities that the text states."""

    rule: str
    left: str
    sign: str
    right: str
    severity: Severity = Severity.ERROR


class Map(NamedTuple):
    """The map from subjects to quantities, from its plain data (`data/rules/quantities.toml`)."""

    scopes: Mapping[str, str]
    also: Mapping[str, str]
    cells: Mapping[str, tuple[Place, ...]]
    items: Mapping[str, tuple[str, str]]
    facts: Mapping[str, Place]
    relations: tuple[Relation, ...]
    wholes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    columns: Mapping[str, str] = MappingProxyType({})

    def resolve(self, subject: Subject, topic: str, context: Context, *, as_whole: bool = False) -> Quantity:
        """The quantity that words of a section name; `as_whole`: they are the whole of a share."""
        what = (topic, as_whole, subject.kind, subject.scope, subject.name, subject.path, subject.code, subject.measure)
        found = context.cache.get(what)
        if not isinstance(found, Quantity):
            found = context.cache[what] = self._resolve(subject, topic, context, as_whole=as_whole)
        return found

    def places(self, key: str, context: Context) -> tuple[Place, ...]:
        """The cells and records that print a quantity, by its key."""
        name, _, measure = key.rpartition("@")
        if name in self.items and measure in {"actual", "budget"}:
            return _printed((cell(*self.items[name], measure),), context)
        if measure != "actual":
            return ()
        return (self.facts[name],) if name in self.facts else _printed(self.cells.get(name, ()), context)

    def _resolve(self, subject: Subject, topic: str, context: Context, *, as_whole: bool) -> Quantity:
        measure = subject.measure
        scope = subject.scope or ("whole" if as_whole else self.scopes.get(topic, "whole"))
        if subject.kind in self.items:
            row = self.items[subject.kind]
            column = "budget" if measure.endswith("budget") else "actual"
            places: tuple[Place, ...] = (cell(*row, column),) if measure != "prior" else ()
            return Quantity(f"{subject.kind}@{column if measure != 'prior' else measure}", _printed(places, context))
        if subject.kind in self.facts:
            places = (self.facts[subject.kind],) if measure == "actual" else ()
            return Quantity(f"{subject.kind}@{measure}", places)
        if subject.kind in _LEVELS or subject.kind == "economic":
            return self._classified(subject, topic, scope, context)
        if subject.path and subject.kind in self.columns:
            return self._of_item(subject, scope, context)
        letter = f"{scope}/{subject.key.rpartition('/')[2]}"
        key = self.also.get(f"{topic} {letter}", letter)
        places, others = (self.cells.get(name, ()) if measure == "actual" else () for name in (key, letter))
        return Quantity(
            f"{key}@{measure}", _printed(places, context), _printed(others, context) if key != letter else ()
        )

    def _of_item(self, subject: Subject, scope: str, context: Context) -> Quantity:
        """The basic or project spending of one item of the classification: a column of its row."""
        scope = "general-budget" if scope == "fiscal" else scope
        path = ">".join(plain_name(name) for name in subject.path)
        key = f"{scope}/{subject.kind}:{path}@{subject.measure}"
        role = _TABLE_OF.get(scope, "payments")
        row = row_named(context, role, subject.path, None) or _coded(context, role, subject.code)
        place = cell(role, row, self.columns[subject.kind])
        return Quantity(key, _printed((place,), context) if row and subject.measure == "actual" else ())

    def _classified(self, subject: Subject, topic: str, scope: str, context: Context) -> Quantity:
        names = subject.path or (subject.name,)
        scope = "general-budget" if scope == "fiscal" else scope
        if subject.kind == "economic" and topic not in self.scopes:
            return Quantity(
                f"{topic}/{subject.key}@{subject.measure}"
            )  # 会议费 elsewhere is not of basic payments alone
        role = ROLES["T6"] if subject.kind == "economic" else _TABLE_OF.get(scope, "payments")
        row = row_named(context, role, names, _LEVELS.get(subject.kind))
        called = ">".join(plain_name(name) for name in names)
        if not row and (row := _coded(context, role, subject.code)):
            called = row  # several rows have this name, or none has
        key = f"{scope}/{subject.kind}:{called}@{subject.measure}"
        if subject.measure != "actual":
            return Quantity(key)
        column = "amount" if subject.kind == "economic" else _COLUMN_OF.get(scope, "total")
        return Quantity(key, _printed((cell(role, row, column),), context) if row else ())


def plain_name(name: str) -> str:
    """A name without what is only manner: blanks, quotes, brackets, ordinals, a closing 支出 or 费."""
    return _NOISE.sub("", _NOISE.sub("", name))


def _coded(context: Context, role: str, code: str) -> str:
    """The code of a 项 that a table has a row of, else nothing."""
    table = context.statement.tables.get(role)
    return code if len(code) == 7 and table and table.row(code) else ""


def row_named(context: Context, role: str, names: tuple[str, ...], level: int | None) -> str:
    """The one row of a table with that name, below rows of the names before it; empty if none or several fit."""
    table = context.statement.tables.get(role)
    wanted = [plain_name(name) for name in names]
    found = []
    for row in _rows_by_name(context, role).get(wanted[-1], ()):
        if level is not None and level_of(row.key) != level:
            continue
        parents = [row.key[:end] for end in (3, 5) if end < len(row.key)][-len(wanted) + 1 :] if len(wanted) > 1 else []
        above = [table.row(code) for code in parents] if table else []
        if all(parent and plain_name(parent.name) == name for parent, name in zip(above, wanted, strict=False)):
            found.append(row.key)
    return found[0] if len(found) == 1 else ""


def _rows_by_name(context: Context, role: str) -> Mapping[str, Sequence[Row]]:
    """The coded rows of a table by plain name."""
    known = context.cache.get(("names", role))
    if isinstance(known, dict):
        return known
    found: dict[str, list[Row]] = {}
    context.cache["names", role] = found
    table = context.statement.tables.get(role)
    for row in table.rows if table else ():
        if row.is_coded:
            found.setdefault(plain_name(row.name), []).append(row)
    return found


def _printed(places: tuple[Place, ...], context: Context) -> tuple[Place, ...]:
    """Those of the places that the form has."""
    return tuple(place for place in places if context.prints(place))


def build_map(raw: Mapping[str, Any]) -> Map:
    """The map from its plain data."""
    relations = [_relation(rule, line) for rule, lines in raw["relations"].items() for line in lines]
    wholes = tuple((whole, tuple(parts)) for whole, parts in raw.get("wholes", {}).items())
    return Map(
        scopes=raw["scopes"],
        also=raw["also"],
        cells={key: tuple(_cell(text) for text in texts) for key, texts in raw["cells"].items()},
        items={kind: _row(text) for kind, text in raw["items"].items()},
        facts={kind: Place(*_row(text), "value") for kind, text in raw["facts"].items()},
        relations=tuple(relations),
        wholes=wholes,
        columns=raw["columns"],
    )


def _relation(rule: str, line: str) -> Relation:
    """`left ≤ right ; severity`, an error where none is given."""
    body, _, grave = line.partition(";")
    left, sign, right = body.split()
    left, right = (key if "@" in key else f"{key}@actual" for key in (left, right))
    return Relation(rule, left, sign, right, Severity(grave.strip() or "error"))


def _cell(text: str) -> Place:
    row, _, column = text.rpartition(".")
    return cell(*_row(row), column)


def _row(text: str) -> tuple[str, str]:
    name, _, key = text.removesuffix("]").partition("[")
    return ROLES.get(name, name), key
