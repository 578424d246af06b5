"""Records that a statement usually has, from `data/records.toml`."""

from __future__ import annotations

from functools import cache
from typing import Any

from tomli import loads

from ..model.statement import Fact
from .resources import shipped


@cache
def usual_headings() -> dict[str, str]:
    """Topic → heading, for every section that a statement usually has."""
    return dict(_raw()["sections"])


def usual_facts(part: str, unit: str) -> list[Fact]:
    """The counts and amounts of a list, without values; amounts in a unit of money."""
    return [
        Fact(key, entry["item"], None, unit if entry["unit"] == "万元" else entry["unit"], entry.get("part_of", ""))
        for key, entry in _raw()["facts"].get(part, {}).items()
    ]


@cache
def _raw() -> dict[str, Any]:
    return loads((shipped("data") / "records.toml").read_text("utf-8"))
