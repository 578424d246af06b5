"""A glimpse of a statement: what it has is as it will be; the coded rows of long runs lack."""

from __future__ import annotations

from test_left_alone import PUTUO, long_text

from fintui.files.glimpse import glimpse
from fintui.files.reader import load


def test_named_rows_and_all_else_are_there(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text(long_text(60), "utf-8")
    found, whole = glimpse(path), load(path)
    rows, all_rows = found.statement.tables["payments"].rows, whole.statement.tables["payments"].rows
    assert [row for row in all_rows if not row.is_coded] == [row for row in rows if not row.is_coded]
    assert len(all_rows) > len(rows) + 700
    assert found.statement.sections == whole.statement.sections
    assert (found.form, found.text) == (whole.form, "")  # the text is kept once, with the whole


def test_there_is_none_of_what_is_short_or_faulty(tmp_path):
    path = tmp_path / "x.toml"
    for text in (
        PUTUO.replace("[[tables", "\n# 注\n[[tables"),
        long_text(60).replace("year =", "yaer ="),
        "format = ",
        "",
    ):
        path.write_text(text, "utf-8")
        assert glimpse(path) is None
    assert glimpse(tmp_path / "no.toml") is None
