"""The statement's texts as the rules read them: folded sign for sign, so that offsets stay those of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from ...model.place import Place
from ...model.statement import Section, Statement
from ..judge import Severity
from ..outcome import Outcome, Quote, noted
from ..pattern import Pattern
from .lists import Finder, signs_of

_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BLANKS: Final = dict.fromkeys((0x3000, 0x2000, 0x2001, 0x2002, 0x2003, 0x2009, 0xA0, 0x09), " ")
_BRACKETS: Final = {0xFE59: "(", 0xFE5A: ")", 0x3014: "[", 0x3015: "]"}
_FOLDING: Final[dict[int, int | str]] = {**_WIDE, **_BLANKS, **_BRACKETS}
_LONG: Final = 24


class Text(NamedTuple):
    """A text of the statement: where it stands, and its words folded (as long as the words stored)."""

    place: Place
    stored: str
    folded: str


class Span(NamedTuple):
    """Some words of a text."""

    text: Text
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words as stored."""
        return self.text.stored[self.start : self.end]

    def quote(self, role: str = "words") -> Quote:
        """The words as evidence."""
        return Quote(self.text.place, self.words, role, self.start, self.end)


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Full-width signs, digits and letters as half-width ones, blanks as blanks; the length stays."""
    return text.translate(_FOLDING)


def forget_texts() -> None:
    """Give up what is remembered of texts: after all rules have seen them, few are looked at again."""
    fold.cache_clear()
    signs_of.cache_clear()


def text_at(part: str, key: str, field: str, stored: str) -> Text:
    """A text of the statement with its folded form."""
    return Text(Place(part, key, field), stored, fold(stored))


def section_text(section: Section) -> Text:
    """What a section says."""
    return text_at("sections", section.topic, "text", section.text)


def section_texts(section: Section) -> list[Text]:
    """A section's heading and text."""
    return [text_at("sections", section.topic, "heading", section.heading), section_text(section)]


def other_texts(statement: Statement, *parts: str) -> Iterator[Text]:
    """Every text that is printed outside the sections and tables; with `parts` only those of these parts."""
    for part in parts or (*_SINGLE, *_FIELDS):
        if part in _SINGLE:
            holder = statement if part == "head" else getattr(statement, part)
            for field in _SINGLE[part]:
                if stored := getattr(holder, field):
                    yield text_at(part, "", field, stored)
            continue
        for index, record in enumerate(getattr(statement, part)):
            for field in _FIELDS[part]:
                if stored := getattr(record, field):
                    yield text_at(part, str(getattr(record, "key", index)), field, stored)


_SINGLE: Final = {
    "head": ("title", "contents"),
    "headings": ("overview", "duties", "units", "staff", "tables", "explanations", "works", "glossary"),
    "overview": ("contact", "units", "staff"),
}
_FIELDS: Final = {
    "duties": ("text",),
    "units": ("name", "note"),
    "charts": ("caption",),
    "works": ("text",),
    "priorities": ("matter", "target", "result"),
    "terms": ("term", "text"),
}


def spans(text: Text, finder: Finder) -> list[Span]:
    """Every place where a list's patterns are found in a text, in the order of the text."""
    return [Span(text, start, end) for start, end in finder.find(text.folded)]


def merged(found: Iterable[Span]) -> list[Span]:
    """Spans of one text in their order, those that overlap as one."""
    out: list[Span] = []
    for span in sorted(found, key=lambda each: (each.start, -each.end)):
        if out and span.start < out[-1].end:
            out[-1] = Span(span.text, out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def is_within(folded: str, at: int, opening: str, closing: str) -> bool:
    """Whether a position stands between such a pair of signs, in its own line."""
    line = folded.rfind("\n", 0, at) + 1
    return folded.rfind(opening, line, at) > folded.rfind(closing, line, at)


_ENDS: Final = Pattern(r"[。;!?\n]")
_BLOCK_ENDS: Final = Pattern(r"[。\n]")


def clause(text: Text, at: int, *, whole: bool = False) -> Span:
    """The clause (up to 。 ; or the line's end), or with `whole` the sentence, that a position stands in."""
    ends = _BLOCK_ENDS if whole else _ENDS
    start = max(text.folded.rfind(sign, 0, at) for sign in ("。", "\n", *(() if whole else (";", "!", "?")))) + 1
    found = ends.search(text.folded, at)
    return Span(text, start, found.start() if found else len(text.folded))


def lines_of(text: Text) -> Iterator[Span]:
    """The lines of a text, empty ones left out."""
    at = 0
    for line in text.folded.split("\n"):
        if line.strip():
            yield Span(text, at, at + len(line))
        at += len(line) + 1


def told(
    rule: str,
    severity: Severity,
    found: Iterable[Span | Quote],
    message: str,
    **about: str,
) -> Outcome:
    """An outcome with its quotes; `words` names the words that it is about, each once, `count` how many there are."""
    quotes = tuple(each.quote() if isinstance(each, Span) else each for each in found)
    words = list(dict.fromkeys(" ".join(quote.text.split()) for quote in quotes))
    shown = "、".join(_short(each) for each in words[:4] if each) + ("…" if len(words) > 4 else "")
    return noted(
        rule, severity, quotes, message, {"words": shown, "count": str(len(quotes)), "ordinal": message, **about}
    )


def _short(words: str) -> str:
    return words if len(words) <= _LONG else words[:_LONG] + "…"


_VARIANTS: Final = (
    (Pattern(r"[\s“”\"‘’·]"), ""),
    (Pattern(r"运行维护费"), "运行费"),
    (Pattern(r"费用|经费"), "费"),
    (Pattern(r"招待"), "接待"),
    (Pattern(r"保险费$"), "保险缴费"),
)


@lru_cache(maxsize=8192)
def plain_name(name: str) -> str:
    """A name without what is only manner: blanks, width, quotes, 费用 for 费, 运行维护费 for 运行费, a closing 支出."""
    plain = fold(name)
    for pattern, put in _VARIANTS:
        plain = pattern.sub(put, plain)
    return plain.removesuffix("支出") or plain
