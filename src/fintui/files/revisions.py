"""What a file held in a revision of its git repository; git is asked, and changes nothing."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

from .decode import decode
from .reader import Loaded, read

_LONGEST: Final = 30
"""Seconds after which a git that does not answer (a repository on a dead share) is given up."""


class RevisionError(Exception):
    """A revision cannot be had; `code` is a key `revision.<code>` of the words catalogue, `about` what it names."""

    def __init__(self, code: str, **about: str) -> None:
        super().__init__(code)
        self.code, self.about = code, about


def load_revision(path: Path, revision: str) -> Loaded:
    """Read a statement as it was in a revision.

    Raises:
        RevisionError: if there is no git, no repository, no such revision, or the file is not in it.
        UnreadableError: if it is there, but is no statement.
    """
    text, faults = decode(bytes_in_revision(path, revision))
    loaded = read(text)
    loaded.faults[:0] = faults
    return loaded


def bytes_in_revision(path: Path, revision: str) -> bytes:
    """The bytes of a file in a revision.

    Raises:
        RevisionError: as above.
    """
    real = Path(os.path.realpath(path))
    if not real.parent.is_dir():
        raise RevisionError("no-folder", path=str(path))
    about = {"path": str(path), "revision": revision}
    if _git(real.parent, "rev-parse", "--git-dir", **about).returncode:
        raise RevisionError("no-repository", **about)
    if not revision or revision.startswith("-") or "\0" in revision:
        raise RevisionError("unknown", **about)
    commit = _git(real.parent, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", **about)
    if commit.returncode:
        raise RevisionError("unknown", **about)
    shown = _git(real.parent, "show", f"{commit.stdout.decode().strip()}:./{real.name}", **about)
    if shown.returncode:
        raise RevisionError("not-in", **about)
    return shown.stdout


def split_operand(operand: str) -> tuple[str, Path] | None:
    """`REV:FILE` in two; None where it names a file that is there, or no revision."""
    revision, colon, name = operand.partition(":")
    if not colon or not revision or not name or Path(operand).exists():
        return None
    return revision, Path(name)


def _git(folder: Path, *words: str, **about: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(  # noqa: S603 (no shell; a revision never begins with a dash)
            ["git", "-C", str(folder), *words],  # noqa: S607 (the user's own git, wherever it is)
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST,
            env=environment,
            check=False,
        )
    except FileNotFoundError:
        raise RevisionError("no-git", **about) from None
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise RevisionError("git-failed", reason=str(error), **about) from None
