"""What fintui costs: time, bytes and memory of each step, beside a bare Textual application and other programs.

    python benchmarks/run.py [--runs 5] [--write docs/performance.md] [--statements normal,large,…]

Every program is played in turn, run by run, on the same machine; times are told as multiples of the bare application's
(to its first line, and to a key), bytes as they are. A thin line (80 ms round trip, 256 kbit/s) is worked out from
when what was written.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from player import Player, Took
from samples import ROOT, write

HERE = Path(__file__).resolve().parent
ROUND_TRIP, RATE = 0.080, 256_000 / 8
DOWN, UP, LEFT, RIGHT, PAGE_DOWN, PAGE_UP, ESC = "\x1b[B", "\x1b[A", "\x1b[D", "\x1b[C", "\x1b[6~", "\x1b[5~", "\x1b"

Steps = list[tuple[str, list[str]]]
FINTUI: Steps = [
    ("next table", ["3", "\x1b1", "\x1b2", "\x1b6", "\x1b5", "\x1b3"]),
    ("move, ledger following", [DOWN] * 8 + [RIGHT, LEFT, UP, DOWN]),
    ("moves on, scrolling", [DOWN] * 36 + [UP] * 36),
    ("page", [PAGE_DOWN, PAGE_DOWN, PAGE_UP, PAGE_UP]),
    ("open the cell editor", ["5"]),
    ("a character in it", ["6", ".", "2", "5"]),
    ("commit, re-checked", ["\r"]),
    ("undo, re-checked", ["u"]),
    ("next finding", ["\x1bOS"] * 4),
    ("other panel", ["e", "g", "k", "w", "f", "0"]),
    ("help, open and close", ["\x1bOP", ESC]),
    ("palette, open and close", ["\x10", ESC]),
    ("search, a character", ["\x06", "支", "出", ESC]),
    ("hide the ledger", ["3", "d"]),
    ("move, ledger hidden", [DOWN] * 8 + [RIGHT, LEFT, UP, DOWN]),
    ("edit", ["7", "\r"]),
    ("save", ["\x13"]),
]
FLOORS = {"start", "start, first key answered", "at rest, 10 s"}
"""What the bare application does as well; all else is told against its key."""
SLOW = {"commit, re-checked", "undo, re-checked", "edit", "save"}
MOTIONS = [f"\x1b[<35;{x};{y}M" for x, y in ((3, 3), (30, 4), (60, 10), (90, 36), (119, 40))]


class Table:
    """Figures of one program on one statement: name of the step → all that was measured."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], list[float]] = defaultdict(list)

    def add(self, step: str, what: str, value: float) -> None:
        """Another measurement."""
        self.values[step, what].append(value)

    def steps(self) -> list[str]:
        """The steps, as they came."""
        return list(dict.fromkeys(step for step, _ in self.values))

    def of(self, step: str, what: str) -> float | None:
        """The median, if it was measured."""
        found = self.values.get((step, what))
        return statistics.median(found) if found else None


def pressed(table: Table, step: str, tooks: list[Took]) -> None:
    """Add what the keys of a step took, each on average: the means of runs are compared, scrolls are among moves."""
    table.add(step, "ms", 1000 * statistics.mean(took.settled for took in tooks))
    table.add(step, "line", 1000 * statistics.mean(took.over(ROUND_TRIP, RATE) for took in tooks))
    table.add(step, "bytes", statistics.mean(took.bytes for took in tooks))
    table.add(step, "most", max(took.bytes for took in tooks))


def play_bare(table: Table, folder: Path) -> None:
    """The floor: a start, and a key that changes one character."""
    argv = [sys.executable, str(HERE / "bare.py")]
    answered(table, Player(argv, folder), ("ready 0", "a", "ready 1"), "q")
    player = Player(argv, folder)
    started(table, player, "ready 0")
    pressed(table, "key", [player.press("a") for _ in range(12)])
    finished(table, player, "q")


def play_fintui(table: Table, folder: Path, name: str) -> None:
    """All steps on a statement."""
    shutil.copy(folder / name, folder / "played.toml")
    argv = [sys.executable, "-m", "fintui", "played.toml"]
    answered(table, Player(argv, folder), ("主要数字", "3", "Alt+0–9"), "\x11")
    player = Player(argv, folder)
    started(table, player, "主要数字")
    player.calm()  # the first check is through
    table.add("checked", "memory", player.memory())
    for step, keys in FINTUI:
        patience = 3 if step in SLOW else 0.5
        pressed(table, step, [player.press(key, patience=patience) for key in keys])
    held(table, player, "Down held for 1 s")
    player.press("d")
    held(table, player, "Down held, ledger following")
    if b"\x1b[?1003h" in player.modes():
        pressed(table, "mouse moved", [player.press(each) for each in MOTIONS])
    else:
        table.add("mouse moved", "bytes", 0)
    finished(table, player, "\x11d")


def held(table: Table, player: Player, step: str) -> None:
    """A key held down for a second, at 30 a second; what counts is how long after the last one all is settled."""
    took, last = player.hold(DOWN, 30, 1 / 30), 29 / 30
    if took.settled < last:  # the table ended before
        return
    table.add(step, "ms", 1000 * (took.settled - last))
    table.add(step, "line", 1000 * (took.over(ROUND_TRIP, RATE) - last))
    table.add(step, "bytes", took.bytes / 30)


def play_table(table: Table, folder: Path, name: str) -> None:
    """Textual's own DataTable."""
    player = Player([sys.executable, str(HERE / "data_table.py"), name], folder)
    started(table, player, "ready")
    pressed(table, "move", [player.press(DOWN) for _ in range(12)])
    pressed(table, "moves on, scrolling", [player.press(DOWN) for _ in range(40)])
    pressed(table, "page", [player.press(key) for key in (PAGE_DOWN, PAGE_UP)])
    finished(table, player, "q")


def play_visidata(table: Table, folder: Path, name: str) -> None:
    """VisiData on the same rows as CSV."""
    from fintui.files.reader import load

    rows = load(folder / name).statement.tables["payments"].rows
    lines = ["ready,name," + ",".join(rows[0].figures)]
    lines += [f"{row.key},{row.name}," + ",".join(map(str, row.figures.values())) for row in rows]
    (folder / "payments.csv").write_text("\n".join(lines), "utf-8")
    player = Player(["vd", "payments.csv"], folder)
    started(table, player, "ready")
    pressed(table, "move", [player.press(DOWN) for _ in range(12)])
    pressed(table, "moves on, scrolling", [player.press(DOWN) for _ in range(40)])
    pressed(table, "page", [player.press(key) for key in ("\x06", "\x02")])
    pressed(table, "open the cell editor", [player.press("e")])
    pressed(table, "a character in it", [player.press(key) for key in "123"])
    pressed(table, "commit", [player.press("\r")])
    finished(table, player, "gq")


def started(table: Table, player: Player, ready: str) -> None:
    """The start of a program."""
    seconds, took = player.start(ready)
    table.add("start", "ms", 1000 * seconds)
    table.add("start", "line", 1000 * (took.over(ROUND_TRIP, RATE) - ROUND_TRIP / 2))
    table.add("start", "bytes", took.bytes)
    table.add("start", "memory", player.memory())


def answered(table: Table, player: Player, about: tuple[str, str, str], keys: str) -> None:
    """A key pressed as soon as there is something to see: when the program, all of it up, has answered."""
    table.add("start, first key answered", "ms", 1000 * player.first_key(*about))
    player.end(keys)


def finished(table: Table, player: Player, keys: str) -> None:
    """Rest, memory and end of a program."""
    size, cpu = player.rest(10)
    table.add("at rest, 10 s", "bytes", size)
    table.add("at rest, 10 s", "ms", 1000 * cpu)
    table.add("after all steps", "memory", player.memory())
    player.end(keys)


def told(tables: dict[str, Table], floor: Table) -> Iterator[str]:
    """The figures as Markdown."""
    memory = floor.of("after all steps", "memory")
    for name, table in tables.items():
        yield f"\n### {name}\n"
        yield "| step | × floor | ms | bytes, mean | bytes, most | thin line, ms | MiB |"
        yield "| --- | --- | --- | --- | --- | --- | --- |"
        for step in table.steps():
            ms, base = table.of(step, "ms"), floor.of(step if step in FLOORS else "key", "ms")
            ratio = f"{ms / base:.2f}" if ms is not None and "held" not in step else ""
            used = table.of(step, "memory")
            cells = [step, ratio, _cell(ms, 1), _cell(table.of(step, "bytes")), _cell(table.of(step, "most"))]
            cells += [_cell(table.of(step, "line")), f"{used:.1f} ({used / memory:.2f} ×)" if used else ""]
            yield f"| {' | '.join(cells)} |"


def _cell(value: float | None, digits: int = 0) -> str:
    return "" if value is None else f"{value:,.{digits}f}"


def main() -> None:
    """Play all programs in turn, and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--statements", default="putuo,wuchang,normal,large")
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="put the tables under the heading “Latest” of a file"
    )
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fintui-bench-"))
    write(folder)
    for path in (ROOT / "data" / "statements").glob("*.toml"):
        shutil.copy(path, folder / f"{path.stem.split('-')[0]}.toml")
    floor, tables = Table(), defaultdict(Table)
    for run in range(args.runs):
        print(f"run {run + 1} of {args.runs}", file=sys.stderr)
        play_bare(floor, folder)
        for name in args.statements.split(","):
            play_fintui(tables[f"fintui, {name}"], folder, f"{name}.toml")
        play_table(tables["Textual's DataTable, payments of the normal statement"], folder, "normal.toml")
        if shutil.which("vd"):
            play_visidata(tables["VisiData, payments of the normal statement"], folder, "normal.toml")
    shutil.rmtree(folder)
    lines = [*_heading(args.runs), *told({"the bare application (floor)": floor, **tables}, floor)]
    if args.write:
        before, mark, _ = args.write.read_text("utf-8").partition("## Latest\n")
        args.write.write_text(f"{before}{mark}\n" + "\n".join(lines) + "\n", "utf-8")
    else:
        print("\n".join(lines))


def _heading(runs: int) -> list[str]:
    from importlib.metadata import version

    about = (
        f"Python {platform.python_version()}, Textual {version('textual')}, {platform.system()} {platform.machine()}"
    )
    return [f"Medians of {runs} runs in turn; {about}."]


if __name__ == "__main__":
    main()
