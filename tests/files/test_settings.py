"""Settings: what counts over what, and what is said about what cannot be used."""

from __future__ import annotations

import pytest

from fintui.files.settings import CHOICES, ENVIRONMENT, Settings, load_settings
from fintui.files.words import load_words


def load(tmp_path, text, **environment):
    path = tmp_path / "settings.toml"
    if text is not None:
        path.write_text(text, "utf-8")
    settings, wrong, faults = load_settings(path, environment)
    return settings, wrong, [fault.sentence(load_words("zh"), "settings.toml") for fault in faults]


def test_without_a_file_all_is_default(tmp_path):
    assert load(tmp_path, None) == (Settings(), [], [])
    assert load(tmp_path, "") == (Settings(), [], [])


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path):
    text = 'theme = "a"\nmouse = false\nlanguage = "en"\n'
    settings, _, _ = load(tmp_path, text, FINTUI_THEME="b", FINTUI_GLOSSES="yes", FINTUI_LANGUAGE="")
    assert settings == Settings(theme="b", mouse=False, language="en", glosses=True)


def test_keys_may_be_one_or_several(tmp_path):
    settings, _, faults = load(tmp_path, '[keys]\nsave = "f6"\nundo = ["ctrl+w", "w"]\n')
    assert settings.keys == {"save": ("f6",), "undo": ("ctrl+w", "w")}
    assert not faults


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('theme = "a"\nlangage = "en"\n', 2, "language"),
        ("xyzzy = 1\n", 1, "可用的有"),
        ('mouse = "no"\n', 1, "true 或 false"),
        ("mouse = 1\n", 1, "true 或 false"),
        ("theme = 3\n", 1, "带引号"),
        ('\n\nlanguage = "fr"\n', 3, "auto zh en"),
        ("keys = 3\n", 1, "[keys]"),
        ("[keys]\nsave = 3\n", 2, "save"),
        ("[keys]\nsave = [3]\n", 2, "save"),
        ('[keys]\nsave = [""]\n', 2, "save"),
        ('theme = "a\n', 1, "引号"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_line_and_changes_nothing(tmp_path, text, line, said):
    settings, _, faults = load(tmp_path, text)
    assert len(faults) == 1
    assert faults[0].startswith(f"settings.toml:{line}: ")
    assert said in faults[0]
    assert settings in (Settings(), Settings(theme="a"))


def test_a_variable_that_cannot_be_used_is_named(tmp_path):
    settings, wrong, _ = load(tmp_path, None, FINTUI_LANGUAGE="fr", FINTUI_MOUSE="perhaps")
    assert settings == Settings()
    assert wrong == ["FINTUI_LANGUAGE=fr", "FINTUI_MOUSE=perhaps"]


def test_choices_and_variables_are_of_settings_that_there_are():
    names = set(Settings.__dataclass_fields__)
    assert set(CHOICES) < names
    assert set(ENVIRONMENT.values()) == names - {"keys"}
    assert all(getattr(Settings(), key) in words for key, words in CHOICES.items())
