"""The rules' word lists, from plain data: what other departments would extend is a line there, not code here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from ..pattern import Pattern


@lru_cache(maxsize=1024)
def signs_of(folded: str) -> frozenset[str]:
    """The different signs of a text: what has none of a word's last signs has none of the words."""
    return frozenset(folded)


def _has_any(needles: tuple[str, ...], folded: str) -> bool:
    for needle in needles:  # noqa: SIM110 (a generator would take longer than the search)
        if needle in folded:
            return True
    return False


class Finder:
    """Patterns, each with words of which a text must have one before the pattern is tried at all.

    A named group, where a pattern has one, is what is meant; there are no other groups.
    """

    __slots__ = ("_last", "parts")

    def __init__(self, parts: tuple[tuple[tuple[str, ...], Pattern], ...] = ()) -> None:
        self.parts = parts
        self._last = tuple(frozenset(needle[-1] for needle in needles) for needles, _ in parts)

    def _matches(self, folded: str) -> Iterator[re.Match[str]]:
        signs = signs_of(folded)
        for (needles, pattern), last in zip(self.parts, self._last, strict=True):
            if not needles or (not signs.isdisjoint(last) and _has_any(needles, folded)):
                yield from pattern.finditer(folded)

    def find(self, folded: str) -> list[tuple[int, int]]:
        """Start and end of every match, in the order of the text."""
        found = {match.span(match.lastgroup or 0) for match in self._matches(folded)}
        return sorted((start, end) for start, end in found if end > start)

    def has(self, folded: str) -> bool:
        """Whether anything is found."""
        return next(self._matches(folded), None) is not None

    def first(self, folded: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match of any pattern within bounds."""
        end = len(folded) if end is None else end
        found = [match for _, pattern in self.parts if (match := pattern.search(folded, start, end))]
        return min(found, key=lambda match: match.start(), default=None)


class Level(NamedTuple):
    """A level of government and the words that name its budget and its departments."""

    key: str
    words: tuple[str, ...]
    fits: tuple[str, ...]


class Purpose(NamedTuple):
    """A 科目, the words that its purpose may have, and words that belong to others."""

    name: str
    own: tuple[str, ...]
    foreign: tuple[str, ...]


class Topic(NamedTuple):
    """Something that a statement must speak of: topics of sections, or words."""

    key: str
    name: str
    topics: tuple[str, ...]
    words: Finder


class Count(NamedTuple):
    """A count that the section on 三公 must state: the item that it belongs to, and how it is written."""

    item: str
    name: str
    words: Finder


class Profile(NamedTuple):
    """What one region asks for beyond the rest."""

    name: str
    names: tuple[str, ...]
    forms: tuple[str, ...]
    first: int
    tables: tuple[str, ...]
    words: Finder


@dataclass(slots=True, eq=False, repr=False)
class Lists:
    """Every list, compiled once."""

    words: Mapping[str, Finder] = field(default_factory=dict)
    levels: tuple[Level, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    topics: tuple[Topic, ...] = ()
    counts: tuple[Count, ...] = ()
    profiles: tuple[Profile, ...] = ()

    def __getitem__(self, name: str) -> Finder:
        return self.words.get(name, _NOTHING)


_NOTHING: Final = Finder()
EMPTY: Final = Lists()
_WORDING: Final = {
    "placeholders": ("placeholders", "patterns"),
    "left-blank": ("placeholders", "missing"),
    "plain-choices": ("choices", "plain"),
    "addresses": ("choices", "addresses"),
    "plural": ("choices", "plural"),
    "instructions": ("instructions", "anywhere"),
    "bracketed": ("instructions", "in-brackets"),
    "stubs": ("stubs", "patterns"),
    "level-terms": ("fixed-definitions", "terms"),
    "damage": ("damage", "patterns"),
    "doubled": ("doubled", "patterns"),
    "reasons": ("reasons", "words"),
    "bodies": ("bodies", "patterns"),
}


def build_lists(wording: Mapping[str, Any], disclosure: Mapping[str, Any]) -> Lists:
    """The lists from their two data files.

    Raises:
        KeyError: if a list is missing.
        re.error: if a pattern cannot be read.
    """
    words = {name: _finder(wording[table][key]) for name, (table, key) in _WORDING.items()}
    words["choices"] = _choices(wording["choices"])
    words["definitions"] = _definitions(wording, "patterns")
    words["beginnings"] = _definitions(wording, "beginnings")
    words |= {f"has-{key}": _finder(patterns) for key, patterns in disclosure["contents"].items()}
    return Lists(
        words,
        tuple(Level(key, tuple(e["words"]), tuple(e["fits"])) for key, e in wording["levels"].items()),
        tuple(Purpose(e["name"], tuple(e["own"]), tuple(e["foreign"])) for e in wording["purposes"]),
        tuple(Topic(e["key"], e["name"], tuple(e["topics"]), _finder(e["words"])) for e in disclosure["topics"]),
        tuple(Count(e["item"], e["name"], _finder(e["words"])) for e in disclosure["counts"]),
        tuple(_profile(e) for e in disclosure["profiles"]),
    )


def _finder(entries: Iterable[str | Sequence[Any]]) -> Finder:
    """A list of patterns, or of pairs of needles and a pattern; those without needles become one."""
    alone = [each for each in entries if isinstance(each, str)]
    pairs = [(tuple(each[0]), Pattern(each[1])) for each in entries if not isinstance(each, str)]
    return Finder((*(((), Pattern("|".join(alone))) for _ in alone[:1]), *pairs))


def _choices(entry: Mapping[str, Any]) -> Finder:
    """增加（减少）, 减少（增加）, 增加/减少 and the like of every pair of opposite words."""
    ups, downs = "|".join(entry["ups"]), "|".join(entry["downs"])
    words = [*entry["ups"], *entry["downs"]]
    needles = tuple(sign + word for word in words for sign in ("(", "( ", "[", "/", "或"))
    tail = r"(?:[、/或,][^()\n]{1,6})?"
    ways = [
        rf"(?:{one}) ?(?:[(\[] ?[或/]? ?(?:{other}){tail} ?[)\]]|/(?:{other})|或(?:{other})(?=\s*\d))"
        for one, other in ((ups, downs), (downs, ups))
    ]
    return Finder(((needles, Pattern("|".join(ways))), *_finder(entry["patterns"]).parts))


def _definitions(wording: Mapping[str, Any], key: str) -> Finder:
    """Fixed sentences with any word for a level of government where the pattern says LEVEL."""
    words = sorted((word for entry in wording["levels"].values() for word in entry["words"]), key=len, reverse=True)
    level = "|".join(map(re.escape, words))
    patterns = wording["fixed-definitions"][key]
    needles = tuple(dict.fromkeys(word[-2:] for word in words))
    return Finder(tuple((needles, Pattern(each.replace("LEVEL", f"(?P<at>{level})"))) for each in patterns))


def _profile(entry: Mapping[str, Any]) -> Profile:
    return Profile(
        str(entry["name"]),
        tuple(entry["names"]),
        tuple(entry.get("forms", ())),
        int(entry.get("from", 0)),
        tuple(entry.get("tables", ())),
        _finder(entry["words"]),
    )
