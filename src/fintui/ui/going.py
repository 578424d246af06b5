"""The desk's ways: moving the cursor, opening parts, following links, and what each part's page holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ..checks.judge import Severity
from ..files.words import Words
from ..model.document import Document
from ..model.place import Place
from . import pages
from .help import help_items
from .items import Item, Stop
from .ledger import STYLES
from .parts import Part
from .stage import Stage
from .tallies import Outcomes
from .text import clean

if TYPE_CHECKING:
    from ..checks.engine import Engine
    from ..checks.outcome import Quote
    from ..files.faults import Fault
    from .actions import Action
    from .host import Host
    from .outdated import Outdated
    from .tools import Toolbox


class Visit(NamedTuple):
    """A page that is visited: its title and what stands on it, asked for whenever it is shown."""

    title: Callable[[], str]
    items: Callable[[], list[Item]]
    stays: bool = False
    """Whether it is still shown after an undo, instead of the place that was changed."""


class Going(Stage):
    """What leads from part to part; mixed into the desk."""

    document: Document
    words: Words
    host: Host
    faults: list[Fault]
    engine: Engine | None
    tell: Callable[..., None]
    go_quote: Callable[[Quote], None]
    findings_page: Callable[[], list[Item]]
    outcomes: Outcomes
    outdated: Outdated
    file_name: Callable[[], str]
    signed: Callable[[list[Item]], list[Item]]
    visits: dict[str, Visit]
    actions: list[Action]
    tools: Toolbox
    _before_visit = ""

    # -- moving
    def move(self, rows: int, columns: int) -> None:
        """Arrow keys."""
        self.focused_face.move(rows, columns)
        self._follow()

    def page(self, pages: int) -> None:
        """Page keys."""
        self.focused_face.page(pages)
        self._follow()

    def home(self, table: bool) -> None:  # noqa: FBT001
        """Home, or to the start of everything."""
        self.focused_face.home(table=table)
        self._follow()

    def end(self, table: bool) -> None:  # noqa: FBT001
        """End, or to the end of everything."""
        self.focused_face.end(table=table)
        self._follow()

    def _follow(self) -> None:
        """The panel shows what the contents list is on."""
        if self.focus == "contents":
            self.open_part(self.contents.parts[self.contents.at])

    # -- parts
    def open_part(self, part: Part) -> None:
        """Show a part in the panel."""
        self.part = part
        if part.is_table:
            if self.grid.role != part.role:
                self.grid.show(part.role)
        else:
            self.page_face.show(part.page, self._page_title(part), self._items(part), part.topic)
        self.contents.select(part.id)
        self.divide_again()

    def spark(self, place: Place) -> str:
        """A figure over the years, once the other years are known."""
        return self.tools["trend"].spark(place) if "trend" in self.tools else ""

    def _page_title(self, part: Part) -> str:
        printed = self.document.statement.headings
        heading = {"explanations": printed.explanations, "glossary": printed.glossary, "overview": printed.overview}
        if part.page in self.visits:
            return self.visits[part.page].title()
        return clean(heading.get(part.page, "")) or self.words(f"part.{part.page}")

    def items_of(self, page: str) -> list[Item]:
        """What stands on a page of the statement."""
        return self._items(Part(page, "", page=page))

    def _items(self, part: Part) -> list[Item]:
        return self.signed(self._made(part))

    def _made(self, part: Part) -> list[Item]:
        if part.page == "findings":
            sentences = [fault.sentence(self.words, self.file_name()) for fault in self.faults]
            return [*self.findings_page(), *(pages.faults(sentences, self.words) if sentences else [])]
        if part.page == "explanations":
            return pages.explanations(self.document, self.words, self._stops)
        if part.page in self.visits:
            return self.visits[part.page].items()
        if part.page == "overview":
            return pages.overview(self.document, self.words, self.spark)
        if part.page == "charts":
            return pages.charts(self.document, self.words, self.tools["trend"].charts())
        make = {
            "works": pages.works,
            "glossary": pages.glossary,
        }
        return make[part.page](self.document, self.words)

    def go_key(self, key: str) -> None:
        """To the part of a digit or letter."""
        part = next((part for part in self.contents.parts if part.key == key), None)
        if part:
            self.open_part(part)
            self.focus_panel()
        else:
            self.tell(self.words("message.no-such-part", key=key))

    def next_part(self, step: int) -> None:
        """To the next or previous part with a panel of its own."""
        tops = [part for part in self.contents.parts if part.level == 0]
        at = max((i for i, part in enumerate(tops) if self._is_at_or_in(part)), default=0)
        self.open_part(tops[(at + step) % len(tops)])

    def _is_at_or_in(self, part: Part) -> bool:
        return part.id == self.part.id or bool(part.page and part.page == self.part.page)

    def goto(self, target: Place | str) -> None:
        """To a figure, or to a part by its id."""
        part_id = target.role if isinstance(target, Place) else target
        part = next((part for part in self.contents.parts if part.id == part_id), None)
        if part is None and part_id in self.visits:
            part = Part(part_id, self.visits[part_id].title(), page=part_id)
        if part:
            self.open_part(part)
            if isinstance(target, Place) and not self.grid.go(target) and self.grid.layout.narrowed:
                self.tools["view"].all()  # it may be among the rows that are not seen
                self.grid.go(target)

    def focus_contents(self) -> None:
        """Keys go to the contents list."""
        if self.part.page in self.visits:
            self.leave_visit()
            return
        self.set_focus("contents")

    def focus_panel(self) -> None:
        """Keys go to the panel."""
        self.set_focus("panel")

    def leave_contents(self) -> None:
        """Where the keys went to the contents list, they go to the panel."""
        if self.focus == "contents":
            self.focus_panel()

    def focus_ledger(self) -> None:
        """Keys go to the ledger of what is selected."""
        if self.part.page == "help":
            self.tell(self.words("detail.read-only"))
        elif self.ask_detail():
            self.focus_panel()
            self.detail.update()
            self.set_focus("ledger")

    def go_operand(self) -> None:
        """From the ledger to the figure or words of the entry."""
        entry = self.detail.selected()
        if entry and entry.target:
            self.go_quote(entry.target)
            self.detail.update()
            self.detail.focus(focused=True)
        else:
            self.tell(self.words("message.nothing-to-go-to"))

    def refresh_page(self) -> None:
        """The page shown is made anew."""
        if not self.part.is_table:
            self.page_face.update(self._page_title(self.part), self._items(self.part))

    def _stops(self, topic: str) -> list[Stop]:
        """The numbers of a section, each in the style of how it tied out."""
        if self.engine is None:
            return []
        place = Place("sections", topic, "text")
        stops, outdated = [], self.outdated.spots
        for number in self.engine.numbers(topic):
            severity = self.outcomes.span_severity(place, number.start, number.end)
            style = "unknown" if severity is None else "tied" if severity is Severity.NONE else STYLES[severity]
            style = "stale" if (topic, number.start) in outdated else style
            stops.append(Stop(number.start, number.end, style))
        return stops

    def redraw(self) -> None:
        """Paint everything again."""
        self.host.redraw()

    def help(self) -> None:
        """Every key, from the registry; Esc leads back."""
        here = self.places_here() if self.part.page != "help" else ()
        self.visit("help", lambda: self.words("part.help"), lambda: help_items(self.words, self.actions, here))

    # -- pages that are visited: in no contents list, left with Esc
    def visit(
        self, page: str, title: Callable[[], str], items: Callable[[], list[Item]], *, stays: bool = False
    ) -> None:
        """Show a page made by `items`; it is made anew whenever the document changes; Esc leads back."""
        if self.part.page not in self.visits:
            self._before_visit = self.part.id
        self.visits[page] = Visit(title, items, stays)
        self.focus_panel()
        self.open_part(Part(page, title(), page=page))

    def stays_here(self) -> bool:
        """Whether the page shown is one on which an undo is seen just as well."""
        return self.part.page in self.visits and self.visits[self.part.page].stays

    def leave_visit(self) -> None:
        """Back to where the page was asked for."""
        if self.part.page in self.visits:
            self.goto(self._before_visit)
