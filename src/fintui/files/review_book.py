"""The marks of an open statement: changed one step at a time, each on disk at once, never over anyone else's.

A step is written under a lock of the folder. What the file holds by then is read first: marks that others have made or
taken back since are brought together with one's own.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from ..checks.marks import ReviewMark
from ..checks.waivers import Waiver
from .faults import Fault, SaveError, UnreadableError
from .review import Entry, Review, dump_review, load_review, merge_reviews, parse_review
from .words import reason_of

_NOTHING: Final = Review()
_TRIES: Final = 20
_PAUSE: Final = 0.05


class Step(NamedTuple):
    """What was put into the review and what was taken out of it, at once."""

    given: tuple[Entry, ...]
    taken: tuple[Entry, ...]


class ReviewBook:
    """A review file that is open; without a path the marks are kept in memory only."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.review = Review()
        self._text: str | None = None
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def load(self) -> list[Fault]:
        """Read the file; what is wrong with it is told, and then it is left as it is.

        Raises:
            UnreadableError: if it cannot be read at all.
        """
        if self.path is None:
            return []
        self.review.whole = False
        with contextlib.suppress(SaveError):
            self._text = _text(self.path)
        self.review, faults = load_review(self.path)
        return faults

    # -- changing
    def change(self, given: Iterable[Entry] = (), taken: Iterable[Entry] = ()) -> int:
        """Put entries in and take others out; returns in how many entries others had changed the file meanwhile.

        Raises:
            SaveError: if that cannot be written; then nothing is changed.
        """
        step = self._whole(Step(tuple(given), tuple(taken)))
        others = self._carry_out(step)
        self._done.append(step)
        self._undone.clear()
        return others

    def _whole(self, step: Step) -> Step:
        """The step with the entries whose place is taken by new ones, so that it can be undone."""
        keys = {_key(each) for each in step.given}
        replaced = [each for each in self.review.entries() if _key(each) in keys]
        return Step(step.given, tuple(dict.fromkeys((*step.taken, *replaced))))

    def undo(self) -> Step | None:
        """Take the last step of one's own back; return it, or None.

        Raises:
            SaveError: if that cannot be written; then nothing is changed.
        """
        return self._again(self._done, self._undone, back=True)

    def redo(self) -> Step | None:
        """Do again what was taken back last; return it, or None.

        Raises:
            SaveError: if that cannot be written; then nothing is changed.
        """
        return self._again(self._undone, self._done, back=False)

    def _again(self, source: list[Step], target: list[Step], *, back: bool) -> Step | None:
        if not source:
            return None
        step = source[-1]
        self._carry_out(Step(step.taken, step.given) if back else step)
        target.append(source.pop())
        return step

    def _carry_out(self, step: Step) -> int:
        from .save import write_atomically  # noqa: PLC0415 (as late as writing)

        new = changed(self.review, step)
        others = 0
        if self.path is not None:
            if not self.review.whole:
                raise SaveError("review-faulty", path=str(self.path))
            with _locked(self.path.parent):
                there = self._theirs()
                others = _distance(self.review, there)
                new = merge_reviews(self.review, new, there)
                text = dump_review(new)
                write_atomically(self.path, text.encode("utf-8"))
                self._text = text
        self.review = new
        return others

    # -- others
    def catch_up(self) -> int:
        """Take over what others have written since; returns in how many entries.

        Raises:
            SaveError: if the file is not one that marks can be kept in any more.
        """
        if self.path is None or not self.review.whole:
            return 0
        there = self._theirs()
        others = _distance(self.review, there)
        if others:
            self.review, self._text = there, _text(self.path)
        return others

    def _theirs(self) -> Review:
        """What the file holds now; where it is gone, what it held."""
        assert self.path is not None  # noqa: S101 (both callers have looked)
        text = _text(self.path)
        if text is None or text == self._text:
            return self.review
        try:
            there, _ = parse_review(text)
        except UnreadableError:
            there = Review(whole=False)
        if not there.whole:
            raise SaveError("review-faulty", path=str(self.path))
        return there

    def move_to(self, path: Path | None) -> None:
        """The statement has another file now: its marks go along, and join those that are there.

        Raises:
            SaveError: if they cannot be written there; they are then kept in memory.
        """
        if path == self.path:
            return
        marks, self.path, self._text = self.review, path, None
        if path is None or (marks == _NOTHING and not path.exists()):
            return
        self.review = Review()
        try:
            self._carry_out(Step(marks.entries(), ()))
        except SaveError:
            self.review, self.path = marks, None
            raise


def changed(review: Review, step: Step) -> Review:
    """A review after a step; an entry takes the place of one with the same key."""
    keys = {_key(each) for each in (*step.given, *step.taken)}
    new = Review(
        [each for each in review.waivers if _key(each) not in keys],
        [each for each in review.marks if _key(each) not in keys],
        whole=review.whole,
    )
    new.waivers += [each for each in step.given if isinstance(each, Waiver)]
    new.marks += [each for each in step.given if isinstance(each, ReviewMark)]
    return new


def _distance(one: Review, other: Review) -> int:
    """How many entries one of two reviews has and the other has not; an entry that differs is one."""
    return len({_key(each) for each in {*one.entries()} ^ {*other.entries()}})


def _key(entry: Entry) -> tuple[str, ...]:
    return (type(entry).__name__, *entry.key)


def _text(path: Path) -> str | None:
    """The text that the file holds; None where it is not there.

    Raises:
        SaveError: if it cannot be read, or is not text.
    """
    from .save import text_on_disk  # noqa: PLC0415 (as late as reading)

    try:
        return text_on_disk(path)
    except UnreadableError as error:
        if error.fault.code == "empty":
            return ""
        raise SaveError("review-faulty", path=str(path)) from None
    except OSError as error:
        raise SaveError("os", reason=reason_of(error), path=str(path)) from None


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer of marks at a time in a folder, as far as its file system has locks; nobody waits for long."""
    try:
        import fcntl  # noqa: PLC0415 (not on every system)

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        for _ in range(_TRIES):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)
