"""The cheat sheet: every action with its keys, by groups; for the help page, the command line and the docs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..files.words import Words
from .actions import GROUPS, Action, key_name
from .text import width

_KEYS: Final = 18
"""Cells of the column of keys."""
Line = tuple[str, str, str]
"""Keys, what they do, and the action's name in the registry."""


def groups(actions: Sequence[Action], words: Words) -> Iterator[tuple[str, list[Line]]]:
    """The titles of the groups, each with its lines."""
    for group in GROUPS:
        keys: dict[str, list[str]] = {}
        for action in actions:
            if action.group == group:
                keys.setdefault(action.id, []).extend(action.keys)
        yield (
            words(f"help.group-{group}"),
            [(joined(names), words(f"action.{name}"), name) for name, names in keys.items()],
        )


def joined(keys: Sequence[str]) -> str:
    """Keys as people write them; digits in a row as a range."""
    names = [key_name(key) for key in dict.fromkeys(keys)]
    for prefix in ("", "Alt+"):
        run = [f"{prefix}{n}" for n in range(1, 10)]
        if all(name in names for name in run):
            at = names.index(run[0])
            names = [name for name in names if name not in run]
            names.insert(at, f"{prefix}1–9")
    return " ".join(names)


def plain(actions: Sequence[Action], words: Words) -> str:
    """As text in two columns; where there are many keys, what they do stands on a line of its own."""
    blocks = []
    for title, lines in groups(actions, words):
        told = []
        for keys, text, _ in lines:
            gap = f"\n{' ' * (_KEYS + 2)}" if width(keys) >= _KEYS else " " * (_KEYS - width(keys))
            told.append(f"  {keys}{gap}{text}")
        blocks.append("\n".join([title, *told]))
    return "\n\n".join(blocks)


def markdown(actions: Sequence[Action], words: Words) -> str:
    """As tables in Markdown."""
    blocks = [f"# {words('keys.title')}\n\n{words('keys.about')}"]
    for title, lines in groups(actions, words):
        rows = [f"| {_code(keys)} | {text} |" for keys, text, _ in lines]
        head = f"| {words('keys.column-keys')} | {words('keys.column-does')} |"
        blocks.append("\n".join([f"## {title}\n", head, "| --- | --- |", *rows]))
    return "\n\n".join(blocks) + "\n"


def _code(keys: str) -> str:
    escaped = {"|": "\\|", "`": "``"}
    return " ".join(f"`{escaped.get(key, key)}`" for key in keys.split())
