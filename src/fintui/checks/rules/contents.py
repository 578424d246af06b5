"""Q-7 and Q-8: the department's name, the contents list against the headings, and gaps in the numbering."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ...model.statement import Section
from ..context import Context
from ..judge import Severity
from ..outcome import Outcome
from ..pattern import Pattern
from .lists import EMPTY
from .texts import Span, Text, fold, lines_of, other_texts, section_text, section_texts, spans, text_at, told

# -- the department's name
_AROUND_TITLE: Final = Pattern(
    r"^关于|20\d\d ?年?度?|\d{2,4}年度?|部门决算.*|单位决算.*|决算.*|[(]?本级[)]?"
    r"|部门$|单位$|汇总|信息公开|公开|情况说明|的?说明$|\s"
)
_AROUND_HEADING: Final = Pattern(
    r"^第[一二三四五六七八九十]+部分:?|20\d\d ?年?度?|(?:基本)?(?:概况|情况)$|[(]?本级[)]?|\s"
)
_GENERIC: Final = Pattern(
    r"^(?:本|我|各)?(?:部门|单位|机构|基本|主要|预算|区|市|县|局|院|校|中心|概况|情况|简介|说明|的|度|年)*$"
)


def department_name(context: Context) -> Iterator[Outcome]:
    """Q-7: title, headings and self-references name the department, in full or shortened."""
    statement = context.statement
    if len(statement.department) < 4:
        return
    title = text_at("head", "", "title", statement.title)
    found = []
    if title.stored and not _names(context, _AROUND_TITLE.sub("", title.folded)):
        found.append(Span(title, 0, len(title.stored)))
    heading = text_at("headings", "", "overview", statement.headings.overview)
    if heading.stored and not _names(context, _AROUND_HEADING.sub("", heading.folded)):
        found.append(Span(heading, 0, len(heading.stored)))
    for text in (*other_texts(statement, "overview"), *(section_text(each) for each in statement.sections)):
        for span in spans(text, (context.lists or EMPTY)["bodies"]):
            found += [] if _names(context, text.folded[span.start : span.end]) else [span]
    if found:
        yield told("Q-7", Severity.WARNING, found, "other-name", department=statement.department)


def _names(context: Context, name: str) -> bool:
    """Whether a name is the department's or one of its units', whole, shortened, or with more around it."""
    name = re.sub(r"[\s“”()]", "", name)
    if not name or _GENERIC.match(name):
        return True
    own = [context.statement.department, *(unit.name for unit in context.statement.units)]
    return any(_is_short_for(name, re.sub(r"[\s“”()]|本级", "", fold(each))) for each in own if each)


def _is_short_for(name: str, full: str) -> bool:
    if name in full or full in name:
        return True
    shorter, longer = sorted((name, full), key=len)
    if len(shorter) < len(longer) and not Counter(shorter) - Counter(longer):
        return True  # 武昌区大数据中心, 市财政局, 滑县政协 for 政协滑县委员会
    # 迪庆州维西县财政局 for 维西傈僳族自治县财政局: the same body of the same place
    place = _PLACE.match(name)
    return bool(place and place["body"] and place["body"] in full and place["last"] in full)


_PLACE: Final = Pattern(
    r"(?:.*[省市区县州旗])?(?P<last>[^省市区县州旗]{2,})[省市区县州旗](?![场政民容域])(?P<body>[^省市区县州旗]{3,})$"
)


# -- contents against headings
_LEADER: Final = Pattern(r"[ .…·\-—]*(?:\(?\d{1,3}\)?)?\s*$|PAGEREF.*$")
_BETWEEN: Final = Pattern(r"[\s“”\"'()《》,、.:;。]")
_ORDINAL: Final = Pattern(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))"
)
_MANNER: Final = Pattern(r"情况|说明|的|关于|及|与|和|20\d\d年度?|部门|单位|一般公共预算|财政拨款|决算|总体|支出")


class _Entry(NamedTuple):
    span: Span
    ordinal: str
    words: str


def contents(context: Context) -> Iterator[Outcome]:
    """Q-8: every heading of the explanations is in the contents list, with the same words."""
    listed = [_entry(line) for line in lines_of(text_at("head", "", "contents", context.statement.contents))]
    kinds = {_kind(entry) for entry in listed}
    headings = [_entry(Span(text, 0, len(text.stored))) for text in _headings(context)]
    headings = [each for each in headings if _kind(each) in kinds]  # (一) where only 一、 is listed
    same = {entry.ordinal + entry.words for entry in listed}
    left = [each for each in headings if each.ordinal + each.words not in same]
    if not listed or len(headings) - len(left) < max(2, len(headings) / 2):
        return  # a contents list of parts alone, or of another kind
    differing: list[Span] = []
    missing: list[Span] = []
    for each in left:
        near = max((e for e in listed if _is_near(e, each)), key=lambda e: _shared(e.words, each.words), default=None)
        if near:
            differing += [near.span, each.span]
        elif not any(entry.words == each.words for entry in listed):
            missing.append(each.span)
    if differing:
        yield told("Q-8", Severity.INFO, differing, "contents-differ")
    if missing:
        yield told("Q-8", Severity.WARNING, missing, "contents-missing")


def _headings(context: Context) -> Iterator[Text]:
    for section in context.statement.sections:
        heading = section_texts(section)[0]
        if _ORDINAL.match(heading.folded.lstrip()):
            yield heading


def _entry(span: Span) -> _Entry:
    words = _LEADER.sub("", span.text.folded[span.start : span.end].strip())
    ordinal = _ORDINAL.match(words)
    plain = _BETWEEN.sub("", words[ordinal.end() :] if ordinal else words)
    return _Entry(span, ordinal[0] if ordinal else "", plain)


def _kind(entry: _Entry) -> str:
    return re.sub(r"[一二三四五六七八九十]+", "#", entry.ordinal)


def _is_near(entry: _Entry, heading: _Entry) -> bool:
    """The same number, and the same words but for those that say little."""
    if entry.ordinal != heading.ordinal:
        return False
    one, other = (_MANNER.sub("", each.words) for each in (entry, heading))
    return one == other or one in other or other in one


def _shared(one: str, other: str) -> float:
    """How far two headings begin alike, then how little longer one is."""
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return same - ("表" in one[same:]) - abs(len(one) - len(other)) / 1000


# -- numbering
_DIGITS: Final = "一二三四五六七八九十"
_MARKS: Final = (
    ("part", Pattern(r"\s*第(?P<n>[一二三四五六七八九十]{1,3})部分")),
    ("head", Pattern(r"\s*(?P<n>[一二三四五六七八九十]{1,3})、")),
    ("bracket", Pattern(r"\s*\((?P<n>[一二三四五六七八九十]{1,3})\)")),
    ("dot", Pattern(r"\s*(?P<n>\d{1,2})(?:\.(?!\d)|、)")),
    ("digit", Pattern(r"\s*\((?P<n>\d{1,2})\)")),
)


def numbering(context: Context) -> Iterator[Outcome]:
    """Q-8: the headings of the explanations, the duties and the glossary are numbered without a gap."""
    statement = context.statement
    headings = [section_texts(each)[0] for each in statement.sections]
    yield from _gaps([Span(text, 0, len(text.stored)) for text in headings])
    for part, found in (("duties", [e.mark for e in statement.duties]), ("terms", [e.mark for e in statement.terms])):
        marks = [text_at(part, str(index), "mark", mark) for index, mark in enumerate(found)]
        yield from _gaps([Span(text, 0, len(text.stored)) for text in marks])


def numbering_in_sections(context: Context, section: Section) -> Iterator[Outcome]:
    """Q-8 in a section: its numbered paragraphs."""
    del context
    yield from _gaps(lines_of(section_text(section)))


def _gaps(lines: Iterable[Span]) -> Iterator[Outcome]:
    """Numbers that skip one or come twice; a lower kind of number begins again under each higher one."""
    last: dict[str, tuple[int, Span]] = {}
    order = [kind for kind, _ in _MARKS]
    found: list[Span] = []
    for line in lines:
        kind, number, span = _mark(line)
        if not kind:
            continue
        before = last.get(kind)
        if before and _skips(before, number, span, kind):
            found += [before[1], span]
        last = {each: value for each, value in last.items() if order.index(each) < order.index(kind)}
        last[kind] = number, span
    if found:
        yield told("Q-8", Severity.WARNING, found, "numbering")


def _skips(before: tuple[int, Span], number: int, span: Span, kind: str) -> bool:
    """Whether a number comes twice, or leaves out one to three before it that do not stand within a line."""
    last, where = before
    if number == last:
        return number > 1  # 1 may begin again under something that has no number
    if not last + 1 < number <= last + 4:
        return False
    if where.text is not span.text:
        return True
    between = span.text.folded[where.end : span.start]
    return not re.search(rf"(?:^|[^\d.])(?:{number - 1}|{_chinese(number - 1)})[.、)]", between) or kind == "part"


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 1 else "十" if tens == 1 else _DIGITS[tens - 1] + "十") + (_DIGITS[ones - 1] if ones else "")


def _mark(line: Span) -> tuple[str, int, Span]:
    for kind, pattern in _MARKS:
        if match := pattern.match(line.text.folded, line.start, line.end):
            return kind, _number(match["n"]), Span(line.text, match.start("n"), match.end("n"))
    return "", 0, line


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, has_ten, ones = text.rpartition("十")
    if not has_ten:
        return _DIGITS.find(text[-1:]) + 1
    return (_DIGITS.find(tens) + 1 if tens else 1) * 10 + (_DIGITS.find(ones) + 1 if ones else 0)
