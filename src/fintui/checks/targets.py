"""What a reviewer can put a mark at: a figure, a row, a table, a text, a section, a record of a list, all of it.

A target is a place; where it means more than one field, its field is empty, and the whole statement is the empty place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from ..model.place import TABLES, Place
from ..model.statement import KEYS, LISTS

WHOLE: Final = Place("", "", "")
"""The statement."""
_WHOLE: Final = "statement"
_GROUPS: Final = frozenset({"head", "source", "headings", "overview"})
_WRITTEN: Final = re.compile(r"(?P<part>[\w-]+)(?:\[(?P<key>.+)\])?(?:\.(?P<field>[\w-]+))?", re.DOTALL)


def written(target: Place) -> str:
    """A target as the review file has it: `payments[201].basic`, `payments[201]`, `sections[assets]`, `statement`."""
    if target == WHOLE:
        return _WHOLE
    part = target.part.removeprefix(TABLES)
    key = f"[{target.key}]" if target.key else ""
    return f"{part}{key}.{target.field}" if target.field else part + key


def parse_target(text: str) -> Place | None:
    """The target that is written so; None where it is none."""
    if text == _WHOLE:
        return WHOLE
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    part, key, field = match["part"], match["key"] or "", match["field"] or ""
    if part in LISTS:
        return Place(part, key, field) if key else None
    if part in _GROUPS:
        return Place(part, "", field) if field and not key else None
    return Place(TABLES + part, key, field) if key or not field else None


def concerned_by(places: Iterable[Place]) -> Callable[[Place], bool]:
    """Which targets may hold something else once these places were written.

    Records that come or go, or change what they are known by, concern all of their list; so does any change of a list
    whose records are known by their position.
    """
    places = list(places)
    whole = {each.part for each in places if not (each.key and each.field) or each.field in {"topic", "key"}}
    whole |= {each.part for each in places if is_positional(each)}
    parts = {each.part for each in places}
    records = {(each.part, each.key) for each in places}

    def concerns(target: Place) -> bool:
        if target == WHOLE or target.part in whole:
            return True
        return (target.part, target.key) in records if target.key else target.part in parts

    return concerns


def is_positional(target: Place) -> bool:
    """Whether the target is a record that is known by its position, which others can change."""
    return target.part in LISTS and LISTS[target.part] not in KEYS


def is_signable(target: Place) -> bool:
    """Whether it can be signed off: a table, or the statement."""
    return target == WHOLE or (target.part.startswith(TABLES) and not target.key and not target.field)
