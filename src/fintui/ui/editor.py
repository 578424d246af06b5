"""The editor for prose: Textual's text area over the whole screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Label, TextArea

from ..files.words import Words

# Control characters stand in the text area as private-use characters, so that they reach no terminal and an edit
# elsewhere in the text keeps them.
_VEIL: Final = {code: 0xF0000 + code for code in [*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0)]} | {
    code: 0xF0000 + code for code in [*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
}
_UNVEIL: Final = {veiled: code for code, veiled in _VEIL.items()}


class Editor(Screen[None]):
    """Edits one text; `done` gets it when it was changed and kept."""

    CSS = """
    Editor { layout: vertical; }
    Editor Label { width: 100%; height: 1; background: $panel; color: $foreground; }
    Editor #title { text-style: bold; }
    Editor TextArea { border: none; padding: 0 1; height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "keep", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
    ]

    def __init__(self, words: Words, title: str, text: str, paragraph: int, done: Callable[[str], None]) -> None:
        super().__init__()
        self.words, self.heading, self.original, self.paragraph, self.done = words, title, text, paragraph, done
        self._warned = False

    def compose(self) -> ComposeResult:
        """A title, the text, the keys."""
        yield Label(self.heading, id="title", markup=False)
        area = TextArea(
            self.original.translate(_VEIL), soft_wrap=True, tab_behavior="indent", highlight_cursor_line=False
        )
        area.cursor_blink = False
        area.cursor_location = (self.paragraph, 0)
        yield area
        yield Label(self.words("editor.keys"), id="keys", markup=False)

    def on_mount(self) -> None:
        """Typing goes to the text."""
        self.query_one(TextArea).focus()

    @property
    def text(self) -> str:
        """The text as it stands now."""
        return self.query_one(TextArea).text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNVEIL)

    def action_keep(self) -> None:
        """Keep the text and close."""
        if self.text != self.original:
            self.done(self.text)
        self.dismiss()

    def action_leave(self) -> None:
        """Close; a changed text is only dropped on the second Esc in a row."""
        if self.text == self.original or self._warned:
            self.dismiss()
            return
        self._warned = True
        self.query_one("#keys", Label).update(self.words("editor.unsaved"))

    def on_text_area_changed(self) -> None:
        """Typing on takes the warning back."""
        if self._warned:
            self._warned = False
            self.query_one("#keys", Label).update(self.words("editor.keys"))
