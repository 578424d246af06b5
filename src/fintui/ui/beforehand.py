"""What is made beforehand: once all is checked and nobody waits, so that what is asked for first comes at once too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ..model.arithmetic import is_arithmetic
from .cells import read_typed
from .emphasis import emphasise
from .page_layout import Layout
from .slices import keep_what_is_made

if TYPE_CHECKING:
    from ..model.steps import Steps
    from .desk import Desk
    from .items import Item
    from .page import Page

_TOOLS: Final = ("search", "goto", "keys")
"""Tools whose modules are loaded: people expect them to open at once."""

_LONG: Final = "explanations"
"""The page that takes longest to lay out."""


def beforehand(desk: Desk) -> Iterator[None]:
    """Make it step by step: what the first edit writes, how tables are laid out, the numbers of the explanations."""
    yield from desk.tools["keeping"].prepare()
    statement = desk.document.statement
    read_typed("1", decimals=statement.decimals, unit=statement.unit)  # compiles what reads a typed figure
    is_arithmetic("1.5")
    yield
    yield from desk.grid.layout.prepare()
    engine = desk.engine
    for topic in [*engine.sections] if engine else ():
        if engine and engine is desk.engine:
            engine.numbers(topic)
            yield
    yield from _page(desk.page_face, desk.items_of(_LONG), desk.panel.width)
    for name in _TOOLS:
        desk.tools[name]  # made when asked for
        yield
    keep_what_is_made()


def _page(face: Page, items: list[Item], cells: int) -> Steps[None]:
    layout = Layout(emphasise)
    yield from layout.lay_out_in_steps(items, cells)
    if face.name != _LONG:
        face.layouts[_LONG] = layout
