"""TX-2: a row has the figure of the total above it though its neighbours have figures too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Final, NamedTuple

from ...model.form import TableForm
from ...model.money import show_amount
from ...model.place import cell
from ...model.statement import Table
from ...model.steps import Steps, at_once
from ..context import Context
from ..held import STRETCH, Held
from ..judge import Severity
from ..outcome import Outcome, Quote
from .texts import told

_LEVELS: Final = (3, 5)
"""Digits of a 类 and a 款."""


class _Groups(NamedTuple):
    """Rows that are totals, each with the lowest rows below it at any depth.

    Groups are numbered: by the row that is their total, by the code and by the 类 that they are the total of.
    """

    totals: list[int]
    lowest: list[tuple[int, ...]]
    of_total: dict[int, list[int]]
    of_code: dict[str, int]
    of_class: dict[str, list[int]]

    def around(self, code: str) -> Iterator[int]:
        """The groups that one of the lowest rows is in."""
        for length in _LEVELS:
            if length < len(code) and code[:length] in self.of_code:
                yield self.of_code[code[:length]]
        if len(code) > _LEVELS[0]:
            yield from self.of_class.get(code[: _LEVELS[0]], ())


class _Repeats:
    """How often each amount stands among the lowest rows of a group, and the groups in which the total's stands once.

    A group whose other rows are all empty is none of them.
    """

    def __init__(self, table: Table, groups: _Groups, amounts: list[Decimal]) -> None:
        self._table, self._groups, self._amounts = table, groups, amounts
        self._times: list[dict[Decimal, int]] = []
        self._above = [0] * len(groups.totals)
        self.found: set[int] = set()
        for group, lowest in enumerate(groups.lowest):
            times: dict[Decimal, int] = defaultdict(int)
            self._times.append(times)
            for amount in filter(None, (amounts[row] for row in lowest)):
                times[amount] += 1
                self._above[group] += amount > 0
            self._judge(group)

    def changed(self, row: int, old: Decimal, new: Decimal) -> None:
        """An amount is another one: the groups around it are counted again."""
        code = self._table.rows[row].key
        is_lowest = code.isdigit() and not self._table.children(code)
        for group in self._groups.around(code) if is_lowest else ():
            times = self._times[group]
            for amount, step in ((old, -1), (new, 1)):
                if amount:
                    times[amount] += step
                    self._above[group] += step * (amount > 0)
            if not times.get(old, 1):
                del times[old]
            self._judge(group)
        for group in self._groups.of_total.get(row, ()):
            self._judge(group)

    def _judge(self, group: int) -> None:
        whole = self._amounts[self._groups.totals[group]]
        is_one = bool(whole) and self._times[group].get(whole) == 1
        found = is_one and self._above[group] > (whole > 0)
        (self.found.add if found else self.found.discard)(group)

    def row_of(self, group: int) -> int:
        """The row that repeats the total."""
        whole = self._amounts[self._groups.totals[group]]
        return next(row for row in self._groups.lowest[group] if self._amounts[row] == whole)


def total_in_detail(context: Context, role: str, columns: Collection[str]) -> Iterator[Outcome]:
    """TX-2: a row has the figure of the total above it though its neighbours have figures too."""
    table, layout = context.statement.tables[role], context.form.tables.get(role)
    if layout is None or table.coverage != "full":
        return
    held = context.held(role)
    groups = at_once(context.kept_in_steps(("TX-2", role), lambda: _groups(table, layout, held.position)))
    repeats = {key: _repeats(held, groups, key) for key in sorted(columns)}
    for group in sorted({each for column in repeats.values() for each in column.found}):
        total = table.rows[groups.totals[group]]
        for column in total.figures:
            if column in repeats and group in repeats[column].found:
                yield _told(table, table.rows[repeats[column].row_of(group)].key, total.key, column)


def prepare(context: Context, role: str) -> Iterator[None]:
    """What the rule needs of a table, before any sum fails."""
    table, layout = context.statement.tables[role], context.form.tables.get(role)
    if layout is None or table.coverage != "full":
        return
    held = context.held(role)
    yield
    groups = yield from context.kept_in_steps(("TX-2", role), lambda: _groups(table, layout, held.position))
    for column in layout.column_keys():
        held.column(column)
        yield
        _repeats(held, groups, column)
        yield


def _repeats(held: Held, groups: _Groups, column: str) -> _Repeats:
    return held.column(column).kept("TX-2", partial(_Repeats, held.table, groups))


def _told(table: Table, code: str, total: str, column: str) -> Outcome:
    row = table.row(total)
    whole = row.figures[column] if row else None
    shown = show_amount(whole) if isinstance(whole, Decimal) else ""
    quotes = [Quote(cell(table.role, key, column), shown, "stated") for key in (code, total)]
    return told("TX-2", Severity.ERROR, quotes, "total-in-detail", code=code, total=total)


def _groups(table: Table, layout: TableForm, position: Mapping[str, int]) -> Steps[_Groups]:
    codes = [row.key for row in table.rows if row.is_coded]
    yield
    lowest = [code for code in codes if not table.children(code)]
    yield
    below: dict[str, list[str]] = {code: [] for code in codes}
    of_class: dict[str, list[str]] = {}
    for number, code in enumerate(lowest):
        for above in (code[:length] for length in _LEVELS if length < len(code)):
            if above in below:
                below[above].append(code)
        if len(code) > _LEVELS[0]:
            of_class.setdefault(code[: _LEVELS[0]], []).append(code)
        if number % STRETCH == 0:
            yield
    groups = [(total, found) for total, found in below.items() if found]
    of_code = {total: number for number, (total, _) in enumerate(groups)}
    classes: dict[str, list[int]] = defaultdict(list)
    for fixed in layout.fixed_rows():
        own = dict.fromkeys(key for _, key in fixed.sum if key in of_class)
        if own and fixed.key in position:
            for each in own:
                classes[each].append(len(groups))
            groups.append((fixed.key, [code for each in of_class if each in own for code in of_class[each]]))
    yield
    of_total: dict[int, list[int]] = defaultdict(list)
    for number, (total, _) in enumerate(groups):
        of_total[position[total]].append(number)
    lowest_rows = [tuple([position[code] for code in found]) for _, found in groups]
    return _Groups([position[total] for total, _ in groups], lowest_rows, dict(of_total), of_code, dict(classes))
