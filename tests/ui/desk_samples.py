"""Statements that are unlike the shipped ones: large, empty, wide, foreign, hostile."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal

from driver import PUTUO, WUCHANG

from fintui.files.reader import Loaded, load
from fintui.model.materialise import materialise
from fintui.model.money import UNITS
from fintui.model.statement import Row, Table

HOSTILE = (
    "[/] [red]x [@click=app.bell]z[/] \x1b]0;TITLE\x07 \x1b[31m \x9b5m \x90q \u202eabc \x00 \u2028 \x7f \u061c \u2066"
)


def putuo() -> Loaded:
    return load(PUTUO)


def wuchang() -> Loaded:
    return load(WUCHANG)


def many_rows(count: int) -> Loaded:
    """Payments with so many 项, whose 款 and 类 add up."""
    loaded = putuo()
    table = loaded.statement.tables["payments"]
    table.rows = [row for row in table.rows if not row.is_coded]
    codes: dict[str, int] = {}
    for number in range(count):
        section, item = divmod(number, 25)
        code = f"{201 + section // 10}{section % 10 + 1:02}{item + 1:02}"
        for part in (code[:3], code[:5], code):
            codes[part] = codes.get(part, 0) + 1
    for row in table.rows:
        row.figures = _shares(count)
    table.rows += [Row(code, f"名称{code}", _shares(items)) for code, items in sorted(codes.items())]
    materialise(loaded.statement, loaded.form)
    return loaded


def _shares(items: int) -> dict[str, Decimal]:
    return {"total": Decimal(items * 3), "basic": Decimal(items), "project": Decimal(items * 2)}


def no_rows() -> Loaded:
    """A coded table whose form names no total, and that has no rows."""
    loaded = putuo()
    layout = loaded.form.tables["payments"]
    bare = replace(layout, blocks=tuple(block._replace(rows=()) for block in layout.blocks))
    form = loaded.form._replace(tables={**loaded.form.tables, "payments": bare})
    loaded.statement.tables["payments"].rows = []
    materialise(loaded.statement, form)
    return replace(loaded, form=form)


def extra_tables() -> Loaded:
    """A form with twelve tables: more than there are digits."""
    loaded = putuo()
    tables = dict(loaded.form.tables)
    for number in (10, 11, 12):
        role = f"extra-{number}"
        tables[role] = replace(tables["payments"], role=role, title=f"附表{number}")
        loaded.statement.tables[role] = Table(role, coverage="full")
    form = loaded.form._replace(tables=tables)
    materialise(loaded.statement, form)
    return replace(loaded, form=form)


def wide_amounts() -> Loaded:
    """Amounts of fifteen digits before the point."""
    loaded = putuo()
    for number, table in enumerate(loaded.statement.tables.values()):
        for row in table.rows:
            for key in row.figures:
                row.figures[key] = Decimal(f"-{123456789012345 - number}.25")
    return loaded


def in_unit(unit: str, decimals: int) -> Loaded:
    """The same amounts in another unit, with so many decimals."""
    loaded = putuo()
    loaded.statement.unit, loaded.statement.decimals = unit, decimals
    shift = 4 - UNITS[unit]
    for table in loaded.statement.tables.values():
        for row in table.rows:
            for key, figure in row.figures.items():
                if isinstance(figure, Decimal):
                    row.figures[key] = figure.scaleb(shift).quantize(Decimal(1).scaleb(-decimals))
    return loaded


def long_texts() -> Loaded:
    """One section of a hundred thousand characters, names of two hundred."""
    loaded = wuchang()
    loaded.statement.sections[0].text = (loaded.statement.sections[0].text.split("\n")[0] + "\n") * 1450
    name = "武汉市武昌区大数据中心" * 19
    loaded.statement.department = loaded.statement.title = name
    for table in loaded.statement.tables.values():
        table.title = table.note = table.reason = name
        for row in table.rows:
            row.name = name
    for section in loaded.statement.sections:
        section.heading = name
    return loaded


def hostile() -> Loaded:
    """Control characters and markup in every text field there is, keys and choices aside."""
    loaded = wuchang()
    _poison(loaded.statement)
    return loaded


_KEPT = set("form unit government key topic role coverage section kind cell origin part_of".split())
"""Fields that are keys or choices: a reader refuses anything else in them."""


def _poison(record: object) -> None:
    for each in fields(record):  # type: ignore[arg-type]
        value = getattr(record, each.name)
        if isinstance(value, str) and each.name not in _KEPT:
            setattr(record, each.name, f"{HOSTILE}{value}")
        elif is_dataclass(value):
            _poison(value)
        elif isinstance(value, (list, dict)) and not each.name.startswith("_"):
            for inner in value.values() if isinstance(value, dict) else value:
                if is_dataclass(inner):
                    _poison(inner)


SAMPLES = {
    "wuchang": wuchang,
    "putuo": putuo,
    "hostile": hostile,
    "no rows": no_rows,
    "extra tables": extra_tables,
    "wide amounts": wide_amounts,
    "yuan": lambda: in_unit("元", 0),
    "six decimals": lambda: in_unit("亿元", 6),
}
