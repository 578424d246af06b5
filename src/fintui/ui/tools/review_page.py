"""The page of the review: how far it has come, and every mark with a way to its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from ...checks.marks import DOUBT, KINDS, SIGN_OFF, TICK
from ...checks.outcome import Quote
from ...checks.progress import Progress
from ...checks.targets import WHOLE
from ...files.marks_told import SIGNS, name_of_mark, name_of_target, sign_of_mark, tell_mark
from ...model.place import TABLES, Place
from ..items import Field, Item
from ..text import clean

if TYPE_CHECKING:
    from ...checks.standing import Standing
    from ..desk import Desk

_STALE: Final = "stale"
_ORDER: Final = ("all", *KINDS, _STALE)
_BAR: Final = 20
_SHOWN: Final = {
    "duties": "text",
    "units": "name",
    "works": "text",
    "terms": "text",
    "priorities": "matter",
    "charts": "caption",
}
"""The field of a record that a page shows; of the others it is their value."""


class Filter(NamedTuple):
    """Which marks are listed and walked through: all, those of a kind, or stale ones."""

    name: str = "all"

    def lets(self, standing: Standing) -> bool:
        """Whether it lets a mark through."""
        return self.name == "all" or (standing.is_stale if self.name == _STALE else standing.mark.kind == self.name)

    def next(self) -> Filter:
        """The next filter, in a circle."""
        return Filter(_ORDER[(_ORDER.index(self.name) + 1) % len(_ORDER)])


def sorted_marks(desk: Desk) -> list[Standing]:
    """Every mark in the order of the statement: tables row by row, then explanations, then lists."""
    statement = desk.document.statement
    rows: dict[tuple[str, str], int] = {}
    for number, table in enumerate(statement.tables.values()):
        rows[TABLES + table.role, ""] = number * 1_000_000
        rows.update(
            {(TABLES + table.role, row.key): number * 1_000_000 + n for n, row in enumerate(table.rows, start=1)}
        )
    last = len(statement.tables) * 1_000_000
    rows.update({("sections", section.topic): last + n for n, section in enumerate(statement.sections, start=1)})

    def rank(each: Standing) -> tuple[int, int, int, tuple[str, ...]]:
        target = each.target
        at = rows.get((target.part, target.key), rows.get((target.part, ""), last * 2))
        return (-1 if target == WHOLE else at, _column(desk, target), each.start, each.mark.key)

    return sorted(desk.standings.all, key=rank)


def _column(desk: Desk, target: Place) -> int:
    form = desk.document.form.tables.get(target.role)
    block = form.block_of(target.key) if form and target.field else None
    keys = [column.key for column in block.columns] if block else []
    return keys.index(target.field) + 1 if target.field in keys else 0


def quote_of(standing: Standing, desk: Desk) -> Quote | str:
    """Where a mark leads: to its figure or words, to the row's first figure, to the record's text, to a page."""
    target, mark = standing.target, standing.mark
    if target == WHOLE:
        return "overview"
    if standing.start >= 0:
        return Quote(target, mark.value, start=standing.start, end=standing.end)
    if target.role:
        if not target.key:
            return target.role
        form = desk.document.form.tables.get(target.role)
        block = form.block_of(target.key) if form else None
        return Quote(target._replace(field=target.field or (block.columns[0].key if block else "")), "")
    if target.part == "sections":
        return Quote(target._replace(field="text"), "")
    return Quote(target._replace(field=target.field or _SHOWN.get(target.part, "value")), "")


def review_items(desk: Desk, chosen: Filter) -> list[Item]:
    """Progress and sign-offs by table and section, then the marks."""
    words = desk.words
    marks = [each for each in sorted_marks(desk) if chosen.lets(each)]
    shown = words("review.shown", name=words(f"review.show-{chosen.name}"), count=len(marks))
    items = [_progress(desk, WHOLE, desk.count.total()), Item((Field(shown, "question"),))]
    for kind in KINDS:
        found = [each for each in marks if each.mark.kind == kind]
        if found:
            items.append(Item((Field(f"{words(f'review.{kind}')}  {len(found)}", "heading"),), space=1))
            items += [_mark(desk, each) for each in found]
    if not marks:
        nothing = "review.none-filtered" if desk.standings.by_target else "review.none"
        items.append(Item((Field(words(nothing), "base"),), space=1))
    items.append(Item((Field(words("review.parts"), "heading"),), space=1))
    return [*items, *_parts(desk)]


def _parts(desk: Desk) -> Iterator[Item]:
    for target in desk.count.targets():
        done = desk.count.of(target)
        if done.all or target.role:
            yield _progress(desk, target, done)


def _progress(desk: Desk, target: Place, done: Progress) -> Item:
    """`✓ 12/52 ██████  表3 支出决算表`, with who signed it off."""
    signed = [each for each in desk.standings.at(target) if each.mark.kind == SIGN_OFF]
    told = "  ".join(f"{sign_of_mark(each)} {tell_mark(each, desk.names)}" for each in signed)
    cells = done.ticked * _BAR // done.all if done.all else 0
    bar = "█" * cells + "·" * (_BAR - cells)
    goto = "overview" if target == WHOLE else target.role or f"section:{target.key}"
    name = f"{name_of_target(target, desk.names)}  {told}".rstrip()
    return Item(
        (
            Field(f"{SIGNS[TICK]} {done.ticked}/{done.all}", "number", cells=12),
            Field(bar, "bar", cells=_BAR + 1),
            Field(clean(name), "label", goto=goto),
        )
    )


def _mark(desk: Desk, standing: Standing) -> Item:
    sign = sign_of_mark(standing)
    is_grave = standing.is_stale or standing.mark.kind == DOUBT
    text = clean(f"{name_of_mark(standing, desk.names)}  {tell_mark(standing, desk.names)}")
    field = Field(text, "base", goto=quote_of(standing, desk), mark=standing.mark)
    return Item((Field(sign, "warned" if is_grave else "tied", cells=4), field))
