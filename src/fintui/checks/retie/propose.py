"""The proposals: edits put together that belong together, tried out, and those that would contradict set apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ...model.place import Place
from ..engine import Engine
from ..judge import Severity
from ..outcome import Outcome, Source
from ..repairs import Correction, tried
from .bars import redrawn
from .growth import growths
from .model import Edit, Plan, Rewrite, Spot, applied
from .orders import points, relations
from .planner import Draft, Planner
from .shares import shares
from .wording import compared_next, risen_before, sentence_at

_ROUNDS = 40  # proposals that are taken back one after the other before the rest is given up


def retie(engine: Engine) -> Plan:
    """What would make the explanations agree with the figures again.

    With all of its rewrites that are `against` nothing, no check says anything graver than before. The one exception
    are bounds that figures break by themselves (more evaluated than was spent): where holding back the sentence that
    brings one to light would hold back the rest of its section, it is written anew and said to need a look.
    """
    careful, bounds = _planned(engine, heed_bounds=True)
    if not bounds:
        return careful
    bold, _ = _planned(engine, heed_bounds=False)
    return careful if _held_back(careful) <= _held_back(bold) + bounds else bold


def _held_back(plan: Plan) -> int:
    return sum(1 for each in plan.rewrites if each.against)


def _planned(engine: Engine, *, heed_bounds: bool) -> tuple[Plan, int]:
    """A plan, and how many rewrites are held back for the sake of a bound alone."""
    frozen: set[Spot] = set()
    against: list[Rewrite] = []
    bounds = 0
    for _ in range(_ROUNDS):
        draft = drafted(engine, frozen)
        rewrites = grouped(engine, draft)
        blamed, bound = _blamed(engine, rewrites)
        if heed_bounds:
            bounds += len(bound.keys() - blamed.keys())
            blamed, bound = bound | blamed, {}
        if not blamed:
            rewrites = [
                each._replace(look=each.look | {"bound"}) if number in bound else each
                for number, each in enumerate(rewrites)
            ]
            found = sorted([*rewrites, *_apart(against, rewrites)], key=lambda each: _order(engine, each))
            left = sorted(draft.left.values(), key=lambda each: (each.topic, each.start))
            return Plan(tuple(found), tuple(left)), bounds
        for number, rules in blamed.items():
            rewrite = rewrites[number]
            frozen |= {(edit.topic, edit.start) for edit in rewrite.edits}
            against.append(rewrite._replace(against=tuple(sorted(rules))))
    return Plan(tuple(against), ()), bounds


def drafted(engine: Engine, frozen: Iterable[Spot] = ()) -> Draft:
    """Everything that follows from the figures, not yet tried out."""
    frozen = set(frozen)
    while True:
        plan = Planner(engine, frozen)
        plan.amounts()
        growths(plan)
        shares(plan)
        relations(plan)
        points(plan)
        if not plan.draft.spoiled - frozen:
            left, numbers = plan.draft.left, plan.draft.numbers
            # What one reading of a number leaves, another of the same number may have settled (收入总计、支出总计各…).
            plan.draft.left = {key: each for key, each in left.items() if (each.topic, each.number) not in numbers}
            return plan.draft
        frozen |= plan.draft.spoiled  # what else followed from it has to be thought through again


# -- what belongs together
def grouped(engine: Engine, draft: Draft) -> list[Rewrite]:
    """The edits of a draft, those of one sentence and those that were told from each other as one."""
    edits = sorted(_outer(draft.edits.values()), key=lambda each: (each.topic, each.start))
    groups = _Groups()
    by_spot = {}
    for edit in edits:
        spot = (edit.topic, edit.start)
        by_spot[spot] = edit
        text = engine.sections[edit.topic].text
        groups.tie(spot, (edit.topic, -1 - sentence_at(text, edit.start, edit.end)[0]))
    for tied in draft.ties:
        groups.tie(*tied)
    members: dict[Spot, list[Edit]] = {}
    for spot, edit in by_spot.items():
        members.setdefault(groups.root(spot), []).append(edit)
    return [_rewrite(engine, draft, each) for each in members.values()]


def _outer(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits that lie in no larger one: words that take the place of a whole change leave no number in it."""
    edits = list(edits)
    wide = [each for each in edits if each.kind == "level"]
    for edit in edits:
        if not any(
            each is not edit and each.topic == edit.topic and each.start <= edit.start and edit.end <= each.end
            for each in wide
        ):
            yield edit


class _Groups:
    """Things that belong together, directly or by others."""

    def __init__(self) -> None:
        self._up: dict[Spot, Spot] = {}

    def root(self, spot: Spot) -> Spot:
        while (up := self._up.get(spot, spot)) != spot:
            spot = up
        return spot

    def tie(self, *spots: Spot) -> None:
        roots = [self.root(each) for each in spots]
        for root in roots[1:]:
            if root != roots[0]:
                self._up[self.root(root)] = self.root(roots[0])


def _rewrite(engine: Engine, draft: Draft, edits: list[Edit]) -> Rewrite:
    topic = edits[0].topic
    text = engine.sections[topic].text
    cells: set[Place] = set()
    look: set[str] = set()
    sentences = {_reach(text, *sentence_at(text, edit.start, edit.end)) for edit in edits}
    for edit in edits:
        cells |= draft.roots.get((topic, edit.start), frozenset())
        look |= draft.looks.get((topic, edit.start), set())
        if edit.kind == "figure" and risen_before(text, edit.start):
            look.add("risen")
    if any(_has_unread(engine, topic, start, end) for start, end in sentences):
        look.add("unread")
    look |= {
        left.why
        for left in draft.left.values()
        if left.topic == topic and any(start <= left.start < end for start, end in sentences)
    }
    bars = tuple(redrawn(engine, draft, topic, edits))
    return Rewrite(topic, tuple(edits), frozenset(cells), frozenset(look), charts=bars)


def _reach(text: str, start: int, end: int) -> tuple[int, int]:
    """A sentence, and the one behind it where that goes on comparing the same thing."""
    return start, sentence_at(text, end + 2, end + 2)[1] if compared_next(text, end) else end


def _has_unread(engine: Engine, topic: str, start: int, end: int) -> bool:
    """Whether a stretch has an amount or a percentage that no claim is about."""
    numbers = {
        number.start
        for claim in engine.sections[topic].claims
        for number in (claim.stated, *(operand.number for operand in claim.operands))
        if number
    }
    unread = (each for each in engine.numbers(topic) if each.kind != "count" and each.start not in numbers)
    return any(start <= each.start < end for each in unread)


def _apart(against: Iterable[Rewrite], rewrites: list[Rewrite]) -> list[Rewrite]:
    """Those that would contradict, without what is proposed all the same."""
    taken = {(edit.topic, edit.start, edit.new) for each in rewrites for edit in each.edits}
    return [each for each in against if not all((edit.topic, edit.start, edit.new) in taken for edit in each.edits)]


def _order(engine: Engine, rewrite: Rewrite) -> tuple[int, int]:
    return list(engine.sections).index(rewrite.topic), rewrite.edits[0].start


# -- trying out
Told = dict[int, set[str]]
"""By the number of a rewrite, the rules that speak against it."""


def _blamed(engine: Engine, rewrites: list[Rewrite]) -> tuple[Told, Told]:
    """Which rewrites have a part in a finding that there would be and is not; and which only bring to light a bound.

    Bounds (a part of the project payments is no more than they are) hold between figures: where each number says what
    its cell prints, it is the figures that break them.
    """
    blamed: Told = {}
    bound: Told = {}
    new = _new(engine, _tried(engine, rewrites)) if rewrites else []
    spans = {each.topic: list(_moved(rewrites, each.topic)) for each in rewrites}
    for source, outcome in new:
        hit = {
            (number, kind)
            for quote in outcome.quotes
            for start, end, number, kind in spans.get(quote.place.key if quote.place.part == "sections" else "", ())
            if quote.start < end and start < quote.end
        }
        told = blamed
        if source == ("relations",) and outcome.message == "order" and outcome.rule != "N-10":
            told = bound if {kind for _, kind in hit} <= {"figure"} else blamed
        numbers = {number for number, _ in hit} or _near(rewrites, outcome)
        for number in numbers:
            told.setdefault(number, set()).add(outcome.rule)
    return blamed, bound


def _near(rewrites: list[Rewrite], outcome: Outcome) -> set[int]:
    """The rewrites of the sections that an outcome looked at; all if there are none."""
    topics = {quote.place.key for quote in outcome.quotes}
    return {number for number, each in enumerate(rewrites) if each.topic in topics} or set(range(len(rewrites)))


def _tried(engine: Engine, rewrites: list[Rewrite]) -> Engine:
    """What an engine would find with these rewrites made."""
    edits: dict[str, list[Edit]] = {}
    bars: dict[Place, object] = {}
    for each in rewrites:
        edits.setdefault(each.topic, []).extend(each.edits)
        bars |= {put.place: put.value for put in each.charts}
    fixes = [
        Correction(Place("sections", topic, "text"), applied(engine.sections[topic].text, found))
        for topic, found in edits.items()
    ]
    return tried(engine, [*fixes, *(Correction(place, value) for place, value in bars.items())])


def _moved(rewrites: list[Rewrite], topic: str) -> Iterator[tuple[int, int, int, str]]:
    """Where each edit of a section will stand, of which rewrite it is, and of what kind."""
    edits = sorted(
        ((edit, number) for number, each in enumerate(rewrites) if each.topic == topic for edit in each.edits),
        key=lambda each: each[0].start,
    )
    shift = 0
    for edit, number in edits:
        start = edit.start + shift
        yield start, start + len(edit.new), number, edit.kind
        shift += len(edit.new) - len(edit.old)


def _new(engine: Engine, trial: Engine) -> list[tuple[Source, Outcome]]:
    """Errors and warnings of a trial that there are more of than before."""
    known = Counter(_signature(each) for _, each in _grave(engine))
    found = []
    for source, outcome in _grave(trial):
        signature = _signature(outcome)
        known[signature] -= 1
        if known[signature] < 0:
            found.append((source, outcome))
    return found


def _grave(engine: Engine) -> Iterator[tuple[Source, Outcome]]:
    for source, outcomes in engine.outcomes.items():
        if source[0] != "rule":
            yield from ((source, each) for each in outcomes if each.is_finding and each.severity is not Severity.INFO)


def _signature(outcome: Outcome) -> tuple[object, ...]:
    return outcome.rule, outcome.message, outcome.severity, tuple((q.place, q.role) for q in outcome.quotes)
