"""The start and the end of the screen: the statement is painted before Textual, which takes longest, is loaded."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..files.faults import visible
from ..files.reader import Loaded, load
from ..files.settings import DEFAULTS, Settings
from ..files.words import Words
from .desk import Desk
from .early import terminal_size
from .painter import Painter
from .pens import pens_of
from .theme_file import ThemeError, read_theme, theme_of

if TYPE_CHECKING:
    from .app import FintuiApp
    from .early import EarlyScreen
    from .pen import Pen


_READY: Final = frozenset({"overview", "explanations", "works", "glossary"})
"""Pages on which nothing of a table but its named rows stands."""
_AGAIN: Final = 0.25
"""Seconds after which it is told again how far the file is read."""


def run_app(
    path: Path,
    words: Words,
    settings: Settings = DEFAULTS,
    told: Sequence[str] = (),
    folder: Path | None = None,
    read: Callable[..., Loaded] | None = None,
    early: EarlyScreen | None = None,
    glimpse: Callable[[], Loaded | None] = lambda: None,
) -> int:
    """Open a statement on the screen and stay until the user leaves; returns the exit code.

    `told`: about the settings, once the screen is up; `folder`: list its statements; `read`: has the statement already;
    `early`: the terminal, if it is in hand; `glimpse`: what can be shown before all is read.
    """
    app = _opened(path, words, settings, told, read, early, glimpse)
    if folder:
        app.call_later(app.list_folder, folder)
    if early:
        early.hand_over()
    return _run(app)  # the statement is the application's now: another may take its place, and nothing else holds it


def _opened(
    path: Path,
    words: Words,
    settings: Settings,
    told: Sequence[str],
    read: Callable[..., Loaded] | None,
    early: EarlyScreen | None,
    glimpse: Callable[[], Loaded | None],
) -> FintuiApp:
    """The application with a statement, which is shown as soon as it is read."""
    first = _shown_first(glimpse(), path, words, settings, early) if early else None
    loaded = read(*([first] if first else [])) if read else load(path)
    desk = Desk(loaded, path, words, settings=settings)
    desk.tools["spots"].restore()
    desk.tell_settings([*told])
    if early:
        paint_early(desk, early)
    elif "TEXTUAL_DRIVER" not in os.environ:
        desk.resize(*terminal_size())  # keys may come before Textual has looked
    return _made(desk, told, early)


def _shown_first(
    loaded: Loaded | None, path: Path, words: Words, settings: Settings, early: EarlyScreen
) -> Callable[[int], None] | None:
    """Show what is read of a statement so far, and load Textual; returns what tells how many percent are read.

    None where there is nothing to show, or where one would be on a page that is not as it will be.
    """
    if loaded is None:
        return None
    desk = Desk(loaded, path, words, settings=settings)
    desk.only_begun()
    desk.tools["spots"].restore()
    if desk.part.page not in _READY:
        return None
    seen = [0.0]

    def tell(percent: int) -> None:
        if (now := time.monotonic()) - seen[0] > _AGAIN:
            seen[0] = now
            desk.tell(words("cli.open-reading", file=visible(path.name), percent=percent))
            paint_early(desk, early)

    tell(0)
    if not early.painted:
        return None
    _load_textual()
    return tell


def paint_early(desk: Desk, early: EarlyScreen) -> None:
    """Show a desk while there is no Textual yet; not where only Textual knows the theme's colours."""
    desk.resize(*terminal_size())
    if pens := pens_by_name(desk.settings.theme):
        early.paint(desk, Painter(early.diff, pens, ascii_frame=desk.settings.frame == "ascii"))


def pens_by_name(theme: str) -> Mapping[str, Pen] | None:
    """The pens of a theme's name, where they are certain."""
    path = theme_of(theme)
    try:
        return pens_of(read_theme(path)) if path else None
    except ThemeError:
        return None


def _made(desk: Desk, told: Sequence[str], early: EarlyScreen | None) -> FintuiApp:
    """The application around a desk."""
    _load_textual()
    from .app import FintuiApp  # noqa: PLC0415
    from .theme import choose_look  # noqa: PLC0415

    look, problem = choose_look(desk.settings.theme, desk.words)
    if problem:
        desk.tell_settings([*told, problem])
    return FintuiApp(desk, look, early)


def _load_textual() -> None:
    from .tolerant_input import prepare_input  # noqa: PLC0415 (here begins what loads Textual)

    prepare_input()
    from . import app  # noqa: F401, PLC0415


def _run(app: FintuiApp) -> int:
    """Run the application to its end; a crash is passed on, and what is unsaved is told of."""
    try:
        app.run(mouse=app.settings.mouse)
    finally:
        keeping = app.desk.tools["keeping"]
        unsaved = keeping.unsaved_in()
        keeping.end()
    if app._exception:  # noqa: SLF001 (Textual would let a crash look like a good end)
        from ..files.journal import CrashError  # noqa: PLC0415

        raise CrashError(unsaved) from app._exception  # noqa: SLF001
    code = app.return_code or 0
    if code and unsaved:  # ended from outside
        with contextlib.suppress(OSError):
            about = {"journal": visible(str(unsaved)), "file": visible(str(app.desk.path))}
            sys.stderr.write(f"{app.words('cli.ended-kept', **about)}\n")
    return code
