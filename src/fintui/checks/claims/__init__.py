"""The claim reader: what the explanations say about figures, and where."""

from fintui.checks.claims.lines import line
from fintui.checks.claims.model import Ambiguity, Basis, Claim, Direction, Number, Operand, Subject, Word
from fintui.checks.claims.reader import numbers, read
from fintui.checks.claims.vocabulary import Vocabulary, vocabulary

__all__ = [
    "Ambiguity",
    "Basis",
    "Claim",
    "Direction",
    "Number",
    "Operand",
    "Subject",
    "Vocabulary",
    "Word",
    "line",
    "numbers",
    "read",
    "vocabulary",
]
