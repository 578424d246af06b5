"""What the tests of the engine have in common."""

from __future__ import annotations

from fintui.checks.context import Context
from fintui.checks.engine import Engine
from fintui.checks.rules import RULES
from fintui.files.reader import load
from fintui.files.resources import shipped
from fintui.files.rules import code_lists, rulebook
from fintui.model.form import Form
from fintui.model.statement import Statement


def engine_of(statement: Statement, form: Form) -> Engine:
    """An engine with the arithmetic alone: identities and claims, none of the rules on wording."""
    rules = tuple(rule for rule in RULES if rule.id == "N-16")  # a bound, kept with the rules because it asks for staff
    return Engine(Context(statement, form, code_lists()), rulebook()._replace(rules=rules))


def load_shipped(name: str) -> tuple[Statement, Form]:
    """A shipped statement and its form."""
    loaded = load(shipped("data") / "statements" / f"{name}.toml")
    assert loaded.statement is not None
    assert loaded.form is not None
    return loaded.statement, loaded.form
