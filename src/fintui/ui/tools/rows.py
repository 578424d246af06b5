"""Rows of tables inserted, deleted, moved, renamed: the codes and names come from the code list of the year."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ...files.rules import code_lists
from ...model.changes import Change, Group, Put
from ...model.money import fold
from ...model.place import TABLES, Place
from ...model.rows import (
    below,
    in_order,
    insertions,
    is_free,
    may_hold,
    missing_parents,
    moved,
    recoded,
    removals,
    takes_rows,
)
from ...model.statement import Row, Table, parent_code
from ..line_edit import LineEdit
from ..lines import Choice, Prompt
from ..picker import Option, narrow
from ..pinyin import initials
from ..text import clean, cut
from .ranges import selected

if TYPE_CHECKING:
    from ...model.form import TableForm
    from ..desk import Desk

_FUND = "government-fund"
_NAMED = 3
"""Rows that are named where several are deleted; of more only the number."""


class Known(NamedTuple):
    """A code that may be picked: its name, and in which table of the statement it stands already."""

    code: str
    name: str
    where: str = ""


class Rows:
    """Changes which rows the table on the screen has."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @property
    def _table(self) -> Table:
        return self.desk.document.statement.tables[self.desk.grid.role]

    @property
    def _layout(self) -> TableForm:
        return self.desk.document.form.tables[self.desk.grid.role]

    def menu(self) -> None:
        """Pick what to do with rows."""
        words = self.desk.words
        steps: dict[str, Callable[[], None]] = {
            "insert-row": self.insert,
            "delete-row": self.delete,
            "move-row-up": lambda: self.move(-1),
            "move-row-down": lambda: self.move(1),
            "rename-row": self.rename,
            "recode-row": self.recode,
            "order-rows": self.order,
        }
        self.desk.pick(words("rows.what"), [Option(words(f"action.{name}"), run) for name, run in steps.items()])

    # -- inserting
    def insert(self) -> None:
        """Pick a code that the table has not, and put its row in its place."""
        if not takes_rows(self._layout):
            self.desk.tell(self.desk.words("rows.fixed"))
        else:
            self._pick("rows.which", self._chosen)

    def _pick(self, question: str, then: Callable[[Known], None]) -> None:
        known = [each for each in self._known() if may_hold(self._table, self._layout, each.code)]
        options = [self._option(each, then) for each in known]
        here = self._key()
        at = next((n for n, each in enumerate(known) if each.code > here), 0) if here.isdigit() else 0

        def source(typed: str) -> list[Option]:
            found, code = narrow(options, typed), fold(typed).strip()
            if may_hold(self._table, self._layout, code) and code not in {each.code for each in known}:
                new = self.desk.words("rows.new-code", code=code)
                found.append(Option(new, lambda: self._name_new(code, then), finds=code))
            return found

        self.desk.pick(self.desk.words(question), source, at=at)

    def _option(self, known: Known, then: Callable[[Known], None]) -> Option:
        indent = "  " * (max(0, len(known.code) - 3) // 2)
        finds = f"{known.name} {initials(known.name)}"
        return Option(f"{known.code:<8}{indent}{known.name}", lambda: then(known), note=known.where, finds=finds)

    def _known(self) -> list[Known]:
        """The codes of the year, and those that other tables of the statement have, in order."""
        statement, form = self.desk.document.statement, self.desk.document.form
        classification = self._layout.classification
        codes = code_lists().of_year(classification, statement.year)
        if self._layout.role == _FUND:
            codes = [each for each in codes if each.fund]
        known = {each.code: Known(each.code, each.name) for each in codes}
        for role, layout in form.tables.items():
            if layout.classification != classification or role == self._layout.role:
                continue
            number = self.desk.words("table.number", number=form.number_of(role))
            for row in statement.tables[role].rows:
                if row.is_coded and is_free(layout, row.key) and not known.get(row.key, Known("", "")).where:
                    known[row.key] = Known(row.key, row.name, number)
        return [known[code] for code in sorted(known)]

    def names(self) -> dict[str, str]:
        """The names of the codes of the year, and of those that the statement has."""
        return {each.code: each.name for each in self._known()}

    def _name_new(self, code: str, then: Callable[[Known], None]) -> None:
        def take(answer: str) -> str:
            if not answer.strip():
                return self.desk.words("rows.needs-name")
            self.desk.status.ask(None)
            then(Known(code, answer.strip()))
            return ""

        self.desk.status.ask(Prompt(self.desk.words("rows.name-of", code=code), LineEdit(), take))

    def _chosen(self, known: Known) -> None:
        """Insert a row; where rows above it are missing, ask whether they come too."""
        missing = missing_parents(self._table, self._layout, known.code)
        if not missing:
            self._insert([known])
            return
        names = self.names()
        parents = [Known(code, names.get(code, "")) for code in missing]
        told = self._list([f"{each.code} {each.name}".strip() for each in parents])
        words = self.desk.words
        answers = [
            (("enter", "y", "Y"), words("rows.with-parents"), lambda: self._insert([*parents, known])),
            (("f2", "o"), words("rows.without-parents"), lambda: self._insert([known])),
            (("escape",), words("choice.cancel"), lambda: None),
        ]
        self.desk.status.ask(Choice(words("rows.parents-missing", codes=told), answers))

    def _insert(self, known: list[Known]) -> None:
        rows = [Row(each.code, each.name) for each in known]
        self._apply("insert-rows", insertions(self._table, self._layout, rows), known[-1].code)
        told = self._list([f"{each.code} {each.name}".strip() for each in known])
        nameless = any(not each.name for each in known)
        note = f" {self.desk.words('rows.nameless')}" if nameless else ""
        self.desk.tell(self.desk.words("rows.inserted", rows=told) + note)

    def _apply(self, name: str, changes: list[Change], key: str) -> None:
        """Make changes of rows as one step, and go to a row."""
        self.desk.document.apply(Group(name, tuple(changes)))
        self.desk.grid.go(Place(TABLES + self._table.role, key, self._field()))

    # -- which rows
    def _key(self) -> str:
        place = self.desk.grid.place()
        return place.key if place else ""

    def _field(self) -> str:
        return self.desk.grid.sheet.columns[self.desk.grid.column].key

    def _list(self, rows: list[str]) -> str:
        told = "、".join(cut(clean(row), 30) for row in rows[:_NAMED])
        return self.desk.words("outcome.and-more", list=told, count=len(rows)) if len(rows) > _NAMED else told

    def _free_key(self) -> str:
        """The row of the cursor if the statement adds it; told why not where it does not."""
        key = self._key()
        if key and is_free(self._layout, key):
            return key
        self.desk.tell(self.desk.words("rows.of-the-form" if key else "message.no-figure"))
        return ""

    # -- deleting
    def delete(self) -> None:
        """Take away the selected rows that the statement adds; where others stand below one, ask about these."""
        keys = dict.fromkeys(place.key for row in selected(self.desk.grid) for place in row if place)
        free = [key for key in keys if is_free(self._layout, key)]
        if not free:
            self.desk.tell(self.desk.words("rows.of-the-form" if keys else "message.no-figure"))
            return
        under = [code for key in free for code in below(self._table, key) if is_free(self._layout, code)]
        inside = list(dict.fromkeys(code for code in under if code not in free))
        if not inside:
            self._delete(free)
            return
        words = self.desk.words
        answers = [
            (("enter", "y", "Y"), words("rows.with-those-below"), lambda: self._delete([*free, *inside])),
            (("f2", "o"), words("rows.alone"), lambda: self._delete(free)),
            (("escape",), words("choice.cancel"), lambda: None),
        ]
        self.desk.status.ask(Choice(words("rows.have-below", count=len(inside)), answers))

    def _delete(self, keys: list[str]) -> None:
        rows = [row for row in self._table.rows if row.key in set(keys)]
        figures = sum(isinstance(figure, Decimal) for row in rows for figure in row.figures.values())
        told = self._list([f"{row.key} {row.name}".strip() for row in rows])
        first = self._table.rows.index(rows[0])
        self._apply("delete-rows", removals(self._table, keys), "")
        left = self._table.rows
        if left:
            self.desk.grid.go(Place(TABLES + self._table.role, left[min(first, len(left) - 1)].key, self._field()))
        self.desk.tell(self.desk.words("rows.deleted", rows=told, figures=figures))

    # -- moving
    def move(self, step: int) -> None:
        """Let the row change places with the one above (-1) or below (1)."""
        key = self._free_key()
        if not key:
            return
        changes = moved(self._table, self._layout, key, step)
        if not changes:
            self.desk.tell(self.desk.words("rows.cannot-move"))
            return
        self._apply("move-row", changes, key)
        codes = [row.key for row in self._table.rows if row.is_coded and is_free(self._layout, row.key)]
        self.desk.tell(self.desk.words("rows.moved" if codes == sorted(codes) else "rows.out-of-order"))

    def order(self) -> None:
        """Put the rows in the order of their codes."""
        changes = in_order(self._table, self._layout)
        if not changes:
            self.desk.tell(self.desk.words("rows.in-order"))
            return
        self._apply("order-rows", changes, self._key())
        self.desk.tell(self.desk.words("rows.ordered"))

    # -- naming
    def rename(self) -> None:
        """Write another name into the row; what the code list calls it is told."""
        key = self._key()
        row = self._table.row(key)
        if row is None:
            self.desk.tell(self.desk.words("message.no-figure"))
            return
        place = Place(TABLES + self._table.role, key, "name")

        def take(answer: str) -> str:
            if not answer.strip():
                return self.desk.words("rows.needs-name")
            self.desk.put(Put(place, answer.strip()))
            return ""

        official = self._official(key)
        kind = "rows.rename-official" if official and official != row.name else "rows.rename"
        question = self.desk.words(kind, row=key if key.isdigit() else clean(row.name), official=clean(official))
        self.desk.status.ask(Prompt(question, LineEdit(row.name, len(row.name)), take))

    def _official(self, key: str) -> str:
        found = code_lists().in_year(self._layout.classification, key, self.desk.document.statement.year)
        fixed = self._layout.fixed(key)
        return fixed.name if fixed else found.name if found else ""

    def recode(self) -> None:
        """Give the row another code: its figures go along to where that belongs."""
        key = self._free_key()
        if key:
            self._pick("rows.recode", lambda known: self._recode(key, known))

    def _recode(self, key: str, known: Known) -> None:
        row = self._table.row(key)
        name = known.name or (row.name if row else "")
        self._apply("recode-row", recoded(self._table, self._layout, key, known.code, name), known.code)
        above = parent_code(known.code)
        orphan = bool(above) and self._table.row(above) is None
        told = self.desk.words("rows.recoded", old=key, new=f"{known.code} {name}")
        self.desk.tell(f"{told} {self.desk.words('rows.orphan', code=above)}" if orphan else told)
