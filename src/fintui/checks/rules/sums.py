"""The sums of a table's own rows, by position: which rows feed which, and how far each is off in a column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from ...model.form import TableForm
from ...model.statement import Table
from ...model.steps import Steps
from ..held import NOTHING, STRETCH

_HALF: Final = Decimal("0.005")


class Sums(NamedTuple):
    """Every sum that the codes and the form give.

    `terms` are the rows of each, its total first; -1 is one that is not there. `feeds`: by row the sums that it is in,
    counted from 1, below zero where it is a part.
    """

    terms: list[tuple[int, ...]]
    feeds: list[tuple[int, ...]]


def sums_of_rows(table: Table, layout: TableForm, position: Mapping[str, int]) -> Steps[Sums]:
    """The sums of a table."""
    table.children("")
    yield
    keys = [(row.key, below) for row in table.rows if row.is_coded and (below := table.children(row.key))]
    for fixed in layout.fixed_rows():
        below = [code for _, key in fixed.sum for code in (table.children("") if key.startswith("@") else [key])]
        if below and all(sign > 0 for sign, _ in fixed.sum):
            keys.append((fixed.key, below))
    yield
    return (yield from made_sums(keys, position, len(table.rows)))


def made_sums(sums: Iterable[tuple[str, Iterable[str]]], position: Mapping[str, int], rows: int) -> Steps[Sums]:
    """Sums given by the keys of their rows."""
    terms = [(position.get(total, -1), *[position.get(key, -1) for key in parts]) for total, parts in sums]
    feeds: list[tuple[int, ...]] = [()] * rows
    done = 0
    for number, each in enumerate(terms, start=1):
        if each[0] >= 0:
            feeds[each[0]] += (number,)
        for row in each[1:]:
            if row >= 0:
                feeds[row] += (-number,)
        if (done := done + len(each)) > STRETCH:
            done = 0
            yield
    return Sums(terms, feeds)


def is_off(gap: Decimal, parts: int) -> bool:
    """Whether a sum of so many parts is off by more than rounding."""
    return abs(gap) > _HALF * (parts + 1)


class Gaps:
    """How far the sums are off in a column, and which of them by more than rounding."""

    def __init__(self, sums: Sums, amounts: list[Decimal]) -> None:
        self.sums = sums
        held = [*amounts, NOTHING]  # at -1
        self.gaps = [held[total] - sum([held[row] for row in parts], NOTHING) for total, *parts in sums.terms]
        self.off = {at for at, gap in enumerate(self.gaps) if is_off(gap, len(sums.terms[at]) - 1)}

    def changed(self, row: int, old: Decimal, new: Decimal) -> None:
        """An amount is another one: the sums that it is in follow."""
        for feed in self.sums.feeds[row]:
            at = abs(feed) - 1
            self.gaps[at] = gap = self.gaps[at] + (new - old if feed > 0 else old - new)
            (self.off.add if is_off(gap, len(self.sums.terms[at]) - 1) else self.off.discard)(at)
