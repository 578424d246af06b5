"""Who reviews: as told, else as remembered, else proposed by git or the login."""

from __future__ import annotations

import getpass
import subprocess
from pathlib import Path

from .faults import SaveError
from .places import state_folder

_PATIENCE = 2


def remembered() -> str:
    """The name that was given last; empty if none was."""
    try:
        return _line(_file().read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""


def remember(name: str) -> None:
    """Keep a name for the next time; where that cannot be done it is asked again."""
    from .save import write_atomically  # noqa: PLC0415 (as late as writing)

    try:
        write_atomically(_file(), f"{_line(name)}\n".encode())
    except SaveError:
        return


def proposed(folder: Path) -> str:
    """Who it probably is: git's user in that folder, else the login."""
    return _git_user(folder) or _login()


def _file() -> Path:
    return state_folder() / "reviewer"


def _line(text: str) -> str:
    return " ".join(text.split())


def _git_user(folder: Path) -> str:
    try:
        told = subprocess.run(
            ["git", "config", "user.name"],  # noqa: S607 (whichever git the user has)
            cwd=folder,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return _line(told.stdout.decode("utf-8", "replace"))


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
