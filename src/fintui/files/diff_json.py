"""Two statements compared, as JSON Lines."""

from __future__ import annotations

from typing import Any

from ..model.compare import Difference, Kind
from ..model.growth import Growth
from ..model.money import plain_amount
from ..model.prose import sentences_changed
from ..model.statement import Row
from .comparison import Comparison, growth_of, names_of
from .export import plain
from .reports.json_lines import dumps


def json_report(found: Comparison) -> str:
    """One object a line: figures of two years, then differences; docs/command-line.md describes the keys."""
    objects = [_figure_object(each, found) for each in found.figures]
    objects += [difference_object(each, found) for each in found.differences]
    return "".join(f"{dumps(each)}\n" for each in objects)


def _figure_object(growth: Growth, found: Comparison) -> dict[str, Any]:
    names = names_of(growth.place, found)
    return {
        "kind": "figure",
        "place": str(growth.place),
        "name": names(growth.place),
        "before": _plain_or_none(growth.before),
        "after": _plain_or_none(growth.after),
        "change": _plain_or_none(growth.change),
        "growth": _plain_or_none(growth.rate),
    }


def difference_object(difference: Difference, found: Comparison) -> dict[str, Any]:
    """One difference as an object."""
    telling = found.telling
    whole: dict[str, Any] = {
        "kind": difference.kind.value,
        "place": str(difference.place).rstrip("."),
        "was": str(difference.was).rstrip("."),
        "name": f"{telling.group(difference)} {telling.where(difference)}",
        "before": _json(difference.before),
        "after": _json(difference.after),
        "line_before": found.old.lines.line(difference.was) if difference.kind is not Kind.ADDED else None,
        "line_after": found.new.lines.line(difference.place) if difference.kind is not Kind.REMOVED else None,
    }
    if growth := growth_of(difference):
        whole |= {"change": _plain_or_none(growth.change), "growth": _plain_or_none(growth.rate)}
    if difference.is_text:
        sentences = sentences_changed(str(difference.before), str(difference.after))
        whole["sentences"] = [
            {"paragraph": each.paragraph, "sentence": each.number, "runs": [list(run) for run in each.runs]}
            for each in sentences
        ]
    return whole


def _json(value: object) -> object:
    if isinstance(value, Row):
        figures = {key: plain(figure) for key, figure in value.figures.items()}
        return {"row": value.key, "name": value.name, "figures": figures, "section": value.origin}
    return list(value) if isinstance(value, tuple) else plain(value)


def _plain_or_none(amount: Any) -> str | None:
    return plain_amount(amount) if amount is not None else None
