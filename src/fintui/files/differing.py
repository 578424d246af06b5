"""Differences in words: where they are, what stood there, what stands there now."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from ..model.compare import Difference, Kind
from ..model.figure import Mark, Unreadable
from ..model.growth import Growth
from ..model.money import show_amount
from ..model.place import TABLES, Place
from ..model.statement import KEYS, Bar, Record, Row
from .faults import visible
from .naming import Names

_LONGEST: Final = 60
_MOST: Final = 6
SIGNS: Final = {Kind.CHANGED: "~", Kind.ADDED: "+", Kind.REMOVED: "-", Kind.ORDER: "↕"}
"""One sign a kind, for lists."""


class Telling(NamedTuple):
    """Tells differences between two statements, each place by the names of the statement that has it."""

    old: Names
    new: Names

    def names(self, difference: Difference) -> Names:
        """The names of the statement that has the place: the new one, but for what was removed."""
        return self.old if difference.kind is Kind.REMOVED else self.new

    def group(self, difference: Difference) -> str:
        """The table, section or list that a difference is in."""
        return group_of(difference.place, self.names(difference))

    def where(self, difference: Difference) -> str:
        """The place inside its group."""
        names, place = self.names(difference), difference.place
        if difference.kind is Kind.ORDER:
            return names.words("difference.order")
        if place.role in names.form.tables and place.key:
            if not place.field:
                return names.row(place)
            column = self.field(place.field) if place.field in {"name", "origin"} else names.column(place)
            return f"{names.row(place)} · {column}"
        parts = [] if place.part == "sections" else [names.own_name(place)]
        return " · ".join(filter(None, [*parts, self.field(place.field) if place.field else ""])) or self.group(
            difference
        )

    def field(self, name: str) -> str:
        """A field by name."""
        words = self.new.words
        return next((words(key) for key in (f"difference.field-{name}", f"field.{name}") if key in words), name)

    def before(self, difference: Difference) -> str:
        """What the old statement has."""
        return self.value(difference.before, difference, self.old)

    def after(self, difference: Difference) -> str:
        """What the new statement has."""
        return self.value(difference.after, difference, self.new)

    def value(self, value: object, difference: Difference, names: Names) -> str:
        """A value in one line."""
        words = self.new.words
        match value:
            case Row():
                return self._row(value, difference, names)
            case Unreadable(text):
                return words("difference.unreadable", text=visible(text))
            case str() | tuple() | list():
                text = value if isinstance(value, str) else "、".join(map(_label, value))
                return cut(text) or words("difference.empty")
            case _ if is_dataclass(value):
                return self._record(value, names.own_name(difference.place))  # type: ignore[arg-type]
            case None | Mark():
                return words(f"difference.{value.name.lower() if value else 'nothing'}")
            case _:
                return show_amount(value) if isinstance(value, Decimal) else str(value)

    def _row(self, row: Row, difference: Difference, names: Names) -> str:
        place = difference.place
        told = [
            f"{names.column(place._replace(field=key))} {self.value(figure, difference, names)}"
            for key, figure in row.figures.items()
        ]
        more = names.words("difference.more", count=len(told)) if len(told) > _MOST else ""
        return "、".join(told[:_MOST]) + more if told else names.words("difference.no-figures")

    def _record(self, record: Record, name: str) -> str:
        texts = [getattr(record, each.name) for each in fields(record) if each.name != KEYS.get(type(record))]
        texts = [each for each in texts if each != name]
        said = " ".join(show_amount(each) if isinstance(each, Decimal) else str(each) for each in texts if _says(each))
        return cut(said) or self.new.words("difference.empty")


def _says(value: object) -> bool:
    return isinstance(value, Decimal) or (bool(value) and not isinstance(value, Mark | list))


def _label(value: object) -> str:
    return value.label if isinstance(value, Bar) else str(value)


def group_of(place: Place, names: Names) -> str:
    """The table, section or list that a place is in, by name."""
    if place.role:
        known = place.role in names.form.tables
        return names(Place(place.part, "", "")) if known else place.part.removeprefix(TABLES)
    return names(place) if place.part == "sections" and place.key else names.part(place.part)


def cut(text: str) -> str:
    """A text in one line that is not too long."""
    text = visible(text.replace("\n", "⏎"))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def show_growth(growth: Growth) -> tuple[str, str]:
    """Change and rate with their signs: `+3.75`, `+1.05%`; empty where there is none."""
    change, rate = growth.change, growth.rate
    return signed(change), f"{signed(rate)}%" if rate is not None else ""


def signed(amount: Decimal | None) -> str:
    """An amount with its sign; nought has none."""
    if amount is None:
        return ""
    return ("+" if amount > 0 else "") + show_amount(amount or abs(amount))
