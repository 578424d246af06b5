"""What a check and a screen cost that no clock can tell: what is loaded, compiled, and remembered."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from fintui.checks.rules import lists, texts
from fintui.files import batch
from fintui.files.batch import Job
from fintui.files.reports import record
from fintui.files.reports.base import Wishes
from fintui.files.resources import shipped
from fintui.ui import painted, pen

STATEMENTS = sorted((shipped("data") / "statements").glob("*.toml"))
COUNTED = """
import re._compiler, sys
compiled, compile = [], re._compiler.compile
def counting(pattern, flags=0):
    compiled.append(pattern)
    return compile(pattern, flags)
re._compiler.compile = counting
from fintui.cli.main import main
main(sys.argv[1:])
print(len(compiled), *sorted(sys.modules), file=sys.stderr)
"""
FOREIGN = {"textual", "rich", "pandas", "asyncio", "multiprocessing", "json", "hashlib", "tomllib", "tomli_w", "pickle"}
FOREIGN |= {"argparse", "gettext", "locale"}
RARE = {"fintui.checks.hints", "fintui.checks.retie", "fintui.files.syntax", "fintui.files.review", "fintui.ui"}


def cost(*argv: str) -> tuple[int, set[str]]:
    """How many patterns a command compiles, and the modules that it loads."""
    done = subprocess.run([sys.executable, "-c", COUNTED, *argv], capture_output=True, text=True, check=True)
    count, *modules = done.stderr.split()
    return int(count), set(modules)


@pytest.mark.parametrize(("path", "most"), [*zip(STATEMENTS, (112, 228), strict=True)], ids=("putuo", "wuchang"))
def test_a_check_loads_and_compiles_only_what_it_needs(path: Path, most: int) -> None:
    patterns, modules = cost("check", str(path))
    assert patterns <= most
    assert not modules & (FOREIGN | RARE)
    assert len(modules) <= 220


def test_what_is_remembered_is_bounded() -> None:
    assert painted.read.cache_info().maxsize <= 128  # lines of some kilobytes
    assert record._parsed.cache_info().maxsize <= 4096
    assert record._stands_for.cache_info().maxsize <= 4096
    assert {each.cache_info().maxsize for each in (pen.after, pen.bare, pen.toward, pen.change)} <= {4096}


@pytest.mark.parametrize("name", ["text", "json"])
def test_a_statement_leaves_nothing_behind(name: str) -> None:
    worker = batch._Worker(Job(name, "zh", Wishes(), "2026-01-01"))
    left = []
    for _ in range(4):
        worker(STATEMENTS[0])
        gc.collect()
        left.append(len(gc.get_objects()))
    assert left[-1] - left[1] < 50
    assert texts.fold.cache_info().currsize == lists.signs_of.cache_info().currsize == 0
