"""The rules' pages: what a rule checks and why, with examples that tests put through the engine.

One TOML file a rule in `data/rules/pages/`; what several pages say alike is in `data/rules/pages.toml`, the statement
that the examples edit in `data/rules/example.toml`.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from tomli import loads

from .resources import shipped

LANGUAGES: Final = ("zh", "en")
KINDS: Final = ("pass", "rounding", "fail")
"""Kinds of examples, in the order in which a page has them."""


class Example(NamedTuple):
    """Edits of the example statement, and the worst grade that the rule then gives ("none": it says nothing).

    A value that is a list of two texts replaces the one by the other. `former` are the edits that make last year's
    statement, where there is one.
    """

    kind: str
    grade: str
    edits: dict[str, Any]
    remove: tuple[str, ...] = ()
    add: tuple[dict[str, Any], ...] = ()
    former: dict[str, Any] | None = None
    waivers: tuple[dict[str, Any], ...] = ()
    note: dict[str, str] | None = None


class Page(NamedTuple):
    """A rule's page; texts by language."""

    id: str
    title: dict[str, str]
    formula: dict[str, str]
    why: dict[str, str]
    rounding: dict[str, str]
    causes: dict[str, list[str]]
    waive: dict[str, str]
    severity: str
    since: str
    examples: tuple[Example, ...]
    related: tuple[str, ...] = ()


def pages_folder() -> Path:
    """Where the pages are."""
    return shipped("data") / "rules" / "pages"


@cache
def page_ids() -> tuple[str, ...]:
    """The ids of all rules, in the order of letters and numbers."""
    return tuple(sorted((path.stem for path in pages_folder().glob("*.toml")), key=_order))


def _order(rule: str) -> tuple[str, int, int]:
    name, _, number = rule.partition("-")
    letter = name.rstrip("0123456789")
    return letter, int(name.removeprefix(letter) or 0), int(number or 0)


@cache
def load_page(rule: str) -> Page:
    """The page of a rule.

    Raises:
        KeyError: if there is none.
    """
    path = pages_folder() / f"{rule}.toml"
    if rule not in page_ids():
        raise KeyError(rule)
    raw = loads(path.read_text("utf-8"), parse_float=Decimal)
    shared = _shared()
    return Page(
        id=rule,
        title=raw["title"],
        formula=raw["formula"],
        why=_text(raw["why"], shared["why"]),
        rounding=_text(raw["rounding"], shared["rounding"]),
        causes=raw["causes"],
        waive=_text(raw.get("waive", "usual"), shared["waive"]),
        severity=raw["severity"],
        since=raw["since"],
        examples=tuple(_example(each) for each in raw.get("examples", ())),
        related=tuple(raw.get("related", ())),
    )


@cache
def _shared() -> dict[str, Any]:
    return loads((pages_folder().parent / "pages.toml").read_text("utf-8"))


def _text(value: str | dict[str, str], shared: dict[str, dict[str, str]]) -> dict[str, str]:
    """A text by language; a word stands for one that several pages have."""
    return shared[value] if isinstance(value, str) else value


def _example(raw: dict[str, Any]) -> Example:
    return Example(
        raw["kind"],
        raw["grade"],
        raw.get("edits", {}),
        tuple(raw.get("remove", ())),
        tuple(raw.get("add", ())),
        raw.get("former"),
        tuple(raw.get("waivers", ())),
        raw.get("note"),
    )
