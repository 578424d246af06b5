"""Reading a statement ahead: in a process of its own, while this one loads what shows it.

The process sends how far it is and then the statement. Where that cannot be done, or comes to nothing, the file is
read here: what is wrong with it is then told as ever.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from .reader import Loaded, load

PARTS: Final = 20
"""How many parts of the way are told."""


class ReadAhead:
    """A statement that is being read. `wait` has it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pid = self._source = 0
        if sys.platform != "win32" and (os.cpu_count() or 1) > 1:
            with contextlib.suppress(OSError):
                self._begin()

    def _begin(self) -> None:
        source, target = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(source)
            _send(self.path, target)
        os.close(target)
        self._pid, self._source = pid, source

    def wait(self, tell: Callable[[int], None] = lambda _: None) -> Loaded:
        """The statement; `tell` hears how many parts of the way are done.

        Raises:
            UnreadableError: if it cannot be opened at all.
        """
        data = self._received(tell) if self._pid else b""
        with contextlib.suppress(pickle.UnpicklingError, EOFError):
            loaded = pickle.loads(data)  # noqa: S301 (from the process that was begun above)
            if isinstance(loaded, Loaded):
                return loaded
        return load(self.path)

    def _received(self, tell: Callable[[int], None]) -> bytes:
        pid, self._pid = self._pid, 0
        with open(self._source, "rb", buffering=0) as source:  # noqa: PTH123 (a pipe has no path)
            done = 0
            while (sign := source.read(1)) == b".":
                done += 1
                tell(done)
            data = b"".join(iter(lambda: source.read(1 << 20), b"")) if sign else b""
        os.waitpid(pid, 0)
        return data


def _send(path: Path, target: int) -> None:
    """Read, send and end; a process that fails just ends."""
    try:
        data = pickle.dumps(load(path, lambda: os.write(target, b".")), pickle.HIGHEST_PROTOCOL)
        with open(target, "wb") as sink:
            sink.write(b"\n" + data)
    finally:
        os._exit(0)
