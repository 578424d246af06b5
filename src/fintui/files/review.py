"""The review file: a reviewer's marks, kept beside the statement so that the accountant's file stays the accountant's.

`statement.toml` has its marks in `statement.review.toml`; docs/review.md describes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, Final

from tomli import loads

from ..checks.marks import KINDS, NOTE, SIGN_OFF, ReviewMark, joined
from ..checks.merging import by_key, merged
from ..checks.targets import is_signable
from ..checks.waivers import Waiver, joined_waivers
from .decode import decode, read_bytes
from .faults import HARMLESS, Fault, Faults, UnreadableError, nearest

FORMAT: Final = 1
Entry = ReviewMark | Waiver
_LISTS: Final[dict[str, type[Entry]]] = {"waivers": Waiver, "marks": ReviewMark}
_ISO: Final = 10


@dataclass(slots=True)
class Review:
    """The marks of one statement. One that is not `whole` was read from a file that holds something else as well."""

    waivers: list[Waiver] = field(default_factory=list)
    marks: list[ReviewMark] = field(default_factory=list)
    whole: bool = True

    def entries(self) -> tuple[Entry, ...]:
        """Everything, waivers first."""
        return (*self.waivers, *self.marks)


def load_review(path: Path) -> tuple[Review, list[Fault]]:
    """Read a review file; without one there are no marks. Faulty entries are told and left out.

    Raises:
        UnreadableError: if the file is there but cannot be read at all.
    """
    if not path.exists():
        return Review(), []
    try:
        text, faults = decode(read_bytes(path))
    except UnreadableError as error:
        if error.fault.code == "empty":
            return Review(), []
        raise
    review, found = parse_review(text)
    return review, [*faults, *found]


def parse_review(text: str) -> tuple[Review, list[Fault]]:
    """The marks that a text holds, and what is wrong with it.

    Raises:
        UnreadableError: if it is no TOML, or of a newer format.
    """
    try:
        raw = loads(text)
    except (RecursionError, ValueError):
        raise UnreadableError(Fault("review-toml")) from None
    faults = Faults(text)
    version = raw.pop("format", FORMAT)
    if version != FORMAT:
        raise faults.fatal("review-format", ("format",), known=str(FORMAT))
    review = Review()
    for name, entries in raw.items():
        if name not in _LISTS:
            like = nearest(name, _LISTS) or ", ".join(_LISTS)
            faults.tell("review-unknown", (name,), found=name, nearest=like)
        elif not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            faults.tell("review-list", (name,), found=name)
        else:
            _read_list(review, name, entries, faults)
    found = faults.sorted()
    review.whole = all(fault.code in HARMLESS for fault in found)
    return review, found


def _read_list(review: Review, name: str, entries: list[dict[str, Any]], faults: Faults) -> None:
    kind: Callable[..., Entry] = _LISTS[name]
    known = _LISTS[name].__dataclass_fields__
    seen: set[tuple[str, ...]] = set()
    for index, entry in enumerate(entries):
        number = str(index + 1)
        for key in [key for key in entry if key not in known]:
            like = nearest(key, known) or "–"
            code = "review-key" if name == "waivers" else "review-mark-key"
            faults.tell(code, (name, index, key), number=number, found=key, nearest=like)
        values = {
            each.name: _value(entry[each.name], each.default) for each in fields(_LISTS[name]) if each.name in entry
        }
        wrong = next((key for key, value in values.items() if value is None), "")
        wrong = wrong or _missing(name, entry)
        if wrong:
            code = "review-waiver" if name == "waivers" else "review-mark"
            faults.tell(code, (name, index, wrong) if wrong in entry else (name, index), number=number, key=wrong)
            continue
        read = kind(**values)
        if read.key in seen:
            faults.tell("review-twice", (name, index), number=number)
        seen.add(read.key)
        getattr(review, name).append(read)
    review.waivers = list(by_key(review.waivers, joined_waivers).values())
    review.marks = list(by_key(review.marks, joined).values())


def _value(value: object, default: object) -> object:
    """A value as the entry holds it, like its default; None where it is of another kind."""
    match value:
        case list() if isinstance(default, tuple) and all(isinstance(each, str) for each in value):
            return tuple(value)
        case bool():
            return None
        case int() if isinstance(default, int) and value >= 0:
            return value
        case str() if isinstance(default, str):
            return value
        case date() if isinstance(default, str):
            return value.isoformat()
    return None


def _missing(name: str, entry: Mapping[str, Any]) -> str:
    """The key of an entry without which, or with which as it is, it says nothing."""
    if name == "waivers":
        return "" if entry.get("rule") else "rule"
    mark = ReviewMark(str(entry.get("kind")), str(entry.get("place")))
    if mark.kind not in KINDS:
        return "kind"
    if mark.target is None or (mark.kind == SIGN_OFF and not is_signable(mark.target)):
        return "place"
    needed = ["value", "by", "on", *(["before", "after"] if "start" in entry else [])]
    lacking = [key for key in needed if key not in entry] + ["text"] * (mark.kind == NOTE and not entry.get("text"))
    lacking += ["on"] * (not _is_day(entry.get("on"))) + ["by"] * (not str(entry.get("by")).strip())
    return next(iter(lacking), "")


def _is_day(value: object) -> bool:
    if isinstance(value, date):
        return True
    try:
        return isinstance(value, str) and len(value) == _ISO and bool(date.fromisoformat(value))
    except ValueError:
        return False


def merge_reviews(base: Review, mine: Review, theirs: Review) -> Review:
    """What two people have made of a review since a common state."""
    return Review(
        merged(base.waivers, mine.waivers, theirs.waivers, joined_waivers),
        merged(base.marks, mine.marks, theirs.marks, joined),
        whole=mine.whole and theirs.whole,
    )


def dump_review(review: Review) -> str:
    """The review file's text: one block an entry, in a fixed order, so that two reviewers' files merge in git."""
    blocks = [f"format = {FORMAT}\n"]
    for name in _LISTS:
        entries: list[Entry] = getattr(review, name)
        blocks += [f"[[{name}]]\n{_entry(each)}" for each in sorted(entries, key=lambda each: each.key)]
    return "\n".join(blocks)


def _entry(entry: Entry) -> str:
    """The keys of an entry, one a line, but for those at their defaults; a mark always says what it is pinned to."""
    import tomli_w  # noqa: PLC0415 (as late as writing)

    from .writer import escaped  # noqa: PLC0415

    lines = []
    for each in fields(entry):
        value = getattr(entry, each.name)
        is_pin = isinstance(entry, ReviewMark) and (
            each.name == "value" or (entry.is_claim and each.name in {"before", "after"})
        )
        if value == each.default and not is_pin:
            continue
        if isinstance(value, str):
            lines.append(f'{each.name} = "{escaped(value, long=False)}"\n')
        elif isinstance(value, tuple):
            items = "".join(f'    "{escaped(text, long=False)}",\n' for text in value)
            lines.append(f"{each.name} = [\n{items}]\n")
        else:
            lines.append(tomli_w.dumps({each.name: value}))
    return "".join(lines)


def save_review(path: Path, review: Review) -> None:
    """Write a review file in one step.

    Raises:
        SaveError: if it could not be written; the old file is then as it was.
    """
    from .save import write_atomically  # noqa: PLC0415 (as late as writing)

    write_atomically(path, dump_review(review).encode("utf-8"))
