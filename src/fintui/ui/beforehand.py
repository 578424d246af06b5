"""What is made beforehand: once all is checked and nobody waits, so that what is asked for first comes at once too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .desk import Desk

_TOOLS: Final = ("search", "goto", "keys")
"""Tools whose modules are loaded: people expect them to open at once."""


def beforehand(desk: Desk) -> Iterator[None]:
    """Make it step by step: what the first edit writes, how tables are laid out, the numbers of the explanations."""
    yield from desk.tools["keeping"].prepare()
    yield from desk.grid.layout.prepare()
    engine = desk.engine
    for topic in [*engine.sections] if engine else ():
        if engine and engine is desk.engine:
            engine.numbers(topic)
            yield
    for name in _TOOLS:
        desk.tools[name]  # made when asked for
        yield
