"""The editor for prose: Textual's text area over the whole screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Label, TextArea

from ..files.words import Words
from .text import CONTROLS, clean

# Control characters stand in the text area as private-use characters, so that they reach no terminal and an edit
# elsewhere in the text keeps them.
_VEILED: Final = re.compile(rf"(?![\t\n\U000e0000-\U000e0fff])[{CONTROLS}]")
_VEIL: Final = {code: 0xF0000 + code for code in range(0x10000) if _VEILED.match(chr(code))}
_UNVEIL: Final = {veiled: code for code, veiled in _VEIL.items()}


class _Prose(TextArea):
    """The text; controls in what is pasted are left out, since they would reach the terminal."""

    async def _on_key(self, event: events.Key) -> None:
        """A letter with Alt is not typed; what is no such goes to the text area's own method, which comes next."""
        if event.key.startswith("alt+"):
            event.stop()
            event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = event.text.replace("\r\n", "\n").replace("\r", "\n").translate(dict.fromkeys(_VEIL))
        await super()._on_paste(event)
        event.prevent_default()


class Editor(Screen[None]):
    """Edits one text; `done` gets it when it was changed and kept, `draft` whenever it changes."""

    CSS = """
    Editor { layout: vertical; }
    Editor Label { width: 100%; height: 1; background: $panel; color: $foreground; }
    Editor #title { text-style: bold; }
    Editor TextArea { border: none; padding: 0 1; height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "keep", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+q", "stay", show=False, priority=True),
    ]

    def __init__(
        self,
        words: Words,
        title: str,
        text: str,
        paragraph: int,
        done: Callable[[str], None],
        draft: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__()
        self.draft = draft
        self.words, self.heading, self.original, self.paragraph, self.done = words, title, text, paragraph, done
        self._warned = self._told = False

    def compose(self) -> ComposeResult:
        """A title, the text, the keys."""
        yield Label(clean(self.heading), id="title", markup=False)
        area = _Prose(
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
            self.draft(self.original)
            self.dismiss()
            return
        self._warned = True
        self.tell(self.words("editor.unsaved"))

    def action_stay(self) -> None:
        """The program does not end from here: the text would be lost."""
        self.tell(self.words("editor.first"))

    def tell(self, message: str) -> None:
        """Show a message until something is typed."""
        self._told = True
        self.query_one("#keys", Label).update(message)

    def on_text_area_changed(self) -> None:
        """What is typed is put by at once; typing on takes the warning back."""
        self.draft(self.text)
        self._warned = False
        if self._told:
            self._told = False
            self.query_one("#keys", Label).update(self.words("editor.keys"))
