"""A small part of accuracy.py: consistent statements are left in peace, and what is changed in them is noticed."""

from __future__ import annotations

import time

from accuracy import FAR, NEAR, false_alarms, generated_tallies, rate, shipped_tallies
from shared import engine_of, load_shipped
from statements import make_statement

from fintui.checks.judge import Grade, Severity


def test_consistent_statements_give_no_finding_above_info() -> None:
    results = [false_alarms(seed) for seed in range(2000, 2050)]
    assert [line for found, _, _ in results for line in found] == []
    tied, counted = (sum(result[at] for result in results) for at in (1, 2))
    assert tied >= 0.95 * counted


def test_the_same_seed_gives_the_same_statement() -> None:
    assert make_statement(7) == make_statement(7)


def test_shipped_statements_give_what_is_known_of_them() -> None:
    wuchang = engine_of(*load_shipped("wuchang-big-data-centre-2020"))
    errors = [each for each in wuchang.findings() if each.severity is not Severity.INFO]
    assert {(each.rule, each.quotes[0].text) for each in errors} == {("N-17", "91%"), ("N-17", "3,734.66万元")}
    info = {quote.text for each in wuchang.findings() if each.severity is Severity.INFO for quote in each.quotes[:1]}
    assert info == {"198.52%", "383.59%", "2,353.16万元"}
    putuo = engine_of(*load_shipped("putuo-finance-bureau-2024"))
    assert {each.severity for each in putuo.findings()} == {Severity.INFO}
    assert not any(each.grade is Grade.INCONSISTENT for each in putuo.all())


def test_changed_digits_are_noticed() -> None:
    cells, _ = shipped_tallies("putuo-finance-bureau-2024", 0.3)
    assert rate([cells], ["far"]) >= 0.99
    assert rate([cells], ["near"]) >= 0.9
    _, texts = shipped_tallies("wuchang-big-data-centre-2020", 0.12)
    found = [generated_tallies(seed, 0.01) for seed in range(100, 106)]
    assert rate([texts, *(each for _, each in found)], FAR) >= 0.96
    assert rate([texts, *(each for _, each in found)], NEAR) >= 0.85
    assert rate([each for each, _ in found], ["far"]) >= 0.98


def test_checking_is_fast() -> None:
    """Bounds for a busy machine; accuracy.py measures."""
    statement, form = max((make_statement(seed) for seed in range(12)), key=lambda each: _rows(each[0].tables))
    started = time.process_time()
    engine_of(statement, form)
    assert time.process_time() - started < 0.4


def _rows(tables: dict[str, object]) -> int:
    return sum(len(table.rows) for table in tables.values())  # type: ignore[attr-defined]
