"""What the desk asks of whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Host(Protocol):
    """The application, or a test in its place."""

    def quit(self) -> None:
        """End the program."""

    def edit_text(self, title: str, text: str, paragraph: int, done: Callable[[str], None]) -> None:
        """Let the user edit a long text; `done` gets it if it was changed."""

    def redraw(self) -> None:
        """Paint everything, whatever the terminal shows."""
