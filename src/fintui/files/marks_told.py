"""Marks in words: what they are about, what was said, and whether that still holds."""

from __future__ import annotations

import re
from typing import Final

from ..checks.marks import DOUBT, KINDS, NOTE, SIGN_OFF, TICK, ReviewMark
from ..checks.pins import fields_of
from ..checks.standing import Standing
from ..checks.targets import WHOLE
from ..model.place import Place
from .naming import Names

SIGNS: Final = {DOUBT: "‽", NOTE: "✎", TICK: "✓", SIGN_OFF: "✓"}
STALE_SIGN: Final = "~"
_AMOUNT: Final = re.compile(r"(-?)(\d+)(\.\d+)?")
_NAMED: Final = {"": "nothing", "-": "blank", "?": "unknown"}


def sign_of_mark(standing: Standing) -> str:
    """The sign of a mark; of a stale one that it is stale."""
    return STALE_SIGN if standing.is_stale else SIGNS[standing.mark.kind]


def foremost(standings: list[Standing]) -> Standing | None:
    """The mark that is shown where there is room for one: an open doubt, what is stale, a note, a tick."""
    return min(standings, key=_rank, default=None)


def _rank(standing: Standing) -> int:
    doubt = standing.mark.kind == DOUBT and not standing.is_stale
    return 0 if doubt else 1 if standing.is_stale else 2 + KINDS.index(standing.mark.kind)


def name_of_target(target: Place, names: Names) -> str:
    """What a mark is about, by name."""
    if target == WHOLE:
        return names.words("review.whole")
    if target.role in names.form.tables and target.key and not target.field:
        number = names.words("table.number", number=names.form.number_of(target.role))
        return f"{number} {names.row(target)}"
    if target.role and target.role not in names.form.tables:
        return str(target)
    return names(target)


def name_of_mark(standing: Standing, names: Names) -> str:
    """What a mark is about; a number of a text with the number."""
    name = name_of_target(standing.target, names)
    mark = standing.mark
    told = f"{name} “{mark.value}”" if mark.is_claim else mark.place if mark.target is None else name
    return told or "?"  # a mark without a place, as only a file written by hand has


def tell_mark(standing: Standing, names: Names) -> str:
    """Kind, who, when, what was said; of a stale mark what it was given for and what stands there now."""
    mark, words = standing.mark, names.words
    about = {"kind": words(f"review.{mark.kind}"), "by": mark.by, "on": mark.on}
    told = words("review.told", **about)
    if mark.text:
        told += words("review.says", text=mark.text)
    if standing.is_stale:
        told += tell_stale(standing, names)
    return told


def tell_stale(standing: Standing, names: Names) -> str:
    """Why a mark does not hold any more."""
    words, mark = names.words, standing.mark
    if standing.now is None:
        return words("review.gone-claim" if mark.is_claim else "review.gone", was=shown_value(mark, mark.value, names))
    was, now = shown_value(mark, mark.value, names), shown_value(mark, standing.now, names)
    if was == now:
        return words("review.changed")
    if changes := _changes(standing, names):
        return words("review.changes", changes=words("detail.comma").join(changes))
    return words("review.stale", was=was, now=now)


def _changes(standing: Standing, names: Names) -> list[str]:
    """What of a row or record is different now, field by field, where that is known."""
    target = standing.target
    if target.field or not target.key:
        return []
    was, now = fields_of(standing.mark.value), fields_of(standing.now or "")
    if not was or not now:
        return []
    told = []
    for key in {**was, **now}:
        if was.get(key) != now.get(key):
            name = names.column(target._replace(field=key)) if target.role in names.form.tables else key
            label = f"field.{key}"
            name = names.words(label) if label in names.words else name
            old, new = (_figure(side.get(key, ""), names) for side in (was, now))
            told.append(f"{name} {old} → {new}")
    return told


def shown_value(mark: ReviewMark, value: str, names: Names) -> str:
    """A pinned value as people read it."""
    target = mark.target
    if mark.is_claim or target is None:
        return value
    if value.startswith("#"):
        return names.words("review.content")
    if not (target.is_cell and target.field):
        return value or names.words("review.nothing")
    return _figure(value, names)


def _figure(value: str, names: Names) -> str:
    if value in _NAMED:
        return names.words(f"review.{_NAMED[value]}")
    if match := _AMOUNT.fullmatch(value):
        return f"{match[1]}{int(match[2]):,}{match[3] or ''}"
    return value.removeprefix("!")
