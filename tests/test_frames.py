"""Frames: every figure is there, exact, and what is no figure stays told apart."""

from __future__ import annotations

import doctest
import math
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from fintui.files.faults import UnreadableError
from fintui.files.forms import form_files, load_form
from fintui.files.reader import load, read
from fintui.files.resources import shipped
from fintui.frames import COLUMNS, SkippedWarning, add_up, load_frames, table_frame, tidy
from fintui.model.figure import Unreadable
from fintui.model.materialise import skeleton

ROOT = Path(__file__).resolve().parents[1]
STATEMENTS = sorted((shipped("data") / "statements").glob("*.toml"))

HEAD = 'format = 1\nform = "national-2020"\ndepartment = "某局"\nyear = 2020\n'
FIVE_WAYS = (
    HEAD
    + """
[tables.payments]
coverage = "%s"

[[tables.payments.rows]]
row = "total"
total = 1234.50
basic = ""
project = "?"
remitted = "12,5"

[[tables.payments.rows]]
code = "201"
name = "一般公共服务支出"
total = -0.00
"""
)


def five_ways(coverage: str) -> pd.DataFrame:
    loaded = read(FIVE_WAYS % coverage)
    frame = tidy(loaded.statement, loaded.form)
    return frame[(frame["table"] == "payments") & (frame["row"] == "total")].set_index("column")


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_every_written_figure_of_a_statement_is_in_its_tidy_frame_digit_for_digit(path: Path) -> None:
    loaded = load(path)
    frame = tidy(loaded.statement, loaded.form)
    in_frame = {
        (role, row, column): amount.as_tuple()
        for role, row, column, amount in frame[["table", "row", "column", "amount"]].itertuples(index=False)
        if isinstance(amount, Decimal)
    }
    in_statement = {
        (role, row.key, column): figure.as_tuple()
        for role, table in loaded.statement.tables.items()
        for row in table.rows
        for column, figure in row.figures.items()
        if isinstance(figure, Decimal)
    }
    assert in_frame == in_statement
    assert len(in_frame) > 30


def test_a_tidy_frame_has_one_row_for_each_cell_and_none_twice() -> None:
    loaded = load(STATEMENTS[0])
    frame = tidy(loaded.statement, loaded.form)
    assert tuple(frame.columns) == COLUMNS
    assert not frame.duplicated(["table", "row", "column"]).any()
    cells = sum(
        len(loaded.form.tables[role].block_of(row.key).columns)
        for role, table in loaded.statement.tables.items()
        for row in table.rows
    )
    assert len(frame) == cells


def test_amount_blank_unknown_unreadable_and_unwritten_are_told_apart() -> None:
    total = five_ways("full")
    assert total["state"].to_dict() == {
        "total": "amount",
        "basic": "blank",
        "project": "unknown",
        "remitted": "unreadable",
        "operating": "blank",
        "subsidies": "blank",
    }
    assert str(total["amount"]["total"]) == "1234.50"
    assert total["amount"]["basic"] is None
    assert total["amount"]["project"] is pd.NA
    assert total["amount"]["remitted"] == "12,5"
    assert total["written"].to_dict()["basic"]
    assert not total["written"].to_dict()["operating"]


def test_what_is_not_written_is_unknown_where_the_table_is_not_fully_disclosed() -> None:
    total = five_ways("partial")
    assert total["state"]["operating"] == "unknown"
    assert total["amount"]["operating"] is pd.NA
    assert total["state"]["basic"] == "blank"


def test_the_sign_of_a_printed_zero_stays() -> None:
    loaded = read(FIVE_WAYS % "full")
    frame = tidy(loaded.statement, loaded.form)
    amount = frame[(frame["row"] == "201") & (frame["table"] == "payments")]["amount"].iloc[0]
    assert str(amount) == "-0.00"


def test_levels_name_class_group_and_item() -> None:
    frame = load_frames(ROOT / "data/statements/putuo-finance-bureau-2024.toml")
    levels = dict(zip(frame["row"], frame["level"], strict=True))
    assert (levels["201"], levels["20106"], levels["2010601"], levels["total"]) == ("类", "款", "项", "")


@pytest.mark.parametrize("form_id", sorted(form_files()))
def test_every_table_of_every_form_has_unambiguous_headers_and_rows(form_id: str) -> None:
    form = load_form(form_id)
    statement = skeleton(form, "某局", form.years[0])
    for role in form.tables:
        frame = table_frame(statement, form, role)
        assert isinstance(frame.columns, pd.MultiIndex)
        assert frame.columns.is_unique, role
        assert frame.index.is_unique, role
        assert frame.index.to_list() == [row.key for row in statement.tables[role].rows]
        assert {len(label) for label in frame.columns} == {frame.columns.nlevels}


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_a_table_frame_holds_what_the_tidy_frame_holds(path: Path) -> None:
    loaded = load(path)
    long = tidy(loaded.statement, loaded.form)
    for role in loaded.form.tables:
        wide = table_frame(loaded.statement, loaded.form, role)
        for cell in long[long["table"] == role].itertuples():
            label = tuple(cell.heading.split(" / "))
            found = wide.loc[cell.row, label + ("",) * (wide.columns.nlevels - len(label))]
            assert found is cell.amount or found == cell.amount


def test_a_header_of_two_levels_and_one_that_the_row_does_not_have() -> None:
    loaded = load(STATEMENTS[0])
    frame = table_frame(loaded.statement, loaded.form, "receipts-and-payments")
    assert frame.columns[1:].to_list() == [("收入", "决算数"), ("支出", "决算数")]
    assert frame["收入", "决算数"]["general-budget"] == Decimal("2940.05")
    assert math.isnan(frame["支出", "决算数"]["general-budget"])
    assert frame.attrs == {"title": "收入支出决算总表", "unit": "万元"}


@pytest.mark.parametrize("name", ["wuhan-2020", "shanghai-2024"])
def test_three_public_is_by_items_however_it_is_printed(name: str) -> None:
    form = load_form(name)
    assert form.tables["three-public"].layout != "down"
    frame = table_frame(skeleton(form, "某局", 2020), form, "three-public")
    items = ["total", "abroad", "vehicles", "vehicle-purchase", "vehicle-running", "reception"]
    assert frame.index.to_list() == items
    assert len(frame.columns) == 3


def test_two_columns_with_one_header_are_told_apart_by_their_keys() -> None:
    form = load_form("national-2020")
    layout = form.tables["payments"]
    first, second, *others = layout.blocks[0].columns
    twin = second._replace(heading=first.heading)
    blocks = (layout.blocks[0]._replace(columns=(first, twin, *others)), *layout.blocks[1:])
    form = form._replace(tables={**form.tables, "payments": replace(layout, blocks=blocks)})
    frame = table_frame(skeleton(form, "某局", 2020), form, "payments")
    assert frame.columns.is_unique
    assert twin.key in frame.columns[2][0]


def test_a_folder_is_one_frame_with_the_files_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(FIVE_WAYS.replace("12,5", "?") % "full", "utf-8")
    (tmp_path / "b.toml").write_text(FIVE_WAYS.replace("12,5", "?").replace("某局", "某厅") % "partial", "utf-8")
    with pytest.warns(SkippedWarning):  # the tables that the files leave out
        frame = load_frames(str(tmp_path))
    assert frame.columns[0] == "file"
    assert frame.groupby("file")["department"].unique().map(list).to_dict() == {"a.toml": ["某局"], "b.toml": ["某厅"]}
    kinds = frame[(frame["table"] == "payments") & (frame["row"] == "total")]["amount"]
    assert {type(amount) for amount in kinds} == {Decimal, type(None), type(pd.NA)}


def test_a_bad_file_in_a_folder_is_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_bytes(STATEMENTS[0].read_bytes())
    (tmp_path / "bad.toml").write_text("not a statement", "utf-8")
    with pytest.warns(SkippedWarning, match=r"bad\.toml"):
        frame = load_frames(tmp_path)
    assert set(frame["file"]) == {"good.toml"}


def test_a_part_that_was_left_out_is_told(tmp_path: Path) -> None:
    twice = STATEMENTS[0].read_text("utf-8").replace('code = "20106"', 'code = "201"', 1)
    (tmp_path / "twice.toml").write_text(twice, "utf-8")
    with pytest.warns(SkippedWarning, match=r"twice\.toml:\d+"):
        load_frames(tmp_path / "twice.toml")


def test_a_file_that_cannot_be_read_and_a_folder_without_any_are_errors(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as caught:
        load_frames(tmp_path / "none.toml")
    assert "none.toml" in caught.value.__notes__[0]
    with pytest.raises(FileNotFoundError):
        load_frames(tmp_path)


def test_add_up_is_exact_and_does_not_guess() -> None:
    assert add_up([Decimal("0.10")] * 3) == Decimal("0.30")
    assert str(add_up([Decimal("99999999999999.99"), None, float("nan"), Decimal("0.01")])) == "100000000000000.00"
    assert add_up([Decimal(1), pd.NA]) is pd.NA
    assert add_up([]) == 0
    with pytest.raises(ValueError, match="12,5"):
        add_up([Decimal(1), "12,5"])
    with pytest.raises(ValueError, match=r"0\.1"):
        add_up([0.1])


def test_unreadable_text_is_never_taken_for_an_amount() -> None:
    loaded = read(FIVE_WAYS % "full")
    assert isinstance(loaded.statement.tables["payments"].row("total").figures["remitted"], Unreadable)
    frame = table_frame(loaded.statement, loaded.form, "payments")
    with pytest.raises(ValueError, match="12,5"):
        add_up(frame.loc["total"].iloc[1:])


def test_the_examples_of_the_guide_run_as_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / "docs" / "frames.md"), module_relative=False)
    assert result.attempted > 10
    assert result.failed == 0
