"""Regular expressions that are compiled when first used: a check of one statement needs only some of all there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

HAN: Final = r"(?u:[^\W\d_A-Za-z])"
"""A Chinese character (or a letter neither Latin nor of one's own width): compiled in no time, which a range is not."""
_END: Final = 2**31  # behind the end of any text


class Pattern:
    """A regular expression; the methods are those of `re.Pattern`."""

    __slots__ = ("_compiled", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression, ready to search."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern)
        return self._compiled

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """The first match anywhere within bounds."""
        return self.compiled.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """The match at the start of the bounds."""
        return self.compiled.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """The match of all that is within bounds."""
        return self.compiled.fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """Every match within bounds."""
        return self.compiled.finditer(text, start, end)

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with every match replaced."""
        return self.compiled.sub(put, text)
