"""Going to a part, a section, a row or a record by any part of its name, its code, pinyin initials or number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...model.place import TABLES, Place
from ..picker import Option
from ..pinyin import initials
from ..text import clean

if TYPE_CHECKING:
    from ..desk import Desk
    from ..parts import Part


class GoTo:
    """Lists all there is to go to."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def pick(self) -> None:
        """Ask where to go."""
        options = [*map(self._part, self.desk.contents.parts), *self._rows(), *self._terms()]
        self.desk.pick(self.desk.words("prompt.goto"), options)

    def _part(self, part: Part) -> Option:
        number = self.desk.document.form.number_of(part.role) if part.is_table else ""
        shown = self.desk.words("table.number", number=number) if number else part.key
        return Option(part.title, lambda: self._open(part), shown, f"{shown} {part.id} {initials(part.title)}")

    def _open(self, part: Part) -> None:
        self.desk.remember()
        self.desk.open_part(part)
        self.desk.focus_panel()

    def _rows(self) -> Iterator[Option]:
        statement, form = self.desk.document.statement, self.desk.document.form
        for role, table in form.tables.items():
            number = self.desk.words("table.number", number=form.number_of(role))
            for row in statement.tables[role].rows:
                fixed = table.fixed(row.key)
                name = row.name or (fixed.name if fixed else "")
                text = f"{row.key} {name}" if row.key.isdigit() else name or row.key
                yield self._place(text, number, Place(TABLES + role, row.key, "name"), name)

    def _terms(self) -> Iterator[Option]:
        title = self.desk.words("part.glossary")
        for index, term in enumerate(self.desk.document.statement.terms):
            yield self._place(term.term, title, Place("terms", str(index), "term"), term.term)

    def _place(self, text: str, note: str, place: Place, name: str) -> Option:
        def go() -> None:
            self.desk.remember()
            self.desk.leave_contents()
            self.desk.show_place(place)

        return Option(clean(text), go, note, f"{note} {initials(name)}")
