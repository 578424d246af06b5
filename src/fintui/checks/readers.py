"""What a change to a place would touch: the outcomes of the checks that read it, one level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.place import Place
from .outcome import Outcome, Source, order_of

if TYPE_CHECKING:
    from .engine import Engine


def readers_of(engine: Engine, place: Place) -> list[Outcome]:
    """The outcomes that could be others if a figure, a record's value or a section's text were another.

    They come in the order of the engine; what they look at beside the place is in their quotes.
    """
    found = engine.of_cell(place)
    reading = _claims(engine, place)
    for source, outcomes in engine.ordered():
        if source[0] != "cell":
            own = reading.get(source, ())
            found[source] = [
                each
                for at, each in enumerate(outcomes)
                if at in own or any(quote.place == place for quote in each.quotes)
            ]
    return [outcome for source in sorted(found, key=order_of) for outcome in found[source]]


def _claims(engine: Engine, place: Place) -> dict[Source, set[int]]:
    """Which outcomes of which sections are of claims that look at a cell, or at a quantity that a text gives."""
    given = engine.sections.get(place.key) if place.part == "sections" and place.field == "text" else None
    keys = given.mentions.keys() if given else ()
    return {
        ("section", topic): {at for each in section.reading({place}, keys) for at in range(each.start, each.stop)}
        for topic, section in engine.sections.items()
    }
