"""The findings page: what a person should look at, in an order and with a filter of one's choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from ..checks.outcome import Outcome, Quote
from ..checks.waivers import Waiver
from ..files.naming import Names
from ..files.telling import tell
from .items import Field, Item
from .ledger import STYLES, sign_of
from .outdated import SIGN
from .text import clean

if TYPE_CHECKING:
    from ..checks.engine import Coverage

ORDERS: Final = ("severity", "place", "rule")
"""By how grave they are, by where they are, by what found them."""


def findings_items(
    findings: list[Outcome],
    waived: Iterable[tuple[Outcome, Waiver]],
    coverage: Coverage,
    names: Names,
    order: str,
    filter_text: str,
    is_outdated: Callable[[Outcome], bool] = lambda _: False,
) -> list[Item]:
    """Coverage, then every finding under a heading of its group; Enter leads to its place."""
    words = names.words
    items = [Item((Field(coverage_text(coverage, names), "base"),))]
    told = {id(each): f"{each.rule}  {clean(tell(each, names))}" for each in findings}
    shown = [each for each in findings if filter_text.lower() in told[id(each)].lower()]
    if filter_text:
        about = {"text": clean(filter_text), "count": len(shown), "all": len(findings)}
        items.append(Item((Field(words("findings.filtered", **about), "question"),)))
    for group, members in _grouped(shown, names, order):
        items.append(Item((Field(f"{group}  {len(members)}", "heading"),), space=1))
        items += [_item(each, told[id(each)], is_outdated=is_outdated(each)) for each in members]
    if not findings:
        items.append(Item((Field(words("findings.none"), "base"),), space=1))
    waived = list(waived)
    if waived:
        items.append(Item((Field(words("findings.waived", count=len(waived)), "heading"),), space=1))
        for outcome, waiver in waived:
            text = f"{outcome.rule}  {clean(tell(outcome, names))}"
            reason = words("findings.waiver", reason=clean(waiver.reason), by=clean(waiver.by), on=waiver.on)
            items.append(_item(outcome, f"{text}  {reason}", "muted"))
    items += _left("undecided", coverage.undecided, names)
    return items + _left("untied", coverage.untied, names)


def _left(key: str, quotes: Iterable[Quote], names: Names) -> list[Item]:
    """Numbers that no check has decided, under a heading."""
    items = [
        Item((Field("?", "unknown", cells=4), Field(f"{clean(q.text)}  {clean(names(q.place))}", "muted", goto=q)))
        for q in quotes
    ]
    title = Field(names.words(f"findings.{key}", count=len(items)), "heading")
    return [Item((title,), space=1), *items] if items else []


def coverage_text(coverage: Coverage, names: Names) -> str:
    """`96 of 100 numbers tied, 4 not decided, 0 in no check`."""
    about = {"tied": coverage.tied, "all": coverage.total}
    about |= {"undecided": len(coverage.undecided), "untied": len(coverage.untied)}
    return names.words("findings.coverage", **about)


def _item(outcome: Outcome, text: str, style: str = "", *, is_outdated: bool = False) -> Item:
    style = style or ("stale" if is_outdated else STYLES[outcome.severity])
    goto = outcome.quotes[0] if outcome.quotes else None
    sign = sign_of(outcome) + (SIGN if is_outdated else "")
    return Item((Field(sign, style, cells=4), Field(text, "base", goto=goto, outcome=outcome)))


def _grouped(findings: list[Outcome], names: Names, order: str) -> list[tuple[str, list[Outcome]]]:
    groups: dict[str, list[Outcome]] = {}
    for each in findings:
        if order == "severity":
            key = names.words(f"severity.{each.severity.value}")
        elif order == "rule":
            key = each.rule
        else:
            key = _part_name(each, names)
        groups.setdefault(key, []).append(each)
    return list(groups.items()) if order != "rule" else sorted(groups.items())


def _part_name(outcome: Outcome, names: Names) -> str:
    if not outcome.quotes:
        return names.words("findings.whole")
    place = outcome.quotes[0].place
    return clean(names(place._replace(key="", field="")) if place.role else names(place))
