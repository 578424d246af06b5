"""Saving: in one step or not at all, and never over what someone else wrote."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fintui.files import save as saving
from fintui.files.faults import SaveError
from fintui.files.reader import read
from fintui.files.save import canonical, save, text_on_disk, write_atomically
from fintui.model.figure import Unreadable
from fintui.model.statement import Fact

if TYPE_CHECKING:
    from fintui.files.reader import Loaded

TEXT = 'format = 1\nform = "national-2022"\ndepartment = "某局" # 全称\nyear = 2022\n'
OTHER = TEXT.replace("2022\n", "2021\n")
IS_ROOT = os.geteuid() == 0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "甲.toml"
    made.write_bytes(TEXT.encode())
    return made


@pytest.fixture
def loaded() -> Loaded:
    found = read(TEXT)
    found.statement.year = 2021
    return found


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def keep(path: Path, loaded: Loaded, text: str | None = TEXT, **how: bool) -> saving.Saved:
    return save(path, loaded.statement, loaded.form, text, **how)


def test_the_authors_text_is_patched(path: Path, loaded: Loaded) -> None:
    saved = keep(path, loaded)
    assert saved.patched
    assert path.read_bytes().decode() == saved.text == OTHER
    assert names(path.parent) == {"甲.toml"}


def test_without_a_text_the_canonical_one_is_written(tmp_path: Path, loaded: Loaded) -> None:
    new = tmp_path / "a" / "b" / "乙.toml"
    saved = keep(new, loaded, None)
    assert not saved.patched
    assert text_on_disk(new) == saved.text == canonical(loaded.statement, loaded.form)


def test_what_cannot_be_patched_is_written_anew(path: Path, loaded: Loaded) -> None:
    inline = 'tables = { payments = { coverage = "partial" } }\n'
    path.write_text(TEXT + inline, "utf-8")
    loaded.statement.tables["receipts"].coverage = "full"
    saved = keep(path, loaded, TEXT + inline)
    assert not saved.patched
    assert read(saved.text).statement.tables["receipts"].coverage == "full"


def test_what_would_be_lost_is_not_written_anew(path: Path) -> None:
    text = TEXT + 'works = [{ text = "甲" }, "乙"]\n'
    path.write_text(text, "utf-8")
    faulty = read(text)
    faulty.statement.title = "改"
    with pytest.raises(SaveError) as told:
        keep(path, faulty, text)
    assert (told.value.code, told.value.about) == ("faults-left", {"count": "1", "line": "5"})
    assert path.read_text("utf-8") == text


# -- what someone else wrote
@pytest.mark.parametrize("there", [OTHER, TEXT + "\n", TEXT.replace("\n", "\r\n"), "", "\x00\x00"])
def test_a_file_changed_by_others_is_left_alone(path: Path, loaded: Loaded, there: str) -> None:
    path.write_bytes(there.encode())
    with pytest.raises(SaveError) as told:
        keep(path, loaded)
    assert (told.value.code, told.value.about) == ("changed-on-disk", {"path": str(path)})
    assert path.read_bytes() == there.encode()
    assert keep(path, loaded, overwrite=True).text == OTHER
    assert path.read_text("utf-8") == OTHER


def test_a_file_that_is_there_is_not_written_over_by_a_new_one(path: Path, loaded: Loaded) -> None:
    with pytest.raises(SaveError, match="changed-on-disk"):
        keep(path, loaded, None)


def test_a_file_that_went_away_is_written_again(path: Path, loaded: Loaded) -> None:
    path.unlink()
    assert keep(path, loaded).patched
    assert text_on_disk(path) == OTHER


def test_a_byte_order_mark_is_no_change(path: Path, loaded: Loaded) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    keep(path, loaded)
    assert path.read_bytes() == OTHER.encode()


# -- links and modes
def test_a_symbolic_link_stays_one(path: Path, loaded: Loaded) -> None:
    link, chain = path.parent / "link.toml", path.parent / "folder" / "chain.toml"
    link.symlink_to(path.name)
    chain.parent.mkdir()
    chain.symlink_to("../link.toml")
    keep(chain, loaded)
    assert link.is_symlink()
    assert chain.is_symlink()
    assert not path.is_symlink()
    assert path.read_text("utf-8") == OTHER
    assert names(chain.parent) == {"chain.toml"}


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_stays(path: Path, loaded: Loaded, mode: int) -> None:
    path.chmod(mode)
    keep(path, loaded)
    assert path.stat().st_mode & 0o7777 == mode


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_new_file_is_as_the_umask_has_it(tmp_path: Path, loaded: Loaded, mask: int) -> None:
    before = os.umask(mask)
    try:
        keep(tmp_path / "new.toml", loaded)
    finally:
        os.umask(before)
    assert (tmp_path / "new.toml").stat().st_mode & 0o777 == 0o666 & ~mask


# -- what goes wrong
def refuse(*_: object, **__: object) -> bool:
    return False


def test_a_read_only_file_is_left_alone(path: Path, loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    path.chmod(0o444)
    if IS_ROOT:  # to whom everything is writable
        monkeypatch.setattr(os, "access", refuse)
    fails(path, loaded, errno.EACCES)


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(path: Path, loaded: Loaded) -> None:
    path.parent.chmod(0o555)
    try:
        fails(path, loaded, errno.EACCES)
    finally:
        path.parent.chmod(0o755)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EDQUOT, errno.EIO, errno.EROFS])
@pytest.mark.parametrize(
    "where", ["os.fsync", "os.fdopen", "pathlib.Path.replace", "tempfile.mkstemp", "pathlib.Path.chmod"]
)
def test_the_old_file_outlives_every_fault(
    path: Path, loaded: Loaded, monkeypatch: pytest.MonkeyPatch, where: str, code: int
) -> None:
    def fault(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(where, fault)
    fails(path, loaded, code)


def fails(path: Path, loaded: Loaded, code: int) -> None:
    mode = path.stat().st_mode
    with pytest.raises(SaveError) as told:
        keep(path, loaded)
    assert told.value.code == "os"
    assert told.value.about["reason"] == errno.errorcode[code]
    assert told.value.about["path"] in {str(path), str(path.parent)}
    assert path.read_bytes() == TEXT.encode()
    assert path.stat().st_mode == mode
    assert names(path.parent) == {path.name}


def test_a_disk_that_keeps_something_else(path: Path, loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: real(self)[:-1] if self.suffix == ".tmp" else real(self))
    with pytest.raises(SaveError, match="not-read-back"):
        keep(path, loaded)
    assert real(path) == TEXT.encode()
    assert names(path.parent) == {path.name}


def test_a_folder_in_the_place_of_a_file(tmp_path: Path, loaded: Loaded) -> None:
    (tmp_path / "a.toml").mkdir()
    with pytest.raises(SaveError, match="os"):
        keep(tmp_path / "a.toml", loaded)
    with pytest.raises(SaveError, match="os"):
        keep(tmp_path / "a.toml", loaded, overwrite=True)
    assert names(tmp_path) == {"a.toml"}


def test_the_longest_name(tmp_path: Path, loaded: Loaded) -> None:
    path = tmp_path / ("局" * 83 + ".toml")
    keep(path, loaded)
    assert names(tmp_path) == {path.name}


def test_what_cannot_be_written(path: Path, loaded: Loaded) -> None:
    loaded.statement.staff = [Fact("a", value=Unreadable("约3"))]
    with pytest.raises(SaveError) as told:
        keep(path, loaded)
    assert (told.value.code, told.value.about) == ("unreadable-left", {"found": "约3"})
    loaded.statement.staff = [Fact("a"), Fact("a")]
    with pytest.raises(SaveError, match="not-read-back"):
        keep(path, loaded)
    assert path.read_text("utf-8") == TEXT


# -- processes that are killed
def test_left_over_files_are_swept(path: Path, loaded: Loaded) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    begin = saving._temporary()
    mine, other = f"{begin}{os.getpid()}-x.tmp", ".fintui-elsewhere-1-x.tmp"
    for name in (f"{begin}{ended.pid}-abc.tmp", f"{begin}{ended.pid}-.tmp", mine, other, f"{begin}x.tmp", "keep.tmp"):
        (path.parent / name).touch()
    keep(path, loaded)
    assert names(path.parent) == {path.name, mine, other, f"{begin}x.tmp", "keep.tmp"}


SAVER = """
import os, sys
from itertools import count
from pathlib import Path
from fintui.files.reader import read
from fintui.files.save import save

path = Path(sys.argv[1])

def keep_saving():
    text = path.read_bytes().decode()
    loaded = read(text)
    for number in count():
        if number == 1:
            print(os.getpid(), flush=True)
        loaded.statement.year = (loaded.statement.year - 1949) % 250 + 1950
        text = save(path, loaded.statement, loaded.form, text).text

for line in sys.stdin:
    if not (child := os.fork()):
        keep_saving()
    print(os.WTERMSIG(os.waitpid(child, 0)[1]), flush=True)
"""


def test_a_killed_process_leaves_a_whole_file(tmp_path: Path) -> None:
    path, chance, seen = tmp_path / "a.toml", random.Random(60), set()
    end = '[source]\nnote = """\n' + "一段。\n" * 20_000 + '"""\n'
    path.write_bytes((TEXT + end).encode())
    command = [sys.executable, "-c", SAVER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as saver:
        assert saver.stdin
        assert saver.stdout
        for _ in range(60):
            saver.stdin.write("\n")
            child = int(saver.stdout.readline())
            time.sleep(chance.uniform(0, 0.08))
            os.kill(child, signal.SIGKILL)
            assert int(saver.stdout.readline()) == signal.SIGKILL
            text = path.read_bytes().decode()
            year = read(text).statement.year
            assert text == TEXT.replace("2022\n", f"{year}\n") + end
            seen.add(year)
        saver.stdin.close()
    assert len(seen) > 1  # it did save, however slow the machine
    loaded = read(text)
    loaded.statement.title = "完"
    save(path, loaded.statement, loaded.form, text)
    assert names(tmp_path) == {"a.toml"}


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write_atomically(tmp_path / "x", b"\x00\xff")
    assert (tmp_path / "x").read_bytes() == b"\x00\xff"
    assert text_on_disk(tmp_path / "y") is None
