"""The rules' word lists, from plain data: what other departments would extend is a line of data there, not code here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_NEVER: Final = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Level:
    """A level of government and the words that name its budget and its departments."""

    key: str
    words: tuple[str, ...]
    fits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Purpose:
    """A 科目, the words that its purpose may have, and words that belong to others."""

    name: str
    own: tuple[str, ...]
    foreign: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that a statement must speak of: section topics, words, and whether its absence is an error."""

    key: str
    topics: tuple[str, ...]
    words: re.Pattern[str]
    name: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What one region asks for beyond the rest."""

    names: tuple[str, ...]
    forms: tuple[str, ...]
    first: int
    tables: tuple[str, ...]
    words: re.Pattern[str]
    name: str


@dataclass(frozen=True, slots=True)
class Count:
    """A count that the section on 三公 must state: the item that it belongs to, and how it is written."""

    item: str
    name: str
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lists:
    """Everything compiled once."""

    placeholders: re.Pattern[str] = _NEVER
    missing: re.Pattern[str] = _NEVER
    choices: re.Pattern[str] = _NEVER
    plain_choices: re.Pattern[str] = _NEVER
    addresses: re.Pattern[str] = _NEVER
    plural: re.Pattern[str] = _NEVER
    instructions: re.Pattern[str] = _NEVER
    bracketed: re.Pattern[str] = _NEVER
    stubs: re.Pattern[str] = _NEVER
    levels: tuple[Level, ...] = ()
    level_terms: re.Pattern[str] = _NEVER
    definitions: tuple[re.Pattern[str], ...] = ()
    damage: re.Pattern[str] = _NEVER
    reasons: re.Pattern[str] = _NEVER
    purposes: tuple[Purpose, ...] = ()
    topics: tuple[Topic, ...] = ()
    counts: tuple[Count, ...] = ()
    profiles: tuple[Profile, ...] = ()
    doubled: re.Pattern[str] = _NEVER
    bodies: re.Pattern[str] = _NEVER
    extra: Mapping[str, re.Pattern[str]] = field(default_factory=dict)


EMPTY: Final = Lists()


def build_lists(wording: Mapping[str, Any], disclosure: Mapping[str, Any]) -> Lists:
    """The lists from their two data files.

    Raises:
        KeyError: if a list is missing.
        re.error: if a pattern cannot be read.
    """
    level_words = {key: tuple(entry["words"]) for key, entry in wording["levels"].items()}
    every = "|".join(sorted((re.escape(w) for words in level_words.values() for w in words), key=len, reverse=True))
    return Lists(
        placeholders=_any(wording["placeholders"]["patterns"]),
        missing=_any(wording["placeholders"]["missing"]),
        choices=_choices(wording["choices"]["pairs"]),
        plain_choices=_any(wording["choices"]["plain"]),
        addresses=_any(wording["choices"]["addresses"]),
        plural=_any(wording["choices"]["plural"]),
        instructions=_any(wording["instructions"]["anywhere"]),
        bracketed=_any(wording["instructions"]["in-brackets"]),
        stubs=_any(wording["stubs"]["patterns"]),
        levels=tuple(Level(key, level_words[key], tuple(e["fits"])) for key, e in wording["levels"].items()),
        level_terms=_any(wording["fixed-definitions"]["terms"]),
        definitions=tuple(
            re.compile(each.replace("LEVEL", f"(?P<at>{every})")) for each in wording["fixed-definitions"]["patterns"]
        ),
        damage=_any(wording["damage"]["patterns"]),
        reasons=_any(wording["reasons"]["words"]),
        purposes=tuple(Purpose(e["name"], tuple(e["own"]), tuple(e["foreign"])) for e in wording["purposes"]),
        doubled=_any(wording["doubled"]["patterns"]),
        bodies=_any(wording["bodies"]["patterns"]),
        topics=tuple(
            Topic(e["key"], tuple(e["topics"]), _any(e["words"]), e["name"]) for e in disclosure["topics"]
        ),
        counts=tuple(Count(e["item"], e["name"], _any(e["words"])) for e in disclosure["counts"]),
        profiles=tuple(_profile(e) for e in disclosure["profiles"]),
        extra={key: _any(words) for key, words in disclosure["contents"].items()},
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern for a list of them; groups must not be numbered."""
    patterns = tuple(patterns)
    return re.compile("|".join(patterns)) if patterns else _NEVER


def _choices(pairs: Iterable[Iterable[str]]) -> re.Pattern[str]:
    """增加（减少）, 减少（增加）, 增加/减少 and the like of every pair of opposite words."""
    ways = []
    for one, other in ((tuple(pair)[0], tuple(pair)[1]) for pair in pairs):
        for a, b in ((one, other), (other, one)):
            ways += [rf"{a} ?[(\[] ?(?:或|/)? ?{b} ?[)\]]", rf"{a}/{b}", rf"{a}或{b}(?=\s*\d)"]
    ways.sort(key=len, reverse=True)
    return re.compile("|".join(ways))


def _profile(entry: Mapping[str, Any]) -> Profile:
    return Profile(
        tuple(entry["names"]),
        tuple(entry.get("forms", ())),
        int(entry.get("from", 0)),
        tuple(entry.get("tables", ())),
        _any(entry["words"]),
        str(entry["name"]),
    )
