"""Statements of every form for hypothesis, with texts and figures that are hard to write."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from fintui.files.forms import form_files, load_form
from fintui.model.figure import Mark
from fintui.model.materialise import skeleton
from fintui.model.place import cell
from fintui.model.statement import COVERAGES, GOVERNMENTS, LISTS, Bar, Chart, Fact, Row, Section, Table, normal

if TYPE_CHECKING:
    from fintui.model.figure import Figure
    from fintui.model.form import Form, TableForm
    from fintui.model.statement import Record, Statement

settings.register_profile(
    "steady", deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("steady")

FORMS = sorted(form_files())

HOSTILE = [
    *("[/]", "[bold]", "\x1b[31m", "\x00", "\x07", "\x7f", "\x85", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff"),
    *("\u061c", "\u2028", "\u2029", "\u3000", "\u00a0", "\U0001f600", "e\u0301", "\ud7ff", "\uffff"),
    *('"', '""', '"""', '""""""', "'", "'''", "\\", "\\n", "\\u0041", "\\\n", "#", "=", "[[works]]", "[tables.x]"),
    *(" ", "\t", "\r", "\n", "\n\n", " \n ", "\\ \n", "k = 1", ",", "]", "}", "支出", "4,090.91万元。", "?"),
]


def texts(*, most: int = 6) -> st.SearchStrategy[str]:
    """Texts as a statement may hold them."""
    piece = st.sampled_from(HOSTILE) | st.text(max_size=4)
    return st.lists(piece, max_size=most).map("".join).map(normal)


KEYS = st.text("abcdefgh-0123456789", min_size=1, max_size=6)


def figures(decimals: int) -> st.SearchStrategy[Figure]:
    """All that may stand in a cell of a file without a fault."""
    amounts = st.builds(
        lambda whole, places: Decimal(whole).scaleb(-places),
        st.integers(-(10**14), 10**14),
        st.integers(0, decimals),
    )
    zeros = st.integers(0, decimals).map(lambda places: Decimal(0).scaleb(-places))
    return st.one_of(st.none(), st.sampled_from([Mark.BLANK, Mark.UNKNOWN]), zeros, amounts)


def plain(record: type[Any], /, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A record whose fields are texts, but for those given."""
    names = [each.name for each in fields(record)]
    return st.builds(record, **{name: given.get(name, texts()) for name in names})


@st.composite
def statements(draw: st.DrawFn, form: str = "", *, hostile: bool = True) -> tuple[Statement, Form]:
    """A statement and its form; all lists and fields may be filled."""
    layout = load_form(form or draw(st.sampled_from(FORMS)))
    statement = skeleton(layout, draw(texts()) if hostile else "某局", draw(st.integers(1949, 2199)))
    statement.decimals = draw(st.sampled_from([0, 2, 6]))
    statement.unit = draw(st.sampled_from(["元", "万元", "亿元"]))
    statement.government = draw(st.sampled_from(["", *GOVERNMENTS]))
    if hostile:
        for holder in (statement.source, statement.headings, statement.overview):
            for name in draw(st.lists(st.sampled_from([each.name for each in fields(holder)]), max_size=3)):
                setattr(holder, name, draw(texts()))
        statement.title, statement.contents = draw(texts()), draw(texts())
    for name in draw(st.lists(st.sampled_from(list(LISTS)), max_size=4, unique=True)):
        setattr(statement, name, draw(records(LISTS[name], statement.decimals, layout)))
    topics = [section.topic for section in statement.sections]
    for role in draw(st.lists(st.sampled_from(list(layout.tables)), max_size=3, unique=True)):
        fill(draw, statement.tables[role], layout.tables[role], statement.decimals, topics)
    return statement, layout


def records(kind: type[Record], decimals: int, form: Form) -> st.SearchStrategy[list[Record]]:
    """A list of records, no two of one key."""
    if kind is Fact:
        one = plain(Fact, key=KEYS, value=figures(decimals))
    elif kind is Section:
        one = plain(Section, topic=KEYS)
    elif kind is Chart:
        bar = plain(Bar, cell=st.sampled_from(cells(form)), less=figures(decimals))
        kinds = st.sampled_from(["structure", "comparison"])
        one = plain(Chart, key=KEYS, kind=kinds, bars=st.lists(bar, max_size=3))
    else:
        return st.lists(plain(kind), max_size=3)
    return st.lists(one, max_size=3, unique_by=lambda record: str(getattr(record, "topic", getattr(record, "key", ""))))


def cells(form: Form) -> list[str]:
    """Cells of the rows that a form names, as files write them."""
    return [
        str(cell(role, row.key, block.columns[-1].key))
        for role, layout in form.tables.items()
        for block in layout.blocks
        for row in block.fixed[:2]
    ]


def fill(draw: st.DrawFn, table: Table, layout: TableForm, decimals: int, topics: list[str]) -> None:
    """Give a table rows of the classification and figures."""
    table.coverage = draw(st.sampled_from(COVERAGES))
    table.reason, table.title, table.note = draw(texts(most=2)), draw(texts(most=2)), draw(texts(most=2))
    for code in draw(codes(layout)):
        if table.row(code) is None:
            index = insertion(table, layout, code)
            table.rows.insert(index, Row(code, draw(texts(most=2))))
            table.reindex()
    if table.coverage == "none":
        return
    for row in draw(st.lists(st.sampled_from(table.rows), max_size=4, unique_by=id)):
        block = layout.block_of(row.key)
        assert block
        for column in draw(st.lists(st.sampled_from(block.columns), max_size=4)):
            if (figure := draw(figures(decimals))) is not None:
                row.figures[column.key] = figure
        row.origin = draw(st.sampled_from(["", *topics]))


def codes(layout: TableForm) -> st.SearchStrategy[list[str]]:
    """Codes that have a block in the table."""
    heads = [head for block in layout.blocks for head in block.classes]
    if any(block.coded for block in layout.blocks):
        heads += ["201", "208", "221"]
    if not heads:
        return st.just([])
    tails = st.sampled_from(["", "01", "99", "0101", "0199", "9902"])
    return st.lists(st.builds(str.__add__, st.sampled_from(heads), tails), max_size=4, unique=True)


def insertion(table: Table, layout: TableForm, code: str) -> int:
    """Where a row of a code may be put so that the rows stay in printed order: at the end of its block's."""
    block, named = layout.block_of(code), {row.key for row in layout.fixed_rows()}
    assert block
    extra = [i for i, row in enumerate(table.rows) if row.key not in named and layout.block_of(row.key) is block]
    if extra:
        return extra[-1] + 1
    fixed = [i for i, row in enumerate(table.rows) if layout.block_of(row.key) is block and row.key in named]
    if not fixed:
        earlier = layout.blocks[: layout.blocks.index(block)]
        return sum(layout.block_of(row.key) in earlier for row in table.rows)
    return fixed[0] if block.coded and block.total_at == "last" else fixed[-1] + 1
