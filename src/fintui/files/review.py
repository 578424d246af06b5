"""The review file: a reviewer's marks, kept beside the statement so that the accountant's file stays the accountant's.

`statement.toml` has its marks in `statement.review.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Final

import tomli_w

from ..checks.waivers import Waiver
from .decode import decode, read_bytes
from .faults import Fault, UnreadableError, nearest
from .save import write_atomically

FORMAT: Final = 1
_NAMES: Final = tuple(each.name for each in fields(Waiver))


@dataclass(slots=True)
class Review:
    """The marks of one statement."""

    waivers: list[Waiver] = field(default_factory=list)


def review_path(statement: Path) -> Path:
    """Where the marks of a statement are."""
    return statement.with_name(f"{statement.stem}.review.toml")


def load_review(path: Path) -> tuple[Review, list[Fault]]:
    """Read a review file; without one there are no marks. Faulty waivers are told and left out.

    Raises:
        UnreadableError: if the file is there but cannot be read at all.
    """
    if not path.exists():
        return Review(), []
    text, faults = decode(read_bytes(path))
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise UnreadableError(Fault("review-toml")) from None
    review = Review()
    for number, entry in enumerate(raw.get("waivers", []), start=1):
        if not isinstance(entry, dict) or not isinstance(entry.get("rule"), str):
            faults.append(Fault("review-waiver", about={"number": str(number)}))
            continue
        if unknown := [key for key in entry if key not in _NAMES]:
            about = {"found": unknown[0], "nearest": nearest(unknown[0], _NAMES) or "–"}
            faults.append(Fault("review-key", about={"number": str(number)} | about))
        review.waivers.append(_waiver(entry))
    return review, faults


def _waiver(entry: dict[str, object]) -> Waiver:
    read: dict[str, object] = {}
    for name in _NAMES:
        value = entry.get(name)
        if name in {"places", "values"}:
            read[name] = tuple(str(each) for each in value) if isinstance(value, list) else ()
        elif value is not None:
            read[name] = value.isoformat() if isinstance(value, date) else str(value)
    return Waiver(**read)  # type: ignore[arg-type]


def dump_review(review: Review) -> str:
    """The review file's text: one block a waiver, sorted, so that two reviewers' files merge in git."""
    blocks = [f"format = {FORMAT}\n"]
    for waiver in sorted(review.waivers, key=lambda each: (each.rule, each.places, each.values)):
        entry = {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(waiver).items() if v}
        blocks.append("[[waivers]]\n" + tomli_w.dumps(entry))
    return "\n".join(blocks)


def save_review(path: Path, review: Review) -> None:
    """Write a review file in one step.

    Raises:
        SaveError: if it could not be written; the old file is then as it was.
    """
    write_atomically(path, dump_review(review).encode("utf-8"))
