"""Faults: what is wrong in a file, one sentence each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .words import Words


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `code` is the key `fault.<code>` of the words catalogue, `about` what its sentence names."""

    code: str
    line: int = 0
    about: dict[str, str] = field(default_factory=dict)

    def sentence(self, words: Words, file: str = "") -> str:
        """`file:line: what was found, what was expected, what to do`."""
        where = f"{file}:{self.line}" if self.line else file
        text = words(f"fault.{self.code}", **self.about)
        return f"{where}: {text}" if where else text


class UnreadableError(Exception):
    """A file that cannot be opened as a statement, for one reason."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def nearest(found: str, known: Iterable[str]) -> str:
    """The known word most like the one found, or empty."""
    return next(iter(get_close_matches(found, list(known), n=1, cutoff=0.5)), "")
