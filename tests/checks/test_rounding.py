"""How a statement rounds shows in its figures; a wrong figure shows nothing."""

from __future__ import annotations

from random import Random

import narrative
import pytest
import statements
import voice
from books import make_books
from shared import engine_of, load_shipped

from fintui.checks.engine import Engine
from fintui.checks.interval import Mode
from fintui.checks.judge import Grade
from fintui.checks.rounding import rounding_modes
from fintui.files.forms import load_form
from fintui.model.changes import Put, apply
from fintui.model.place import Place


def test_shipped_statements_round_half_up() -> None:
    """Wuchang contradicts cutting off by seven percentages, and no other way."""
    wuchang = engine_of(*load_shipped("wuchang-big-data-centre-2020"))
    assert rounding_modes(wuchang) == [Mode.HALF_UP, Mode.HALF_EVEN, Mode.NEAREST]
    assert wuchang.mode is Mode.HALF_UP
    assert Mode.HALF_UP in rounding_modes(engine_of(*load_shipped("putuo-finance-bureau-2024")))


def truncated(seed: int, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A statement that cuts every figure and every percentage off."""
    for module in (narrative, voice):
        monkeypatch.setattr(module, "half_up", lambda top, bottom: top // bottom)
    monkeypatch.setattr(statements, "wan", lambda yuan: statements.Decimal(yuan // 100).scaleb(-2))
    statement, form = statements.make_statement(seed, "national-2022")
    return engine_of(statement, form)


def test_a_statement_that_cuts_off_is_judged_so_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [truncated(seed, monkeypatch) for seed in range(8)]
    assert sum(engine.mode is Mode.TRUNCATE for engine in found) >= 6
    for engine in found:
        if engine.mode is Mode.TRUNCATE:
            told = [each for each in engine.all() if each.message == "rounding-mode"]
            assert [(each.severity.value, each.about["mode"]) for each in told] == [("info", "truncate")]
            assert not [each for each in engine.all() if each.grade is Grade.INCONSISTENT]


def test_after_an_edit_the_way_of_rounding_is_found_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = next(each for seed in range(8) if (each := truncated(seed, monkeypatch)).mode is Mode.TRUNCATE)
    statement = engine.context.statement
    texts = [(Place("sections", each.topic, "text"), each.text) for each in statement.sections]
    for place, _ in texts:
        change = Put(place, "")
        apply(statement, change)
        engine.update(change)
    assert engine.outcomes == engine_of(statement, engine.context.form).outcomes
    for place, text in texts:
        change = Put(place, text)
        apply(statement, change)
        engine.update(change)
    assert engine.mode is Mode.TRUNCATE
    assert engine.outcomes == engine_of(statement, engine.context.form).outcomes


def test_one_wrong_figure_is_no_way_of_rounding() -> None:
    """A total that is off by just what cutting off would explain, in a statement that otherwise says nothing."""
    statement, form = load_shipped("putuo-finance-bureau-2024")
    row = statement.tables["general-budget-basic-payments"].row("302")
    assert row
    total = row.figures["amount"]
    assert isinstance(total, statements.Decimal)
    row.figures["amount"] = total + statements.Decimal("0.09")
    engine = engine_of(statement, form)
    assert engine.mode is Mode.HALF_UP
    assert [each for each in engine.all() if each.grade is Grade.INCONSISTENT]


def test_books_do_not_depend_on_rounding() -> None:
    form = load_form("national-2022")
    assert make_books(Random(1), form, 2022) == make_books(Random(1), form, 2022)
