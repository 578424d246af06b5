"""Merging held to what it promises, on edits of all kinds made at random."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from random import Random

import pytest
from random_edits import PUTUO, WUCHANG, Editor, everything, fresh

from fintui.model.changes import apply
from fintui.model.compare import Kind, differences
from fintui.model.merging import merge
from fintui.model.statement import Duty, Row, Section, Term


def edited(base, form, seed, count):
    return Editor(Random(seed), deepcopy(base), form).edit(count)


@pytest.mark.parametrize("name", [WUCHANG, PUTUO])
@pytest.mark.parametrize("block", range(4))
def test_merging_into_an_unchanged_statement_gives_theirs_and_can_be_undone(name, block):
    base, form = fresh(name)
    before = everything(base)
    for seed in range(block * 10, block * 10 + 10):
        theirs = edited(base, form, seed, 1 + seed % 25)
        ours = deepcopy(base)
        found = merge(base, ours, theirs, form)
        assert not found.conflicts
        back = apply(ours, found.change)
        assert everything(ours) == everything(theirs), seed
        apply(ours, back)
        assert everything(ours) == before, seed


@pytest.mark.parametrize("block", range(4))
def test_after_a_merge_only_what_we_changed_differs_from_theirs_and_only_what_they_changed_from_ours(block):
    base, form = fresh()
    for seed in range(block * 10, block * 10 + 10):
        ours, theirs = edited(base, form, seed, 1 + seed % 12), edited(base, form, -1 - seed, 1 + seed % 9)
        merged = deepcopy(ours)
        found = merge(base, merged, theirs, form)
        apply(merged, found.change)
        for one, other in ((ours, theirs), (theirs, ours)):
            touched = {unit_of(each) for each in differences(base, one, form, form)}
            for each in differences(other, merged, form, form):
                # Keyless records that look alike may be matched in another way; what they say is compared above.
                known = unit_of(each) in touched or (*unit_of(each)[:2], "") in touched
                assert known or each.kind is Kind.ORDER or isinstance(each.unit[1], int), (seed, each)


def unit_of(difference):
    return difference.place.part, difference.place.key, difference.place.field


def test_a_statement_has_no_differences_from_itself_and_always_some_from_an_edited_one():
    base, form = fresh()
    assert differences(base, deepcopy(base), form, form) == []
    for seed in range(30):
        other = edited(base, form, seed, 1 + seed % 5)
        found = differences(base, other, form, form)
        assert bool(found) == (everything(base) != everything(other))
        back = differences(other, base, form, form)
        assert len(back) == len(found)


def test_both_changed_one_cell_differently_is_a_conflict_and_ours_stays():
    base, form = fresh(PUTUO)
    ours, theirs = deepcopy(base), deepcopy(base)
    ours.tables["payments"].row("total").figures["basic"] = Decimal("1.00")
    theirs.tables["payments"].row("total").figures["basic"] = Decimal("2.00")
    theirs.tables["payments"].row("total").figures["project"] = Decimal("3.00")
    found = merge(base, ours, theirs, form)
    apply(ours, found.change)
    assert ours.tables["payments"].row("total").figures["basic"] == Decimal("1.00")
    assert ours.tables["payments"].row("total").figures["project"] == Decimal("3.00")
    (conflict,) = found.conflicts
    (difference,) = differences(theirs, ours, form, form)
    assert conflict.holds(difference)
    assert str(conflict.theirs.place) == "payments[total].basic"


def test_both_changed_alike_is_no_conflict_and_no_change():
    base, form = fresh(PUTUO)
    ours, theirs = edited(base, form, 7, 12), edited(base, form, 7, 12)
    found = merge(base, ours, theirs, form)
    assert not found.conflicts
    assert found.change.changes == ()


def test_150_and_150_00_are_a_difference_and_a_conflict():
    base, form = fresh(PUTUO)
    ours, theirs = deepcopy(base), deepcopy(base)
    ours.tables["payments"].row("total").figures["basic"] = Decimal(150)
    theirs.tables["payments"].row("total").figures["basic"] = Decimal("150.00")
    assert len(merge(base, ours, theirs, form).conflicts) == 1


def test_a_record_that_we_removed_and_they_changed_is_a_conflict_both_ways():
    base, form = fresh()
    ours, theirs = deepcopy(base), deepcopy(base)
    topic = ours.sections[0].topic
    ours.sections.pop(0)
    theirs.sections[0].text += "补充。"
    found = merge(base, ours, theirs, form)
    assert found.change.changes == ()
    (difference,) = [each for each in differences(theirs, ours, form, form) if each.place.key == topic]
    assert difference.kind is Kind.REMOVED
    assert found.conflicts[0].holds(difference)
    back = merge(base, theirs, ours, form)
    (difference,) = [each for each in differences(ours, theirs, form, form) if each.place.key == topic]
    assert difference.kind is Kind.ADDED
    assert back.conflicts[0].holds(difference)


def test_both_added_a_section_of_one_topic_differently_is_one_conflict():
    base, form = fresh()
    ours, theirs = deepcopy(base), deepcopy(base)
    ours.sections.append(Section("new", "新", "甲"))
    theirs.sections.append(Section("new", "新", "乙"))
    found = merge(base, ours, theirs, form)
    assert found.change.changes == ()
    (conflict,) = found.conflicts
    assert all(conflict.holds(each) for each in differences(theirs, ours, form, form))


def test_both_added_records_without_keys_and_both_are_kept():
    base, form = fresh()
    ours, theirs = deepcopy(base), deepcopy(base)
    ours.terms.append(Term("(甲)", "甲", "甲的解释"))
    theirs.terms.append(Term("(乙)", "乙", "乙的解释"))
    found = merge(base, ours, theirs, form)
    apply(ours, found.change)
    assert not found.conflicts
    assert {each.term for each in ours.terms[-2:]} == {"甲", "乙"}


def test_an_edit_of_a_duty_is_followed_past_one_that_was_put_before_it():
    base, form = fresh()
    ours, theirs = deepcopy(base), deepcopy(base)
    ours.duties.insert(0, Duty("(零)", "完全新的职责,放在最前。"))
    theirs.duties[0].text += "并负责监督。"
    found = merge(base, ours, theirs, form)
    apply(ours, found.change)
    assert not found.conflicts
    assert ours.duties[1].text == theirs.duties[0].text
    assert len(ours.duties) == len(base.duties) + 1


def test_rows_that_both_added_stand_in_their_own_places():
    base, form = fresh(PUTUO)
    ours, theirs = deepcopy(base), deepcopy(base)
    for statement, code in ((ours, "20699"), (theirs, "22999")):
        table = statement.tables["payments"]
        table.rows.append(Row(code, "新", {"total": Decimal("1.00")}))
        table.reindex()
    found = merge(base, ours, theirs, form)
    apply(ours, found.change)
    assert not found.conflicts
    assert {"20699", "22999"} <= {row.key for row in ours.tables["payments"].rows}
