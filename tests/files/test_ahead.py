"""Reading ahead: the same statement as read here, told part by part; what is wrong with a file is told as ever."""

from __future__ import annotations

import os

import pytest

from fintui.files.ahead import PARTS, ReadAhead
from fintui.files.faults import UnreadableError
from fintui.files.reader import load
from fintui.files.resources import first_statement, shipped

PUTUO = shipped("data") / "statements" / "putuo-finance-bureau-2024.toml"


@pytest.fixture(params=[1, 2])
def processors(request, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: request.param)
    return request.param


@pytest.mark.parametrize("path", [PUTUO, first_statement()])
def test_it_is_the_statement_that_is_read_here(path, processors):
    assert ReadAhead(path).wait() == load(path)


def test_the_parts_of_the_way_are_told_in_order(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    told = []
    ReadAhead(PUTUO).wait(told.append)
    assert told == list(range(1, len(told) + 1))
    assert PARTS <= len(told) <= PARTS + 2


def test_what_is_wrong_with_a_file_is_told(tmp_path, processors):
    path = tmp_path / "x.toml"
    path.write_text("format = ", "utf-8")
    with pytest.raises(UnreadableError) as error:
        ReadAhead(path).wait()
    assert error.value.fault.code.startswith("toml")


def test_nothing_is_left_of_it(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    ahead = ReadAhead(PUTUO)
    pid = ahead._pid
    ahead.wait()
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
