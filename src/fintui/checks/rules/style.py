"""Q-9 to Q-11 and Q-13: thin sections, doubled words, mixed styles of numbers, and damage of the conversion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...model.statement import Section
from ..context import Context
from ..judge import Severity
from ..outcome import Outcome, Quote
from ..pattern import HAN, Pattern
from .lists import EMPTY
from .texts import Span, Text, other_texts, section_text, section_texts, spans, text_at, told

_LARGE: Final = 30
_REASON: Final = Pattern(rf"主要原因(?:是|为|:|系)?(?P<why>{HAN}{{1,6}})[。;\n]")
_RATE: Final = Pattern(r"(?:增[长加]|下降|减少|上升) ?(?P<rate>\d+(?:\.\d+)?) ?%")


def thin(context: Context, section: Section) -> Iterator[Outcome]:
    """Q-9: a section without text, or a large change explained by a word or two."""
    del context
    heading, text = section_texts(section)
    if not text.folded.strip():
        yield told(
            "Q-9", Severity.INFO, [Quote(text.place, ""), Span(heading, 0, len(heading.stored))], "empty-section"
        )
        return
    found = []
    for match in _REASON.finditer(text.folded):
        rates = _RATE.finditer(text.folded, text.folded.rfind("。", 0, match.start()) + 1, match.start())
        if any(float(rate["rate"]) >= _LARGE for rate in rates):
            found.append(Span(text, match.start(), match.end("why")))
    if found:
        yield told("Q-9", Severity.INFO, found, "thin-reason")


_REASON_BARE: Final = Pattern(
    rf"主要原因(?={HAN})(?!是|为|系|在于|如下|包括|有|主要|一是|之|分析?|和|及|说明|由于|来自)"
)


def doubled(context: Context, section: Section) -> Iterator[Outcome]:
    """Q-10: words and signs written twice, 主要原因 without 是."""
    text = section_text(section)
    if found := spans(text, (context.lists or EMPTY)["doubled"]):
        yield told("Q-10", Severity.INFO, found, "doubled")
    if found := [Span(text, m.start(), m.end()) for m in _REASON_BARE.finditer(text.folded)]:
        yield told("Q-10", Severity.INFO, found, "missing-is")


_WITH_COMMA: Final = Pattern(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?= ?万?元)")
_WITHOUT: Final = Pattern(r"(?<![\d.,])\d{4,}(?:\.\d+)?(?= ?万?元)")
_SPACED: Final = Pattern(r"\d(?P<gap> +)%")
_TIGHT: Final = Pattern(r"\d%")
_ZEROS: Final = (Pattern(r"(?<![\d.])0 ?%"), Pattern(r"(?<![\d.])0\.00 ?%"))
_FEW: Final = 12


def mixed(context: Context) -> Iterator[Outcome]:
    """Q-11: numbers with and without commas, blanks before %, 0% beside 0.00%: the rarer way is quoted."""
    texts = [section_text(each) for each in context.statement.sections]
    for message, one, other in (
        ("mixed-commas", _WITH_COMMA, _WITHOUT),
        ("mixed-blanks", _SPACED, _TIGHT),
        ("mixed-zeros", *_ZEROS),
    ):
        ways = [[Span(text, *m.span()) for text in texts for m in way.finditer(text.folded)] for way in (one, other)]
        if all(ways):
            yield told("Q-11", Severity.INFO, min(ways, key=len)[:_FEW], message)


_CONTROL: Final = Pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffd\ue000-\uf8ff]+"
)


def damage(context: Context) -> Iterator[Outcome]:
    """Q-13: signs lost when the text was taken out of its file, and signs that no one sees; once a file."""
    found: list[Span] = []
    for text in _every(context):
        found += spans(text, (context.lists or EMPTY)["damage"])
        if not text.stored.isprintable():
            found += [Span(text, *match.span()) for match in _CONTROL.finditer(text.stored)]
    if found:
        shown = [Quote(each.text.place, each.words, "words", each.start, each.end) for each in found[:_FEW]]
        yield told("Q-13", Severity.INFO, shown, "damage", words=_visible(shown[0]), count=str(len(found)))


def _every(context: Context) -> Iterator[Text]:
    for section in context.statement.sections:
        yield from section_texts(section)
    yield from other_texts(context.statement)
    for table in context.statement.tables.values():
        yield text_at(f"tables.{table.role}", "", "note", table.note)


def _visible(quote: Quote) -> str:
    """The words with what cannot be seen as numbers."""
    return _CONTROL.sub(lambda match: "".join(f"U+{ord(sign):04X}" for sign in match[0]), quote.text)
