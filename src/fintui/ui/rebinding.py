"""Keys of one's own: the registry with the keys that the settings give, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from ..files.faults import nearest
from .actions import KEY_NAMES, Action, key_name

_NAMED: Final = {*KEY_NAMES, "insert", "space", *(f"f{number}" for number in range(1, 25))}
_CHORD: Final = re.compile(r"(?P<modifiers>(?:(?:ctrl|alt|shift)\+)*)(?P<key>.+)", re.DOTALL)


class KeyProblem(NamedTuple):
    """Why an action keeps its keys; `code` is the key `keys.<code>` of the words catalogue."""

    action: str
    code: str
    about: Mapping[str, str]


def rebind(actions: Sequence[Action], keys: Mapping[str, tuple[str, ...]]) -> tuple[list[Action], list[KeyProblem]]:
    """The actions with their new keys; one whose keys cannot be used keeps those it has."""
    problems: list[KeyProblem] = []
    bound = list(actions)
    for name, wanted in keys.items():
        own = [action for action in bound if action.id == name]
        names = [normal(key) for key in wanted]
        problem = _problem(name, own, wanted, names, bound)
        if problem:
            problems.append(problem)
        else:
            bound = [each._replace(keys=tuple(names)) if each.id == name else each for each in bound]
    return bound, problems


def _problem(
    name: str, own: list[Action], wanted: Iterable[str], names: list[str], bound: list[Action]
) -> KeyProblem | None:
    if not own:
        like = nearest(name, sorted({action.id for action in bound}))
        return KeyProblem(name, "no-action-nearest" if like else "no-action", {"found": name, "nearest": like})
    if len({action.args for action in own}) > 1:
        return KeyProblem(name, "fixed", {"action": name})
    if wrong := next((key for key, norm in zip(wanted, names, strict=True) if not norm), ""):
        return KeyProblem(name, "no-key", {"found": wrong, "action": name})
    places = {where for action in own for where in action.where}
    for other in bound:
        if other.id != name and places & set(other.where) and (both := set(names) & set(other.keys)):
            return KeyProblem(name, "clash", {"key": key_name(min(both)), "action": name, "other": other.id})
    return None


def normal(key: str) -> str:
    """A key as the registry names it, however it was written (`^G`, `Ctrl-G`, `F5`, `Space`); empty if it is none."""
    text = key.strip() or key
    if len(text) == 1:
        return text
    text = re.sub(r"(?i)\b(ctrl|alt|shift)[-+]", lambda match: match[1].lower() + "+", text)
    text = "ctrl+" + text[1:].lower() if text.startswith("^") else text
    parts = _CHORD.fullmatch(text)
    modifiers, base = (parts["modifiers"], parts["key"]) if parts else ("", text)
    if len(base) > 1:
        base = base.lower().replace("pgup", "pageup").replace("pgdn", "pagedown")
        if base not in _NAMED:
            return ""
        base = " " if base == "space" and not modifiers else base
    elif "ctrl+" in modifiers:
        base = base.lower()
    return modifiers + base
