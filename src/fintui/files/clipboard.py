"""Copying text out of the program: by the desktop's own tool, tmux, the terminal, or at last into a file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, Literal, NamedTuple

from .faults import SaveError
from .places import state_folder
from .save import write_atomically

Way = Literal["tool", "tmux", "terminal", "file", "nowhere"]
MOST_FOR_TERMINAL: Final = 50_000
"""Bytes that terminals take by an escape sequence; several drop longer ones without a word."""
_SECONDS: Final = 3.0


class Copied(NamedTuple):
    """Where a text went: `copy.<way>` of the words catalogue tells it, with the tool's or the file's name."""

    way: Way
    name: str = ""


class Tool(NamedTuple):
    """A program that takes the clipboard's text from its input; where `needs` is set in the environment."""

    command: tuple[str, ...]
    needs: str = ""
    encoding: str = "utf-8"


TOOLS: Final = (
    Tool(("wl-copy",), "WAYLAND_DISPLAY"),
    Tool(("xclip", "-selection", "clipboard"), "DISPLAY"),
    Tool(("xsel", "--clipboard", "--input"), "DISPLAY"),
    Tool(("clip.exe",), "WSL_DISTRO_NAME", "utf-16"),
    Tool(("termux-clipboard-set",), "TERMUX_VERSION"),
)
_MAC: Final = Tool(("pbcopy",))


def copy(text: str, to_terminal: Callable[[str], None], environment: Mapping[str, str] | None = None) -> Copied:
    """Put a text where other programs can paste it from. `to_terminal` sends it by the terminal (OSC 52).

    Over SSH the desktop's tools would fill a clipboard that nobody sits at; so tmux, which passes it on, and the
    terminal come first there.
    """
    env = os.environ if environment is None else environment
    is_remote = bool(env.get("SSH_CONNECTION") or env.get("SSH_TTY"))
    if not is_remote:
        for tool in (_MAC,) if sys.platform == "darwin" else TOOLS:
            if (not tool.needs or env.get(tool.needs)) and _run(tool.command, text.encode(tool.encoding)):
                return Copied("tool", tool.command[0])
    data = text.encode("utf-8", "replace")
    if env.get("TMUX") and (_run(("tmux", "load-buffer", "-w", "-"), data) or _run(("tmux", "load-buffer", "-"), data)):
        return Copied("tmux", "tmux")
    if _terminal_takes(data, env):
        to_terminal(text)
        return Copied("terminal")
    return _to_file(data)


def _terminal_takes(data: bytes, env: Mapping[str, str]) -> bool:
    if env.get("TERM", "") in {"", "dumb", "linux"} or env.get("STY") or len(data) > MOST_FOR_TERMINAL:
        return False
    # VS Code's terminal takes the bytes for Latin-1: Chinese would arrive as gibberish.
    return data.isascii() or env.get("TERM_PROGRAM") != "vscode"


def _run(command: tuple[str, ...], data: bytes) -> bool:
    """Feed a program; whether that went well. Its output goes nowhere: some stay and would hold it open."""
    program = shutil.which(command[0])
    if program is None:
        return False
    try:
        done = subprocess.run(  # noqa: S603 (a fixed list of programs)
            [program, *command[1:]],
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def copy_file() -> Path:
    """The file that holds what was copied last, where there is no clipboard."""
    return state_folder() / "copied.txt"


def _to_file(data: bytes) -> Copied:
    try:
        write_atomically(copy_file(), data)
    except SaveError:
        return Copied("nowhere")
    return Copied("file", str(copy_file()))
