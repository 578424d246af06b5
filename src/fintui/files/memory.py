"""What the program remembers from one start to the next: files, where one was in them, and the look one picked.

Kept in the state folder, apart from the settings, which are the user's own. It is a convenience: where it cannot be
read or written, there is simply nothing remembered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from .faults import SaveError
from .places import state_folder

MOST: Final = 50
"""Files that are remembered; the one opened longest ago is forgotten first."""


@dataclass(slots=True)
class Memory:
    """`files` maps full paths to where one was, the last opened file last; `look` holds what was picked on screen."""

    files: dict[str, dict[str, str]] = field(default_factory=dict)
    look: dict[str, str] = field(default_factory=dict)

    def note(self, path: Path, spot: Mapping[str, str]) -> None:
        """A file was opened, or left at a spot."""
        key = str(path.absolute())
        self.files.pop(key, None)
        self.files[key] = dict(spot)
        while len(self.files) > MOST:
            del self.files[next(iter(self.files))]

    def spot(self, path: Path) -> dict[str, str]:
        """Where one was in a file; empty if it was never opened."""
        return self.files.get(str(path.absolute()), {})

    def recent(self) -> list[Path]:
        """The files that are still there, the last opened first."""
        return [path for path in map(Path, reversed(self.files)) if path.is_file()]


def memory_path() -> Path:
    """Where it is kept."""
    return state_folder() / "memory.json"


def load_memory(path: Path) -> Memory:
    """What was kept; nothing if that cannot be read."""
    try:
        raw = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Memory()
    files = {key: _texts(spot) for key, spot in _table(raw, "files").items() if isinstance(spot, dict)}
    return Memory(files, _texts(_table(raw, "look")))


def _table(raw: object, key: str) -> dict[str, Any]:
    found = raw.get(key) if isinstance(raw, dict) else None
    return found if isinstance(found, dict) else {}


def _texts(raw: Mapping[str, object]) -> dict[str, str]:
    return {key: value for key, value in raw.items() if isinstance(value, str)}


def save_memory(path: Path, memory: Memory) -> None:
    """Keep it for the next start; where that cannot be done, it is forgotten."""
    from .save import write_atomically  # noqa: PLC0415 (every start reads, and saves only at its end)

    text = json.dumps({"files": memory.files, "look": memory.look}, ensure_ascii=False, indent=1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode("utf-8", "replace"))
    except (OSError, SaveError):
        return
