"""Plain words found in a text as an alternation of them would, longer ones first: there is nothing to compile."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_FILLERS = ("预算", "安排的", "的", "本年度", "本年", "当年", "")
_CLASS_TAILS = ("支出类科目", "支出", "(类)支出")


class Phrases:
    """Words by the character that they begin with."""

    __slots__ = ("_by_first",)

    def __init__(self, words: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for word in sorted(set(words), key=lambda word: (-len(word), word)):
            self._by_first.setdefault(word[0], []).append(word)

    def begin(self, text: str, at: int, end: int) -> list[str]:
        """The words that stand at a place and end within the bounds, longer ones first."""
        words = self._by_first.get(text[at]) if at < end else None
        return [word for word in words if text.startswith(word, at, end)] if words else []

    def spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Every word within the bounds that does not overlap one before it."""
        by_first = self._by_first
        at = start
        while at < end:
            for word in by_first.get(text[at], ()):
                if text.startswith(word, at, end):
                    yield at, at + len(word)
                    at += len(word)
                    break
            else:
                at += 1

    def has(self, text: str, start: int, end: int) -> bool:
        """Whether there is any."""
        return next(self.spans(text, start, end), None) is not None


class Named(NamedTuple):
    """A subject's words: where they stand, the phrase that names it, its scope, and whether it needs the scope."""

    start: int
    end: int
    phrase: str
    scope: str = ""
    is_scoped: bool = False


class SubjectPhrases:
    """What subjects are called: by a phrase, below a scope or alone, or by a head and a tail around a scope."""

    __slots__ = ("_firsts", "_heads", "_kinds", "_scoped", "_scopes", "_tails")

    def __init__(
        self,
        kinds: Collection[str],
        scoped: Collection[str],
        scopes: Collection[str],
        heads: Collection[str] = (),
        tails: Collection[str] = (),
    ) -> None:
        self._kinds, self._scoped, self._scopes = Phrases(kinds), Phrases(scoped), Phrases(scopes)
        self._heads, self._tails = Phrases(heads), Phrases(tails)
        self._firsts = frozenset(word[0] for words in (kinds, scopes, heads) for word in words)

    def find(self, text: str, start: int, end: int) -> Iterator[Named]:
        """Every subject within the bounds, leftmost first, none overlapping another."""
        at = start
        while at < end:
            found = self._at(text, at, end) if text[at] in self._firsts else None
            if found:
                yield found
                at = found.end
            else:
                at += 1

    def first(self, text: str, start: int, end: int) -> Named | None:
        """The first one."""
        return next(self.find(text, start, end), None)

    def _at(self, text: str, at: int, end: int) -> Named | None:
        return self._split(text, at, end) or self._below(text, at, end) or self._alone(text, at, end)

    def _split(self, text: str, at: int, end: int) -> Named | None:
        """上年一般公共预算财政拨款结转: the scope stands inside."""
        for head in self._heads.begin(text, at, end):
            for scope in self._scopes.begin(text, at + len(head), end):
                place = at + len(head) + len(scope)
                for first in (place + 1, place) if text.startswith("的", place, end) else (place,):
                    for tail in self._tails.begin(text, first, end):
                        return Named(at, first + len(tail), head + tail, scope)
        return None

    def _below(self, text: str, at: int, end: int) -> Named | None:
        for scope in self._scopes.begin(text, at, end):
            place = at + len(scope)
            for filler in _FILLERS:
                if text.startswith(filler, place, end):
                    first = place + len(filler)
                    for words in (self._kinds, self._scoped):
                        for phrase in words.begin(text, first, end):
                            stop = _paid(text, first + len(phrase), end)
                            return Named(at, stop, phrase, scope, words is self._scoped)
        return None

    def _alone(self, text: str, at: int, end: int) -> Named | None:
        for phrase in self._kinds.begin(text, at, end):
            return Named(at, _paid(text, at + len(phrase), end), phrase)
        return None


def _paid(text: str, at: int, end: int) -> int:
    """Where a subject ends that may say of what it is paid: 使用一般公共预算财政拨款."""
    stop = at
    for word in ("使用", "一般公共预算"):
        if text.startswith(word, stop, end):
            stop += len(word)
    if not text.startswith("财政拨款", stop, end) or text.startswith("收", stop + 4, end):
        return at
    return stop + 4


def classes(names: Phrases, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Every name of a class with what makes it one: 教育支出, 教育(类)支出."""
    at = start
    while at < end:
        stop = _class_end(names, text, at, end)
        if stop:
            yield at, stop
        at = stop or at + 1


def _class_end(names: Phrases, text: str, at: int, end: int) -> int:
    for name in names.begin(text, at, end):
        for tail in _CLASS_TAILS:
            if text.startswith(tail, at + len(name), end):
                return at + len(name) + len(tail)
    return 0
