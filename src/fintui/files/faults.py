"""Faults: what is wrong in a file, one sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .spans import Path, Spans
    from .words import Words

LONGEST: Final = 40
"""Characters of the file that a sentence quotes at most."""

HARMLESS: Final = frozenset(
    {"bom", "missing-table", "coverage-missing", "figures-in-none", "unknown-topic", "unknown-cell", "review-twice"}
)
"""Faults whose place is nevertheless whole in the statement that was read: nothing is lost by writing it anew."""

# Controls, line breaks and what reorders or hides text: a sentence shows that they are there, and no terminal obeys.
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\ufeff\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff]")
_SEEN_AS: Final = {"\t": " ", "\n": "⏎", "\r": ""}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `code` is the key `fault.<code>` of the words catalogue, `about` what its sentence names."""

    code: str
    line: int = 0
    about: dict[str, str] = field(default_factory=dict)

    def sentence(self, words: Words, file: str = "") -> str:
        """`file:line: what was found, what was expected, what to do`, without any control character."""
        where = visible(f"{file}:{self.line}" if self.line else file)
        text = words(f"fault.{self.code}", **{key: visible(value) for key, value in self.about.items()})
        return f"{where}: {text}" if where else text


class UnreadableError(Exception):
    """A file that cannot be opened as a statement, for one reason."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


class SaveError(Exception):
    """Nothing was written; `code` is a key of the words catalogue, `about` what its sentence names."""

    def __init__(self, code: str, **about: str) -> None:
        super().__init__(code)
        self.code, self.about = code, about


class Faults:
    """The faults of a text while it is read: each by the path of its value, so that lines are sought only if needed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: list[tuple[str, Path, dict[str, str | Path]]] = []

    def tell(self, code: str, path: Path, **about: str | Path) -> None:
        """Note a fault. Of `about`, a path stands for its line; `found`, if not given, for the value as written."""
        self._found.append((code, path, about))

    def fatal(self, code: str, path: Path, **about: str) -> UnreadableError:
        """The error for a fault that stops the reading."""
        self._found = [(code, path, {**about})]
        return UnreadableError(self.sorted()[0])

    def sorted(self) -> list[Fault]:
        """All of them, in the order of lines."""
        if not self._found:
            return []
        from .spans import scan  # noqa: PLC0415 (most files have no faults)

        spans = scan(self.text)

        def told(path: Path, about: dict[str, str | Path]) -> dict[str, str]:
            found = {key: value if isinstance(value, str) else str(spans.where(value)) for key, value in about.items()}
            value = found["found"] if "found" in found else _written(spans, path)
            return found | {"found": value if len(value) <= LONGEST else short(value)}

        faults = [Fault(code, spans.where(path), told(path, about)) for code, path, about in self._found]
        return sorted(faults, key=lambda fault: fault.line)


def _written(spans: Spans, path: Path) -> str:
    """A value as the author wrote it; of a table its header, or its first line."""
    if span := spans.values.get(path):
        return spans.text[span.start : span.end]
    start = spans.start(path)
    end = spans.text.find("\n", start)
    return spans.text[start : end if end >= 0 else len(spans.text)]


def nearest(found: str, known: Iterable[str]) -> str:
    """The known word most like the one found, or empty."""
    from difflib import get_close_matches  # noqa: PLC0415 (only where something is not known)

    return next(iter(get_close_matches(found, list(known), n=1, cutoff=0.5)), "")


def visible(text: str) -> str:
    """The text with a visible sign for every character that would not be seen, or would be obeyed."""
    return _UNSEEN.sub(lambda found: _SEEN_AS.get(found[0], "\ufffd"), text)


def short(text: str, around: int = 0) -> str:
    """What a sentence quotes of a line: its first characters, or those around an offset."""
    text, start = text.rstrip(), max(0, min(around, len(text.rstrip())) - LONGEST // 2)
    if len(text) <= LONGEST:
        return text.strip()
    start = min(start, len(text) - LONGEST)
    return ("…" if start else "") + text[start : start + LONGEST].strip() + ("…" if start + LONGEST < len(text) else "")
