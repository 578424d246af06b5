"""Where files are: the user's own folders, as the platform has them, and the reviewer's marks beside a statement."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_APP = "fintui"
_PLATFORM: str = sys.platform


def config_folder() -> Path:
    """Settings, the user's own themes and forms."""
    if _PLATFORM == "linux":  # said in a line; what platformdirs loads for it a check of one file would feel
        base = os.environ.get("XDG_CONFIG_HOME", "")
        return Path(base if base.strip() else Path.home() / ".config") / _APP
    from platformdirs import user_config_path

    return user_config_path(_APP, appauthor=False)


def data_folder() -> Path:
    """Where a statement is saved when no other place is named."""
    from platformdirs import user_data_path

    return user_data_path(_APP, appauthor=False)


def state_folder() -> Path:
    """What the program keeps for itself: logs."""
    from platformdirs import user_state_path

    return user_state_path(_APP, appauthor=False)


def review_path(statement: Path) -> Path:
    """Where the marks of a statement are."""
    return statement.with_name(f"{statement.stem}.review.toml")


def state_name(statement: Path) -> str:
    """The name under which the state of a statement is kept: readable, and its real path's own."""
    import hashlib  # a check needs neither
    import re

    real = Path(os.path.realpath(statement))
    stem = re.sub(r"[^\w.-]", "_", real.stem.encode("utf-8", "replace").decode())[:40]
    return f"{stem}-{hashlib.sha256(os.fsencode(real)).hexdigest()[:16]}"
