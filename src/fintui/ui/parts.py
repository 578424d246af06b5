"""The parts of a statement, as the contents list names them and the keys reach them."""

from __future__ import annotations

from dataclasses import dataclass

from ..files.words import Words
from ..model.document import Document
from ..model.place import TABLES
from .cells import unknown_count


@dataclass(frozen=True, slots=True)
class Part:
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
    "overview": {"head", "source", "headings", "overview", "duties", "units", "staff", "procurement", "assets", "performance"},
    "explanations": {"sections"},
    "charts": {"charts"},
    "works": {"works", "priorities"},
    "glossary": {"terms"},
}
"""Which parts of the document each page shows."""


def parts_of(document: Document, words: Words, *, has_faults: bool) -> list[Part]:
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
    if has_faults:
        parts.append(Part("faults", words("part.faults"), "f", page="faults"))
    return parts


def marks_of(document: Document, part: Part, changed: set[str]) -> str:
    """What the contents list says behind a part: `*` unsaved, `?12` so many figures not disclosed."""
    if part.is_table:
        unknown = unknown_count(document, part.role)
        return ("*" if TABLES + part.role in changed else "") + (f"?{unknown}" if unknown else "")
    if part.level == 0 and PAGE_PARTS.get(part.page, set()) & changed:
        return "*"
    return ""
