"""What an earlier session left unsaved: kept, looked at, or discarded."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...files.aside import set_aside, set_aside_of
from ...files.change_data import to_data
from ...files.differing import Telling
from ...files.faults import UnreadableError
from ...files.journal import JournalError, begin_anew, read_journal
from ...files.naming import Names
from ...files.reader import Loaded, read
from ...files.recovery import Recovered, recovered, replay
from ...files.words import reason_of
from ...model.changes import Insert, Put
from ...model.compare import Difference, differences
from ...model.document import Document
from ...model.merging import Merge, merge
from ...model.numbering import mark_for
from ...model.place import get, list_of
from ...model.statement import Duty, Work
from ..items import Field, Item
from ..picker import Option
from ..text import clean
from .locking import when

if TYPE_CHECKING:
    from ..desk import Desk
    from .keeping import Keeping

_DECISIONS = ("keep", "discard", "later")


class _Left(NamedTuple):
    """What was left: the text it began with, what it became, and, where the file is another now, how that fits."""

    base: Loaded
    mine: Document
    useless: int
    merged: Merge | None


class Recovery:
    """Carries out what is decided about it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.keeping: Keeping = desk.tools["keeping"]

    # -- looking
    def look(self) -> None:
        """Show all of it by place, with what stood there and what is to stand there."""
        left = self._left()
        if left:
            words = self.desk.words
            self.desk.visit("recovery", lambda: words("keeping.title"), lambda: self._items(left))

    def choose(self) -> None:
        """Enter on the page: the decision that the cursor is on, or nothing."""
        field = self.desk.page_face.selected()
        name = str(field.goto or "").removeprefix("recovery:") if field else ""
        if name in _DECISIONS:
            self.desk.leave_visit()
            getattr(self, name)()

    def _items(self, left: _Left) -> list[Item]:
        desk, found = self.desk, self.keeping.found
        words = desk.words
        if found is None:
            return []
        key = "keeping.about" if found.exact else "keeping.about-changed"
        items = [Item((Field(words(key, when=when(found.last), file=clean(found.kept.path.name)), "muted"),))]
        items += [Item((Field(words(f"keeping.do-{name}"), "key", goto=f"recovery:{name}"),)) for name in _DECISIONS]
        conflicts = left.merged.conflicts if left.merged else []
        if conflicts:
            items.append(_heading(words("keeping.conflicts", count=len(conflicts))))
            telling = Telling(self._names(left.base), desk.names)
            for one in conflicts:
                items += _told(one.theirs, telling, words("keeping.now", text=clean(telling.after(one.ours))))
        if found.draft:
            items.append(_heading(words("keeping.draft", place=clean(desk.place_name(found.draft.place)))))
            items += [Item((Field(clean(line), "prose"),)) for line in found.draft.text.split("\n")]
        after = Names(left.mine.statement, left.mine.form, words)
        telling = Telling(self._names(left.base), after)
        shown = left.merged.taken if left.merged else self._differences(left)
        items.append(_heading(words("keeping.changes", count=len(shown))))
        for each in shown:
            items += _told(each, telling)
        lost = found.kept.damaged + left.useless
        if lost:
            items.append(Item((Field(words("keeping.damaged", count=lost), "failed"),), space=1))
        return items

    def _names(self, loaded: Loaded) -> Names:
        return Names(loaded.statement, loaded.form, self.desk.words)

    @staticmethod
    def _differences(left: _Left) -> list[Difference]:
        return differences(left.base.statement, left.mine.statement, left.base.form, left.mine.form)

    def _left(self) -> _Left | None:
        """What was left, replayed on the text that it began with; None, and told, where that cannot be read."""
        found, desk = self.keeping.found, self.desk
        if found is None:
            return None
        try:
            base = read(desk.text if found.exact else found.kept.text)
            again = read(desk.text if found.exact else found.kept.text)
        except UnreadableError:
            self._give_up(found)
            return None
        mine = Document(again.statement, again.form)
        useless = replay(mine, found.entries)
        if found.exact:
            return _Left(base, mine, useless, None)
        if base.form.id != desk.document.form.id:
            self._give_up(found)
            return None
        merged = merge(base.statement, desk.document.statement, mine.statement, desk.document.form, "recovered")
        return _Left(base, mine, useless, merged)

    def _give_up(self, found: Recovered) -> None:
        self.desk.tell(self.desk.words("keeping.cannot", path=clean(str(found.kept.path))), "error")

    # -- what was discarded before
    def earlier(self) -> None:
        """Pick one of the records that were set aside, and be asked about it again."""
        desk, journal = self.desk, self.keeping.journal
        aside = set_aside_of(journal.path) if journal else []
        if journal is None or not aside:
            desk.tell(desk.words("keeping.none-earlier"))
            return
        desk.document.ask_guard()
        if desk.document.modified:
            desk.tell(desk.words("keeping.save-first"), "error")
            return
        options = [Option(self._told(each), lambda each=each: self._bring_back(each)) for each in aside]  # type: ignore[misc]
        desk.pick(desk.words("keeping.which"), options)

    def _told(self, path: Path) -> str:
        with contextlib.suppress(OSError, JournalError):
            if kept := read_journal(path):
                found = recovered(kept, self.desk.text)
                return self.desk.words("keeping.found", count=found.count, when=when(found.last)).rstrip(":")
        return clean(path.name)

    def _bring_back(self, path: Path) -> None:
        journal, desk = self.keeping.journal, self.desk
        if journal is None:
            return
        journal.clear()
        try:
            journal.path.write_bytes(path.read_bytes())
        except OSError as error:
            desk.tell(desk.words("keeping.not-now", reason=reason_of(error)), "error")
        else:
            self.keeping.look()

    # -- deciding
    def later(self) -> None:
        """Leave it as it is; nothing can be edited until it is decided."""

    def discard(self) -> None:
        """Not wanted: the journal goes under another name."""
        found, desk = self.keeping.found, self.desk
        if found is None:
            return
        aside = set_aside(found.kept.path)
        self.keeping.found = None
        desk.status.touch()
        desk.tell(desk.words("keeping.discarded", path=clean(str(aside or found.kept.path))))

    def keep_undone(self) -> bool:
        """Where all was taken back again there is nothing to ask: it can just be redone. False if that is not so."""
        found, left = self.keeping.found, self._left()
        if found is None or left is None or left.merged or left.mine.position or found.draft or found.kept.damaged:
            return False
        self._replay(found)
        self.keeping.found = None
        return True

    def _replay(self, found: Recovered) -> None:
        with self._unheard():
            replay(self.desk.document, found.entries)
        with contextlib.suppress(OSError):
            if self.keeping.journal:
                self.keeping.journal.resume(found.kept)

    def keep(self) -> None:
        """Do it again, as changes that can be undone; what does not fit is told."""
        found, left = self.keeping.found, self._left()
        if found is None or left is None:
            return
        desk = self.desk
        if left.merged is None:
            self._replay(found)
            told = desk.words("keeping.kept", count=found.count)
        else:
            try:
                told = self._keep_merged(found, left.merged)
            except OSError as error:
                desk.tell(desk.words("keeping.not-now", reason=reason_of(error)), "error")
                return
        self.keeping.found = None
        self._take_draft(found)
        lost = found.kept.damaged + left.useless
        desk.status.touch()
        desk.tell(told + (" " + desk.words("keeping.damaged", count=lost) if lost else ""))

    def _keep_merged(self, found: Recovered, merged: Merge) -> str:
        """The old journal stays under another name; a new one, of what fits, takes its place in one step.

        Raises:
            OSError: if that cannot be written; all is then as it was.
        """
        desk, journal = self.desk, self.keeping.journal
        path = found.kept.path
        aside = set_aside(path, copy=True)
        if journal and merged.change.changes:
            entry = {"k": "do", "c": to_data(merged.change), "t": found.last}
            self.keeping.journal = begin_anew(path, journal.statement, desk.text, [entry])
            with self._unheard():
                desk.document.apply(merged.change)
        else:
            path.unlink()
        if not merged.conflicts:
            return desk.words("keeping.kept-changed", count=len(merged.taken))
        where = clean(str(aside or path))
        return desk.words("keeping.kept-partly", count=len(merged.taken), conflicts=len(merged.conflicts), path=where)

    def _take_draft(self, found: Recovered) -> None:
        """A text that was being typed goes where it was to go, if that place is still there."""
        if found.draft is None:
            return
        place, text, statement = *found.draft, self.desk.document.statement
        with contextlib.suppress(LookupError, AttributeError, ValueError):
            if place.field:
                get(statement, place)
                self.desk.put(Put(place, text))
            elif place.part in {"duties", "works"}:  # the text of a record that was to be added
                index = min(int(place.key), len(list_of(statement, place.part)))
                mark = mark_for(statement, place.part, index)
                record = Duty(mark, text) if place.part == "duties" else Work(text)
                self.desk.document.apply(Insert(place.part, index, record))

    @contextlib.contextmanager
    def _unheard(self) -> Iterator[None]:
        """What is on disk already is not recorded again, and nothing refuses it."""
        document = self.desk.document
        guard, recorder = document.guard, document.recorder
        document.guard = document.recorder = None
        try:
            yield
        finally:
            document.guard, document.recorder = guard, recorder


def _heading(text: str) -> Item:
    return Item((Field(text, "heading"),), space=1)


def _told(difference: Difference, telling: Telling, more: str = "") -> list[Item]:
    """A difference on two or three lines: where, what stood there, what is to stand there."""
    where = f"{telling.group(difference)}  {telling.where(difference)}"
    lines = [Item((Field(clean(where), "base"),), space=0)]
    change = f"{telling.before(difference)} → {telling.after(difference)}"
    lines.append(Item((Field(clean(change), "changed"),), indent=4))
    return lines + ([Item((Field(more, "muted"),), indent=4)] if more else [])
