"""The contents list: every part is in it, and what is unsaved, found or unknown there."""

from __future__ import annotations

from collections import Counter

from desk_samples import extra_tables, putuo, wuchang
from driver import words_of

from fintui.checks.judge import Severity
from fintui.model.changes import Put
from fintui.model.document import Document
from fintui.model.place import cell
from fintui.ui.contents import Contents
from fintui.ui.parts import marks_of, parts_of
from fintui.ui.tallies import Unknown, by_part

ZH = words_of("zh")


def list_of(loaded, height=40, width=24):
    document = Document(loaded.statement, loaded.form)
    contents = Contents(lambda part: "?40" if part.key == "1" else "")
    contents.resize(width, height)
    contents.set_parts(parts_of(document, ZH))
    return contents


def lines_of(contents):
    return ["".join(text for text, _ in contents.line(y)) for y in range(contents.height)]


def test_every_part_is_in_the_list_with_its_key():
    loaded = wuchang()
    contents = list_of(loaded)
    keys = [part.key for part in contents.parts if part.key]
    assert keys == ["0", *"123456789", "e", "g", "k", "w", "f"]
    titles = [part.title for part in contents.parts]
    assert [section.heading for section in loaded.statement.sections] == [
        part.title for part in contents.parts if part.id.startswith("section:")
    ]
    assert [chart.caption for chart in loaded.statement.charts] == [
        part.title for part in contents.parts if part.id.startswith("chart:")
    ]
    assert {"概况", "情况说明", "图", "重点工作", "名词解释", "核对结果"} <= set(titles)
    assert "?40" in lines_of(contents)[1]


def test_sections_are_listed_while_one_is_among_them_and_pages_stand_at_the_foot():
    contents = list_of(wuchang())
    lines = lines_of(contents)
    assert [line[1] for line in lines[:10]] == [*"0123456789"]
    assert [line[1] for line in lines[-5:]] == [*"egkwf"]
    assert not "".join(lines[10:-5]).strip()
    contents.select("explanations")
    sections = [part for part in contents.parts if part.page == "explanations"]
    lines = lines_of(contents)
    at = next(y for y, line in enumerate(lines) if line.startswith(">e"))
    assert [contents.part_at(at + n) for n in range(len(sections))] == sections
    assert contents.part_at(12) is None
    contents.move(len(sections), 0)
    assert contents.parts[contents.at].id == "charts"


def test_tables_beyond_the_ninth_have_no_key_but_a_place():
    contents = list_of(extra_tables())
    extra = [part for part in contents.parts if part.role.startswith("extra")]
    assert [part.key for part in extra] == ["", "", ""]
    assert [part.title for part in extra] == ["附表10", "附表11", "附表12"]


def test_a_move_paints_two_lines_and_the_current_part_stays_in_sight():
    contents = list_of(wuchang(), height=6)
    contents.stale.clear()
    contents.move(1, 0)
    assert contents.stale == {0, 1}
    for _ in range(60):
        contents.move(1, 0)
        assert any(line.startswith(">") for line in lines_of(contents))
    assert contents.at == len(contents.parts) - 1
    contents.home()
    assert lines_of(contents)[0].startswith(">0")


def test_marks_never_touch_the_title():
    contents = Contents(lambda part: "* ✗12 !7 ?123")
    contents.resize(24, 40)
    document = Document(wuchang().statement, wuchang().form)
    contents.set_parts(parts_of(document, ZH))
    for line in filter(str.strip, lines_of(contents)):
        assert " *✗12!7?123 " in line or " * ✗12 !7 ?123 " in line


def test_marks_tell_what_is_unsaved_found_and_unknown():
    loaded = wuchang()
    parts = {part.id: part for part in parts_of(Document(loaded.statement, loaded.form), ZH)}
    found = {("tables.payments", ""): Counter({Severity.ERROR: 1, Severity.WARNING: 2})}
    found |= {("sections", ""): Counter({Severity.ERROR: 3}), ("sections", "payments"): Counter({Severity.ERROR: 2})}
    assert marks_of(parts["payments"], {"tables.payments"}, found, 8) == "* ✗1 !2 ?8"
    assert marks_of(parts["receipts"], {"tables.payments"}, found, 0) == ""
    assert marks_of(parts["explanations"], {"sections"}, found, 0) == "* ✗3"
    assert marks_of(parts["section:payments"], {"sections"}, found, 0) == "✗2"
    assert marks_of(parts["section:receipts"], set(), found, 0) == ""
    assert marks_of(parts["overview"], {"duties"}, {}, 0) == "*"
    assert marks_of(parts["chart:chart-1"] if "chart:chart-1" in parts else parts["charts"], set(), {}, 0) == ""


def test_findings_are_counted_by_part_and_section():
    from fintui.model.place import Place

    grave = {
        Place("sections", "payments", "text"): Severity.ERROR,
        Place("sections", "receipts", "text"): Severity.INFO,
        cell("payments", "total", "basic"): Severity.WARNING,
    }
    counts = by_part(grave)
    assert counts["sections", ""] == Counter({Severity.ERROR: 1, Severity.INFO: 1})
    assert counts["sections", "payments"] == Counter({Severity.ERROR: 1})
    assert counts["tables.payments", ""] == Counter({Severity.WARNING: 1})


def test_the_count_of_unknown_figures_follows_every_edit():
    loaded = wuchang()
    document = Document(loaded.statement, loaded.form)
    unknown = Unknown(document)
    document.listeners.append(lambda change: unknown.changed(change.place))
    before = {role: unknown.of(role) for role in loaded.form.tables}
    assert before["receipts-and-payments"] == 40
    row = next(row for row in loaded.statement.tables["general-budget-payments"].rows if row.key == "201")
    place = cell("general-budget-payments", row.key, "basic")
    from decimal import Decimal

    document.apply(Put(place, Decimal("1.00")))
    assert unknown.of("general-budget-payments") == before["general-budget-payments"] - 1
    assert unknown.of("general-budget-payments") == Unknown(document).of("general-budget-payments")
    document.undo()
    assert {role: unknown.of(role) for role in loaded.form.tables} == before


def test_a_full_table_knows_all_its_figures():
    loaded = putuo()
    unknown = Unknown(Document(loaded.statement, loaded.form))
    assert {unknown.of(role) for role in loaded.form.tables} == {0}
