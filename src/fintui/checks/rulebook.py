"""Rules: what there is to check, and when which of it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from ..model.steps import Steps, at_once
from .claims.vocabulary import Vocabulary
from .context import Context
from .identities import Identity
from .judge import Grade, Severity
from .outcome import Outcome, noted
from .quantities import Map


class Rule(NamedTuple):
    """A rule that is a function; it runs again when a part that it reads changes ("*": any).

    A rule of each "section" takes a section too, one of each "table" a role, and runs for the changed one alone. One
    of each "footing" takes a role and the columns whose sums fail, and runs only where some do. Without `figures` it
    does not look at the figures of tables: an edit of one is nothing to it. A rule may give None for a pause. `prepare`
    makes, a step at a time, what a first run on a table would have to make.
    """

    id: str
    run: Callable[..., Iterator[Outcome | None]]
    reads: frozenset[str]
    each: Literal["", "section", "table", "footing"] = ""
    figures: bool = True
    prepare: Callable[[Context, str], Iterator[None]] | None = None


class Rulebook(NamedTuple):
    """All rules there are: identities, the claim reader's vocabulary and map, and functions."""

    identities: tuple[Identity, ...]
    vocabulary: Vocabulary
    map: Map
    rules: tuple[Rule, ...] = ()


def guarded(rule: Rule, *args: object) -> list[Outcome]:
    """A rule's outcomes; a rule that fails is one outcome of its own, never a statement's error."""
    return at_once(guarded_in_steps(rule, *args))


def guarded_in_steps(rule: Rule, *args: object) -> Steps[list[Outcome]]:
    """The same, with the pauses that the rule makes."""
    found: list[Outcome] = []
    try:
        for each in rule.run(*args):
            if each is None:
                yield
            else:
                found.append(each)
    except Exception as error:  # noqa: BLE001 (whatever a rule does wrong must not stop the others)
        return [failed_rule(rule.id, error)]
    return found


def failed_rule(rule: str, error: Exception) -> Outcome:
    """What is said of a rule that failed."""
    about = {"rule": rule, "reason": f"{type(error).__name__}: {error}"}
    found = noted(rule, Severity.ERROR, (), "rule-failed", about)
    return Outcome(found.rule, Grade.RULE_FAILED, found.severity, (), found.message, about)
