"""How a statement rounds: the ways under which nothing is inconsistent that is not inconsistent under all of them.

A figure that is wrong witnesses nothing: a way other than half-up is taken only where several relations that no one
figure has in common speak for it, and none against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from . import judge
from .interval import Mode
from .judge import Grade, Judgement, Severity
from .outcome import Outcome, Source
from .tables import evaluate

if TYPE_CHECKING:
    from .claims.model import Claim
    from .engine import Engine
    from .identities import CellCheck

_RATIOS: Final = {"share", "growth", "growth-prior", "completion"}
_SUMS: Final = {"sum", "difference"}
_OTHERS: Final = (Mode.HALF_EVEN, Mode.TRUNCATE)
"""Ways to judge by instead of half-up; "nearest" is no way of rounding, only ignorance of the way."""

_NEAREST: Final = {Mode.HALF_UP, Mode.HALF_EVEN, Mode.NEAREST}

Ask = Callable[[Mode], Judgement]


def rounding_modes(engine: Engine) -> list[Mode]:
    """The ways of rounding that the statement does not contradict."""
    return judge.rounding_modes(partial(_again, engine, *each) for each in _asks(engine, engine.outcomes))


def _again(engine: Engine, outcome: Outcome, ask: Ask, mode: Mode) -> Judgement:
    """A judgement by another way. Those to the nearest differ only in their ends: it is the same unless these touch."""
    known = outcome.judgement
    if known and (mode is engine.mode or ({mode, engine.mode} <= _NEAREST and known.slack)):
        return known
    return ask(mode)


def witnessed_mode(engine: Engine) -> Mode:
    """The way to judge by: half-up, unless the statement contradicts it and speaks for another."""
    wrong = [(each, ask) for each, ask in _asks(engine, engine.wrong) if _is_near(each)]
    explained = [each for each, ask in wrong if any(ask(mode).grade is not Grade.INCONSISTENT for mode in _OTHERS)]
    figures = [{(quote.place, quote.start) for quote in each.quotes} for each in explained]
    if len(explained) < 2 or set.intersection(*figures):
        return Mode.HALF_UP
    allowed = rounding_modes(engine)
    return next((mode for mode in _OTHERS if mode in allowed), Mode.HALF_UP)


def _is_near(outcome: Outcome) -> bool:
    """Whether a contradiction is so small that another way of rounding could resolve it."""
    judged = outcome.judgement
    if outcome.grade is not Grade.INCONSISTENT or judged is None or judged.slack is None:
        return False
    return -judged.slack <= len(outcome.quotes) + (judged.power or 0) + 1


def mode_outcome(mode: Mode) -> Outcome:
    """What the engine says where it judges by another way."""
    return Outcome("R-0", Grade.EXACT, Severity.INFO, (), "rounding-mode", {"mode": mode.value})


def _asks(engine: Engine, sources: Iterable[Source]) -> Iterator[tuple[Outcome, Ask]]:
    """Every outcome whose verdict can depend on the way of rounding, with how to judge it again."""
    for source in sources:
        if source[0] == "cell":
            for outcome in filter(_depends, engine.outcomes[source]):
                yield outcome, partial(_of_cell, engine, engine.cells[int(source[1])])
        elif source[0] == "section":
            for judged in engine.sections[source[1]].judged:
                for index, outcome in enumerate(judged.outcomes):
                    if _depends(outcome):
                        yield outcome, partial(_of_claim, engine, source[1], judged.claim, index)


def _depends(outcome: Outcome) -> bool:
    if outcome.message in _RATIOS:
        return outcome.grade is not Grade.UNDECIDABLE
    # An exact sum is one under every way.
    return outcome.message in _SUMS and outcome.grade not in {Grade.UNDECIDABLE, Grade.EXACT}


def _of_cell(engine: Engine, check: CellCheck, mode: Mode) -> Judgement:
    outcome = evaluate(check, engine.context, mode)
    return outcome.judgement if outcome and outcome.judgement else judge.UNDECIDABLE


def _of_claim(engine: Engine, topic: str, claim: Claim, index: int, mode: Mode) -> Judgement:
    outcomes = list(engine.reader(topic, mode).outcomes(claim))
    judgement = outcomes[index].judgement if index < len(outcomes) else None
    return judgement or judge.UNDECIDABLE
