"""A statement with a long table of payments, whose 款 and 类 add up."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from statements import make_statement

from fintui.model.form import Form
from fintui.model.materialise import materialise
from fintui.model.statement import Row, Statement

COLUMNS = ("total", "basic", "project")


def make_large(seed: int, items: int) -> tuple[Statement, Form]:
    """So many 项, some of them empty; every 12 of them have a 款, every 60 a 类 above."""
    random = Random(seed)
    statement, form = make_statement(seed, "national-2020")
    table = statement.tables["payments"]
    table.rows = [row for row in table.rows if not row.is_coded]
    amounts: dict[str, tuple[int, int]] = {}
    for number in range(items):
        group, item = divmod(number, 12)
        code = f"{201 + group // 5}{group % 5 + 1:02}{item + 1:02}"
        basic, project = (random.randrange(9) if random.random() < 0.7 else 0 for _ in range(2))
        for key in ("total", code[:3], code[:5], code):
            before = amounts.get(key, (0, 0))
            amounts[key] = (before[0] + basic, before[1] + project)
    for row in table.rows:
        row.figures = _figures(*amounts.get(row.key, (0, 0)))
    table.rows += [Row(code, f"名称{code}", _figures(*amounts[code])) for code in sorted(amounts) if code.isdigit()]
    materialise(statement, form)
    return statement, form


def _figures(basic: int, project: int) -> dict[str, Decimal]:
    found = {"total": basic + project, "basic": basic, "project": project}
    return {key: Decimal(amount).scaleb(-2) for key, amount in found.items() if amount}
