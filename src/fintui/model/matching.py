"""Which record of one statement is which of another: by key where records have one, else by likeness and order."""

from __future__ import annotations

from dataclasses import fields
from difflib import SequenceMatcher
from functools import cache
from typing import Final, NamedTuple

from .place import TABLES
from .statement import KEYS, LISTS, Duty, Priority, Record, Row, Statement, Term, Unit

Pair = tuple[Record | None, Record | None]
"""A record of the old list and its twin in the new one; None where there is none."""

_OWN: Final[dict[type[Record], str]] = {Duty: "mark", Unit: "name", Priority: "matter", Term: "term"}
"""What records without a key call themselves."""
_LARGEST: Final = 250_000
"""Of longer lists (in pairs of entries) only equal records are matched in the middle."""
_SAME, _NAMED, _LIKE, _GAP = 0, 2, 3, 4
_APART: Final = 2 * _GAP + 1


class Matching(NamedTuple):
    """The twins of two statements, list by list; tables of a role that both forms have."""

    old: Statement
    new: Statement
    pairs: dict[str, list[Pair]]


def match(old: Statement, new: Statement) -> Matching:
    """Find the twins of every list and table."""
    pairs = {name: match_records(getattr(old, name), getattr(new, name)) for name in LISTS}
    for role in dict.fromkeys([*new.tables, *old.tables]):
        before, after = old.tables.get(role), new.tables.get(role)
        pairs[TABLES + role] = match_records(before.rows if before else [], after.rows if after else [])
    return Matching(old, new, pairs)


def match_records(old: list[Record] | list[Row], new: list[Record] | list[Row]) -> list[Pair]:
    """The pairs in the order of the new list; what only the old one has stands behind what it followed there."""
    first = next(iter((*old, *new)), None)
    if first is None:
        return []
    own = KEYS.get(type(first))
    found = _by_key(list(old), list(new), own) if own else _by_likeness(list(old), list(new))
    return _interleaved(list(old), list(new), found)


def content(record: Record) -> tuple[str, ...]:
    """All that a record says, as texts that tell 150 from 150.00 and a blank from nothing."""
    if isinstance(record, Row):
        figures = sorted((key, repr(value)) for key, value in record.figures.items() if value is not None)
        return (record.key, record.name, record.origin, *(f"{key} = {value}" for key, value in figures))
    return tuple(repr(getattr(record, each.name)) for each in fields(record))


def _by_key(old: list[Record], new: list[Record], own: str) -> dict[int, int]:
    where: dict[str, int] = {}
    for index, record in enumerate(new):
        where.setdefault(getattr(record, own), index)
    found: dict[int, int] = {}
    for index, record in enumerate(old):
        if (twin := where.pop(getattr(record, own), None)) is not None:
            found[index] = twin
    return found


def _by_likeness(old: list[Record], new: list[Record]) -> dict[int, int]:
    """The cheapest alignment: equal records cost nothing, those of one name or of like text little, others are two."""
    ours, theirs = [content(record) for record in old], [content(record) for record in new]
    head = 0
    while head < min(len(old), len(new)) and ours[head] == theirs[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and ours[-1 - tail] == theirs[-1 - tail]:
        tail += 1
    found = {i: i for i in range(head)}
    found |= {len(old) - 1 - i: len(new) - 1 - i for i in range(tail)}
    left, right = range(head, len(old) - tail), range(head, len(new) - tail)
    if len(left) * len(right) > _LARGEST:
        return found | _equal(ours, theirs, left, right)
    return found | _aligned(old, new, left, right)


def _equal(ours: list[tuple[str, ...]], theirs: list[tuple[str, ...]], left: range, right: range) -> dict[int, int]:
    matcher = SequenceMatcher(None, [ours[i] for i in left], [theirs[j] for j in right], autojunk=False)
    return {
        left.start + block.a + n: right.start + block.b + n
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    }


def _aligned(old: list[Record], new: list[Record], left: range, right: range) -> dict[int, int]:
    costs = [[_cost(old[i], new[j]) for j in right] for i in left]
    best = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left), -1, -1):
        for j in range(len(right), -1, -1):
            ways = []
            if i < len(left):
                ways.append(_GAP + best[i + 1][j])
            if j < len(right):
                ways.append(_GAP + best[i][j + 1])
            if i < len(left) and j < len(right):
                ways.append(costs[i][j] + best[i + 1][j + 1])
            best[i][j] = min(ways, default=0)
    found: dict[int, int] = {}
    i = j = 0
    while i < len(left) and j < len(right):
        if best[i][j] == costs[i][j] + best[i + 1][j + 1]:
            found[left[i]] = right[j]
            i, j = i + 1, j + 1
        elif best[i][j] == _GAP + best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _cost(one: Record, other: Record) -> int:
    if content(one) == content(other):
        return _SAME
    own = _OWN.get(type(one))
    if own and getattr(one, own) and getattr(one, own) == getattr(other, own):
        return _NAMED
    return _LIKE if _alike(_said(one), _said(other)) else _APART


def _said(record: Record) -> str:
    return "\n".join(str(getattr(record, each.name)) for each in fields(record))


@cache
def _alike(one: str, other: str) -> bool:
    """Whether one text may be an edit of the other."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() > 0.5 and matcher.quick_ratio() > 0.5 and matcher.ratio() > 0.5


def _interleaved(old: list[Record], new: list[Record], found: dict[int, int]) -> list[Pair]:
    twins = {twin: index for index, twin in found.items()}
    behind: dict[int, list[Pair]] = {}
    last = -1  # the index in the new list of the last old record that has a twin
    for index, record in enumerate(old):
        if index in found:
            last = found[index]
        else:
            behind.setdefault(last, []).append((record, None))
    pairs = behind.get(-1, [])
    for index, record in enumerate(new):
        pairs.append((old[twins[index]] if index in twins else None, record))
        pairs += behind.get(index, [])
    return pairs
