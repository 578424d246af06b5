"""The user's own editor: a private file that goes away, what fails is told, and nothing is lost."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from fintui.files.outside import OutsideError, edit_outside, editor_of


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """Writes an editor of a few lines of shell; returns an environment with it and the folder of temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))

    def write(body: str) -> dict[str, str]:
        path = tmp_path / "my editor"
        path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        path.chmod(0o700)
        return {"EDITOR": f"'{path}' --wait"}

    write.folder = folder
    return write


def test_the_text_comes_back_and_the_file_is_gone(editor, tmp_path):
    seen = f'{{ ls -ld "$last"; ls -ld "$(dirname "$last")"; }} > {tmp_path}/modes'
    environ = editor(f'for last; do :; done; {seen}; echo "二。" >> "$last"')
    assert edit_outside("一。", 1, environ) == "一。\n二。\n"
    assert not list(editor.folder.iterdir())
    file, folder = (tmp_path / "modes").read_text().splitlines()
    assert file.startswith("-rw-------")
    assert folder.startswith("drwx------")


@pytest.mark.parametrize(
    ("body", "code"),
    [("exit 3", "failed"), ("kill -9 $$", "failed"), ('for last; do :; done; rm "$last"', "no-room")],
)
def test_what_fails_is_told_and_leaves_no_file(editor, body, code):
    with pytest.raises(OutsideError) as caught:
        edit_outside("一。", 1, editor(body))
    assert caught.value.code == code
    assert not list(editor.folder.iterdir())


def test_what_is_no_text_is_kept_and_its_place_told(editor):
    with pytest.raises(OutsideError) as caught:
        edit_outside("一。", 1, editor("for last; do :; done; printf '\\377' > \"$last\""))
    assert caught.value.code == "not-utf8"
    kept = Path(str(caught.value.about["path"]))
    assert kept.read_bytes() == b"\xff"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_an_editor_that_is_not_there_or_no_command_is_named():
    with pytest.raises(OutsideError) as caught:
        edit_outside("", 1, {"VISUAL": "/nowhere/editor -f"})
    assert (caught.value.code, caught.value.about) == ("no-editor", {"command": "/nowhere/editor"})
    with pytest.raises(OutsideError) as caught:
        editor_of({"EDITOR": "vi '"})
    assert caught.value.code == "command"


def test_visual_comes_before_editor_and_vi_is_there_for_all():
    assert editor_of({"VISUAL": "code --wait", "EDITOR": "nano"}) == ["code", "--wait"]
    assert editor_of({"VISUAL": " ", "EDITOR": "nano"}) == ["nano"]
    assert editor_of({}) == ["vi"]
