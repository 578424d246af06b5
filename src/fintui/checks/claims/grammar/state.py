"""What the reader remembers while it goes through a section."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fintui.checks.claims.model import Basis, Claim, Direction, Number, Operand, Subject, Word

if TYPE_CHECKING:
    from collections.abc import Callable

    from fintui.checks.claims.grammar.keywords import Keyword
    from fintui.checks.claims.lexer import Text, Token
    from fintui.checks.claims.vocabulary import Vocabulary

MOST = 8  # different amounts of one subject that are remembered: more would say no more


@dataclass(slots=True, eq=False, repr=False)
class Item:
    """One subject with the numbers said of it so far."""

    subject: Subject | None
    actual: Number | None = None
    budgets: list[tuple[str, Number]] = field(default_factory=list)
    prior: Number | None = None

    @property
    def key(self) -> str:
        """The subject's key, or nothing; with the code, since many a 行政运行 has the same name."""
        return "#".join(filter(None, (self.subject.key, self.subject.code))) if self.subject else ""

    def operand(self, role: str, number: Number | None, measure: str = "actual") -> Operand:
        """An operand about this item."""
        return Operand(role, number, self.subject._replace(measure=measure) if self.subject else None)


@dataclass(slots=True, eq=False, repr=False)
class Head:
    """A whole whose parts are being enumerated."""

    item: Item
    number: Number
    start: int
    sticky: bool
    closed: bool
    measure: str
    nested: bool
    in_sentence: bool = True
    in_segment: bool = True
    semicolons: bool = False
    grown: bool = False
    loose: bool = False
    parts: list[tuple[Item, Number]] = field(default_factory=list)
    end: int = 0


@dataclass(slots=True, eq=False, repr=False)
class Pending:
    """A change in money that waits for its percentage."""

    token: Token
    items: list[Item]
    direction: Direction | None
    basis: Basis | None
    choice: bool
    ambiguous: tuple[Item, ...]


@dataclass(slots=True, eq=False, repr=False)
class State:
    """The machine's memory; reset step by step at sentence, segment and paragraph ends."""

    text: Text
    words: Vocabulary
    topic: str
    year: int | None
    items: list[Item] = field(default_factory=list)
    money: list[Item] = field(default_factory=list)
    recent: list[tuple[int, str]] = field(default_factory=list)
    paid: str = ""
    groups: list[list[Item]] = field(default_factory=list)
    earlier: list[list[Item]] = field(default_factory=list)
    known: dict[str, list[Number]] = field(default_factory=dict)
    heads: list[Head] = field(default_factory=list)
    basis: Basis | None = None
    basis_before: Basis | None = None
    shared: list[tuple[Item, tuple[Operand, ...]]] = field(default_factory=list)
    reason_end: int = -1
    bases: list[Basis] = field(default_factory=list)
    carried: Basis | None = None
    over: Keyword | None = None
    list_basis: Basis | None = None
    basis_mark: Keyword | None = None
    pending: Pending | None = None
    queue: list[Subject] = field(default_factory=list)
    last: Token | None = None
    last_role: str = ""
    last_percent: tuple[Number, Item] | None = None
    grown: Pending | None = None
    reason: bool = False
    sentence: int = 0
    lead: int = 0
    gap: int = 0
    years: list[Token] = field(default_factory=list)
    brackets: list[tuple[list[Item], list[Item], list[list[Item]], Basis | None, int, int]] = field(
        default_factory=list
    )
    out: list[Callable[[], Claim]] = field(default_factory=list)

    def emit(self, claim: Claim | Callable[[], Claim]) -> None:
        """Keep a claim, or a function that makes it when all of the section was read."""
        self.out.append((lambda: claim) if isinstance(claim, Claim) else claim)

    def text_place(self, word: Word) -> int:
        """Where in the squeezed text some stored words begin."""
        return bisect_left(self.text.at, word.start)

    def learn(self, item: Item, number: Number) -> None:
        """Remember the actual amount of a subject."""
        if item.subject is None:
            return
        numbers = self.known.setdefault(item.key, [])
        if len(numbers) < MOST and all(number.base != other.base for other in numbers):
            numbers.append(number)

    def lookup(self, key: str) -> list[Number]:
        """The different amounts that the section gives for a subject."""
        return self.known.get(key, [])

    @property
    def squeezed(self) -> str:
        """The text that the grammar reads."""
        return self.text.squeezed
