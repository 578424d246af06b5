"""The user's own folders are where the platform has them."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from fintui.files.places import config_folder


@pytest.mark.parametrize("value", [None, "", "  ", "/elsewhere/of mine", "/elsewhere/"])
def test_the_folder_of_the_settings_is_the_platforms(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    if value is None:
        monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_CONFIG_HOME", value)
    assert config_folder() == Path(platformdirs.user_config_path("fintui", appauthor=False))
