"""When fintui itself fails: the details into a log, two lines for the user."""

from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from fintui import __version__
from fintui.files.journal import CrashError
from fintui.files.places import state_folder
from fintui.files.words import reason_of

from .exits import Exit
from .output import say

if TYPE_CHECKING:
    from pathlib import Path

    from fintui.files.words import Words

_LARGEST: Final = 2**18


def crash_log() -> Path:
    """Where crashes are written down."""
    return state_folder() / "crash.log"


def tell_crash(error: Exception, words: Words) -> Exit:
    """Write a crash down and say so, and where what was not saved is."""
    journal = error.journal if isinstance(error, CrashError) else None
    if isinstance(error, CrashError) and isinstance(error.__cause__, Exception):
        error = error.__cause__
    details = "".join(traceback.format_exception(error))
    say(words("cli.crash", what=f"{type(error).__name__}: {error}"))
    try:
        log = _write(details)
    except OSError as reason:
        say(words("cli.crash-no-log", reason=reason_of(reason)))
        sys.stderr.write(details)
    else:
        say(words("cli.crash-kept" if journal else "cli.crash-log", path=str(log), journal=str(journal)))
    return Exit.CRASH


def _write(details: str) -> Path:
    log = crash_log()
    log.parent.mkdir(parents=True, exist_ok=True)
    mode = "w" if log.exists() and log.stat().st_size > _LARGEST else "a"
    head = f"--- {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC, fintui {__version__}, Python {sys.version.split()[0]}\n"
    with log.open(mode, encoding="utf-8", errors="backslashreplace") as file:
        file.write(head + details)
    return log
