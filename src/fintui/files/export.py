"""A statement in other formats: canonical TOML, JSON with everything, CSV of all figures, HTML to read and print.

Callers write the bytes to standard output or through `save.write_atomically`.
"""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fintui.model.figure import Mark, Unreadable
from fintui.model.money import plain_amount
from fintui.model.statement import FORMAT

from .faults import HARMLESS
from .save import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fintui.model.form import Form, TableForm
    from fintui.model.statement import Row, Statement, Table

    from .faults import Fault
    from .words import Words

FORMATS: Final = ("toml", "json", "csv", "html")

_UNREADABLE_FIGURE: Final = "figure-"

# What a spreadsheet takes for the start of a formula, also behind characters that show nothing.
_FORMULA: Final = re.compile(r"[\s\x00-\x1f\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
# Controls that JSON allows as they are but that would act on a terminal or hide text.
_HIDDEN: Final = re.compile("[\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def export(statement: Statement, form: Form, to: str, *, bom: bool = True, words: Words | None = None) -> bytes:
    """The statement in one of `FORMATS`, UTF-8, lines ended by LF.

    `bom` is for CSV, `words` (Chinese by default) for HTML; see docs/command-line.md.

    Raises:
        SaveError: if the statement holds something that TOML cannot hold.
    """
    match to:
        case "toml":
            return canonical(statement, form).encode()
        case "json":
            return json_text(statement, form).encode()
        case "csv":
            return (codecs.BOM_UTF8 if bom else b"") + csv_text(statement, form).encode()
        case "html":
            from .html import html_text  # noqa: PLC0415 – nothing else needs it
            from .words import load_words  # noqa: PLC0415

            return html_text(statement, form, words or load_words("zh")).encode()
        case _:
            raise ValueError(to)


def lost(faults: Iterable[Fault], to: str) -> list[Fault]:
    """The faults that say of something in the file that it would be missing in the export.

    Unreadable figures are kept as written by JSON, CSV and HTML; TOML could only repeat the fault.
    """
    found = [fault for fault in faults if fault.code not in HARMLESS]
    return found if to == "toml" else [fault for fault in found if not fault.code.startswith(_UNREADABLE_FIGURE)]


def json_text(statement: Statement, form: Form) -> str:
    """One object with everything; docs/command-line.md describes it."""
    whole: dict[str, object] = {"format": FORMAT}
    for each in fields(statement):
        value = getattr(statement, each.name)
        if each.name == "tables":
            whole["tables"] = {role: _table(table, form.table(role)) for role, table in statement.tables.items()}
        else:
            whole[each.name] = plain(value)
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def csv_text(statement: Statement, form: Form) -> str:
    """The tidy frame of `fintui.frames`; blank and unknown amounts are empty, the column `state` tells them apart."""
    from fintui.frames import tidy  # noqa: PLC0415 – brings pandas, which nothing else here needs

    frame = tidy(statement, form)
    for column in frame.columns:
        if column not in {"year", "written"}:
            frame[column] = frame[column].map(_csv_cell)
    frame["written"] = frame["written"].map({True: "true", False: "false"})
    return frame.to_csv(index=False, lineterminator="\n")


def neutral(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _csv_cell(value: object) -> str:
    match value:
        case Decimal():
            return plain_amount(value)
        case str():
            return neutral(value)
        case _:
            return ""


def plain(value: object) -> object:
    """Figures as the file has them (`"4090.91"`, `""`, `"?"`), not written as null, records as objects."""
    match value:
        case Decimal():
            return plain_amount(value)
        case Mark():
            return value.value
        case Unreadable(text):
            return {"unreadable": text}
        case list():
            return [plain(each) for each in value]
        case _ if is_dataclass(value):
            return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        case _:
            return value


def _table(table: Table, layout: TableForm | None) -> dict[str, object]:
    return {
        "number": layout.number if layout else "",
        "title": table.title or (layout.title if layout else ""),
        "coverage": table.coverage,
        "reason": table.reason,
        "note": table.note,
        "columns": _columns(layout) if layout else [],
        "rows": [_row(row, layout) for row in table.rows],
    }


def _columns(layout: TableForm) -> list[dict[str, object]]:
    return [
        {"block": block.key, "key": column.key, "heading": [*block.heading, *column.heading], "english": column.english}
        for block in layout.blocks
        for column in block.columns
    ]


def _row(row: Row, layout: TableForm | None) -> dict[str, object]:
    block = layout.block_of(row.key) if layout else None
    keys = [column.key for column in block.columns] if block else list(row.figures)
    figures = {key: plain(row.figures.get(key)) for key in keys}
    place = {"row": row.key, "name": row.name, "block": block.key if block else ""}
    return place | {"figures": figures, "section": row.origin}
