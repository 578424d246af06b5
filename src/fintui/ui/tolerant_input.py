"""Input that is no UTF-8, as a terminal set to GBK sends it, must not end the program."""

from __future__ import annotations

import codecs
from functools import partial
from typing import Final

UNKNOWN: Final = "\ufffd"
"""The character that stands for bytes that are no UTF-8."""


def tolerate_other_encodings() -> None:
    """Let Textual's driver decode what it cannot read as `UNKNOWN`; by itself it would raise, and the program end."""
    from textual.drivers import linux_driver  # noqa: PLC0415 (there is none on Windows)

    def decoder(encoding: str) -> partial[codecs.IncrementalDecoder]:
        return partial(codecs.getincrementaldecoder(encoding), errors="replace")

    linux_driver.getincrementaldecoder = decoder  # type: ignore[attr-defined, assignment]
