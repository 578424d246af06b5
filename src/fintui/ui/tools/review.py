"""Making marks, walking from one to the next, and taking them back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ...checks.marks import DOUBT, NOTE, SIGN_OFF, TICK, ReviewMark, claim_mark, mark_of
from ...checks.targets import WHOLE
from ...files.faults import SaveError
from ...files.marks_told import name_of_target
from ...model.place import TABLES, Place
from ..line_edit import LineEdit
from ..lines import Choice, Prompt
from ..marking import REVIEW, today
from ..picker import Option
from ..text import clean
from .review_page import Filter, quote_of, review_items, sorted_marks

if TYPE_CHECKING:
    from ...checks.standing import Standing
    from ..desk import Desk


class Review:
    """What a reviewer does; every step is in the review file before the screen shows it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.filter = Filter()
        self._last: ReviewMark | None = None

    # -- what is marked
    def _target(self) -> tuple[Place, tuple[int, int] | None] | None:
        """What is selected: a figure, a number of a text, a section, a record, a text."""
        here = self.desk.selected_quote()
        if here is None:
            return None
        if here.is_span:
            return here.place, (here.start, here.end)
        if here.place.is_cell or not here.place.key:
            return here.place, None
        return here.place._replace(field=""), None

    def _name(self, target: Place, span: tuple[int, int] | None) -> str:
        """What is marked, by name; a number of a text with the number."""
        name = name_of_target(target, self.desk.names)
        stored = self.desk.standings.pins.prose(target) if span else None
        return clean(f"{name} “{stored[slice(*span)]}”" if stored and span else name)

    def _make(self, kind: str, target: Place, span: tuple[int, int] | None, text: str, name: str) -> ReviewMark | None:
        pins = self.desk.standings.pins
        if span:
            stored = pins.prose(target)
            return claim_mark(kind, target, stored, span, text=text, by=name, on=today()) if stored else None
        value = pins.at(target)
        return None if value is None else mark_of(kind, target, value, text=text, by=name, on=today())

    def _own(self, kind: str, target: Place, span: tuple[int, int] | None, name: str) -> Standing | None:
        """The mark of that kind that the reviewer has given there before."""
        found = [each for each in self.desk.standings.at(target) if each.mark.kind == kind and each.mark.by == name]
        found = [each for each in found if each.mark.is_claim == bool(span) and (not span or each.start == span[0])]
        return min(found, key=lambda each: each.is_stale, default=None)

    # -- ticks and sign-offs
    def tick(self) -> None:
        """Tick what is selected; a tick that holds is taken back, a stale one given anew."""
        if found := self._target():
            self.desk.as_reviewer(lambda name: self._toggle(TICK, *found, name))
        else:
            self.desk.tell(self.desk.words("review.nothing-here"))

    def tick_row(self) -> None:
        """Tick the row of the selected figure, or the whole section or record."""
        if target := self._around():
            self.desk.as_reviewer(lambda name: self._toggle(TICK, target, None, name))
        else:
            self.desk.tell(self.desk.words("review.nothing-here"))

    def _around(self) -> Place | None:
        here = self.desk.selected_quote()
        return here.place._replace(field="") if here and here.place.key else None

    def _toggle(self, kind: str, target: Place, span: tuple[int, int] | None, name: str) -> None:
        desk, words = self.desk, self.desk.words
        own = self._own(kind, target, span, name)
        what = self._name(target, span)
        if own and not own.is_stale:
            self._change([], [own.mark], words("review.untold", kind=words(f"review.{kind}"), what=what))
        elif mark := self._make(kind, target, span, "", name):
            self._change(
                [mark], [own.mark] if own else [], words("review.done", kind=words(f"review.{kind}"), what=what)
            )
        else:
            desk.tell(words("review.nothing-here"))

    def _change(self, given: list[ReviewMark], taken: list[ReviewMark], done: str) -> str:
        """Change the review and say so; what cannot be kept is told instead, and returned for a prompt."""
        if problem := self.desk.change_review(given, taken):
            self.desk.tell(problem, "error")
            return problem
        if not self.desk.footer.message:
            self.desk.tell(done)
        return ""

    def sign_table(self) -> None:
        """Sign the table off that is shown, or take one's sign-off back."""
        part = self.desk.part
        if part.is_table:
            self.desk.as_reviewer(lambda name: self._sign(Place(TABLES + part.role, "", ""), name))
        else:
            self.desk.tell(self.desk.words("review.no-table"))

    def sign_statement(self) -> None:
        """Sign the whole statement off, or take one's sign-off back."""
        self.desk.as_reviewer(lambda name: self._sign(WHOLE, name))

    def _sign(self, target: Place, name: str) -> None:
        """Ask, with what is still open, unless a sign-off is taken back."""
        desk, words = self.desk, self.desk.words
        own = self._own(SIGN_OFF, target, None, name)
        if own and not own.is_stale:
            self._toggle(SIGN_OFF, target, None, name)
            return
        done = desk.count.total() if target == WHOLE else desk.count.of(target)
        inside = [each for each in desk.standings.all if target in {WHOLE, each.target._replace(key="", field="")}]
        doubts = sum(each.mark.kind == DOUBT and not each.is_stale for each in inside)
        grave = sum(target == WHOLE or quote.part == target.part for quote in desk.grave)
        about = {"what": clean(name_of_target(target, desk.names)), "ticked": done.ticked, "all": done.all}
        question = words("review.sign-question", doubts=doubts, findings=grave, **about)
        answers = [
            (("enter", "y", "Y"), words("review.sign-yes"), lambda: self._toggle(SIGN_OFF, target, None, name)),
            (("escape",), words("choice.cancel"), lambda: None),
        ]
        desk.status.ask(Choice(question, answers))

    # -- notes and doubts
    def note(self) -> None:
        """Write a note on what is selected."""
        self._write(NOTE)

    def doubt(self) -> None:
        """Write a doubt about what is selected."""
        self._write(DOUBT)

    def _write(self, kind: str) -> None:
        if found := self._target():
            self.desk.as_reviewer(lambda name: self._ask(kind, *found, name))
        else:
            self.desk.tell(self.desk.words("review.nothing-here"))

    def _ask(self, kind: str, target: Place, span: tuple[int, int] | None, name: str) -> None:
        words = self.desk.words
        own = self._own(kind, target, span, name)
        text = own.mark.text if own else ""
        what = words("review.prompt", kind=words(f"review.{kind}"), what=self._name(target, span))

        def take(answer: str) -> str:
            said = " ".join(answer.split())
            if not said:
                return self._unsaid(own, kind)
            mark = self._make(kind, target, span, said, name)
            if mark is None:
                return words("review.nothing-here")
            return self._change([mark], [own.mark] if own else [], words("review.kept", kind=words(f"review.{kind}")))

        self.desk.status.ask(Prompt(what, LineEdit(text, len(text)), take))

    def _unsaid(self, own: Standing | None, kind: str) -> str:
        """Nothing was written: what was said before is taken back."""
        words = self.desk.words
        if own is None:
            return ""
        return self._change([], [own.mark], words("review.taken", kind=words(f"review.{kind}")))

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
                self._change([], [mark], words("review.taken", kind=words(f"review.{mark.kind}")))

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
        target = quote_of(marks[at], desk)
        if isinstance(target, str):
            desk.leave_contents()
            desk.goto(target)
        else:
            desk.go_quote(target)
        told = words("findings.at", number=at + 1, count=len(marks))
        desk.tell(f"{told}  {self._line(marks[at])}")

    def _line(self, standing: Standing) -> str:
        from ...files.marks_told import name_of_mark, sign_of_mark, tell_mark  # noqa: PLC0415

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

    # -- the page and the menu
    def page(self) -> None:
        """The review: progress, and every mark with a way to its place."""
        self.desk.reread_review()
        self.desk.visit(REVIEW, lambda: self.desk.words("review.page"), lambda: review_items(self.desk, self.filter))

    def next_filter(self) -> None:
        """Show marks of the next kind only, then stale ones only, then all."""
        self.filter = self.filter.next()
        self.desk.refresh_page()
        self.desk.tell(self.desk.words(f"review.show-{self.filter.name}"))

    def menu(self) -> None:
        """Pick what to do with what is selected."""
        desk, words = self.desk, self.desk.words
        found = self._target()
        what = self._name(*found) if found else words("review.nothing-here")
        nowhere = "" if found else words("review.nothing-here")
        table = "" if desk.part.is_table else words("review.no-table")
        options = [
            Option(words("action.tick"), self.tick, note="^T", why_not=nowhere),
            Option(words("action.doubt"), self.doubt, why_not=nowhere),
            Option(words("action.note"), self.note, why_not=nowhere),
            Option(words("action.tick-row"), self.tick_row, why_not=nowhere),
            Option(words("action.sign-table"), self.sign_table, why_not=table),
            Option(words("action.sign-statement"), self.sign_statement),
            Option(words("action.next-mark"), lambda: self.next_mark(1)),
            Option(words("action.review"), self.page),
            Option(words("action.undo-mark"), self.undo),
            Option(words("action.redo-mark"), self.redo),
            Option(words("action.memo"), self.memo),
        ]
        desk.pick(words("prompt.mark", what=what), [replace(each, finds="review") for each in options])

    def memo(self) -> None:
        """Ask where the review memo goes."""
        self.desk.ask_export(".md")
