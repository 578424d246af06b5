"""Last year's statement: what it prints of a quantity, and claims on last year's amounts held against it (X-13)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..model.money import show_amount
from ..model.place import Place
from . import judge
from .claims.model import Basis, Claim, Subject
from .context import Context
from .interval import Printed
from .judge import Grade, How, Reading, Severity
from .lookup import Lookup, Value
from .mentions import DERIVED, change_of
from .outcome import Outcome
from .quantities import Map


class LastYear(NamedTuple):
    """A figure of last year's statement and where it stands there."""

    figure: Decimal
    place: Place


def former_context(context: Context) -> Context | None:
    """Last year's statement in the rules' eyes; None without one, or if its unit is another."""
    former = context.former
    if former is None or former.year != context.statement.year - 1 or former.unit != context.statement.unit:
        return None
    return context.kept("former", lambda: Context(former, context.form, context.codes))


def last_years(context: Context, known: Map, subject: Subject, topic: str) -> LastYear | None:
    """What last year's tables print for a quantity of which a text says how much it was then."""
    before = former_context(context)
    if before is None:
        return None
    for place in known.resolve(subject._replace(measure="actual"), topic, before).places:
        figure = before.figure(place)
        if isinstance(figure, Decimal):
            return LastYear(figure, place)
    return None


class AgainstLastYear(Lookup):
    """Judges what claims say of last year; a part of what judges the claims of a section."""

    def last_year(self, claim: Claim) -> Iterator[Outcome]:
        """X-13: what is said of last year's amount, or follows from a change, against last year's tables."""
        before = claim.operand("prior")
        if claim.kind == "amount" and claim.subject and claim.subject.measure == "prior":
            subject, said = claim.subject, self._stated(claim)
        elif claim.kind == "growth" and before and before.subject and _is_last_year(self.context, claim.basis):
            subject, said = before.subject, self._from_change(claim, before.subject)
        else:
            return
        was = last_years(self.context, self.known, subject, self.topic) if said else None
        if said and was:
            yield self._compared(said, was)

    def _compared(self, said: Value, was: LastYear) -> Outcome:
        figure = Printed.from_decimal(was.figure)
        judgement = judge.relation(said.figure, "=", figure, How(self.mode))
        differs = judgement.grade is Grade.INCONSISTENT
        about = {
            "value": show_amount(_value_of(said.figure, figure.decimals)),
            "former": show_amount(was.figure),
            "cell": str(was.place),
            "year": str(self.context.statement.year - 1),
        }
        message = "prior-not-last-year" if differs else "prior-as-last-year"
        grave = Severity.WARNING if differs else Severity.NONE
        return Outcome("X-13", judgement.grade, grave, (said.quote,), message, about, judgement)

    def _from_change(self, claim: Claim, subject: Subject) -> Value | None:
        """Last year's amount as it follows from a change that the text gives."""
        key, number = self._quantity(subject).key + DERIVED, change_of(claim)
        self.keys.add(key)
        found = (each for each in self.mentions.get(key, ()) if (each.topic, each.number) == (self.topic, number))
        own = next(found, None)
        return Value(own.derived, own.quote("stated")) if own and own.derived else None


def _is_last_year(context: Context, basis: Basis | None) -> bool:
    """Whether something is compared with the year before, and with no budget or other year."""
    if basis is None or basis.kind == "last":
        return True
    return basis.kind == "year" and basis.year == context.statement.year - 1


def _value_of(figure: Printed | Reading, decimals: int) -> Decimal:
    """A figure at its word, with so many decimals."""
    value = figure.value if isinstance(figure, Printed) else figure[1]
    return Decimal(round(value * 10**decimals)).scaleb(-decimals)
