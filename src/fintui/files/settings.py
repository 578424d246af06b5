"""Settings: one TOML file under the user's configuration folder, which fintui reads and never writes.

What counts: the default, over it the file, over it the environment, over it an option of the command line. A key that
is not known or a value that cannot be used is told with file and line, and what it would have changed stays as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from .decode import decode, parse, read_bytes
from .faults import Fault, Faults, UnreadableError, nearest
from .places import config_folder

Keys = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a person likes the program."""

    language: str = "auto"
    theme: str = "auto"
    frame: str = "unicode"
    contents: str = "auto"
    mouse: bool = True
    glosses: bool = False
    remember: bool = True
    reviewer: str = ""
    editor: str = ""
    keys: Keys = field(default_factory=dict)


DEFAULTS: Final = Settings()
CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "language": ("auto", "zh", "en"),
    "frame": ("unicode", "ascii"),
    "contents": ("auto", "shown", "hidden"),
}
"""Settings that take one of a few words. The names of themes are known to the screen only."""
ENVIRONMENT: Final = {f"FINTUI_{name.upper()}": name for name in Settings.__dataclass_fields__ if name != "keys"}
"""Variables that set what the file would."""
_TRUTH: Final = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)


def settings_path() -> Path:
    """Where the file is, whether there is one or not."""
    return config_folder() / "settings.toml"


def load_settings(path: Path, environment: Mapping[str, str]) -> tuple[Settings, list[str], list[Fault]]:
    """The settings, and the faults of the file; a variable's faults are told by name, as `NAME=value`."""
    settings, faults = Settings(), list[Fault]()
    if path.exists():
        try:
            text, faults = decode(read_bytes(path))
            settings, found = _from_file(text)
            faults += found
        except UnreadableError as error:
            faults = [error.fault] if error.fault.code != "empty" else []
    settings, wrong = _from_environment(settings, environment)
    return settings, wrong, faults


def _from_file(text: str) -> tuple[Settings, list[Fault]]:
    faults = Faults(text)
    known = [*Settings.__dataclass_fields__]
    good: dict[str, Any] = {}
    for key, value in parse(text).items():
        if key not in known:
            like = nearest(key, known)
            faults.tell(
                "setting-unknown" if like else "setting-unknown-far",
                (key,),
                found=key,
                nearest=like,
                known=", ".join(known),
            )
        elif key == "keys":
            good["keys"] = _keys(value, faults)
        elif problem := _problem(key, value):
            faults.tell(problem, (key,), key=key, known=" ".join(CHOICES.get(key, ())))
        else:
            good[key] = value
    return Settings(**good), faults.sorted()


def _problem(key: str, value: object) -> str:
    """The code of what is wrong with a value, or nothing."""
    if isinstance(getattr(Settings(), key), bool):
        return "" if isinstance(value, bool) else "setting-truth"
    if not isinstance(value, str):
        return "setting-text"
    return "setting-choice" if key in CHOICES and value not in CHOICES[key] else ""


def _keys(raw: object, faults: Faults) -> Keys:
    """Keys by action; a single key may stand without brackets. Whether there is such an action the screen knows."""
    if not isinstance(raw, dict):
        faults.tell("setting-keys", ("keys",))
        return {}
    keys: dict[str, tuple[str, ...]] = {}
    for action, value in raw.items():
        names = [value] if isinstance(value, str) else value
        if isinstance(names, list) and all(isinstance(name, str) and name for name in names):
            keys[action] = tuple(names)
        else:
            faults.tell("setting-key", ("keys", action), key=action)
    return keys


def _from_environment(settings: Settings, environment: Mapping[str, str]) -> tuple[Settings, list[str]]:
    wrong = []
    for variable, name in ENVIRONMENT.items():
        text = environment.get(variable, "")
        if not text:
            continue
        value: str | bool | None = text
        if isinstance(getattr(settings, name), bool):
            value = _TRUTH.get(text.lower())
        if value is None or _problem(name, value):
            wrong.append(f"{variable}={text}")
        else:
            good: dict[str, Any] = {name: value}
            settings = replace(settings, **good)
    return settings, wrong


def where_set(path: Path, key: str) -> int:
    """The line of the file that sets a key of `keys`; 0 where it cannot be told."""
    from .spans import scan  # noqa: PLC0415 (only for faults)

    try:
        text, _ = decode(read_bytes(path))
        return scan(text).where(("keys", key))
    except (UnreadableError, KeyError):
        return 0
