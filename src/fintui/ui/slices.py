"""Long work in short slices: keys come first."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Iterator
from typing import Final

SLICE: Final = 0.008
"""Seconds of work before keys are let in, and a breath of time for these."""
PAUSE: Final = 0.001
_GARBAGE: Final = (1000, 5, 5)
"""Objects after which cycles among the newest are sought: every key leaves some, and what is kept long takes room."""


async def in_slices(steps: Iterator[None], done: Callable[[], None] = lambda: None) -> None:
    """Go through steps, a slice of time after the other."""
    until = time.perf_counter() + SLICE
    for _ in steps:
        if time.perf_counter() > until:
            await asyncio.sleep(PAUSE)
            until = time.perf_counter() + SLICE
    done()


def collect_again() -> None:
    """Let garbage be collected again, where that was stopped while modules were loaded; these are never looked at.

    Before another statement is checked, all of the last one goes.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(*_GARBAGE)
        gc.enable()
    elif gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
        gc.freeze()


def keep_what_is_made() -> None:
    """Do the same for what was made since: looking through all of it would hold up a key.

    Where nothing was set aside at first, this is no program of its own, and nothing is now.
    """
    if gc.get_freeze_count():
        gc.collect(1)
        gc.freeze()
