"""Probable causes: for an inconsistent outcome, what was probably meant, where one explanation fits and no other does.

A hint's corrections were tried: with them the outcome and all others of those figures are consistent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from ..model.money import show_amount
from ..model.place import Place
from . import judge
from .digits import Figure, figure_at, nearby, required
from .engine import Engine
from .interval import Printed
from .judge import Grade, How
from .lookup import RATIOS
from .outcome import Outcome, Quote
from .repairs import Correction, resolves
from .shifts import shifted_back

_TRIALS: Final = 25  # corrections of cells that are tried for one outcome at most
_COST: Final = 5  # a correction of a text costs as much as so many of cells


class Hint(NamedTuple):
    """What probably happened. `kind` is a key of the words catalogue under `hint.`, `meant` what should stand there.

    `quotes` are the figures that speak for it; without `corrections` there is nothing to correct.
    """

    kind: str
    meant: str
    quotes: tuple[Quote, ...] = ()
    corrections: tuple[Correction, ...] = ()


def hints(engine: Engine, outcome: Outcome) -> list[Hint]:
    """The hints that fit an outcome, at most one of a kind; none for an outcome that is not inconsistent."""
    if outcome.grade is not Grade.INCONSISTENT or outcome.judgement is None:
        return []
    makers: tuple[Callable[[Engine, Outcome], Iterator[Hint]], ...] = (_ratios, _parents, _shifts, _figures)
    found: list[Hint] = []
    for maker in makers:
        found += maker(engine, outcome)
        if found:
            break  # what is explained needs no further guess at digits
    return found


# -- percentages
def _ratios(engine: Engine, outcome: Outcome) -> Iterator[Hint]:
    if outcome.message not in RATIOS:
        return
    stated = figure_at(engine, outcome.quotes[0])
    if stated is None or outcome.judgement is None or outcome.judgement.value is None:
        return
    if _is_forced(engine, outcome):
        yield Hint("forced-share", stated.nearest(abs(outcome.judgement.value)), (stated.quote,))
        return
    meant = stated.nearest(abs(outcome.judgement.value))
    fix = Correction(stated.quote.place, meant, stated.quote.start, stated.quote.end)
    found = [
        *_other_whole(engine, outcome, stated),
        *_hundred(engine, outcome, stated),
        *_current_as_base(engine, outcome, stated),
        *_truncated(engine, outcome, stated),
    ]
    works = bool(found) and resolves(engine, outcome, [fix]) is not None
    for kind, quotes in found:
        yield Hint(kind, meant, quotes, (fix,) if works else ())


_Found = Iterator[tuple[str, tuple[Quote, ...]]]


def _role(engine: Engine, outcome: Outcome, *roles: str) -> Figure | None:
    quote = next((quote for quote in outcome.quotes if quote.role in roles), None)
    return figure_at(engine, quote) if quote else None


def _other_whole(engine: Engine, outcome: Outcome, stated: Figure) -> _Found:
    """The percentage is right for another whole of the statement."""
    part, whole = _role(engine, outcome, "part", "actual"), _role(engine, outcome, "whole", "budget")
    if outcome.message not in {"share", "completion"} or part is None or whole is None or not part.printed.units:
        return
    fitting: dict[object, Quote] = {}
    for figure, quote in _wholes(engine):
        if figure.value in {whole.printed.value, part.printed.value} or figure.value in fitting:
            continue
        judgement = judge.share(stated.printed, part.printed, figure, How(engine.mode))
        if judgement.grade in {Grade.EXACT, Grade.WITHIN_ROUNDING}:
            fitting[figure.value] = quote
    if len(fitting) == 1:
        yield "another-whole", tuple(fitting.values())


def _wholes(engine: Engine) -> Iterator[tuple[Printed, Quote]]:
    """Every amount that a part could be measured by: totals of the tables, and amounts that the text states."""
    places = [place for found in engine.book.map.cells.values() for place in found]
    for place in dict.fromkeys(places):
        figure = engine.context.figure(place)
        if isinstance(figure, Decimal) and figure:
            yield Printed.from_decimal(figure), Quote(place, show_amount(figure), "whole")
    for mentions in engine.mentions.values():
        for mention in mentions:
            quote = mention.quote("whole")
            found = figure_at(engine, quote) if mention.number.kind == "amount" and mention.derived is None else None
            if found and found.printed.units:
                yield found.printed, quote


def _hundred(engine: Engine, outcome: Outcome, stated: Figure) -> _Found:
    """The ratio was not multiplied by 100, or twice."""
    judged = outcome.judgement
    for power in (-2, 2):
        moved = stated.printed.shifted(power).interval(engine.mode)
        if judged and judged.computed and stated.printed.units and moved.overlaps(judged.computed):
            yield "forgotten-hundred", (stated.quote,)


def _current_as_base(engine: Engine, outcome: Outcome, stated: Figure) -> _Found:
    """Growth in per cent of this year's amount instead of last year's."""
    current, change = _role(engine, outcome, "current"), _role(engine, outcome, "change")
    if outcome.message != "growth" or current is None or change is None:
        return
    judgement = judge.share(stated.printed, change.printed, current.printed, How(engine.mode))
    if judgement.grade in {Grade.EXACT, Grade.WITHIN_ROUNDING}:
        yield "current-as-base", (current.quote,)


def _truncated(engine: Engine, outcome: Outcome, stated: Figure) -> _Found:
    judged = outcome.judgement
    direction = -1 if judged and judged.value is not None and judged.value < 0 else 0
    if judged and judge.is_truncated(stated.printed, judged, How(engine.mode, direction=direction)):
        yield "truncated", (stated.quote,)


def _is_forced(engine: Engine, outcome: Outcome) -> bool:
    """Whether the share is off by no more than a last digit, in a set of shares that makes exactly 100."""
    judged, first = outcome.judgement, outcome.quotes[0]
    if outcome.message != "share" or judged is None or judged.slack is None or judged.slack < -1:
        return False
    sets = [each for each in engine.outcomes.get(("section", first.place.key), ()) if each.about.get("set") == "shares"]
    return any(each.grade is Grade.EXACT and first.start in {quote.start for quote in each.quotes} for each in sets)


# -- amounts
def _parents(engine: Engine, outcome: Outcome) -> Iterator[Hint]:
    """The parent's figure stands in a row below it."""
    if outcome.message != "sum" or not outcome.quotes[0].place.is_cell:
        return
    stated, *parts = [each for quote in outcome.quotes if quote.text and (each := figure_at(engine, quote))]
    if sum(1 for each in parts if each.printed.units) < 2 or not stated.printed.units:
        return
    same = [each for each in parts if each.printed.value == stated.printed.value]
    for each in same if len(same) == 1 else ():
        needed = required(engine, outcome, each.quote)
        yield from _hint(engine, outcome, [("parent-in-child", each, units) for units, _ in needed])


def _shifts(engine: Engine, outcome: Outcome) -> Iterator[Hint]:
    """A block of rows slipped up or down."""
    place = outcome.quotes[0].place
    for rows, corrections in shifted_back(engine.context, place.role) if place.is_cell else ():
        if resolves(engine, outcome, corrections) is not None:
            yield Hint("row-shift", rows, (), tuple(corrections))


def _figures(engine: Engine, outcome: Outcome) -> Iterator[Hint]:
    """One digit is another, two are swapped, or 元 stand for 万元: where that settles every check of the figure."""
    candidates = []
    sure = _confirmed(engine, outcome)
    for quote in dict.fromkeys(outcome.quotes):
        figure = figure_at(engine, quote) if quote.text and (quote.place, quote.start) not in sure else None
        if figure is None or (quote.place.field == "value" and any(each.is_span for each in outcome.quotes)):
            continue  # a record only repeats what the text says
        needed = [each for other in _others(engine, outcome, quote) for each in required(engine, other, quote)]
        candidates += [(kind, figure, units) for units, room in needed for kind, units in nearby(figure, units, room)]
    yield from _hint(engine, outcome, candidates)


def _confirmed(engine: Engine, outcome: Outcome) -> set[tuple[Place, int]]:
    """Figures of an outcome that stand elsewhere just so: another digit in one of them would part them."""
    found = [outcomes for quote in outcome.quotes for outcomes in engine.of_cell(quote.place).values()]
    found += [outcomes for source, outcomes in engine.outcomes.items() if source[0] != "cell"]
    same = [each for outcomes in found for each in outcomes if each.message == "same"]
    return {(quote.place, quote.start) for each in same if each.grade is Grade.EXACT for quote in each.quotes}


def _others(engine: Engine, outcome: Outcome, quote: Quote) -> list[Outcome]:
    """The inconsistent outcomes that a figure takes part in, this one first."""
    found = [each for source in sorted(engine.wrong) for each in engine.outcomes[source]]
    same = [each for each in found if any((q.place, q.start) == (quote.place, quote.start) for q in each.quotes)]
    return [outcome, *(each for each in same if each.grade is Grade.INCONSISTENT and each != outcome)]


def _hint(engine: Engine, outcome: Outcome, candidates: Iterable[tuple[str, Figure, int]]) -> Iterator[Hint]:
    """The candidate that leaves fewer contradictions than any other, if all of its figure's are settled by it."""
    tries = {figure.correction(units, in_unit=kind == "yuan"): (kind, figure) for kind, figure, units in candidates}
    if sum(_COST if fix.start >= 0 else 1 for fix in tries) > _TRIALS:
        return  # too many to try: none could be told from the others
    settled: dict[int, list[Hint]] = {}
    for fix, (kind, figure) in tries.items():
        left = resolves(engine, outcome, [fix])
        if left is not None:
            settled.setdefault(left, []).append(Hint(kind, str(fix.value), (figure.quote,), (fix,)))
    if settled and len(best := settled[min(settled)]) == 1:
        yield best[0]
