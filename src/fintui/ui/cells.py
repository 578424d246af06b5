"""What a cell of a table shows, and in which state: plain functions of document and place."""

from __future__ import annotations

from typing import Final, NamedTuple

from ..model.document import Document
from ..model.figure import Figure, Mark, State, Unreadable, state_of
from ..model.money import AmountError, parse_amount, plain_amount, show_amount
from ..model.place import Place
from ..model.sheet import Slot
from .text import clean, cut

UNKNOWN_SIGN: Final = "?"
CHANGED_MARK: Final = "*"
FAULT_MARK: Final = "▲"
FINDING_STYLES: Final = {"✗": "failed", "!": "warned", "≈": "rounded"}
"""Style of a figure by the mark of its gravest finding."""


class CellView(NamedTuple):
    """Text of a cell, its state, and the one-character mark behind it: of a finding, else of a change."""

    text: str
    state: State | None
    mark: str = " "
    total: bool = False
    changed: bool = False

    @property
    def style(self) -> str:
        """Name of the style that it is painted with."""
        if self.state is State.UNREADABLE:
            return "unreadable"
        if self.changed:
            return "changed"
        if self.mark in FINDING_STYLES:
            return FINDING_STYLES[self.mark]
        if self.state is State.UNKNOWN:
            return "unknown"
        return "total" if self.total else "amount"


def figure_at(document: Document, place: Place) -> Figure:
    """The figure that a table holds at a place."""
    row = document.statement.tables[place.role].row(place.key)
    return row.figures.get(place.field) if row else None


def cell_view(document: Document, slot: Slot, finding: str = "", review: str = "") -> CellView:
    """What a slot of a sheet shows now; `finding` is the mark of its gravest finding, `review` the reviewer's sign."""
    if slot.place is None:
        return CellView(clean(slot.text), None, total=slot.total)
    figure = figure_at(document, slot.place)
    state = state_of(figure, document.statement.tables[slot.place.role].coverage)
    changed = document.is_changed(slot.place)
    mark = finding or (CHANGED_MARK if changed else " ")
    if state is State.UNREADABLE:
        mark = FAULT_MARK
    return CellView(review + figure_text(figure, state), state, mark, slot.total, changed)


def figure_text(figure: Figure, state: State) -> str:
    """A figure as the table shows it."""
    match figure:
        case Unreadable(text):
            return cut(clean(text), 14)
        case Mark() | None:
            return UNKNOWN_SIGN if state is State.UNKNOWN else ""
        case _:
            return show_amount(figure)


def typed_text(figure: Figure) -> str:
    """A figure as it stands in the cell editor."""
    match figure:
        case Unreadable(text):
            return clean(text)
        case Mark():
            return {Mark.UNKNOWN: "?", Mark.BLANK: "-"}[figure]
        case None:
            return ""
        case _:
            return plain_amount(figure)


def read_typed(text: str, *, decimals: int, unit: str) -> Figure:
    """The figure that someone typed: an amount, `?` for not disclosed, `-` for a printed blank, nothing for nothing.

    Raises:
        AmountError: with the reason, if it is none of these.
    """
    plain = text.strip()
    if plain in {"?", "？"}:
        return Mark.UNKNOWN
    amount = parse_amount(plain, decimals=decimals, unit=unit)
    if amount is None:
        return Mark.BLANK if plain else None
    if amount.adjusted() > 14:
        raise AmountError("amount-large", plain)
    return amount
