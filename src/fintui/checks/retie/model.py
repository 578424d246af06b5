"""What re-tying proposes: words of a section replaced, what they follow from, and what stays for a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ...model.changes import Put
from ...model.place import Place
from ..outcome import Quote

Spot = tuple[str, int]
"""A number of the explanations: the topic of its section, and where it begins there."""


class Edit(NamedTuple):
    """A stretch of a section's text and what stands there instead.

    `kind` says why: "figure" (the cell's amount), "change", "rate", "share", "completion", "direction", "level",
    "order". `sources` are the figures that it follows from.
    """

    topic: str
    start: int
    end: int
    old: str
    new: str
    kind: str
    sources: tuple[Quote, ...] = ()


class Rewrite(NamedTuple):
    """Edits that only make sense together, in one or more sentences of one section.

    `look`: what a person has to look at, since no figure can tell it: "direction" (the reasons given were for the
    other way), "level" (there is a change now, or none any more), "risen", "bound" (the figures break a bound that
    the text tells of), or why something in the same sentences stays.
    `against` are the checks that would contradict it: then it is nothing to be done without thinking.
    `charts` are the bars that show the same change.
    """

    topic: str
    edits: tuple[Edit, ...]
    cells: frozenset[Place]
    look: frozenset[str] = frozenset()
    against: tuple[str, ...] = ()
    charts: tuple[Put, ...] = ()

    def applied(self, text: str) -> str:
        """The section's text with these edits."""
        return applied(text, self.edits)


class Left(NamedTuple):
    """A claim that no longer agrees, or may not, and that stays as it is: `why` is a key of the words catalogue."""

    topic: str
    start: int
    end: int
    why: str
    number: int = -1
    """Where the number that the claim states begins, if it states one."""


class Plan(NamedTuple):
    """Everything that re-tying would do, in the order of the text."""

    rewrites: tuple[Rewrite, ...]
    left: tuple[Left, ...]

    def text(self, topic: str, before: str) -> str:
        """A section's text with every rewrite that contradicts nothing."""
        return applied(
            before, [edit for each in self.rewrites if each.topic == topic and not each.against for edit in each.edits]
        )


def applied(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits made, from the last one to the first so that places stay."""
    for edit in sorted(edits, key=lambda each: each.start, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text
