"""A claim as one line of text, for evidence and for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fintui.checks.claims.model import Claim, Operand, Subject

_SIGNS = {1: "+", -1: "-", 0: "=", None: "?"}
_RELATIONS = {1: ">", -1: "<", 0: "=", None: "?"}


def line(claim: Claim) -> str:
    """Kind, what is stated, and every binding."""
    words = [claim.kind if claim.zero is None else "zero", *_FORMS.get(claim.kind, _ratio)(claim)]
    words += [f"!{fault}" for fault in claim.faults]
    return " ".join(word for word in words if word)


def _subject(subject: Subject | None) -> str:
    if subject is None:
        return ""
    return subject.key if subject.measure == "actual" else f"{subject.key}@{subject.measure}"


def _bound(operand: Operand) -> str:
    return operand.number.text if operand.number else f"<{operand.subject.key if operand.subject else ''}>"


def _of(claim: Claim) -> str:
    return f"of={claim.subject.key}" if claim.subject else ""


def _amount(claim: Claim) -> list[str]:
    if claim.stated is None:
        return [_of(claim)]
    return [claim.stated.text, "=", _subject(claim.subject), *_doubts(claim)]


def _partition(claim: Claim) -> list[str]:
    parts = " + ".join(_bound(operand) for operand in claim.in_role("part"))
    return [claim.stated.text if claim.stated else "", "=", parts, "closed" if claim.closed else "open"]


def _items(claim: Claim) -> list[str]:
    return [_of(claim), "|".join(claim.names)]


def _share(claim: Claim) -> list[str]:
    bound = [f"{operand.role}={_bound(operand)}" for operand in claim.operands]
    return [claim.stated.text if claim.stated else "", *bound, *_doubts(claim)]


def _ratio(claim: Claim) -> list[str]:
    bound = [f"{operand.role}={operand.number.text}" for operand in claim.operands if operand.number]
    head = claim.stated.text if claim.stated else ""
    sign = ""
    if claim.kind == "relation" and claim.direction:
        head = _RELATIONS[claim.direction.sign]
    elif claim.direction:
        sign = f"dir={_SIGNS[claim.direction.sign]}"
    basis = ""
    if claim.basis:
        basis = f"basis={claim.basis.year if claim.basis.kind == 'year' else claim.basis.kind}"
    return [head, _of(claim), *bound, sign, basis, *_doubts(claim)]


def _doubts(claim: Claim) -> list[str]:
    words = [f"~{claim.approx.text}" if claim.approx and claim.kind != "amount" else ""]
    for doubt in claim.ambiguity:
        names = []
        for one in doubt.candidates:
            key = one.subject.key if one.subject else _bound(one)
            names.append(key if key not in names else _bound(one))
        words.append(f"?{doubt.role}={'|'.join(names)}")
    return words


_FORMS = {"amount": _amount, "partition": _partition, "items": _items, "share": _share}
