"""Every place is found in the file, down to the word of a text, however the author wrote it."""

from __future__ import annotations

import pytest

from fintui.files.lines import Lines, Region
from fintui.files.reader import read
from fintui.files.resources import shipped
from fintui.files.rules import check
from fintui.model.place import Place, cell, get

HEAD = 'format = 1\nform = "national-2020"\ndepartment = "某局"\nyear = 2020\n'
SECTION = '\n[[sections]]\ntopic = "payments"\ntext = '
TEXT = Place("sections", "payments", "text")


def written(text: str, region: Region) -> str:
    lines = text.split("\n")
    if region.line == region.end_line:
        return lines[region.line - 1][region.column - 1 : region.end_column - 1]
    first, last = lines[region.line - 1][region.column - 1 :], lines[region.end_line - 1][: region.end_column - 1]
    return "\n".join([first, *lines[region.line : region.end_line - 1], last])


@pytest.mark.parametrize("name", ["wuchang-big-data-centre-2020", "putuo-finance-bureau-2024"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_quote_of_every_outcome_is_where_it_says(name: str, ending: str) -> None:
    text = (shipped("data") / "statements" / f"{name}.toml").read_text("utf-8").replace("\n", ending)
    loaded = read(text)
    lines = Lines(text)
    seen = 0
    for outcome in check(loaded.statement, loaded.form).all():
        for quote in outcome.quotes:
            found = written(text, lines.region(quote.place, quote.start, quote.end))
            stored = str(get(loaded.statement, quote.place)) if quote.is_span else ""
            if quote.is_span and stored[quote.start : quote.end] == quote.text:
                assert found.replace("\r\n", "\n") == quote.text
                seen += 1
            elif quote.place.is_cell and quote.text not in {"", "?"}:
                assert found.strip('"') == quote.text.replace(",", "")
                seen += 1
    assert seen > 400


@pytest.mark.parametrize(
    ("value", "word", "line", "column"),
    [
        ('"一二三四"', "三", 8, 11),
        ("'一二三四'", "三", 8, 11),
        ('"一\\n三"', "三", 8, 12),
        ('"\\u4e00\\t三"', "三", 8, 17),
        ('"""\n一二\n三四\n"""', "三", 10, 1),
        ('"""\n一二\\\n   三四"""', "三", 10, 4),
        ("'''\n一二\n三四'''", "三", 10, 1),
        ('"""一"二" 三"""', "三", 8, 16),
        ('"""\r\n一二\r\n三四\r\n"""', "三", 10, 1),
    ],
)
def test_a_word_is_found_in_any_kind_of_string(value: str, word: str, line: int, column: int) -> None:
    text = HEAD + SECTION + value + "\n"
    start = read(text).statement.sections[0].text.index(word)
    region = Lines(text).region(TEXT, start, start + 1)
    assert (region.line, region.column) == (line, column)
    assert written(text, region) == word


def test_what_is_not_written_is_at_the_nearest_that_is() -> None:
    text = HEAD + '\n[tables.payments]\ncoverage = "full"\n\n[[tables.payments.rows]]\ncode = "201"\nname = "x"\n'
    lines = Lines(text)
    assert lines.line(cell("payments", "201", "total")) == 9
    assert lines.line(cell("payments", "total", "total")) == 6
    assert lines.line(Place("tables.payments", "", "coverage")) == 7
    assert lines.line(Place("tables.receipts", "total", "total")) == 6
    assert lines.line(Place("head", "", "department")) == 3
    assert lines.line(Place("overview", "", "units")) == 1


def test_records_are_known_by_key_or_position() -> None:
    text = HEAD + '\n[[staff]]\nkey = "retired"\nvalue = 1\n\n[[staff]]\nkey = "in\\u002dservice"\nvalue = 2\n'
    text += '\n[[terms]]\nterm = "甲"\n\n[[terms]]\nterm = "乙"\n'
    lines = Lines(text)
    assert lines.line(Place("staff", "in-service", "value")) == 12
    assert lines.line(Place("terms", "1", "term")) == 18
