"""What holds between stated quantities, whatever sentences they stand in: order, lists and their totals, charts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from ..model.money import show_amount
from ..model.place import Place, parse_cell
from . import judge
from .context import Context
from .interval import Mode, Printed
from .judge import Grade, How, Judgement, Operand, Severity
from .mentions import DERIVED, Mention, finest, printed
from .outcome import Outcome, Quote
from .quantities import Map, Relation

_LISTED: Final = "general-budget/"
_BUDGETS: Final = ("opening-budget", "annual-budget", "adjusted-budget", "budget")
_AGREES: Final = {Grade.EXACT, Grade.WITHIN_ROUNDING, Grade.IMPROBABLE}


@dataclass(slots=True, eq=False, repr=False)
class Relations:
    """Everything that is known of quantities: what the text says, and what the cells hold."""

    context: Context
    known: Map
    mentions: Mapping[str, Sequence[Mention]]
    mode: Mode = Mode.HALF_UP
    cells: set[Place] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)

    def reads(self, cells: Collection[Place], keys: Collection[str]) -> bool:
        """Whether any outcome depends on one of these cells or quantities."""
        listed = any(key.startswith(_LISTED) or key.endswith(DERIVED) for key in keys)
        return listed or not (self.cells.isdisjoint(cells) and self.keys.isdisjoint(keys))

    def outcomes(self) -> Iterator[Outcome]:
        """Every relation's outcome."""
        for relation in self.known.relations:
            yield from self._related(relation)
        for kind in ("class", "item"):
            yield from self._listed(kind)
        for whole, parts in self.known.wholes:
            yield from self._portions(whole, parts)
        yield from self._charts()

    def _find(self, key: str, role: str) -> tuple[Operand, Quote] | None:
        """A quantity's figure: as the text first states it, else from its cell, else as it follows from a change."""
        unit = self.context.statement.unit
        self.keys.update((key, key + DERIVED))
        if stated := finest(self.mentions.get(key, ()), unit):
            return printed(stated[0].number, unit), stated[0].quote(role)
        for place in self.known.places(key, self.context):
            self.cells.add(place)
            figure = self.context.figure(place)
            if isinstance(figure, Decimal):
                return Printed.from_decimal(figure), Quote(place, show_amount(figure), role)
        if derived := self.mentions.get(key + DERIVED):
            return derived[0].derived, derived[0].quote(role)
        return None

    def _related(self, relation: Relation) -> Iterator[Outcome]:
        one, two = self._find(relation.left, "actual"), self._find(relation.right, "other")
        if one is None or two is None:
            return
        judgement = judge.relation(one[0], relation.sign, two[0], How(self.mode))
        grave = judge.severity(judgement.grade, prose=True)
        grave = relation.severity if judgement.grade is Grade.INCONSISTENT else grave
        quotes, about = (one[1], two[1]), {"sign": relation.sign}
        yield Outcome(relation.rule, judgement.grade, grave, quotes, "order", about, judgement)

    # -- lists
    def _listed(self, kind: str) -> Iterator[Outcome]:
        """N-10: the classes (or items) listed one by one add up to the total, in budgets as in actuals.

        Whether the list is complete shows in the measure whose sum comes out: then it must in the other too.
        """
        sums = [found for measure in ("actual", *_BUDGETS) if (found := self._sum(kind, measure))]
        complete = any(found.grade in _AGREES for found in sums)
        for found in sums:
            gap = found.judgement.gap if found.judgement else None
            partial = found.grade is Grade.INCONSISTENT and not complete and not (gap is not None and gap < 0)
            yield found._replace(grade=Grade.UNDECIDABLE, severity=Severity.NONE) if partial else found

    def _sum(self, kind: str, measure: str) -> Outcome | None:
        scope, unit = "general-budget", self.context.statement.unit
        whole = next(iter(self.mentions.get(f"{scope}/payments@{measure}", ())), None)
        start, end = f"{scope}/{kind}:", f"@{measure}"
        parts = [all_[0] for key, all_ in self.mentions.items() if all_ and key.startswith(start) and key.endswith(end)]
        if whole is None or len(parts) < 2:
            return None
        figures = [(1, printed(part.number, unit)) for part in parts]
        judgement = judge.total(printed(whole.number, unit), figures, How(self.mode))
        quotes = (whole.quote("stated"), *(part.quote("part") for part in parts))
        return _told("N-10", judgement, quotes, "sum", {"measure": measure})

    def _portions(self, whole: str, keys: tuple[str, ...]) -> Iterator[Outcome]:
        """Parts of a whole, as far as they are known: together no more than it, and if all are known just that."""
        total = self._find(whole, "stated")
        parts = [found for key in keys if (found := self._find(key, "part"))]
        quotes = [quote for _, quote in ([total] if total else []) + parts]
        if total is None or not parts or all(quote.place.is_cell for quote in quotes):
            return  # cells alone are the identities' matter
        terms = [(1, figure) for figure, _ in parts]
        if len(parts) == len(keys):
            yield _told("N-10", judge.total(total[0], terms, How(self.mode)), tuple(quotes), "sum", {"whole": whole})
            return
        judgement = judge.relation(total[0], "≥", judge.combined(terms, How(self.mode)), How(self.mode))
        yield _told("N-10", judgement, tuple(quotes), "order", {"whole": whole})

    # -- charts
    def _charts(self) -> Iterator[Outcome]:
        """N-2: what a chart takes off for the year before is the change that its section's text gives."""
        for chart in self.context.statement.charts:
            for bar in chart.bars:
                place = parse_cell(bar.cell)
                found = self._change(chart.section, place) if place and isinstance(bar.less, Decimal) else None
                if found is None or not isinstance(bar.less, Decimal):
                    continue
                stated = printed(found.number, self.context.statement.unit)
                judgement = judge.restatement(stated, Printed.from_decimal(abs(bar.less)), How(self.mode))
                drawn = Quote(Place("charts", chart.key, "bars"), show_amount(bar.less), "other")
                yield _told("N-2", judgement, (found.quote("stated"), drawn), "same", {})

    def _change(self, topic: str, place: Place | None) -> Mention | None:
        """The change of a cell's quantity against last year, as a section gives it."""
        keys = [key for key, places in self.known.cells.items() if place in places]
        found = [each for key in keys for each in self.mentions.get(f"{key}@prior{DERIVED}", ()) if each.topic == topic]
        return found[0] if found else None


def _told(
    rule: str, judgement: Judgement, quotes: tuple[Quote, ...], message: str, about: Mapping[str, str]
) -> Outcome:
    return Outcome(rule, judgement.grade, judge.gravity(judgement, prose=True), quotes, message, about, judgement)
