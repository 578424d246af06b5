"""A page: prose, lists and charts, item by item, wrapped to the width, with a cursor that goes from field to field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..checks.outcome import Outcome, Quote
from ..model.place import Place
from .face import Face
from .text import Line, Run, clean, fit, left, width, wrap

MARGIN = 2
Emphasis = Callable[[str], list[Run]]


@dataclass(frozen=True, slots=True)
class Stop:
    """A number in a field's text: start, end, and the style that says how it tied out."""

    start: int
    end: int
    style: str


@dataclass(frozen=True, slots=True)
class Field:
    """A text on the page. `place`: what an edit of it changes; `goto`: where Enter leads instead."""

    text: str
    style: str = "base"
    place: Place | None = None
    goto: Place | Quote | str | None = None
    cells: int = 0
    """Width of the field; 0: the rest of the line."""
    right: bool = False
    paragraph: int = 0
    """Which paragraph of the place's text this is, from 0."""
    offset: int = 0
    """Where the text begins in the place's text as stored."""
    stops: tuple[Stop, ...] = ()
    """Numbers in the text that the cursor goes to with left and right."""
    outcome: Outcome | None = None
    """The finding that this field tells."""

    @property
    def selectable(self) -> bool:
        """Whether the cursor stops here."""
        return self.place is not None or self.goto is not None


@dataclass(frozen=True, slots=True)
class Item:
    """Fields side by side, or lines that paint themselves (a chart); `space` blank lines before it."""

    fields: tuple[Field, ...] = ()
    space: int = 0
    draw: Callable[[int], list[Line]] | None = None
    topic: str = ""
    """What a link to this item names."""
    indent: int = 0


@dataclass(slots=True)
class _Laid:
    """An item on the page: its lines, and the first line's number."""

    item: Item
    start: int
    lines: list[list[tuple[int, Line]]] = field(default_factory=list)
    """Per line: (index of the field or -1, its runs)."""


class Page(Face):
    """A scrolling page of items."""

    def __init__(self, emphasis: Emphasis) -> None:
        super().__init__()
        self.emphasis = emphasis
        self.focused = True
        self.name = ""
        self.title: Run = ("", "title")
        self._items: list[Item] = []
        self._laid: list[_Laid] = []
        self._top = self._at = self._field = 0
        self._stop = -1
        self._kept: dict[str, tuple[int, int, int]] = {}

    # -- what is shown
    def show(self, name: str, title: str, items: list[Item], topic: str = "") -> None:
        """Show a page; where one was on it comes back, unless a topic is asked for."""
        if self.name and self.name != name:
            self._kept[self.name] = (self._top, self._at, self._field)
            self._top, self._at, self._field = self._kept.get(name, (0, 0, 0))
        self.name, self.title = name, (f" {title}", "title")
        self._items = items
        self._lay_out()
        if topic:
            self.go_topic(topic)
        self._settle()
        self.touch()

    def update(self, items: list[Item]) -> None:
        """The same page with new content: only lines that differ are painted again."""
        before = [self.paint(y) for y in range(self.height)]
        self._items = items
        self._lay_out()
        self._settle()
        self.touch(*(y for y in range(self.height) if self.paint(y) != before[y])) if before else None

    def resized(self) -> None:
        """Wrap to the new width."""
        self._lay_out()
        self._settle()

    def selected(self) -> Field | None:
        """The field that the cursor is on."""
        if not 0 <= self._at < len(self._items):
            return None
        fields = self._items[self._at].fields
        chosen = fields[self._field] if self._field < len(fields) else None
        return chosen if chosen and chosen.selectable else None

    def selected_span(self) -> tuple[int, int] | None:
        """The selected number, as offsets in the place's text as stored."""
        chosen = self.selected()
        if chosen is None or not 0 <= self._stop < len(chosen.stops):
            return None
        stop = chosen.stops[self._stop]
        return chosen.offset + stop.start, chosen.offset + stop.end

    def go_span(self, place: Place, start: int) -> bool:
        """Put the cursor on the number that begins at an offset of a place's text, or on its paragraph."""
        for at, item in enumerate(self._items):
            for number, each in enumerate(item.fields):
                if each.place == place and each.offset <= start <= each.offset + len(each.text):
                    self._select(at, number)
                    found = (n for n, stop in enumerate(each.stops) if each.offset + stop.start == start)
                    self._stop = next(found, -1)
                    self._reveal()
                    return True
        return False

    def heading_of_selected(self) -> str:
        """The nearest heading above the cursor."""
        for item in reversed(self._items[: self._at + 1]):
            for each in item.fields:
                if each.style == "heading":
                    return each.text
        return ""

    def go_topic(self, topic: str) -> bool:
        """Bring the item of a topic to the top, the cursor on the first field from there on."""
        for laid in self._laid:
            if laid.item.topic == topic:
                self._top = min(laid.start + laid.item.space, self._last_top())
                self._select_from(self._items.index(laid.item), 1)
                self.touch()
                return True
        return False

    def go(self, place: Place) -> bool:
        """Put the cursor on the field of a place."""
        for at, item in enumerate(self._items):
            for number, each in enumerate(item.fields):
                if each.place == place:
                    self._select(at, number)
                    self._reveal()
                    return True
        return False

    # -- moving
    def move(self, rows: int, columns: int) -> None:
        """Up and down by item, or by line where an item is longer than the page; left and right by field."""
        if columns:
            self._sideways(columns)
            return
        laid = self._laid[self._at] if self._at < len(self._laid) else None
        bottom = self._top + self._body()
        if laid and rows > 0 and laid.start + len(laid.lines) > bottom:
            self._scroll_to(self._top + 1)
        elif laid and rows < 0 and laid.start + laid.item.space < self._top:
            self._scroll_to(self._top - 1)
        elif not self._step(rows):
            self._scroll_to(self._top + rows)

    def page(self, pages: int) -> None:
        """Scroll by a page; the cursor goes to the first field in sight."""
        self._scroll_to(self._top + pages * max(1, self._body() - 1))
        self._select_in_sight()

    def home(self, *, table: bool = False) -> None:
        """To the top of the page."""
        self._scroll_to(0)
        self._select_from(0, 1)

    def end(self, *, table: bool = False) -> None:
        """To the end of the page."""
        self._scroll_to(self._last_top())
        self._select_from(len(self._items) - 1, -1)

    def scroll(self, lines: int) -> None:
        """Scroll by lines (the mouse wheel)."""
        self._scroll_to(self._top + lines)
        self._select_in_sight()

    def click(self, x: int, y: int) -> None:
        """Put the cursor on the field at a point."""
        row = self._top + y - 1
        for at, laid in enumerate(self._laid):
            if laid.start <= row < laid.start + len(laid.lines):
                column, hit = MARGIN + laid.item.indent, -1
                for index, runs in laid.lines[row - laid.start]:
                    column += sum(width(text) for text, _ in runs)
                    if index >= 0 and laid.item.fields[index].selectable and (hit < 0 or x >= column):
                        hit = index
                    if x < column:
                        hit = index if index >= 0 and laid.item.fields[index].selectable else hit
                        break
                if hit >= 0:
                    self._select(at, hit)

    def _sideways(self, columns: int) -> None:
        chosen = self.selected()
        if chosen and chosen.stops and -1 <= self._stop + columns < len(chosen.stops):
            self._stop += columns
            self._touch_item(self._at)
            return
        fields = self._items[self._at].fields if self._at < len(self._items) else ()
        at = self._field + columns
        while 0 <= at < len(fields):
            if fields[at].selectable:
                self._select(self._at, at)
                return
            at += columns

    def _step(self, rows: int) -> bool:
        """To the next item that has a field to stop at; False if there is none."""
        at = self._at + rows
        while 0 <= at < len(self._items):
            if (number := self._stop_in(at)) is not None:
                self._select(at, number)
                self._reveal()
                return True
            at += rows
        return False

    def _stop_in(self, at: int) -> int | None:
        fields = self._items[at].fields
        if self._field < len(fields) and fields[self._field].selectable:
            return self._field
        return next((n for n, each in enumerate(fields) if each.selectable), None)

    def _select_from(self, at: int, step: int) -> None:
        while 0 <= at < len(self._items):
            if (number := self._stop_in(at)) is not None:
                self._select(at, number)
                return
            at += step

    def _select_in_sight(self) -> None:
        laid = self._laid[self._at] if self._at < len(self._laid) else None
        if laid and laid.start < self._top + self._body() and laid.start + len(laid.lines) > self._top:
            return
        first = next((n for n, each in enumerate(self._laid) if each.start + len(each.lines) > self._top), 0)
        self._select_from(first, 1)

    def _select(self, at: int, number: int) -> None:
        self._touch_item(self._at)
        self._at, self._field, self._stop = at, number, -1
        self._touch_item(at)

    def _reveal(self) -> None:
        laid = self._laid[self._at]
        start, end = laid.start + laid.item.space, laid.start + len(laid.lines)
        if start < self._top:
            # Headings directly above come into sight too.
            self._scroll_to(max(0, laid.start - 1) if self._at else 0)
        elif end > self._top + self._body():
            self._scroll_to(min(start, end - self._body()))

    def _scroll_to(self, top: int) -> None:
        top = max(0, min(top, self._last_top()))
        if top != self._top:
            self._top = top
            self.touch()

    def _settle(self) -> None:
        self._at = max(0, min(self._at, len(self._items) - 1))
        if self.selected() is None and self._items:
            self._select_from(self._at, 1)
        self._top = max(0, min(self._top, self._last_top()))

    def _last_top(self) -> int:
        total = self._laid[-1].start + len(self._laid[-1].lines) if self._laid else 0
        return max(0, total - self._body())

    def _body(self) -> int:
        return max(1, self.height - 1)

    def _touch_item(self, at: int) -> None:
        if at < len(self._laid):
            laid = self._laid[at]
            lines = [laid.start + n - self._top + 1 for n in range(len(laid.lines))]
            seen = [y for y in lines if 1 <= y < self.height]
            if seen:
                self.touch(*seen)

    # -- layout and painting
    def _lay_out(self) -> None:
        self._laid, start = [], 0
        for item in self._items:
            laid = _Laid(item, start)
            laid.lines = [[] for _ in range(item.space)] + self._lines(item)
            self._laid.append(laid)
            start += len(laid.lines)

    def _lines(self, item: Item) -> list[list[tuple[int, Line]]]:
        room = max(8, self.width - MARGIN - 1 - item.indent)
        if item.draw:
            return [[(-1, line)] for line in item.draw(room)]
        columns: list[tuple[int, int, list[Line]]] = []
        for number, each in enumerate(item.fields):
            cells = min(each.cells, room) if each.cells else room
            room -= cells
            columns.append((number, cells, self._wrapped(each, cells)))
        tallest = max((len(lines) for _, _, lines in columns), default=0)
        return [
            [(number, lines[y] if y < len(lines) else [(" " * cells, "base")]) for number, cells, lines in columns]
            for y in range(tallest)
        ]

    def _wrapped(self, each: Field, cells: int) -> list[Line]:
        text = clean(each.text)
        inner = cells - 1 if each.cells else cells  # a gap between fields that stand side by side
        if each.right:
            pad = max(0, inner - width(text))
            return [[(" " * pad, each.style), (text, each.style), (" ", "base")]]
        if each.stops:
            runs = _with_stops(text, each.stops)
        else:
            runs = self.emphasis(text) if each.style == "prose" else [(text, each.style)]
        lines = []
        for start, end in wrap(text, inner):
            piece = _slice(runs, start, end)
            lines.append(fit(piece, cells, "base") if each.cells else piece)
        return lines

    def paint(self, y: int) -> Line:
        """The title, then the items from the top line on."""
        if y == 0:
            return [(left(self.title[0], self.width), self.title[1])]
        row = self._top + y - 1
        low, high = 0, len(self._laid)
        while low < high:  # the last item that starts at or before this line
            middle = (low + high) // 2
            if self._laid[middle].start <= row:
                low = middle + 1
            else:
                high = middle
        at = low - 1
        if at < 0 or row - self._laid[at].start >= len(self._laid[at].lines):
            return []
        laid = self._laid[at]
        here = at == self._at and self.selected() is not None
        line: Line = [((">" if here and self.focused else " ").ljust(MARGIN + laid.item.indent), "base")]
        parts = laid.lines[row - laid.start]
        if here and not parts:
            line = []
        for number, runs in parts:
            chosen = here and number == self._field
            line += self._chosen_runs(laid, row, number, runs) if chosen else runs
        return line

    def _chosen_runs(self, laid: _Laid, row: int, number: int, runs: Line) -> Line:
        """The runs of a selected field; the selected number stands out once more."""
        chosen = self.selected()
        if chosen is None or not 0 <= self._stop < len(chosen.stops):
            return [(text, self._chosen_style(name)) for text, name in runs]
        stop = chosen.stops[self._stop]
        at = sum(
            len(text)
            for parts in laid.lines[: row - laid.start]
            for index, before in parts
            if index == number
            for text, _ in before
        )
        line: Line = []
        for text, name in runs:
            inside = stop.start <= at < stop.end
            line.append((text, ("cursor" if self.focused else name) if inside else self._chosen_style(name)))
            at += len(text)
        return line

    def _chosen_style(self, name: str) -> str:
        if not self.focused or name in {"failed", "warned"}:
            return name
        return "selected-number" if name in {"number", "rounded", "tied"} else "selected"

    def position(self) -> str:
        """How far down the page one is."""
        total = self._laid[-1].start + len(self._laid[-1].lines) if self._laid else 0
        return f"{min(total, self._top + self._body())}/{total}"


def _with_stops(text: str, stops: tuple[Stop, ...]) -> list[Run]:
    """Prose as runs, each number in the style of how it tied out."""
    runs: list[Run] = []
    at = 0
    for stop in stops:
        runs += [(text[at : stop.start], "base"), (text[stop.start : stop.end], stop.style)]
        at = stop.end
    return [*runs, (text[at:], "base")]


def _slice(runs: list[Run], start: int, end: int) -> Line:
    """The part of runs between two offsets of their joined text."""
    line, at = [], 0
    for text, style in runs:
        low, high = max(start - at, 0), min(end - at, len(text))
        if low < high:
            line.append((text[low:high], style))
        at += len(text)
    return line
