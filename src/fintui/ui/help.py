"""The help page, made from the registry of actions."""

from __future__ import annotations

from ..files.words import Words
from .actions import ACTIONS, GROUPS, key_name
from .items import Field, Item

_CELLS = 32


def help_items(words: Words) -> list[Item]:
    """Every action with its keys and where it works; then how figures are typed and what the signs mean."""
    items: list[Item] = []
    for group in GROUPS:
        items.append(Item((Field(words(f"help.group-{group}"), "heading"),), space=1 if items else 0))
        keys: dict[str, list[str]] = {}
        for action in ACTIONS:
            if action.group == group:
                keys.setdefault(action.id, []).extend(action.keys)
        for action_id, names in keys.items():
            items.append(_line(_joined(names), words(f"action.{action_id}")))
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


def _joined(keys: list[str]) -> str:
    """Keys as people write them; digits in a row as a range."""
    names = [key_name(key) for key in dict.fromkeys(keys)]
    for prefix in ("", "Alt+"):
        run = [f"{prefix}{n}" for n in range(1, 10)]
        if all(name in names for name in run):
            at = names.index(run[0])
            names = [name for name in names if name not in run]
            names.insert(at, f"{prefix}1–9")
    return " ".join(names)
