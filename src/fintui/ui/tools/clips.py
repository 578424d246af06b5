"""Copying figures, sentences and findings; pasting ranges of figures, looked at before they are taken."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ...files.export import neutral
from ...model.figure import Mark, Unreadable
from ...model.money import plain_amount
from ...model.rows import takes_rows
from ..cells import figure_at
from ..text import clean, cut
from .pasting import MOST, Block, Plan, Problem, fill, plan, read_block
from .pasting_by_code import plan_by_code
from .preview import Proposal, text_line
from .ranges import selected

if TYPE_CHECKING:
    from ...model.figure import Figure
    from ...model.sheet import Slot
    from ..desk import Desk
    from ..items import Field, Item

_ENDS: Final = re.compile(r"[。！？；!?;\n]")
"""Where a sentence of the explanations ends."""
_SHOWN: Final = 30


class Clips:
    """The clipboard; what was copied last is kept."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._copied = self._exact = ""

    # -- copying
    def copy(self) -> None:
        """Copy what is selected: figures as a spreadsheet takes them, a sentence, a finding, a line of the ledger."""
        if self.desk.where == "grid":
            self._copy_figures()
            return
        text = self._text()
        if text:
            self._hand_out(text, self.desk.words("copy.text", text=cut(clean(text), _SHOWN)))
        else:
            self.desk.tell(self.desk.words("copy.nothing"))

    def cut(self) -> None:
        """Copy figures, then clear them."""
        if self.desk.grid.place() is not None:
            told = self._copy_figures()
            self.desk.tools.run("figures.put", "missing")
            self.desk.tell(told)
        else:
            self.desk.tell(self.desk.words("message.no-figure"))

    def _copy_figures(self) -> str:
        grid, words = self.desk.grid, self.desk.words
        span = grid.span()
        if span is None and grid.place() is None:
            self.desk.tell(words("message.no-figure"))
            return ""
        if span and span.whole:
            rows = [[self._slot(slot) for slot in row] for row in grid.sheet.rows[span.top : span.bottom + 1]]
        else:
            rows = [
                [figure_at(self.desk.document, place) if place else None for place in row] for row in selected(grid)
            ]
        self._copied = _tabbed(rows, blank="")
        self._exact = _tabbed(rows, blank="-")
        size = words("range.size", rows=len(rows), columns=len(rows[0]))
        what = size if span else words("copy.text", text=cut(self._copied, _SHOWN) or words("figure.blank"))
        return self._hand_out(self._copied, what)

    def _slot(self, slot: Slot) -> Figure | str:
        return figure_at(self.desk.document, slot.place) if slot.place else clean(slot.text)

    def _hand_out(self, text: str, what: str) -> str:
        copied = self.desk.host.copy(clean_text(text))
        told = self.desk.words(f"copy.{copied.way}", what=what, name=clean(copied.name))
        self.desk.tell(told, "error" if copied.way == "nowhere" else "message")
        return told

    def _text(self) -> str:
        """The text of what the cursor is on."""
        desk = self.desk
        if desk.where == "ledger":
            entry = desk.detail.selected()
            return entry.text.strip() if entry else ""
        if desk.where == "contents":
            return desk.part.title
        field = desk.page_face.selected()
        if field is None:
            return ""
        if field.outcome:
            return f"{field.outcome.rule}  {field.text}"
        span = desk.page_face.selected_span()
        return sentence_at(field, span[0]) if span else field.text

    # -- pasting
    def paste(self) -> None:
        """Paste what was copied in here last; what other programs copied comes by the terminal's own paste."""
        if self._copied or self._exact:
            self.take(self._copied)
        else:
            self.desk.tell(self.desk.words("paste.nothing"))

    def take(self, text: str) -> None:
        """Take pasted text: one figure into the cell editor, a block as a plan to be looked at."""
        desk, grid = self.desk, self.desk.grid
        if len(text) > MOST:
            desk.tell(desk.words("paste.large"), "error")
            return
        block = read_block(self._exact if text.rstrip("\r\n") == self._copied.rstrip("\n") else text)
        if grid.place() is None:
            desk.tell(desk.words("message.no-figure"))
        elif grid.editor:
            grid.paste(text)
        elif _is_one(block) and not grid.selection.anchor:
            grid.paste(_one(block))
        else:
            self._look_at(block)

    def _look_at(self, block: Block) -> None:
        desk, grid = self.desk, self.desk.grid
        statement, span = desk.document.statement, grid.span()
        if _is_one(block):
            places = [place for row in selected(grid) for place in row if place]
            made = fill(_one(block), places, statement)
        else:
            at = (span.top, max(span.left, _first_amount(desk))) if span else (grid.row, grid.column)
            made = plan(block, grid.sheet, at, statement)
            if not made.labels or any(each.reason == "other-row" for each in made.problems):
                made = self._by_code(block, at[1]) or made
        problems = made.problems
        desk.tools["preview"].show(
            Proposal(
                "paste",
                made.figures,
                lambda changed, same: self._about(made, changed, same),
                len(problems),
                lambda most: [self._problem(each) for each in problems[:most]],
                made.rows_new,
            )
        )

    def _by_code(self, block: Block, left: int) -> Plan | None:
        desk, role = self.desk, self.desk.grid.role
        statement, layout = desk.document.statement, desk.document.form.tables[role]
        if not takes_rows(layout):
            return None
        return plan_by_code(block, desk.grid.sheet, left, statement, layout, desk.tools["rows"].names())

    def _about(self, made: Plan, changed: int, same: int) -> list[Item]:
        words = self.desk.words
        about = {"rows": made.rows, "columns": made.columns, "changed": changed, "same": same}
        items = [text_line(words("paste.about", **about), "heading")]
        if made.labels:
            items.append(text_line(words("paste.labels", columns="、".join(map(str, made.labels)))))
        over = zip(("rows", "columns"), made.over, strict=True)
        return items + [text_line(words(f"paste.over-{name}", count=n), "warned") for name, n in over if n]

    def _problem(self, problem: Problem) -> str:
        words, statement = self.desk.words, self.desk.document.statement
        found = cut(clean(problem.text), _SHOWN)
        key = f"paste.{problem.reason}" if f"paste.{problem.reason}" in words else f"amount.{problem.reason}"
        why = words(key, found=found, decimals=statement.decimals, unit=statement.unit)
        where = words("paste.where", row=problem.row, column=problem.column)
        place = words("paste.comes-to", place=clean(self.desk.names(problem.place))) if problem.place else ""
        return f"{where}{why}{place}"


def _is_one(block: Block) -> bool:
    return len(block) <= 1 and max(map(len, block), default=0) <= 1


def _one(block: Block) -> str:
    return block[0][0] if block and block[0] else ""


def clean_text(text: str) -> str:
    """A text for the clipboard: line breaks and tabs as they are, other controls made visible."""
    return "\n".join("\t".join(map(clean, line.split("\t"))) for line in text.split("\n"))


def sentence_at(field: Field, offset: int) -> str:
    """The sentence of a field's text around an offset of the text as stored."""
    at = offset - field.offset
    start = max((match.end() for match in _ENDS.finditer(field.text, 0, at)), default=0)
    end = _ENDS.search(field.text, at)
    return field.text[start : end.end() if end else None].strip()


def _tabbed(rows: list[list[Figure | str]] | list[list[Figure]], *, blank: str) -> str:
    return "".join("\t".join(_written(each, blank) for each in row) + "\n" for row in rows)


def _written(figure: Figure | str, blank: str) -> str:
    """A figure as a spreadsheet takes it: without separators, nothing where the table prints nothing."""
    match figure:
        case Decimal():
            return plain_amount(figure)
        case Mark.BLANK:
            return blank
        case Mark.UNKNOWN:
            return "?"
        case Unreadable(text):
            return neutral(clean(text))
        case str():
            return neutral(figure)
        case _:
            return ""


def _first_amount(desk: Desk) -> int:
    return next(c for c, column in enumerate(desk.grid.sheet.columns) if column.kind == "amount")
