"""How the program looks and speaks: themes with a preview, the other language, and into the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...files.memory import load_memory, memory_path, save_memory
from ...files.words import LANGUAGES
from ..picker import Option

if TYPE_CHECKING:
    from ..desk import Desk


class Looks:
    """What is picked here is remembered, unless the settings say otherwise at the next start."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def theme(self) -> None:
        """Pick a theme; the screen shows each one as it is marked."""
        host, words = self.desk.host, self.desk.words
        names, now = host.theme_names(), host.theme_name()

        def shown(option: Option) -> None:
            if problem := host.show_look(option.text):
                self.desk.tell(problem, "error")

        options = [Option(name, lambda name=name: self._keep("theme", name)) for name in names]  # type: ignore[misc]
        at = names.index(now) if now in names else 0
        self.desk.pick(words("prompt.theme"), options, at=at, moved=shown, cancelled=lambda: self._back(now))

    def _back(self, name: str) -> None:
        self.desk.host.show_look(name)

    def language(self) -> None:
        """Speak the next language."""
        spoken = LANGUAGES[(LANGUAGES.index(self.desk.words.language) + 1) % len(LANGUAGES)]
        self.desk.speak(spoken)
        self._keep("language", spoken)

    def _keep(self, key: str, value: str) -> None:
        memory = load_memory(memory_path())
        memory.look[key] = value
        save_memory(memory_path(), memory)
        self.desk.tell(self.desk.words(f"message.{key}-kept", value=value))

    def suspend(self) -> None:
        """Into the background."""
        self.desk.host.suspend_program()
