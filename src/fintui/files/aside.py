"""Journals that were not wanted and are kept nevertheless, under other names."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import Final

_MOST: Final = 5
"""How many journals of a statement are kept."""


def set_aside(path: Path, *, copy: bool = False) -> Path | None:
    """Keep a journal under another name, out of the way (or a copy of it); the oldest of many go.

    Returns where it is; None if that was not possible.
    """
    aside = path.with_name(f"{path.stem}.{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 10**9:09}.set-aside")
    try:
        if copy:
            aside.write_bytes(path.read_bytes())
        else:
            path.replace(aside)
    except OSError:
        return None
    for old in set_aside_of(path)[_MOST:]:
        with contextlib.suppress(OSError):
            old.unlink()
    return aside


def set_aside_of(path: Path) -> list[Path]:
    """The journals of the same statement that were set aside, the latest first."""
    beginning = f"{path.stem}."
    try:
        found = [each for each in path.parent.iterdir() if each.name.startswith(beginning)]
    except OSError:
        return []
    return sorted((each for each in found if each.suffix == ".set-aside"), reverse=True)
