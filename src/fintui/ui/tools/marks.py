"""The marks there are: their page, walking from one to the next, taking them back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...files.faults import SaveError
from ...files.marks_told import name_of_mark, sign_of_mark, tell_mark
from ..marking import REVIEW
from ..text import clean
from .review_page import Filter, quote_of, review_items, sorted_marks

if TYPE_CHECKING:
    from ...checks.marks import ReviewMark
    from ...checks.standing import Standing
    from ..desk import Desk


class Marks:
    """Shows the marks that the filter lets through, and goes through them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.filter = Filter()
        self._last: ReviewMark | None = None

    # -- the page
    def page(self) -> None:
        """The review: progress, and every mark with a way to its place."""
        self.desk.reread_review()
        self.desk.visit(REVIEW, lambda: self.desk.words("review.page"), lambda: review_items(self.desk, self.filter))

    def next_filter(self) -> None:
        """Show marks of the next kind only, then stale ones only, then all."""
        self.filter = self.filter.next()
        self.desk.refresh_page()
        self.desk.tell(self.desk.words(f"review.show-{self.filter.name}"))

    # -- walking
    def next_mark(self, step: int) -> None:
        """To the next or previous mark from anywhere, as far as the page's filter lets it through."""
        desk, words = self.desk, self.desk.words
        marks = [each for each in sorted_marks(desk) if self.filter.lets(each)]
        if not marks:
            desk.tell(words("review.none-filtered" if desk.standings.by_target else "review.none"))
            return
        at = (self._at(marks, step) + step) % len(marks)
        self._last = marks[at].mark
        desk.go_on_with(self.next_mark)
        self.go(marks[at])
        told = words("findings.at", number=at + 1, count=len(marks))
        desk.tell(f"{told}  {self.line(marks[at])}")

    def go(self, standing: Standing) -> None:
        """To what a mark is about."""
        target = quote_of(standing, self.desk)
        if isinstance(target, str):
            self.desk.leave_contents()
            self.desk.goto(target)
        else:
            self.desk.go_quote(target)

    def line(self, standing: Standing) -> str:
        """A mark on one line: its sign, what it is about, what it says."""
        names = self.desk.names
        return clean(f"{sign_of_mark(standing)} {name_of_mark(standing, names)}  {tell_mark(standing, names)}")

    def _at(self, marks: list[Standing], step: int) -> int:
        """Where one is among the marks: at a selected one, else at the last one gone to, else before the first."""
        here = [each.mark for each in self.desk.marks_here()]
        for wanted in ([self._last] if self._last in here else here, [self._last]):
            at = next((number for number, each in enumerate(marks) if each.mark in wanted), -1)
            if at >= 0:
                return at
        return -1 if step > 0 else 0

    # -- taking back
    def remove(self) -> None:
        """Take the mark back that the cursor of the page is on; only one's own."""
        desk, words = self.desk, self.desk.words
        field = desk.page_face.selected()
        mark = field.mark if field else None
        if mark is None:
            desk.tell(words("review.choose"))
            return

        def take(name: str) -> None:
            if mark.by != name:
                desk.tell(words("review.not-yours", by=clean(mark.by)))
            else:
                problem = desk.change_review(taken=[mark])
                done = words("review.taken", kind=words(f"review.{mark.kind}"))
                desk.tell(problem or done, "error" if problem else "message")

        desk.as_reviewer(take)

    def undo(self) -> None:
        """Take the last change of the marks back."""
        self._again(self.desk.book.undo, "review.undone", "review.nothing-to-undo")

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._again(self.desk.book.redo, "review.redone", "review.nothing-to-redo")

    def _again(self, step: Callable[[], object], done: str, nothing: str) -> None:
        desk = self.desk
        try:
            found = step()
        except SaveError as error:
            about = {key: clean(text) for key, text in error.about.items()}
            desk.tell(desk.words(f"save.{error.code}", **about), "error")
            return
        if found:
            desk.review_changed()
        desk.tell(desk.words(done if found else nothing))
