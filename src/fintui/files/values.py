"""From TOML values to the fields of records: texts, whole numbers, figures.

The records of `model.statement` are the schema: their fields name the keys, the types and the order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import Field, fields
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from ..model.figure import Figure, Mark, Unreadable
from ..model.money import UNITS, AmountError, decimals_of, parse_amount, plain_amount
from ..model.statement import COVERAGES, GOVERNMENTS, LISTS, Row, normal
from .faults import Faults, nearest

if TYPE_CHECKING:
    from .spans import Path

CHOICES: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("head", "unit"): tuple(UNITS),
    ("head", "government"): ("", *GOVERNMENTS),
    ("tables", "coverage"): COVERAGES,
    ("charts", "kind"): ("structure", "comparison"),
}
RANGES: Final = {("head", "year"): (1949, 2199), ("head", "decimals"): (0, 6)}
REQUIRED: Final = {
    ("head", "department"): '"某市某局"',
    ("head", "year"): "2020",
    ("sections", "topic"): '"payments"',
    ("charts", "key"): '"1"',
    ("bars", "cell"): '"payments[total].basic"',
}
"""Keys that must be there, and what they might hold."""

OTHER_KEYS: Final = {"head": ("format", "form", "tables", *LISTS), "tables": ("rows",), "charts": ("bars",)}
"""What stands in a part beside the fields of its record that are read as such."""

LARGEST: Final = 14
"""Power of ten of an amount's first digit, at most."""
_KINDS: Final[dict[type, dict[str, str]]] = {}
_GROUPS: Final = {"Source", "Headings", "Overview"}


class Values:
    """Reads values and tells what is wrong with them; what cannot be read keeps its default."""

    def __init__(self, faults: Faults, decimals: int, unit: str) -> None:
        self.tell, self.decimals, self.unit = faults.tell, decimals, unit

    def fill(self, record: object, raw: dict[str, Any], path: Path, part: str) -> set[str]:
        """Fill a record from a table of keys; those that are there, and those that mistyped ones stand for."""
        kinds = _kinds(record)
        meant = set(raw)
        for key, value in raw.items():
            here = (*path, key)
            if key not in kinds:
                meant.add(self.unknown(key, here, [*kinds, *OTHER_KEYS.get(part, ())]))
            elif kinds[key] in _GROUPS:
                if isinstance(value, dict):
                    self.fill(getattr(record, key), value, here, key)
                else:
                    self.wrong(value, here, "table")
            elif kinds[key] == "Figure":
                setattr(record, key, self.figure(value, here))
            elif (read := self._scalar(value, kinds[key], here, part)) is not None:
                setattr(record, key, read)
        for (where, key), example in REQUIRED.items():
            if where == part and key not in meant:
                self.tell("missing-key", path, key=key, example=example)
        return meant

    def entries(self, raw: object, path: Path) -> list[tuple[Path, Any]]:
        """The records of a list, each with its path; none if it is not one. What is no record among records is told.

        Rows of tables may be read already.
        """
        found = list(enumerate(raw)) if isinstance(raw, list) else []
        records = [((*path, index), entry) for index, entry in found if isinstance(entry, (dict, Row))]
        if not isinstance(raw, list) or (raw and not records):
            self.wrong(raw, path, "list")
            return []
        for index, entry in found:
            if not isinstance(entry, (dict, Row)):
                self.wrong(entry, (*path, index), "list")
        return records

    def text(self, value: object, path: Path) -> str:
        """A text; empty where it is none."""
        if isinstance(value, str):
            return normal(value)
        self.wrong(value, path, "text")
        return ""

    def is_sound(self, value: object) -> TypeGuard[Decimal]:
        """Whether a value is an amount as nearly all are, of which there is nothing to tell."""
        if type(value) is not Decimal:
            return False
        exponent = value.as_tuple().exponent
        return type(exponent) is int and -self.decimals <= exponent <= 0 and value.adjusted() <= LARGEST

    def figure(self, value: object, path: Path) -> Figure:
        """A figure as a file may hold it; what is none is kept as written, and told."""
        if self.is_sound(value):
            return value
        if isinstance(value, str):
            return self._figure_text(value, path)
        key = str(path[-1])
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            self.tell("figure-type", path, key=key)
            return Unreadable(_shown(value))
        amount = Decimal(value)
        if not amount.is_finite():
            self.tell("figure-nan", path, key=key)
        elif amount and amount.adjusted() > LARGEST:
            self.tell("figure-large", path, key=key)
        elif decimals_of(amount) > self.decimals:
            self.tell("figure-decimals", path, key=key, decimals=str(self.decimals))
        elif int(amount.as_tuple().exponent) > 0:
            self.tell("figure-exponent", path, key=key, plain=f"{amount:f}" if amount else "0")
        else:
            return amount
        return Unreadable(_shown(amount))

    def unknown(self, key: str, path: Path, known: Iterable[str]) -> str:
        """Tell that there is no such key, and which one was probably meant: that one, or empty."""
        words = list(dict.fromkeys(known))
        like = nearest(key, words)
        self.tell("unknown-key" if like else "unknown-key-far", path, found=key, nearest=like, known=", ".join(words))
        return like

    def wrong(self, value: object, path: Path, expected: str) -> None:
        """Tell that a value is not of the type that its key takes."""
        names = [part for part in path if isinstance(part, str)]
        code = f"type-{expected}"
        if expected == "text" and isinstance(value, (int, Decimal, date, time)) and not isinstance(value, bool):
            code = "text-unquoted"
        example = REQUIRED.get(("head", names[-1]), "2")
        self.tell(code, path, key=names[-1], header=".".join(names), example=example)

    def _scalar(self, value: object, kind: str, path: Path, part: str) -> object:
        """A text or a number as it must be; None (the default stays) where it is not."""
        key = str(path[-1])
        if kind == "int":
            return self._number(value, path, RANGES[part, key])
        if not isinstance(value, str):
            self.wrong(value, path, "text")
            return None
        choices = CHOICES.get((part, key))
        if choices and value not in choices:
            self.tell("choice", path, key=key, found=value, known=" ".join(filter(None, choices)))
            return None
        return normal(value)

    def _number(self, value: object, path: Path, allowed: tuple[int, int]) -> int | None:
        low, high = allowed
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(value, path, "int")
        elif not low <= value <= high:
            self.tell("range", path, key=str(path[-1]), low=str(low), high=str(high))
        else:
            return value
        return None

    def _figure_text(self, value: str, path: Path) -> Figure:
        if value in {mark.value for mark in Mark}:
            return Mark(value)
        try:
            amount = parse_amount(value, decimals=self.decimals, unit=self.unit)
        except AmountError:
            amount = None
        if amount is None:
            self.tell("figure-words", path, key=str(path[-1]))
        else:
            self.tell("figure-text", path, key=str(path[-1]), plain=plain_amount(amount))
        return Unreadable(value)


def _shown(value: object) -> str:
    """A value that is no figure, as a cell shows it; a list or a table only by its brackets."""
    match value:
        case bool():
            return "true" if value else "false"
        case list() | dict():
            return "[…]" if isinstance(value, list) else "{…}"
    return str(value)


def _kinds(record: object) -> dict[str, str]:
    """The keys of a record, each with the type that it takes; looked up once for each kind of record."""
    found = _KINDS.get(type(record))
    if found is None:
        found = {each.name: str(each.type) for each in fields(record) if _is_key(each)}  # type: ignore[arg-type]
        _KINDS[type(record)] = found
    return found


def _is_key(each: Field[Any]) -> bool:
    """Whether a field is a key of the file by itself; lists and tables have headers of their own."""
    return not each.name.startswith("_") and each.name != "role" and not str(each.type).startswith(("list[", "dict["))
