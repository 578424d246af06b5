"""Long work in slices: a few milliseconds of it, then whatever else has come, first of all keys."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Iterator
from typing import Final

_SLICE: Final = 0.008
"""Seconds of work before others are let in."""
_PAUSE: Final = 0.001


async def in_slices(steps: Iterator[None]) -> None:
    """Go through all steps."""
    until = time.perf_counter() + _SLICE
    for _ in steps:
        if time.perf_counter() > until:
            await asyncio.sleep(_PAUSE)
            until = time.perf_counter() + _SLICE


def collect_again() -> None:
    """Let garbage be collected again, where it was stopped while modules were loaded; these are never looked through."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
