"""A robot that edits, undoes and saves in a real terminal and is killed at random moments: nothing may be lost.

`python tests/ui/robot.py 300` kills it 300 times and says what was found.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from driver import PUTUO, Driver
from terminal import Terminal

from fintui.files.journal import Kept, read_journal
from fintui.files.reader import load
from fintui.files.recovery import recovered, replay
from fintui.files.writer import dump
from fintui.model.document import Document

SIZE = (100, 30)
OFFER, TABLE = "没有保存", "支出决算表"
KEYS = {
    "undo": ("\x15", ["ctrl+u"]),
    "redo": ("\x19", ["ctrl+y"]),
    "save": ("\x13", ["ctrl+s"]),
    "up": ("\x1b[A\x1b[A", ["up", "up"]),
    "right": ("\x1b[C", ["right"]),
    "clear": ("\x1b[3~", ["delete"]),
}
CHANCES = {"type": 12, "undo": 3, "redo": 2, "save": 3, "up": 3, "right": 1, "clear": 1}


@dataclass
class Report:
    """What the kills have shown."""

    kills: int = 0
    keys: int = 0
    saves: int = 0
    offered: int = 0
    seen: int = 0
    """States that the screen had shown when the kill came, or shortly before."""
    lost: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    slowest_start: float = 0.0


class Robot:
    """Edits one file through many lives; a desk without a terminal gets the same keys and tells what must be there."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.folder, self.path = folder, folder / "work" / "甲.toml"
        self.path.parent.mkdir()
        (folder / "mirror").mkdir()
        shutil.copy(PUTUO, self.path)
        self.report, self.typed = Report(), 0
        self.states: list[str] = []
        """What the statement is after each command of this life."""
        self.seen = 0
        """The last of them that the screen has shown."""

    def live(self) -> None:
        """One life: start, take what was left, work until killed, then look at the disk."""
        mirror, began = self._mirror(), time.monotonic()
        terminal = Terminal(self.path, self.folder / "home", SIZE)
        try:
            terminal.until("主要数字", 60)
            self.report.slowest_start = max(self.report.slowest_start, time.monotonic() - began)
            if self._is_left(mirror):  # then it must be offered
                terminal.until(OFFER, 60)
                self.report.offered += 1
                terminal.send("\r")
                terminal.until("已恢复", 60)
            terminal.send("3")
            terminal.until(TABLE, 60)
            terminal.send("\x1b[1;5H")
            self._settle(terminal)
            self._work(terminal, mirror.press("ctrl+home"), time.monotonic() + self.chance.uniform(0, 1.5))
        finally:
            os.kill(terminal.pid, signal.SIGKILL)
            os.waitpid(terminal.pid, 0)
            os.close(terminal.fd)
            terminal.status = -9
        self.report.kills += 1
        self._look()

    def _settle(self, terminal: Terminal) -> None:
        while terminal.read(0.4):
            pass

    def _mirror(self) -> Driver:
        """The same statement on a desk of its own."""
        copied = Path(shutil.copy(self.path, self.folder / "mirror" / self.path.name))
        driver = Driver(copied, SIZE)
        if kept := self._journal():
            replay(driver.desk.document, recovered(kept, driver.desk.text).entries)
        return driver.go("3")

    def _is_left(self, mirror: Driver) -> bool:
        """Whether there is something to ask: what was all taken back again is only redone."""
        kept = self._journal()
        found = recovered(kept, load(self.path).text) if kept else None
        return bool(found) and not found.is_empty and (found.balance > 0 or bool(mirror.desk.document.position))

    def _journal(self) -> Kept | None:
        return next(filter(None, map(read_journal, (self.folder / "home").rglob("*.journal"))), None)

    def _work(self, terminal: Terminal, mirror: Driver, end: float) -> None:
        """Edit and save until the time is up; sometimes the screen is waited for, sometimes keys pile up."""
        self.states, self.seen = [self._state(mirror.desk.document)], 0
        while time.monotonic() < end and terminal.status is None:
            kind = self.chance.choices(list(CHANCES), list(CHANCES.values()))[0]
            sent, keys = KEYS.get(kind, ("", []))
            if kind == "type":
                self.typed += 1
                keys = [*f"{self.typed}.{self.typed % 100:02}", "enter"]
                sent = "".join(keys[:-1]) + "\r"
            if self.chance.random() < 0.1 and len(sent) > 3:  # cut off by the kill
                terminal.send(sent[:-1])
                terminal.read(self.chance.uniform(0, 0.05))
                terminal.send(sent[-1:])
            else:
                terminal.send(sent)
            self.report.keys += 1
            self.report.saves += kind == "save"
            mirror.press(*keys)
            self.states.append(self._state(mirror.desk.document))
            if self.chance.random() < 0.6:
                self._wait_for(terminal, mirror, end)

    def _wait_for(self, terminal: Terminal, mirror: Driver, end: float) -> None:
        expected = [line.rstrip() for line in mirror.lines[1:-1]]
        while time.monotonic() < end and terminal.status is None:
            terminal.read(0.02)
            if [line.rstrip() for line in terminal.lines[1:-1]] == expected:
                self.seen = len(self.states) - 1
                self.report.seen += 1
                return

    @staticmethod
    def _state(document: Document) -> str:
        return dump(document.statement, document.form)

    def _look(self) -> None:
        """The disk must hold the state that the screen has shown last, or one that was on its way."""
        try:
            loaded = load(self.path)
            assert not loaded.faults
            document = Document(loaded.statement, loaded.form)
            if kept := self._journal():
                found = recovered(kept, loaded.text)
                assert found.exact, "the journal is of another text"
                assert replay(document, found.entries) == 0, "a record is no change"
        except Exception as error:  # noqa: BLE001 – that is what is looked for
            self.report.unreadable.append(f"kill {self.report.kills}: {error!r}")
            return
        if self._state(document) not in self.states[self.seen :]:
            at = self.states.index(self._state(document)) if self._state(document) in self.states else "?"
            self.report.lost.append(f"kill {self.report.kills}: state {at}, {self.seen} was shown")


def run(kills: int, folder: Path, seed: int = 1) -> Report:
    """Kill the robot so many times."""
    robot = Robot(folder, seed)
    for number in range(kills):
        robot.live()
        if number % 20 == 19:
            print(robot.report, file=sys.stderr, flush=True)  # noqa: T201
    return robot.report


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        report = run(int(sys.argv[1]) if len(sys.argv) > 1 else 300, Path(name), seed=int(time.time()))
    print(report)  # noqa: T201
    sys.exit(bool(report.lost or report.unreadable))
