"""Numbers in prose stand out: amounts, percentages and counts, never years or list marks."""

from __future__ import annotations

import re

from .text import Run

_NUMBER = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?[ \u2002]?(?:[万亿]?元|[%％])?"
    r"|\d+(?:\.\d+)?[ \u2002]?(?:[万亿]?元|[%％]|个百分点|[万亿]?[人辆台个次条项路户份场件件家]\b)"
    r"|\d+\.\d+"
    r"|\d+(?=[人辆台个])"
)


def emphasise(text: str) -> list[Run]:
    """Prose as runs, numbers in their own style."""
    runs: list[Run] = []
    at = 0
    for match in _NUMBER.finditer(text):
        if match.start() > at:
            runs.append((text[at : match.start()], "base"))
        runs.append((match[0], "number"))
        at = match.end()
    if at < len(text) or not runs:
        runs.append((text[at:], "base"))
    return runs
