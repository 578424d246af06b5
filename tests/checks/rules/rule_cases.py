"""What the tests of the rules share: a context around a few words, and the outcomes of one rule."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

from fintui.checks.context import Codes, Context, build_codes
from fintui.checks.rules import RULES
from fintui.checks.rules.lists import Lists, build_lists
from fintui.files.forms import load_form
from fintui.files.resources import shipped
from fintui.model.materialise import materialise
from fintui.model.place import get
from fintui.model.statement import Section, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fintui.checks.outcome import Outcome
    from fintui.checks.rulebook import Rule

FORM = "national-2020"


def read(name: str) -> dict:
    return tomllib.loads((shipped("data") / name).read_text("utf-8"))


@cache
def lists() -> Lists:
    return build_lists(read("rules/wording.toml"), read("rules/disclosure.toml"))


@cache
def codes() -> Codes:
    return build_codes({name: read(f"codes/{name}.toml")["codes"] for name in ("functional", "economic")})


def context(statement: Statement | None = None, former: Statement | None = None, **fields: object) -> Context:
    """A statement of a district's office with these fields."""
    if statement is None:
        own = {"form": FORM, "department": "某市某区某某局".replace("某某", "林业"), "year": 2022, "government": "区"}
        statement = Statement(**(own | fields))
    form = load_form(statement.form)
    materialise(statement, form)
    return Context(statement, form, codes(), lists(), former)


def run(record: Rule, around: Context) -> list[Outcome]:
    """What one rule finds: in each section or table, in tables as if sums failed in all columns."""
    return [each for each in _run(record, around) if each is not None]  # None is a pause


def _run(record: Rule, around: Context) -> list[Outcome | None]:
    statement, tables = around.statement, around.statement.tables.values()
    if record.each == "section":
        return [each for section in statement.sections for each in record.run(around, section)]
    if not record.each:
        return list(record.run(around))
    tables = [each for each in tables if record.reads & {"*", f"tables.{each.role}"}]
    if record.each == "table":
        return [each for table in tables for each in record.run(around, table.role)]
    columns = {column for table in tables for row in table.rows for column in row.figures}
    return [each for table in tables for each in record.run(around, table.role, columns)]


def outcomes(around: Context, rule: str = "") -> Iterator[Outcome]:
    """What a rule (or every rule) finds, its spans proven to be what they quote."""
    for record in RULES:
        for each in run(record, around):
            for quote in each.quotes:
                if quote.is_span:
                    assert get(around.statement, quote.place)[quote.start : quote.end] == quote.text
            if not rule or each.rule == rule:
                yield each


def words(around: Context, rule: str) -> list[str]:
    """The words that a rule's outcomes quote."""
    return [quote.text for each in outcomes(around, rule) for quote in each.quotes if quote.is_span]


def said(rule: str, text: str, topic: str = "payments", **fields: object) -> list[str]:
    """The words that a rule quotes in an explanation."""
    return words(context(sections=[Section(topic, "", text)], **fields), rule)
