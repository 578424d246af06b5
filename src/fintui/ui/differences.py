"""The page of differences: what another statement has, and what is there now; Enter leads there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ..checks.outcome import Quote
from ..files.differing import SIGNS, Telling
from ..model.compare import Difference, Kind
from ..model.merging import Conflict
from ..model.prose import Sentence, sentences_changed
from .items import Field, Item, Stop
from .text import clean

_MARKS: Final = {"same": ("", "", ""), "removed": ("[-", "-]", "failed"), "added": ("{+", "+}", "number")}
_STYLES: Final = {Kind.CHANGED: "changed", Kind.ADDED: "number", Kind.REMOVED: "failed", Kind.ORDER: "changed"}
_SHORT: Final = 30
"""Characters of a text that is told as a whole."""


def difference_items(
    found: Iterable[Difference],
    telling: Telling,
    head: str,
    is_kept: Callable[[Difference], bool],
    conflict_at: Callable[[Difference], Conflict | None],
) -> list[Item]:
    """A line what is compared with, then each difference under the part it is in; of longer texts the sentences."""
    items = [Item((Field(head, "question"),))]
    group = ""
    for each in found:
        if (now := clean(telling.group(each))) != group:
            group = now
            items.append(Item((Field(group, "heading"),), space=1))
        kept, conflict = is_kept(each), conflict_at(each)
        sign = "✓" if kept else "!" if conflict else SIGNS[each.kind]
        style = "muted" if kept else "warned" if conflict else _STYLES[each.kind]
        text = clean(_told(each, telling, conflict))
        items.append(
            Item(
                (
                    Field(sign, style, cells=3),
                    Field(text, "muted" if kept else "base", goto=target_of(each), token=each),
                )
            )
        )
        items += _sentences(each, telling)
    if len(items) == 1:
        items.append(Item((Field(telling.new.words("difference.none"), "base"),), space=1))
    return items


def _told(difference: Difference, telling: Telling, conflict: Conflict | None) -> str:
    words, where = telling.new.words, telling.where(difference)
    if is_prose(difference):
        return where
    about = {"where": where, "before": telling.before(difference), "after": telling.after(difference)}
    if conflict and difference.kind is Kind.CHANGED:
        base = telling.value(conflict.base, difference, telling.old)
        return words("difference.told-conflict", base=base, **about)
    return words(f"difference.told-{difference.kind.value}", **about)


def is_prose(difference: Difference) -> bool:
    """A text that became another one, both of more than a few words."""
    before, after = difference.before, difference.after
    if not isinstance(before, str) or not isinstance(after, str) or not before or not after:
        return False
    return "\n" in before + after or max(len(before), len(after)) > _SHORT


def _sentences(difference: Difference, telling: Telling) -> Iterator[Item]:
    if not is_prose(difference):
        return
    for sentence in sentences_changed(str(difference.before), str(difference.after)):
        yield Item((_runs(sentence, telling),), indent=5)


def _runs(sentence: Sentence, telling: Telling) -> Field:
    """A sentence with what went and what came in styles of their own, and in brackets for those who see none."""
    about = {"paragraph": sentence.paragraph, "number": sentence.number}
    text = telling.new.words("difference.sentence", **about) + " "
    stops = []
    for kind, piece in sentence.runs:
        left, right, style = _MARKS[kind]
        shown = f"{left}{clean(piece.replace(chr(10), '⏎'))}{right}"
        if style:
            stops.append(Stop(len(text), len(text) + len(shown), style))
        text += shown
    return Field(text, "base", stops=tuple(stops))


def target_of(difference: Difference) -> Quote:
    """Where Enter leads: the figure, the sentence, or of what is not there the part it would be in."""
    place = difference.place
    if difference.kind in {Kind.REMOVED, Kind.ORDER}:
        return Quote(place._replace(key="", field=""), "")
    if is_prose(difference):
        changed = sentences_changed(str(difference.before), str(difference.after))
        start = min((each.start for each in changed if any(kind != "removed" for kind, _ in each.runs)), default=0)
        return Quote(place, "", start=start, end=start)
    return Quote(place, "")
