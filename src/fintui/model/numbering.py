"""Marks of lists as authors write them, (一) 1. 一、, and lists whose marks follow when records come, go or move."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from .changes import Change, Group, Insert, Put, Remove
from .place import TABLES, Place, key_of, list_of
from .statement import Duty, Priority, Record, Section, Statement, Term, Unit

MARKED: Final[dict[type[Record], str]] = {
    Duty: "mark",
    Unit: "mark",
    Term: "mark",
    Priority: "number",
    Section: "heading",
}
"""The field that holds a record's mark; of a section it begins its heading."""
FIRST: Final = {"duties": "(一)", "units": "1.", "terms": "(一)", "priorities": "1", "sections": "一、"}
"""The first mark of a list that has none yet."""
_MARK = re.compile(r"(?P<left>[(（]?)(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})(?P<right>[)）]?[、.．]?)")
_DIGITS: Final = "零一二三四五六七八九"


class Mark(NamedTuple):
    """A mark: its number, and how it is written."""

    number: int
    left: str
    right: str
    chinese: bool

    def at(self, number: int) -> str:
        """The mark of another number in the same manner."""
        return f"{self.left}{chinese(number) if self.chinese else number}{self.right}"


def chinese(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


_CHINESE: Final = {chinese(number): number for number in range(1, 100)}


def split(text: str) -> tuple[Mark | None, str]:
    """A text's mark, and what stands behind it."""
    match = _MARK.match(text)
    if match is None or (match.end() < len(text) and not match["right"]):
        return None, text  # 一般公共预算 and 2020年 begin with no mark
    number = int(match["n"]) if match["n"].isdigit() else _CHINESE.get(match["n"], 0)
    if not number:
        return None, text
    return Mark(number, match["left"], match["right"], not match["n"].isdigit()), text[match.end() :]


def mark_for(statement: Statement, part: str, index: int) -> str:
    """The mark that a new record gets at a position: that of the list's manner, or none where the list has none."""
    records = list_of(statement, part)
    name = MARKED.get(type(records[0])) if records else None
    if name is None:
        return FIRST.get(part, "") if not records else ""
    near = split(str(getattr(records[max(0, index - 1)], name)))[0]
    return near.at(index + 1 if _is_regular(records) else near.number + 1) if near else ""


def inserted(statement: Statement, part: str, index: int, record: Record) -> Change:
    """Put a record into a list; marks that counted on go on counting."""
    return _renumbered(statement, part, Insert(part, index, record), lambda all_: all_.insert(index, record))


def removed(statement: Statement, part: str, index: int) -> Change:
    """Take a record out of a list; rows whose figures came from a section say no longer so."""
    record = list_of(statement, part)[index]
    changes: list[Change] = []
    if isinstance(record, Section):
        changes = [
            Put(Place(TABLES + role, row.key, "origin"), "")
            for role, table in statement.tables.items()
            for row in table.rows
            if row.origin == record.topic
        ]
    return _renumbered(statement, part, Remove(part, index), lambda all_: all_.pop(index), *changes)


def moved(statement: Statement, part: str, index: int, to: int) -> Change:
    """Bring a record to another position."""
    record = list_of(statement, part)[index]

    def move(records: list[Record]) -> None:
        records.insert(to, records.pop(index))

    return _renumbered(statement, part, Insert(part, to, record), move, Remove(part, index))


def _renumbered(
    statement: Statement, part: str, change: Change, carry_out: Callable[[list[Record]], object], *before: Change
) -> Change:
    """A change of a list with the marks that follow from it, as one."""
    records = list(list_of(statement, part))
    regular = _is_regular(records)
    carry_out(records)
    marks = list(_marks(records, part)) if regular else []
    changes = (*before, change, *marks)
    return change if len(changes) == 1 else Group("list", changes)


def _is_regular(records: Sequence[Record]) -> bool:
    """Whether the marks of a list count from one, all in one manner."""
    name = MARKED.get(type(records[0])) if records else None
    if name is None:
        return False
    marks = [split(str(getattr(record, name)))[0] for record in records]
    first = marks[0]
    return first is not None and all(mark == _at(first, number) for number, mark in enumerate(marks, start=1))


def _at(mark: Mark, number: int) -> Mark:
    return Mark(number, mark.left, mark.right, mark.chinese)


def _marks(records: Sequence[Record], part: str) -> list[Put]:
    """What makes the marks of a list count from one."""
    found = []
    name = MARKED[type(records[0])] if records else ""
    manner = next((mark for record in records if (mark := split(str(getattr(record, name)))[0])), None)
    for index, record in enumerate(records):
        mark, rest = split(str(getattr(record, name)))
        if manner and mark and mark != _at(manner, index + 1):
            found.append(Put(Place(part, key_of(record, index), name), manner.at(index + 1) + rest))
    return found
