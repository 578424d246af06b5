"""A change of many figures, looked at before it is made: what is left out and why, then each figure, old and new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from ...model.figure import Mark, same
from ...model.money import show_amount
from ...model.place import TABLES, Place
from ...model.rows import insertions
from ..cells import figure_at
from ..items import Field, Item
from ..text import clean, cut
from .figures import apply_figures

if TYPE_CHECKING:
    from ...model.figure import Figure
    from ...model.statement import Row
    from ..desk import Desk

PAGE: Final = "preview"
_MOST: Final = 200
"""Lines of a kind that are shown; of more only the number."""
_AMOUNT: Final = 18


class Proposal(NamedTuple):
    """Figures that would be written as one step named `name`; `<name>.title`, `<name>.done` are its words.

    `about` says what it is; `problems` tell what is left out, so many of them as are asked for.
    """

    name: str
    figures: Sequence[tuple[Place, Figure]]
    about: Callable[[int, int], list[Item]]
    """Takes how many figures would be others, and how many are like that already."""
    count_problems: int
    problems: Callable[[int], list[str]]
    rows: Sequence[Row] = ()
    """Rows that the table on the screen would get."""


class Preview:
    """The page of a proposal; it is made only from here."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._proposal: Proposal | None = None

    def show(self, proposal: Proposal) -> None:
        """Show what would be done."""
        self._proposal = proposal
        self.desk.visit(PAGE, lambda: self.desk.words(f"{proposal.name}.title"), self._items)

    def apply(self) -> None:
        """Do what is shown, as one undoable step, and go back to the table."""
        desk, made = self.desk, self._proposal
        if made is None or not (made.figures or made.rows):
            desk.tell(desk.words("preview.nothing"), "error")
            return
        self._proposal = None
        desk.leave_visit()
        role = desk.grid.role
        new = insertions(desk.document.statement.tables[role], desk.document.form.tables[role], made.rows)
        count = apply_figures(desk, made.name, made.figures, new)
        desk.show_place(made.figures[0][0] if made.figures else Place(TABLES + role, made.rows[0].key, ""))
        told = desk.words(f"{made.name}.done" if count or new else "range.nothing-to-put", count=count)
        told += desk.words("preview.rows-done", count=len(new)) if new else ""
        left = made.count_problems
        told += desk.words("preview.left-out", count=left) if left else ""
        desk.tell(told)

    def _items(self) -> list[Item]:
        if self._proposal is None:
            return []
        made, words = self._proposal, self.desk.words
        changed = [each for each in made.figures if not same(figure_at(self.desk.document, each[0]), each[1])]
        items = made.about(len(changed), len(made.figures) - len(changed))
        items.append(text_line(words("preview.keys"), "muted"))
        if made.count_problems:
            items.append(text_line(words("preview.problems", count=made.count_problems), "heading", space=1))
            items += [text_line(each, "warned") for each in made.problems(_MOST)] + self._more(made.count_problems)
        if made.rows:
            items.append(text_line(words("preview.rows", count=len(made.rows)), "heading", space=1))
            items += [text_line(self._row(row)) for row in made.rows[:_MOST]] + self._more(len(made.rows))
        if changed:
            items.append(text_line(words("preview.changes", count=len(changed)), "heading", space=1))
            items += [self._change(place, figure) for place, figure in changed[:_MOST]] + self._more(len(changed))
        return items

    def _change(self, place: Place, figure: Figure) -> Item:
        desk = self.desk
        old = Field(shown(figure_at(desk.document, place), desk), "muted", cells=_AMOUNT, right=True)
        new = Field(shown(figure, desk), "changed", cells=_AMOUNT, right=True)
        return Item((old, Field(" →", "muted", cells=4), new, Field(f"  {clean(desk.names(place))}", "base")))

    def _row(self, row: Row) -> str:
        figures = "  ".join(shown(figure, self.desk) for figure in row.figures.values())
        return f"{clean(row.key)} {clean(row.name)}  {figures}".rstrip()

    def _more(self, count: int) -> list[Item]:
        return [text_line(self.desk.words("detail.more", count=count - _MOST), "muted")] if count > _MOST else []


def shown(figure: Figure, desk: Desk) -> str:
    """A figure, or what it is that is none."""
    match figure:
        case Decimal():
            return show_amount(figure)
        case Mark.UNKNOWN:
            return desk.words("figure.unknown")
        case Mark.BLANK:
            return desk.words("figure.blank")
        case None:
            return desk.words("preview.empty")
        case _:
            return cut(clean(figure.text), _AMOUNT)


def text_line(text: str, style: str = "base", *, space: int = 0) -> Item:
    """A line that only tells."""
    return Item((Field(text, style),), space=space)
