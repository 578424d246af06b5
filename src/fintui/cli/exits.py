"""Exit codes. They are frozen: scripts and CI lean on them."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the shell sees; where several files are read, the highest of theirs."""

    CLEAN = 0
    """Done, nothing open."""
    FINDINGS = 1
    """Something was found: findings at or above the threshold, a file that is not in canonical form."""
    USAGE = 2
    """The command cannot be carried out as it was given; nothing was done."""
    UNREADABLE = 3
    """A file cannot be read, not without loss, or cannot be written."""
    RULE = 4
    """A rule failed: what it would have said is not known."""
    CRASH = 70
    """A fault in fintui itself; the log in the state folder has the details."""
    INTERRUPTED = 130
    """Ctrl+C, as shells count it."""
    PIPE = 141
    """The reader of the output went away, as shells count it."""
