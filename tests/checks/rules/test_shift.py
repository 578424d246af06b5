"""TX-3 against a search that tries every move of every block."""

from __future__ import annotations

import random
import time
from decimal import Decimal

from fintui.checks.rules.shift import Block, Slips, _Slip
from fintui.checks.rules.sums import Gaps, made_sums
from fintui.model.steps import at_once

FARTHEST = 3
Sums = list[tuple[str, tuple[str, ...]]]


def slips_of(block: list[str], sums: Sums, amounts: dict[str, Decimal]) -> Slips:
    keys = ["total", *block]
    made = at_once(made_sums(sums, {key: at for at, key in enumerate(keys)}, len(keys)))
    held = [amounts.get(key, Decimal(0)) for key in keys]
    used = [index for index, key in enumerate(block) if key in amounts]
    return Slips(Block(list(range(1, len(keys))), made), Gaps(made, held), used, held)


def fails(sums: Sums, amounts: dict[str, Decimal]) -> bool:
    return any(
        abs(amounts.get(total, 0) - sum(amounts.get(key, 0) for key in parts)) > Decimal("0.005") * (len(parts) + 1)
        for total, parts in sums
    )


def every_slip(block: list[str], sums: Sums, amounts: dict[str, Decimal]) -> set[_Slip]:
    used = [index for index, key in enumerate(block) if key in amounts]
    found = set()
    for at, first in enumerate(used):
        for last in used[at + 1 :]:
            for by in range(-FARTHEST, FARTHEST + 1):
                onto = range(last + 1, last + by + 1) if by > 0 else range(first + by, first)
                if not by or (onto and (onto[0] < 0 or onto[-1] >= len(block))) or set(used).intersection(onto):
                    continue
                inside = set(block[first : last + 1])
                moved = {key: figure for key, figure in amounts.items() if key not in inside}
                moved |= {block[row + by]: amounts[block[row]] for row in used if first <= row <= last}
                if not fails(sums, moved):
                    found.add(_Slip(first, last, by))
    return found


def make_table(seed: int, classes: int, values: int) -> tuple[list[str], Sums, dict[str, Decimal]]:
    """Rows of three levels whose sums hold, some of them empty."""
    roll = random.Random(seed)
    amounts: dict[str, Decimal] = {"total": Decimal(0)}
    block: list[str] = []
    sums: Sums = []
    for number in range(classes):
        klass = str(201 + number)
        groups = [f"{klass}{group:02}" for group in range(1, roll.randrange(2, 4))]
        block.append(klass)
        for group in groups:
            block.append(group)
            items = [f"{group}{item:02}" for item in range(1, roll.randrange(1, 5))]
            block += items
            for item in items:
                if roll.random() < 0.7 and (amount := Decimal(roll.randrange(1, values))):
                    for key in ("total", klass, group, item):
                        amounts[key] = amounts.get(key, Decimal(0)) + amount
            sums += [(group, tuple(items))] if items else []
        sums.append((klass, tuple(groups)))
    sums.append(("total", tuple(str(201 + number) for number in range(classes))))
    return block, sums, amounts


def spoilt(roll: random.Random, block: list[str], amounts: dict[str, Decimal]) -> dict[str, Decimal]:
    """A block of rows moved, or one figure changed."""
    if roll.random() < 0.3:
        key = roll.choice([*amounts])
        return amounts | {key: amounts[key] + roll.randrange(1, 9)}
    first = roll.randrange(len(block))
    last, by = min(len(block) - 1, first + roll.randrange(1, 9)), roll.choice((-2, -1, 1, 2))
    inside = block[first : last + 1]
    moved = {key: figure for key, figure in amounts.items() if key not in inside}
    for row in range(first, last + 1):
        if block[row] in amounts and 0 <= row + by < len(block):
            moved[block[row + by]] = amounts[block[row]]
    return moved


def test_the_search_finds_what_trying_everything_finds() -> None:
    told = 0
    for seed in range(250):
        block, sums, amounts = make_table(seed, 1 + seed % 5, 4 if seed % 3 else 400)
        given = spoilt(random.Random(-seed), block, amounts)
        if fails(sums, given):
            found = slips_of(block, sums, given).found()
            assert found == every_slip(block, sums, given), seed
            told += bool(found)
    assert told > 30


def test_a_long_table_takes_no_longer_for_each_of_its_rows() -> None:
    block, sums, amounts = make_table(1, 700, 400)
    assert len(block) > 3000
    for key in ("total", "20101", "301", "90001", "900"):
        spoilt_one = amounts | {key: amounts.get(key, Decimal(0)) + 7}
        started = time.process_time()
        slips_of(block, sums, spoilt_one).found()
        assert time.process_time() - started < 15
