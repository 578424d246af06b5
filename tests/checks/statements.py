"""Consistent statements at random: books in 元, rounded half-up into the nine tables of a form, with prose."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from books import FUNDS, KINDS, SOURCES, Books, make_books, names
from narrative import narrate

from fintui.files.forms import form_files, load_form
from fintui.model.figure import Mark
from fintui.model.form import Form
from fintui.model.materialise import materialise
from fintui.model.statement import Fact, Row, Section, Statement, Table

if TYPE_CHECKING:
    from fintui.model.figure import Figure

Cells = dict[tuple[str, str], int]


def make_statement(seed: int, form_id: str = "") -> tuple[Statement, Form]:
    """The statement of a seed, and its form (any shipped one, if none is named)."""
    random = Random(seed)
    form = load_form(form_id or random.choice(sorted(_shipped())))
    year = random.choice(form.years)
    books = make_books(random, form, year)
    return print_books(books, form, random), form


def print_books(books: Books, form: Form, random: Random) -> Statement:
    """The tables, the prose and the records of some books."""
    year = books.year
    statement = Statement(
        form=form.id, department="某市某区某局", year=year, title=f"{year}年度部门决算", government="区"
    )
    for role in form.tables:
        statement.tables[role] = _table(role, _cells(role, books), form, random)
    statement.sections = [Section(topic, topic, text) for topic, text in narrate(books, form, random)]
    _add_facts(statement, books)
    materialise(statement, form)
    return statement


@cache
def _shipped() -> tuple[str, ...]:
    return tuple(form_files())


def wan(yuan: int) -> Decimal:
    """万元 with two decimals, rounded half-up."""
    return Decimal((abs(yuan) + 50) // 100 * (1 if yuan >= 0 else -1)).scaleb(-2)


def _table(role: str, cells: Cells, form: Form, random: Random) -> Table:
    layout = form.tables[role]
    empty = random.choice((Mark.BLANK, Decimal("0.00"), None))
    keys = [fixed.key for fixed in layout.fixed_rows()]
    rows = [Row(key) for key in dict.fromkeys([*keys, *(row for row, _ in cells if layout.block_of(row))])]
    for row in rows:
        block = layout.block_of(row.key)
        row.name = "" if row.key in keys else names()[row.key][0]
        for column in block.columns if block else ():
            amount = cells.get((row.key, column.key), 0)
            figure: Figure = (Decimal(amount) if column.key == "count" else wan(amount)) if amount else empty
            if figure is not None:
                row.figures[column.key] = figure
    return Table(role, "full", rows=rows)


def _cells(role: str, books: Books) -> Cells:
    makers = {
        "receipts-and-payments": _t1,
        "receipts": _t2,
        "payments": _t3,
        "fiscal-receipts-and-payments": _t4,
        "general-budget-payments": lambda each: _fund(each, "general-budget"),
        "general-budget-basic-payments": _t6,
        "three-public": _t7,
        "government-fund": lambda each: _fund(each, "government-fund"),
        "state-capital": lambda each: _fund(each, "state-capital"),
        "state-assets": lambda each: {(key, "count"): amount for key, amount in each.facts.items()},
    }
    return makers[role](books)


def _t1(books: Books) -> Cells:
    cells = {(source, "amount"): books.receipts(source) for source in (*FUNDS, *SOURCES)}
    for code in books.codes(*FUNDS, "own"):
        if len(code) == 3:
            cells[code, "amount"] = sum(books.payments(fund, code) for fund in (*FUNDS, "own"))
    for key, amount in (
        ("receipts-total", books.total_receipts),
        ("surplus-used", books.surplus),
        ("opening", books.total_opening),
        ("receipts-grand-total", books.grand_total),
        ("payments-total", books.total_payments),
        ("surplus-distributed", books.distributed),
        ("closing", books.total_closing),
        ("payments-grand-total", books.grand_total),
    ):
        cells[key, "amount"] = amount
    return cells


def _t2(books: Books) -> Cells:
    cells = {}
    for code in ["", *books.codes(*FUNDS, "own")]:
        key = code or "total"
        cells[key, "fiscal"] = sum(books.receipts(fund, code) for fund in FUNDS)
        cells |= {(key, source): books.receipts(source, code) for source in SOURCES}
        cells[key, "total"] = cells[key, "fiscal"] + sum(cells[key, source] for source in SOURCES)
    return cells


def _t3(books: Books) -> Cells:
    cells = {}
    for code in ["", *books.codes(*FUNDS, "own")]:
        key = code or "total"
        for kind in KINDS:
            cells[key, kind] = sum(books.payments(fund, code, kind) for fund in (*FUNDS, "own"))
        cells[key, "total"] = sum(cells[key, kind] for kind in KINDS)
    return cells


def _t4(books: Books) -> Cells:
    cells = {}
    for fund in FUNDS:
        opening, closing = books.carried(fund)
        cells[fund, "amount"], cells[f"opening-{fund}", "amount"] = books.receipts(fund), opening
        rows = {code: books.payments(fund, code) for code in books.codes(fund) if len(code) == 3}
        rows |= {"payments-total": books.payments(fund), "closing": closing}
        rows["payments-grand-total"] = rows["payments-total"] + closing
        for key, amount in rows.items():
            cells[key, fund] = amount
            cells[key, "total"] = cells.get((key, "total"), 0) + amount
    cells["receipts-total", "amount"] = sum(cells[fund, "amount"] for fund in FUNDS)
    cells["opening", "amount"] = sum(cells[f"opening-{fund}", "amount"] for fund in FUNDS)
    cells["receipts-grand-total", "amount"] = cells["receipts-total", "amount"] + cells["opening", "amount"]
    return cells


def _fund(books: Books, fund: str) -> Cells:
    cells = {}
    for code in ["", *books.codes(fund)]:
        key = code or "total"
        cells[key, "opening"], cells[key, "closing"] = books.carried(fund, code)
        cells[key, "receipts"] = books.receipts(fund, code)
        cells[key, "payments"] = cells[key, "total"] = books.payments(fund, code)
        for kind in ("basic", "project"):
            cells[key, kind] = books.payments(fund, code, kind)
    return cells


def _t6(books: Books) -> Cells:
    cells: Cells = {}
    for code, amount in books.economic.items():
        total = "personnel-total" if code[:3] in {"301", "303"} else "operating-total"
        for key in (code, code[:3], total):
            cells[key, "amount"] = cells.get((key, "amount"), 0) + amount
    return cells


def _t7(books: Books) -> Cells:
    cells = {}
    for index, column in enumerate(("budget", "actual")):
        for item, amounts in books.three.items():
            cells[item, column] = amounts[index]
        cells["vehicles", column] = cells["vehicle-purchase", column] + cells["vehicle-running", column]
        cells["total", column] = cells["vehicles", column] + cells["abroad", column] + cells["reception", column]
    return cells


def _add_facts(statement: Statement, books: Books) -> None:
    facts = books.facts
    money = {"total": "procurement"} | {key: key for key in ("goods", "works", "services", "sme", "micro")}
    statement.procurement = [Fact(key, key, wan(facts[name]), "万元") for key, name in money.items()]
    kinds = [key for key in facts if key.startswith(("vehicles", "equipment"))]
    statement.assets = [Fact(key, key, Decimal(facts[key]), "辆") for key in kinds]
    amounts = [
        Fact(key, key, wan(facts[key]), "万元") for key in ("evaluated-amount", "project-budget", "project-spent")
    ]
    statement.performance = [Fact("projects", "projects", Decimal(facts["projects"]), "个"), *amounts]
