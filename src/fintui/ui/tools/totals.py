"""A total recomputed from its parts, on request: looked at first, never where a part is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final, NamedTuple

from ...checks.judge import Severity
from ...model.changes import Put
from ...model.figure import Figure, State, same, state_of
from ...model.money import show_amount
from ...model.sums import sums_of
from ..cells import figure_at
from ..picker import Option
from ..text import clean
from .preview import Proposal, shown, text_line
from .ranges import selected

if TYPE_CHECKING:
    from ...model.place import Place
    from ..desk import Desk
    from ..items import Item

Terms = tuple[tuple[int, "Place"], ...]
_SHOWN: Final = 8
"""Parts of a sum that are written out."""
_DIGITS: Final = 15


class Worth(NamedTuple):
    """What a sum comes to: the amount, or why there is none (`totals.<why>`) and which parts are to blame."""

    amount: Decimal | None
    why: str = ""
    places: tuple[Place, ...] = ()


class Totals:
    """Adds up what totals are made of, by the form's sums, by codes, and by identities between cells."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def recompute(self) -> None:
        """Offer what the selected total should be by each of its sums; of a range all of its totals."""
        if self.desk.grid.selection.anchor:
            self._range()
            return
        place = self.desk.grid.place()
        if place is None:
            self.desk.tell(self.desk.words("message.no-figure"))
            return
        ways = self._ways(place)
        old = figure_at(self.desk.document, place)
        worths = [(terms, self._worth(terms, {})) for terms in ways]
        if not ways:
            self.desk.tell(self.desk.words("totals.none"))
        elif all(worth.amount is not None and same(worth.amount, old) for _, worth in worths):
            self.desk.tell(self.desk.words("totals.agrees", amount=shown(old, self.desk)))
        else:
            options = [self._option(place, terms, worth) for terms, worth in worths]
            about = {"place": clean(self.desk.names(place)), "old": shown(old, self.desk)}
            self.desk.pick(self.desk.words("totals.which", **about), options)

    def _option(self, place: Place, terms: Terms, worth: Worth) -> Option:
        words = self.desk.words
        new = words("preview.empty") if worth.amount is None else show_amount(worth.amount)
        text = words("totals.way", new=new, parts=self._equation(terms, place))
        why = self._why(worth) if worth.amount is None else ""
        return Option(text, lambda: self._set(place, worth.amount), why_not=why)

    def _set(self, place: Place, amount: Figure) -> None:
        about = {"place": clean(self.desk.names(place)), "old": shown(figure_at(self.desk.document, place), self.desk)}
        self.desk.put(Put(place, amount))
        self.desk.tell(self.desk.words("totals.set", new=shown(amount, self.desk), **about))

    # -- what a total is made of
    def _ways(self, place: Place) -> list[Terms]:
        """The sums that a cell is the total of, each once."""
        document, engine = self.desk.document, self.desk.engine
        ways = [each.terms for each in sums_of(document.statement, document.form, place)]
        checks = [engine.cells[number] for number in engine.cells.readers(place)] if engine else []
        checks = [each for each in checks if each.stated == place and each.relation == "="]
        ways += [each.parts for each in checks if each.severity is Severity.ERROR]
        return list({frozenset(terms): terms for terms in reversed(ways) if terms}.values())[::-1]

    def _state(self, place: Place) -> tuple[Figure, State]:
        table = self.desk.document.statement.tables.get(place.role)
        row = table.row(place.key) if table else None
        figure = row.figures.get(place.field) if row else None
        return figure, state_of(figure, table.coverage if table else "none")

    def _worth(self, terms: Terms, known: Mapping[Place, Decimal]) -> Worth:
        """What a sum comes to; `known`: figures that take the place of those that stand there."""
        amounts: list[Decimal] = []
        missing: list[Place] = []
        for sign, place in terms:
            figure, state = self._state(place)
            figure = known.get(place, figure)
            if isinstance(figure, Decimal):
                amounts.append(sign * figure)
            elif state is not State.BLANK:
                missing.append(place)
        if missing:
            return Worth(None, "unknown", tuple(missing))
        if not amounts:
            return Worth(None, "all-blank")
        with localcontext(prec=99):
            total = sum(amounts, Decimal(0))
            decimals = self.desk.document.statement.decimals
            if -int(total.as_tuple().exponent) < decimals:
                total = total.quantize(Decimal(1).scaleb(-decimals))
        total = total or abs(total)
        return Worth(None, "large") if total.adjusted() >= _DIGITS else Worth(total)

    # -- telling
    def _why(self, worth: Worth) -> str:
        names = [clean(self.desk.names(place)) for place in worth.places]
        return self.desk.words(f"totals.{worth.why}", places=self._joined(names, "、"))

    def _equation(self, terms: Terms, total: Place) -> str:
        parts: list[str] = []
        for sign, place in terms:
            figure, state = self._state(place)
            if state is State.BLANK and len(terms) > _SHOWN:
                continue
            operator = "− " if sign < 0 else "+ " if parts else ""
            parts.append(f"{operator}{clean(self._name(place, total))} {shown(figure, self.desk)}")
        return self._joined(parts, " ")

    def _name(self, place: Place, total: Place) -> str:
        names = self.desk.names
        if place.role != total.role:
            return names(place)
        return names.column(place) if place.key == total.key else names.row(place)

    def _joined(self, parts: list[str], comma: str) -> str:
        told = comma.join(parts[:_SHOWN])
        return self.desk.words("totals.and-more", parts=told, count=len(parts)) if len(parts) > _SHOWN else told

    # -- many totals
    def _range(self) -> None:
        """Propose the totals of a range, the lowest first: what is computed counts for those above."""
        places = [place for row in selected(self.desk.grid) for place in row if place]
        figures, problems = self._computed(places)
        if not figures and not problems:
            self.desk.tell(self.desk.words("totals.none"))
            return
        self.desk.tools["preview"].show(
            Proposal("totals", figures, self._about, len(problems), lambda most: problems[:most])
        )

    def _about(self, changed: int, agree: int) -> list[Item]:
        return [text_line(self.desk.words("totals.about", changed=changed, same=agree), "heading")]

    def _computed(self, places: Iterable[Place]) -> tuple[list[tuple[Place, Figure]], list[str]]:
        document, words = self.desk.document, self.desk.words
        ways = {place: [each.terms for each in sums_of(document.statement, document.form, place)] for place in places}
        known: dict[Place, Decimal] = {}
        problems: list[str] = []
        for place in _lowest_first(ways):
            worths = [self._worth(terms, known) for terms in ways[place]]
            amounts = [worth.amount for worth in worths if worth.amount is not None]
            name = clean(self.desk.names(place))
            unknown = [worth for worth in worths if worth.why == "unknown"]
            if len(set(amounts)) > 1:
                one, other = map(show_amount, (amounts[-1], amounts[0]))
                problems.append(words("totals.differ", place=name, one=one, other=other))
            elif amounts:
                known[place] = amounts[0]
            elif unknown:
                problems.append(words("totals.not-done", place=name, why=self._why(unknown[0])))
        return [(place, known[place]) for place in ways if place in known], problems


def _lowest_first(ways: Mapping[Place, list[Terms]]) -> list[Place]:
    """The totals, each after those that it is made of."""
    order: dict[Place, None] = {}
    begun: set[Place] = set()
    stack = [(place, False) for place in reversed(list(ways)) if ways[place]]
    while stack:
        place, done = stack.pop()
        if done:
            order[place] = None
        elif place not in begun:
            begun.add(place)
            stack.append((place, True))
            stack += [(part, False) for terms in ways[place] for _, part in terms if ways.get(part)]
    return list(order)
