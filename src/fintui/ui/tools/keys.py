"""The palette: every action by name, with its keys; those that cannot run here say why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...files.words import LANGUAGES, load_words
from ..actions import EVERYWHERE, key_name
from ..picker import Option

if TYPE_CHECKING:
    from ...files.words import Words
    from ..actions import Action
    from ..desk import Desk


class Keys:
    """Lists the actions to pick from."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def palette(self) -> None:
        """Pick an action by any part of its name or key, and run it where one is."""
        desk, here = self.desk, self.desk.places_here()
        by_id: dict[str, list[Action]] = {}
        for action in self.desk.actions:
            by_id.setdefault(action.id, []).append(action)
        others = [load_words(language) for language in LANGUAGES if language != desk.words.language]
        options = [self._option(actions, here, others) for actions in by_id.values()]
        groups = {desk.words(f"action.{name}"): actions[0].group for name, actions in by_id.items()}
        options.sort(key=lambda each: (bool(each.why_not), groups[each.text] == "move"))
        desk.pick(desk.words("prompt.palette"), options)

    def run_listed(self) -> None:
        """Run the action that the help page's cursor is on, where one came from."""
        field = self.desk.page_face.selected()
        name = field.goto.removeprefix("action:") if field and isinstance(field.goto, str) else ""
        self.desk.leave_visit()
        here = self.desk.places_here()
        actions = [action for action in self.desk.actions if action.id == name]
        if not actions:
            return
        option = self._option(actions, here, [])
        if option.why_not:
            self.desk.tell(f"{option.text}:{option.why_not}")
        else:
            option.run()

    def _option(self, actions: list[Action], here: tuple[str, ...], others: list[Words]) -> Option:
        words = self.desk.words
        usable = next((action for action in actions if set(here) & set(action.where)), None)
        keys = " ".join(dict.fromkeys(key_name(key) for action in actions for key in action.keys))
        places = dict.fromkeys(where for action in actions for where in action.where)
        named = ("grid", "page") if set(EVERYWHERE) <= set(places) else tuple(places)
        why_not = "" if usable else words("picker.only-in", places="、".join(words(f"where.{_base(n)}") for n in named))
        chosen = usable or actions[0]
        return Option(
            words(f"action.{chosen.id}"),
            lambda: self.desk.tools.run(chosen.method, *chosen.args),
            note=keys,
            finds=" ".join((chosen.id, keys, *(other(f"action.{chosen.id}") for other in others))),
            why_not=why_not,
        )


def _base(where: str) -> str:
    """`page:findings` as the catalogue names it: `findings`."""
    return where.rpartition(":")[2]
