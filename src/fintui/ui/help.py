"""The help page, made from the registry of actions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..files.words import Words
from .actions import Action
from .cheat_sheet import groups
from .items import Field, Item

_CELLS = 32


def help_items(words: Words, actions: Sequence[Action], here: Collection[str] = ()) -> list[Item]:
    """Every action with its keys, those that cannot run `here` muted; then how figures are typed, what signs mean."""
    usable = {action.id for action in actions if set(here) & set(action.where)}
    items: list[Item] = []
    for title, lines in groups(actions, words):
        items.append(Item((Field(title, "heading"),), space=1 if items else 0))
        for keys, text, name in lines:
            style = "base" if name in usable or not here else "muted"
            items.append(_line(keys, text, style, goto=f"action:{name}"))
    for topic in ("typing", "signs"):
        items.append(Item((Field(words(f"help.{topic}"), "heading"),), space=1))
        number = 1
        while (key := f"help.{topic}-{number}") in words:
            left, _, right = words(key).partition("|")
            items.append(_line(left.strip(), right.strip()))
            number += 1
    return items


def _line(keys: str, text: str, style: str = "base", goto: str | None = None) -> Item:
    return Item((Field(keys, "key", cells=_CELLS), Field(text, style, goto=goto)))
