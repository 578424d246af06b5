"""What the desk asks of whoever shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ..files.clipboard import Copied
    from ..files.reader import Loaded


class Host(Protocol):
    """The application, or a test in its place."""

    def quit(self) -> None:
        """End the program."""

    def edit_text(
        self, title: str, text: str, paragraph: int, done: Callable[[str], None], draft: Callable[[str], None]
    ) -> None:
        """Let the user edit a long text; `done` gets it if it was changed, `draft` whatever it is on the way."""

    def show_look(self, name: str) -> str:
        """Paint in another theme; returns what is wrong with it, if it cannot be used."""

    def theme_name(self) -> str:
        """The theme shown."""

    def theme_names(self) -> list[str]:
        """The themes there are."""

    def suspend_program(self) -> None:
        """Into the background until the shell brings it back."""

    def open_file(self, loaded: Loaded, path: Path) -> None:
        """Work on another statement from now on."""

    def in_steps(self, steps: Iterator[None]) -> None:
        """Go through something that takes long, with keys let in between its steps; what it changed is shown."""

    def soon(self, call: Callable[[], None]) -> None:
        """Call something once keys have had their turn; what it changed is shown."""

    def lend(self, run: Callable[[], None]) -> bool:
        """Give the terminal to another program while `run` runs it; False where it cannot be given."""

    def redraw(self) -> None:
        """Paint everything, whatever the terminal shows."""

    def copy(self, text: str) -> Copied:
        """Put a text on the clipboard, by whatever way there is; which one is to be told."""
