"""The map from words to quantities, and from quantities to the cells that print them."""

from __future__ import annotations

import pytest
from statements import make_statement

from fintui.checks.claims.model import Subject
from fintui.checks.context import Context
from fintui.checks.quantities import plain_name, row_named
from fintui.files.forms import form_files, load_form
from fintui.files.rules import rulebook
from fintui.model.place import cell

MAP = rulebook().map


@pytest.mark.parametrize(
    ("subject", "topic", "key", "first"),
    [
        (Subject("payments"), "payments", "whole/payments@actual", "payments[total].total"),
        (
            Subject("basic"),
            "general-budget-payments",
            "general-budget/basic@actual",
            "general-budget-payments[total].basic",
        ),
        (Subject("payments", "fiscal"), "general-budget-payments", "general-budget/payments@actual", ""),
        (
            Subject("receipts", "fiscal"),
            "receipts",
            "fiscal/receipts@actual",
            "fiscal-receipts-and-payments[receipts-total].amount",
        ),
        (Subject("reception"), "three-public", "reception@actual", "three-public[reception].actual"),
        (
            Subject("reception", measure="opening-budget"),
            "three-public",
            "reception@budget",
            "three-public[reception].budget",
        ),
        (Subject("payments", measure="prior"), "payments", "whole/payments@prior", ""),
        (Subject("goods"), "procurement", "goods@actual", "procurement[goods].value"),
        (Subject("unheard-of"), "payments", "whole/unheard-of@actual", ""),
    ],
)
def test_what_words_name(subject: Subject, topic: str, key: str, first: str) -> None:
    context = Context(*make_statement(1, "national-2022"))
    found = MAP.resolve(subject, topic, context)
    assert found.key == key
    if first:
        assert str(found.places[0]) == first
    assert MAP.places(key, context) == found.places


def test_the_whole_of_a_share_is_the_departments() -> None:
    context = Context(*make_statement(1, "national-2022"))
    found = MAP.resolve(Subject("project"), "general-budget-payments", context, as_whole=True)
    assert found.key == "whole/project@actual"


def test_the_basic_and_project_spending_of_an_item_are_columns_of_its_row() -> None:
    context = Context(*make_statement(1, "national-2022"))
    topic, table = "general-budget-payments", context.statement.tables["general-budget-payments"]
    row = next(row for row in table.rows if len(row.key) == 7)
    above = [found.name for found in (table.row(row.key[:3]), table.row(row.key[:5])) if found]
    for kind in ("basic", "project"):
        for path in ((row.name,), (*above, row.name)):
            found = MAP.resolve(Subject(kind, path=path, measure="actual"), topic, context)
            assert found.places == (cell(topic, row.key, kind),)
        assert MAP.resolve(Subject(kind, path=("某某支出",), code=row.key), topic, context).places == found.places
        assert MAP.resolve(Subject(kind, path=(row.name,), measure="prior"), topic, context).places == ()
        assert MAP.resolve(Subject(kind, path=("没有的",)), topic, context).places == ()
    whole = MAP.resolve(Subject("basic", path=(row.name,)), "payments", context)
    assert whole.key.startswith("whole/basic:")
    assert whole.places == (cell("payments", row.key, "basic"),)


def test_every_cell_of_the_map_is_in_some_form() -> None:
    contexts = [Context(*make_statement(2, form)) for form in form_files()]
    places = {place for found in MAP.cells.values() for place in found}
    places |= {cell(*row, column) for row in MAP.items.values() for column in ("budget", "actual")}
    assert [str(place) for place in places if not any(context.prints(place) for context in contexts)] == []


def test_every_relation_is_between_known_quantities() -> None:
    known = {*MAP.cells, *MAP.items, *MAP.facts}
    ends = [end for each in MAP.relations for end in (each.left, each.right)]
    ends += [key for whole, parts in MAP.wholes for key in (whole, *parts)]
    assert [end for end in ends if end.rpartition("@")[0] not in known] == []
    assert {each.sign for each in MAP.relations} <= set("<≤=≥>")


def test_rows_by_name() -> None:
    statement, form = make_statement(1, "national-2022")
    context, role = Context(statement, form), "general-budget-payments"
    table = statement.tables[role]
    klass = next(row for row in table.rows if row.key == "201")
    assert row_named(context, role, ("一般公共服务",), 0) == "201"
    assert row_named(context, role, (klass.name, "政府办公厅（室）及相关机构事务", "行政运行"), 2) == "2010301"
    assert row_named(context, role, ("没有这一类",), 0) == ""
    klass.name = "改名"
    context.cache.clear()
    assert row_named(context, role, ("一般公共服务",), 0) == ""


def test_plain_names() -> None:
    same = ("一、一般公共服务支出", "一般公共服务", "“一般公共服务”支出", "一般公共服务 支出")
    assert {plain_name(name) for name in same} == {"一般公共服务"}
    assert plain_name("因公出国（境）费用") == plain_name("因公出国(境)费")
    assert load_form("national-2022").id == "national-2022"
