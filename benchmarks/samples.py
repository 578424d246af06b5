"""Made-up statements of a normal and of a large size, the same each time.

    python benchmarks/samples.py FOLDER      writes normal.toml and large.toml

The amounts, tables and sentences come from the generator that the tests use; head, key works and glossary from a
shipped statement.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "checks")]

from statements import make_statement  # noqa: E402

from fintui.files.reader import load  # noqa: E402
from fintui.files.writer import dump  # noqa: E402
from fintui.model.form import Form  # noqa: E402
from fintui.model.materialise import materialise  # noqa: E402
from fintui.model.statement import Row, Statement  # noqa: E402

FORM = "national-2020"
ROWS = 400
LARGE = 20_000


def normal() -> tuple[Statement, Form]:
    """Nine tables of some 400 rows, every section, key works and glossary."""
    for seed in range(10_000):
        statement, form = make_statement(seed, FORM)
        rows, text = rows_of(statement), sum(len(section.text) for section in statement.sections)
        if ROWS <= rows <= ROWS + 60 and text > 5000:
            shipped = load(ROOT / "data" / "statements" / "wuchang-big-data-centre-2020.toml").statement
            kept = {name: getattr(shipped, name) for name in ("overview", "duties", "works", "priorities", "terms")}
            return replace(statement, **kept), form
    raise LookupError("the generator no longer makes statements of this size")


def large() -> tuple[Statement, Form]:
    """The same with 20,000 rows, most of them in the table of payments; they add up there, not across tables."""
    statement, form = normal()
    table = statement.tables["payments"]
    table.rows = [row for row in table.rows if not row.is_coded]
    items = (LARGE - rows_of(statement)) * 250 // 261  # every 25 of them have a 款, every 250 a 类 above
    codes: dict[str, int] = {}
    for number in range(items):
        section, item = divmod(number, 25)
        code = f"{201 + section // 10}{section % 10 + 1:02}{item + 1:02}"
        for part in (code[:3], code[:5], code):
            codes[part] = codes.get(part, 0) + 1
    for row in table.rows:
        row.figures = _shares(items)
    table.rows += [Row(code, f"名称{code}", _shares(below)) for code, below in sorted(codes.items())]
    materialise(statement, form)
    return statement, form


def rows_of(statement: Statement) -> int:
    """How many rows the tables have."""
    return sum(len(table.rows) for table in statement.tables.values())


def _shares(items: int) -> dict[str, Decimal]:
    one = Decimal(items)
    return {"total": one * 3, "basic": one, "project": one * 2}


def write(folder: Path) -> None:
    """Write both as files."""
    for make in (normal, large):
        (folder / f"{make.__name__}.toml").write_text(dump(*make()), "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
