"""Long runs of rows in the canonical layout, read without the TOML parser: a statement may have very many.

A run is taken out of the text, and an entry that stands for it is left; what remains is parsed as ever. Whatever is
unlike what this program writes ends a run. Where the entry is not found again in its list, the text is no such text
after all, and all of it is parsed. So is a text with a fault in it: its sentence never depends on this.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NamedTuple

from ..model.figure import Figure, Mark
from ..model.form import TableForm
from ..model.statement import Row
from .values import LARGEST

CODE: Final = re.compile(r"[1-9]\d\d(\d\d){0,2}", re.ASCII)
"""A code of the classification: 类, 款 or 项."""

_LEAST: Final = 40
"""Rows that make a run."""
_NUMBER = r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,12}|-?[1-9][0-9]{0,17}|0"
_TEXT = r'[^"\\\x00-\x1f\x7f]*+'
_BLOCK: Final = re.compile(
    r"^\[\[tables\.([a-z][a-z0-9-]*+)\.rows\]\]\n"
    rf'((?:[a-z][a-z0-9-]*+ = (?:{_NUMBER}|"{_TEXT}")\n)++)\n*+',
    re.MULTILINE,
)
_PAIR: Final = re.compile(r'([a-z0-9-]+) = (?:"([^"]*)"|(.*))\n')
_BETWEEN: Final = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*+[ \t]*")
_TEXTS: Final = frozenset({"name", "from"})


AnyRow = Row | dict[str, Any]
"""A row that is read, or the keys and values of one that something is to be told of."""


class TwiceError(Exception):
    """A row names a key twice: no TOML."""


class Run(NamedTuple):
    """Rows of one table that stand one behind the other: their text, how many, and where it stands."""

    role: str
    text: str
    size: int
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


class Shortened(NamedTuple):
    """A text without its runs; in place of the run of number n an entry with the key `mark` and the value n."""

    text: str
    runs: list[Run]
    mark: str


def find_runs(text: str) -> Iterator[Run]:
    """The runs of a text: rows of one table with nothing but empty lines between them."""
    role, start, last, end, count = "", 0, 0, 0, 0
    for match in _BLOCK.finditer(text):
        if match.start() != end or match[1] != role:
            yield from _whole(text, role, start, last, end, count)
            role, start, count = match[1], match.start(), 0
        last, end, count = match.start(), match.end(), count + 1
    yield from _whole(text, role, start, last, end, count)


def _whole(text: str, role: str, start: int, last: int, end: int, count: int) -> Iterator[Run]:
    """A run, without a last row that more may belong to."""
    between = _BETWEEN.match(text, end)
    after = between.end() if between else end
    if text[after : after + 1] not in {"", "["}:
        end, count = last, count - 1
    if count >= _LEAST:
        yield Run(role, text[start:end], count, start)


def blocks_of(text: str) -> Iterator[re.Match[str]]:
    """The rows of a run's text; group 2 of each has its keys and values."""
    return _BLOCK.finditer(text)


def shorten(text: str) -> Shortened | None:
    """The text without its runs; None where it has none."""
    runs = list(find_runs(text))
    if not runs:
        return None
    mark = "run"
    while mark in text:
        mark += "-"
    parts, at = [], 0
    for number, run in enumerate(runs):
        parts += [text[at : run.start], f"[[tables.{run.role}.rows]]\n{mark} = {number}\n\n"]
        at = run.end
    return Shortened("".join([*parts, text[at:]]), runs, mark)


def put_back(raw: dict[str, Any], short: Shortened) -> bool:
    """Put the runs where their entries stand; False where they are not all in the lists that they came from."""
    tables = raw.get("tables")
    found = 0
    for role, table in tables.items() if isinstance(tables, dict) else ():
        rows = table.get("rows") if isinstance(table, dict) else None
        if not isinstance(rows, list):
            continue
        for at, entry in enumerate(rows):
            if isinstance(entry, dict) and short.mark in entry:
                number = entry[short.mark]
                if len(entry) > 1 or short.runs[number].role != role:
                    return False
                rows[at] = short.runs[number]
                found += 1
    return found == len(short.runs)


class _Amounts(dict[str, "Decimal | Mark"]):
    """Figures by how they are written; equal ones are one. One that is not as it should be is a KeyError."""

    def __init__(self, decimals: int) -> None:
        super().__init__({f'"{mark.value}"': mark for mark in Mark})
        self.decimals = decimals

    def __missing__(self, number: str) -> Decimal | Mark:
        amount = Decimal(number)
        _, _, part = number.partition(".")
        if len(part) > self.decimals or (amount and amount.adjusted() > LARGEST):
            raise KeyError(number)
        self[number] = amount
        return amount


class RowReader:
    """Reads the rows of runs: those with nothing to tell as such, all others as the parser would give them."""

    def __init__(self, part: Callable[[], object] = lambda: None, stretch: int = sys.maxsize) -> None:
        self._part = part
        self._stretch = self._left = stretch
        self._amounts = _Amounts(-1)
        self._names: dict[str, str] = {}

    def spread(self, rows: list[Any], layout: TableForm, decimals: int) -> list[Any]:
        """A list of rows with those of its runs in their places.

        Raises:
            TwiceError: if a row names a key twice.
        """
        if not any(isinstance(each, Run) for each in rows):
            return rows
        if decimals != self._amounts.decimals:
            self._amounts = _Amounts(decimals)
        spread: list[Any] = []
        for each in rows:
            spread += self._rows(each, layout) if isinstance(each, Run) else [each]
        return spread

    def _rows(self, run: Run, layout: TableForm) -> Iterator[AnyRow]:
        for row in self.rows_of(run, layout):
            yield row
            self._left -= 1
            if not self._left:
                self._left = self._stretch
                self._part()

    def rows_of(self, run: Run, layout: TableForm) -> Iterator[AnyRow]:
        """The rows of a run."""
        columns = {id(block): frozenset(column.key for column in block.columns) for block in layout.blocks}
        for match in blocks_of(run.text):
            yield self._row(match[2], layout, columns)

    def _row(self, body: str, layout: TableForm, columns: Mapping[int, frozenset[str]]) -> Row | dict[str, Any]:
        pairs = _PAIR.findall(body)
        (first, key, _), *others = pairs
        block = layout.block_of(key) if _is_key(first, key) else None
        if block is None:
            return _parsed(pairs)
        known = columns[id(block)]
        figures: dict[str, Figure] = {}
        texts: dict[str, str] = {}
        for name, text, number in others:
            if name in known:
                try:
                    figures[name] = self._amounts[number or f'"{text}"']
                except (KeyError, InvalidOperation):
                    return _parsed(pairs)
            elif number or name not in _TEXTS:
                return _parsed(pairs)
            else:
                texts[name] = self._names.setdefault(text, text)
        if len(figures) + len(texts) < len(others):
            raise TwiceError
        return Row(key, texts.get("name", ""), figures, texts.get("from", ""))


def _is_key(name: str, key: str) -> bool:
    """Whether a row can be known by that."""
    return bool(CODE.fullmatch(key)) if name == "code" else name == "row" and bool(key) and not key.isdigit()


def _parsed(pairs: list[tuple[str, str, str]]) -> dict[str, Any]:
    """The row as the parser gives it."""
    values = {
        key: (Decimal(number) if "." in number else int(number)) if number else text for key, text, number in pairs
    }
    if len(values) < len(pairs):
        raise TwiceError
    return values
