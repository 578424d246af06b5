"""The engine after an edit: the same outcomes as a full run, whatever was edited. accuracy.py makes 10,000 edits."""

from __future__ import annotations

import pytest
from edits import edited
from mutations import cell_changes, text_changes
from shared import engine_of, load_shipped
from statements import make_statement

from fintui.checks.context import Context
from fintui.checks.engine import Engine
from fintui.checks.identities import parse_identities
from fintui.checks.judge import Grade
from fintui.checks.rulebook import Rule
from fintui.files.rules import rulebook
from fintui.model.changes import apply


@pytest.mark.parametrize("name", ["wuchang-big-data-centre-2020", "putuo-finance-bureau-2024"])
def test_update_equals_full_run_on_shipped_statements(name: str) -> None:
    statement, form = load_shipped(name)
    edited(statement, form, 1, 120)


@pytest.mark.parametrize("seed", range(4))
def test_update_equals_full_run_on_generated_statements(seed: int) -> None:
    statement, form = make_statement(seed)
    edited(statement, form, seed, 70)


def test_an_edit_runs_only_what_reads_it() -> None:
    statement, form = make_statement(3)
    engine = engine_of(statement, form)
    for changes in (cell_changes(statement), text_changes(engine)):
        _, _, change = next(changes)
        before = dict(engine.outcomes)
        inverse = apply(statement, change)
        engine.update(change)
        again = [source for source, found in engine.outcomes.items() if found is not before.get(source)]
        assert len(again) <= 12
        apply(statement, inverse)
        engine.update(inverse)
        assert engine.outcomes == before


def test_a_line_that_does_not_fit_the_form_fails_alone() -> None:
    statement, form = load_shipped("putuo-finance-bureau-2024")
    (line,) = parse_identities("BAD T3[*].totel = Σ T3[same].parts\n".replace("*", "total"))
    book = rulebook()._replace(identities=(*rulebook().identities, line), rules=())
    engine = Engine(Context(statement, form), book)
    (failed,) = [each for each in engine.all() if each.grade is Grade.RULE_FAILED]
    assert failed.rule == "BAD"
    assert "totel" in failed.about["reason"]
    assert sum(1 for each in engine.all() if each.rule == "T3-1") > 10


def test_a_rule_that_fails_is_an_outcome_of_its_own() -> None:
    def broken(context: Context) -> None:
        raise KeyError(context.form.id)

    statement, form = load_shipped("putuo-finance-bureau-2024")
    rule = Rule("Q-0", broken, frozenset({"*"}))  # type: ignore[arg-type]
    engine = Engine(Context(statement, form), rulebook()._replace(rules=(rule,)))
    assert [each.rule for each in engine.all() if each.grade is Grade.RULE_FAILED] == ["Q-0"]
