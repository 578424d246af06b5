"""From a journal back to a document, where the statement is as it was when the changes were made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..model.changes import Change, Group, Insert, Put, Remove
from ..model.document import Document, Step
from ..model.place import Place, key_of
from .change_data import DataError, from_data, to_data
from .journal import Entry, Kept, digest

MADE = frozenset({"do", "undo", "redo"})


class Draft(NamedTuple):
    """A text that was being typed when the program ended."""

    place: Place
    text: str


class Leaf(NamedTuple):
    """One value or record of a step: where, what stood there, what is to stand there. A record is told whole."""

    place: Place
    old: object
    new: object


@dataclass(slots=True)
class Recovered:
    """What a journal holds beyond the file as it is now."""

    kept: Kept
    entries: list[Entry]
    exact: bool
    """Whether the statement is the one that the changes were made to."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to offer."""
        return not any(entry.get("k") in MADE for entry in self.entries) and self.draft is None

    @property
    def balance(self) -> int:
        """How many more steps were made than taken back; also those of before the last save are taken back."""
        kinds = [entry.get("k") for entry in self.entries]
        return kinds.count("do") + kinds.count("redo") - kinds.count("undo")

    @property
    def count(self) -> int:
        """How many changes there are to tell of."""
        return max(1, self.balance)

    @property
    def last(self) -> float:
        """When the last of it was done."""
        times = [entry.get("t") for entry in self.entries]
        return max((float(at) for at in times if isinstance(at, (int, float))), default=0.0)

    @property
    def draft(self) -> Draft | None:
        """The text that was being typed last, unless it was taken, or put back as it was."""
        place, text = Place("", "", ""), ""
        for entry in self.entries:
            match entry:
                case {"k": "draft", "place": [str(part), str(key), str(field)], "text": str(whole)}:
                    place, text = Place(part, key, field), whole
                case {"k": "draft", "at": int(at), "cut": int(cut), "put": str(put)}:
                    text = text[:at] + put + text[at + cut :]
                case {"k": "do" | "dropped"}:
                    place = Place("", "", "")
        return Draft(place, text) if place.part else None


def change_of(old: str, new: str) -> Entry:
    """What turns one text into another: from where, how much goes, what comes."""
    at = _alike(old, new)
    tail = _alike(old[at:][::-1], new[at:][::-1])
    return {"at": at, "cut": len(old) - at - tail, "put": new[at : len(new) - tail]}


def _alike(one: str, other: str) -> int:
    """How many characters they begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def recovered(kept: Kept, text: str) -> Recovered:
    """What was done since the text on disk was written, as far as the journal knows it."""
    now = digest(text)
    entries = list(kept.entries)
    for at in range(len(entries) - 1, -1, -1):
        if entries[at].get("digest") != now:
            continue
        if entries[at].get("k") == "saving":
            return Recovered(kept, entries[at + 1 :], exact=True)
        if entries[at].get("k") == "rebase":  # others had written the file, and what was unsaved was told anew
            lead = [{**entries[at], "k": "do"}] if entries[at].get("c") else []
            return Recovered(kept, lead + entries[at + 1 :], exact=True)
    return Recovered(kept, entries, exact=now == digest(kept.text))


def replay(document: Document, entries: Iterable[Entry]) -> int:
    """Do again what was done, so that it can be undone step by step; returns how many records are no changes.

    What was taken back beyond the beginning (a change that was saved before) is a step of its own.
    """
    clock, useless = document.clock, 0
    with document.together():
        for entry in entries:
            if entry.get("k") not in MADE:
                continue
            try:
                _replay_one(document, entry)
            except (DataError, LookupError, AttributeError, TypeError, RecursionError):
                useless += 1
    document.clock = clock
    return useless


def _replay_one(document: Document, entry: Entry) -> None:
    at = entry.get("t")
    document.clock = lambda: float(at) if isinstance(at, (int, float)) else 0.0
    kind, change, last, after = entry["k"], entry.get("c"), document.undoable, document.redoable
    if kind == "undo" and last and to_data(last.inverse) == change:
        document.undo()
    elif kind == "redo" and after and to_data(after.done) == change:
        document.redo()
    else:
        document.apply(from_data(change))


def pairs(done: Change, inverse: Change) -> Iterator[tuple[Change, Change]]:
    """Each single change with the one that takes it back."""
    if isinstance(done, Group) and isinstance(inverse, Group):
        for one, other in zip(done.changes, reversed(inverse.changes), strict=True):
            yield from pairs(one, other)
    else:
        yield done, inverse


def leaves(step: Step) -> Iterator[Leaf]:
    """The values and records of a step, with what stood there before."""
    for change, inverse in pairs(step.done, step.inverse):
        yield leaf(change, inverse)


def leaf(change: Change, inverse: Change) -> Leaf:
    """A single change, with what stood there before."""
    match change, inverse:
        case Put(place, new), Put(_, old):
            return Leaf(place, old, new)
        case Insert(part, index, record), _:
            return Leaf(Place(part, key_of(record, index), ""), None, record)
        case Remove(part, index), Insert(_, _, record):
            return Leaf(Place(part, key_of(record, index), ""), record, None)
    return Leaf(Place("", "", ""), None, None)
