"""The rulebook and the code lists, from their data files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from tomli import loads

from ..checks.claims.vocabulary import vocabulary
from ..checks.context import Codes, Context, build_codes
from ..checks.engine import Engine
from ..checks.identities import parse_identities
from ..checks.quantities import build_map
from ..checks.rulebook import Rulebook
from ..checks.rules import RULES
from ..checks.rules.lists import Lists, build_lists
from ..checks.rules.texts import forget_texts
from ..model.form import Form
from ..model.statement import Statement
from .resources import shipped


def _toml(name: str) -> dict[str, Any]:
    return loads((shipped("data") / name).read_text("utf-8"))


@cache
def rulebook() -> Rulebook:
    """All rules, read once."""
    text = (shipped("data") / "rules" / "identities.txt").read_text("utf-8")
    return Rulebook(
        identities=tuple(parse_identities(text)),
        vocabulary=vocabulary(_toml("phrases.toml")),
        map=build_map(_toml("rules/quantities.toml")),
        rules=RULES,
    )


@cache
def code_lists() -> Codes:
    """The functional and the economic classification."""
    return build_codes({name: _toml(f"codes/{name}.toml")["codes"] for name in ("functional", "economic")})


@cache
def word_lists() -> Lists:
    """Phrases that the rules on wording and disclosure look for."""
    return build_lists(_toml("rules/wording.toml"), _toml("rules/disclosure.toml"))


def check(statement: Statement, form: Form, former: Statement | None = None) -> Engine:
    """Check a statement by every rule; `former` is last year's, where there is one."""
    *_, engine = check_in_steps(statement, form, former)
    return engine


def check_in_steps(statement: Statement, form: Form, former: Statement | None = None) -> Iterator[Engine]:
    """The same, a step at a time: the engine is ready after the last one."""
    codes = code_lists()
    engine = Engine(Context(statement, form, codes, word_lists(), former), rulebook(), is_idle=True)
    yield engine
    for _ in engine.run_in_steps():
        yield engine
    forget_texts()
