"""Two statements side by side: what differs between them, or how the figures of two years have grown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..model.compare import Difference, Kind, differences
from ..model.growth import Growth, fact_growths, growths
from ..model.place import Place
from ..model.statement import Fact
from .differing import Telling
from .lines import Lines
from .naming import Names
from .reader import Loaded
from .words import Words


@dataclass
class Side:
    """One of the statements, under the name that it was given by."""

    name: str
    loaded: Loaded
    words: Words

    @cached_property
    def lines(self) -> Lines:
        """Where in its file a place is written."""
        return Lines(self.loaded.text)

    @cached_property
    def names(self) -> Names:
        """What its places are called."""
        return Names(self.loaded.statement, self.loaded.form, self.words)


@dataclass
class Comparison:
    """An old and a new statement; `yearly` sets figures of two years side by side instead of telling every edit."""

    old: Side
    new: Side
    words: Words
    yearly: bool = False

    @cached_property
    def differences(self) -> list[Difference]:
        """What is different; of two years only what came or went, since every text differs."""
        old, new = self.old.loaded, self.new.loaded
        found = differences(old.statement, new.statement, old.form, new.form)
        return [each for each in found if _came_or_went(each)] if self.yearly else found

    @cached_property
    def figures(self) -> list[Growth]:
        """The figures of two years."""
        if not self.yearly:
            return []
        old, new = self.old.loaded, self.new.loaded
        cells = list(growths(old.statement, new.statement, old.form, new.form))
        return cells + list(fact_growths(old.statement, new.statement))

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not self.differences and all(each.change == 0 for each in self.figures)

    @cached_property
    def telling(self) -> Telling:
        """What puts differences into words."""
        return Telling(self.old.names, self.new.names)

    def side(self, difference: Difference) -> Side:
        """The statement that has the place of a difference."""
        return self.old if difference.kind is Kind.REMOVED else self.new


def _came_or_went(difference: Difference) -> bool:
    """Rows are told by their figures."""
    return difference.kind in {Kind.ADDED, Kind.REMOVED} and (
        difference.place.part == "sections" or isinstance(difference.old or difference.new, Fact)
    )


def growth_of(difference: Difference) -> Growth | None:
    """Change and growth of an amount that became another."""
    before, after = difference.before, difference.after
    if isinstance(before, int | str) or not hasattr(before, "as_tuple") or not hasattr(after, "as_tuple"):
        return None
    return Growth(difference.place, before, after)  # type: ignore[arg-type]


def names_of(place: Place, found: Comparison) -> Names:
    """The names of the statement that prints a figure, this year's first."""
    new = found.new.loaded
    if not place.role:
        known = any(fact.key == place.key for fact in getattr(new.statement, place.part))
        return found.new.names if known else found.old.names
    table, layout = new.statement.tables.get(place.role), new.form.table(place.role)
    block = layout.block_of(place.key) if layout else None
    known = bool(table and table.row(place.key) and block and block.column(place.field))
    return found.new.names if known else found.old.names
