"""What a change of many figures would do, as a page: what is left out and why, then each figure, old and new."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...model.figure import Mark, same
from ...model.money import show_amount
from ..cells import figure_at
from ..items import Field, Item
from ..text import clean, cut

if TYPE_CHECKING:
    from ...model.figure import Figure
    from ...model.place import Place
    from ..desk import Desk
    from .pasting import Plan, Problem

_MOST: Final = 200
"""Lines of a kind that are shown; of more only the number."""
_AMOUNT: Final = 18
_FOUND: Final = 24


def preview_items(plan: Plan, desk: Desk) -> list[Item]:
    """The page of a paste."""
    words = desk.words
    changed = [each for each in plan.figures if not same(figure_at(desk.document, each[0]), each[1])]
    about = {"rows": plan.rows, "columns": plan.columns, "changed": len(changed)}
    items = [_line(words("paste.about", same=len(plan.figures) - len(changed), **about), "heading")]
    items.append(_line(words("paste.keys"), "muted"))
    if plan.labels:
        items.append(_line(words("paste.labels", columns="、".join(map(str, plan.labels)))))
    items += [
        _line(words(f"paste.over-{name}", count=count), "warned")
        for name, count in zip(("rows", "columns"), plan.over, strict=True)
        if count
    ]
    if plan.problems:
        items.append(_line(words("paste.problems", count=len(plan.problems)), "heading", space=1))
        items += [_line(_problem(each, desk), "warned") for each in plan.problems[:_MOST]]
        items += _more(len(plan.problems), desk)
    return items + changes(changed, desk)


def changes(changed: list[tuple[Place, Figure]], desk: Desk) -> list[Item]:
    """Figures that would be others: where, what stands there, what would."""
    if not changed:
        return []
    items = [_line(desk.words("paste.changes", count=len(changed)), "heading", space=1)]
    items += [_change(place, figure, desk) for place, figure in changed[:_MOST]]
    return items + _more(len(changed), desk)


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
            return desk.words("paste.empty")
        case _:
            return cut(clean(figure.text), _AMOUNT)


def _change(place: Place, figure: Figure, desk: Desk) -> Item:
    old = Field(shown(figure_at(desk.document, place), desk), "muted", cells=_AMOUNT, right=True)
    new = Field(shown(figure, desk), "changed", cells=_AMOUNT, right=True)
    return Item((old, Field(" →", "muted", cells=4), new, Field(f"  {clean(desk.names(place))}", "base")))


def _problem(problem: Problem, desk: Desk) -> str:
    words, statement = desk.words, desk.document.statement
    found = cut(clean(problem.text), _FOUND)
    key = f"paste.{problem.reason}" if f"paste.{problem.reason}" in words else f"amount.{problem.reason}"
    why = words(key, found=found, decimals=statement.decimals, unit=statement.unit)
    where = words("paste.where", row=problem.row, column=problem.column)
    return f"{where}{why}{words('paste.comes-to', place=clean(desk.names(problem.place))) if problem.place else ''}"


def _more(count: int, desk: Desk) -> list[Item]:
    return [_line(desk.words("detail.more", count=count - _MOST), "muted")] if count > _MOST else []


def _line(text: str, style: str = "base", *, space: int = 0) -> Item:
    return Item((Field(text, style),), space=space)
