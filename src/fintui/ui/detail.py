"""The detail pane: what the selected figure or text is, exactly, and where it comes from."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ..files.words import Words
from ..model.document import Document
from ..model.figure import Mark, State, Unreadable
from ..model.money import in_yuan, show_amount
from ..model.place import Place
from ..model.sums import Sum, sums_of, sums_with
from .cells import figure_at, figure_text
from .text import clean

_AMOUNT: Final = len("999,999.99")
_YUAN: Final = len("9,999,999,900")
"""Cells in which an amount, and the same in yuan, stand at the right where they are to be aligned."""
_SAVED: Final[dict[object, str]] = {Mark.BLANK: "detail.blank-short", Mark.UNKNOWN: "figure.unknown"}

Told = list[tuple[str, str]]
"""Lines of the pane, most important first: text and style."""


def path_of(document: Document, words: Words, place: Place) -> str:
    """A figure's full path: table, row, column."""
    form = document.form.tables[place.role]
    row = document.statement.tables[place.role].row(place.key)
    fixed, block = form.fixed(place.key), form.block_of(place.key)
    column = block.column(place.field) if block else None
    name = clean(row.name if row and row.name else fixed.name if fixed else "")
    label = f"{place.key} {name}" if place.key.isdigit() else name or place.key
    heading = " ".join(column.heading) if column else place.field
    number = words("table.number", number=document.form.number_of(place.role))
    return clean(" › ".join([f"{number} {form.title}", label, heading]))


def english_of(document: Document, place: Place) -> str:
    """The same path in English, as far as the form gives it."""
    form = document.form.tables[place.role]
    fixed, block = form.fixed(place.key), form.block_of(place.key)
    column = block.column(place.field) if block else None
    parts = [form.english, fixed.english if fixed else place.key, column.english if column else ""]
    return clean(" › ".join(part for part in parts if part))


def tell_cell(document: Document, words: Words, place: Place, *, checked: bool = False) -> Told:
    """Path, exact value, what it is the sum of, where it comes from, what it is part of.

    When it is `checked`, the ledger under it has the sums.
    """
    statement = document.statement
    figure = figure_at(document, place)
    state = statement.tables[place.role].state(place.key, place.field)
    told = [(path_of(document, words, place), "heading"), (_value(document, words, place, aligned=checked), "base")]
    if not checked:
        sums = [_equation(document, words, each) for each in sums_of(statement, document.form, place)]
        told += [(f"= {text}", "base") for text in sums]
    row = statement.tables[place.role].row(place.key)
    source = ""
    if state in {State.AMOUNT, State.UNREADABLE} or figure is not None:
        section = statement.section(row.origin) if row and row.origin else None
        source = words("detail.from", heading=clean(section.heading)) if section else words("detail.from-table")
    if checked:
        return [told[0], (f"{told[1][0]}   {source}".rstrip(), "base")]
    told += [(source, "muted")] if source else []
    told.append((f"{english_of(document, place)}   {place}", "muted"))
    parts = [_name(document, each.total, place) for each in sums_with(statement, document.form, place)]
    if parts:
        told.append((words("detail.part-of", totals=words("detail.comma").join(parts)), "muted"))
    return told


def _value(document: Document, words: Words, place: Place, *, aligned: bool) -> str:
    """What a figure is; `aligned`: its digits stand where another one's do, so that few cells change with them."""
    statement = document.statement
    figure = figure_at(document, place)
    state = statement.tables[place.role].state(place.key, place.field)
    if isinstance(figure, Decimal):
        amount, yuan = (_AMOUNT, _YUAN) if aligned else (0, 0)
        text = f"{show_amount(figure):>{amount}} {statement.unit}"
        if statement.unit != "元":
            text = words("detail.amount", amount=text, yuan=f"{show_amount(in_yuan(figure, statement.unit)):>{yuan}}")
    elif isinstance(figure, Unreadable):
        text = words("detail.unreadable", found=clean(figure.text))
    else:
        written = "written" if figure is not None else "absent"
        text = words(f"detail.{state.value}-{written}")
    if document.is_changed(place):
        saved = document.saved_value(place)
        old = show_amount(saved) if isinstance(saved, Decimal) else words(_SAVED.get(saved, "detail.saved-absent"))
        text += "   " + words("detail.changed", saved=old)
    return text


def _equation(document: Document, words: Words, each: Sum) -> str:
    """The terms with their names and values: `基本支出 356.25 + 项目支出 3,734.66`."""
    parts: list[str] = []
    for sign, term in each.terms:
        figure = figure_at(document, term)
        state = document.statement.tables[term.role].state(term.key, term.field)
        if state is State.BLANK and len(each.terms) > 8:
            continue  # of a long column only what is printed
        shown = figure_text(figure, state) or words("detail.blank-short")
        operator = "" if not parts and sign > 0 else "− " if sign < 0 else "+ "
        parts.append(f"{operator}{_name(document, term, each.total)} {shown}")
    return " ".join(parts) or words("detail.all-blank", count=len(each.terms))


def _name(document: Document, place: Place, beside: Place) -> str:
    """A figure's name seen from another one: its column where the row is the same, else its row."""
    form = document.form.tables[place.role]
    if place.key == beside.key:
        block = form.block_of(place.key)
        column = block.column(place.field) if block else None
        return " ".join(column.heading) if column else place.field
    row = document.statement.tables[place.role].row(place.key)
    name = clean(row.name if row else place.key)
    return f"{place.key} {name}" if place.key.isdigit() else name
