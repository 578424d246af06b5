"""The desk's files: save, save as, export, quit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..files.faults import SaveError, UnreadableError
from ..files.places import data_folder
from ..files.resources import is_shipped
from ..files.watching import Watch, look
from ..files.words import Words, reason_of
from ..model.document import Document
from ..model.statement import Statement
from .line_edit import LineEdit
from .lines import Choice, Prompt, Status
from .text import clean

if TYPE_CHECKING:
    from .grid import Grid
    from .host import Host
    from .tools import Toolbox

_LONG: Final = 300_000
"""Signs of a text from which on saving it takes long enough to be told of."""
SUFFIXES = (".toml", ".json", ".csv", ".html", ".md")


class Filing:
    """What writes files; mixed into the desk."""

    document: Document
    words: Words
    host: Host
    status: Status
    grid: Grid
    path: Path | None
    text: str
    watch: Watch | None = None
    tell: Callable[..., None]
    tools: Toolbox
    review_moves: Callable[[], None]
    unkept_marks: Callable[[], int]
    memo: Callable[[], bytes]
    _update: Callable[[], None]
    _pending: Callable[[], None] | None = None

    def init_filing(self) -> None:
        """Nobody yet wants to hear of what is saved, or that the program is left."""
        self.before_save: list[Callable[[Path, str], None]] = []
        """Told the file and the text about to be written into it; a `SaveError` keeps it from being written."""
        self.after_save: list[Callable[[], None]] = []
        self.after_rebase: list[Callable[[Statement], None]] = []
        """Told what others wrote into the file, once it is what is unsaved is measured by."""
        self.before_leave: list[Callable[[], None]] = []
        """Told when the user leaves the program, with nothing unsaved that is wanted."""

    def save(self) -> None:
        """Save into the statement's file; a shipped one asks for a place of its own."""
        self._finish_saving()
        if self.path is None or is_shipped(self.path):
            self.save_as(self.words("prompt.save-shipped"))
        elif not self.document.modified and _held(self.path) in {None, self.text}:
            self.tell(self.words("message.nothing-to-save"))
        else:
            self._save_checked(self.path, then=None)

    def save_as(self, question: str = "") -> None:
        """Ask for a place and save there; the statement lives there from then on."""
        self._save_as(question or self.words("prompt.save-as"), then=None)

    def _save_as(self, question: str, then: Callable[[], None] | None) -> None:
        name = self.path.name if self.path else f"{self.document.statement.department}.toml"
        default = self.path if self.path and not is_shipped(self.path) else data_folder() / name
        self._ask_path(question, default, lambda path: self._save_to(path, then))

    def _ask_path(self, question: str, default: Path, done: Callable[[Path], str]) -> None:
        def take(answer: str) -> str:
            try:
                return done(Path(answer).expanduser())
            except (OSError, RuntimeError, ValueError) as error:  # no such home, a name too long, no right to look
                return self.words("save.os", reason=clean(reason_of(error)), path=clean(answer))

        text = str(default)
        self.status.ask(Prompt(question, LineEdit(text, len(text)), take))

    def _save_to(self, path: Path, then: Callable[[], None] | None) -> str:
        if not path.name or path.is_dir():
            return self.words("message.path-folder")
        if is_shipped(path):
            return self.words("message.path-shipped")
        if path == self.path:
            self._save_checked(path, then)
            return ""
        if path.exists():
            self._confirm_overwrite(path, lambda: self._write(path, then, overwrite=True))
            return ""
        return self._write(path, then)

    def _confirm_overwrite(self, path: Path, write: Callable[[], str]) -> None:
        def overwrite() -> None:
            if problem := write():
                self.tell(problem, "error")

        answers = [
            (("y", "Y", "enter"), self.words("choice.overwrite"), overwrite),
            (("n", "N", "escape"), self.words("choice.cancel"), lambda: None),
        ]
        self.status.ask(Choice(self.words("prompt.overwrite", path=clean(str(path))), answers))

    # -- files that others write too
    def has_file_news(self) -> bool:
        """Asked now and then: whether someone else may have written the file."""
        if self.path is None:
            return False
        if self.watch is None or self.watch.path != self.path:
            self.watch = Watch(self.path)
        return self.watch.has_changed()

    def look_at_file(self) -> None:
        """Tell if someone else has written the file; quiet as long as nobody has."""
        if self.path and ("merge" in self.tools or look(self.path, self.text)[0] != "same"):
            self.tools.run("merge.notice")

    def _save_checked(self, path: Path, then: Callable[[], None] | None) -> None:
        """Save, unless someone else has changed the file meanwhile: then ask what is to be done."""
        merging = self.tools.get("merge")
        if merging and merging.undecided():
            merging.show()
            self.tell(self.words("merge.decide-first"), "error")
            return
        there = _held(path)
        if there is None or there == self.text:
            self._write_told(path, then, overwrite=False)
            return

        def overwrite() -> None:
            if _held(path) != there:  # written once more while the question stood
                self._save_checked(path, then)
            else:
                self._write_told(path, then, overwrite=True)

        elsewhere = self.words("choice.save-elsewhere")
        answers: list[tuple[tuple[str, ...], str, Callable[[], None]]] = [
            (("m", "M", "enter", "alt+x"), self.words("choice.merge"), lambda: self.tools.run("merge.merge")),
            (("a", "A"), elsewhere, lambda: self._save_as(self.words("prompt.save-as"), then)),
            (("o", "O"), self.words("choice.overwrite"), overwrite),
            (("escape",), self.words("choice.cancel"), lambda: None),
        ]
        self.status.ask(Choice(self.words("prompt.changed-outside", path=clean(path.name)), answers))

    def _write_told(self, path: Path, then: Callable[[], None] | None, *, overwrite: bool) -> None:
        def write() -> None:
            if problem := self._write(path, then, overwrite=overwrite):
                self.tell(problem, "error")
            self._update()

        if len(self.text) < _LONG:
            write()
        else:  # what is under way is to be seen first
            self.tell(self.words("message.saving"))
            self._pending = write
            self.host.soon(self._finish_saving)

    def _finish_saving(self) -> None:
        """Do what was told to be under way, if it is not done."""
        if pending := self._pending:
            self._pending = None
            pending()

    def _write(self, path: Path, then: Callable[[], None] | None, *, overwrite: bool = False) -> str:
        from ..files.save import save  # noqa: PLC0415 (as everything that writes: the start does not wait for it)

        count = self.document.unsaved_count
        try:
            saved = save(
                path,
                self.document.statement,
                self.document.form,
                self.text,
                overwrite=overwrite,
                before=lambda text: self._about_to_save(path, text),
            )
        except SaveError as error:
            return self._save_sentence(error)
        self.path, self.text = path, saved.text
        self.document.mark_saved()
        for each in self.after_save:
            each()
        self.saved()
        key = "message.saved" if saved.patched else "message.saved-canonical"
        self.tell(self.words(key, path=clean(str(path)), count=count))
        self.review_moves()
        if then:
            then()
        return ""

    def _about_to_save(self, path: Path, text: str) -> None:
        for each in self.before_save:
            each(path, text)

    def _save_sentence(self, error: SaveError) -> str:
        return self.words(f"save.{error.code}", **{key: clean(text) for key, text in error.about.items()})

    def saved(self) -> None:
        """The marks of what was unsaved go."""
        raise NotImplementedError

    # -- export
    def export(self) -> None:
        """Ask for a place; its ending says in which format, `.md` is the review memo."""
        self.ask_export(".toml")

    def ask_export(self, ending: str) -> None:
        """Ask for a place, proposing one with that ending."""
        name = self.path.stem if self.path else self.document.statement.department
        question = self.words("prompt.export", endings=" ".join(SUFFIXES))
        folder = self.path.parent if self.path and not is_shipped(self.path) else data_folder()
        self._ask_path(question, folder / f"{name}-export{ending}", self._export_to)

    def _export_to(self, path: Path) -> str:
        if path.is_dir() or path.suffix not in SUFFIXES:
            return self.words("message.export-ending", endings=" ".join(SUFFIXES))
        if is_shipped(path):
            return self.words("message.path-shipped")
        if path.exists():
            self._confirm_overwrite(path, lambda: self._export(path))
            return ""
        return self._export(path)

    def _export(self, path: Path) -> str:
        from ..files.export import export  # noqa: PLC0415
        from ..files.save import write_atomically  # noqa: PLC0415

        try:
            data = self.memo() if path.suffix == ".md" else None
            statement, form = self.document.statement, self.document.form
            write_atomically(path, data or export(statement, form, path.suffix[1:], words=self.words))
        except SaveError as error:
            return self._save_sentence(error)
        self.tell(self.words("message.exported", path=clean(str(path))))
        return ""

    # -- quit
    def quit(self) -> None:
        """End the program; unsaved edits are asked about."""
        self.leave(self.host.quit)

    def leave(self, then: Callable[[], None]) -> None:
        """Do something that ends the work on this statement; unsaved edits are asked about."""
        self._finish_saving()
        self.tools["spots"].note()

        def left() -> None:
            for each in self.before_leave:
                each()
            then()

        count = self.document.unsaved_count + self.unkept_marks()
        if not count:
            left()
            return
        answers: list[tuple[tuple[str, ...], str, Callable[[], None]]] = [
            (("enter", "s", "S", "ctrl+s"), self.words("choice.save-quit"), lambda: self._save_and(left)),
            (("d", "D", "ctrl+d"), self.words("choice.discard"), left),
            (("escape",), self.words("choice.back"), lambda: None),
        ]
        self.status.ask(Choice(self.words("prompt.quit", count=count), answers))

    def _save_and(self, then: Callable[[], None]) -> None:
        if self.path is None or is_shipped(self.path):
            self._save_as(self.words("prompt.save-shipped"), then=then)
        else:
            self._save_checked(self.path, then=then)


def _held(path: Path) -> str | None:
    """The text that a file holds; empty if it is no text, None if there is none to be had."""
    from ..files.save import text_on_disk  # noqa: PLC0415

    try:
        return text_on_disk(path)
    except OSError:
        return None
    except UnreadableError:
        return ""
