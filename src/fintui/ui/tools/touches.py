"""What a change of the selected figure or text would touch: every check that reads it, and what else each one reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...files.telling import tell
from ..items import Field, Item
from ..ledger import STYLES, sign_of
from ..text import clean

if TYPE_CHECKING:
    from ...checks.outcome import Outcome, Quote
    from ..desk import Desk


class Touches:
    """A page about one place, made anew after every edit."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._about: Quote | None = None

    def show(self) -> None:
        """List the checks that read what is selected."""
        desk = self.desk
        self._about = desk.selected_quote()
        if self._about is None:
            desk.tell(desk.words("message.no-figure"))
            return
        desk.visit("touches", self._title, self._items)

    def _title(self) -> str:
        place = self.desk.place_name(self._about.place) if self._about else ""
        return self.desk.words("touches.title", place=place)

    def _items(self) -> list[Item]:
        desk = self.desk
        read = desk.engine.readers(self._about.place) if desk.engine and self._about else []
        items = [Item((Field(desk.words("touches.count", count=len(read)), "muted"),))]
        for outcome in read:
            items += self._outcome(outcome)
        return items

    def _outcome(self, outcome: Outcome) -> list[Item]:
        """The check, and under it the other places that it reads, each to go to."""
        desk, about = self.desk, self._about
        text = f"{outcome.rule}  {clean(tell(outcome, desk.names))}"
        sign = Field(sign_of(outcome), STYLES[outcome.severity], cells=4)
        others = [quote for quote in outcome.quotes if about is None or quote.place != about.place]
        goto = others[0] if others else next(iter(outcome.quotes), None)
        items = [Item((sign, Field(text, "base", goto=goto, outcome=outcome)), space=1)]
        places = dict.fromkeys(desk.place_name(quote.place) for quote in others)
        if len(places) > 1:
            items.append(Item((Field("、".join(places), "muted"),), indent=4))
        return items
