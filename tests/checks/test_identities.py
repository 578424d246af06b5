"""Identities as data: what a line selects, and that a line which names nothing known is its own fault."""

from __future__ import annotations

import pytest
from shared import engine_of
from statements import make_statement

from fintui.checks.context import Context
from fintui.checks.identities import Identity, RuleError, expand, parse_identities
from fintui.checks.judge import Grade, Severity
from fintui.files.forms import form_files, load_form
from fintui.files.rules import rulebook
from fintui.model.form import Form

FORMS = sorted(form_files())


def line(text: str) -> Identity:
    return parse_identities(text)[0]


def context_of(form_id: str = "national-2022", seed: int = 1) -> Context:
    return Context(*make_statement(seed, form_id))


def is_meant_for(identity: Identity, form: Form) -> bool:
    """Whether the form has every table, row and column that the line names without calling it optional."""
    layouts = [form.tables.get(role) for role in identity.left.tables]
    return any(layouts) and not identity.left.optional


@pytest.mark.parametrize("form_id", FORMS)
def test_every_line_selects_something_in_every_form_that_it_is_meant_for(form_id: str) -> None:
    form = load_form(form_id)
    open_ = [each for each in rulebook().identities if is_meant_for(each, form)]
    assert len(open_) > 50
    for seed in range(40):
        context = context_of(form_id, seed)
        open_ = [each for each in open_ if not list(expand(each, context))]
        if not open_:
            return
    # 国有资本经营 has no codes of its own in most statements.
    assert {each.line.split()[0] for each in open_} <= {"T9-1"}, [each.line for each in open_]


@pytest.mark.parametrize("form_id", FORMS)
def test_no_line_names_what_a_form_lacks(form_id: str) -> None:
    engine = engine_of(*make_statement(5, form_id))
    assert [each.about for each in engine.all() if each.grade is Grade.RULE_FAILED] == []


def test_optional_lines_apply_where_the_form_has_them() -> None:
    """Each line that calls its left side optional selects something in one form at least."""
    lines = [each for each in rulebook().identities if each.left.optional]
    contexts = [context_of(form, seed) for form in FORMS for seed in range(6)]
    assert [each.line for each in lines if not any(list(expand(each, context)) for context in contexts)] == []


@pytest.mark.parametrize(
    "text",
    [
        "X T3[total].total",
        "X T3[total].total ~ T1[payments-total].amount",
        "X T3[total].total = ",
        "X T3[total].total + T3[total].basic = T1[payments-total].amount",
        "X [total].total = T1[payments-total].amount",
        "X T3[total].total = T1[payments-total].amount ; sometimes",
        "X T3[total].total = T1[payments-total].amount nonsense",
        "X T33[total].total = T1[payments-total].amount",
        "X T3[total].total = Σ T3,T0[classes].total",
    ],
)
def test_a_line_that_cannot_be_read_is_quoted(text: str) -> None:
    with pytest.raises(RuleError) as raised:
        parse_identities(f"# a comment\n{text}\n")
    assert text.split(" #", maxsplit=1)[0].strip() in str(raised.value) + " "


@pytest.mark.parametrize(
    "text",
    [
        "X T3[totals].total = T1[payments-total].amount",
        "X T3[total].totals = T1[payments-total].amount",
        "X T3[*].totals = Σ T3[same].parts",
        "X T3[类].totals = Σ T3[children].*",
        "X T3[total].total = T1[payment-total].amount",
        "X T3[total].total = T1[payments-total].amounts",
        "X T3[类].total = T5[same].totals",
        "X T1[surplus-used].amount = Σ T1[parts].amount",
        "X T3[*].basic = Σ T3[same].parts",
    ],
)
def test_a_line_that_names_what_no_form_has_is_an_error_of_the_rule(text: str) -> None:
    with pytest.raises(RuleError) as raised:
        list(expand(line(text), context_of()))
    assert text in str(raised.value)


def test_a_question_mark_makes_it_optional() -> None:
    context = context_of()
    assert list(expand(line("X T3[total].totals? = T1[payments-total].amount"), context)) == []
    (check,) = expand(line("X T3[total].total = T1[payments-total].amount + T1[unheard]?.amount"), context)
    assert len(check.parts) == 1


def test_what_a_line_selects() -> None:
    context = context_of()
    rows = [row.key for row in context.statement.tables["payments"].rows]
    by_row = list(expand(line("X T3[*].total = Σ T3[same].parts"), context))
    assert [check.stated.key for check in by_row] == rows
    assert {place.field for _, place in by_row[0].parts} == {"basic", "project", "remitted", "operating", "subsidies"}
    by_column = list(expand(line("X T3[total].* = Σ T3[classes].*"), context))
    assert [check.stated.field for check in by_column][:2] == ["total", "basic"]
    assert all(len(place.key) == 3 and place.field == "basic" for _, place in by_column[1].parts)
    signed = next(iter(expand(line("X T8[*].closing = Σ T8[same].parts"), context)))
    assert [weight for weight, _ in signed.parts] == [1, 1, -1]
    levels = list(expand(line("X T3[款].* = Σ [children].*"), context))
    assert {len(check.stated.key) for check in levels} == {5}


def test_options() -> None:
    identity = line("X T3[total].total = T1[payments-total].amount ; need warning  # why")
    assert (identity.need, identity.severity, identity.relation) == (True, Severity.WARNING, "=")
    assert line("X T3[total].total ≥ T1[payments-total].amount").severity is Severity.ERROR


def test_a_new_identity_is_one_line() -> None:
    context = context_of()
    (check,) = expand(line("X T1[opening].amount ≥ T4[opening].amount"), context)
    assert check.relation == "≥"
