"""Places: written, read, found, and fields that are read and written through them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fintui.files.forms import form_files, load_form
from fintui.model.materialise import skeleton
from fintui.model.place import Place, cell, find, get, holder_of, key_of, list_of, parse_cell, put
from fintui.model.statement import Bar, Chart, Fact, Section, Statement, Work


@pytest.fixture
def statement() -> Statement:
    made = skeleton(load_form("national-2022"), "某局", 2022)
    made.works = [Work("甲"), Work("乙")]
    made.sections = [Section("payments", "三、", "文")]
    made.staff = [Fact("retired", value=Decimal(3))]
    made.charts = [Chart("1", bars=[Bar("基本")])]
    return made


def test_how_places_are_written() -> None:
    assert str(cell("payments", "201", "basic")) == "payments[201].basic"
    assert str(Place("sections", "payments", "text")) == "sections[payments].text"
    assert str(Place("head", "", "department")) == "head.department"
    assert str(Place("tables.payments", "", "note")) == "payments.note"


@pytest.mark.parametrize("form", sorted(form_files()))
def test_every_cell_is_read_as_it_is_written(form: str) -> None:
    for role, layout in load_form(form).tables.items():
        for block in layout.blocks:
            for row in [*(fixed.key for fixed in block.fixed), "2010601"]:
                for column in block.columns:
                    place = cell(role, row, column.key)
                    assert parse_cell(str(place)) == place
                    assert place.is_cell
                    assert place.role == role


@pytest.mark.parametrize(
    "text", ["", "payments", "payments.basic", "payments[].basic", "payments[a]", "a[b]c.d", "[a].b"]
)
def test_what_is_no_cell(text: str) -> None:
    assert parse_cell(text) is None


def test_fields_are_read_and_written(statement: Statement) -> None:
    for place, value in [
        (Place("head", "", "title"), "题"),
        (Place("overview", "", "staff"), "在职"),
        (Place("tables.payments", "", "note"), "注"),
        (Place("sections", "payments", "text"), "新"),
        (Place("works", "1", "text"), "丙"),
        (Place("staff", "retired", "value"), Decimal(4)),
        (cell("payments", "total", "basic"), Decimal("1.00")),
        (Place("tables.payments", "total", "name"), "总计"),
        (Place("tables.payments", "total", "origin"), "payments"),
    ]:
        put(statement, place, value)
        assert get(statement, place) == value
    assert statement.works == [Work("甲"), Work("丙")]
    put(statement, cell("payments", "total", "basic"), None)
    assert statement.tables["payments"].rows[0].figures == {}
    put(statement, cell("payments", "total", "basic"), None)


def test_texts_are_written_as_statements_hold_them(statement: Statement) -> None:
    put(statement, Place("works", "0", "text"), "一\r\n二\ud800\n\n")
    assert statement.works[0].text == "一\n二?"


@pytest.mark.parametrize(
    "place",
    [
        Place("works", "2", "text"),
        Place("sections", "other", "text"),
        Place("nothing", "1", "text"),
        cell("payments", "201", "total"),
        cell("nothing", "total", "total"),
    ],
)
def test_what_is_not_there(statement: Statement, place: Place) -> None:
    with pytest.raises(KeyError):
        get(statement, place)


def test_a_field_that_there_is_not(statement: Statement) -> None:
    with pytest.raises(AttributeError):
        get(statement, Place("works", "0", "colour"))
    assert get(statement, cell("payments", "total", "colour")) is None


def test_records_and_their_keys(statement: Statement) -> None:
    assert key_of(statement.works[1], 1) == "1"
    assert key_of(statement.sections[0], 0) == "payments"
    assert find(statement, Place("charts", "1", "")) is statement.charts[0]
    assert list_of(statement, "tables.payments") is statement.tables["payments"].rows
    assert holder_of(statement, Place("head", "", "year")) is statement
    with pytest.raises(KeyError):
        list_of(statement, "head")
    assert not Place("sections", "payments", "text").role
    assert not Place("tables.payments", "", "note").is_cell
