"""A page: prose, lists and charts, item by item, with a cursor that goes from field to field and number to number."""

from __future__ import annotations

from collections.abc import Callable

from ..model.place import Place
from .face import Face
from .items import Field, Item
from .page_layout import MARGIN, Emphasis, Layout
from .text import Line, Run, left, width


class Page(Face):
    """A scrolling page of items."""

    def __init__(self, emphasis: Emphasis) -> None:
        super().__init__()
        self.focused = True
        self.name = ""
        self.title: Run = ("", "title")
        self._items: list[Item] = []
        self.layouts = {"": Layout(emphasis)}  # of all pages, or by name: one that is kept while others are shown
        self._layout = self.layouts[""]
        self._top = self._at = self._field = 0
        self._stop = -1
        self._kept: dict[str, tuple[int, int, int]] = {}

    # -- what is shown
    def show(self, name: str, title: str, items: list[Item], topic: str = "") -> None:
        """Show a page; where one was on it comes back, unless a topic is asked for."""
        if self.name != name:
            self._kept[self.name] = (self._top, self._at, self._field)
            self._top, self._at, self._field = self._kept.get(name, (0, 0, 0))
            self._stop = -1
        self.name, self.title, self._items = name, (f" {title}", "title"), items
        self._layout = self.layouts.get(name, self.layouts[""])
        self._lay_out()
        if topic:
            self.go_topic(topic)
        self.touch()

    def update(self, title: str, items: list[Item]) -> None:
        """The same page with new content: only lines that differ are painted again."""
        before = [self.paint(y) for y in range(self.height)]
        self.title, self._items = (f" {title}", "title"), items
        self._lay_out()
        if stale := [y for y in range(self.height) if self.paint(y) != before[y]]:
            self.touch(*stale)

    def resized(self) -> None:
        """Wrap to the new width; the cursor stays in sight."""
        self._lay_out()
        if self.selected():
            self._reveal()

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

    def heading_of_selected(self) -> str:
        """The nearest heading above the cursor."""
        for item in reversed(self._items[: self._at + 1]):
            for each in item.fields:
                if each.style == "heading":
                    return each.text
        return ""

    # -- going to a place
    def go_topic(self, topic: str) -> bool:
        """Bring the item of a topic to the top, the cursor on the first field from there on."""
        for at, item in enumerate(self._items):
            if item.topic == topic:
                self._top = min(self._layout.extent(at, space=False).start, self._last_top())
                self._select_from(at, 1)
                self.touch()
                return True
        return False

    def go(self, place: Place) -> bool:
        """Put the cursor on the field of a place."""
        return self.go_field(lambda each: each.place == place)

    def go_span(self, place: Place, start: int) -> bool:
        """Put the cursor on the number that begins at an offset of a place's text, or on its paragraph."""
        if not self.go_field(lambda each: each.place == place and each.span[0] <= start <= each.span[1]):
            return False
        chosen = self.selected()
        self._stop = chosen.stop_at(start) if chosen else -1
        self._reveal()
        return True

    def go_field(self, wanted: Callable[[Field], bool]) -> bool:
        """Put the cursor on the first field that is wanted."""
        for at, item in enumerate(self._items):
            for number, each in enumerate(item.fields):
                if wanted(each):
                    self._select(at, number)
                    self._reveal()
                    return True
        return False

    # -- moving
    def move(self, rows: int, columns: int) -> None:
        """Up and down by item, or by line where an item is longer than the page; left and right by number or field."""
        if columns:
            self._sideways(columns)
            return
        lines = self._layout.extent(self._at, space=False) if self._items else range(0)
        if lines and rows > 0 and lines.stop > self._top + self._body() > lines.start:
            self._scroll_to(self._top + 1)
        elif lines and rows < 0 and lines.start < self._top < lines.stop:
            self._scroll_to(self._top - 1)
        elif not self._step(rows):
            self._scroll_to(self._top + rows)

    def page(self, pages: int) -> None:
        """Scroll by a page; the cursor goes to the first field in sight, at the ends to the first or last one."""
        before = self._top
        self._scroll_to(self._top + pages * max(1, self._body() - 1))
        if self._top == before:
            self._select_from(len(self._items) - 1 if pages > 0 else 0, -pages)
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
        """Put the cursor on the field at a point, or on the one nearest to its left."""
        row = self._top + y - 1
        if y < 1 or row >= len(self._layout.lines):
            return
        line = self._layout.lines[row]
        fields, hit = self._items[line.item].fields, -1
        column = MARGIN + self._items[line.item].indent
        for index, parts in line.parts:
            if index >= 0 and fields[index].selectable and (hit < 0 or x >= column):
                hit = index
            column += sum(width(text) for text, _ in parts)
        if hit >= 0:
            self._select(line.item, hit)

    def _sideways(self, columns: int) -> None:
        chosen = self.selected()
        if chosen and chosen.stops and -1 <= self._stop + columns < len(chosen.stops):
            self._stop += columns
            self._touch_item(self._at)
            self._reveal()
            return
        fields = self._items[self._at].fields if self._at < len(self._items) else ()
        at = self._field + columns
        while 0 <= at < len(fields):
            if fields[at].selectable:
                self._select(self._at, at)
                return
            at += columns

    def _step(self, rows: int) -> bool:
        """To the next item that has a field to stop at; False if there is none within a page."""
        at = self._at + rows
        while 0 <= at < len(self._items):
            lines = self._layout.extent(at, space=False)
            if not self._top - self._body() <= lines.start < self._top + 2 * self._body():
                return False
            if (number := self._items[at].stop_near(self._field)) is not None:
                self._select(at, number)
                self._reveal()
                return True
            at += rows
        return False

    def _select_from(self, at: int, step: int) -> None:
        while 0 <= at < len(self._items):
            if (number := self._items[at].stop_near(self._field)) is not None:
                self._select(at, number)
                return
            at += step

    def _select_in_sight(self) -> None:
        """The cursor stays if it is seen, else it goes to the first field that is."""
        seen = range(self._top, self._top + self._body())
        if not self._layout.lines:
            return
        lines = self._layout.extent(self._at)
        if lines.stop > seen.start and lines.start < seen.stop:
            return
        self._select_from(self._layout.lines[self._top].item, 1)
        if self._layout.extent(self._at).start >= seen.stop:
            self._select_from(self._layout.lines[self._top].item, -1)

    def _select(self, at: int, number: int) -> None:
        self._touch_item(self._at)
        self._at, self._field, self._stop = at, number, -1
        self._touch_item(at)

    # -- scrolling
    def _reveal(self) -> None:
        """Bring the cursor into sight, a heading right above it too."""
        lines = self._layout.extent(self._at, space=False)
        if chosen := self.selected_span():
            lines = self._lines_of_stop(lines) or lines
        if lines.start < self._top:
            above = self._layout.extent(self._at).start - 1 if not chosen else lines.start
            self._scroll_to(above if self._at else 0)
        elif lines.stop > self._top + self._body():
            self._scroll_to(min(lines.start, lines.stop - self._body()))

    def _lines_of_stop(self, lines: range) -> range:
        """The lines on which the selected number stands."""
        found = [
            y
            for y in lines
            for number, parts in self._layout.lines[y].parts
            if number == self._field and any(stop == self._stop for _, (_, stop) in parts)
        ]
        return range(found[0], found[-1] + 1) if found else range(0)

    def _scroll_to(self, top: int) -> None:
        top = max(0, min(top, self._last_top()))
        if top != self._top:
            self._top = top
            self.touch()

    def _last_top(self) -> int:
        return max(0, len(self._layout.lines) - self._body())

    def _body(self) -> int:
        return max(1, self.height - 1)

    def _touch_item(self, at: int) -> None:
        if at < len(self._layout.starts):
            lines = self._layout.extent(at)
            seen = range(max(lines.start - self._top + 1, 1), min(lines.stop - self._top + 1, self.height))
            if seen:
                self.touch(*seen)

    # -- layout and painting
    def _lay_out(self) -> None:
        self._layout.lay_out(self._items, self.width)
        self._at = max(0, min(self._at, len(self._items) - 1))
        if self.selected() is None:
            self._select_from(self._at, 1)
        if self.selected() is None:
            self._select_from(self._at, -1)
        self._top = max(0, min(self._top, self._last_top()))

    def paint(self, y: int) -> Line:
        """The title, then the items from the top line on."""
        if y == 0:
            return [(left(self.title[0], self.width), self.title[1])]
        row = self._top + y - 1
        line = self._layout.lines[row] if row < len(self._layout.lines) else None
        if line is None or not line.parts:
            return []
        here = line.item == self._at and self.selected() is not None
        item = self._items[line.item]
        margin = ((">" if here and self.focused else " ") + self._layout.sign(row, item)).ljust(MARGIN + item.indent)
        out: Line = [(margin, "base")]
        for number, parts in line.parts:
            chosen = here and number == self._field
            out += [(text, self._chosen(style, stop) if chosen else style) for text, (style, stop) in parts]
        return out

    def _chosen(self, style: str, stop: int) -> str:
        """The style of a selected field's piece; the selected number stands out once more."""
        if not self.focused:
            return style
        if stop >= 0 and stop == self._stop:
            return "cursor"
        if style in {"failed", "warned", "stale"}:
            return style
        return "selected-number" if style in {"number", "rounded", "tied"} else "selected"

    def position(self) -> str:
        """How far down the page one is."""
        return f"{min(len(self._layout.lines), self._top + self._body())}/{len(self._layout.lines)}"
