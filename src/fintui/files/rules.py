"""The rulebook and the code lists, from their data files."""

from __future__ import annotations

from functools import cache
from typing import Any

from tomli import loads

from ..checks.claims.vocabulary import Vocabulary, vocabulary
from ..checks.context import Codes, Context, build_codes
from ..checks.engine import Engine
from ..checks.identities import parse_identities
from ..checks.quantities import Map, build_map
from ..checks.rulebook import Rulebook
from ..checks.rules import RULES
from ..checks.rules.lists import Lists, build_lists
from ..checks.rules.texts import forget_texts
from ..model.form import Form
from ..model.statement import Statement
from ..model.steps import Steps, at_once
from .resources import shipped


def _toml(name: str) -> dict[str, Any]:
    return loads((shipped("data") / name).read_text("utf-8"))


@cache
def rulebook() -> Rulebook:
    """All rules, read once."""
    text = (shipped("data") / "rules" / "identities.txt").read_text("utf-8")
    return Rulebook(tuple(parse_identities(text)), _vocabulary(), _quantities(), RULES)


@cache
def _vocabulary() -> Vocabulary:
    return vocabulary(_toml("phrases.toml"))


@cache
def _quantities() -> Map:
    return build_map(_toml("rules/quantities.toml"))


@cache
def code_lists() -> Codes:
    """The functional and the economic classification."""
    return build_codes({name: _toml(f"codes/{name}.toml")["codes"] for name in ("functional", "economic")})


@cache
def word_lists() -> Lists:
    """Phrases that the rules on wording and disclosure look for."""
    return build_lists(_toml("rules/wording.toml"), _toml("rules/disclosure.toml"))


def check(statement: Statement, form: Form, former: Statement | None = None, *, keeps: bool = False) -> Engine:
    """Check a statement by every rule; `former` is last year's, where there is one.

    With `keeps` the checks of cells are kept, for who looks at all of them.
    """
    return at_once(check_in_steps(statement, form, former, keeps=keeps))


def check_in_steps(
    statement: Statement, form: Form, former: Statement | None = None, *, keeps: bool = False
) -> Steps[Engine]:
    """The same, a step at a time."""
    for read in (_vocabulary, _quantities, code_lists, word_lists, rulebook):
        read()
        yield
    context = Context(statement, form, code_lists(), word_lists(), former)
    engine = Engine(context, rulebook(), is_idle=True, keeps=keeps)
    yield from engine.run_in_steps()
    forget_texts()
    return engine
