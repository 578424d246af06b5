"""The program in a real pseudo-terminal, its screen read by a terminal emulator."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import pyte


class Terminal:
    """Runs `fintui FILE`; `send` bytes, wait `until` something is on the screen, look at `raw` output."""

    def __init__(
        self,
        path: Path,
        home: Path,
        size: tuple[int, int] = (120, 40),
        *,
        command: Sequence[str] = (),
        **environment: str,
    ) -> None:
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.status: int | None = None
        environ = {
            key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "COLORFGBG", "COLUMNS", "LINES"}
        }
        environ |= {"LANG": "C.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": str(home)}
        environ |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE")} | environment
        self.pid, self.fd = pty.fork()
        if not self.pid:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            started = [*command] or [sys.executable, "-m", "fintui", str(path)]
            os.execve(started[0], started, environ)

    def read(self, seconds: float) -> bytes:
        """What the program writes in so many seconds; None of it is lost to the screen."""
        got, end = b"", time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self.status is None:
            if not select.select([self.fd], [], [], left)[0]:
                break
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                data = b""
            if not data:
                self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
                break
            got += data
            # pyte knows no private sequences with intermediate characters: they are no text, so it need not see them.
            self.stream.feed(data.replace(b"\x1b[>", b"\x1b[").replace(b"\x1b[=", b"\x1b["))
        self.raw += got
        return got

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen; pyte's own `display` fails on half a wide character, as between two reads."""
        cells, buffer = range(self.screen.columns), self.screen.buffer
        return ["".join(buffer[y][x].data for x in cells) for y in range(self.screen.lines)]

    def until(self, text: str, timeout: float = 15) -> None:
        """Wait until a text is on the screen."""
        end = time.monotonic() + timeout
        while text.replace(" ", "") not in self.text.replace(" ", ""):
            assert self.status is None, f"the program has ended with {self.status}"
            assert time.monotonic() < end, f"{text!r} is not on the screen:\n{self.text}"
            self.read(0.1)

    def send(self, data: bytes | str) -> None:
        os.write(self.fd, data.encode() if isinstance(data, str) else data)

    def modes_at_end(self, timeout: float = 10) -> list[object]:
        """The terminal's modes once the program has ended."""
        end = time.monotonic() + timeout
        modes: list[object] = []
        while self.status is None and time.monotonic() < end:
            self.read(0.02)
        with contextlib.suppress(termios.error):  # between the last read and the end they were put back
            modes = termios.tcgetattr(self.fd)
        return modes

    def end(self, timeout: float = 10) -> int:
        """Wait for the program to end; its exit code."""
        end = time.monotonic() + timeout
        while self.status is None and time.monotonic() < end:
            self.read(0.1)
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)
        return -999 if self.status is None else self.status
