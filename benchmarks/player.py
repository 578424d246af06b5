"""Plays a program in a pseudo-terminal and takes down when it writes how much.

The terminal answers what programs ask at their start, as one that knows synchronised output does. Times over a thin
line are worked out from what was taken down: a key arrives half a round trip later, output leaves at the line's rate,
one byte after the other, and is there half a round trip after that.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import tempfile
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path

import pyte

SIZE = 120, 40
QUIET = 0.06
"""Seconds of silence after which a step has settled."""
_ASKED = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y", b"\x1b[6n": b"\x1b[2;2R"}


@dataclass(slots=True)
class Took:
    """What a step took: when (since the key) how many bytes came."""

    chunks: list[tuple[float, int]] = field(default_factory=list)

    @property
    def bytes(self) -> int:
        """All that was written."""
        return sum(size for _, size in self.chunks)

    @property
    def settled(self) -> float:
        """Seconds from the key to the last byte."""
        return self.chunks[-1][0] if self.chunks else 0.0

    def over(self, round_trip: float, rate: float) -> float:
        """The same over a line of so many seconds and bytes a second."""
        free = 0.0
        for at, size in self.chunks:
            free = max(free, at) + size / rate
        return free + round_trip if self.chunks else 0.0


class Player:
    """A running program."""

    def __init__(self, argv: list[str], folder: Path, **environment: str) -> None:
        self.screen = pyte.Screen(*SIZE)
        self._stream = pyte.ByteStream(self.screen)
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        environ = kept | {
            "HOME": tempfile.mkdtemp(dir=folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        self._began = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if not self.pid:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
            os.chdir(folder)
            os.execvpe(argv[0], argv, environ | environment)
        self.ended = False
        self._unread = self._head = b""

    def start(self, ready: str, timeout: float = 60) -> tuple[float, Took]:
        """Wait until a text is shown: after how many seconds that was, and all up to the first silence."""
        took, shown = Took(), 0.0
        while not shown or self._next(took, self._began, QUIET):
            if not shown:
                self._next(took, self._began, 0.5)
                shown = time.perf_counter() - self._began if ready in self.text() else 0.0
            if self.ended or time.perf_counter() - self._began > timeout:
                raise TimeoutError(f"{ready!r} was not shown:\n{self.text()}")
        return shown, took

    def first_key(self, ready: str, key: str, answer: str, timeout: float = 60) -> float:
        """Press a key as soon as a text is shown: after how many seconds from the start its answer is."""
        took = Took()
        for text, then in ((ready, key), (answer, "")):
            while text not in self.text():
                self._next(took, self._began, 0.5)
                if self.ended or time.perf_counter() - self._began > timeout:
                    raise TimeoutError(f"{text!r} was not shown:\n{self.text()}")
            os.write(self._fd, then.encode())
        return took.settled

    def calm(self) -> None:
        """Wait until it works on nothing any more."""
        while self.rest(0.5)[1] > 0.03:
            pass

    def press(self, keys: str, *, patience: float = 0.5) -> Took:
        """Write keys at once and wait, with so much patience for the first byte, until all is quiet."""
        took, began = Took(), time.perf_counter()
        os.write(self._fd, keys.encode())
        self._next(took, began, patience)
        while self._next(took, began, QUIET):
            if time.perf_counter() - began > 30:
                raise TimeoutError(f"{keys!r} did not settle:\n{self.text()}")
        return took

    def hold(self, key: str, times: int, pause: float) -> Took:
        """A key held down: it repeats whether or not the screen keeps up. Times count from the first."""
        took, began = Took(), time.perf_counter()
        for number in range(times):
            os.write(self._fd, key.encode())
            while (left := began + (number + 1) * pause - time.perf_counter()) > 0:
                self._next(took, began, left)
        while self._next(took, began, QUIET):
            pass
        return took

    def rest(self, seconds: float) -> tuple[int, float]:
        """Bytes and seconds of CPU while nobody touches it."""
        before, took, began = self.cpu(), Took(), time.perf_counter()
        while (left := began + seconds - time.perf_counter()) > 0:
            self._next(took, began, left)
        return took.bytes, self.cpu() - before

    def cpu(self) -> float:
        """Seconds of CPU that its threads have had so far."""
        return (
            sum(int(path.read_text().split()[0]) for path in Path(f"/proc/{self.pid}/task").glob("*/schedstat")) / 1e9
        )

    def memory(self) -> float:
        """MiB that it has in memory now."""
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.pid}/status").read_text())[1]) / 1024

    def text(self) -> str:
        """What the terminal shows; it is only worked out here, so as not to take time from what is measured."""
        self._stream.feed(re.sub(rb"\x1b\[[>=<][\d;]*[a-z]|\x1b\[\?[\d;]*\$p", b"", self._unread))
        self._unread = b""
        buffer, columns = self.screen.buffer, range(self.screen.columns)
        return "\n".join("".join(buffer[y][x].data for x in columns) for y in range(self.screen.lines))

    def modes(self) -> bytes:
        """The first of what it wrote: there it sets the terminal's modes."""
        return self._head

    def end(self, keys: str) -> None:
        """End it with keys, or by force."""
        os.write(self._fd, keys.encode())
        took, began = Took(), time.perf_counter()
        while not self.ended and time.perf_counter() - began < 5:
            self._next(took, began, 0.2)
        if not self.ended:
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def _next(self, took: Took, began: float, seconds: float) -> bool:
        """Take the next output; False if there was none in so many seconds."""
        if self.ended or not select.select([self._fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            data = b""
        if not data:
            self.ended = True
            return False
        took.chunks.append((time.perf_counter() - began, len(data)))
        for asked, answer in _ASKED.items():
            if asked in data:
                os.write(self._fd, answer)
        self._unread += data
        self._head += data[: 4096 - len(self._head)] if len(self._head) < 4096 else b""
        return True
