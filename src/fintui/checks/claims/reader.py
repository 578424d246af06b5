"""Read an explanation: every number, and every claim about figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fintui.checks.claims.grammar import amounts, counts, lists, ratios, shares, statements
from fintui.checks.claims.grammar.keywords import Bracket, Keyword, brackets, keywords
from fintui.checks.claims.grammar.state import State
from fintui.checks.claims.lexer import Text, Token, squeeze, tokens
from fintui.checks.claims.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fintui.checks.claims.model import Claim, Number

_COMPARED = ("与", "较", "比", "和", "同", "跟", "由", "从")
_GOES_ON = re.compile(r"[一二三四五六七八九十]是")
_BARE = re.compile(r"[,。;)(、\n]|$")
_ANOTHER = re.compile(
    r",?(?:(?:增加|减少|增长|下降|降低|上升)(?:了|额)?[\d.,]+(?:[万亿]?元|%)(?:,(?:增加|减少|增长|下降|降低|上升)[\d.]+%)?|持平)"
    r",[^,。;:\n]{0,8}原因"
)
_CLAIMING = frozenset({"amount", "percent", "points", "count", "plain"})


def numbers(text: str) -> list[Number]:
    """Every number of the text, in order, of whatever kind; list marks are not numbers."""
    return [token.number for token in tokens(squeeze(text))]


def read(text: str, topic: str, words: Vocabulary | Mapping[str, Any], *, year: int | None = None) -> list[Claim]:
    """The claims of a section, in the order of the text.

    ``words`` is the vocabulary (or the parsed data file); ``year`` the year of the accounts, where it is known.
    """
    return read_all(text, topic, words, year=year)[0]


def read_all(
    text: str, topic: str, words: Vocabulary | Mapping[str, Any], *, year: int | None = None
) -> tuple[list[Claim], list[Number]]:
    """The claims of a section, and its numbers."""
    known = words if isinstance(words, Vocabulary) else vocabulary(words)
    squeezed = squeeze(text)
    found = tokens(squeezed)
    state = State(squeezed, known, topic, year or _year(squeezed, found))
    for mark in _merge(found, keywords(squeezed.squeezed), brackets(squeezed.squeezed)):
        if state.reason and 0 <= state.reason_end < mark.start:
            state.reason, state.lead, state.gap = False, state.reason_end + 1, state.reason_end + 1
        if isinstance(mark, Token):
            _number(state, mark)
        elif isinstance(mark, Keyword):
            _keyword(state, mark)
        else:
            _bracket(state, mark)
    ratios.flush(state)
    lists.close_lists(state, 0)
    claims = [make() for make in state.out]
    claims.sort(key=lambda claim: (claim.stated.start if claim.stated else claim.start, claim.start))
    return claims, [token.number for token in found]


def _merge(found: list[Token], marks: list[Keyword], edges: list[Bracket]) -> list[Token | Keyword | Bracket]:
    merged: list[Token | Keyword | Bracket] = [*found, *marks, *edges]
    merged.sort(key=lambda mark: (mark.start, mark.end))
    return merged


def _year(text: Text, found: list[Token]) -> int | None:
    """The year that the text speaks of: the latest that nothing is compared with."""
    years = (token for token in found if token.number.kind == "year")
    return max(
        (token.number.units for token in years if not text.squeezed.endswith(_COMPARED, 0, token.start)), default=None
    )


def _number(state: State, token: Token) -> None:
    kind = token.number.kind
    if kind == "year":
        state.years.append(token)
    if kind not in _CLAIMING:
        return
    if state.reason and kind == "count" and counts.resumes(state, token):
        state.reason = False
    if not state.reason:
        _claiming(state, token, kind)
    state.last = token
    state.lead = state.gap = token.end


def _claiming(state: State, token: Token, kind: str) -> None:
    if kind == "amount":
        amounts.read_amount(state, token)
    elif kind == "percent":
        shares.read_percent(state, token)
    elif kind == "points":
        shares.read_points(state, token)
    elif kind == "count":
        counts.read_count(state, token)
    elif not shares.read_bare(state, token) and not counts.read_lost(state, token):
        _plain(state, token)


def _bracket(state: State, mark: Bracket) -> None:
    """What brackets say does not change of what the sentence speaks."""
    if mark.opens:
        kept = (state.items, state.money, list(state.groups), state.basis, len(state.heads), len(state.recent))
        state.brackets.append(kept)
    elif state.brackets:
        ratios.flush(state)
        state.items, state.money, state.groups, state.basis, depth, recent = state.brackets.pop()
        lists.close_lists(state, depth)
        del state.recent[recent:]


def _plain(state: State, token: Token) -> None:
    beside = state.basis_mark is not None and state.basis_mark.end == token.start
    if beside or _BARE.match(state.squeezed, token.end):
        amounts.read_plain(state, token)


def _keyword(state: State, mark: Keyword) -> None:
    """Ends and lists hold everywhere; other words say nothing inside a reason."""
    if mark.sort in _ALWAYS:
        _ALWAYS[mark.sort](state, mark)
    elif state.reason and not _resumes(state, mark):
        return
    elif mark.sort == "reason":
        state.reason = True
        state.reason_end = _reason_end(state, mark)
    else:
        _STATED[mark.sort](state, mark)


def _resumes(state: State, mark: Keyword) -> bool:
    """原因是…,与上年相比增加3.00万元,增加的原因是…: what has a reason of its own is no part of the one before."""
    if mark.sort != "basis" or state.squeezed[mark.start - 1] != "," or not _ANOTHER.match(state.squeezed, mark.end):
        return False
    state.reason, state.lead = False, mark.start
    return True


def _reason_end(state: State, mark: Keyword) -> int:
    """由于厉行节约,机关运行经费…: a reason that opens a sentence ends at its comma."""
    if mark.start != state.sentence or not mark.match[0].endswith("由于"):
        return -1
    return state.squeezed.find(",", mark.end, mark.end + 80)


def _stop(state: State, mark: Keyword) -> None:
    ratios.flush(state)
    lists.end_sentence(state, paragraph=mark.match[0] == "\n")
    if state.groups:
        state.earlier, state.groups = state.groups, []
    if state.reason:
        state.gap = mark.end
    if mark.match[0] == "\n":
        state.carried = state.carried if state.sentence == mark.start else None
    elif len({(basis.kind, basis.year) for basis in state.bases}) == 1:
        state.carried = state.bases[0]
    else:
        state.carried = None
    state.bases = []
    state.basis = state.list_basis = state.basis_mark = None
    state.reason, state.grown = False, None
    state.last_role, state.last_percent = "", None
    state.queue = []
    state.lead = state.sentence = mark.end
    if mark.match[0] == "\n":
        state.money = []


def _semicolon(state: State, mark: Keyword) -> None:
    ratios.flush(state)
    lists.end_segment(state)
    if state.reason and not _GOES_ON.match(state.squeezed, mark.end):
        state.reason, state.gap = False, mark.end
    if state.basis is not None and not state.basis.word.text.endswith(("相比", "比较")):
        state.basis, state.basis_mark = state.list_basis, None
    state.grown, state.last_role, state.last_percent, state.queue = None, "", None, []
    state.lead = max(state.lead, mark.end)


def _among(state: State, mark: Keyword) -> None:
    if state.reason:
        near = state.words.subject.first(state.squeezed, mark.end, mark.end + 24)
        if mark.match[0] != "其中" or near is None:
            return
        state.reason = False
    ratios.flush(state)
    if state.sentence == mark.start:
        state.basis = state.basis or state.carried
    state.list_basis = state.basis
    lists.name_whole(state, mark)
    lists.open_list(state, mark)
    state.lead = state.gap = mark.end


_ALWAYS: dict[str, Callable[[State, Keyword], None]] = {
    "stop": _stop,
    "semicolon": _semicolon,
    "zero": statements.read_zero,
    "among": _among,
}
_STATED: dict[str, Callable[[State, Keyword], None]] = {
    "basis": statements.read_basis,
    "relation": statements.read_relation,
    "flat": statements.read_flat,
    "items": statements.read_items,
}
