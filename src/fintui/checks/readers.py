"""What a change to a place would touch: the outcomes of the checks that read it, one level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..model.place import Place
from .outcome import Outcome

if TYPE_CHECKING:
    from .engine import Engine


def readers_of(engine: Engine, place: Place) -> list[Outcome]:
    """The outcomes that could be others if a figure, a record's value or a section's text were another.

    They come in the order of the engine; what they look at beside the place is in their quotes.
    """
    found: dict[int, Outcome] = {}
    for outcome in (*_of_cell(engine, place), *_of_claims(engine, place), *engine.at(place)):
        found[id(outcome)] = outcome
    order = {id(outcome): number for number, outcome in enumerate(engine.all())}
    return sorted(found.values(), key=lambda outcome: order[id(outcome)])


def _of_cell(engine: Engine, place: Place) -> Iterator[Outcome]:
    for number in engine.cell_readers(place):
        yield from engine.outcomes.get(("cell", f"{number:06}"), ())


def _of_claims(engine: Engine, place: Place) -> Iterator[Outcome]:
    """Claims that look at a cell, or at a quantity that a text gives."""
    given = engine.sections.get(place.key) if place.part == "sections" and place.field == "text" else None
    keys = given.mentions.keys() if given else ()
    cells = {place}
    for topic, section in engine.sections.items():
        outcomes = engine.outcomes.get(("section", topic), [])
        for at in section.reading(cells, keys):
            yield from outcomes[at]
