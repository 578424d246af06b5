"""What is left of the form that the statement was written on: Q-1 to Q-4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from ...model.statement import Section, Term
from ..context import Context
from ..judge import Severity
from ..outcome import Outcome, Quote
from ..pattern import Pattern
from .lists import EMPTY, Lists
from .texts import (
    Span,
    Text,
    clause,
    fold,
    is_within,
    lines_of,
    merged,
    other_texts,
    section_texts,
    spans,
    text_at,
    told,
)

_FORMAL: Final = ("headings", "overview", "duties", "units", "terms", "charts")
"""Parts beside the sections that are written on a form; key works and priorities are free prose."""


# -- placeholders
def placeholders(context: Context, section: Section) -> Iterator[Outcome]:
    """Q-1 in a section: XX, ××, ……, brackets and amounts left blank."""
    for text in section_texts(section):
        yield from _placeholders(text, _lists(context), formal=True)


def placeholders_elsewhere(context: Context) -> Iterator[Outcome]:
    """Q-1 in all other texts."""
    for text in other_texts(context.statement):
        yield from _placeholders(text, _lists(context), formal=text.place.part in _FORMAL)


def _placeholders(text: Text, lists: Lists, *, formal: bool) -> Iterator[Outcome]:
    found = spans(text, lists["placeholders"])
    if formal:
        found += [each for each in spans(text, lists["left-blank"]) if not _quoted(each)]
    if found:
        yield told("Q-1", Severity.ERROR, merged(found), "placeholder")


def _quoted(span: Span) -> bool:
    """Whether the words stand in quotation marks: “上述……等收入” quotes, it leaves nothing out."""
    if span.words.startswith("“"):
        return False
    folded, start = span.text.folded, span.start
    return is_within(folded, start, "“", "”") or is_within(folded, start, "《", "》")


# -- choices that nobody made
_MEANT: Final = Pattern(r"\d|原因")
_NOUN: Final = Pattern(r"的?(?:变动|变化)?(?:情况|变化|变动|幅度|数额|额|数)")
_TITLES: Final = ("《", "》")


def choices(context: Context, section: Section) -> Iterator[Outcome]:
    """Q-2 in a section: 增加（减少）, 大（小）于, and 部门（单位） where the body speaks of itself."""
    for text in section_texts(section):
        yield from _choices(text, _lists(context))


def choices_elsewhere(context: Context) -> Iterator[Outcome]:
    """Q-2 in the overview, the glossary and the headings."""
    for text in other_texts(context.statement, "headings", "overview", "units"):
        yield from _choices(text, _lists(context))


def _choices(text: Text, lists: Lists) -> Iterator[Outcome]:
    if found := [each for each in spans(text, lists["choices"]) if _is_open(each)]:
        yield told("Q-2", Severity.ERROR, found, "unresolved-choice")
    if plain := [each for each in spans(text, lists["plain-choices"]) if not _in_title(each)]:
        yield told("Q-2", Severity.WARNING, plain, "unresolved-choice-plain")
    if any(not _in_title(each) for each in spans(text, lists["addresses"])):
        every = [each for each in spans(text, lists["addresses"]) + spans(text, lists["plural"]) if not _in_title(each)]
        yield told("Q-2", Severity.WARNING, merged(every), "unresolved-address")


def _is_open(span: Span) -> bool:
    """Whether a sentence with figures or a reason has the choice in it; 增加（减少）情况 as a noun is a title."""
    folded = span.text.folded
    around = clause(span.text, span.start)
    if not _MEANT.search(folded, around.start, around.end):
        return False
    return not (_NOUN.match(folded, span.end) and not re.search(r"\d", folded[span.end : around.end]))


def _in_title(span: Span) -> bool:
    return is_within(span.text.folded, span.start, *_TITLES)


# -- instructions
def instructions(context: Context, section: Section) -> Iterator[Outcome]:
    """Q-3 in a section: what the drafter was told to do."""
    for text in section_texts(section):
        yield from _instructions(text, _lists(context))


def instructions_elsewhere(context: Context) -> Iterator[Outcome]:
    """Q-3 in the overview, the glossary, headings and captions."""
    for text in other_texts(context.statement, "headings", "overview", "units", "charts", "terms"):
        yield from _instructions(text, _lists(context))


def _instructions(text: Text, lists: Lists) -> Iterator[Outcome]:
    found = spans(text, lists["instructions"]) + spans(text, lists["bracketed"])
    widened = [_whole(each) for each in found if not _in_title(each)]
    for span in merged(widened):
        yield told("Q-3", Severity.ERROR, [span], "instruction")


def _whole(span: Span) -> Span:
    """The brackets around an instruction with all that is in them, else its clause."""
    text, folded = span.text, span.text.folded
    opening = span.start if folded[span.start] == "(" else _open_bracket(folded, span.start)
    if opening >= 0:
        return Span(text, opening, _closing_bracket(folded, opening))
    around = clause(text, span.start)
    start = around.start + len(folded[around.start : around.end]) - len(folded[around.start : around.end].lstrip())
    end = around.end + 1 if folded[around.end : around.end + 1] == "。" else around.end
    return Span(text, start, max(end, span.end))


def _open_bracket(folded: str, at: int) -> int:
    """The bracket that is still open at a position of its line, -1 without one."""
    depth, line = 0, folded.rfind("\n", 0, at) + 1
    for index in range(at - 1, line - 1, -1):
        depth += {")": 1, "(": -1}.get(folded[index], 0)
        if depth < 0:
            return index
    return -1


def _closing_bracket(folded: str, opening: int) -> int:
    """Where the brackets end, the end of the line if they are never closed."""
    depth = 0
    for index in range(opening, len(folded)):
        depth += {"(": 1, ")": -1}.get(folded[index], 0)
        if not depth:
            return index + 1
        if folded[index] == "\n":
            return index
    return len(folded)


# -- entries that only hold a place
_MARK: Final = Pattern(
    r"\s*(?:\d{1,2}[.、]|\(\d{1,2}\)|\d{1,2}\)|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|[①-⑳])"
)
_BARE: Final = Pattern(_MARK.pattern + r"\s*[。;,]?\s*")
_INLINE: Final = Pattern(r"(?<=[;。])\s*(?:\d{1,2}[.、]|\(\d{1,2}\))\s*[;。]")
_REMARK: Final = Pattern(r"\s*\((?![一二三四五六七八九十\d]+\)).*\)\s*。?\s*")


def stubs(context: Context, section: Section) -> Iterator[Outcome]:
    """Q-4 in a section: a number with nothing behind it."""
    del context
    if found := _empty_items(section_texts(section)[1]):
        yield told("Q-4", Severity.ERROR, found, "empty-item")


def stubs_elsewhere(context: Context) -> Iterator[Outcome]:
    """Q-4 elsewhere: numbers with nothing behind them, and glossary entries without an explanation."""
    lists, terms = _lists(context), context.statement.terms
    for text in other_texts(context.statement, "terms", "duties", "overview"):
        if text.place.field != "term" and (found := _empty_items(text)):
            yield told("Q-4", Severity.ERROR, found, "empty-item")
    for index, term in enumerate(terms):
        after = terms[index + 1] if index + 1 < len(terms) else None
        if _is_stub(term, after, lists):
            name = text_at("terms", str(index), "term", term.term)
            found_: Span | Quote = Span(name, 0, len(term.term))
            yield told("Q-4", Severity.ERROR, [found_], "stub-term", term=term.term)


def _empty_items(text: Text) -> list[Span]:
    found = []
    lines = list(lines_of(text))
    for line, after in zip_longest(lines, lines[1:]):
        if _BARE.fullmatch(text.folded, line.start, line.end) and _is_end(line, after):
            found.append(_stripped(line))
    found += [_stripped(Span(text, m.start(), m.end())) for m in _INLINE.finditer(text.folded)]
    return merged(found)


def _is_end(line: Span, after: Span | None) -> bool:
    """Whether the line behind a bare number is no continuation of it: none, the next number, a remark in brackets."""
    if after is None:
        return True
    words = after.text.folded[after.start : after.end]
    mark = _MARK.match(words)
    return bool((mark and _style(mark[0]) == _style(line.words)) or _REMARK.fullmatch(words))


def _style(mark: str) -> str:
    return re.sub(r"[\d一二三四五六七八九十①-⑳]+", "#", fold(mark).strip(" 。;,"))


def _stripped(span: Span) -> Span:
    words = span.words
    start = span.start + len(words) - len(words.lstrip())
    return Span(span.text, start, start + len(words.strip()))


_DEFINES: Final = Pattern(r"指|反映|[:。].|是")
_KINDS: Final = tuple(
    Pattern(rf"\s*{kind}")
    for kind in (
        "[一二三四五六七八九十]+、",
        r"\([一二三四五六七八九十]+\)",
        r"\d{1,2}[.、]?",
        r"\(?\d{1,2}\)",
        "[①-⑳]",
    )
)


def _is_stub(term: Term, after: Term | None, lists: Lists) -> bool:
    name = text_at("terms", "", "term", term.term).folded.strip().rstrip("。:")
    if not name:
        return False
    if lists["stubs"].first(name) and any(end - start == len(name) for start, end in lists["stubs"].find(name)):
        return len(term.text.strip().rstrip("。")) < 3
    if term.text.strip() or _DEFINES.search(name) or not term.mark.strip():
        return False
    # A heading over entries of their own explains nothing itself.
    return not (after and _rank(after.mark or after.term) > _rank(term.mark))


def _rank(mark: str) -> int:
    """How far down a number of this kind stands: 一、 above （一） above 1. above （1）."""
    return next((rank for rank, kind in enumerate(_KINDS) if kind.match(fold(mark))), len(_KINDS))


def _lists(context: Context) -> Lists:
    return context.lists or EMPTY
