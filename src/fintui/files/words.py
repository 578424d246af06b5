"""The words catalogue: every word of the interface, one TOML file a language.

`data/words/zh.toml` is the source; a further language is one more file with the same keys.
"""

from __future__ import annotations

import locale
import os
import tomllib
from collections.abc import Mapping

from .resources import shipped

LANGUAGES = ("zh", "en")


class Words:
    """Texts of one language, by dotted key."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language, self._texts = language, texts

    def __call__(self, key: str, /, **about: object) -> str:
        """The text of a key, with what it is about put in.

        Raises:
            KeyError: if the catalogue lacks the key.
        """
        text = self._texts[key]
        return text.format_map(about) if about else text

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def become(self, language: str) -> None:
        """Speak another language from now on, to all who hold this catalogue."""
        self.language, self._texts = language, _texts(language)

    def keys(self) -> list[str]:
        """Every key."""
        return list(self._texts)


def load_words(language: str = "") -> Words:
    """The catalogue of a language (default: of the locale)."""
    chosen = language or locale_language()
    return Words(chosen, _texts(chosen))


def _texts(language: str) -> dict[str, str]:
    return _flat(tomllib.loads((shipped("data") / "words" / f"{language}.toml").read_text("utf-8")), "")


def locale_language() -> str:
    """What `FINTUI_LANGUAGE` says; `en` where the locale is English, else `zh`: the documents are Chinese."""
    if (asked := os.environ.get("FINTUI_LANGUAGE", "")) in LANGUAGES:
        return asked
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    told = next((name for name in names if name), "") or (locale.getlocale()[0] or "")
    return "en" if told.lower().startswith("en") else "zh"


def _flat(raw: Mapping[str, object], prefix: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for key, value in raw.items():
        if isinstance(value, Mapping):
            texts |= _flat(value, f"{prefix}{key}.")
        else:
            texts[prefix + key] = str(value)
    return texts
