"""How one text became another: which sentences, and in them which words and numbers."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

_SENTENCE: Final = re.compile(r"[^\n。；;！？]*[。；;！？]+[”’」』）)]*|[^\n。；;！？]+|\n")
_WORD: Final = re.compile(r"[0-9０-９]+(?:[,.，．][0-9０-９]+)*[%％]?|[A-Za-z]+|\s+|.", re.DOTALL)
_LARGEST: Final = 400_000
"""Of longer texts (in pairs of words) what begins and ends alike is told apart, no more."""
_ALIKE: Final = 0.4
"""From this likeness on a sentence is an edit of the other."""

Run = tuple[Literal["same", "removed", "added"], str]
"""A piece of text: in both, only in the old one, only in the new one."""


class Sentence(NamedTuple):
    """A sentence that is not the same in both texts.

    `paragraph` and `number` count from 1, `start` is its offset: in the new text, or if it is gone in the old.
    """

    paragraph: int
    number: int
    runs: tuple[Run, ...]
    start: int


def sentences_changed(before: str, after: str) -> list[Sentence]:
    """The sentences that were changed, came or went, in order."""
    old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    steps = (
        SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if len(old) * len(new) < _LARGEST
        else [("replace", 0, len(old), 0, len(new))]
    )
    places = _places(old), _places(new)
    found = []
    for code, a1, a2, b1, b2 in steps:
        if code == "equal":
            continue
        for i, j in _paired(old[a1:a2], new[b1:b2]):
            one, other = "" if i is None else old[a1 + i], "" if j is None else new[b1 + j]
            if (one + other).strip("\n"):
                paragraph, number, start = places[0][a1 + (i or 0)] if j is None else places[1][b1 + j]
                found.append(Sentence(paragraph, number, tuple(words_changed(one, other)), start))
    return found


def _paired(old: list[str], new: list[str]) -> list[tuple[int | None, int | None]]:
    """Sentences of a changed stretch side by side: the alike ones together, the rest as gone or come."""
    pairs: list[tuple[int | None, int | None]] = []
    at = 0
    for index, other in enumerate(new):
        likeness, best = max(((_likeness(old[i], other), -i) for i in range(at, len(old))), default=(0.0, 0))
        if likeness >= _ALIKE:
            pairs += [(gone, None) for gone in range(at, -best)]
            pairs.append((-best, index))
            at = 1 - best
        else:
            pairs.append((None, index))
    return pairs + [(gone, None) for gone in range(at, len(old))]


def _likeness(one: str, other: str) -> float:
    if one == "\n" or other == "\n":
        return 1.0 if one == other else 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def words_changed(before: str, after: str) -> list[Run]:
    """The two texts as one: what is in both, what went, what came. Numbers and Latin words stay whole."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) >= _LARGEST:
        return _ends(before, after)
    runs: list[Run] = []
    for code, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if code == "equal":
            runs.append(("same", "".join(old[a1:a2])))
            continue
        runs += [("removed", "".join(old[a1:a2]))] if a1 < a2 else []
        runs += [("added", "".join(new[b1:b2]))] if b1 < b2 else []
    return runs


def _ends(before: str, after: str) -> list[Run]:
    least = min(len(before), len(after))
    head = next((i for i in range(least) if before[i] != after[i]), least)
    tail = next((i for i in range(least - head) if before[-1 - i] != after[-1 - i]), least - head)
    middle: list[Run] = [("removed", before[head : len(before) - tail]), ("added", after[head : len(after) - tail])]
    runs: list[Run] = [("same", before[:head]), *middle, ("same", before[len(before) - tail :])]
    return [run for run in runs if run[1]]


def _places(sentences: list[str]) -> list[tuple[int, int, int]]:
    """Paragraph, number in it, and offset of each sentence, and of the end."""
    places = []
    paragraph = number = 1
    start = 0
    for each in sentences:
        places.append((paragraph, number, start))
        start += len(each)
        if each == "\n":
            paragraph, number = paragraph + 1, 1
        else:
            number += 1
    return [*places, (paragraph, number, start)]
