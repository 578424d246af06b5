"""The parts of a statement, as the contents list names them and the keys reach them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from ..checks.judge import Severity
from ..files.words import Words
from ..model.document import Document
from ..model.place import TABLES
from .outdated import SIGN


class Part(NamedTuple):
    """A table, a page, or a place on a page (`topic`)."""

    id: str
    title: str
    key: str = ""
    level: int = 0
    role: str = ""
    page: str = ""
    topic: str = ""

    @property
    def is_table(self) -> bool:
        """Whether the grid shows it."""
        return bool(self.role)


PAGE_PARTS = {
    "overview": {
        "head",
        "source",
        "headings",
        "overview",
        "duties",
        "units",
        "staff",
        "procurement",
        "assets",
        "performance",
    },
    "explanations": {"sections"},
    "charts": {"charts"},
    "works": {"works", "priorities"},
    "glossary": {"terms"},
}
"""Which parts of the document each page shows."""


def parts_of(document: Document, words: Words) -> list[Part]:
    """All parts in order; a part without content is there too, since its panel says so."""
    parts = [Part("overview", words("part.overview"), "0", page="overview")]
    for number, (role, form) in enumerate(document.form.tables.items(), start=1):
        short = f"role.{role}"
        title = words(short) if short in words else form.title
        parts.append(Part(role, title, str(number) if number < 10 else "", role=role))
    parts.append(Part("explanations", words("part.explanations"), "e", page="explanations"))
    parts += [
        Part(f"section:{s.topic}", s.heading or s.topic, level=1, page="explanations", topic=s.topic)
        for s in document.statement.sections
    ]
    parts.append(Part("charts", words("part.charts"), "g", page="charts"))
    parts += [
        Part(f"chart:{c.key}", c.caption or c.key, level=1, page="charts", topic=c.key)
        for c in document.statement.charts
    ]
    parts.append(Part("works", words("part.works"), "k", page="works"))
    parts.append(Part("glossary", words("part.glossary"), "w", page="glossary"))
    parts.append(Part("findings", words("part.findings"), "f", page="findings"))
    return parts


def marks_of(
    part: Part,
    changed: set[str],
    found: Mapping[tuple[str, str], Counter[Severity]],
    unknown: int,
    outdated: Counter[str] | None = None,
) -> str:
    """What the contents list says behind a part: `*` unsaved, `✗1 !4` findings, `?12` figures not disclosed.

    `↻2`: numbers of the text that are out of date, by topic in `outdated`; at the explanations those of all sections.
    """
    if part.level:
        if part.page != "explanations":
            return ""
        names, key = {"sections"}, part.topic
    else:
        names, key = {TABLES + part.role} if part.is_table else PAGE_PARTS.get(part.page, set()), ""
    failed = sum(found[name, key][Severity.ERROR] for name in names if (name, key) in found)
    warned = sum(found[name, key][Severity.WARNING] for name in names if (name, key) in found)
    is_changed = not part.level and bool(names & changed)
    late = outdated or Counter()
    late_here = late[part.topic] if part.level else late.total() if part.page == "explanations" else 0
    counts = {SIGN: late_here, "✗": failed, "!": warned, "?": unknown}
    return " ".join(["*"] * is_changed + [f"{sign}{count}" for sign, count in counts.items() if count])
