"""The words catalogue reads its file piece by piece, and gives what the whole file says."""

import errno
import os
import string
import tomllib
from collections.abc import Mapping

import pytest

from fintui.files.resources import shipped
from fintui.files.words import LANGUAGES, Catalogue, load_words, reason_of


def flat(raw: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in raw.items():
        found |= flat(value, f"{prefix}{key}.") if isinstance(value, Mapping) else {prefix + key: str(value)}
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pieces_are_the_whole(language: str) -> None:
    text = (shipped("data") / "words" / f"{language}.toml").read_text("utf-8")
    whole = flat(tomllib.loads(text))
    assert dict(Catalogue(text)) == whole
    pieces = Catalogue(text)
    assert {key: pieces[key] for key in reversed(whole)} == whole
    assert len(Catalogue(text)) == len(whole)


def test_a_text_that_is_not_there() -> None:
    words = load_words("en")
    assert "check.progress" in words
    for key in ("check.nothing-of-the-kind", "nothing.of-the-kind", "check"):
        assert key not in words
        with pytest.raises(KeyError):
            words(key)


def test_what_is_counted_follows_its_number() -> None:
    words = load_words("en")
    told = [words("message.saved", count=count, path="x") for count in (0, 1, "1", 2, "1,000")]
    assert [each.removesuffix(" to x") for each in told] == [
        "saved 0 changes",
        "saved 1 change",
        "saved 1 change",
        "saved 2 changes",
        "saved 1,000 changes",
    ]
    assert load_words("zh")("message.saved", count=1, path="x")


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_is_counted_has_words_behind_it(language: str) -> None:
    words = load_words(language)
    text = (shipped("data") / "words" / f"{language}.toml").read_text("utf-8")
    specs = [spec for each in flat(tomllib.loads(text)).values() for _, _, spec, _ in string.Formatter().parse(each)]
    assert all(spec.count("|") == 1 for spec in specs if spec)
    assert words.language == language


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EISDIR])
def test_why_the_system_refused_is_told_in_ones_language(code: int) -> None:
    reason = reason_of(OSError(code, os.strerror(code)))
    told = {language: load_words(language)("save.os", path="x", reason=reason) for language in LANGUAGES}
    assert not any(os.strerror(code) in each or reason in each for each in told.values())
    assert "磁盘已满" in load_words("zh")("save.os", path="x", reason="ENOSPC")


def test_a_reason_without_words_is_the_systems() -> None:
    rare = reason_of(OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP)))
    assert os.strerror(errno.ENOTSUP) in load_words("zh")("save.os", path="x", reason=rare)
    assert reason_of(OSError("no number")) == "no number"
    assert reason_of(ValueError("embedded null byte")) == "embedded null byte"
