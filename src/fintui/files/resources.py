"""Where shipped files are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def shipped(folder: str) -> Path:
    """The shipped folder `data` or `themes`.

    Raises:
        FileNotFoundError: if the installation lacks it.
    """
    for root in (_PACKAGE, _PACKAGE.parents[1]):
        if (root / folder).is_dir():
            return root / folder
    raise FileNotFoundError(folder)


def is_shipped(path: Path) -> bool:
    """Whether a file belongs to the installation, and so is never written over."""
    return path.resolve().is_relative_to(shipped("data").resolve())


def first_statement() -> Path:
    """The statement that opens when none is named."""
    return shipped("data") / "statements" / "wuchang-big-data-centre-2020.toml"
