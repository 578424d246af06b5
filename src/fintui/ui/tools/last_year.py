"""Last year's figures in the tables: beside each figure last year's, the change or the growth, by one key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...files.differing import show_growth, signed
from ...files.faults import UnreadableError
from ...files.former import find_former
from ...files.reader import load
from ...model.growth import Growth, growth_at
from ...model.money import show_amount
from ..line_edit import LineEdit
from ..lines import Prompt
from ..text import clean

if TYPE_CHECKING:
    from ...files.reader import Loaded
    from ...model.place import Place
    from ..desk import Desk
    from ..detail import Told

MODES: Final = ("", "before", "change", "growth")
"""What stands beside a figure: nothing, last year's, the change, the growth."""


class LastYear:
    """Knows last year's statement, once it was found beside the file or chosen."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.former: Loaded | None = None
        self.path: Path | None = None
        self.mode = MODES[0]

    def switch(self) -> None:
        """To the next of the modes; at first last year's statement is looked for, and if need be asked for."""
        if self.former is None and not self.find():
            self.choose()
            return
        self._show(MODES[(MODES.index(self.mode) + 1) % len(MODES)])

    def find(self) -> bool:
        """Look for last year's statement beside the file."""
        desk = self.desk
        if self.former is None and desk.path:
            statement = desk.document.statement
            found = find_former(desk.path, statement.department, statement.year)
            return found is not None and not self._load(found)
        return self.former is not None

    def choose(self) -> None:
        """Ask for the file of last year's statement."""
        desk, statement = self.desk, self.desk.document.statement
        folder = str(desk.path.parent) + "/" if desk.path else ""
        text = str(self.path or folder)
        question = desk.words("last-year.prompt", year=statement.year - 1)

        def take(answer: str) -> str:
            problem = self._load(Path(answer).expanduser())
            if not problem:
                self._show(self.mode or MODES[1])
            return problem

        desk.status.ask(Prompt(question, LineEdit(text, len(text)), take))

    def _load(self, path: Path) -> str:
        """Read last year's statement; what is wrong with it is returned."""
        words = self.desk.words
        try:
            loaded = load(path)
        except UnreadableError as error:
            return error.fault.sentence(words, clean(path.name))
        except (OSError, ValueError) as error:
            return words("fault.os", reason=clean(str(error)))
        if self.former is None:
            self.desk.asides.append(self._aside)
        self.former, self.path = loaded, path
        return ""

    def _show(self, mode: str) -> None:
        """Show that beside the figures."""
        desk, layout = self.desk, self.desk.grid.layout
        self.mode = mode
        layout.beside = self._beside if mode else None
        if self.former and mode:
            about = {"what": desk.words(f"last-year.{mode}"), "year": self.former.statement.year}
            about |= {
                "department": clean(self.former.statement.department),
                "file": clean(self.path.name if self.path else ""),
            }
            layout.beside_title = desk.words("last-year.title", **about)
            desk.tell(layout.beside_title)
        else:
            desk.tell(desk.words("last-year.off"))
        if desk.grid.role:
            desk.grid.remake()
        desk.findings_changed()  # the detail pane tells it too

    def growth(self, place: Place) -> Growth | None:
        """A figure beside last year's."""
        if self.former is None:
            return None
        return growth_at(self.former.statement, self.desk.document.statement, place)

    def _beside(self, place: Place) -> str:
        found = self.growth(place)
        if found is None:
            return ""
        if self.mode == "before":
            return show_amount(found.before) if found.before is not None and found.before else ""
        if self.mode == "change":
            return signed(found.change) if found.change else "=" if found.change == 0 and found.after else ""
        return f"{signed(found.rate)}%" if found.rate is not None else ""

    def _aside(self, place: Place) -> Told:
        """The line of the detail pane."""
        found, words = self.growth(place), self.desk.words
        if found is None or self.former is None:
            return []
        before = show_amount(found.before) if found.before is not None else words("figure.unknown")
        change, rate = show_growth(found)
        text = words("last-year.told", year=self.former.statement.year, before=before)
        if change:
            text += words("last-year.told-change", change=change)
        return [(text + (words("last-year.told-growth", rate=rate) if rate else ""), "base")]
