"""What a sentence says about figures: numbers, subjects and claims, all with their place in the stored text."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

NumberKind = Literal["amount", "percent", "points", "count", "year", "date", "code", "threshold", "plain", "other"]
ClaimKind = Literal["amount", "share", "growth", "completion", "partition", "relation", "items", "points"]

SCALES: dict[str, int] = {
    "": 1, "元": 1, "百元": 100, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000,
    "千万元": 10_000_000, "亿元": 100_000_000, "万亿元": 1_000_000_000_000,
}  # fmt: skip


class Word(NamedTuple):
    """Some words of the stored text: ``text == stored[start:end]``."""

    text: str
    start: int
    end: int


class Number(NamedTuple):
    """A number as printed. ``units`` and ``decimals`` hold it exactly: 4,090.91 is 409091 with 2 decimals."""

    kind: NumberKind
    text: str
    start: int
    end: int
    units: int
    decimals: int
    unit: str
    approx: Word | None = None

    @property
    def value(self) -> Fraction:
        """The printed value in its printed unit."""
        return Fraction(self.units, 10**self.decimals)

    @property
    def base(self) -> Fraction:
        """An amount in yuan; any other number as printed."""
        return self.value * SCALES.get(self.unit, 1) if self.kind == "amount" else self.value

    @property
    def zero(self) -> bool:
        """Whether it is printed as nought."""
        return self.units == 0


class Basis(NamedTuple):
    """What something is compared with: "last", "year", "budget", "opening", "annual", "adjusted", "received"."""

    kind: str
    year: int | None
    word: Word

    @property
    def of_budget(self) -> bool:
        """Whether the comparison is with a budget rather than with an earlier year."""
        return self.kind in {"budget", "opening", "annual", "adjusted"}


class Subject(NamedTuple):
    """What an amount is said of.

    ``kind`` is a key of the vocabulary, or "class", "group", "item" (functional classification, names in ``path``),
    "economic" (an item of basic payments), or "named" (words that no line of the vocabulary knows).
    Another kind with a ``path`` is of that item: "basic" with ("教育",) the basic payments for education.
    ``scope`` is the fund that the words name: "fiscal", "general-budget", "government-fund", "state-capital";
    empty means as the section's topic says, and the department's whole where the subject is the whole of a share.
    ``measure`` is "actual", "prior", "budget", "opening-budget", "annual-budget" or "adjusted-budget".
    """

    kind: str
    scope: str = ""
    name: str = ""
    path: tuple[str, ...] = ()
    code: str = ""
    measure: str = "actual"
    words: Word | None = None

    @property
    def key(self) -> str:
        """A short name that leaves out measure and place."""
        name = ">".join(self.path) or (self.name if self.kind in {"economic", "named"} else "")
        kind = f"{self.kind}:{name}" if name else self.kind
        return f"{self.scope}/{kind}" if self.scope else kind


class Operand(NamedTuple):
    """One part of a claim: a number of the text, a reference by words, or both."""

    role: str
    number: Number | None
    subject: Subject | None


class Direction(NamedTuple):
    """The word for up, down or level. ``sign`` is +1, -1, 0, or None where the text does not decide."""

    word: Word
    sign: int | None


class Ambiguity(NamedTuple):
    """A role that could be taken in several ways: the claim is undecidable."""

    role: str
    candidates: tuple[Operand, ...]


class Claim(NamedTuple):
    """One statement about figures.

    ``items`` are the words of a list of expenditure items, ``names`` the same folded and without blanks.
    ``faults``: "unresolved-choice" (增加（减少）), "direction-contradiction", "zero-change" (增加0.00),
    "percent-missing" (占76.23), "unit-missing", "basis-mismatch" (another budget than the one stated).
    """

    kind: ClaimKind
    start: int
    end: int
    stated: Number | None
    subject: Subject | None
    operands: tuple[Operand, ...] = ()
    direction: Direction | None = None
    basis: Basis | None = None
    approx: Word | None = None
    ambiguity: tuple[Ambiguity, ...] = ()
    closed: bool = False
    zero_base: bool = False
    zero: Word | None = None
    items: tuple[Word, ...] = ()
    names: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def decidable(self) -> bool:
        """Whether every role is bound to one thing."""
        return not self.ambiguity

    def operand(self, role: str) -> Operand | None:
        """The first operand in this role."""
        return next((operand for operand in self.operands if operand.role == role), None)

    def in_role(self, role: str) -> tuple[Operand, ...]:
        """All operands in this role (the parts of a partition)."""
        return tuple(operand for operand in self.operands if operand.role == role)
