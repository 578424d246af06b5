"""Statements, and edits of all kinds made at random: what two people do to one file."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import fields
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from fintui.files.reader import load
from fintui.files.resources import shipped
from fintui.model.compare import GROUPS, HEAD, TABLE_KEYS
from fintui.model.figure import Mark
from fintui.model.matching import content
from fintui.model.statement import KEYS, LISTS, Bar, Chart, Fact, Row

if TYPE_CHECKING:
    from random import Random

    from fintui.files.reader import Loaded
    from fintui.model.form import Form
    from fintui.model.statement import Statement

PUTUO, WUCHANG = "putuo-finance-bureau-2024", "wuchang-big-data-centre-2020"
WORDS = ["一般", "公共", "服务", "支出", "356.25", "万元", "。", ",", "增加", "\n", "91%"]


@cache
def shipped_statement(name: str) -> Loaded:
    return load(shipped("data") / "statements" / f"{name}.toml")


def fresh(name: str = WUCHANG) -> tuple[Statement, Form]:
    """A statement that may be changed, and its form."""
    loaded = shipped_statement(name)
    return deepcopy(loaded.statement), loaded.form


def everything(statement: Statement) -> list[object]:
    """All that a statement says, to be compared."""
    said: list[object] = [[repr(getattr(statement, name)) for name in HEAD]]
    said += [repr(getattr(statement, name)) for name in GROUPS]
    said += [(name, [content(each) for each in getattr(statement, name)]) for name in LISTS]
    for role, table in statement.tables.items():
        said.append((role, [getattr(table, key) for key in TABLE_KEYS], [content(row) for row in table.rows]))
    return said


class Editor:
    """Someone who edits a statement, at random."""

    def __init__(self, chance: Random, statement: Statement, form: Form) -> None:
        self.chance, self.statement, self.form = chance, statement, form

    def edit(self, count: int) -> Statement:
        for _ in range(count):
            self.chance.choice([self.cell, self.cell, self.row, self.text, self.record, self.order, self.head])()
        return self.statement

    def cell(self) -> None:
        role = self.chance.choice(list(self.statement.tables))
        row = self.chance.choice(self.statement.tables[role].rows)
        block = self.form.tables[role].block_of(row.key)
        column = self.chance.choice(block.columns).key
        value = self.chance.choice([None, Mark.BLANK, Mark.UNKNOWN, self.amount(), self.amount()])
        row.figures[column] = value
        if value is None:
            del row.figures[column]

    def amount(self) -> Decimal:
        return Decimal(self.chance.randrange(-1000, 100000)).scaleb(-2)

    def row(self) -> None:
        role = self.chance.choice(["receipts", "payments", "general-budget-payments"])
        table = self.statement.tables[role]
        coded = [row for row in table.rows if row.is_coded]
        if coded and self.chance.random() < 0.4:
            table.rows.remove(self.chance.choice(coded))
        else:
            code = f"{self.chance.choice([201, 208, 221])}{self.chance.randrange(1, 40):02}"
            if table.row(code) is None:
                table.rows.insert(
                    self.chance.randrange(len(table.rows) + 1), Row(code, f"科目{code}", {"total": Decimal(1)})
                )
        table.reindex()

    def text(self) -> None:
        part = self.chance.choice([name for name in LISTS if getattr(self.statement, name)])
        record = self.chance.choice(getattr(self.statement, part))
        names = [each.name for each in fields(record) if each.name not in {KEYS.get(type(record)), "bars", "kind"}]
        name = self.chance.choice(names)
        if isinstance(record, Chart) and self.chance.random() < 0.5:
            record.bars = [Bar(f"甲{self.chance.randrange(9)}", "payments[total].total"), *record.bars[1:]]
        elif isinstance(record, Fact) and name == "value":
            record.value = self.amount()
        else:
            old = getattr(record, name)
            at = self.chance.randrange(len(old) + 1)
            setattr(record, name, (old[:at] + self.chance.choice(WORDS) + old[at + self.chance.randrange(4) :]).strip())

    def record(self) -> None:
        part = self.chance.choice(list(LISTS))
        records = getattr(self.statement, part)
        if records and self.chance.random() < 0.5:
            records.remove(self.chance.choice(records))
            return
        record = LISTS[part]()
        for each in fields(record):
            if isinstance(getattr(record, each.name), str) and each.name != "kind":
                setattr(record, each.name, f"新{self.chance.randrange(1000)}")
        records.insert(self.chance.randrange(len(records) + 1), record)

    def order(self) -> None:
        part = self.chance.choice(["sections", "charts", "staff", "assets"])
        records = getattr(self.statement, part)
        if len(records) > 1:
            records.insert(self.chance.randrange(len(records) - 1), records.pop(self.chance.randrange(len(records))))

    def head(self) -> None:
        if self.chance.random() < 0.5:
            table = self.chance.choice(list(self.statement.tables.values()))
            setattr(table, self.chance.choice(["note", "reason", "title"]), f"注{self.chance.randrange(100)}")
        else:
            holder = self.chance.choice([self.statement.source, self.statement.headings, self.statement.overview])
            name = self.chance.choice([each.name for each in fields(holder)])
            setattr(holder, name, f"字{self.chance.randrange(100)}")
