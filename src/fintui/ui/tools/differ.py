"""Differences on the screen: against the last save, a git revision, another file, last year's, others' changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ...files.differing import Telling
from ...files.faults import UnreadableError
from ...files.naming import Names
from ...files.reader import load, read
from ...files.revisions import RevisionError, load_revision
from ...model.carry import Carrier
from ...model.compare import Difference, Unit, differences
from ...model.matching import match
from ..differences import difference_items, target_of
from ..line_edit import LineEdit
from ..lines import Prompt
from ..picker import Option
from ..text import clean

if TYPE_CHECKING:
    from ...files.reader import Loaded
    from ..desk import Desk
    from ..items import Item
    from .last_year import LastYear
    from .merge import Merge

PAGE = "differences"


class Differ:
    """Compares the statement with one other; each difference can be taken over or kept."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.other: Loaded | None = None
        self._title = ""
        self._kept: set[Unit] = set()
        self._is_merging = False
        self._at = -1

    # -- with what
    def against(self) -> None:
        """Ask what the statement is to be compared with."""
        words, path = self.desk.words, self.desk.path
        merging: Merge | None = self.desk.tools.get("merge")
        no_file = "" if path else words("difference.no-file")
        options = [
            Option(words("difference.with-save"), self.with_save),
            Option(words("difference.with-revision", revision="HEAD"), self.with_head, why_not=no_file),
            Option(words("difference.with-other-revision"), self._ask_revision, why_not=no_file),
            Option(words("difference.with-file"), self._ask_file),
            Option(words("difference.with-last-year"), self._with_last_year),
        ]
        if merging and merging.conflicts:
            options.insert(0, Option(words("difference.with-theirs"), self.conflicts))
        self.desk.pick(words("difference.prompt"), options)

    def with_save(self) -> None:
        """Against the statement as it was opened or saved last."""
        self._show(read(self.desk.text), self.desk.words("difference.save"))

    def with_head(self) -> None:
        """Against the last commit."""
        self._with_revision("HEAD")

    def conflicts(self) -> None:
        """What both we and others changed: only these, until they are decided."""
        merging: Merge = self.desk.tools["merge"]
        if merging.theirs:
            self._show(merging.theirs, self.desk.words("difference.theirs"), merging=True)

    def _ask_revision(self) -> None:
        self._ask(self.desk.words("difference.prompt-revision"), "HEAD~1", self._with_revision)

    def _ask_file(self) -> None:
        folder = f"{self.desk.path.parent}/" if self.desk.path else ""
        self._ask(self.desk.words("difference.prompt-file"), folder, self._with_file)

    def _ask(self, question: str, text: str, take: Callable[[str], str]) -> None:
        self.desk.status.ask(Prompt(question, LineEdit(text, len(text)), take))

    def _with_revision(self, revision: str) -> str:
        words, path = self.desk.words, self.desk.path
        if path is None:
            return words("difference.no-file")
        try:
            other = load_revision(path, revision.strip())
        except RevisionError as error:
            return self._problem(words(f"revision.{error.code}", **{k: clean(v) for k, v in error.about.items()}))
        except UnreadableError as error:
            return self._problem(error.fault.sentence(words, clean(f"{revision}:{path.name}")))
        self._show(other, words("difference.revision", revision=clean(revision.strip())))
        return ""

    def _with_file(self, answer: str) -> str:
        words = self.desk.words
        try:
            other = load(Path(answer).expanduser())
        except UnreadableError as error:
            return error.fault.sentence(words, clean(Path(answer).name))
        except (OSError, RuntimeError, ValueError) as error:
            return words("fault.os", reason=clean(str(error)))
        self._show(other, clean(Path(answer).name))
        return ""

    def _with_last_year(self) -> None:
        last_year: LastYear = self.desk.tools["last_year"]
        if last_year.find() and last_year.former:
            self._show(last_year.former, clean(last_year.path.name if last_year.path else ""))
        else:
            self._ask_file()

    def _problem(self, text: str) -> str:
        """Told also where no question is open that would show it."""
        self.desk.tell(text, "error")
        return text

    # -- the page
    def _show(self, other: Loaded, title: str, *, merging: bool = False) -> None:
        self.other, self._title, self._is_merging, self._at = other, title, merging, -1
        self._kept = self.desk.tools["merge"].decided if merging else set()
        self.desk.visit(PAGE, lambda: self.desk.words("difference.title", other=self._title), self._items)
        self.desk.go_on_with(self.step)

    def found(self) -> list[Difference]:
        """The differences as they are now, from the other statement to ours."""
        if self.other is None:
            return []
        if self._is_merging:
            merging: Merge = self.desk.tools["merge"]
            return merging.differences()
        document = self.desk.document
        return differences(self.other.statement, document.statement, self.other.form, document.form)

    def _items(self) -> list[Item]:
        words, found = self.desk.words, self.found()
        if self.other is None:
            return []
        merging: Merge | None = self.desk.tools["merge"] if self._is_merging else None
        telling = self._telling(self.other)
        left = sum(each.unit not in self._kept for each in found)
        about = {"count": len(found), "left": left, "other": self._title}
        head = words("difference.head-conflicts" if merging else "difference.head", **about)
        conflict_at = merging.conflict_at if merging else lambda _: None
        return difference_items(found, telling, head, lambda each: each.unit in self._kept, conflict_at)

    def _telling(self, other: Loaded) -> Telling:
        return Telling(Names(other.statement, other.form, self.desk.words), self.desk.names)

    def _selected(self) -> Difference | None:
        field = self.desk.page_face.selected()
        return field.token if field and isinstance(field.token, Difference) else None

    # -- deciding
    def take(self) -> None:
        """Take the other's value over; an ordinary change."""
        difference, desk = self._selected(), self.desk
        if difference is None or self.other is None:
            desk.tell(desk.words("difference.select"))
            return
        ours = desk.document.statement
        carrier = Carrier(match(ours, self.other.statement), ours, desk.document.form)
        change = carrier.change(difference.flipped)
        if change is None:
            desk.tell(desk.words("difference.no-place"), "error")
            return
        if self._is_merging:
            self._kept.add(difference.unit)
        desk.document.apply(change)
        self._told("difference.taken")

    def keep(self) -> None:
        """Ours stands: the difference counts as decided; once more, and it does not."""
        difference, desk = self._selected(), self.desk
        if difference is None:
            desk.tell(desk.words("difference.select"))
            return
        self._kept ^= {difference.unit}
        desk.refresh_page()
        if difference.unit in self._kept:
            desk.page_face.move(1, 0)
            self._told("difference.kept")

    def _told(self, key: str) -> None:
        left = sum(each.unit not in self._kept for each in self.found())
        done = self._is_merging and not left
        self.desk.tell(self.desk.words("difference.all-decided" if done else key, left=left))

    # -- walking
    def step(self, step: int) -> None:
        """To the place of the next or previous difference."""
        found, desk = self.found(), self.desk
        if not found or self.other is None:
            desk.tell(desk.words("difference.none"))
            return
        at = self._at + step if self._at >= 0 or step < 0 else 0
        self._at = at % len(found)
        difference = found[self._at]
        desk.go_quote(target_of(difference))
        telling = self._telling(self.other)
        about = {"number": self._at + 1, "count": len(found), "where": clean(telling.where(difference))}
        about |= {"before": clean(telling.before(difference)), "after": clean(telling.after(difference))}
        desk.tell(desk.words("difference.step", **about))
