"""No test reads or writes the settings, the state or the data of the person who runs it."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def own_folders(monkeypatch, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    for name in ("CONFIG", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in ("VISUAL", "EDITOR"):  # nobody is there to leave an editor
        monkeypatch.setenv(name, "true")
