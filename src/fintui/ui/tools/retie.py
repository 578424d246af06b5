"""Re-tie on the screen: what the sentences would say with the figures as they are now, taken one by one or all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ...checks.outcome import Outcome, Quote
from ...checks.retie import Edit, Left, Plan, Rewrite, applied, retie
from ...checks.retie.wording import sentence_at
from ...model.changes import Change, Group, Put
from ...model.place import Place
from ..items import Field, Item, Stop
from ..lines import Choice
from ..outdated import SIGN
from ..text import clean

if TYPE_CHECKING:
    from ..desk import Desk

_SOURCES: Final = 6
"""Figures that are named as the reason of a rewrite; of more the first."""
_GROUPS: Final = ("stale", "other", "against")


class ReTie:
    """Shows the proposals and carries them out, as ordinary changes."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._plan = Plan((), ())
        self._rows: list[tuple[str, int, Rewrite]] = []
        self._watched: list[tuple[str, str, frozenset[str]]] = []

    # -- opening
    def open(self) -> None:
        """Show every proposal, the cursor on the one for what is selected."""
        desk = self.desk
        if desk.engine is None:
            desk.tell(desk.words("retie.not-checked"))
            return
        wanted = self._wanted()
        desk.visit("retie", lambda: desk.words("retie.title"), self._items, stays=True)
        for topic, start, rewrite in self._rows:
            if self._is_about(rewrite, wanted):
                desk.page_face.go_span(Place("sections", topic, "text"), start)
                return
        if not self._rows:
            desk.tell(desk.words("retie.nothing"))

    def _wanted(self) -> list[Quote]:
        """What is selected, or what the selected finding looked at."""
        desk = self.desk
        field = None if desk.part.is_table else desk.page_face.selected()
        if field and isinstance(field.outcome, Outcome):
            return list(field.outcome.quotes)
        here = desk.selected_quote()
        if here is None:
            return []
        if here.place.part == "sections" and not here.is_span and field:
            return [Quote(here.place, "", start=field.span[0], end=field.span[1])]
        return [here]

    def _is_about(self, rewrite: Rewrite, wanted: Sequence[Quote]) -> bool:
        place = Place("sections", rewrite.topic, "text")
        return any(
            quote.place in rewrite.cells
            or (
                quote.place == place
                and any(edit.start < max(quote.end, 0) and quote.start < edit.end for edit in rewrite.edits)
            )
            for quote in wanted
        )

    # -- the page
    def _items(self) -> list[Item]:
        engine, words = self.desk.engine, self.desk.words
        self._rows = []
        if engine is None:
            return []
        self._plan = retie(engine)
        groups = self._grouped()
        items = [Item((Field(words("retie.about", count=len(self._plan.rewrites)), "muted"),))]
        for name in _GROUPS:
            if groups[name]:
                items.append(self._heading(f"retie.group-{name}", len(groups[name])))
                items += [item for each in groups[name] for item in self._proposal(each, name)]
        items += self._looks()
        if self._plan.left:
            items.append(self._heading("retie.group-left", len(self._plan.left)))
            items += [self._left(each) for each in self._plan.left]
        return items

    def _heading(self, key: str, count: int) -> Item:
        return Item((Field(self.desk.words(key, count=count), "heading"),), space=1)

    def _grouped(self) -> dict[str, list[Rewrite]]:
        """What an edit since the last save made out of date, what else disagrees, and what would contradict."""
        groups: dict[str, list[Rewrite]] = {name: [] for name in _GROUPS}
        for each in self._plan.rewrites:
            late = bool(each.cells & self.desk.outdated.cells)
            groups["against" if each.against else "stale" if late else "other"].append(each)
        return groups

    def _proposal(self, rewrite: Rewrite, group: str) -> Iterator[Item]:
        words, text = self.desk.words, self._text(rewrite.topic)
        place = Place("sections", rewrite.topic, "text")
        sign, style = {"stale": (SIGN, "stale"), "against": ("✗", "failed")}.get(group, ("≈", "rounded"))
        space = 1
        for start, end, edits in _sentences(text, rewrite.edits):
            self._rows.append((rewrite.topic, start, rewrite))
            stops = tuple(Stop(edit.start - start, edit.end - start, "warned") for edit in edits)
            old = Field(text[start:end], "prose", place, offset=start, stops=stops)
            yield Item((Field(sign, style, cells=3), old), space=space)
            new, marked = _rewritten(text[start:end], start, edits)
            yield Item((Field("→", "changed", cells=3), Field(new, "base", stops=marked)))
            space = 0
        note = [self.desk.place_name(place), *self._because(rewrite.edits)]
        yield Item((Field("", cells=3), Field(clean(words("detail.comma").join(note)), "muted")))
        for why in sorted(rewrite.look):
            yield Item((Field("!", "warned", cells=3), Field(words(f"retie.look-{why}"), "warned")))
        if rewrite.against:
            about = {"rules": words("detail.comma").join(rewrite.against)}
            yield Item((Field("", cells=3), Field(words("retie.against", **about), "muted")))

    def _because(self, edits: Sequence[Edit]) -> list[str]:
        """The figures that a rewrite follows from."""
        cells = dict.fromkeys(quote for edit in edits for quote in edit.sources if not quote.is_span)
        return [f"{self.desk.names(quote.place)} {quote.text}" for quote in list(cells)[:_SOURCES]]

    def _left(self, left: Left) -> Item:
        quote = self._quote(left)
        text = f"{self.desk.names(quote.place)}“{quote.text}”: {self.desk.words(f'retie.left-{left.why}')}"
        return Item((Field("?", "unknown", cells=3), Field(clean(text.replace("\n", " ")), "base", goto=quote)))

    def _quote(self, left: Left) -> Quote:
        words = self._text(left.topic)[left.start : left.end]
        return Quote(Place("sections", left.topic, "text"), words[-40:], start=left.start, end=left.end)

    def _looks(self) -> Iterator[Item]:
        """Sentences that were written anew and that a person has to look at, as long as they stand so."""
        there = [(*each, at) for each in self._watched if (at := self._find(*each[:2]))]
        if there:
            yield self._heading("retie.group-look", len(there))
        for topic, sentence, why, at in there:
            goto = Quote(Place("sections", topic, "text"), sentence, start=at - 1, end=at - 1 + len(sentence))
            told = self.desk.words("detail.comma").join(self.desk.words(f"retie.look-{each}") for each in sorted(why))
            yield Item((Field("!", "warned", cells=3), Field(clean(sentence), "base", goto=goto)))
            yield Item((Field("", cells=3), Field(told, "muted")))

    def _find(self, topic: str, sentence: str) -> int:
        """Where a sentence begins, counted from 1; 0 where it stands no more."""
        return self._text(topic).find(sentence) + 1

    def _text(self, topic: str) -> str:
        section = self.desk.document.statement.section(topic)
        return section.text if section else ""

    # -- taking
    def take(self) -> None:
        """Carry out the selected proposal; one that would contradict is asked about first."""
        field = self.desk.page_face.selected()
        chosen = (field.place.key, field.offset) if field and field.place else None
        rewrite = next((each for topic, start, each in self._rows if (topic, start) == chosen), None)
        if rewrite is None:
            self.desk.edit()
        elif not rewrite.against:
            self._apply([rewrite])
        else:
            rules = self.desk.words("detail.comma").join(rewrite.against)
            self._ask(self.desk.words("retie.ask", rules=rules), lambda: self._apply([rewrite]))

    def take_all(self) -> None:
        """Carry out all that an edit called for, as one step; what disagreed before only once that is confirmed."""
        groups, words = self._grouped(), self.desk.words
        if groups["stale"]:
            self._apply(groups["stale"])
        elif groups["other"]:
            question = words("retie.ask-other", count=len(groups["other"]))
            self._ask(question, lambda: self._apply(groups["other"]))
        else:
            self.desk.tell(words("retie.nothing"))

    def _ask(self, question: str, run: Callable[[], None]) -> None:
        words = self.desk.words
        answers = [
            (("enter", "y", "Y"), words("retie.do"), run),
            (("escape",), words("choice.cancel"), lambda: None),
        ]
        self.desk.status.ask(Choice(question, answers))

    def see(self) -> None:
        """To the sentence in its section."""
        field = self.desk.page_face.selected()
        if field and field.place:
            self.desk.go_quote(Quote(field.place, field.text, start=field.offset, end=field.span[1]))
        else:
            self.desk.edit()

    def _apply(self, rewrites: Sequence[Rewrite]) -> None:
        changes: list[Change] = []
        for topic in dict.fromkeys(each.topic for each in rewrites):
            edits = [edit for each in rewrites if each.topic == topic for edit in each.edits]
            changes.append(Put(Place("sections", topic, "text"), applied(self._text(topic), edits)))
        for each in rewrites:
            changes += each.charts
        watched = [found for each in rewrites for found in self._after(each)]
        count = sum(len(each.edits) for each in rewrites)
        self._watched += watched
        self.desk.document.apply(changes[0] if len(changes) == 1 else Group("retie", tuple(changes)))
        told = self.desk.words("retie.done", count=count)
        if watched:
            told = f"{told} {self.desk.words('retie.look', count=len(watched))}"
        self.desk.tell(told)

    def _after(self, rewrite: Rewrite) -> Iterator[tuple[str, str, frozenset[str]]]:
        """The sentences that a person has to look at, as they will be."""
        text = self._text(rewrite.topic)
        for start, end, edits in _sentences(text, rewrite.edits) if rewrite.look else ():
            yield rewrite.topic, _rewritten(text[start:end], start, edits)[0], rewrite.look


def _sentences(text: str, edits: Sequence[Edit]) -> Iterator[tuple[int, int, list[Edit]]]:
    """The sentences that edits touch, each with its own."""
    found: dict[tuple[int, int], list[Edit]] = {}
    for edit in edits:
        found.setdefault(sentence_at(text, edit.start, edit.end), []).append(edit)
    for (start, end), own in sorted(found.items()):
        yield start, end, own


def _rewritten(sentence: str, offset: int, edits: Sequence[Edit]) -> tuple[str, tuple[Stop, ...]]:
    """A sentence with its edits made, and where they stand in it."""
    stops, shift, text = [], 0, sentence
    for edit in sorted(edits, key=lambda each: each.start):
        start = edit.start - offset + shift
        text = text[:start] + edit.new + text[start + len(edit.old) :]
        stops.append(Stop(start, start + len(edit.new), "changed"))
        shift += len(edit.new) - len(edit.old)
    return text, tuple(stop for stop in stops if stop.end > stop.start)
