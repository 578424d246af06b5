"""The records of the rules: what a rule says that it reads is all that it reads."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from decimal import Decimal

import pytest
from rule_cases import codes, lists, run

from fintui.checks.context import Context
from fintui.checks.rules import RULES
from fintui.files.reader import load
from fintui.files.resources import shipped
from fintui.model.statement import LISTS, Headings, Overview

ODD = "XX（请据实填列）2019年度增加（减少）0.00万元，指市级财政()"
NAMES = ["wuchang-big-data-centre-2020", "putuo-finance-bureau-2024"]


def statement(name: str) -> Context:
    loaded = load(shipped("data") / "statements" / f"{name}.toml")
    return Context(loaded.statement, loaded.form, codes(), lists())


def results(around: Context) -> list[list[object]]:
    return [run(record, around) for record in RULES]


def test_no_two_records_of_a_kind_have_one_id() -> None:
    assert max(Counter((record.id, record.each) for record in RULES).values()) == 1


@pytest.mark.parametrize("name", NAMES)
def test_rules_that_do_not_look_at_figures_find_the_same_whatever_these_are(name: str) -> None:
    around = statement(name)
    before = results(around)
    for table in around.statement.tables.values():
        for row in table.rows:
            row.figures.update(dict.fromkeys(row.figures, Decimal("-7.77")))
    around.cache.clear()  # nobody has told of these
    after = results(around)
    changed = [record for record, one, other in zip(RULES, before, after, strict=True) if one != other]
    assert changed
    assert all(record.figures for record in changed)


def change(around: Context, part: str) -> None:
    """Write something else into every text and number of a part; names, topics and keys stay."""
    document = around.statement
    if part in {"headings", "overview"}:
        holder = getattr(document, part)
        for each in fields({"headings": Headings, "overview": Overview}[part]):
            setattr(holder, each.name, ODD)
    elif part in LISTS:
        for record in getattr(document, part):
            for each in fields(record):
                if each.name not in {"key", "topic", "section", "kind", "cell", "bars", "part_of", "less"}:
                    setattr(record, each.name, Decimal(7) if each.name == "value" else ODD)
    else:
        for row in document.tables[part.removeprefix("tables.")].rows:
            row.figures = dict.fromkeys(row.figures, Decimal("7.00"))


PARTS = [
    *("headings", "overview", *LISTS),
    *("tables.payments", "tables.receipts", "tables.general-budget-payments", "tables.general-budget-basic-payments"),
    *("tables.three-public", "tables.government-fund"),
]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", NAMES)
def test_a_rule_reads_what_it_says(name: str, part: str) -> None:
    around = statement(name)
    before = results(around)
    change(around, part)
    around.cache.clear()
    for record, one, other in zip(RULES, before, results(around), strict=True):
        if "*" not in record.reads and part not in record.reads:
            assert one == other, record.id
