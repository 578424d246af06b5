"""The checks of cells: what every identity stands for, by number, and how each came out.

There may be very many of them. So nothing is kept of one but the cell that states its result, and of one that is
exactly right not even the outcome: both are made again when they are looked at.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from copy import copy
from typing import Final, NamedTuple

from ..model.place import Place, cell
from .context import Context
from .identities import CellCheck, Identity, check_of, expand
from .interval import Mode
from .outcome import Outcome
from .tables import EXACT, evaluate, outcome_of, verdict

_STRETCH: Final = 300
"""So many cells are looked at in one step."""
_OPEN, _EXACT, _TOLD = range(3)
"""How a check came out: nothing to check, exactly right, or an outcome that whoever asked keeps."""


class _Rows(NamedTuple):
    """The rows and columns of a table by number; rows that the form names and the statement lacks come last.

    `last`: by cell the last of its readings.
    """

    keys: list[str]
    row: dict[str, int]
    columns: list[str]
    column: Mapping[str, int]
    last: array[int]

    def spot(self, key: str, column: str) -> int:
        """The number of a cell."""
        row = self.row.get(key)
        if row is None:
            row = self.row[key] = len(self.keys)
            self.keys.append(key)
            self.last.extend([-1] * len(self.columns))
        return row * len(self.columns) + self.column[column]


class CellChecks:
    """All checks of a statement's cells."""

    def __init__(self, context: Context, *, keeps: bool = False) -> None:
        """With `keeps` the exact ones are kept after all: for who looks at each of them once, and then at none."""
        self.context, self.keeps = context, keeps
        self._exact: dict[int, CellCheck] = {}
        self._lines: list[Identity] = []
        self._starts: list[int] = []
        self._stated = array("l")
        self.states = bytearray()
        self._roles = list(context.form.tables)
        self._rows: dict[str, _Rows] = {}
        self._read = 0
        """So many checks have their readings noted: which one it is of, and the one of the same cell before it."""
        self._reader, self._before = array("l"), array("l")

    def copied(self, context: Context) -> CellChecks:
        """The same checks for a statement of the same rows."""
        other = copy(self)
        other.context, other.states = context, bytearray(self.states)
        return other

    def __len__(self) -> int:
        return len(self._stated)

    # -- making
    def expand(self, identity: Identity) -> Iterator[tuple[int, CellCheck] | None]:
        """Take a line; its checks one by one, and None now and then, for a pause.

        Raises:
            RuleError: if the line does not fit the form; then none of its checks is taken.
        """
        first = looked = len(self)
        self._lines.append(identity)
        self._starts.append(first)
        done = 0
        try:
            for check in expand(identity, self.context):
                rows = self._rows_of(check.stated.role)
                spot = rows.spot(check.stated.key, check.stated.field)
                self._stated.append(spot * len(self._roles) + self._roles.index(check.stated.role))
                self.states.append(_OPEN)
                yield looked, check
                looked += 1
                if (done := done + len(check.parts)) > _STRETCH:
                    done = 0
                    yield None
        except BaseException:
            del self._lines[-1], self._starts[-1], self._stated[first:], self.states[first:]
            raise

    def _rows_of(self, role: str) -> _Rows:
        if role not in self._rows:
            keys = [row.key for row in self.context.statement.tables[role].rows]
            columns = self.context.form.tables[role].column_keys()
            self._rows[role] = _Rows(
                keys,
                dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True)),
                columns,
                {key: at for at, key in enumerate(columns)},
                array("l", [-1]) * (len(keys) * len(columns)),
            )
        return self._rows[role]

    # -- asking
    def __getitem__(self, number: int) -> CellCheck:
        """A check by its number."""
        if number in self._exact:
            return self._exact[number]
        rest, role = divmod(self._stated[number], len(self._roles))
        rows = self._rows[self._roles[role]]
        row, column = divmod(rest, len(rows.columns))
        stated = cell(self._roles[role], rows.keys[row], rows.columns[column])
        return check_of(self._lines[bisect_right(self._starts, number) - 1], stated, self.context)

    def readers(self, place: Place) -> list[int]:
        """Numbers of the checks that read a figure."""
        for _ in self.read_in_steps():
            pass
        rows = self._rows.get(place.role)
        if rows is None or place.key not in rows.row or place.field not in rows.column:
            return []
        found, at = [], rows.last[rows.spot(place.key, place.field)]
        while at >= 0:
            found.append(self._reader[at])
            at = self._before[at]
        return found[::-1]

    def read_in_steps(self) -> Iterator[None]:
        """Find out what reads what, a step at a time, as far as it is not known."""
        done = 0
        while self._read < len(self):
            check = self[self._read]
            places = dict.fromkeys((check.stated, *[place for _, place in check.parts]))
            for place in places:
                rows = self._rows_of(place.role)
                spot = rows.spot(place.key, place.field)
                self._before.append(rows.last[spot])
                rows.last[spot] = len(self._reader)
                self._reader.append(self._read)
            self._read += 1
            if (done := done + len(places)) > _STRETCH:
                done = 0
                yield

    # -- judging
    def judge(self, number: int, check: CellCheck, mode: Mode) -> Outcome | None:
        """Judge a check; an outcome that is exactly right is only noted."""
        found = verdict(check, self.context, mode)
        self.states[number] = _OPEN if found is None else _EXACT if found[0] is EXACT else _TOLD
        if self.keeps and found and found[0] is EXACT:
            self._exact[number] = check
        return None if found is None or found[0] is EXACT else outcome_of(check, *found)

    def is_told(self, number: int) -> bool:
        """Whether a check has an outcome that whoever asked keeps."""
        return self.states[number] == _TOLD

    def is_exact(self, number: int) -> bool:
        """Whether a check came out exactly right."""
        return self.states[number] == _EXACT

    def exact_ones(self) -> Iterator[CellCheck]:
        """Every check that came out exactly right."""
        return (self[number] for number, state in enumerate(self.states) if state == _EXACT)

    def exact(self, number: int) -> Outcome:
        """The outcome of such a check."""
        outcome = evaluate(self[number], self.context)
        if outcome is None:
            raise LookupError(number)
        return outcome
