"""Checks on cells: how amounts, blanks, unknown and missing figures come out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fintui.checks.context import Context
from fintui.checks.identities import expand, parse_identities
from fintui.checks.judge import Grade, Severity
from fintui.checks.outcome import Outcome
from fintui.checks.tables import evaluate
from fintui.files.forms import load_form
from fintui.model.figure import Figure, Mark, Unreadable
from fintui.model.materialise import materialise
from fintui.model.statement import Row, Statement

BLANK, UNKNOWN = Mark.BLANK, Mark.UNKNOWN


def d(text: str) -> Decimal:
    return Decimal(text)


def context_of(figures: dict[str, Figure], coverage: str = "full", other: Figure = None) -> Context:
    """T3 with the figures of its total row, and T1's total payments."""
    form = load_form("national-2022")
    statement = Statement(form=form.id, year=2022)
    materialise(statement, form)
    table = statement.tables["payments"]
    table.coverage = coverage
    row = table.row("total")
    assert row
    row.figures = {key: figure for key, figure in figures.items() if figure is not None}
    total = statement.tables["receipts-and-payments"]
    total.coverage = coverage
    paid = total.row("payments-total")
    assert paid
    paid.figures = {} if other is None else {"amount": other}
    return Context(statement, form)


def outcome(line: str, context: Context) -> Outcome | None:
    (check,) = expand(parse_identities(line)[0], context)
    return evaluate(check, context)


SUM = "X T3[total].total = Σ T3[same].parts"
SAME = "X T3[total].total = T1[payments-total].amount"


@pytest.mark.parametrize(
    ("figures", "coverage", "grade"),
    [
        ({"total": d("3.00"), "basic": d("1.00"), "project": d("2.00")}, "full", Grade.EXACT),
        ({"total": d("3.01"), "basic": d("1.00"), "project": d("2.00")}, "full", Grade.WITHIN_ROUNDING),
        ({"total": d("3.02"), "basic": d("1.00"), "project": d("2.00")}, "full", Grade.INCONSISTENT),
        ({"total": d("3.00"), "basic": d("3.00"), "project": BLANK}, "full", Grade.EXACT),
        ({"total": d("3.01"), "basic": d("3.00"), "project": BLANK}, "full", Grade.INCONSISTENT),
        ({"total": BLANK, "basic": d("3.00")}, "full", Grade.INCONSISTENT),
        ({"total": d("0.00")}, "full", Grade.EXACT),
        ({"total": d("1.00")}, "full", Grade.INCONSISTENT),
        ({"total": d("3.00"), "basic": d("1.00"), "project": UNKNOWN}, "full", Grade.UNDECIDABLE),
        ({"total": UNKNOWN, "basic": d("1.00")}, "full", Grade.UNDECIDABLE),
        ({"total": d("3.00"), "basic": Unreadable("1..0")}, "full", Grade.UNDECIDABLE),
        ({"total": d("3.00"), "basic": d("1.00")}, "partial", Grade.UNDECIDABLE),
        ({"total": d("3.00"), "basic": d("1.00")}, "none", Grade.UNDECIDABLE),
        ({"total": BLANK}, "full", None),
    ],
)
def test_a_sum(figures: dict[str, Figure], coverage: str, grade: Grade | None) -> None:
    """A blank is zero and no rounded part; what is unknown neither passes nor fails."""
    found = outcome(SUM, context_of(figures, coverage))
    assert (found and found.grade) is grade
    assert found is None or grade is not Grade.UNDECIDABLE or found.severity is Severity.NONE


def test_a_blank_leaves_a_check_open_where_the_line_needs_every_figure() -> None:
    context = context_of({"total": d("3.00"), "basic": d("3.00"), "project": BLANK})
    found = outcome(SUM + " ; need", context)
    assert found is not None
    assert found.grade is Grade.UNDECIDABLE


@pytest.mark.parametrize(
    ("one", "two", "grade", "severity"),
    [
        (d("3.00"), d("3.00"), Grade.EXACT, Severity.NONE),
        (d("3.00"), d("3.01"), Grade.LAST_DIGIT, Severity.INFO),
        (d("3.00"), d("3.02"), Grade.INCONSISTENT, Severity.ERROR),
        (d("0.00"), BLANK, Grade.EXACT, Severity.NONE),
        (d("0.01"), BLANK, Grade.LAST_DIGIT, Severity.INFO),
        (d("3.0"), d("3.04"), Grade.EXACT, Severity.NONE),
        (d("3.0"), d("3.06"), Grade.INCONSISTENT, Severity.ERROR),
        (d("3.00"), UNKNOWN, Grade.UNDECIDABLE, Severity.NONE),
    ],
)
def test_the_same_figure_twice(one: Figure, two: Figure, grade: Grade, severity: Severity) -> None:
    found = outcome(SAME, context_of({"total": one}, other=two))
    assert found is not None
    assert (found.grade, found.severity) == (grade, severity)


def test_severity_is_the_lines_own() -> None:
    found = outcome(SAME + " ; info", context_of({"total": d("3.00")}, other=d("9.00")))
    assert found is not None
    assert (found.grade, found.severity) == (Grade.INCONSISTENT, Severity.INFO)


@pytest.mark.parametrize(
    ("basic", "project", "grade"),
    [
        ("1.00", "2.00", Grade.EXACT),
        ("1.01", "2.00", Grade.WITHIN_ROUNDING),
        ("1.02", "2.00", Grade.INCONSISTENT),
        ("0.50", "2.00", Grade.EXACT),
    ],
)
def test_no_less_than_a_sum_of_rounded_figures(basic: str, project: str, grade: Grade) -> None:
    context = context_of({"total": d("3.00"), "basic": d(basic), "project": d(project)})
    found = outcome("X T3[total].total ≥ T3[total].basic + T3[total].project", context)
    assert found is not None
    assert found.grade is grade


def test_no_less_than_one_figure_is_taken_as_printed() -> None:
    context = context_of({"total": d("3.00"), "basic": d("3.01")})
    found = outcome("X T3[total].total ≥ T3[total].basic", context)
    assert found is not None
    assert found.grade is Grade.INCONSISTENT


def test_a_missing_row_of_a_full_table_is_blank() -> None:
    context = context_of({"total": d("3.00"), "basic": d("3.00")})
    table = context.statement.tables["payments"]
    table.rows.append(Row("201", "一般公共服务支出", {"total": d("3.00")}))
    table.reindex()
    (check,) = expand(parse_identities("X T1[201].amount = T3[201].total")[0], context)
    found = evaluate(check, context)
    assert found is not None
    assert found.grade is Grade.INCONSISTENT
    (check,) = expand(parse_identities("X T1[202].amount = T3[202].total")[0], context)
    assert evaluate(check, context) is None


def test_a_gap_that_chance_never_makes_is_an_error() -> None:
    context = context_of({})
    table = context.statement.tables["payments"]
    table.rows += [Row(str(code), "某类支出", {"basic": d("7.77")}) for code in range(201, 225)]
    table.reindex()
    row = table.row("total")
    assert row
    for gap, severity in ((0, Severity.NONE), (3, Severity.INFO), (8, Severity.ERROR), (40, Severity.ERROR)):
        row.figures["basic"] = d("186.48") + Decimal(gap).scaleb(-2)
        (identity,) = parse_identities("X T3[total].basic = Σ T3[classes].basic")
        check = next(expand(identity, context))
        found = evaluate(check, context)
        assert found is not None
        assert found.severity is severity, gap
    assert found.grade is Grade.INCONSISTENT
