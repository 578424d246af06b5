"""The words catalogue: every word of the interface, one TOML file a language.

`data/words/zh.toml` is the source; a further language is one more file with the same keys.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping
from typing import Final

from tomli import loads

from .resources import shipped

LANGUAGES = ("zh", "en")
_TABLE: Final = re.compile(r"^\[([\w-]+)\] *$", re.MULTILINE)


class Catalogue(Mapping[str, str]):
    """The texts of a file by dotted key; each of its tables is read when one of its texts is first asked for."""

    def __init__(self, text: str) -> None:
        _, *pieces = _TABLE.split(text)
        self._left = dict(zip(pieces[::2], pieces[1::2], strict=True))
        self._texts: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        if (found := self._texts.get(key)) is None:
            self._read(key.partition(".")[0])
            found = self._texts[key]
        return found

    def __iter__(self) -> Iterator[str]:
        for name in [*self._left]:
            self._read(name)
        return iter(self._texts)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _read(self, table: str) -> None:
        if (text := self._left.pop(table, None)) is not None:
            self._texts |= _flat(loads(text), f"{table}.")


class _Told(str):
    """What is put into a text; as `{count:change|changes}` it is a number with what is counted behind it."""

    __slots__ = ()

    def __format__(self, words: str) -> str:
        one, bar, many = words.partition("|")
        return f"{self!s} {one if self == '1' else many}" if bar else str(self)


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
        if "reason" in about:
            about["reason"] = self._reason(str(about["reason"]))
        if ":" not in text:  # nothing is counted in it
            return text.format_map(about) if about else text
        return text.format_map({name: _Told(value) for name, value in about.items()}) if about else text

    def _reason(self, reason: str) -> str:
        """A reason in this language, where it is the system's (`reason_of`)."""
        if reason not in errno.errorcode.values():
            return reason
        return self._texts.get(f"os.{reason}") or os.strerror(getattr(errno, reason))

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


def _texts(language: str) -> Catalogue:
    return Catalogue((shipped("data") / "words" / f"{language}.toml").read_text("utf-8"))


def reason_of(error: BaseException) -> str:
    """Why something was refused, as `Words` puts it into a text: the system's own name of it, such as `EACCES`."""
    number = error.errno if isinstance(error, OSError) else None
    return errno.errorcode.get(number or 0, "") or str(error)


def locale_language() -> str:
    """What `FINTUI_LANGUAGE` says; `en` where the locale is English, else `zh`: the documents are Chinese."""
    if (asked := os.environ.get("FINTUI_LANGUAGE", "")) in LANGUAGES:
        return asked
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    told = next((name for name in names if name), "") or _system_locale()
    return "en" if told.lower().startswith("en") else "zh"


def _system_locale() -> str:
    import locale  # noqa: PLC0415 (rarely asked: the environment has mostly said it)

    return locale.getlocale()[0] or ""


def _flat(raw: Mapping[str, object], prefix: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for key, value in raw.items():
        if isinstance(value, Mapping):
            texts |= _flat(value, f"{prefix}{key}.")
        else:
            texts[prefix + key] = str(value)
    return texts
