"""What is left of the form that the statement was written on: Q-1 to Q-5."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...model.statement import Section, Term
from ..context import Context
from ..judge import Severity
from ..outcome import Outcome, Quote
from .lists import EMPTY, Lists
from .texts import Span, Text, clause, is_within, lines_of, merged, other_texts, section_texts, spans, text_at, told

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
_MEANT: Final = re.compile(r"\d|原因")
_NOUN: Final = re.compile(r"的?(?:变动|变化)?(?:情况|变化|变动|幅度|数额|额|数)")
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
_MARK: Final = re.compile(
    r"\s*(?:\d{1,2}[.、]|\(\d{1,2}\)|\d{1,2}\)|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|[①-⑳])"
)
_BARE: Final = re.compile(_MARK.pattern + r"\s*[。;,]?\s*")
_INLINE: Final = re.compile(r"(?<=[;。])\s*(?:\d{1,2}[.、]|\(\d{1,2}\))\s*[;。]")
_REMARK: Final = re.compile(r"\s*\((?![一二三四五六七八九十\d]+\)).*\)\s*。?\s*")


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
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        if _BARE.fullmatch(text.folded, line.start, line.end) and _is_end(after):
            found.append(_stripped(line))
    found += [_stripped(Span(text, m.start(), m.end())) for m in _INLINE.finditer(text.folded)]
    return merged(found)


def _is_end(after: Span | None) -> bool:
    """Whether the line behind a bare number is no continuation of it: none, another number, a remark in brackets."""
    if after is None:
        return True
    words = after.text.folded[after.start : after.end]
    return bool(_MARK.match(words) or _REMARK.fullmatch(words))


def _stripped(span: Span) -> Span:
    words = span.words
    start = span.start + len(words) - len(words.lstrip())
    return Span(span.text, start, start + len(words.strip()))


_DEFINES: Final = re.compile(r"指|反映|[:。].|是")
_LOWER: Final = re.compile(r"\s*(?:\d{1,2}[.、]|\(\d{1,2}\)|[①-⑳])")


def _is_stub(term: Term, after: Term | None, lists: Lists) -> bool:
    name = text_at("terms", "", "term", term.term).folded.strip().rstrip("。:")
    if not name:
        return False
    if lists["stubs"].first(name) and any(end - start == len(name) for start, end in lists["stubs"].find(name)):
        return len(term.text.strip().rstrip("。")) < 3
    if term.text.strip() or _DEFINES.search(name):
        return False
    # A heading over entries of their own explains nothing itself.
    return not (after and _LOWER.match(after.mark or after.term) and not _LOWER.match(term.mark or term.term))


# -- the wrong level of government
_LISTED: Final = re.compile(r"[、和及与或]\s*$")
_GOES_ON: Final = re.compile(r"\s*[、和及与或](?:中央|省|市|区|县|乡|镇)|及(?:以上|以下)")


def levels_in_sections(context: Context, section: Section) -> Iterator[Outcome]:
    """Q-5 in a section: a fixed definition that speaks of another level's budget or departments."""
    for text in section_texts(section):
        found = [each for each in spans(text, _lists(context)["definitions"]) if _is_foreign(context, each)]
        if found:
            yield _foreign(context, found)


def levels(context: Context) -> Iterator[Outcome]:
    """Q-5 in the glossary: the definitions that are the same everywhere but for the level of government."""
    lists = _lists(context)
    for index, term in enumerate(context.statement.terms):
        name = text_at("terms", str(index), "term", term.term)
        text = text_at("terms", str(index), "text", term.text)
        is_fixed = lists["level-terms"].has(name.folded)
        found = []
        for each in (name, text):
            every = spans(each, lists["definitions"])
            every += [Span(each, *at) for at in _level_words(each.folded, lists)] if is_fixed else []
            found += [span for span in merged(every) if _is_foreign(context, span)]
        if found:
            yield _foreign(context, found)


def _level_words(folded: str, lists: Lists) -> Iterator[tuple[int, int]]:
    """Words for levels right behind 指, where an entry of the glossary says whose money it is."""
    for level in lists.levels:
        for word in level.words:
            at = folded.find(word)
            if at >= 0 and re.search(r"(?:指|用|从|由|纳入)[^,。;]{0,8}$", folded[:at]):
                yield at, at + len(word)


def _foreign(context: Context, found: list[Span]) -> Outcome:
    return told("Q-5", Severity.ERROR, found, "wrong-level", government=government_of(context))


def _is_foreign(context: Context, span: Span) -> bool:
    own = government_of(context)
    folded, words = span.text.folded, span.text.folded[span.start : span.end]
    level = next((each for each in _lists(context).levels if words in each.words), None)
    if not own or level is None or own in level.fits:
        return False
    # 中央、省、市财政 names many levels, and is right for all.
    return not (_LISTED.search(folded[: span.start]) or _GOES_ON.match(folded, span.end))


_PROVINCE: Final = re.compile(r"^[\u4e00-\u9fff]{2,8}?(?:省|自治区)")
_CITY: Final = re.compile(r"^[\u4e00-\u9fff]{2,7}?(?:市|自治州|州)(?![场政民容域])")
_DISTRICT: Final = re.compile(r"^[\u4e00-\u9fff]{1,6}?(?P<level>新?区|县|旗)(?![域块长级])")


def government_of(context: Context) -> str:
    """The level of government: as the file says, else as the name of the department tells beyond doubt, else empty."""
    if context.statement.government:
        return context.statement.government
    name = re.sub(r"^\s*(?:关于)?", "", context.statement.department)
    city = _CITY.match(_PROVINCE.sub("", name))
    if not city:
        return ""
    district = _DISTRICT.match(_PROVINCE.sub("", name)[city.end() :])
    return {"县": "县", "旗": "县"}.get(district["level"], "区") if district else ""


def _lists(context: Context) -> Lists:
    return context.lists or EMPTY
