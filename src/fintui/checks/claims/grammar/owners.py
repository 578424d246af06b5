"""Whose a subject is: the fund of its sentence, the item of its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fintui.checks.claims.grammar import lists
from fintui.checks.claims.grammar.state import Item, State

if TYPE_CHECKING:
    from fintui.checks.claims.model import Subject

_SCOPABLE = frozenset({"basic", "project", "personnel", "public", "opening", "closing"})

_FLOWING = frozenset({"government-fund", "state-capital", "fiscal-receipts-and-payments"})


def of_item(state: State, subject: Subject) -> Subject:
    """基本支出 among the parts of 教育支出 is the basic payments of that item, not of the department."""
    if not state.heads or subject.path:
        return subject
    head, item = state.heads[-1], Item(subject)
    owner = head.item.subject
    if owner is None or owner.kind not in lists.ITEMLIKE or not lists.fits(state, head, item):
        return subject
    return (
        subject._replace(path=owner.path or (owner.name,), code=owner.code) if lists.families(state, item) else subject
    )


def inherit(state: State, subject: Subject) -> Subject:
    """The fund named earlier in the sentence, or by the whole of the list, holds for basic, project and the like."""
    flows = state.topic in _FLOWING and subject.kind in {"receipts", "payments"}
    whole = state.heads[-1].item.subject if state.heads and subject.kind in {"opening", "closing"} else None
    if whole and any(whole.kind in family.wholes for family in state.words.families_of(subject.kind)):
        # Among the parts of a whole, the fund of the part before says nothing.
        return subject if subject.scope else subject._replace(scope=whole.scope)
    if subject.scope or not (subject.kind in _SCOPABLE or flows):
        return subject
    sources = [head.item for head in reversed(state.heads)] + [
        item for group in reversed(state.groups) for item in group
    ]
    scope = next((item.subject.scope for item in sources if item.subject and item.subject.scope), "")
    return subject._replace(scope=scope)
