"""Entries that two people have changed since a common state, brought together by key: nothing is lost unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar


class Keyed(Protocol):
    """What is told from others by its key."""

    @property
    def key(self) -> tuple[str, ...]:
        """The same for what is the same, whoever changed it."""


K = TypeVar("K", bound=Keyed)


def merged(base: Iterable[K], mine: Iterable[K], theirs: Iterable[K], join: Callable[[K, K], K]) -> list[K]:
    """Both sides' changes since `base`, in the order of keys.

    What one side took away and the other changed stays, changed; what both changed is what `join` makes of the two.
    """
    old, here, there = by_key(base, join), by_key(mine, join), by_key(theirs, join)
    found = []
    for key in sorted({*here, *there}):
        before, own, other = old.get(key), here.get(key), there.get(key)
        kept = (
            other if own == before else own if other == before else join(own, other) if own and other else own or other
        )
        if kept:
            found.append(kept)
    return found


def by_key(entries: Iterable[K], join: Callable[[K, K], K]) -> Mapping[tuple[str, ...], K]:
    """Entries by key; of two with the same key what `join` makes of them, as a merge of files may leave them."""
    found: dict[tuple[str, ...], K] = {}
    for each in entries:
        found[each.key] = join(found[each.key], each) if each.key in found and found[each.key] != each else each
    return found
