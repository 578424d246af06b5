"""Rows read in runs: whatever the text, the same statement, the same faults, the same reason why not."""

from __future__ import annotations

from random import Random

import pytest
from faulty import GOOD, cases

from fintui.files import reader, runs
from fintui.files.faults import UnreadableError
from fintui.files.reader import read
from fintui.files.resources import shipped
from fintui.files.writer import dump

PUTUO = (shipped("data") / "statements" / "putuo-finance-bureau-2024.toml").read_text("utf-8")
PIECES = (
    *("[[tables.payments.rows]]", "[tables.payments]", '[[tables."payments".rows]]', "[tables.payments.rows.x]", "[a]"),
    *(
        'code = "201"',
        'row = "total"',
        "basic = 1.25",
        "basic = 1.255",
        "basic = -0",
        'name = "甲"',
        'from = "payments"',
    ),
    *("total = 1e3", "total = 00.5", "total = inf", 'total = "?"', 'total = ""', 'total = "1,2"', "total = 1_000"),
    *("", "# 注", "  ", '"""', "'''", 'title = """', "totel = 5", 'name = "\\u4e00"', 'name = "a\tb"', "name = ''"),
)


def outcome(text: str) -> object:
    """What is read, or why nothing is."""
    try:
        return read(text)
    except UnreadableError as error:
        return error.fault


def both(text: str, monkeypatch: pytest.MonkeyPatch, least: int = 1) -> tuple[object, object, int]:
    """What comes of a text with runs and without them; and how many runs there are."""
    monkeypatch.setattr(runs, "_LEAST", least)
    short = runs.shorten(text)
    found = outcome(text)
    with monkeypatch.context() as without:
        without.setattr(reader, "shorten", lambda _: None)
        return found, outcome(text), len(short.runs) if short else 0


def test_a_statement_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = read(PUTUO)
    for text in (PUTUO, dump(loaded.statement, loaded.form)):
        for least in (1, 3):
            one, other, count = both(text, monkeypatch, least)
            assert one == other
            assert count > 3


def test_so_is_every_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    for case in cases():
        one, other, _ = both(case.text, monkeypatch)
        assert one == other, case.name


def test_so_is_any_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    random, count = Random(1), 0
    for number in range(800):
        lines = GOOD.split("\n")
        for _ in range(random.randint(1, 3)):
            at = random.randrange(len(lines))
            lines[at : at + random.randint(0, 2)] = random.choices([*PIECES, *lines], k=random.randint(0, 2))
        one, other, found = both("\n".join(lines), monkeypatch, random.randint(1, 2))
        assert one == other, (number, "\n".join(lines))
        count += found
    assert count > 500


def test_rows_in_a_text_are_no_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    row = '[[tables.payments.rows]]\ncode = "201"\nbasic = 1.00\n\n'
    text = GOOD.replace("[[sections]]", f'[[works]]\ntext = """\n{row * 3}"""\n\n[[sections]]', 1)
    assert text != GOOD
    one, other, count = both(text, monkeypatch)
    assert one == other
    assert count > 1


def test_equal_amounts_and_names_are_kept_once() -> None:
    head = GOOD.split("[[tables.payments.rows]]")[0]
    rows = "".join(f'[[tables.payments.rows]]\ncode = "201{n:02}"\nname = "同"\nbasic = 1.50\n\n' for n in range(1, 90))
    statement = read(f"{head}\n{rows}").statement
    found = [row for row in statement.tables["payments"].rows if row.is_coded and len(row.key) == 5]
    assert len(found) == 89
    assert len({id(row.figures["basic"]) for row in found}) == len({id(row.name) for row in found}) == 1
