"""Making marks: ticks, notes, doubts, sign-offs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ...checks.marks import DOUBT, NOTE, SIGN_OFF, TICK, ReviewMark, claim_mark, mark_of
from ...checks.outcome import Quote
from ...checks.targets import WHOLE
from ...files.marks_told import name_of_target
from ...model.place import TABLES, Place, get
from ..line_edit import LineEdit
from ..lines import Choice, Prompt
from ..marking import today
from ..picker import Option
from ..text import clean

if TYPE_CHECKING:
    from ...checks.standing import Standing
    from ..desk import Desk


class Review:
    """What a reviewer does; every step is in the review file before the screen shows it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    # -- what is marked
    def _target(self) -> tuple[Place, tuple[int, int] | None] | None:
        """What is selected: a figure, a number of a text, a section, a record, a text; of a link what it leads to."""
        here = self._here()
        if here is None:
            return None
        if here.is_span:
            return here.place, (here.start, here.end)
        if here.place.is_cell or not here.place.key:
            return here.place, None
        return here.place._replace(field=""), None

    def _here(self) -> Quote | None:
        if found := self.desk.selected_quote():
            return found
        field = None if self.desk.part.is_table else self.desk.page_face.selected()
        goto = field.goto if field else None
        return Quote(goto, "") if isinstance(goto, Place) else goto if isinstance(goto, Quote) else None

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
        """Tick what is selected; a tick that holds is taken back, a stale one given anew. Of a range all figures."""
        if figures := self._range():
            self.desk.as_reviewer(lambda name: self._tick_all(figures, name))
        elif found := self._target():
            self.desk.as_reviewer(lambda name: self._toggle(TICK, *found, name))
        else:
            self.desk.tell(self.desk.words("review.nothing-here"))

    def _range(self) -> list[Place]:
        """The amounts of the selected range."""
        grid, statement = self.desk.grid, self.desk.document.statement
        span = grid.span() if self.desk.part.is_table else None
        if span is None:
            return []
        rows = grid.sheet.rows[span.top : span.bottom + 1]
        places = [slot.place for row in rows for slot in row[span.left : span.right + 1] if slot.place]
        return [place for place in places if isinstance(get(statement, place), Decimal)]

    def _tick_all(self, figures: list[Place], name: str) -> None:
        """One step for all; where each has a tick that holds, they are taken back."""
        own = {place: self._own(TICK, place, None, name) for place in figures}
        words, count = self.desk.words, len(figures)
        if all(each and not each.is_stale for each in own.values()):
            self._change([], [each.mark for each in own.values() if each], words("review.untold-range", count=count))
            return
        wanted = [place for place, each in own.items() if each is None or each.is_stale]
        given = [mark for place in wanted if (mark := self._make(TICK, place, None, "", name))]
        self._change(given, [], words("review.done-range", count=len(given)))

    def tick_row(self) -> None:
        """Tick the row of the selected figure, or the whole section or record."""
        if target := self._around():
            self.desk.as_reviewer(lambda name: self._toggle(TICK, target, None, name))
        else:
            self.desk.tell(self.desk.words("review.nothing-here"))

    def _around(self) -> Place | None:
        here = self._here()
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

    # -- the menu
    def menu(self) -> None:
        """Pick what to do with what is selected."""
        desk, words, marks = self.desk, self.desk.words, self.desk.tools["marks"]
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
            Option(words("action.next-mark"), lambda: marks.next_mark(1)),
            Option(words("action.review"), marks.page),
            Option(words("action.undo-mark"), marks.undo),
            Option(words("action.redo-mark"), marks.redo),
            Option(words("action.memo"), self.memo),
        ]
        desk.pick(words("prompt.mark", what=what), [each._replace(finds="review") for each in options])

    def memo(self) -> None:
        """Ask where the review memo goes."""
        self.desk.ask_export(".md")
