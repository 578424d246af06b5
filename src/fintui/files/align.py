"""Which entries of two lists are the same ones."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Final

Step = tuple[str, int, int, int, int]
"""As `difflib` has them: `equal`, `replace`, `delete` or `insert`, and a stretch of either list."""

_LARGEST: Final = 1_000_000


def keyed(old: list[str], new: list[str]) -> list[Step]:
    """Steps between two lists of keys."""
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def unkeyed(old: list[str], new: list[str]) -> list[Step]:
    """Steps between two lists whose entries have no keys: as few entries as possible are edited, come or go.

    Unlike `difflib`, it sees an edit in place of one of two alike.
    """
    head = next((i for i, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    head = min(len(old), len(new)) if head is None else head
    ours, theirs = old[head:], new[head:]
    if len(ours) * len(theirs) > _LARGEST:
        return keyed(old, new)
    start: list[Step] = [("equal", 0, head, 0, head)] if head else []
    return start + [
        (code, a1 + head, a2 + head, b1 + head, b2 + head) for code, a1, a2, b1, b2 in _cheapest(ours, theirs)
    ]


def _cheapest(old: list[str], new: list[str]) -> list[Step]:
    """The edit distance's steps, each of one entry."""
    costs = [[*range(len(new), -1, -1)]]
    for one in reversed(old):
        below = costs[-1]
        row = [below[-1] + 1]
        for j in range(len(new) - 1, -1, -1):
            row.append(below[j + 1] if one == new[j] else 1 + min(below[j + 1], below[j], row[-1]))
        costs.append(row[::-1])
    costs.reverse()
    steps: list[Step] = []
    i = j = 0
    while i < len(old) or j < len(new):
        cost = costs[i][j]
        if i < len(old) and j < len(new) and old[i] == new[j]:
            steps.append(("equal", i, i := i + 1, j, j := j + 1))
        elif i < len(old) and j < len(new) and costs[i + 1][j + 1] + 1 == cost:
            steps.append(("replace", i, i := i + 1, j, j := j + 1))
        elif i < len(old) and costs[i + 1][j] + 1 == cost:
            steps.append(("delete", i, i := i + 1, j, j))
        else:
            steps.append(("insert", i, i, j, j := j + 1))
    return steps
