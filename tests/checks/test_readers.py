"""What a change would touch: told before it is made, and true afterwards."""

from __future__ import annotations

import pytest
from mutations import cell_changes, text_changes
from shared import engine_of, load_shipped

from fintui.checks.interval import Mode
from fintui.model.changes import apply
from fintui.model.place import Place, cell


@pytest.mark.parametrize("name", ["wuchang-big-data-centre-2020", "putuo-finance-bureau-2024"])
def test_whatever_a_change_changes_was_told_before(name: str) -> None:
    statement, form = load_shipped(name)
    engine = engine_of(statement, form)
    changes = [*list(cell_changes(statement))[::211], *list(text_changes(engine))[::97]]
    touched = 0
    for _, _, change in changes:
        before, told = list(engine.all()), engine.readers(change.place)
        inverse = apply(statement, change)
        engine.update(change)
        if engine.mode is Mode.HALF_UP:
            after = list(engine.all())
            gone = [each for each in before if each not in after]
            assert [each for each in gone if each not in told] == [], str(change.place)
            touched += len(gone)
        apply(statement, inverse)
        engine.update(inverse)
    assert touched > len(changes)


def test_the_readers_of_a_cell() -> None:
    statement, form = load_shipped("wuchang-big-data-centre-2020")
    engine = engine_of(statement, form)
    found = engine.readers(cell("general-budget-payments", "total", "basic"))
    assert {"T5-1", "X-7"} <= {each.rule for each in found}
    places = {str(quote.place) for each in found for quote in each.quotes}
    assert "general-budget-basic-payments[personnel-total].amount" in places
    assert any(place.startswith("sections") for place in places)
    assert found == [each for each in engine.all() if each in found]
    assert engine.readers(Place("head", "", "contact")) == []
