"""Faulty files as people make them: each gives one clear sentence, at the right line, in both languages."""

from __future__ import annotations

import codecs
import os
import re
import tomllib

import pytest

from fintui.files.faults import Fault, UnreadableError
from fintui.files.reader import load, read
from fintui.files.resources import shipped
from fintui.files.words import load_words

ROLES = [
    "receipts-and-payments",
    "receipts",
    "payments",
    "fiscal-receipts-and-payments",
    "general-budget-payments",
    "general-budget-basic-payments",
    "three-public",
    "government-fund",
    "state-capital",
]
HEAD = """format = 1
form = "wuhan-2020"
department = "某区某局"
year = 2020
unit = "万元"
decimals = 2
government = "区"
"""
PAYMENTS = """[tables.payments]
coverage = "full"

[[tables.payments.rows]]
row = "total"
name = "合计"
total = 100.00
basic = 40.00
project = 60.00
from = "payments"

[[tables.payments.rows]]
code = "201"
name = "一般公共服务支出"
total = 100.00
"""
SECTION = """[[sections]]
topic = "payments"
heading = "三、支出决算情况说明"
text = "支出合计100.00万元。"
"""
OTHERS = "\n".join(f'[tables.{role}]\ncoverage = "none"\n' for role in ROLES if role != "payments")
GOOD = f"{HEAD}\n{PAYMENTS}\n{OTHERS}\n{SECTION}"

# name, what is replaced, by what, code of the fault, a piece of the line that it names
CASES = [
    ("full-width quotes", '"万元"', "“万元”", "toml-wide-quote", "unit"),
    ("full-width equals", "year = 2020", "year ＝ 2020", "toml-wide-equals", "year"),
    ("full-width brackets", "[tables.payments]", "［tables.payments］", "toml-wide-bracket", "tables.payments"),
    ("full-width space", "year = 2020", "year\u3000= 2020", "toml-wide-space", "year"),
    ("no-break space", "year = 2020", "year =\u00a02020", "toml-wide-space", "year"),
    ("full-width digits", "total = 100.00", "total = １００.00", "toml-wide-digits", "total"),
    ("full-width comma", "total = 100.00", "total = 1，000.00", "toml-thousands", "total"),
    ("thousands separators", "total = 100.00", "total = 1,100.00", "toml-thousands", "total"),
    ("a percent sign", "total = 100.00", "total = 61.49%", "toml-percent", "total"),
    ("a unit behind the figure", "total = 100.00", "total = 100.00万元", "toml-unit", "total"),
    ("a leading zero", "total = 100.00", "total = 0100.00", "toml-leading-zero", "total"),
    ("a bare point", "total = 100.00", "total = .50", "toml-point", "total"),
    ("no value", "total = 100.00", "total =", "toml-no-value", "total"),
    ("no quotes", 'name = "合计"', "name = 合计", "toml-no-quote", "name"),
    ("a Chinese key", 'department = "某区某局"', '部门 = "某区某局"', "toml-wide-key", "部门"),
    ("None", "total = 100.00", "total = None", "toml-capital", "total"),
    ("True", "total = 100.00", "total = True", "toml-capital", "total"),
    ("no equals sign", "year = 2020", "year 2020", "toml-no-equals", "year"),
    ("an unclosed string", 'name = "合计"', 'name = "合计', "toml-unclosed", "name"),
    ("an unclosed long string", 'text = "支出合计100.00万元。"', 'text = """支出合计', "toml-unclosed-long", "text"),
    ("an unclosed bracket", "[tables.payments]", "[tables.payments", "toml-bracket", "tables.payments"),
    ("a key twice", "year = 2020", "year = 2020\nyear = 2021", "toml-twice-key", "year = 2021"),
    ("a table twice", "[tables.receipts]", "[tables.payments]", "toml-twice-table", "[tables.payments]"),
    ("a control character", 'name = "合计"', 'name = "合\x07计"', "toml-control", "name"),
    ("no format", "format = 1\n", "", "format-missing", "form"),
    ("format as text", "format = 1", 'format = "1"', "format-type", "format"),
    ("a newer format", "format = 1", "format = 2", "format-newer", "format"),
    ("no form", 'form = "wuhan-2020"\n', "", "form-missing", "format"),
    ("a form mistyped", "wuhan-2020", "wuhan-2002", "form-unknown", "form ="),
    ("no department", 'department = "某区某局"\n', "", "missing-key", "format"),
    ("an empty year", "year = 2020\n", "", "missing-key", "format"),
    ("year as text", "year = 2020", 'year = "2020"', "type-int", "year"),
    ("year out of range", "year = 2020", "year = 20200", "range", "year"),
    ("decimals out of range", "decimals = 2", "decimals = 9", "range", "decimals"),
    ("a number for text", 'department = "某区某局"', "department = 5", "text-unquoted", "department"),
    ("a date for text", 'department = "某区某局"', "department = 2020-01-01", "text-unquoted", "department"),
    ("a unit there is not", '"万元"', '"千元"', "choice", "unit"),
    ("a level there is not", 'government = "区"', 'government = "镇街"', "choice", "government"),
    ("a coverage there is not", 'coverage = "full"', 'coverage = "all"', "choice", "coverage"),
    ("an unknown key at the head", "year = 2020", "year = 2020\ndepartmant = 1", "unknown-key", "departmant"),
    ("an unknown key in a section", 'heading = "三', 'headding = "三', "unknown-key", "headding"),
    ("an unknown column", "project = 60.00", "projects = 60.00", "unknown-key", "projects"),
    ("a table that the form lacks", "[tables.receipts]", "[tables.receipt]", "unknown-table", "[tables.receipt]"),
    ("a missing table", '[tables.receipts]\ncoverage = "none"\n', "", "missing-table", ""),
    ("an unknown row", 'row = "total"', 'row = "totals"', "unknown-row", "totals"),
    ("a row twice", 'code = "201"', 'row = "total"', "duplicate-row", ""),
    ("a row without key", 'code = "201"\n', "", "row-neither", ""),
    ("a row with both", 'code = "201"', 'code = "201"\nrow = "total"', "row-both", ""),
    ("a code of four digits", 'code = "201"', 'code = "2010"', "code", "2010"),
    ("a code as a number", 'code = "201"', "code = 201", "text-unquoted", "code = 201"),
    ("a quoted amount", "project = 60.00", 'project = "60.00"', "figure-text", "project"),
    ("words for an amount", "project = 60.00", 'project = "无"', "figure-words", "project"),
    ("a boolean for an amount", "project = 60.00", "project = true", "figure-type", "project"),
    ("nan", "project = 60.00", "project = nan", "figure-nan", "project"),
    ("inf", "project = 60.00", "project = -inf", "figure-nan", "project"),
    ("too many decimals", "project = 60.00", "project = 60.005", "figure-decimals", "project"),
    ("an exponent", "project = 60.00", "project = 6e1", "figure-exponent", "project"),
    ("too large", "project = 60.00", "project = 1234567890123456.00", "figure-large", "project"),
    ("a source that is no section", 'from = "payments"', 'from = "payment"', "unknown-topic", "from"),
    ("a topic twice", SECTION, SECTION + "\n" + SECTION, "duplicate", ""),
    ("a list as a table", "[[sections]]", "[sections]", "type-list", "[sections]"),
    ("a table as a value", "year = 2020", "year = 2020\nsource = 5", "type-table", "source"),
    ("figures of an unpublished table", 'coverage = "full"', 'coverage = "none"', "figures-in-none", "coverage"),
]


def faults_of(text: str) -> list[Fault]:
    try:
        return read(text).faults
    except UnreadableError as error:
        return [error.fault]


def test_the_statement_without_faults_has_none():
    assert faults_of(GOOD) == []


@pytest.mark.parametrize(("old", "new", "code", "seen"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_one_fault_gives_one_sentence_at_its_line(old, new, code, seen):
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    found = faults_of(text)
    assert [fault.code for fault in found] == [code]
    lines = text.splitlines()
    assert seen in lines[found[0].line - 1]
    for language in ("zh", "en"):
        sentence = found[0].sentence(load_words(language), "某.toml")
        assert sentence.startswith(f"某.toml:{found[0].line}: ")
        assert "\n" not in sentence
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", sentence)
        assert not re.search(r"[{}]", sentence.replace(new, ""))
        if language == "zh":
            assert "at line" not in sentence


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (GOOD.encode("gb18030"), "encoding-gbk"),
        (GOOD.encode("utf-16"), "encoding-utf16"),
        (GOOD.encode("utf-16-be"), "encoding-utf16"),
        (b"\xff\xfe\xfa\x80\x81" * 20, "encoding-utf16"),
        (b"abc \x81\xff\xff\xfe", "encoding-unknown"),
        (b"", "empty"),
        (b" \n\n", "empty"),
        (codecs.BOM_UTF8 + GOOD.encode(), "bom"),
    ],
)
def test_an_encoding_that_is_not_utf8_is_named(tmp_path, data, code):
    path = tmp_path / "x.toml"
    path.write_bytes(data)
    try:
        found = load(path).faults
    except UnreadableError as error:
        found = [error.fault]
    assert [fault.code for fault in found] == [code]


def test_what_is_no_file_is_named(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for name, code in {"": "is-folder", "none.toml": "no-file", "pipe": "not-regular"}.items():
        with pytest.raises(UnreadableError) as caught:
            load(tmp_path / name)
        assert caught.value.fault.code == code


def test_a_faulty_place_is_marked_and_the_rest_opens():
    text = GOOD.replace("project = 60.00", 'project = "60.00"').replace("unit =", "unti =")
    loaded = read(text)
    assert [fault.code for fault in loaded.faults] == ["unknown-key", "figure-text"]
    row = loaded.statement.tables["payments"].row("total")
    assert row.figures["project"].text == "60.00"
    assert str(row.figures["basic"]) == "40.00"


def test_every_fault_has_its_sentence_in_both_languages_about_the_same():
    folder = shipped("data") / "words"
    words = {language: tomllib.loads((folder / f"{language}.toml").read_text("utf-8")) for language in ("zh", "en")}
    for table in ("fault", "save", "amount"):
        assert words["zh"][table].keys() == words["en"][table].keys()
        for key, text in words["zh"][table].items():
            names = [set(re.findall(r"\{(\w+)\}", each)) for each in (text, words["en"][table][key])]
            assert names[0] == names[1], key
