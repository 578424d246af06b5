"""A save that leaves rows alone writes what one writes that compares them all; and it scans but little of the text."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from fintui.files import patch as patching
from fintui.files import runs
from fintui.files.left_alone import Rest, rest_of
from fintui.files.patch import patch
from fintui.files.reader import read
from fintui.files.resources import shipped
from fintui.files.writer import dump
from fintui.model.statement import Row, Statement

PUTUO = (shipped("data") / "statements" / "putuo-finance-bureau-2024.toml").read_text("utf-8")


def long_text(groups: int) -> str:
    """A canonical statement with twelve rows more for each group."""
    loaded = read(PUTUO)
    table = loaded.statement.tables["payments"]
    for group in range(groups):
        codes = [
            f"2{group // 80 + 20}{group % 80 + 10}",
            *(f"2{group // 80 + 20}{group % 80 + 10}{n:02}" for n in range(1, 12)),
        ]
        table.rows += [Row(code, f"名{code}", {"total": Decimal("1.50"), "basic": Decimal("1.50")}) for code in codes]
    return dump(loaded.statement, loaded.form)


def edit(random: Random, statement: Statement) -> None:
    """Rows changed, put in, taken out, moved or known by another code; now and then the title too."""
    rows = statement.tables["payments"].rows
    for _ in range(random.randint(1, 4)):
        at = random.randrange(3, len(rows) - 3)
        match random.randrange(6):
            case 0 | 1:
                rows[at].figures["basic"] = Decimal(random.choice(("1.5", "7.25")))
            case 2:
                rows.insert(
                    at, Row(f"231{random.randrange(10, 99)}{random.randrange(10, 99)}", "新", {"total": Decimal(1)})
                )
            case 3:
                del rows[at : at + random.randint(1, 3)]
            case 4:
                rows.insert(random.randrange(3, len(rows) - 3), rows.pop(at))
            case _:
                rows[at].name = "改"
                statement.title += "。"
    statement.tables["payments"].reindex()


@pytest.mark.parametrize("seed", range(40))
def test_it_writes_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "_LEAST", 4)
    random, text = Random(seed), long_text(6)
    if seed % 3 == 0:
        lines = text.split("\n")
        for _ in range(4):
            at = random.randrange(20, len(lines))
            lines.insert(at, "# 注") if lines[at].startswith("[[tables.payments") else None
        text = "\n".join(lines)
    loaded = read(text)
    edit(random, loaded.statement)
    found = patch(text, loaded.statement, loaded.form)
    monkeypatch.setattr(patching, "rest_of", lambda old, new, _: Rest(old.text, old.statement, new, []))
    assert found == patch(text, loaded.statement, loaded.form)
    assert "".join(part for _, part in rest_of(read(text), loaded.statement, loaded.form).pieces)


def test_of_a_long_table_a_few_rows_are_left() -> None:
    loaded = read(long_text(100))
    row = loaded.statement.tables["payments"].row("22030")
    assert row
    row.figures["basic"] = Decimal("9.99")
    rest = rest_of(read(loaded.text), loaded.statement, loaded.form)
    assert len(rest.new.tables["payments"].rows) < 40
    assert len(rest.text) < len(PUTUO) + 2000
    patched = patch(loaded.text, loaded.statement, loaded.form)
    assert [line for line in patched.split("\n") if "9.99" in line] == ["basic = 9.99"]


def test_a_text_with_a_fault_is_left_whole() -> None:
    text = long_text(20).replace("basic = 1.50", "basic = 1.505", 1)
    loaded = read(text)
    assert loaded.faults
    assert rest_of(loaded, loaded.statement, loaded.form).pieces == []
