"""Q-5: fixed definitions that speak of another level of government than the statement's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...model.statement import Section
from ..context import Context
from ..judge import Severity
from ..outcome import Outcome
from ..pattern import HAN, Pattern
from .lists import EMPTY, Lists
from .texts import Span, merged, section_texts, spans, text_at, told

_LISTED: Final = Pattern(r"[、和及与或]\s*$")
_GOES_ON: Final = Pattern(r"\s*[、和及与或](?:中央|省|市|区|县|乡|镇)|及(?:以上|以下)")


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
        names = ("definitions", "beginnings") if lists["level-terms"].has(name.folded) else ("definitions",)
        found = []
        for each in (name, text):
            every = merged(span for key in names for span in spans(each, lists[key]))
            found += [span for span in every if _is_foreign(context, span)]
        if found:
            yield _foreign(context, found)


def _foreign(context: Context, found: list[Span]) -> Outcome:
    return told("Q-5", Severity.ERROR, found, "wrong-level", government=government_of(context))


def _is_foreign(context: Context, span: Span) -> bool:
    own = government_of(context)
    folded, words = span.text.folded, span.text.folded[span.start : span.end]
    level = next((each for each in _lists(context).levels if words in each.words), None)
    if not own or level is None or own in level.fits:
        return False
    # 中央、省、市财政 names many levels, and is right for all.
    return not (_LISTED.search(folded[max(0, span.start - 4) : span.start]) or _GOES_ON.match(folded, span.end))


_PROVINCE: Final = Pattern(rf"^{HAN}{{2,8}}?(?:省|自治区)")
_CITY: Final = Pattern(rf"^{HAN}{{2,7}}?(?:市|自治州|州)(?![场政民容域])")
_DISTRICT: Final = Pattern(rf"^{HAN}{{1,6}}?(?P<level>新?区|县|旗)(?![域块长级])")


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
