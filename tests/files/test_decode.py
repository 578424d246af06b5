"""What is no statement at all: no file, no text, another encoding."""

from __future__ import annotations

import codecs
import os
from typing import TYPE_CHECKING

import pytest
from faulty import GOOD

from fintui.files import decode as decoding
from fintui.files.decode import decode, parse, read_bytes
from fintui.files.faults import Fault, UnreadableError
from fintui.files.reader import load
from fintui.files.words import load_words

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = GOOD.encode()


def fault_of(path: Path) -> Fault:
    with pytest.raises(UnreadableError) as caught:
        load(path)
    return caught.value.fault


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (GOOD.encode("gb18030"), "encoding-gbk", 3),
        (GOOD.encode("gbk"), "encoding-gbk", 3),
        (GOOD.encode("utf-16"), "encoding-utf16", 1),
        (GOOD.encode("utf-16-le"), "encoding-utf16", 1),
        (GOOD.encode("utf-16-be"), "encoding-utf16", 1),
        (PLAIN[:600] + b"\xff" + PLAIN[600:], "encoding-broken", 0),
        (PLAIN.replace("某".encode(), "某".encode()[:2]), "encoding-broken", 3),
        (b"title = \x81\xff\xff\xfe\n", "encoding-unknown", 1),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)), "encoding-unknown", 1),
        (b"", "empty", 0),
        (b" \n\t\r\n", "empty", 0),
        (codecs.BOM_UTF8, "empty", 0),
    ],
)
def test_another_encoding_is_named(tmp_path: Path, data: bytes, code: str, line: int) -> None:
    path = tmp_path / "甲.toml"
    path.write_bytes(data)
    fault = fault_of(path)
    assert fault.code == code
    assert not line or fault.line == line


def test_a_byte_order_mark_is_told_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "甲.toml"
    path.write_bytes(codecs.BOM_UTF8 + PLAIN)
    loaded = load(path)
    assert [(fault.code, fault.line) for fault in loaded.faults] == [("bom", 1)]
    assert loaded.text == GOOD


def test_line_breaks_stay_as_they_are() -> None:
    assert decode(b"a = 1\r\nb = 2\n") == ("a = 1\r\nb = 2\n", [])


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_bytes(PLAIN)
    expected = {"": "is-folder", "none": "no-file", "pipe": "not-regular", "file/inside": "no-file", "a\0b": "no-file"}
    for name, code in expected.items():
        assert fault_of(tmp_path / name).code == code
    looped = fault_of(tmp_path / "loop")
    assert looped.code == "os"
    assert "links lead in a circle" in looped.sentence(load_words("en"))


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "甲.toml"
    path.write_bytes(PLAIN)

    def refuse(_: object) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    assert fault_of(path).code == "no-permission"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "LARGEST", 100)
    path = tmp_path / "甲.toml"
    path.write_bytes(b"#" * 101)
    assert fault_of(path).code == "too-large"
    path.write_bytes(b"#" * 100)
    assert read_bytes(path) == b"#" * 100


def test_amounts_are_exact() -> None:
    assert {
        key: str(value) for key, value in parse("a = 0.10\nb = 1_0.50\nc = 1\nd = 12345678901234567.89").items()
    } == {
        "a": "0.10",
        "b": "10.50",
        "c": "1",
        "d": "12345678901234567.89",
    }
