"""Someone else has written the open file: their changes come in as one step, conflicts are decided one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...files.faults import UnreadableError
from ...files.reader import load, read
from ...files.watching import look
from ...model.compare import Difference, Unit, differences
from ...model.document import ReadOnlyError
from ...model.merging import merge
from ..text import clean

if TYPE_CHECKING:
    from ...files.reader import Loaded
    from ...model.changes import Change
    from ...model.merging import Conflict
    from ..desk import Desk


class Merge:
    """Tells of changes made elsewhere, and merges them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.theirs: Loaded | None = None
        self.conflicts: list[Conflict] = []
        self.decided: set[Unit] = set()
        self._state = "same"
        self._found: list[Difference] | None = None
        desk.notes.append(self._note)
        desk.document.listeners.append(self._changed)
        desk.after_save.append(self.settle)

    def _changed(self, change: Change) -> None:
        """What differs from theirs is looked for again when it is asked for."""
        self._found = None

    def _note(self) -> str:
        """What the status line says as long as it is so."""
        if self._state != "same":
            return self.desk.words(f"merge.note-{self._state}")
        count = len(self.undecided())
        return self.desk.words("merge.note-conflicts", count=count) if count else ""

    # -- noticing
    def notice(self) -> None:
        """The file may have been written: tell what became of it, once."""
        desk = self.desk
        if desk.path is None:
            return
        before = self._state
        self._state, fault = look(desk.path, desk.text)
        if self._state == before == "same":
            return
        about = {"path": clean(desk.path.name), "reason": fault.sentence(desk.words) if fault else ""}
        told = self._state if self._state != "changed" or desk.document.modified else "changed-unedited"
        desk.tell(desk.words(f"merge.{told}", **about), "message" if self._state == "same" else "error")

    # -- merging
    def merge(self) -> None:
        """Bring what others changed in the file into the statement; what both changed is listed to be decided."""
        desk, words = self.desk, self.desk.words
        if self.undecided():
            self.show()
            return
        theirs = self._read()
        if theirs is None:
            return
        if theirs.form.id != desk.document.form.id:
            desk.tell(words("merge.other-form", form=clean(theirs.form.id)), "error")
            return
        base = read(desk.text).statement
        found = merge(base, desk.document.statement, theirs.statement, desk.document.form)
        before, desk.text = desk.text, theirs.text  # seen: who only read because of it may edit again
        try:
            if found.change.changes:
                desk.document.apply(found.change)
        except ReadOnlyError:
            desk.text = before
            raise
        self.theirs, self.conflicts, self.decided, self._state = theirs, found.conflicts, set(), "same"
        self._found = None
        desk.rebase(theirs)
        desk.tell(words("merge.done", count=len(found.taken), conflicts=len(self.undecided())))
        if self.undecided():
            self.show()

    def _read(self) -> Loaded | None:
        """What the file holds now; None, and told, if it is as it was or cannot be read."""
        desk, words = self.desk, self.desk.words
        if desk.path is None:
            desk.tell(words("merge.same", path=desk.file_name()))
            return None
        try:
            theirs = load(desk.path)
        except UnreadableError as error:
            about = {"path": clean(desk.path.name), "reason": error.fault.sentence(words)}
            desk.tell(words("merge.unreadable", **about), "error")
            return None
        if theirs.text == desk.text:
            self._state = "same"
            desk.tell(words("merge.same", path=clean(desk.path.name)))
            return None
        return theirs

    # -- conflicts
    def undecided(self) -> list[Difference]:
        """Where ours still differs from theirs and nobody has said which is to stand."""
        if not self.conflicts or self.theirs is None:
            return []
        return [each for each in self.differences() if each.unit not in self.decided]

    def differences(self) -> list[Difference]:
        """Where ours differs from theirs because both were changed."""
        if self.theirs is None:
            return []
        if self._found is None:
            document, form = self.desk.document, self.desk.document.form
            found = differences(self.theirs.statement, document.statement, form, form)
            self._found = [each for each in found if self.conflict_at(each)]
        return self._found

    def settle(self) -> None:
        """All is decided and saved."""
        self.theirs, self.conflicts, self._state = None, [], "same"

    def conflict_at(self, difference: Difference) -> Conflict | None:
        """The conflict that a difference from theirs is part of."""
        return next((each for each in self.conflicts if each.holds(difference)), None)

    def show(self) -> None:
        """List the conflicts."""
        self.desk.tools.run("differ.conflicts")
