"""Random edits, and whether the engine says after each of them what a full run says."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from random import Random

from shared import engine_of

from fintui.checks.engine import Engine
from fintui.model.changes import Change, Group, Insert, Put, Remove
from fintui.model.document import Document
from fintui.model.figure import Mark, Unreadable
from fintui.model.form import Form
from fintui.model.place import Place, cell
from fintui.model.statement import Row, Section, Statement

FIGURES = (Mark.BLANK, Mark.UNKNOWN, None, Decimal("0.00"), Decimal("-3.20"), Decimal(150), Unreadable("1.2.3"))
WORDS = ("，其中：", "。", "\n", "万元", "%", "增长", "下降", "亿元", "与上年持平", "基本支出", "12.34万元，占0.50%")


def random_change(random: Random, statement: Statement) -> Change:
    """Some edit that a person, a paste or a reload could make."""
    if random.random() < 0.1:
        return Group("paste", tuple(random_figure(random, statement) for _ in range(random.randint(1, 4))))
    makers = (
        random_figure,
        random_figure,
        random_figure,
        _put_text,
        _put_text,
        _put_text,
        _put_fact,
        _rows,
        _head,
        _section,
    )
    return random.choice(makers)(random, statement)


def random_figure(random: Random, statement: Statement) -> Change:
    """Another figure in some cell."""
    tables = [table for table in statement.tables.values() if table.rows]
    table = random.choice(tables)
    row = random.choice(table.rows)
    column = random.choice([*row.figures, "total", "amount", "basic"])
    old = row.figures.get(column)
    if isinstance(old, Decimal) and random.random() < 0.6:
        return Put(cell(table.role, row.key, column), old + Decimal(random.randint(-3, 3)).scaleb(-2))
    return Put(cell(table.role, row.key, column), random.choice(FIGURES))


def _put_text(random: Random, statement: Statement) -> Change:
    if not statement.sections:
        return random_figure(random, statement)
    section = random.choice(statement.sections)
    text, place = section.text, Place("sections", section.topic, "text")
    digits = [match.start() for match in re.finditer(r"\d", text)]
    if digits and random.random() < 0.6:
        at = random.choice(digits)
        return Put(place, f"{text[:at]}{random.randrange(10)}{text[at + 1 :]}")
    at = random.randrange(len(text) + 1)
    return Put(place, text[:at] + random.choice(WORDS) + text[at + random.choice((0, 0, 1, 9)) :])


def _put_fact(random: Random, statement: Statement) -> Change:
    part = random.choice(("procurement", "assets", "performance", "staff"))
    facts = getattr(statement, part)
    if not facts:
        return _put_text(random, statement)
    return Put(
        Place(part, random.choice(facts).key, "value"), random.choice((None, Mark.UNKNOWN, Decimal(3), Decimal("7.25")))
    )


def _rows(random: Random, statement: Statement) -> Change:
    table = random.choice([table for table in statement.tables.values() if table.rows])
    part, index = f"tables.{table.role}", random.randrange(len(table.rows))
    if random.random() < 0.5:
        return Remove(part, index)
    figures = {"total": Decimal("1.00"), "basic": Decimal("1.00")}
    return Insert(part, index, Row(random.choice(("20101", "2010199", "21203")), "某项支出", dict(figures)))


def _head(random: Random, statement: Statement) -> Change:
    table = random.choice(list(statement.tables.values()))
    row = random.choice(table.rows) if table.rows else None
    return random.choice(
        (
            Put(Place(f"tables.{table.role}", "", "coverage"), random.choice(("full", "partial", "none"))),
            Put(Place("head", "", "unit"), random.choice(("元", "万元", "亿元"))),
            Put(Place("head", "", "year"), random.choice((2019, 2020, 2024))),
            Put(cell(table.role, row.key, "name"), "教育支出") if row else Put(Place("head", "", "title"), "决算"),
        )
    )


def _section(random: Random, statement: Statement) -> Change:
    index = random.randrange(len(statement.sections) + 1)
    if random.random() < 0.5 and index < len(statement.sections):
        return Remove("sections", index)
    topic = random.choice(("payments", "receipts", "three-public", "other"))
    return Insert(
        "sections", index, Section(topic, "", "本年支出合计4,090.91万元，其中：基本支出356.25万元，占8.71%。")
    )


def edited(statement: Statement, form: Form, seed: int, edits: int) -> None:
    """Edit at random, with undo, and compare with a full run each time."""
    random, document = Random(seed), Document(statement, form)
    engine = engine_of(statement, form)
    document.listeners.append(engine.update)
    for number in range(edits):
        if random.random() < 0.35 and document.can_undo:
            document.undo()
        else:
            document.apply(random_change(random, statement))
        full = Engine(replace(engine.context, cache={}), engine.book)
        assert engine.outcomes == full.outcomes, (seed, number)
        assert list(engine.all()) == list(full.all()), (seed, number)
