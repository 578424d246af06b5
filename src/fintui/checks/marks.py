"""A reviewer's marks: ticks, notes, doubts and sign-offs, each pinned to the value that it was given for.

A mark is never changed by an edit of the statement; whether it still holds is seen from what is pinned (`standing`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ..model.place import Place
from .quotations import Quotation, quote
from .targets import is_positional, parse_target, written

TICK: Final = "tick"
NOTE: Final = "note"
DOUBT: Final = "doubt"
SIGN_OFF: Final = "sign-off"
KINDS: Final = (DOUBT, NOTE, TICK, SIGN_OFF)
"""Kinds of marks, in the order in which a reader of the review wants them."""


@dataclass(frozen=True, slots=True)
class ReviewMark:
    """What was said of a place, for which value, by whom, when (an ISO date).

    With a `start` it is about a number in the place's text: `value` is the number, `before` and `after` the rest of
    its sentence.
    """

    kind: str = ""
    place: str = ""
    value: str = ""
    start: int = -1
    before: str = ""
    after: str = ""
    text: str = ""
    by: str = ""
    on: str = ""

    @property
    def target(self) -> Place | None:
        """The place as places are; None where it is written wrongly."""
        return parse_target(self.place)

    @property
    def is_claim(self) -> bool:
        """Whether it is about a number in a text."""
        return self.start >= 0

    @property
    def quotation(self) -> Quotation:
        """The number with its sentence."""
        return Quotation(self.before, self.value, self.after)

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other marks: place, kind and reviewer.

        Where the place alone does not say which number or record is meant, what is pinned does.
        """
        start, quoted = "", ("", "", "")
        if self.is_claim:
            start, quoted = f"{self.start:08}", (self.before, self.value, self.after)
        elif (target := self.target) and is_positional(target):
            quoted = ("", self.value, "")
        return (self.place, start, *quoted, str(KINDS.index(self.kind)), self.by)


def mark_of(kind: str, target: Place, value: str, *, text: str = "", by: str, on: str) -> ReviewMark:
    """A mark of a target, pinned to what stands there now."""
    return ReviewMark(kind, written(target), value, text=text, by=by, on=on)


def claim_mark(
    kind: str, target: Place, stored: str, span: tuple[int, int], *, text: str = "", by: str, on: str
) -> ReviewMark:
    """A mark of a number in a text as stored, pinned to it and to the words of its sentence."""
    quoted = quote(stored, *span)
    return ReviewMark(
        kind, written(target), quoted.value, span[0], quoted.before, quoted.after, text=text, by=by, on=on
    )


def joined(one: ReviewMark, other: ReviewMark) -> ReviewMark:
    """Of a mark that was given anew in two places the later one, with what was said in both."""
    older, newer = sorted((one, other), key=lambda each: (each.on, each.value, each.text))
    if not older.text or older.text in newer.text:
        return newer
    both = older.text if newer.text in older.text else f"{older.text} / {newer.text}"
    return replace(newer, text=both)
