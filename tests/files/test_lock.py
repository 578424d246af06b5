"""The lock: one editor a statement; the dead hold nothing, other machines are believed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fintui.files import lock as module
from fintui.files.lock import Lock, lock_beside, user_name

HOLDER = """
import sys, time
from pathlib import Path
from fintui.files.lock import Lock
lock = Lock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / "甲.toml").touch()
    return folder / "甲.toml"


@pytest.fixture
def holder(path: Path):
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline().strip() == "True"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def names(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()}


def test_the_second_one_is_told_who_has_it_where_and_since_when(path: Path, holder) -> None:
    lock = Lock(path)
    assert not lock.acquire()
    assert not lock.acquire(force=True)  # it lives: there is nothing to take over
    assert lock.owner
    assert (lock.owner.host, lock.owner.user, lock.owner.process) == (os.uname().nodename, user_name(), holder.pid)
    assert abs(lock.owner.since - lock_beside(path).stat().st_mtime) < 5
    assert not lock.is_ours


def test_a_killed_owner_is_followed_at_once(path: Path, holder) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert lock_beside(path).exists()
    lock = Lock(path)
    assert lock.acquire()
    assert json.loads(lock_beside(path).read_text())["process"] == os.getpid()
    lock.release()
    assert names(path) == {"甲.toml"}


def test_what_is_let_go_can_be_had_again(path: Path) -> None:
    for _ in range(3):
        lock = Lock(path)
        assert lock.acquire()
        assert lock.acquire()
        assert not Lock(path).acquire()
        lock.release()
        lock.release()
    assert names(path) == {"甲.toml"}


def test_links_and_copies_of_the_name_are_one_file(path: Path, holder) -> None:
    (path.parent / "link.toml").symlink_to(path)
    assert not Lock(path.parent / "link.toml").acquire()
    assert not Lock(path.parent / ".." / "shared" / "甲.toml").acquire()
    (path.parent / "乙.toml").touch()
    other = Lock(path.parent / "乙.toml")
    assert other.acquire()
    other.release()


def test_an_owner_on_another_machine_is_believed_until_told_otherwise(path: Path) -> None:
    told = {"host": "elsewhere", "user": "王", "process": 1, "since": 0.0}
    lock_beside(path).write_text(json.dumps(told))
    lock = Lock(path)
    assert not lock.acquire()
    assert lock.owner
    assert (lock.owner.host, lock.owner.user, lock.owner.is_here) == ("elsewhere", "王", False)
    assert lock.acquire(force=True)
    lock.release()


@pytest.mark.parametrize("text", ["", "{", '{"host": 1}', "[]", "\x00" * 50])
def test_a_lock_that_says_nothing_and_that_nobody_holds_is_none(path: Path, text: str) -> None:
    lock_beside(path).write_text(text)
    lock = Lock(path)
    assert lock.acquire()
    lock.release()


def test_where_the_folder_takes_no_file_the_state_folder_has_the_lock(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refuse(name: Path, flags: int, mode: int = 0o777) -> int:
        if Path(name).parent == path.parent and flags & os.O_CREAT:
            raise PermissionError(13, "no")
        return real(name, flags, mode)

    monkeypatch.setattr(module.os, "open", refuse)
    lock, second = Lock(path), Lock(path)
    assert lock.acquire()
    assert not second.acquire()
    assert names(path) == {"甲.toml"}
    assert lock.path
    assert lock.path.is_relative_to(tmp_path / "state")
    lock.release()
    assert second.acquire()
    second.release()


def test_a_lock_in_the_state_folder_counts_also_for_who_can_write_beside(path: Path) -> None:
    first, second = Lock(path, beside=False), Lock(path)
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    assert not Lock(path).acquire()
    second.release()


def test_where_nothing_can_be_written_that_is_an_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: Path, flags: int, mode: int = 0o777) -> int:
        raise PermissionError(13, "no")

    monkeypatch.setattr(module.os, "open", refuse)
    with pytest.raises(PermissionError):
        Lock(path).acquire()


def test_a_lock_of_another_user_that_may_only_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"host": os.uname().nodename, "user": "王", "process": 2**22 - 1, "since": 0.0}
    lock_beside(path).write_text(json.dumps(told))
    left_behind = lock_beside(path).stat().st_ino
    real = os.open

    def refuse(name: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_RDWR and Path(name).exists() and Path(name).stat().st_ino == left_behind:
            raise PermissionError(13, "no")
        return real(name, flags, mode)

    monkeypatch.setattr(module.os, "open", refuse)
    lock = Lock(path)
    assert lock.acquire()  # its process is dead
    assert json.loads(lock_beside(path).read_text())["process"] == os.getpid()
    lock.release()


def test_of_many_who_come_at_once_one_gets_it(path: Path) -> None:
    code = HOLDER.replace("time.sleep(60)", "sys.stdin.read()")
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(6)
    ]
    told = [each.stdout.readline().strip() for each in started]
    assert sorted(told) == ["False"] * 5 + ["True"]
    for each in started:
        each.communicate("")
