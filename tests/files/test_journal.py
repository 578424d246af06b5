"""The journal: what was written comes back, whatever became of its last record or of the disk."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from fintui.files import journal as module
from fintui.files.aside import set_aside, set_aside_of
from fintui.files.journal import Journal, JournalError, journal_path, read_journal

TEXT = 'format = 1\ntitle = "正文 \udce4"\n'
EDITS = [{"k": "do", "c": ["put", "head", "", "title", f"第{number}次\n\u2028"]} for number in range(3)]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "state" / "a.journal", tmp_path / "甲.toml", TEXT)


def entries(journal: Journal) -> list[module.Entry]:
    kept = read_journal(journal.path)
    return [] if kept is None else list(kept.entries)


def test_who_only_reads_leaves_no_journal(journal: Journal) -> None:
    journal.close()
    assert not journal.path.exists()
    assert read_journal(journal.path) is None


def test_what_was_written_comes_back_with_the_text_and_the_path(journal: Journal) -> None:
    journal.write(EDITS[:1])
    journal.write(EDITS[1:])
    kept = read_journal(journal.path)
    assert kept
    assert (kept.text, kept.statement, list(kept.entries), kept.damaged) == (TEXT, journal.statement, EDITS, 0)
    assert journal.path.stat().st_mode & 0o077 == 0


def test_each_record_is_synced_before_write_returns(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(module.os, "fsync", lambda handle: synced.append(os.fstat(handle).st_size))
    journal.write(EDITS[:1])
    assert journal.path.stat().st_size in synced
    journal.write(EDITS[1:2])
    assert journal.path.stat().st_size in synced


def test_a_torn_last_record_is_left_out_and_the_next_goes_in_its_place(journal: Journal) -> None:
    journal.write(EDITS)
    journal.close()
    whole = journal.path.read_bytes()
    last = whole.rstrip(b"\n").rfind(b"\n") + 1
    for cut in range(last, len(whole)):
        journal.path.write_bytes(whole[:cut])
        kept = read_journal(journal.path)
        assert kept
        assert list(kept.entries) == EDITS[:2]
        assert kept.damaged == 0
    again = Journal(journal.path, journal.statement, "")
    again.resume(kept)
    again.write(EDITS[2:])
    assert entries(again) == EDITS
    assert journal.path.read_bytes() == whole


def test_a_journal_torn_in_its_head_holds_nothing(journal: Journal) -> None:
    journal.write(EDITS)
    journal.close()
    journal.path.write_bytes(journal.path.read_bytes()[:40])
    assert read_journal(journal.path) is None


def test_a_damaged_record_ends_what_can_be_used_and_is_counted(journal: Journal) -> None:
    journal.write(EDITS)
    journal.close()
    damaged = journal.path.read_bytes().replace("第1次".encode(), "第7次".encode())
    journal.path.write_bytes(damaged)
    kept = read_journal(journal.path)
    assert kept
    assert list(kept.entries) == EDITS[:1]
    assert kept.damaged == 2


@pytest.mark.parametrize("garbage", [b"", b"\n\n", b"00000000 {}\n", b"\xff" * 99, b"a" * 10])
def test_what_is_no_journal_holds_nothing(tmp_path: Path, garbage: bytes) -> None:
    path = tmp_path / "x.journal"
    path.write_bytes(garbage)
    assert read_journal(path) is None


def test_a_newer_journal_is_told_from_a_broken_one(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FORMAT", 2)
    journal.write(EDITS)
    monkeypatch.undo()
    with pytest.raises(JournalError):
        read_journal(journal.path)


def test_what_a_full_disk_refused_is_written_once_there_is_room(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.write(EDITS[:1])
    before = journal.path.read_bytes()

    def half(handle: int, data: bytes) -> int:
        os.truncate(handle, len(before) + 10)  # something of it got through
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(module, "_write_all", half)
        with pytest.raises(OSError, match="full"):
            journal.write(EDITS[1:2])
    assert journal.path.read_bytes() == before
    journal.write(EDITS[2:])
    assert entries(journal) == EDITS


def test_what_is_begun_is_not_lost_by_what_follows_it(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(module.os, "fsync", lambda handle: os.fstat(-1))  # fails
        journal.begin(EDITS[:1])
        with pytest.raises(OSError, match="Bad file"):
            journal.finish()
        journal.begin(EDITS[1:2])
    journal.begin(EDITS[2:])  # hears that the one before is not there
    journal.finish()
    journal.finish()
    assert entries(journal) == EDITS
    journal.begin(EDITS[:1])
    journal.close()
    assert entries(journal) == [*EDITS, EDITS[0]]


def test_a_long_text_is_written_while_something_else_goes_on_and_waited_for(tmp_path: Path) -> None:
    text = TEXT + "长" * 200_000
    journal = Journal(tmp_path / "a.journal", tmp_path / "甲.toml", text)
    journal.begin(EDITS[:1])
    journal.begin(EDITS[1:])
    journal.finish()
    kept = read_journal(journal.path)
    assert kept
    assert (kept.text, [*kept.entries]) == (text, EDITS)


def test_a_long_text_for_which_there_is_no_room_is_told_and_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path / "a.journal", tmp_path / "甲.toml", TEXT + "长" * 200_000)

    def full(handle: int, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(module, "_write_all", full)
        journal.begin(EDITS[:1])
        with pytest.raises(OSError, match="full"):
            journal.finish()
    journal.write(EDITS[1:])
    assert entries(journal) == EDITS


def test_a_state_folder_that_cannot_be_made_is_an_error_and_nothing_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    journal = Journal(tmp_path / "state" / "a.journal", tmp_path / "甲.toml", TEXT)
    with pytest.raises(FileExistsError):
        journal.write(EDITS[:1])
    (tmp_path / "state").unlink()
    journal.write(EDITS[1:])
    assert entries(journal) == EDITS


def test_only_one_writes(journal: Journal) -> None:
    journal.write(EDITS[:1])
    with pytest.raises(BlockingIOError):
        Journal(journal.path, journal.statement, TEXT).write(EDITS)
    journal.close()
    assert entries(journal) == EDITS[:1]


def test_after_a_save_it_starts_anew(journal: Journal, tmp_path: Path) -> None:
    journal.write(EDITS)
    old = journal.path
    journal.restart(tmp_path / "state" / "b.journal", tmp_path / "乙.toml", "another")
    assert not old.exists()
    journal.write(EDITS[:1])
    kept = read_journal(journal.path)
    assert kept
    assert (kept.text, kept.statement.name, list(kept.entries)) == ("another", "乙.toml", EDITS[:1])


def test_what_is_set_aside_is_kept_up_to_a_number(journal: Journal) -> None:
    made = []
    for _ in range(8):
        journal.path.parent.mkdir(exist_ok=True)
        journal.path.write_text("x")
        made.append(set_aside(journal.path))
    assert not journal.path.exists()
    assert set_aside_of(journal.path) == made[:-6:-1]
    assert set_aside(journal.path) is None


def test_a_link_and_its_file_have_one_journal_and_others_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    real = tmp_path / ("甲" * 80 + ".toml")
    real.touch()
    (tmp_path / "link.toml").symlink_to(real)
    other = tmp_path / "x" / real.name
    assert journal_path(tmp_path / "link.toml") == journal_path(real)
    assert journal_path(other).name != journal_path(real).name
    assert len(os.fsencode(journal_path(real).name)) < 255
