"""Places by name: a figure's path through its table, a text's heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from ..model.form import Form
from ..model.place import Place, find
from ..model.statement import KEYS, LISTS, Statement
from .words import Words

_PARTS: Final = {"terms": "glossary", "head": "overview", "headings": "overview", "source": "overview"}


@dataclass(frozen=True, slots=True)
class Names:
    """Names of places of one statement, in one language."""

    statement: Statement
    form: Form
    words: Words
    known: dict[Place, str] | None = None
    """Names as they were put together, where nobody edits the statement."""
    shown_parts: ClassVar[int] = 6
    """Operands that are listed at most."""
    lists_zeros: ClassVar[bool] = True
    """Whether operands that come to nothing are listed where a sum is right."""

    def is_seen(self, place: Place) -> bool:
        """Whether the figure of a place is shown beside what is told, and need not be told again."""
        return False

    def __call__(self, place: Place) -> str:
        """A short name: `表3 合计 · 基本支出`, `三、支出决算情况说明`."""
        if self.known is None:
            return self._put_together(place)
        if (found := self.known.get(place)) is None:
            found = self.known[place] = self._put_together(place)
        return found

    def _put_together(self, place: Place) -> str:
        if place.role in self.form.tables:
            return self._cell(place)
        if place.part == "sections":
            section = self.statement.section(place.key)
            return (section.heading if section else "") or place.key
        return " ".join(filter(None, [self.part(place.part), self.own_name(place)]))

    def own_name(self, place: Place) -> str:
        """What a record of a list calls itself: a term, a unit's name, a count's item; else which one it is, from 1."""
        if not place.key:
            return ""
        counted = place.key.isdigit() and LISTS.get(place.part) not in {None, *KEYS}
        number = str(int(place.key) + 1) if counted else place.key
        try:
            record = find(self.statement, place)
        except KeyError:
            return number
        for name in ("term", "caption", "item", "name", "mark", "matter"):
            if own := getattr(record, name, ""):
                return str(own)
        return number

    def _cell(self, place: Place) -> str:
        form = self.form.tables[place.role]
        number = self.words("table.number", number=self.form.number_of(place.role))
        if not place.key:
            return f"{number} {form.title}"
        row = f"{number} {self.row(place)}"
        return row if place.field == "name" else f"{row} · {self.column(place)}"

    def row(self, place: Place) -> str:
        """A row's code and name."""
        if self.known is None:
            return self._row(place)
        whole = place._replace(field="*")  # no column is called so
        if (found := self.known.get(whole)) is None:
            found = self.known[whole] = self._row(place)
        return found

    def _row(self, place: Place) -> str:
        row = self.statement.tables[place.role].row(place.key)
        fixed = self.form.tables[place.role].fixed(place.key)
        name = row.name if row and row.name else fixed.name if fixed else ""
        return f"{place.key} {name}".strip() if place.key.isdigit() else name or place.key

    def column(self, place: Place) -> str:
        """A column's heading."""
        block = self.form.tables[place.role].block_of(place.key)
        column = block.column(place.field) if block else None
        return " ".join(column.heading) if column else place.field

    def part(self, part: str) -> str:
        """A list, or a table of keys, by name."""
        known = (f"part.{_PARTS.get(part, part)}", f"overview.facts-{part}", f"overview.{part}", f"works.{part}")
        return next((self.words(key) for key in known if key in self.words), part)
