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


def outcomes(around: Context, rule: str = "") -> Iterator[Outcome]:
    """What a rule (or every rule) finds, its spans proven to be what they quote."""
    for record in RULES:
        if record.by_section:
            found = [each for section in around.statement.sections for each in record.run(around, section)]
        else:
            found = list(record.run(around))
        for each in found:
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
