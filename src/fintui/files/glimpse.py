"""A statement at a glimpse: all but the coded rows of long runs.

What is there is as it will be, but for the text. What is counted or added up over rows is not to be told of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..model.form import TableForm
from .decode import decode, read_bytes
from .faults import UnreadableError
from .reader import Loaded, read_runs
from .runs import AnyRow, RowReader, Run

_NAMED: Final = re.compile(r'^\[\[[^\]\n]+\]\]\nrow = "[^\n]*\n(?:[^\[\n][^\n]*\n)*', re.MULTILINE)


class _NamedRows(RowReader):
    """Reads the rows that have names."""

    def rows_of(self, run: Run, layout: TableForm) -> Iterator[AnyRow]:
        """Those of a run."""
        return super().rows_of(run._replace(text="".join(_NAMED.findall(run.text))), layout)


def glimpse(path: Path) -> Loaded | None:
    """What of a file is quickly read; None if that is not so, or if anything is wrong with it."""
    try:
        text, faults = decode(read_bytes(path))
    except UnreadableError:
        return None
    loaded = read_runs(text, _NamedRows)
    if loaded is None or loaded.faults or faults:
        return None
    loaded.text = ""  # nothing of it is ever saved
    return loaded
