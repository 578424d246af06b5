"""Changes and their inverses, at random: what is undone never was, and `modified` tells the truth."""

from __future__ import annotations

import copy
from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from fintui.files.forms import load_form
from fintui.files.writer import dump
from fintui.model.changes import Change, Group, Insert, Put, Remove, apply, places_of
from fintui.model.document import Document
from fintui.model.figure import Mark
from fintui.model.materialise import skeleton
from fintui.model.place import Place, cell, key_of
from fintui.model.statement import KEYS, LISTS, Bar, Chart, Fact, Row, Section, Statement, Term, Work

FORM = load_form("national-2022")
CODES = ["201", "20101", "208"]
TEXTS = st.sampled_from(["", "甲", "乙", "甲\n乙"])
FIGURES = st.sampled_from([None, Mark.BLANK, Mark.UNKNOWN, Decimal(1), Decimal("1.00"), Decimal(0)])
PARTS = ["works", "terms", "sections", "staff", "charts", "tables.payments"]


def statement() -> Statement:
    made = skeleton(FORM, "某局", 2022)
    made.works = [Work("甲"), Work("甲"), Work("乙")]
    made.sections = [Section("a", "一", "甲"), Section("b", "二", "乙")]
    made.staff = [Fact("k", value=Decimal(1))]
    made.tables["payments"].coverage = "partial"
    return made


class Editing(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.document = Document(statement(), FORM)
        self.heard: list[Change] = []
        self.document.listeners.append(self.heard.append)
        self.saved = self.now()
        self.past: list[str] = []
        self.future: list[str] = []
        self.original = self.saved

    def now(self) -> str:
        return dump(self.document.statement, FORM)

    def make(self, data: st.DataObject) -> Change:
        kind = data.draw(st.sampled_from(["text", "figure", "head", "insert", "insert", "remove", "copy"]))
        part = data.draw(st.sampled_from(PARTS))
        records: list[Any] = (
            self.document.statement.tables["payments"].rows
            if part == "tables.payments"
            else getattr(self.document.statement, part)
        )
        first = 1 if part == "tables.payments" else 0  # the total's row is the form's
        if kind == "head":
            where = data.draw(st.sampled_from([("head", "title"), ("source", "note"), ("tables.payments", "note")]))
            return Put(Place(where[0], "", where[1]), data.draw(TEXTS))
        if kind == "figure":
            row = data.draw(st.sampled_from(self.document.statement.tables["payments"].rows))
            column = data.draw(st.sampled_from(["total", "basic"]))
            return Put(cell("payments", row.key, column), data.draw(FIGURES))
        if kind == "text" and len(records) > first:
            index = data.draw(st.integers(first, len(records) - 1))
            names = [each.name for each in fields(records[index]) if each.type == "str" and each.name != "key"]
            name = data.draw(st.sampled_from(names))
            value = data.draw(st.sampled_from(["a", "b", "c"]) if name == "topic" else TEXTS)
            if name == "topic" and any(record.topic == value for record in records):
                name, value = "text", "丙"
            return Put(Place(part, key_of(records[index], index), name), value)
        if kind in ("remove", "text") and len(records) > first:
            return Remove(part, data.draw(st.integers(first, len(records) - 1)))
        if kind == "copy" and len(records) > first:  # like the one that is there, but another record
            index = data.draw(st.integers(first, len(records) - 1))
            return Group("copy", (Remove(part, index), Insert(part, index, copy.deepcopy(records[index]))))
        return self.insertion(data, part, records, first)

    def insertion(self, data: st.DataObject, part: str, records: list[Any], first: int) -> Change:
        keys = {key_of(record, -1) for record in records}
        free = [key for key in (CODES if first else ["a", "b", "k", "m"]) if key not in keys]
        kind = Row if first else LISTS[part]
        if kind in KEYS and not free:
            return Group("nothing", ())
        record: Any = kind(data.draw(st.sampled_from(free))) if kind in KEYS else kind()
        if isinstance(record, Chart):
            record.bars = [Bar("甲", "payments[total].total", Decimal("1.0"))]
        if isinstance(record, (Work, Term)):
            record.text = data.draw(TEXTS)
        index = data.draw(st.integers(first, len(records)))
        insert = Insert(part, index, record)
        if kind not in KEYS or not data.draw(st.booleans()):
            return insert
        name = {"sections": "text", "staff": "item", "charts": "caption", "tables.payments": "basic"}[part]
        value = data.draw(FIGURES if first else TEXTS)
        return Group("filled", (insert, Put(Place(part, key_of(record, index), name), value)))

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        change = self.make(data)
        self.past.append(self.now())
        self.future.clear()
        self.document.apply(change)
        assert self.heard[-1] == change
        assert len(places_of(change)) or isinstance(change, Group)

    @rule()
    def undo(self) -> None:
        before = self.now()
        assert (self.document.undo() is None) == (not self.past)
        if self.past:
            self.future.append(before)
            assert self.now() == self.past.pop()

    @rule()
    def redo(self) -> None:
        before = self.now()
        assert (self.document.redo() is None) == (not self.future)
        if self.future:
            self.past.append(before)
            assert self.now() == self.future.pop()

    @rule()
    def save(self) -> None:
        self.document.mark_saved()
        self.saved = self.now()

    @rule(data=st.data())
    def fail(self, data: st.DataObject) -> None:
        bad = [
            Put(Place("works", "99", "text"), ""),
            Put(Place("works", "x", "text"), ""),
            Put(Place("head", "", "colour"), ""),
            Insert("works", 99, Work()),
            Remove("works", -1),
            Remove("nothing", 0),
            Remove("terms", 99),
        ]
        change = self.make(data)
        before, wrong = self.now(), data.draw(st.sampled_from(bad))
        for each in (wrong, Group("half", (change, wrong))):
            with pytest.raises((LookupError, AttributeError)):
                self.document.apply(each)
            assert self.now() == before

    @invariant()
    def modified_tells_the_truth(self) -> None:
        if hasattr(self, "document"):
            assert self.document.modified == (self.now() != self.saved)
            assert bool(self.document.changed_parts()) == self.document.modified
            assert (self.document.can_undo, self.document.can_redo) == (bool(self.past), bool(self.future))

    def teardown(self) -> None:
        if hasattr(self, "document"):
            while self.document.undo():
                pass
            assert self.now() == self.original


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=50, stateful_step_count=25, deadline=None, derandomize=True, database=None)


def test_a_place_is_changed_until_it_is_as_it_was_saved() -> None:
    document, place = Document(statement(), FORM), cell("payments", "total", "basic")
    document.apply(Put(place, Decimal("1.00")))
    assert document.is_changed(place)
    assert document.saved_value(place) is None
    assert document.changed_parts() == {"tables.payments"}
    document.apply(Put(place, None))
    assert not document.is_changed(place)
    assert document.unsaved_count == 0


def test_a_key_that_is_changed_can_be_undone() -> None:
    document = Document(statement(), FORM)
    document.apply(Put(Place("sections", "a", "topic"), "c"))
    assert [section.topic for section in document.statement.sections] == ["c", "b"]
    with pytest.raises(KeyError):
        document.apply(Put(Place("sections", "c", "topic"), "b"))
    with pytest.raises(KeyError):
        document.apply(Put(Place("sections", "c", "topic"), ""))
    document.undo()
    assert [section.topic for section in document.statement.sections] == ["a", "b"]
    document.redo()
    assert document.modified


def test_a_change_of_a_tables_head_outlives_its_rows() -> None:
    document = Document(statement(), FORM)
    document.apply(Put(Place("tables.payments", "", "note"), "注"))
    document.apply(Insert("tables.payments", 1, Row("201")))
    document.apply(Remove("tables.payments", 1))
    assert document.modified


def test_the_inverse_of_a_group_runs_backwards() -> None:
    made = statement()
    before = dump(made, FORM)
    inverse = apply(made, Group("two", (Insert("works", 0, Work("新")), Put(Place("works", "0", "text"), "旧"))))
    assert made.works[0].text == "旧"
    apply(made, inverse)
    assert dump(made, FORM) == before
