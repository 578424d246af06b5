"""How accurate the tie-out is: `python tests/checks/accuracy.py` runs all of it and prints what was measured.

1,000 consistent statements must give no contradiction; of every digit of every figure of the shipped statements, and
of a share of those of 20 generated ones, changed to every other digit, nearly all changes must be noticed; 10,000
random edits must leave the outcomes of a full run. It takes some minutes. test_accuracy.py has a small part of it.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from multiprocessing import Pool
from random import Random

from edits import edited
from mutations import Tally, cell_changes, is_contradiction, tally, text_changes
from shared import engine_of, load_shipped
from statements import make_statement

from fintui.checks.engine import Engine
from fintui.checks.judge import Grade, Severity

SHIPPED = ("wuchang-big-data-centre-2020", "putuo-finance-bureau-2024")
FAR, NEAR = ("far amount", "far percent"), ("near amount", "near percent")


def false_alarms(seed: int) -> tuple[list[str], int, int]:
    """What an engine says against a consistent statement, and how many of its numbers are tied, of how many."""
    engine = engine_of(*make_statement(seed))
    found = [
        f"{seed}: {each.rule} {each.grade.value} {[quote.text for quote in each.quotes]}"
        for each in engine.all()
        if each.severity in {Severity.ERROR, Severity.WARNING} or each.grade is Grade.INCONSISTENT
    ]
    counted = {(topic, n.start) for topic in engine.sections for n in engine.numbers(topic) if n.kind in _TIED}
    coverage = engine.coverage()
    left = {(quote.place.key, quote.start) for quote in (*coverage.undecided, *coverage.untied)}
    return found, len(counted - left), len(counted)


_TIED = {"amount", "percent"}


def shipped_tallies(name: str, share: float = 1) -> tuple[Tally, Tally]:
    """Changes to the cells and to the prose of a shipped statement. What is wrong from the start is left out."""
    engine = engine_of(*load_shipped(name))
    return _tallies(engine, 1, share, share)


def generated_tallies(seed: int, share: float) -> tuple[Tally, Tally]:
    """A share of the changes to a generated statement."""
    return _tallies(engine_of(*make_statement(seed)), seed, share, share)


def _tallies(engine: Engine, seed: int, of_cells: float, of_texts: float) -> tuple[Tally, Tally]:
    wrong = {
        (quote.place, quote.start)
        for each in engine.all()
        if is_contradiction(each)
        for quote in each.quotes
        if quote.role == "stated"
    }
    texts = (each for each in list(text_changes(engine, wrong)))
    cells = cell_changes(engine.context.statement)
    return tally(engine, cells, Random(seed), of_cells), tally(engine, texts, Random(seed), of_texts)


def rate(tallies: Iterable[Tally], kinds: Iterable[str]) -> float:
    """Share of the changes of these kinds that were noticed."""
    all_, kinds = list(tallies), set(kinds)
    made = sum(each.made[kind] for each in all_ for kind in kinds)
    return sum(each.noticed[kind] for each in all_ for kind in kinds) / max(1, made)


def _generated(seed: int) -> tuple[Tally, Tally]:
    return generated_tallies(seed, 0.06)


def edits(number: int) -> int:
    """250 random edits of a statement, each compared with a full run; how many were made."""
    statement, form = load_shipped(SHIPPED[number]) if number < len(SHIPPED) else make_statement(number)
    edited(statement, form, number, 250)
    return 250


def _lines() -> Iterator[str]:
    with Pool() as pool:
        started = time.perf_counter()
        results = pool.map(false_alarms, range(1000), chunksize=20)
        alarms = [line for found, _, _ in results for line in found]
        tied, counted = (sum(result[at] for result in results) for at in (1, 2))
        yield f"1,000 consistent statements: {len(alarms)} false, {tied / counted:.2%} of {counted:,} numbers tied"
        yield from alarms[:20]
        yield f"  made, checked and counted in {time.perf_counter() - started:.1f} s"
        for name, (cells, texts) in zip(SHIPPED, pool.map(shipped_tallies, SHIPPED), strict=True):
            yield from _told(name, cells, texts)
        cells, texts = Tally(), Tally()
        for of_cells, of_texts in pool.imap_unordered(_generated, range(20)):
            cells.update(of_cells)
            texts.update(of_texts)
        yield from _told("20 generated statements", cells, texts)
        yield f"{sum(pool.imap_unordered(edits, range(40))):,} random edits, each the same as a full run"


def _told(name: str, cells: Tally, texts: Tally) -> Iterator[str]:
    yield name
    for title, each, kinds in (
        ("tables, more than a last digit", cells, ("far",)),
        ("tables, one last digit", cells, ("near",)),
        ("prose, more than a last digit", texts, FAR),
        ("prose, one last digit", texts, NEAR),
        ("counts, more than one", texts, ("far count",)),
    ):
        if made := sum(each.made[kind] for kind in kinds):
            yield f"  {title}: {rate([each], kinds):.2%} of {made:,}"
    weak: Counter[str] = Counter()
    for (_, where), number in (cells.missed + texts.missed).items():
        weak[where] += number
    yield from (f"    {number:4} missed: {where}" for where, number in weak.most_common(24))


if __name__ == "__main__":
    for line in _lines():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
