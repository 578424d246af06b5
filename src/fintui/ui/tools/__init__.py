"""Tools: what the desk can do beyond moving and editing; a module each, loaded when it is first used.

An action names `tool.method`. A tool works on the desk it is given, through the roads that keys take: changes go
through `Desk.put` or the document, pages through `Desk.visit`, lists to pick from through `Desk.pick`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ..desk import Desk

TOOLS: Final[dict[str, str]] = {
    "clips": "Clips",
    "figures": "Figures",
    "files": "Files",
    "goto": "GoTo",
    "differ": "Differ",
    "history": "History",
    "keeping": "Keeping",
    "keys": "Keys",
    "looks": "Looks",
    "last_year": "LastYear",
    "marks": "Marks",
    "merge": "Merge",
    "outside": "Outside",
    "preview": "Preview",
    "ranges": "Ranges",
    "recovery": "Recovery",
    "records": "Records",
    "retie": "ReTie",
    "review": "Review",
    "rows": "Rows",
    "search": "Search",
    "spots": "Spots",
    "totals": "Totals",
    "touches": "Touches",
    "trend": "Trend",
    "view": "View",
}
"""The class of each tool, by the module in this package that holds it."""


class Toolbox(dict[str, Any]):
    """The tools of a desk; one is made when it is first asked for, and kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def __missing__(self, name: str) -> Any:
        made = getattr(import_module(f".{name}", __package__), TOOLS[name])
        self[name] = tool = made(self._desk)
        return tool

    def run(self, method: str, *args: object) -> None:
        """Run `method` of the desk, or `tool.method` of a tool."""
        tool, _, name = method.rpartition(".")
        getattr(self[tool] if tool else self._desk, name)(*args)
