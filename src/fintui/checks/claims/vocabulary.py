"""The phrases that the reader knows, from the parsed data file ``phrases.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from fintui.checks.claims.phrases import Phrases, SubjectPhrases

if TYPE_CHECKING:
    from collections.abc import Mapping


class Family(NamedTuple):
    """Wholes, the parts they have, and the parts that make an enumeration complete."""

    wholes: frozenset[str]
    parts: frozenset[str]
    complete: frozenset[str]


class Count(NamedTuple):
    """A counted thing: its phrases, units, the subjects it may follow without a phrase, its topics, and what pays.

    ``followed``: one of these words stands behind the number (共涉及12个项目); ``alone``: phrases that say something
    only where no words stand before them.
    """

    kind: str
    words: tuple[str, ...]
    units: frozenset[str]
    after: frozenset[str]
    topics: frozenset[str]
    paid: str
    followed: tuple[str, ...] = ()
    alone: frozenset[str] = frozenset()


class Context(NamedTuple):
    """Words after which one kind is read as another."""

    words: Phrases
    source: str
    target: str


class Vocabulary(NamedTuple):
    """Everything the grammar asks for, put in order once."""

    subject: SubjectPhrases
    kinds: Mapping[str, str]
    scoped: Mapping[str, str]
    scopes: Mapping[str, str]
    topic_subject: Mapping[str, Phrases]
    topic_kinds: Mapping[str, Mapping[str, str]]
    bare: Mapping[str, Mapping[str, str]]
    contexts: Mapping[str, Context]
    wholes: Mapping[str, str]
    two_wholes: Mapping[str, tuple[str, ...]]
    topic_wholes: Mapping[str, str]
    renamed: Mapping[str, Mapping[str, str]]
    fund_alone: Mapping[str, str]
    fund: Phrases
    budget_of: Mapping[str, str]
    families: tuple[Family, ...]
    counts: tuple[Count, ...]
    counted: Phrases
    rates: Mapping[str, tuple[str, str]]
    classes: frozenset[str]
    klass: Phrases
    economic: frozenset[str]
    economic_words: Phrases
    economic_topics: frozenset[str]
    not_after: tuple[str, ...]

    def family(self, part: str) -> Family | None:
        """The first family in which this is a part."""
        return next((family for family in self.families if part in family.parts), None)

    def families_of(self, part: str) -> tuple[Family, ...]:
        """All families in which this is a part."""
        return tuple(family for family in self.families if part in family.parts)


def _inverse(table: Mapping[str, Any]) -> dict[str, str]:
    return {word: kind for kind, words in table.items() for word in words}


def _subjects(data: Mapping[str, Any]) -> tuple[SubjectPhrases, dict[str, str], dict[str, str], dict[str, str]]:
    kinds = _inverse(data.get("subjects", {})) | _inverse(data.get("pairs", {}))
    scoped, scopes = _inverse(data.get("scoped", {})), _inverse(data.get("scopes", {}))
    split = data.get("split", {})
    names = SubjectPhrases(kinds, scoped, scopes, split.get("heads", ()), split.get("tails", ()))
    return names, kinds, scoped, scopes


def _counts(table: Mapping[str, Any]) -> tuple[Count, ...]:
    return tuple(
        Count(
            entry.get("kind", kind),
            tuple(entry.get("words", ())),
            frozenset(entry.get("units", ())),
            frozenset(entry.get("after", ())),
            frozenset(entry.get("topics", ())),
            entry.get("paid", ""),
            tuple(entry.get("followed", ())),
            frozenset(entry.get("alone", ())),
        )
        for kind, entry in table.items()
    )


def vocabulary(data: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary from the parsed data file. Tables that are left out are empty."""
    subject, kinds, scoped, scopes = _subjects(data)
    counts = _counts(data.get("counts", {}))
    classes = frozenset(data.get("classes", {}).get("names", ()))
    economic = data.get("economic", {})
    topics = data.get("topic", {})
    return Vocabulary(
        subject=subject,
        kinds=kinds,
        scoped=scoped,
        scopes=scopes,
        topic_subject={topic: Phrases(_inverse(table)) for topic, table in topics.items()},
        topic_kinds={topic: _inverse(table) for topic, table in topics.items()},
        bare={topic: _inverse(table) for topic, table in data.get("bare", {}).items()},
        contexts={
            topic: Context(Phrases(entry["words"]), entry["from"], entry["to"])
            for topic, entry in data.get("context", {}).items()
        },
        wholes=_inverse(data.get("wholes", {})),
        two_wholes={kind: tuple(wholes) for kind, wholes in data.get("two-wholes", {}).items()},
        topic_wholes=dict(data.get("topic-wholes", {})),
        renamed={topic: dict(table) for topic, table in data.get("renamed", {}).items()},
        fund_alone=dict(data.get("fund-alone", {})),
        fund=Phrases(scopes),
        budget_of=dict(data.get("budget-of", {})),
        families=tuple(
            Family(frozenset(row["wholes"]), frozenset(row["parts"]), frozenset(row.get("complete", ())))
            for row in data.get("families", ())
        ),
        counts=counts,
        counted=Phrases(word for count in counts for word in count.words),
        rates={word: (pair[0], pair[1]) for word, pair in data.get("rates", {}).items()},
        classes=classes,
        klass=Phrases(classes),
        economic=frozenset(economic.get("names", ())),
        economic_words=Phrases(economic.get("names", ())),
        economic_topics=frozenset(economic.get("topics", ())),
        not_after=tuple(data.get("not-after", {}).get("words", ())),
    )
