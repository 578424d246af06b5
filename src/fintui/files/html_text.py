"""Texts and figures of a statement as HTML, and tables as their official forms print them."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from ..model.figure import State, Unreadable, state_of
from ..model.money import show_amount
from ..model.sheet import make_sheet
from .faults import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from ..model.figure import Figure
    from ..model.form import TableForm
    from ..model.sheet import SheetColumn, Slot
    from ..model.statement import Table
    from .words import Words


def safe(text: str) -> str:
    """A text of the file on one line: shown, never obeyed."""
    return escape(visible(text.replace("\n", " ")).strip())


def prose(text: str) -> list[str]:
    """The paragraphs of a text, empty lines left out."""
    return [f"<p>{safe(line)}</p>" for line in text.split("\n") if line.strip()]


def marked(mark: str, text: str) -> str:
    """A record of a list with its mark before it; a space where the mark has no sign of its own."""
    return safe(f"{mark} {text}" if mark[-1:].isalnum() else mark + text)


def figure(value: Figure, state: State, words: Words) -> str:
    """What is printed for a figure: not disclosed is said, a blank stays one, what is unreadable stays as written."""
    if state is State.UNKNOWN:
        return words("figure.unknown")
    if isinstance(value, Unreadable):
        return safe(value.text)
    amount: Decimal | None = value if state is State.AMOUNT else None  # type: ignore[assignment]
    return "" if amount is None else show_amount(amount)


def table_lines(table: Table, form: TableForm, words: Words) -> Iterator[str]:
    """A table with its header levels merged as the form prints them."""
    sheet = make_sheet(table, form)
    yield "<table>"
    yield "<thead>"
    yield from header_lines(sheet.columns)
    yield "</thead>"
    yield "<tbody>"
    for row in sheet.rows:
        cells = (_cell(slot, column, table, words) for slot, column in zip(row, sheet.columns, strict=True))
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody>"
    yield "</table>"


def header_lines(columns: Sequence[SheetColumn]) -> Iterator[str]:
    """One row a header level: neighbours under the same heading share it, the lowest heading reaches down."""
    depth = max((len(column.heading) for column in columns), default=0)
    for level in range(depth):
        cells = []
        reaching = [(at, column) for at, column in enumerate(columns) if len(column.heading) > level]
        for _, group in groupby(reaching, key=lambda each: _under(each[0], each[1], level)):
            members = [column for _, column in group]
            is_lowest = len(members[0].heading) == level + 1
            down = depth - level if is_lowest else 1
            spans = (f' colspan="{len(members)}"' if len(members) > 1 else "") + (
                f' rowspan="{down}"' if down > 1 else ""
            )
            scope = "colgroup" if len(members) > 1 else "col"
            cells.append(f'<th scope="{scope}"{spans}>{safe(members[0].heading[level])}</th>')
        yield f"<tr>{''.join(cells)}</tr>"


def _under(at: int, column: SheetColumn, level: int) -> tuple[object, ...]:
    """What columns must have in common to share the heading of a level; a column's own is shared with none."""
    own = at if len(column.heading) == level + 1 else -1
    return column.heading[: level + 1], own


def _cell(slot: Slot, column: SheetColumn, table: Table, words: Words) -> str:
    total = " t" if slot.total else ""
    if slot.place is None:
        if column.kind == "name" and slot.text:
            return f'<th scope="row" class="l{min(slot.level, 3)}{total}">{safe(slot.text)}</th>'
        kind = "c" if slot.text else ""
        return f'<td class="{kind}{total}">{safe(slot.text)}</td>' if kind else "<td></td>"
    row = table.row(slot.place.key)
    value = row.figures.get(slot.place.field) if row else None
    state = state_of(value, table.coverage)
    kind = {State.UNKNOWN: "u", State.UNREADABLE: "x"}.get(state, "n")
    return f'<td class="{kind}{total}">{figure(value, state, words)}</td>'


def plain_table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table of texts under their titles."""
    yield "<table>"
    yield f"<thead><tr>{''.join(map(_title, titles))}</tr></thead>"
    yield "<tbody>"
    for row in rows:
        yield f"<tr>{''.join(map(_text, row))}</tr>"
    yield "</tbody>"
    yield "</table>"


def _title(text: str) -> str:
    return f'<th scope="col">{safe(text)}</th>'


def _text(text: str) -> str:
    return f"<td>{'<br>'.join(map(safe, text.splitlines()))}</td>"
