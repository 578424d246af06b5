"""Putting on the disk what was written, while something else goes on."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable


class Syncing:
    """A file, or a folder and with it a new name, on its way to the disk, in a thread that needs nothing else."""

    def __init__(self, handle: int, write: Callable[[int], None] | None = None, *, is_folder: bool = False) -> None:
        """`write` writes what is to come to the disk; else that was done."""
        self._handle, self._write, self._is_folder = handle, write, is_folder
        self._error: OSError | None = None
        self._thread = threading.Thread(target=self._sync, daemon=True)
        try:
            self._thread.start()
        except RuntimeError:  # no thread to be had
            self._sync()

    def _sync(self) -> None:
        try:
            if self._write:
                self._write(self._handle)
            os.fsync(self._handle)
        except OSError as error:
            self._error = error

    def wait(self) -> OSError | None:
        """Wait for it, and tell why it did not get there; that of a folder is as the system allows."""
        if self._thread.ident:
            self._thread.join()
        if not self._is_folder:
            return self._error
        os.close(self._handle)
        return None
