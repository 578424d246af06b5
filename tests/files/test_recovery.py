"""At any moment the journal gives back the document; undoing all gives back the author's bytes."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from author import Author
from strategies import HOSTILE, insertion

from fintui.files.change_data import to_data
from fintui.files.forms import load_form
from fintui.files.journal import Journal, digest, read_journal
from fintui.files.patch import patch
from fintui.files.reader import read
from fintui.files.recovery import leaves, recovered, replay
from fintui.model.changes import Change, Group, Insert, Put, Remove
from fintui.model.document import Document, Made
from fintui.model.figure import Mark
from fintui.model.materialise import skeleton
from fintui.model.place import Place, cell, key_of, list_of
from fintui.model.statement import KEYS, LISTS, Bar, Chart, Fact, Row, Section, Statement, Work, normal

FORM = load_form("national-2022")
TEXTS = list(map(normal, ["", "甲", "乙\n丙", "150", *HOSTILE]))
FIGURES = [None, Mark.BLANK, Mark.UNKNOWN, *map(Decimal, ("1", "1.00", "0", "-0.01", "123456789012345.25"))]
ROLES = ["payments", "receipts", "three-public"]
PARTS = [*LISTS, *(f"tables.{role}" for role in ROLES)]


def statement() -> Statement:
    made = skeleton(FORM, "某局", 2022)
    made.works = [Work("甲"), Work("甲"), Work("乙")]
    made.sections = [Section("a", "一", "甲"), Section("b", "二", "乙")]
    made.staff = [Fact("k", value=Decimal(1))]
    made.charts = [Chart("c", "图", "a", bars=[Bar("x", "payments[total].total", Decimal("1.0"))])]
    for role in ROLES:
        made.tables[role].coverage = "partial"
    made.tables["payments"].rows[0].figures["total"] = Decimal("3.50")
    return made


class Editor:
    """Makes changes of every kind at random."""

    def __init__(self, chance: Random, document: Document) -> None:
        self.chance, self.document = chance, document

    def change(self) -> Change:
        if self.chance.random() < 0.15:
            return self.group()
        return self.single(self.chance.choice(PARTS))

    def group(self) -> Change:
        """Changes that hold one after the other, found by making them on a copy."""
        copied = Document(copy.deepcopy(self.document.statement), FORM)
        other = Editor(self.chance, copied)
        for _ in range(self.chance.randrange(4)):
            copied.apply(other.single(self.chance.choice(PARTS)))
        return copy.deepcopy(Group("several", tuple(step.done for step in pristine(copied))))

    def single(self, part: str) -> Change:
        chance = self.chance
        if chance.random() < 0.1:
            name = chance.choice([("head", "title"), ("source", "note"), ("headings", "works"), (part, "note")])
            if not (name[0] == part and part in LISTS):
                return Put(Place(name[0], "", name[1]), chance.choice(TEXTS))
        records: list[Any] = list_of(self.document.statement, part)
        first = len([r for r in records if not r.is_coded]) if part.startswith("tables.") else 0
        if first and chance.random() < 0.6:
            return self.figure(part)
        if len(records) == first or chance.random() < 0.35:
            return self.insertion(part, records)
        index = chance.randrange(first, len(records))
        return Remove(part, index) if chance.random() < 0.4 else self.text(part, records, index)

    def figure(self, part: str) -> Change:
        role = part.removeprefix("tables.")
        row = self.chance.choice(self.document.statement.tables[role].rows)
        block = FORM.tables[role].block_of(row.key)
        assert block
        return Put(cell(role, row.key, self.chance.choice(block.columns).key), self.chance.choice(FIGURES))

    def text(self, part: str, records: list[Any], index: int) -> Change:
        record = records[index]
        names = [each.name for each in fields(record) if each.type == "str" and each.name not in {"key", "kind"}]
        name, value = self.chance.choice(names), self.chance.choice(TEXTS)
        if name == "topic":
            value = f"t{self.chance.randrange(10**6)}"
        if name in {"cell", "origin"}:
            value = ""
        return Put(Place(part, key_of(record, index), name), value)

    def insertion(self, part: str, records: list[Any]) -> Change:
        chance = self.chance
        if part.startswith("tables."):
            role, code = part.removeprefix("tables."), f"2{chance.randrange(10, 40)}"
            table, layout = self.document.statement.tables[role], FORM.tables[role]
            if not layout.block_of(code) or table.row(code):
                return self.figure(part)
            column = layout.block_of(code).columns[0].key
            return Insert(part, insertion(table, layout, code), Row(code, "新", {column: chance.choice(FIGURES[1:])}))
        record: Any = LISTS[part]()
        if type(record) in KEYS:
            setattr(record, KEYS[type(record)], f"n{chance.randrange(10**6)}")
        for each in fields(record):
            if each.type == "str" and each.name not in {"key", "topic", "kind", "section"}:
                setattr(record, each.name, chance.choice(TEXTS))
        if isinstance(record, Fact):
            record.value = chance.choice(FIGURES)
        if isinstance(record, Chart):
            record.bars = [Bar("x", "payments[total].total", chance.choice(FIGURES))]
        return Insert(part, chance.randrange(len(records) + 1), record)


def pristine(document: Document) -> list[Any]:
    """The steps with the records as they were put in: what comes later changes them."""
    steps = document.history
    document.go_to(0)
    return steps


def state(statement: Statement) -> str:
    """What tells one statement from another, to the digit; in which order figures came to a row does not matter."""
    lists = [getattr(statement, name) for name in LISTS]
    heads = [statement.title, statement.contents, statement.source, statement.headings, statement.overview]
    tables = [
        (table.note, [(row.key, row.name, row.origin, *sorted(map(repr, row.figures.items()))) for row in table.rows])
        for table in statement.tables.values()
    ]
    return digest(f"{lists}{heads}{tables}")


class Day:
    """Edits, undo, redo, jumps, saves and deaths; a second document lives on what the journal holds alone."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.chance = Random(seed)
        self.original = self.text = Author(self.chance).write(statement(), FORM)
        self.journal = Journal(folder / f"{seed}.journal", Path("a.toml"), self.text)
        self.document = Document(read(self.text).statement, FORM)
        self.document.recorder = self.record
        self.shadow = Document(read(self.text).statement, FORM)
        self.seen = [state(self.document.statement)]
        self.saved: int | None = 0

    def record(self, made: Sequence[Made]) -> None:
        entries = [{"k": each.kind, "c": to_data(each.change), "t": 1.5} for each in made]
        self.journal.write(entries, sync=False)
        assert replay(self.shadow, entries) == 0

    def step(self) -> None:
        document, position = self.document, self.document.position
        match self.chance.choices(["edit", "undo", "redo", "jump"], [60, 20, 14, 6])[0]:
            case "edit":
                document.apply(Editor(self.chance, document).change())
                self.seen[position + 1 :] = [state(document.statement)]
                self.saved = None if self.saved is not None and self.saved > position else self.saved
            case "undo":
                assert (document.undo() is None) == (position == 0)
            case "redo":
                assert (document.redo() is None) == (position == len(self.seen) - 1)
            case "jump":
                document.go_to(self.chance.randrange(len(self.seen)))
        assert len(document.history) == len(self.seen) - 1
        assert state(document.statement) == self.seen[document.position]
        assert state(self.shadow.statement) == self.seen[document.position]
        assert document.saved_position == self.saved
        assert not (document.position == self.saved and document.modified)

    def save(self) -> None:
        self.text = patch(self.text, self.document.statement, FORM)
        self.document.mark_saved()
        self.saved = self.document.position
        self.journal.restart(self.journal.path, self.journal.statement, self.text)
        self.shadow = Document(read(self.text).statement, FORM)

    def die(self) -> None:
        """Everything but the disk is gone: the file and its journal give the document back."""
        again = Document(read(self.text).statement, FORM)
        if kept := read_journal(self.journal.path):
            found = recovered(kept, self.text)
            assert found.exact
            assert replay(again, found.entries) == 0
            assert list(places(again)) == list(places(self.shadow))
        assert state(again.statement) == state(self.document.statement)

    def undo_all(self) -> None:
        position = self.document.position
        self.document.go_to(0)
        assert state(self.document.statement) == self.seen[0]
        assert digest(patch(self.original, self.document.statement, FORM)) == digest(self.original)
        self.document.go_to(position)
        assert state(self.shadow.statement) == self.seen[position]


def places(document: Document) -> Iterator[Place]:
    """Where the steps of a history went."""
    for step in document.history:
        for leaf in leaves(step):
            yield leaf.place


@pytest.mark.parametrize("part", range(4))
def test_the_journal_holds_every_state_and_undo_leads_back_to_the_bytes(part: int, tmp_path: Path) -> None:
    """1,300 steps a part, 5,200 in all."""
    for seed in range(part * 5, part * 5 + 5):
        day = Day(seed, tmp_path)
        for number in range(1, 261):
            day.step()
            if number % 50 == 0:
                day.die()
            if number % 110 == 0:
                day.save()
        day.undo_all()
        day.journal.close()


def mutated(chance: Random, data: Any) -> Any:
    """Data of a journal with something in it that does not belong there."""
    if isinstance(data, dict) and data and chance.random() < 0.8:
        key = chance.choice(list(data))
        return {name: mutated(chance, each) if name == key else each for name, each in data.items()}
    if isinstance(data, list) and data and chance.random() < 0.8:
        at = chance.randrange(len(data))
        return [mutated(chance, each) if number == at else each for number, each in enumerate(data)]
    wrong = [None, -1, 10**30, 1.5, "", "x", [], {}, {"r": "Row"}, {"r": "No"}, {"d": "nan"}, {"d": "x"}, {"m": "!"}]
    return copy.deepcopy(chance.choice(wrong))


def test_a_journal_of_nonsense_is_left_out_record_by_record(tmp_path: Path) -> None:
    day = Day(3, tmp_path)
    for _ in range(40):
        day.step()
    day.journal.close()
    found = read_journal(day.journal.path)
    assert found
    chance = Random(5)
    for number in range(40):
        broken = Journal(tmp_path / f"broken-{number}", Path("a.toml"), day.text)
        entries = [mutated(chance, each) if chance.random() < 0.1 else each for each in found.entries]
        broken.write([each for each in entries if isinstance(each, dict)], sync=False)
        broken.close()
        kept = read_journal(broken.path)
        assert kept
        left = recovered(kept, day.text)
        assert left.count >= 1
        assert left.draft is None
        document = Document(read(day.text).statement, FORM)
        replay(document, left.entries)
        assert list(places(document)) or not document.position
