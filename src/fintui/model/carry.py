"""Carry differences over into a third statement (or into the old one itself), as changes."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import fields

from .changes import Change, Group, Insert, Put, Remove
from .compare import Difference, Kind, list_in
from .form import Form
from .matching import Matching
from .place import TABLES, Place, key_of, read_field
from .statement import KEYS, Chart, Record, Row, Statement


class Carrier:
    """Carries what leads from the old to the new statement of `matching` into `target`.

    `twins` gives, by the id of an old record, the target's own; without it the target is the old statement.
    """

    def __init__(
        self, matching: Matching, target: Statement, form: Form, twins: dict[int, Record] | None = None
    ) -> None:
        self.target, self.form = target, form
        self._matching = matching
        self._twins: dict[int, Record] = {}
        for pairs in matching.pairs.values():
            for one, other in pairs:
                if one and (twin := one if twins is None else twins.get(id(one))):
                    self._twins[id(one)] = twin
                    if other:
                        self._twins[id(other)] = twin

    def change(self, difference: Difference) -> Change | None:
        """The change that brings a difference into the target as it is now; None where it has no place there."""
        part = difference.place.part
        if part.startswith(TABLES) and part.removeprefix(TABLES) not in self.target.tables:
            return None
        match difference.kind:
            case Kind.CHANGED:
                return self._put(difference)
            case Kind.REMOVED:
                return self._remove(part, difference.old)
            case Kind.ADDED:
                return self._insert(part, difference.new)
            case Kind.ORDER:
                return self._reorder(difference)

    # -- one value
    def _put(self, difference: Difference) -> Change | None:
        place = difference.place
        if difference.old is None:
            is_form = place.part == "head" and place.field == "form"
            return None if is_form else Put(place, difference.after)
        twin = self._twins.get(id(difference.old))
        index = self._index(place.part, twin)
        if twin is None or index is None:
            return None
        if isinstance(twin, Chart) and place.field == "bars":  # bars are part of their chart
            chart = deepcopy(twin)
            chart.bars = deepcopy(difference.after)  # type: ignore[arg-type]
            self._know(twin, chart)
            return Group("take", (Remove(place.part, index), Insert(place.part, index, chart)))
        if isinstance(twin, Row) and not self._is_column(place.part, twin, place.field):
            return None
        return Put(Place(place.part, key_of(twin, index), place.field), difference.after)

    def _is_column(self, part: str, row: Row, field: str) -> bool:
        if field in {"name", "origin"}:
            return True
        layout = self.form.table(part.removeprefix(TABLES))
        block = layout.block_of(row.key) if layout else None
        return bool(block and block.column(field))

    # -- whole records
    def _remove(self, part: str, record: Record | None) -> Change | None:
        twin = self._twins.get(id(record))
        index = self._index(part, twin)
        if index is None:
            return None
        if isinstance(twin, Row) and self._is_fixed(part, twin.key):  # the form prints it: only its figures go
            puts = [Put(Place(part, twin.key, key), None) for key in twin.figures]
            return Group("take", tuple(puts)) if puts else None
        return Remove(part, index)

    def _insert(self, part: str, record: Record | None) -> Change | None:
        if record is None:
            return None
        records = list_in(self.target, part)
        taken = next((each for each in records if type(each) in KEYS and key_of(each, 0) == key_of(record, 0)), None)
        if isinstance(record, Row) and not self._may_hold(part, record):
            return None
        if taken is not None:
            return self._overwrite(part, taken, record)
        copy = deepcopy(record)
        self._twins[id(record)] = copy
        return Insert(part, self._place_for(part, record, records), copy)

    def _may_hold(self, part: str, row: Row) -> bool:
        layout = self.form.table(part.removeprefix(TABLES))
        return layout is None or layout.block_of(row.key) is not None

    def _is_fixed(self, part: str, key: str) -> bool:
        layout = self.form.table(part.removeprefix(TABLES))
        return layout is not None and layout.fixed(key) is not None

    def _overwrite(self, part: str, taken: Record, record: Record) -> Change:
        """The target has a record of that key already: it gets what the new one says."""
        key = key_of(taken, 0)
        if isinstance(taken, Row) and isinstance(record, Row):
            names = ["name", "origin", *dict.fromkeys([*record.figures, *taken.figures])]
            names = [name for name in names if self._is_column(part, taken, name)]
        else:
            names = [each.name for each in fields(record) if each.name not in {KEYS[type(record)], "bars"}]
        puts = [Put(Place(part, key, name), read_field(record, name)) for name in names]
        return Group("take", tuple(puts))

    def _place_for(self, part: str, record: Record, records: list[Record]) -> int:
        """Right behind the record that it follows in its own statement, or the nearest one before that is there."""
        own = list_in(self._matching.new, part)
        at = next((index for index, each in enumerate(own) if each is record), 0)
        where = {id(each): index for index, each in enumerate(records)}
        for before in reversed(own[:at]):
            twin = self._twins.get(id(before))
            if twin is not None and id(twin) in where:
                return where[id(twin)] + 1
        return 0

    def _know(self, twin: Record, copy: Record) -> None:
        """A record was replaced by a copy: what pointed at it points at the copy."""
        for key in [key for key, known in self._twins.items() if known is twin]:
            self._twins[key] = copy

    # -- order
    def _reorder(self, difference: Difference) -> Change | None:
        part, wanted = difference.place.part, difference.after
        records = list_in(self.target, part)
        position = {key: index for index, key in enumerate(wanted)} if isinstance(wanted, tuple) else {}
        slots = [index for index, record in enumerate(records) if key_of(record, 0) in position]
        ordered = sorted((records[index] for index in slots), key=lambda record: position[key_of(record, 0)])
        target = list(records)
        for index, record in zip(slots, ordered, strict=True):
            target[index] = record
        moves = tuple(_moves(part, records, target))
        return Group("take", moves) if moves else None

    def _index(self, part: str, record: Record | None) -> int | None:
        if record is None:
            return None
        return next((index for index, each in enumerate(list_in(self.target, part)) if each is record), None)


def _moves(part: str, records: list[Record], target: list[Record]) -> Iterable[Change]:
    """Records taken out and put back until the list is as wanted; those at either end that are right stay."""
    now = list(records)
    for index, record in enumerate(target):
        if now[index] is record:
            continue
        if index + 1 < len(now) and now[index + 1] is record:  # what stands in its way goes behind instead
            stray = now.pop(index)
            goal = next(n for n, each in enumerate(target) if each is stray)
            now.insert(goal, stray)
            yield Remove(part, index)
            yield Insert(part, goal, stray)
            if now[index] is record:
                continue
        at = next(n for n, each in enumerate(now) if each is record)
        now.insert(index, now.pop(at))
        yield Remove(part, at)
        yield Insert(part, index, record)
