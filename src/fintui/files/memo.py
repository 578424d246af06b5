"""The review memo in Markdown: what the checks found, what the reviewers said, how far they came, what is signed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..checks.engine import Coverage
from ..checks.judge import Severity
from ..checks.marks import DOUBT, NOTE, SIGN_OFF, TICK
from ..checks.outcome import FINDING, Outcome
from ..checks.progress import Count, Progress
from ..checks.standing import Standing, Standings
from ..checks.targets import WHOLE
from ..checks.waivers import Waiver
from ..model.place import Place
from .faults import visible
from .marks_told import name_of_mark, name_of_target, tell_mark, tell_stale
from .naming import Names
from .telling import tell

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>|~&$#]")
_MOST_PLACES: Final = 12


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A statement with everything that a memo tells of it; `open` are the findings that nobody has waived."""

    names: Names
    file: str
    today: str
    open: Sequence[Outcome]
    waived: Sequence[tuple[Outcome, Waiver]]
    faults: Sequence[str]
    text: Coverage
    standings: Standings
    count: Count


def memo(reviewed: Reviewed) -> str:
    """The memo; the same text for the same statement, marks and day."""
    words = reviewed.names.words
    parts = [
        _head(reviewed),
        _part(words("memo.sign-offs"), _sign_offs(reviewed), words("memo.unsigned")),
        _part(words("memo.progress"), _progress(reviewed)),
        _findings(reviewed),
        _part(words("memo.waived", count=len(reviewed.waived)), _waived(reviewed), words("memo.nothing")),
        *(_said(reviewed, kind) for kind in (DOUBT, NOTE)),
        _stale(reviewed),
    ]
    return "\n".join(parts)


def plain(text: str) -> str:
    """A text of the file as Markdown shows it: on one line, nothing in it a sign of Markdown or of HTML."""
    return _SPECIAL.sub(r"\\\g<0>", visible(text.replace("\n", " "))).strip()


def _part(title: str, lines: Iterable[str], nothing: str = "") -> str:
    found = list(lines)
    return "\n".join([f"## {title}", "", *(found or [nothing]), ""])


def _head(reviewed: Reviewed) -> str:
    statement, words = reviewed.names.statement, reviewed.names.words
    reviewers = sorted({each.mark.by for each in reviewed.standings.all} | {waiver.by for _, waiver in reviewed.waived})
    about = {
        "department": statement.department,
        "year": str(statement.year),
        "file": reviewed.file,
        "digest": str(reviewed.standings.pins.at(WHOLE)).removeprefix("#"),
        "on": reviewed.today,
        "by": words("detail.comma").join(filter(None, reviewers)) or "–",
    }
    title = words("memo.title", department=plain(statement.department), year=statement.year)
    lines = [f"- {words(f'memo.{key}')}{plain(text)}" for key, text in about.items()]
    return "\n".join([f"# {title}", "", *lines, ""])


# -- progress and sign-offs
def _sign_offs(reviewed: Reviewed) -> Iterator[str]:
    for standing in _marks(reviewed, SIGN_OFF):
        yield f"- **{plain(name_of_mark(standing, reviewed.names))}** {plain(tell_mark(standing, reviewed.names))}"


def _progress(reviewed: Reviewed) -> Iterator[str]:
    names, words = reviewed.names, reviewed.names.words
    total = reviewed.count.total()
    yield words("memo.ticked", ticked=total.ticked, all=total.all)
    coverage = reviewed.text
    about = {"tied": coverage.tied, "all": coverage.total}
    about |= {"undecided": len(coverage.undecided), "untied": len(coverage.untied)}
    yield ""
    yield words("findings.coverage", **about)
    yield ""
    yield "| " + " | ".join(words(f"memo.column-{key}") for key in ("part", "ticked", "all", "doubts", "signed")) + " |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for target in reviewed.count.targets():
        done = reviewed.count.of(target)
        if done.all or target.role:
            yield _row(reviewed, target, plain(name_of_target(target, names)), done)
    yield _row(reviewed, WHOLE, words("review.whole"), total)


def _row(reviewed: Reviewed, target: Place, name: str, done: Progress) -> str:
    words = reviewed.names.words
    doubts = [each for each in _marks(reviewed, DOUBT) if target == WHOLE or _is_in(each.target, target)]
    signed = [each for each in reviewed.standings.at(target) if each.mark.kind == SIGN_OFF]
    told = words("detail.comma").join(
        words("memo.signed-stale" if each.is_stale else "memo.signed", by=plain(each.mark.by), on=each.mark.on)
        for each in signed
    )
    return f"| {name} | {done.ticked} | {done.all} | {len(doubts) or ''} | {told} |"


def _is_in(target: Place, whole: Place) -> bool:
    return target.part == whole.part and (not whole.key or target.key == whole.key)


# -- findings
def _findings(reviewed: Reviewed) -> str:
    words = reviewed.names.words
    lines: list[str] = []
    for severity in FINDING:
        found = [each for each in reviewed.open if each.severity is severity]
        if found:
            lines += [f"### {words(f'severity.{severity.value}')} ({len(found)})", ""]
            for outcome in found:
                lines += _finding(outcome, reviewed.names, places=severity is not Severity.INFO)
            lines.append("")
    if reviewed.faults:
        lines += [f"### {words('part.faults')} ({len(reviewed.faults)})", ""]
        lines += [*(f"- {plain(each)}" for each in reviewed.faults), ""]
    title = f"## {words('memo.findings', count=len(reviewed.open))}"
    return "\n".join([title, "", *(lines or [words("findings.none"), ""])])


def _finding(outcome: Outcome, names: Names, *, places: bool) -> Iterator[str]:
    """What was found, and under it where: each figure or words with its place."""
    yield f"- **{outcome.rule}** {plain(tell(outcome, names))}"
    if not places:
        return
    spots = list(dict.fromkeys((names(quote.place), quote.text) for quote in outcome.quotes))
    for name, text in spots[:_MOST_PLACES]:
        yield f"  - {plain(name)}" + (f" {plain(text)}" if text else "")
    if len(spots) > _MOST_PLACES:
        yield f"  - {names.words('detail.more', count=len(spots) - _MOST_PLACES)}"


def _waived(reviewed: Reviewed) -> Iterator[str]:
    names = reviewed.names
    for outcome, waiver in reviewed.waived:
        yield f"- **{outcome.rule}** {plain(tell(outcome, names))}"
        about = {"reason": plain(waiver.reason), "by": plain(waiver.by), "on": plain(waiver.on)}
        yield f"  - {names.words('findings.waiver', **about)}"


# -- marks
def _marks(reviewed: Reviewed, kind: str) -> list[Standing]:
    """The marks of a kind, in the order of their places in the statement."""
    order = {(each.part, each.key): number for number, each in enumerate(reviewed.count.targets(), start=1)}

    def rank(each: Standing) -> tuple[int, int, tuple[str, ...]]:
        target = each.target
        spot = order.get((target.part, target.key), order.get((target.part, ""), len(order) + 1))
        return (0 if target == WHOLE else spot, each.start, each.mark.key)

    return sorted((each for each in reviewed.standings.all if each.mark.kind == kind), key=rank)


def _said(reviewed: Reviewed, kind: str) -> str:
    names, words = reviewed.names, reviewed.names.words
    found = _marks(reviewed, kind)
    lines = (f"- **{plain(name_of_mark(each, names))}** {plain(tell_mark(each, names))}" for each in found)
    return _part(words(f"memo.{kind}", count=len(found)), lines, words("memo.nothing"))


def _stale(reviewed: Reviewed) -> str:
    """Ticks that do not hold any more: what has to be looked at again."""
    names, words = reviewed.names, reviewed.names.words
    found = [each for each in _marks(reviewed, TICK) if each.is_stale]
    lines = (
        f"- **{plain(name_of_mark(each, names))}** {plain(tell_stale(each, names))} "
        f"({plain(each.mark.by)} {plain(each.mark.on)})"
        for each in found
    )
    return _part(words("memo.stale", count=len(found)), lines, words("memo.nothing"))
