"""Rooms import only those to their left, the inner ones do no I/O, and no command loads more than it needs."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import fintui
from fintui.files.resources import first_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(fintui.__path__[0])
STATEMENT = str(first_statement())

MAY_IMPORT = {
    "model": set(),
    "checks": {"model"},
    "files": {"model", "checks"},
    "frames": {"model", "checks", "files"},
    "ui": {"model", "checks", "files"},
    "cli": {"model", "checks", "files"},
    "__main__": {"cli"},
}
# Inside a function only, so that it is loaded when it is asked for.
DEFERRED = {("files.export", "frames"), ("cli.open", "ui"), ("cli.keys", "ui")}

PURE = {
    *(
        "__future__",
        "abc",
        "array",
        "bisect",
        "calendar",
        "collections",
        "contextlib",
        "copy",
        "dataclasses",
        "datetime",
    ),
    *(
        "decimal",
        "difflib",
        "enum",
        "fractions",
        "functools",
        "hashlib",
        "heapq",
        "itertools",
        "math",
        "operator",
        "re",
    ),
    *("statistics", "string", "textwrap", "types", "typing", "unicodedata"),
}
"""What model and checks may import of the standard library: nothing that reaches a disk, a screen or a clock."""

SCREEN, FRAMES = {"textual", "rich"}, {"pandas", "numpy"}
ELSEWHERE = {
    "files": SCREEN | FRAMES,
    "frames": SCREEN,
    "ui": FRAMES,
    "cli": SCREEN | FRAMES,
    "__main__": SCREEN | FRAMES,
}


class Import(NamedTuple):
    """`module` imports `target`; `at_top` tells whether that happens when `module` is loaded."""

    module: str
    target: str
    at_top: bool

    @property
    def room(self) -> str:
        return self.module.split(".")[0]


@cache
def imports() -> tuple[Import, ...]:
    return tuple(_imports())


def _imports() -> Iterator[Import]:
    for path in sorted(SOURCE.rglob("*.py")):
        if {"data", "themes"} & set(path.relative_to(SOURCE).parts):
            continue
        parts = path.relative_to(SOURCE).with_suffix("").parts
        package = ("fintui", *parts[:-1])
        module = ".".join(part for part in parts if part != "__init__")
        tree = ast.parse(path.read_text("utf-8"))
        inner = {id(node) for each in ast.walk(tree) if isinstance(each, FUNCTIONS) for node in ast.walk(each)}
        for node in ast.walk(tree):
            for target in targets(node, package):
                yield Import(module, target, id(node) not in inner)


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def targets(node: ast.AST, package: tuple[str, ...]) -> list[str]:
    """Full names of what an import statement brings."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    base = [*package[: len(package) - node.level + 1]] if node.level else []
    base += node.module.split(".") if node.module else []
    # `from fintui import x` may bring a module or a name: both count.
    return [".".join([*base, alias.name]) for alias in node.names] if base in (["fintui"], []) else [".".join(base)]


def test_there_is_something_to_look_at() -> None:
    rooms = {each.room for each in imports()}
    assert set(MAY_IMPORT) <= rooms
    assert {("ui", "textual"), ("frames", "pandas")} <= {(each.room, each.target.split(".")[0]) for each in imports()}


def test_each_room_imports_only_those_to_its_left() -> None:
    wrong = []
    for each in imports():
        names = each.target.split(".")
        if names[0] != "fintui" or len(names) < 2 or names[1] == "__version__" or not each.module:
            continue
        allowed = names[1] == each.room or names[1] in MAY_IMPORT[each.room]
        deferred = (each.module, names[1]) in DEFERRED and not each.at_top
        if not (allowed or deferred):
            wrong.append(each)
    assert not wrong


def test_model_and_checks_are_pure() -> None:
    inner = [each for each in imports() if each.room in {"model", "checks"}]
    assert not [each for each in inner if each.target.split(".")[0] not in PURE | {"fintui"}]
    for path in [*SOURCE.glob("model/**/*.py"), *SOURCE.glob("checks/**/*.py")]:
        called = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not called & {"open", "print", "input", "exec", "eval", "__import__"}, path


def test_only_the_screen_imports_textual_and_only_frames_pandas() -> None:
    wrong = [each for each in imports() if each.target.split(".")[0] in ELSEWHERE.get(each.room, set())]
    assert not wrong


# -- what is loaded when a command runs
PROBE = """
import sys
from fintui.__main__ import run
sys.argv[0] = "fintui"
code = run()
sys.stdout.flush()
sys.stderr.write("\\n--modules--\\n" + "\\n".join(sys.modules))
sys.exit(code)
"""


def loaded_by(*argv: str) -> set[str]:
    """Top-level packages that a command line has loaded when it ends, and fintui's own modules."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *argv],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    modules = done.stderr.split("--modules--\n")[1].splitlines()
    assert "Traceback" not in done.stderr
    return {name if name.startswith("fintui.") else name.split(".")[0] for name in modules}


WITHOUT_A_SCREEN = [
    ["--version"],
    ["--help"],
    ["export", "--help"],
    ["format", "--help"],
    ["locate", "--help"],
    ["open", "--help"],
    ["locate"],
    ["export", STATEMENT, "--to", "toml"],
    ["export", STATEMENT, "--to", "json"],
    ["format", STATEMENT],
    ["format", "--check", STATEMENT],
    ["check", "--help"],
    ["check", STATEMENT],
    ["check", "--format", "json", STATEMENT],
    ["check", "--format", "sarif", STATEMENT],
    ["check", "--format", "junit", STATEMENT],
    ["check", "--format", "github", STATEMENT],
    ["check", "--jobs", "2", STATEMENT, STATEMENT],
    ["explain"],
    ["explain", "T3-1"],
    ["frobnicate"],
    ["no-such-file.toml"],
    [STATEMENT],  # standard input is no terminal here
]


@pytest.mark.parametrize("argv", WITHOUT_A_SCREEN, ids=lambda argv: " ".join(Path(word).name for word in argv))
def test_without_a_screen_neither_textual_nor_pandas_is_loaded(argv: list[str]) -> None:
    assert not loaded_by(*argv) & (SCREEN | FRAMES)


def test_csv_asks_for_pandas_and_not_for_textual() -> None:
    loaded = loaded_by("export", STATEMENT, "--to", "csv")
    assert "pandas" in loaded
    assert not loaded & SCREEN


def test_the_version_needs_neither_words_nor_parsers() -> None:
    loaded = loaded_by("--version")
    assert not loaded & {"argparse", "tomli", "dataclasses", "decimal", "platformdirs"}
    assert {name for name in loaded if name.startswith("fintui.")} == {"fintui.__main__"}


LATER = (
    *("fintui.checks.engine", "fintui.checks.claims", "fintui.checks.rules", "fintui.checks.hints"),
    *("fintui.files.patch", "fintui.files.writer", "fintui.files.rules", "fintui.ui.editor"),
    *("textual", "textual.widgets._text_area", "rich.console", "rich.style", "tomli_w", "pandas"),
)


FIRST_PAINT = """
import sys
from pathlib import Path
import fintui.__main__, fintui.cli.main, fintui.cli.open, fintui.ui.early
from fintui.files.words import load_words
from fintui.ui import start
from fintui.ui.cell_diff import CellDiff
desk = start.Desk(start.load(Path(sys.argv[1])), Path(sys.argv[1]), load_words("zh"))
desk.tools["spots"].restore()
desk.resize(120, 40)
sys.stderr.isatty = lambda: True
assert start.Painter(CellDiff(), start.pens_by_name("fintui-dark")).paint(desk, range(40))
print(*sys.modules)
"""


def test_the_first_paint_waits_for_no_more_than_it_shows() -> None:
    environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, STATEMENT], capture_output=True, text=True, check=True, env=environment
    )
    assert not [name for name in done.stdout.split() if name.startswith(LATER)]


def test_the_screen_waits_for_no_more_than_it_shows() -> None:
    probe = "import sys, fintui.cli.open, fintui.ui.start, fintui.ui.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    later = tuple(name for name in LATER if name != "textual" and not name.startswith("rich"))
    assert not [name for name in done.stdout.split() if name.startswith(later)]
