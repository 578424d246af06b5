"""Waivers: findings that a person has explained. A waiver never deletes, and it pins what it was given for.

When the pinned figures change, the date passes, or the finding is gone, the waiver itself becomes a finding; so does
one without reason, name and date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from .judge import Severity
from .outcome import Outcome, noted
from .pattern import Pattern

SHORTEST: Final = 10
"""Characters that a reason must have: a cause, and a figure or a reference where arithmetic fails."""
_DATE: Final = Pattern(r"\d{4}-\d{2}-\d{2}")
_GROUNDS: Final = Pattern(r"[0-9０-９%％]|第.+条|[〔《]|号")


@dataclass(frozen=True, slots=True)
class Waiver:
    """Rule, places and texts of the outcome; why, by whom, when (ISO dates); `expires` may be empty."""

    rule: str = ""
    places: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    reason: str = ""
    by: str = ""
    on: str = ""
    expires: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other waivers: the outcome that it is for, and who gave it."""
        return (self.rule, "\n".join(self.places), "\n".join(self.values), self.by)


class Waived(NamedTuple):
    """Outcomes as they stand with waivers: what is still open, what is waived and by which, and what waivers gave."""

    open: tuple[Outcome, ...]
    waived: tuple[tuple[Outcome, Waiver], ...]
    problems: tuple[Outcome, ...]


def waiver_for(outcome: Outcome, *, reason: str, by: str, on: str, expires: str = "") -> Waiver:
    """A waiver of an outcome, pinned to what it shows now."""
    return Waiver(outcome.rule, _places(outcome), _values(outcome), reason, by, on, expires)


def joined_waivers(one: Waiver, other: Waiver) -> Waiver:
    """Of a waiver that was given anew in two places the later one, with the reasons of both."""
    older, newer = sorted((one, other), key=lambda each: (each.on, each.expires, each.reason))
    if older.reason in newer.reason:
        return newer
    reason = older.reason if newer.reason in older.reason else f"{older.reason} / {newer.reason}"
    return replace(newer, reason=reason)


def apply_waivers(
    findings: Iterable[Outcome], waivers: Sequence[Waiver], today: str, rules: Collection[str] = ()
) -> Waived:
    """Sort findings into open and waived ones; `today` is an ISO date, `rules` are all that a waiver could be for."""
    open_, waived, used = [], [], set()
    findings = list(findings)
    for outcome in findings:
        found = next((n for n, each in enumerate(waivers) if _covers(each, outcome, today)), None)
        if found is None:
            open_.append(outcome)
        else:
            used.add(found)
            waived.append((outcome, waivers[found]))
    problems = []
    for number, waiver in enumerate(waivers):
        if number not in used:
            problems.append(_problem(waiver, findings, today, is_rule=not rules or waiver.rule in rules))
    return Waived(tuple(open_), tuple(waived), tuple(problems))


def _covers(waiver: Waiver, outcome: Outcome, today: str) -> bool:
    alike = waiver.rule == outcome.rule and waiver.places == _places(outcome) and waiver.values == _values(outcome)
    return alike and not (is_expired(waiver, today) or is_unsigned(waiver, today) or is_thin(waiver, outcome))


def is_expired(waiver: Waiver, today: str) -> bool:
    """Whether its last day has passed."""
    return bool(waiver.expires) and waiver.expires < today


def is_unsigned(waiver: Waiver, today: str) -> bool:
    """Whether it does not say who gave it and when, or is dated ahead."""
    return not (waiver.by.strip() and _DATE.fullmatch(waiver.on) and waiver.on <= today)


def is_thin(waiver: Waiver, outcome: Outcome | None) -> bool:
    """Whether the reason does not explain: too short, or without figure or reference where arithmetic fails."""
    arithmetic = outcome is not None and outcome.judgement is not None and outcome.severity is Severity.ERROR
    return len(waiver.reason.strip()) < SHORTEST or (arithmetic and not _GROUNDS.search(waiver.reason))


def _problem(waiver: Waiver, findings: list[Outcome], today: str, *, is_rule: bool) -> Outcome:
    """Why a waiver waives nothing."""
    same = [each for each in findings if each.rule == waiver.rule and _places(each) == waiver.places]
    exact = next((each for each in same if _values(each) == waiver.values), None)
    about = {"of": waiver.rule, "reason": waiver.reason or "–", "by": waiver.by or "–", "on": waiver.on or "–"}
    quotes = exact.quotes if exact else same[0].quotes if same else ()
    if exact and is_expired(waiver, today):
        kind = "waiver-expired"
        about["expires"] = waiver.expires
    elif exact:
        kind = "waiver-unsigned" if is_unsigned(waiver, today) else "waiver-thin"
    elif same:
        kind = "waiver-stale"
        about |= {"pinned": _shown(waiver.values), "now": _shown(_values(same[0]))}
    else:
        kind = "waiver-unmatched" if is_rule else "waiver-no-rule"
        about["places"] = _shown(waiver.places)
    return noted("W-1", Severity.WARNING, quotes, kind, about)


def _shown(texts: Sequence[str]) -> str:
    return "、".join(text or "–" for text in texts) or "–"


def _places(outcome: Outcome) -> tuple[str, ...]:
    return tuple(str(quote.place) for quote in outcome.quotes)


def _values(outcome: Outcome) -> tuple[str, ...]:
    return tuple(quote.text for quote in outcome.quotes)
