"""The help page, made from the registry of actions."""

from __future__ import annotations

from collections.abc import Sequence

from ..files.words import Words
from .actions import Action
from .cheat_sheet import groups
from .items import Field, Item

_CELLS = 32


def help_items(words: Words, actions: Sequence[Action]) -> list[Item]:
    """Every action with its keys and where it works; then how figures are typed and what the signs mean."""
    items: list[Item] = []
    for title, lines in groups(actions, words):
        items.append(Item((Field(title, "heading"),), space=1 if items else 0))
        items += [_line(keys, text) for keys, text in lines]
    for topic in ("typing", "signs"):
        items.append(Item((Field(words(f"help.{topic}"), "heading"),), space=1))
        number = 1
        while (key := f"help.{topic}-{number}") in words:
            left, _, right = words(key).partition("|")
            items.append(_line(left.strip(), right.strip()))
            number += 1
    return items


def _line(keys: str, text: str) -> Item:
    return Item((Field(keys, "key", cells=_CELLS), Field(text, "base")))
