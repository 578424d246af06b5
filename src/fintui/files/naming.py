"""Places by name: a figure's path through its table, a text's heading."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.form import Form
from ..model.place import Place
from ..model.statement import Statement
from .words import Words


@dataclass(frozen=True, slots=True)
class Names:
    """Names of places of one statement, in one language."""

    statement: Statement
    form: Form
    words: Words

    def __call__(self, place: Place) -> str:
        """A short name: `表3 合计 · 基本支出`, `三、支出决算情况说明`."""
        if place.role in self.form.tables:
            return self._cell(place)
        if place.part == "sections":
            section = self.statement.section(place.key)
            return (section.heading if section else "") or place.key
        key = f"part.{place.part}"
        what = self.words(key) if key in self.words else self._list(place.part)
        return f"{what} {place.key}".strip()

    def _cell(self, place: Place) -> str:
        form = self.form.tables[place.role]
        number = self.words("table.number", number=self.form.number_of(place.role))
        if not place.key:
            return f"{number} {form.title}"
        return f"{number} {self.row(place)} · {self.column(place)}"

    def row(self, place: Place) -> str:
        """A row's code and name."""
        row = self.statement.tables[place.role].row(place.key)
        fixed = self.form.tables[place.role].fixed(place.key)
        name = row.name if row and row.name else fixed.name if fixed else ""
        return f"{place.key} {name}".strip() if place.key.isdigit() else name or place.key

    def column(self, place: Place) -> str:
        """A column's heading."""
        block = self.form.tables[place.role].block_of(place.key)
        column = block.column(place.field) if block else None
        return " ".join(column.heading) if column else place.field

    def _list(self, part: str) -> str:
        key = f"overview.facts-{part}"
        if key in self.words:
            return self.words(key)
        heading = f"overview.{part}"
        return self.words(heading) if heading in self.words else part
