"""Any keys and pastes over a table: nothing breaks, what is stale is painted, undo brings all back."""

from __future__ import annotations

import copy
from functools import cache

from desk_samples import SAMPLES
from driver import Driver
from hypothesis import given, settings
from hypothesis import strategies as st
from test_any_keys import Terminal

from fintui.ui.actions import ACTIONS

KEPT = {"quit", "save", "save-as", "export", "suspend", "edit-outside", "open", "recent", "memo"}
"""Actions that reach beyond the desk."""
KEYS = sorted({key for action in ACTIONS if "grid" in action.where and action.id not in KEPT for key in action.keys})
OFTEN = ["shift+down", "shift+right", "down", "right", "enter", "escape", "insert", "delete", "alt+q", "alt+j", "alt+a"]
TYPED = [*"0123456789.-=+*/()?"]
PASTED = [
    "1\t2\n3\t4",
    "甲\t乙\n1",
    "?\t-\n",
    "\n\n\t\t1",
    "201\t一般公共服务支出\t5\n20106\tx\t6",
    "2010601\t行政运行\t3\n2010699\t其他\t4\n合计\t\t9",
    '"两\n行"\t1',
    "=1+1\t１２\n",
    "\x1b[31m1\t\u202e2",
]
STEPS = st.lists(
    st.one_of(
        st.sampled_from(KEYS),
        st.sampled_from(OFTEN),
        st.sampled_from(TYPED),
        st.sampled_from(PASTED).map(lambda text: ("paste", text)),
    ),
    max_size=30,
)


@cache
def sample(name):
    return SAMPLES[name]()


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(["wuchang", "putuo", "no rows"]),
    st.sampled_from([(80, 24), (120, 40), (30, 9)]),
    st.sampled_from("123456789"),
    st.booleans(),
    STEPS,
)
def test_whatever_is_done_to_a_table_can_be_undone_and_is_painted(name, size, table, checked, steps):
    driver = Driver(copy.deepcopy(sample(name)), size, checked=checked)
    before = copy.deepcopy(driver.desk.document.statement)
    driver.press(table)
    terminal = Terminal(driver)
    terminal.refresh()
    for step in steps:
        if isinstance(step, tuple):
            driver.desk.paste(step[1])
        elif step not in {"q", "ctrl+q"}:
            driver.press(step)
        terminal.refresh()
        for y, line in enumerate(terminal.lines):
            assert line == driver.desk.line(y), (step, y)
    driver.check()
    for _ in range(4):
        driver.press("escape")
    while driver.desk.document.can_undo:
        driver.desk.undo()
    assert driver.desk.document.statement == before
    assert not driver.desk.document.modified
