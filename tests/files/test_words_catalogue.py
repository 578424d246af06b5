"""The words catalogue reads its file piece by piece, and gives what the whole file says."""

import tomllib
from collections.abc import Mapping

import pytest

from fintui.files.resources import shipped
from fintui.files.words import LANGUAGES, Catalogue, load_words


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
