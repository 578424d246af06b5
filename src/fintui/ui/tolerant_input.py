"""Input that is no UTF-8, as a terminal set to GBK sends it, must not end the program; the end of all input must."""

from __future__ import annotations

import codecs
import os
import signal
import time
from typing import Final

UNKNOWN: Final = "\ufffd"
"""The character that stands for bytes that are no UTF-8."""


def prepare_input() -> None:
    """Make ready for keys that come in pieces, or in another encoding."""
    if "SSH_CONNECTION" in os.environ:
        os.environ.setdefault("ESCDELAY", "250")  # an arrow key may come in pieces over a slow line
    if os.name == "posix":
        tolerate_other_encodings()


def tolerate_other_encodings() -> None:
    """Let Textual's driver decode what it cannot read as `UNKNOWN`; by itself it would raise, and the program end."""
    from textual.drivers import linux_driver  # noqa: PLC0415

    linux_driver.getincrementaldecoder = lambda _: _Decoder  # type: ignore[attr-defined, assignment]


class _Decoder:
    """Decodes what the terminal sends."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")

    def decode(self, data: bytes, final: bool = False) -> str:  # noqa: FBT001, FBT002 (as the driver calls it)
        """The text of some bytes. None at all means that the terminal is gone, which the driver does not notice.

        It would ask again for ever; so the program is told to end as it is where the terminal's end is signalled.
        """
        if not data and not final:
            os.kill(os.getpid(), signal.SIGHUP)
            time.sleep(0.2)
        return self._decoder.decode(data, final)
