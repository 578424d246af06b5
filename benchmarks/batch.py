"""What `fintui check` costs for many statements and for one, beside the bare parse of the same files.

    python benchmarks/batch.py [--count 1000] [--runs 3] [--write docs/performance.md]

The statements are made up, of nine tables each, by the generator that the tests use. Times are of the processor, all
processes together, but for the runs of two processes, which are told by the clock; of several runs the least.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from samples import FORM, ROOT

HERE = Path(__file__).resolve().parent
HEADING = "## Many statements\n"
SOME = 100
PARSE = """
import sys, tomllib
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.toml")):
    tomllib.loads(path.read_text("utf-8"))
"""


class Run(NamedTuple):
    """Seconds by the clock and of the processor, and MiB at the most."""

    clock: float
    cpu: float
    memory: float


def make(folder: Path, count: int) -> int:
    """Write statements, each of a department of its own; how many bytes they have."""
    from statements import make_statement

    from fintui.files.writer import dump

    size = 0
    for seed in range(count):
        statement, form = make_statement(seed, FORM)
        data = dump(replace(statement, department=f"{statement.department}{seed}"), form).encode()
        (folder / f"{seed:05}.toml").write_bytes(data)
        size += len(data)
    return size


def measure(argv: Sequence[str]) -> Run:
    """Run a program to its end."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, *argv], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    return Run(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / _UNIT)


_UNIT = 2**20 if sys.platform == "darwin" else 2**10
"""What `ru_maxrss` counts in, to a MiB."""


def least(argv: Sequence[str], runs: int) -> Run:
    """The least of several runs, figure by figure."""
    return Run(*map(min, zip(*[measure(argv) for _ in range(runs)], strict=True)))


def check(*argv: str) -> list[str]:
    """A call of the program; exit codes are of no interest here."""
    return ["-m", "fintui", "check", *argv]


def told(folder: Path, some: Path, count: int, runs: int) -> Iterator[str]:
    """The figures as Markdown."""
    parse = least(["-c", PARSE, str(folder)], runs)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    yield f"| {count} statements, {cores} cores | × bare parse | ms a statement | most MiB | the same of {SOME} |"
    yield "| --- | --- | --- | --- | --- |"
    yield f"| bare parse (`tomllib`) | 1.00 | {1000 * parse.cpu / count:.1f} | {parse.memory:.1f} | |"
    for name in ("text", "json"):
        options = ["--format", name, "--no-last-year"]
        one = least(check(*options, "--jobs", "1", str(folder)), runs)
        few = measure(check(*options, "--jobs", "1", str(some)))
        two = least(check(*options, "--jobs", "2", str(folder)), runs)
        yield (
            f"| `check --format {name}` | {one.cpu / parse.cpu:.2f} | {1000 * one.cpu / count:.1f} "
            f"| {one.memory:.1f} | {few.memory:.1f} |"
        )
        yield f"| the same in two processes | {two.clock / one.clock:.2f} × one | {1000 * two.clock / count:.1f} | | |"


def single(runs: int) -> Iterator[str]:
    """One statement, and the start alone."""
    bare = least(["-c", "pass"], 3 * runs)
    yield "| one call | more than `python -c pass`, ms | × it |"
    yield "| --- | --- | --- |"
    calls = {"`fintui --version`": ["-m", "fintui", "--version"]}
    for path in sorted((ROOT / "data" / "statements").glob("*.toml")):
        calls[f"`fintui check`, {path.stem.split('-')[0]}"] = check(str(path))
    for name, argv in calls.items():
        run = least(argv, 3 * runs)
        yield f"| {name} | {1000 * (run.clock - bare.clock):.0f} | {run.clock / bare.clock:.1f} |"


def write(file: Path, lines: list[str]) -> None:
    """Put the tables under their heading of a file."""
    before, heading, rest = file.read_text("utf-8").partition(HEADING)
    if not heading:
        raise LookupError(f"{file}: {HEADING.strip()}")
    _, mark, after = rest.partition("\n## ")
    file.write_text(before + heading + "\n" + "\n".join(lines) + "\n" + mark + after, "utf-8")


def main() -> None:
    """Make, measure, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables under their heading")
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fintui-batch-"))
    some = folder / "some"
    some.mkdir()
    files = folder / "all"
    files.mkdir()
    size = make(files, args.count)
    for path in sorted(files.iterdir())[:SOME]:
        shutil.copy(path, some)
    about = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; "
    about += f"{size / args.count / 1000:.0f} kB a statement; runs: {args.runs}, the least of each figure."
    lines = [about, "", *told(files, some, args.count, args.runs), "", *single(args.runs)]
    shutil.rmtree(folder)
    if args.write:
        write(args.write, lines)
    else:
        print("\n".join(lines))


if __name__ == "__main__":
    main()
