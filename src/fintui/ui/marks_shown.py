"""Where marks are shown: the status line, the contents list, the detail pane, the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..checks.marks import DOUBT, SIGN_OFF, TICK
from ..checks.progress import Count
from ..checks.standing import Standing, Standings
from ..files.marks_told import SIGNS, STALE_SIGN, foremost, sign_of_mark, tell_mark
from ..files.naming import Names
from ..model.place import TABLES, Place
from ..model.statement import LISTS
from .items import Field, Item
from .text import clean

if TYPE_CHECKING:
    from ..checks.outcome import Quote
    from .page import Page
    from .parts import Part


class MarksShown:
    """What tells of marks; a part of `Marking`."""

    names: Names
    page_face: Page
    standings: Standings
    count: Count
    signs: dict[Place, str]
    tally: dict[tuple[str, str], list[Standing]]
    selected_quote: Callable[[], Quote | None]

    def progress_note(self) -> str:
        """`✓213/240` for the status line, once there are marks."""
        if not self.standings.by_target:
            return ""
        total = self.count.total()
        return f"{SIGNS[TICK]}{total.ticked}/{total.all}"

    def review_signs(self, part: Part) -> str:
        """What the contents list shows of the marks of a part: signed or ticked, open doubts, what is stale."""
        if not self.standings.by_target:
            return ""
        if part.is_table:
            found = self.tally.get((TABLES + part.role, ""), [])
            agreed = [each for each in found if each.mark.kind == SIGN_OFF]
        elif part.page == "explanations":
            topics = [part.topic] if part.level else [topic for name, topic in self.tally if name == "sections"]
            found = [each for topic in topics for each in self.tally.get(("sections", topic), ())]
            agreed = (
                [] if not part.level else [each for each in found if each.mark.kind == TICK and not each.target.field]
            )
        else:
            return ""
        signs = [SIGNS[TICK]] if any(not each.is_stale for each in agreed) else []
        doubts = sum(each.mark.kind == DOUBT and not each.is_stale for each in found)
        stale = sum(each.is_stale for each in found)
        counts = {SIGNS[DOUBT]: doubts, STALE_SIGN: stale}
        return " ".join([*signs, *(f"{sign}{count}" for sign, count in counts.items() if count)])

    def marks_here(self) -> list[Standing]:
        """The marks of what is selected: of the figure or number, and of the row, record or section around it."""
        here = self.selected_quote()
        if here is None or not self.standings.by_target:
            return []
        found = self.standings.at(here.place)
        if here.is_span:
            found = [each for each in found if each.start < here.end and each.end > here.start]
        elif not here.place.is_cell:
            start, end = field.span if (field := self.page_face.selected()) else (0, 0)
            found = [each for each in found if not each.mark.is_claim or (each.start < end and each.end > start)]
        around = here.place._replace(field="")
        return [*found, *(self.standings.at(around) if around.key else [])]

    def told_marks(self) -> list[tuple[str, str]]:
        """The marks of what is selected, for the detail pane."""
        styles = {SIGNS[DOUBT]: "warned-text", STALE_SIGN: "warned-text"}
        told = []
        for each in self.marks_here():
            sign = sign_of_mark(each)
            told.append((f"{sign} {clean(tell_mark(each, self.names))}", styles.get(sign, "base")))
        return told

    def signed(self, items: list[Item]) -> list[Item]:
        """The items of a page with the signs of their marks."""
        if not self.signs:
            return items
        return [item._replace(sign=sign) if (sign := self._sign_of(item)) else item for item in items]

    def _sign_of(self, item: Item) -> str:
        found = [each for field in item.fields if field.place for each in self._marks_of(field, field.place)]
        if item.topic and (section := self.standings.at(Place("sections", item.topic, ""))):
            found += section
        best = foremost(found)
        return sign_of_mark(best) if best else ""

    def _marks_of(self, field: Field, place: Place) -> list[Standing]:
        start, end = field.span
        own = [each for each in self.standings.at(place) if not each.mark.is_claim or start <= each.start < end]
        return own + (
            self.standings.at(place._replace(field="")) if place.part in LISTS and place.part != "sections" else []
        )
