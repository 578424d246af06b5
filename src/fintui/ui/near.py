"""Places by name as seen from a figure: the ledger's way of calling them."""

from __future__ import annotations

from typing import ClassVar, Final

from ..files.naming import Names
from ..model.place import Place
from .text import clean, cut

_LONGEST: Final = 24
"""Cells of a row's name, its code included."""


class NearNames(Names):
    """Names that say no more than tells a place apart from the figure itself, its row and its column.

    So few words change from figure to figure, and what is told of one takes few lines.
    """

    __slots__ = ("here",)
    here: Place
    shown_parts: ClassVar[int] = 3
    lists_zeros: ClassVar[bool] = False

    def __init__(self, names: Names, here: Place) -> None:
        super().__init__(names.statement, names.form, names.words)
        object.__setattr__(self, "here", here)  # names are frozen

    def is_seen(self, place: Place) -> bool:
        """The figure itself is shown above the ledger's entries."""
        return place == self.here

    def row(self, place: Place) -> str:
        """A row's code and name; a long name is cut. That of the figure itself stands in the panel."""
        return self.words("ledger.here") if place == self.here else cut(clean(super().row(place)), _LONGEST)

    def _cell(self, place: Place) -> str:
        here = self.here
        if place == here:
            return self.words("ledger.here")
        if place.part != here.part or not place.key or place.field == "name":
            return super()._cell(place)
        if place.key == here.key:
            return self.column(place)
        return self.row(place) if place.field == here.field else f"{self.row(place)} · {self.column(place)}"
