"""What the rules look at: the statement, its form, the code lists, and the figures behind places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from ..model.figure import Mark
from ..model.form import Form
from ..model.place import TABLES, Place
from ..model.statement import Fact, Statement
from ..model.steps import Steps
from .grids import Grid
from .held import Held

if TYPE_CHECKING:
    from .rules.lists import Lists


T = TypeVar("T")


class Code(NamedTuple):
    """An entry of a code list: the name that a code has in the years from `first` to `last`."""

    code: str
    name: str
    first: int = 0
    last: int = 9999
    fund: bool = False
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Codes:
    """The code lists by name (`functional`, `economic`), each code with its names through the years."""

    lists: Mapping[str, Mapping[str, tuple[Code, ...]]] = field(default_factory=dict)

    def names(self, classification: str, code: str) -> tuple[Code, ...]:
        """Every name that a code has had."""
        return self.lists.get(classification, {}).get(code, ())

    def in_year(self, classification: str, code: str, year: int) -> Code | None:
        """The entry of a code that holds in a year."""
        return next((each for each in self.names(classification, code) if each.first <= year <= each.last), None)

    def of_year(self, classification: str, year: int) -> list[Code]:
        """Every code of a list with the name that holds in a year, in the order of the codes."""
        codes = sorted(self.lists.get(classification, {}))
        return [found for code in codes if (found := self.in_year(classification, code, year))]


def build_codes(raw: Mapping[str, Iterable[Mapping[str, object]]]) -> Codes:
    """Code lists from plain data: list name → entries with `code`, `name`, `from`, `until`, `fund`, `verified`."""
    lists: dict[str, dict[str, tuple[Code, ...]]] = {}
    for name, entries in raw.items():
        found = lists.setdefault(name, {})
        for entry in entries:
            code = Code(
                str(entry["code"]),
                str(entry["name"]),
                int(str(entry.get("from", 0))),
                int(str(entry.get("until", 9999))),
                bool(entry.get("fund", False)),
                bool(entry.get("verified", True)),
            )
            found[code.code] = (*found.get(code.code, ()), code)
    return Codes(lists)


@dataclass(slots=True, eq=False, repr=False)
class Context:
    """A statement with what is needed to check it: the rules' word lists, and last year's statement if there is one."""

    statement: Statement
    form: Form
    codes: Codes = field(default_factory=Codes)
    lists: Lists | None = None
    former: Statement | None = None
    cache: dict[object, object] = field(default_factory=dict, repr=False, compare=False)
    """Whatever follows from rows, names and the form alone; emptied when those change."""

    def kept(self, key: object, make: Callable[[], T]) -> T:
        """What follows from rows, names and the form alone: made once, until those change."""
        if key not in self.cache:
            self.cache[key] = make()
        return cast("T", self.cache[key])

    def kept_in_steps(self, key: object, make: Callable[[], Steps[T]]) -> Steps[T]:
        """The same of what takes long, with pauses while it is made."""
        if key not in self.cache:
            self.cache[key] = yield from make()
        return cast("T", self.cache[key])

    def grid(self, role: str) -> Grid | None:
        """The table of a role with its layout; None if the form or the statement lacks it."""
        found = self.cache.get(role)
        if found is None and role in self.form.tables and role in self.statement.tables:
            found = self.cache[role] = Grid(self.statement.tables[role], self.form.tables[role])
        return found if isinstance(found, Grid) else None

    def held(self, role: str) -> Held:
        """The figures of a table for the rules that look at all of them."""
        found = self.cache.get(("held", role))
        if not isinstance(found, Held) or found.table is not self.statement.tables[role]:
            found = self.cache["held", role] = Held(self.statement.tables[role])
        return found

    def changed(self, place: Place) -> None:
        """A figure was written: what is held of its table follows."""
        found = self.cache.get(("held", place.role))
        if isinstance(found, Held) and found.table is self.statement.tables.get(place.role):
            found.changed(place.key, place.field)

    def figure(self, place: Place) -> Decimal | Mark | None:
        """What a cell comes to in a sum: an amount, `Mark.BLANK` for exactly nothing, None for not known.

        A row that a full table does not print is blank; a cell that is unreadable is not known.
        """
        part, key, column = place
        if not part.startswith(TABLES):
            return self._fact(place)
        table = self.statement.tables.get(part[len(TABLES) :])
        if table is None:
            return None
        row = table.row(key)
        figure = row.figures.get(column) if row else None
        if isinstance(figure, Decimal):
            return figure
        if figure is Mark.BLANK or (figure is None and table.coverage == "full"):
            return Mark.BLANK
        return None

    def _fact(self, place: Place) -> Decimal | None:
        facts: list[Fact] = getattr(self.statement, place.part)
        value = next((fact.value for fact in facts if fact.key == place.key), None)
        return value if isinstance(value, Decimal) else None

    def prints(self, place: Place) -> bool:
        """Whether the form has such a cell at all."""
        grid = self.grid(place.role)
        return grid is not None and place.field in grid.columns(place.key)
