"""Work that is done a step at a time: whoever takes the steps can do something else between them."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar, cast

T = TypeVar("T")
Steps = Generator[None, None, T]
"""What makes something a step at a time."""


def at_once(steps: Steps[T]) -> T:
    """What is made when all steps are taken."""
    while True:
        try:
            next(steps)
        except StopIteration as made:
            return cast("T", made.value)
