"""The picker: a list with a line to type into that narrows it; takes the panel's place while it is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ..model.money import fold
from .face import Face
from .line_edit import LineEdit
from .text import Line, clean, cut, left, width


class Option(NamedTuple):
    """Something to pick. `finds`: further words that find it; `why_not`: why it cannot be picked now."""

    text: str
    run: Callable[[], None]
    note: str = ""
    finds: str = ""
    why_not: str = ""


class Offered:
    """Options of which each is made when it is looked at."""

    def __init__(self, offers: Iterable[Callable[[], Option]]) -> None:
        self._offers = list(offers)
        self._made: dict[int, Option] = {}

    def __len__(self) -> int:
        return len(self._offers)

    def __iter__(self) -> Iterator[Option]:
        return (self[at] for at in range(len(self)))

    def __getitem__(self, at: int) -> Option:
        if at not in self._made:
            self._made[at] = self._offers[at]()
        return self._made[at]


Source = Sequence[Option] | Callable[[str], Iterable[Option]]
"""A list to narrow, or a function from what is typed to what is offered."""


def narrow(options: Iterable[Option], typed: str) -> list[Option]:
    """The options that hold every word typed; first those that begin with it, then those it is a word of."""
    asked = fold(typed).lower().split()
    found = [each for each in options if all(part in fold(f"{each.text} {each.finds}").lower() for part in asked)]
    if not asked:
        return found

    def rank(option: Option) -> tuple[bool, bool]:
        text = fold(option.text).lower()
        return not text.startswith(asked[0]), asked[0] not in fold(f"{text} {option.finds}").lower().split()

    return sorted(found, key=rank)


class Picker(Face):
    """One question and what may be picked. The desk gives it every key while it is open."""

    base = "base"

    def __init__(self) -> None:
        super().__init__()
        self.is_open = False
        self.edit = LineEdit()
        self._question = ""
        self._source: Source = ()
        self._shown: list[Option] | Offered = []
        self._at = self._top = 0
        self._moved: Callable[[Option], None] | None = None
        self._cancelled: Callable[[], None] | None = None

    def open(
        self,
        question: str,
        source: Source,
        *,
        at: int = 0,
        typed: str = "",
        moved: Callable[[Option], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> None:
        """Ask. `at`: the option marked first; `moved` hears of each that is marked, for a preview."""
        self.is_open, self._question, self._source = True, question, source
        self._moved, self._cancelled = moved, cancelled
        self.edit = LineEdit(typed, len(typed))
        self._narrow()
        self._mark(at)

    def key(self, key: str, character: str | None) -> Callable[[], None] | None:
        """Handle a key; returns what is to be run once it is closed, if it closes."""
        steps = {"up": -1, "down": 1, "pageup": -self._rows, "pagedown": self._rows}
        steps |= {"shift+tab": -1, "tab": 1, "ctrl+p": -1, "ctrl+n": 1}
        ends = {"ctrl+home": 0, "ctrl+end": len(self._shown) - 1}
        if key == "escape":
            return self._close(self._cancelled)
        if key == "enter":
            return self._take()
        if key in steps or key in ends:
            self._mark(ends.get(key, self._at + steps.get(key, 0)))
        else:
            before = self.edit.text
            if self.edit.key(key, character) and self.edit.text != before:
                self._narrow()
                self._mark(0)
            self.touch(0)
        return None

    def paste(self, text: str) -> None:
        """Text from the clipboard narrows as if it were typed."""
        self.edit.insert(text.strip("\r\n"))
        self._narrow()
        self._mark(0)

    def again(self) -> None:
        """What is offered may have changed: offer it anew, the mark where it was."""
        at = self._at
        self._narrow()
        self._mark(at)

    def marked(self) -> Option | None:
        """The option that Enter picks."""
        return self._shown[self._at] if self._shown else None

    def click(self, y: int) -> Callable[[], None] | None:
        """Pick the option on a line."""
        at = self._top + y - 1
        if y < 1 or at >= len(self._shown):
            return None
        self._mark(at)
        return self._take()

    def scroll(self, lines: int) -> None:
        """The mouse wheel moves the mark."""
        self._mark(self._at + lines)

    def position(self) -> str:
        """Which option of how many."""
        return f"{self._at + 1 if self._shown else 0}/{len(self._shown)}"

    def _take(self) -> Callable[[], None] | None:
        option = self.marked()
        if option is None or option.why_not:
            return None
        return self._close(option.run)

    def _close(self, then: Callable[[], None] | None) -> Callable[[], None]:
        """What is offered may be much, such as all that stands in a statement: it goes with the list."""
        self.is_open = False
        self._source, self._shown, self._at, self._top = (), [], 0, 0
        self._moved = self._cancelled = None
        return then or (lambda: None)

    @property
    def _rows(self) -> int:
        return max(1, self.height - 1)

    def _narrow(self) -> None:
        source = self._source
        found = source(self.edit.text) if callable(source) else narrow(source, self.edit.text)
        self._shown = found if isinstance(found, Offered) else list(found)
        self._at = self._top = 0
        self.touch()

    def _mark(self, at: int) -> None:
        old, self._at = self._at, max(0, min(len(self._shown) - 1, at))
        top = max(min(self._top, self._at), self._at - self._rows + 1, 0)
        if top != self._top:
            self._top = top
            self.touch()
        elif old != self._at:
            self.touch(old - top + 1, self._at - top + 1)
        if self._moved and (option := self.marked()):
            self._moved(option)

    def resized(self) -> None:
        """Keep the marked option in sight."""
        self._top = max(0, self._at - self._rows + 1)

    def paint(self, y: int) -> Line:
        """The question and what is typed; then an option a line."""
        if y == 0:
            head = self._head()
            before, under, behind = self.edit.window(max(1, self.width - width(head)))
            return [(head, "question"), (before, "edit"), (under, "caret"), (behind, "edit")]
        at = self._top + y - 1
        if at >= len(self._shown):
            return []
        option = self._shown[at]
        note = clean(option.why_not or option.note)
        note = cut(note, self.width // 2)
        text = left(cut(clean(option.text), self.width - width(note) - 4), max(0, self.width - width(note) - 3))
        if at == self._at:
            return [(f"> {text}{note} ", "cursor")]
        return [(f"  {text}", "muted" if option.why_not else "base"), (f"{note} ", "muted")]

    def _head(self) -> str:
        return f" {cut(clean(self._question), max(0, self.width - 14))} "

    def caret(self) -> tuple[int, int] | None:
        """Where one types."""
        if not self.is_open:
            return None
        head = width(self._head())
        return head + width(self.edit.window(max(1, self.width - head))[0]), 0
