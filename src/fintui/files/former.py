"""Last year's statement of the same department, in the same folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tomli import loads

from ..model.statement import Statement
from .faults import UnreadableError
from .reader import Loaded, load

_HEAD: Final = 8192
"""Bytes in which the head of a statement is sought."""
_MOST: Final = 2000
"""Files of a folder that are looked at."""
_KEY: Final = re.compile(r"^(department|year|format)[ \t]*=[ \t]*([^\r\n]*)", re.MULTILINE)


def find_former(path: Path, department: str, year: int) -> Path | None:
    """The file beside `path` that is the statement of the same department for the year before."""
    for other in _beside(path):
        if head_of(other) == (department, year - 1):
            return other
    return None


def years_of(path: Path, department: str) -> dict[int, Path]:
    """The other files beside `path` that are statements of the same department, by year."""
    heads = ((other, head_of(other)) for other in _beside(path))
    return {head[1]: other for other, head in heads if head and head[0] == department}


def load_former(path: Path, department: str, year: int) -> tuple[Path, Loaded] | None:
    """The same, read; None where there is none that can be read."""
    found = find_former(path, department, year)
    if found is None:
        return None
    try:
        return found, load(found)
    except UnreadableError:
        return None


def _beside(path: Path) -> Iterator[Path]:
    return (other for other in _files(path.parent) if other.name != path.name)


def _files(folder: Path) -> list[Path]:
    try:
        names = sorted(folder.glob("*.toml"))[:_MOST]
    except OSError:
        return []
    return [each for each in names if not each.name.endswith(".review.toml")]


def head_of(path: Path) -> tuple[str, int] | None:
    """Department and year as a file's first lines give them, without reading all of it; None if they do not."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            text = file.read(_HEAD).decode("utf-8", "ignore")
    except OSError:
        return None
    head = re.split(r"^[ \t]*\[", text, maxsplit=1, flags=re.MULTILINE)[0]
    lines = [f"{key} = {value}" for key, value in _KEY.findall(head)]
    try:
        raw = loads("\n".join(lines))
    except (ValueError, RecursionError):
        return None
    department, year = raw.get("department"), raw.get("year")
    if not isinstance(department, str) or not isinstance(year, int) or "format" not in raw:
        return None
    return department, year


class Formers:
    """Last year's statements for many: the given one, else one beside each; a folder's heads are read only once.

    With `others` the given one is for statements of its own department, without for whichever is checked.
    """

    def __init__(self, given: Path | None = None, *, search: bool = True, others: bool = False) -> None:
        self.given, self.search, self.others = given, search, others
        self._heads: dict[Path, dict[tuple[str, int], Path]] = {}
        self._loaded: Statement | None = None

    def of(self, path: Path, statement: Statement) -> Statement | None:
        """Last year's statement for the one that was read from `path`; None where there is none that can be read.

        Raises:
            UnreadableError: if the given one cannot be read.
        """
        if self.given:
            self._loaded = former = self._loaded or load(self.given).statement
            fits = not self.others or former.department == statement.department
            return former if fits and former.year == statement.year - 1 else None
        if not self.search:
            return None
        heads = self._heads.get(path.parent)
        if heads is None:
            heads = self._heads[path.parent] = _heads(path.parent)
        found = heads.get((statement.department, statement.year - 1))
        try:
            return load(found).statement if found else None
        except UnreadableError:
            return None


def _heads(folder: Path) -> dict[tuple[str, int], Path]:
    """Statements of a folder by department and year, of several the first."""
    found: dict[tuple[str, int], Path] = {}
    for path in _files(folder):
        if head := head_of(path):
            found.setdefault(head, path)
    return found
