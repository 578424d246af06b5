"""Re-tied statements at random: other books in the same words, single figures changed, and what a check finds then."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from random import Random

import pytest
from books import Books, make_books
from edits import random_figure
from shared import load_shipped
from statements import make_statement, print_books

from fintui.checks.engine import Engine
from fintui.checks.judge import Severity
from fintui.checks.outcome import Outcome
from fintui.checks.retie import retie
from fintui.files.forms import form_files, load_form
from fintui.files.rules import check
from fintui.model.changes import apply
from fintui.model.form import Form
from fintui.model.place import put
from fintui.model.statement import Statement

SHIPPED = ("wuchang-big-data-centre-2020", "putuo-finance-bureau-2024")
REASONS = {"N-8", "N-5"}
"""What a person has to say anew about a change that is another."""
BOUNDS = {"N-17", "N-13"}
"""What holds between figures that no table adds up: a change of one can break it, and only a person can mend that."""


def found(engine: Engine) -> Counter[tuple[object, ...]]:
    """Errors and warnings, whatever their numbers."""
    return Counter(_known(each) for each in engine.findings() if each.severity is not Severity.INFO)


def _known(outcome: Outcome) -> tuple[object, ...]:
    return outcome.rule, outcome.message, outcome.severity, tuple((q.place, q.role) for q in outcome.quotes)


def tie(statement: Statement, engine: Engine) -> int:
    """Re-tie a statement; how many edits that took."""
    plan = retie(engine)
    done = [each for each in plan.rewrites if not each.against]
    for section in statement.sections:
        section.text = plan.text(section.topic, section.text)
    for change in (change for each in done for change in each.charts):
        put(statement, change.place, change.value)
    return sum(len(each.edits) for each in done)


def shaken(books: Books, random: Random) -> Books:
    """The same books with other project payments, and the receipts that they were paid from."""
    books = deepcopy(books)
    paid, got = books.paid["general-budget"]["project"], books.got["general-budget"]
    codes = [code for code, amount in paid.items() if amount]
    for code in random.sample(codes, min(len(codes), random.choice((1, 2, 5)))):
        more = max(100, int(paid[code] * random.choice((0.1, 0.5, 0.9, 1.01, 1.3, 4)))) - paid[code]
        if got[code] + more >= 0:
            paid[code] += more
            got[code] += more
    return books


def two_books(seed: int) -> tuple[Statement, Statement, Form]:
    """A statement, and one of other books in the same words."""
    random = Random(seed)
    form = load_form(random.choice(sorted(form_files())))
    books = make_books(random, form, random.choice(form.years))
    state = random.getstate()
    one = print_books(books, form, random)
    random.setstate(state)
    return one, print_books(shaken(books, Random(seed + 10**6)), form, random), form


def test_the_prose_of_former_books_is_tied_to_the_new_ones():
    edits = stale = 0
    for seed in range(8):
        former, statement, form = two_books(seed)
        before = found(check(statement, form))
        statement.sections = former.sections
        engine = check(statement, form)
        stale += sum((found(engine) - before).values())
        edits += tie(statement, engine)
        left = found(check(statement, form)) - before
        assert not {each for each in left if each[0] not in REASONS | BOUNDS}, (seed, left)
    assert edits > 100 < stale


def test_re_tying_twice_changes_nothing_more():
    for seed in range(20, 23):
        former, statement, form = two_books(seed)
        statement.sections = former.sections
        tie(statement, check(statement, form))
        assert tie(statement, check(statement, form)) == 0, seed


@pytest.mark.parametrize("name", [*SHIPPED, "generated"])
def test_after_any_change_of_a_figure_re_tying_finds_nothing_new(name):
    random = Random(name)
    edits = 0
    for seed in range(2 if name == "generated" else 1):
        statement, form = make_statement(seed) if name == "generated" else load_shipped(name)
        former = found(check(statement, form))
        for _ in range(4 if name == "generated" else 8):
            texts, charts = [each.text for each in statement.sections], deepcopy(statement.charts)
            change = random_figure(random, statement)
            inverse = apply(statement, change)
            engine = check(statement, form)
            edits += tie(statement, engine)
            left = found(check(statement, form)) - (former | found(engine))
            assert not left, (change, left)
            statement.charts = charts
            for section, text in zip(statement.sections, texts, strict=True):
                section.text = text
            apply(statement, inverse)
    assert edits or name == "putuo-finance-bureau-2024"  # it has no prose
