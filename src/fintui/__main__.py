"""The program's door: `--version` at once, everything else through the command line."""

from __future__ import annotations

import gc
import sys

_GARBAGE = 50_000
"""Objects between two collections: loading and checking make many small ones, and hardly a cycle."""


def run() -> int:
    """Carry out the command line; the result is the exit code. Ctrl+C and a closed pipe end it quietly."""
    gc.set_threshold(_GARBAGE)
    try:
        code = _run(sys.argv[1:])
        if sys.stdout is not None:
            sys.stdout.flush()
        gc.freeze()  # what is left ends with the process: not worth a last search for cycles
    except (KeyboardInterrupt, BrokenPipeError) as ended:
        return _ended(is_pipe=isinstance(ended, BrokenPipeError))
    return code


def _run(argv: list[str]) -> int:
    if argv == ["--version"]:  # without argparse, words and TOML: a script may ask often
        from fintui import __version__  # noqa: PLC0415 – as late as the rest

        print(f"fintui {__version__}")  # noqa: T201
        return 0
    from fintui.cli.main import main  # noqa: PLC0415

    return main(argv)


def _ended(*, is_pipe: bool) -> int:
    """The exit code for an end from outside; what is still to be written to a closed pipe goes nowhere."""
    import os  # noqa: PLC0415

    from fintui.cli.exits import Exit  # noqa: PLC0415

    if not is_pipe:
        return Exit.INTERRUPTED
    null = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(null, number)
    return Exit.PIPE


if __name__ == "__main__":
    sys.exit(run())
