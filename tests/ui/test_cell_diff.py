"""The cell diff: whatever is painted, the terminal shows what it would show had all been sent, for fewer bytes."""

from __future__ import annotations

from unittest.mock import patch

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wire import seen

from fintui.ui import redraw
from fintui.ui.cell_diff import CellDiff
from fintui.ui.pen import PLAIN, UnknownLookError, after, bare, change, toward
from fintui.ui.text import left, width

WIDTH, HEIGHT, SEAM = 24, 10, 8
LOOKS = ["", "1", "3", "4;7", "31", "91;44", "38;5;120", "38;2;1;2;3;48;2;4;5;6", "1;38;2;1;2;3;48;2;9;9;9", "9;100"]
TEXTS = [
    "",
    "合计",
    "合并 合计 合并",
    "1,234.56",
    "一般公共服务支出",
    "…",
    "a",
    "?",
    "0.00",
    "项目 支出",
    "x y z",
    "      .  ",
]


class Twin:
    """Two terminals: one gets all that is painted, the other what the cell diff leaves of it."""

    def __init__(self, *, erases: bool = True, shifts: bool = True) -> None:
        self.full, self.thin = (pyte.Screen(WIDTH, HEIGHT) for _ in range(2))
        self.diff = CellDiff()
        self.diff.erases, self.diff.shifts = erases, shifts
        self.diff.begin(WIDTH, HEIGHT)

    def write(self, output: str) -> int:
        sent = self.diff.write(output)
        for screen, data in ((self.full, output), (self.thin, sent)):
            pyte.Stream(screen).feed(data)
        return len(sent.encode())

    def check(self) -> None:
        for y in range(HEIGHT):
            for x in range(WIDTH):
                assert seen(self.thin.buffer[y][x]) == seen(self.full.buffer[y][x]), (x, y)
        assert (self.thin.cursor.x, self.thin.cursor.y) == (self.full.cursor.x, self.full.cursor.y)
        assert self.thin.cursor.attrs == self.full.cursor.attrs
        assert self.thin.margins is None


def paint(rows: dict[int, list[tuple[int, str]]], cursor: tuple[int, int] = (0, 0)) -> str:
    """As Textual writes it: rows of (column, output), and then the cursor's place."""
    lines = ["".join(f"\x1b[{y + 1};{x + 1}H{output}" for x, output in pieces) for y, pieces in rows.items()]
    return "\n".join(lines) + f"\x1b[{cursor[1] + 1};{cursor[0] + 1}H"


def run(text: str, look: str) -> str:
    return f"\x1b[{look}m{text}\x1b[0m" if look else text


def of_width(runs: list[tuple[str, str]], cells: int) -> str:
    """Runs of (text, look) in just so many cells."""
    out = ""
    for text, look in runs:
        piece = left(text, min(cells, 9))
        out += run(piece, look)
        cells -= min(cells, 9)
    return out + " " * cells


runs = st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from(LOOKS)), max_size=3)
side = st.builds(of_width, runs, st.just(WIDTH - SEAM))
front = st.builds(of_width, runs, st.just(SEAM))
cursors = st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1))
shifts = st.tuples(st.integers(-4, 4), st.integers(0, 3), st.lists(side, min_size=4, max_size=4))
OTHER = ["\x1b[2J", "\x1b[?1049h", "\x07", "\x1b[3;3H\x1b[1K", "\x1b]0;t\x07"]
steps = st.one_of(
    st.tuples(st.just("rows"), st.dictionaries(st.integers(0, HEIGHT - 1), st.tuples(front, side), min_size=1)),
    st.tuples(st.just("front"), st.dictionaries(st.integers(0, HEIGHT - 1), front, min_size=1)),
    st.tuples(st.just("side"), st.dictionaries(st.integers(0, HEIGHT - 1), side, min_size=1)),
    st.tuples(st.just("move"), shifts),
    st.tuples(st.just("other"), st.sampled_from(OTHER)),
    st.tuples(st.just("joined"), st.sampled_from(["e\u0301", "\u26a0\ufe0f", "👩\u200d🌾"])),
    st.tuples(st.just("forget"), st.none()),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(steps, cursors, st.booleans()), max_size=14), st.booleans(), st.booleans())
def test_after_any_updates_the_terminal_shows_what_a_full_repaint_shows(story, erases, shifts):
    twin = Twin(erases=erases, shifts=shifts)
    shown = [["-" * SEAM, "." * (WIDTH - SEAM)] for _ in range(HEIGHT)]
    for (kind, what), cursor, is_synced in story:
        rows = carry_out(twin, shown, kind, what)
        output = paint({y: [(0, "".join(shown[y]))] for y in sorted(rows)}, cursor) if rows else ""
        if kind in {"front", "side"}:
            at, part = (0, 0) if kind == "front" else (SEAM, 1)
            output = paint({y: [(at, shown[y][part])] for y in sorted(rows)}, cursor)
        if output and is_synced:
            for each in ("\x1b[?2026h", output, "\x1b[?2026l"):
                twin.write(each)
        elif output:
            twin.write(output)
        twin.check()


def carry_out(twin, shown, kind, what):
    """Do a step of a story; the rows that are to be painted."""
    match kind:
        case "rows":
            shown_rows = {y: list(pair) for y, pair in what.items()}
        case "front" | "side":
            shown_rows = {y: [what[y], shown[y][1]] if kind == "front" else [shown[y][0], what[y]] for y in what}
        case "move":
            by, top, fresh = what
            sides = [row[1] for row in shown]
            shown_rows = {
                y: [shown[y][0], sides[y + by] if top <= y + by < HEIGHT else fresh[y % 4]] for y in range(top, HEIGHT)
            }
        case "joined":
            twin.write(paint({1: [(0, f"{what} {'.' * (WIDTH - 4)}")]}))
            twin.check()
            shown_rows = {1: shown[1]}
        case "other":
            twin.write(what)
            return set(range(HEIGHT)) if what.startswith("\x1b[2J") else set()
        case _:
            twin.diff.forget()
            return set()
    for y, row in shown_rows.items():
        shown[y] = row
    return set(shown_rows)


words = st.lists(st.tuples(st.sampled_from([*TEXTS, " › ", "201", "20106"]), st.sampled_from(LOOKS[:4])), max_size=5)


def in_cells(pieces, cells=60):
    """Pieces of (text, look) one after the other, in just so many cells."""
    out = ""
    for text, look in pieces:
        out += run(left(text, width(text)), look)
        cells -= width(text)
    return out + " " * cells


@patch.object(redraw, "_DEAR", 30)
@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(words, words, words), min_size=2, max_size=6), words, st.booleans())
def test_what_shifts_along_a_row_ends_where_it_belongs(rows, fixed, erases):
    full, thin = pyte.Screen(120, 2), pyte.Screen(120, 2)
    diff = CellDiff()
    diff.erases, diff.shifts = erases, True
    diff.begin(120, 2)
    for first, second, third in rows:
        tail = [("共计 1,234.56 元，其中", ""), *fixed]
        output = paint({0: [(0, in_cells([*first, *tail]) + in_cells([*second, *tail, *third]))]})
        for screen, data in ((full, output), (thin, diff.write(output))):
            pyte.Stream(screen).feed(data)
        assert [seen(thin.buffer[0][x]) for x in range(120)] == [seen(full.buffer[0][x]) for x in range(120)]


@patch.object(redraw, "_DEAR", 30)
def test_a_text_that_shifts_is_moved_by_the_terminal():
    costs = {}
    for shifts in (False, True):
        diff, screen = CellDiff(), pyte.Screen(120, 1)
        diff.erases, diff.shifts = True, shifts
        diff.begin(120, 1)
        costs[shifts] = []
        for code in ("201", "20106", "201"):
            text = left(f"表3 {code} › 财政事务 › 本年支出合计 9,876,543.21", 120)
            sent = diff.write(paint({0: [(0, text)]}))
            pyte.Stream(screen).feed(sent)
            assert screen.display[0].replace(" ", "") == text.replace(" ", "")
            costs[shifts].append(len(sent.encode()))
    assert costs[True][0] == costs[False][0]
    assert max(costs[True][1:]) <= 25 < min(costs[False][1:]), costs


def full(rows):
    return paint({y: [(0, row)] for y, row in enumerate(rows)})


def test_what_is_shown_already_is_not_sent_again():
    twin = Twin()
    rows = [left(f"{y} 一般公共服务支出", WIDTH) for y in range(HEIGHT)]
    assert twin.write(full(rows)) > WIDTH * HEIGHT
    assert twin.write(full(rows)) == 0
    twin.check()


def test_of_a_row_only_the_cells_that_differ_are_sent():
    twin = Twin()
    twin.write(paint({2: [(0, run(left("合计  1,234.56", WIDTH), "38;2;1;2;3;48;2;4;5;6"))]}))
    sent = twin.write(paint({2: [(0, run(left("合计  1,234.57", WIDTH), "38;2;1;2;3;48;2;4;5;6"))]}))
    assert sent < 50
    twin.check()


def test_the_cursor_is_where_a_wide_character_leaves_it():
    twin = Twin()
    twin.write(full([left("甲 …… 乙 一 公共 服务 丙", WIDTH)]))
    twin.write(full([left("丁 …… 戊 一 公共 服务 己", WIDTH)]))
    twin.check()


def test_a_paint_for_another_size_is_not_relied_upon():
    diff = CellDiff()
    diff.resized(WIDTH, HEIGHT)
    for rows in (["x" * (WIDTH + 1)], ["x" * WIDTH] * (HEIGHT + 1)):
        assert diff.write(full(["x" * WIDTH] * HEIGHT))
        assert diff.write(full(rows)) == full(rows)
    assert not diff.unread


def test_a_row_of_scrolling_costs_little_more_than_the_row():
    twin = Twin()
    figures = [of_width([(f"{y * 7919:,}.00", "32"), ("基本", "1;34"), (f"{y}{y}", "")], WIDTH) for y in range(30)]
    head = run("-" * WIDTH, "7")
    twin.write(full([head, *figures[:8], head]))
    for y in (1, 2, 1, 4):
        assert twin.write(full([head, *figures[y : y + 8], head])) < 60 + 70 * abs(y - 1 or 1)
        twin.check()


def test_frames_that_show_nothing_new_are_not_sent_at_all():
    diff = CellDiff()
    diff.write(full(["x" * WIDTH]))
    assert [diff.write(each) for each in ("\x1b[?2026h", full(["x" * WIDTH]), "\x1b[?2026l")] == ["", "", ""]


def test_a_large_frame_stays_in_one_piece():
    diff = CellDiff()
    rows = [f"\x1b[{31 + y % 7};4{y % 8}m{'x' * WIDTH * 4}\x1b[0m" for y in range(HEIGHT)]
    sent = [diff.write(each) for each in ("\x1b[?2026h", full(rows), "\x1b[?2026l")]
    assert sent[:2] == ["", ""]
    assert sent[2].startswith("\x1b[?2026h")
    assert sent[2].endswith("\x1b[?2026l")


def test_what_cannot_be_read_goes_through_as_it_is_and_is_counted():
    diff = CellDiff()
    linked = "\x1b[1;1H\x1b]8;id=1;http://x\x1b\\x\x1b]8;;\x1b\\"
    assert diff.write(linked) == linked
    assert diff.unread == 1
    diff.write(full(["x" * WIDTH]))
    assert diff.unread == 1


@pytest.mark.parametrize("numbers", ["6", "38", "38;5", "48;2;1;2", "58;5;1", "x"])
def test_a_look_that_is_not_known_is_not_guessed(numbers):
    with pytest.raises(UnknownLookError):
        after(PLAIN, numbers)


@given(st.sampled_from(LOOKS), st.sampled_from(LOOKS))
def test_blanks_look_the_same_by_the_nearest_pen(one, other):
    look = bare(after(PLAIN, other))
    assert bare(toward(after(PLAIN, one), look)) is look


@given(st.sampled_from(LOOKS), st.sampled_from(LOOKS))
def test_from_any_look_to_any_other_by_no_more_than_starting_anew(one, other):
    before, target = after(PLAIN, one), after(PLAIN, other)
    sequence = change(before, target)
    assert len(sequence) <= len(f"\x1b[0;{other}m")
    assert ((sequence and after(before, sequence[2:-1])) or before) is target
