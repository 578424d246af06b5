"""Keys in order: each key is done with before the next is looked at.

Textual hands printable keys to the focused widget at once, while keys bound on the way up run later; of several keys
in one read the later can overtake the earlier. Here a key that went to a widget holds the next one back until it has
gone up through all the widget's ancestors, twice, so that what it set off (focus, a new screen) has settled too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

SAFETY = 0.5
"""Seconds after which the next key goes on although a widget on the way has vanished."""

Forward = Callable[[events.Event], Awaitable[None]]


class KeyQueue:
    """Keys and pastes waiting for their turn. `handle` is asked first; what it declines is forwarded to the widgets."""

    def __init__(self, app: App[int], handle: Callable[[events.Key | events.Paste], bool], forward: Forward) -> None:
        self.app, self.handle, self.forward = app, handle, forward
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._turn = 0
        self._busy = False

    async def put(self, event: events.Key | events.Paste) -> None:
        """Take a key; it is handled at once if none is before it."""
        self._waiting.append(event)
        await self._go_on()

    async def _go_on(self) -> None:
        while self._waiting and not self._busy:
            event = self._waiting.popleft()
            if not self.handle(event):
                await self.forward(event)
                self.hold()

    def hold(self) -> None:
        """Let the next key wait until what was set off has settled."""
        self._busy = True
        self._turn += 1
        turn = self._turn
        way: list[MessagePump] = []
        node: MessagePump | None = self.app.focused or self.app.screen
        while node is not None:
            way.append(node)
            node = node._parent  # noqa: SLF001 (the only way up that also ends at the App)
        self._pass_on(way * 2, turn)
        self.app.set_timer(SAFETY, lambda: self._release(turn))

    def _pass_on(self, way: list[MessagePump], turn: int) -> None:
        if not way:
            self.app.call_later(self._release, turn)
        else:
            way[0].call_later(self._pass_on, way[1:], turn)

    async def _release(self, turn: int) -> None:
        if self._busy and turn == self._turn:
            self._busy = False
            await self._go_on()
