"""What is remembered: the last files first, and never a reason not to start."""

from __future__ import annotations

import pytest

from fintui.files.memory import MOST, Memory, load_memory, save_memory


def test_what_is_noted_comes_back_the_last_file_first(tmp_path):
    files = [tmp_path / f"{name}.toml" for name in "abc"]
    memory = Memory(look={"theme": "x"})
    for file in files:
        file.touch()
        memory.note(file, {"part": file.stem})
    memory.note(files[0], {"part": "again"})
    save_memory(tmp_path / "state" / "memory.json", memory)
    again = load_memory(tmp_path / "state" / "memory.json")
    assert again == memory
    assert [path.stem for path in again.recent()] == ["a", "c", "b"]
    assert again.spot(files[0]) == {"part": "again"}
    files[1].unlink()
    assert [path.stem for path in again.recent()] == ["a", "c"]


def test_the_oldest_is_forgotten(tmp_path):
    memory = Memory()
    for number in range(MOST + 5):
        memory.note(tmp_path / str(number), {})
    assert len(memory.files) == MOST
    assert memory.spot(tmp_path / "4") == {}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": 3}', '{"files": {"a": 3}, "look": []}', "[" * 100_000])
def test_what_cannot_be_read_is_nothing(tmp_path, text):
    path = tmp_path / "memory.json"
    path.write_text(text, "utf-8")
    assert load_memory(path) == Memory()


def test_where_it_cannot_be_written_all_goes_on(tmp_path):
    (tmp_path / "file").touch()
    save_memory(tmp_path / "file" / "memory.json", Memory())
