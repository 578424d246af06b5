"""The registry of actions: one place for names, keys and where they work.

Bindings, footer and help are all made from it. An action's label is `action.<id>` in the words catalogue; what it
does is the method that it names: of the desk, or `tool.method` of a tool.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from ..model.money import fold

Where = str
"""`grid`, `page`, `contents`, `ledger`; or `page:NAME`, a page on which a key means something of its own; or
`grid:range`, a table in which a range is selected."""
EVERYWHERE: Final[tuple[Where, ...]] = ("grid", "page", "contents", "ledger")


class Action(NamedTuple):
    """`keys` as named here: `ctrl+s`, `pageup`, or the character itself. `hint` orders the footer, 0 is not in it."""

    id: str
    keys: tuple[str, ...]
    method: str
    args: tuple[object, ...] = ()
    where: tuple[Where, ...] = EVERYWHERE
    group: str = "move"
    hint: int = 0


def _parts() -> list[Action]:
    """Digits and letters lead to panels. In a table digits are typed into cells: there they need Alt, or Esc first."""
    digits = [
        Action("go-table" if n else "go-overview", (f"alt+{n}",), "go_key", (str(n),), group="go") for n in range(10)
    ]
    plain = [
        Action("go-table" if n else "go-overview", (str(n),), "go_key", (str(n),), ("page", "contents", "ledger"), "go")
        for n in range(10)
    ]
    letters = [
        Action(f"go-{part}", (key,), "go_key", (key,), group="go")
        for key, part in {"e": "explanations", "g": "charts", "k": "works", "w": "glossary", "f": "findings"}.items()
    ]
    return [*plain, *digits, *letters]


def _grid() -> list[Action]:
    """Editing like a spreadsheet. Shift and an arrow begin or extend a range; F6 does where a terminal keeps those."""
    extend = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}
    return [
        *(Action("extend", (f"shift+{key}",), "ranges.extend", way, ("grid",), "edit") for key, way in extend.items()),
        Action("extend", ("shift+pagedown",), "ranges.page", (1,), ("grid",), "edit"),
        Action("extend", ("shift+pageup",), "ranges.page", (-1,), ("grid",), "edit"),
        Action("extend", ("shift+home",), "ranges.edge", (-1,), ("grid",), "edit"),
        Action("extend", ("shift+end",), "ranges.edge", (1,), ("grid",), "edit"),
        Action("mark", ("f6", "v"), "ranges.mark", (), ("grid",), "edit"),
        Action("select-rows", ("alt+r",), "ranges.take", ("rows",), ("grid",), "edit"),
        Action("select-columns", ("alt+v",), "ranges.take", ("columns",), ("grid",), "edit"),
        Action("select-all", ("alt+a",), "ranges.take", ("all",), ("grid",), "edit"),
        Action("end-range", ("escape",), "ranges.end", (), ("grid:range",), "edit", hint=5),
        Action("clear", ("delete", "backspace"), "figures.put", ("missing",), ("grid",), "edit"),
        Action("set-unknown", ("alt+u",), "figures.put", ("unknown",), ("grid",), "edit"),
        Action("set-blank", ("ctrl+b", "alt+b"), "figures.put", ("blank",), ("grid",), "edit"),
        Action("set-zero", ("alt+z",), "figures.put", ("zero",), ("grid",), "edit"),
        Action("fill-down", ("ctrl+d",), "figures.fill_down", (), ("grid",), "edit"),
        Action("copy", ("ctrl+c",), "clips.copy", (), ("grid", "page", "ledger", "contents"), "edit"),
        Action("cut", ("ctrl+x",), "clips.cut", (), ("grid",), "edit"),
        Action("paste", ("ctrl+v",), "clips.paste", (), ("grid",), "edit"),
        Action("apply-preview", ("enter", "f2"), "preview.apply", (), ("page:preview",), "edit", hint=1),
        Action("recompute", ("alt+q",), "totals.recompute", (), ("grid",), "edit"),
        Action("rows", ("alt+j", "shift+f6", "f18"), "rows.menu", (), ("grid",), "edit"),
        Action("insert-row", ("insert",), "rows.insert", (), ("grid",), "edit"),
        Action("delete-row", ("shift+delete",), "rows.delete", (), ("grid",), "edit"),
        Action("move-row-up", ("alt+up",), "rows.move", (-1,), ("grid",), "edit"),
        Action("move-row-down", ("alt+down",), "rows.move", (1,), ("grid",), "edit"),
        Action("rename-row", ("alt+g",), "rows.rename", (), ("grid",), "edit"),
        Action("recode-row", (), "rows.recode", (), ("grid",), "edit"),
        Action("order-rows", (), "rows.order", (), ("grid",), "edit"),
    ]


ACTIONS: Final[tuple[Action, ...]] = (
    Action("up", ("up",), "move", (-1, 0)),
    Action("down", ("down",), "move", (1, 0)),
    Action("left", ("left",), "move", (0, -1)),
    Action("right", ("right",), "move", (0, 1)),
    Action("page-up", ("pageup",), "page", (-1,)),
    Action("page-down", ("pagedown", " "), "page", (1,)),
    Action("home", ("home",), "home", (False,)),
    Action("end", ("end",), "end", (False,)),
    Action("first", ("ctrl+home",), "home", (True,)),
    Action("last", ("ctrl+end",), "end", (True,)),
    *_parts(),
    Action("next-part", ("f8", "ctrl+pagedown", ">"), "next_part", (1,), group="go", hint=6),
    Action("previous-part", ("f7", "ctrl+pageup", "<"), "next_part", (-1,), group="go"),
    Action("contents", ("escape", "tab", "shift+tab"), "focus_contents", (), ("grid", "page"), "go", hint=2),
    Action("panel", ("enter", "right", "tab", "shift+tab", "escape"), "focus_panel", (), ("contents",), "go", hint=1),
    Action("ledger", ("f5", "l"), "focus_ledger", (), ("grid", "page", "contents"), "check"),
    Action("panel", ("escape", "tab", "shift+tab", "f5", "l"), "focus_panel", (), ("ledger",), "go", hint=2),
    Action("go-operand", ("enter", "f2"), "go_operand", (), ("ledger",), "check", hint=1),
    Action("search", ("ctrl+f", "/"), "search.search", group="go"),
    Action("go-to", ("ctrl+g",), "goto.pick", group="go"),
    Action("go-on", ("n", "ctrl+n"), "go_on", (1,), group="go"),
    Action("go-on-back", ("N", "alt+n"), "go_on", (-1,), group="go"),
    Action("touches", ("shift+f9", "f21"), "touches.show", (), ("grid", "page"), "check"),
    Action("next-finding", ("f4",), "next_finding", (1,), group="check", hint=4),
    Action("previous-finding", ("shift+f4", "f16"), "next_finding", (-1,), group="check"),
    Action("back", ("alt+left", "b"), "back", (), group="check"),
    Action("forward", ("alt+right", "B"), "forward", (), group="check"),
    Action("rows-seen", ("ctrl+k",), "view.rows", (), ("grid",), "view"),
    Action("columns-seen", ("alt+k",), "view.columns", (), ("grid",), "view"),
    Action("order-findings", ("f6", "o"), "order_findings", (), ("page:findings",), "check"),
    Action("filter-findings", ("ctrl+k",), "filter_findings", (), ("page:findings",), "check"),
    Action("correct", ("f3", "c"), "correct", (), ("grid", "page", "ledger"), "check"),
    Action("waive", ("ctrl+t", "v"), "waive", (), ("page:findings",), "check"),
    Action("retie", ("shift+f3", "f15", "alt+p", "P"), "retie.open", group="check"),
    Action("retie-take", ("enter", "f2"), "retie.take", (), ("page:retie",), "check", hint=1),
    Action("retie-all", ("ctrl+a", "A"), "retie.take_all", (), ("page:retie",), "check", hint=2),
    Action("retie-see", ("f6", "o"), "retie.see", (), ("page:retie",), "check", hint=3),
    Action("tick", ("t", "ctrl+t"), "review.tick", (), ("grid", "page"), "review"),
    Action("mark-menu", ("m", "shift+f2", "f14"), "review.menu", group="review"),
    Action("review", ("r", "shift+f5", "f17"), "marks.page", group="review"),
    Action("next-mark", ("]", "shift+f8", "f20"), "marks.next_mark", (1,), group="review"),
    Action("previous-mark", ("[", "shift+f7", "f19"), "marks.next_mark", (-1,), group="review"),
    Action("tick-row", ("T", "alt+t"), "review.tick_row", (), ("grid", "page"), "review"),
    Action("doubt", ("alt+d",), "review.doubt", (), ("grid", "page"), "review"),
    Action("note", ("alt+m",), "review.note", (), ("grid", "page"), "review"),
    Action("sign-table", ("alt+s",), "review.sign_table", (), ("grid",), "review"),
    Action("sign-statement", ("alt+s",), "review.sign_statement", (), ("page", "contents", "ledger"), "review"),
    Action("filter-marks", ("f6", "o"), "marks.next_filter", (), ("page:review",), "review", hint=2),
    Action("remove-mark", ("delete", "backspace"), "marks.remove", (), ("page:review",), "review", hint=3),
    Action("undo-mark", ("u", "ctrl+u"), "marks.undo", (), ("page:review",), "review", hint=4),
    Action("redo-mark", ("U", "ctrl+y"), "marks.redo", (), ("page:review",), "review"),
    Action("memo", ("alt+e",), "review.memo", group="review"),
    Action("edit", ("enter", "f2"), "edit", (), ("grid", "page"), "edit", hint=1),
    Action("edit-outside", ("ctrl+x", "alt+v", "V"), "outside.edit", (), ("page",), "edit"),
    *_grid(),
    Action("add-record", ("insert", "+"), "records.add", (), ("page",), "edit"),
    Action("delete-record", ("delete", "shift+delete"), "records.delete", (), ("page",), "edit"),
    Action("move-record-up", ("alt+up", "{"), "records.move", (-1,), ("page",), "edit"),
    Action("move-record-down", ("alt+down", "}"), "records.move", (1,), ("page",), "edit"),
    Action("record", ("alt+j", "shift+f6", "f18", "i"), "records.show", (), ("page",), "edit"),
    Action("undo", ("u", "ctrl+u"), "undo", (), group="edit", hint=2),
    Action("redo", ("U", "ctrl+y", "ctrl+r"), "redo", (), group="edit"),
    Action("history", ("alt+h", "H"), "history.show", group="edit"),
    Action("history-jump", ("enter", "f2"), "history.jump", (), ("page:history",), "edit", hint=1),
    Action("earlier", ("alt+y",), "recovery.earlier", group="edit"),
    Action("recovery-choose", ("enter", "f2"), "recovery.choose", (), ("page:recovery",), "edit", hint=1),
    Action("open", ("alt+o",), "files.folder", group="file"),
    Action("recent", ("alt+i",), "files.recent", group="file"),
    Action("save", ("ctrl+s",), "save", (), group="file", hint=3),
    Action("save-as", ("f12", "ctrl+o"), "save_as", (), group="file"),
    Action("export", ("ctrl+e", "x"), "export", (), group="file"),
    Action("toggle-contents", ("f9",), "toggle_contents", (), group="view"),
    Action("toggle-detail", ("f10", "d"), "toggle_detail", (), group="view"),
    Action("differences", ("alt+f", "D"), "differ.against", group="view"),
    Action("take", ("f3", "t"), "differ.take", (), ("page:differences",), "edit", hint=2),
    Action("keep", ("f6", "m"), "differ.keep", (), ("page:differences",), "edit", hint=3),
    Action("merge", ("alt+x", "M"), "merge.merge", group="file"),
    Action("last-year", ("ctrl+w", "y"), "last_year.switch", (), ("grid",), "view"),
    Action("choose-last-year", ("alt+w", "Y"), "last_year.choose", (), ("grid",), "view"),
    Action("language", ("alt+l",), "looks.language", group="view"),
    Action("theme", ("f11", "alt+c"), "looks.theme", group="view"),
    Action("suspend", ("ctrl+z",), "looks.suspend", group="file"),
    Action("redraw", ("ctrl+l",), "redraw", (), group="view"),
    Action("help", ("f1", "?"), "help", (), group="view", hint=4),
    Action("run-listed", ("enter", "f2"), "keys.run_listed", (), ("page:help",), "view", hint=1),
    Action("palette", ("ctrl+p", ":"), "keys.palette", group="view"),
    Action("quit", ("ctrl+q", "q"), "quit", (), group="file", hint=7),
)

GROUPS: Final = ("go", "move", "check", "review", "edit", "file", "view")


def bindings(actions: Iterable[Action] = ACTIONS) -> dict[tuple[Where, str], Action]:
    """Which action a key runs, by where one is; of two that claim a key there the later one has it."""
    return {(where, key): action for action in actions for where in action.where for key in action.keys}


# What Textual makes of Esc followed by a digit: the characters that a Mac's option key gives.
OPTION_DIGITS: Final = {char: f"alt+{digit}" for digit, char in enumerate("º¡™£¢∞§¶•ª")}
DIGIT_OPTIONS: Final = {key[-1]: char for char, key in OPTION_DIGITS.items()}


def typed_name(key: str, character: str | None) -> str:
    """A key as the registry names it: what an input method makes wide is folded."""
    name = fold(character) if character and character.isprintable() else key
    return OPTION_DIGITS.get(name, name)


KEY_NAMES: Final = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "delete": "Del",
    "insert": "Ins",
    "backspace": "Backspace",
    " ": "Space",
}


def key_of(method: str) -> str:
    """The first key of what runs a method, as people write it."""
    return next((key_name(action.keys[0]) for action in ACTIONS if action.method == method), "")


def key_name(key: str) -> str:
    """A key as people write it: `^S`, `F2`, `Alt+3`."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    if key.startswith("ctrl+"):
        rest = key_name(key[5:])
        return f"^{rest.upper()}" if len(rest) == 1 else f"Ctrl+{rest}"
    for modifier in ("alt+", "shift+"):
        if key.startswith(modifier):
            return f"{modifier[:-1].capitalize()}+{key_name(key[len(modifier) :])}"
    return key.upper() if len(key) > 1 else key
