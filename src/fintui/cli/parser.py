"""argparse in the language of the catalogue."""

from __future__ import annotations

import argparse
import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NoReturn

from fintui.files.faults import nearest
from fintui.files.words import LANGUAGES

from .exits import Exit
from .output import emit_words, say

if TYPE_CHECKING:
    from fintui.files.words import Words

# What argparse says, and the key of the catalogue that says it; the groups of the pattern are what it is about.
_PHRASES: Final = (
    (r"unrecognized arguments: (?P<found>.*)", "unrecognized"),
    (r"the following arguments are required: (?P<missing>.*)", "required"),
    (r"argument (?P<name>\S+): expected (?:one|at least one) argument", "no-value"),
    (r"argument (?P<name>\S+): invalid choice: '?(?P<found>.*?)'? \(choose from (?P<known>.*)\)", "choice"),
    (r"argument (?P<name>\S+): invalid int value: '?(?P<found>.*?)'?", "no-number"),
    (r"argument (?P<name>\S+): not allowed with argument (?P<other>\S+)", "not-both"),
    (r"argument (?P<name>\S+): ignored explicit argument '?(?P<found>.*?)'?", "no-value-taken"),
)


class Parser(argparse.ArgumentParser):
    """Options and files of one command; `about` is the key of its description."""

    def __init__(self, prog: str, words: Words, about: str) -> None:
        super().__init__(
            prog=prog,
            usage=words(f"cli.{about}-usage"),
            description=words(f"cli.{about}-about"),
            add_help=False,
            allow_abbrev=False,
            formatter_class=partial(_Formatter, usage=words("cli.usage")),
        )
        self.words = words
        self.files = self.add_argument_group(words("cli.arguments"))
        self.options = self.add_argument_group(words("cli.options"))
        self.options.add_argument("-h", "--help", action="help", help=words("cli.help-help"))
        languages = "{" + ",".join(LANGUAGES) + "}"
        self.options.add_argument("--lang", choices=LANGUAGES, metavar=languages, help=words("cli.lang-help"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, and where to read more."""
        say(f"{self.prog}: {self._told(message)}")
        say(self.words("cli.see-help", command=f"{self.prog} --help"))
        raise SystemExit(Exit.USAGE)

    def print_help(self, file: object = None) -> None:
        """Write the help to standard output; unlike argparse's own, a reader that went away is noticed."""
        del file
        emit_words(self.format_help())

    def _told(self, message: str) -> str:
        for pattern, key in _PHRASES:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                about = match.groupdict()
                if key == "unrecognized" and (like := self._nearest(about["found"])):
                    return self.words("cli.unrecognized-nearest", nearest=like, **about)
                return self.words(f"cli.{key}", **{name: text.replace("'", "") for name, text in about.items()})
        return message

    def _nearest(self, found: str) -> str:
        """The option most like the first one that is not known."""
        known = [option[2:] for action in self._actions for option in action.option_strings if option[:2] == "--"]
        first = next((word[2:] for word in found.split() if word.startswith("--")), "")
        like = nearest(first.split("=")[0], known)
        return f"--{like}" if like else ""


class _Formatter(argparse.RawTextHelpFormatter):
    """Help with the catalogue's word for "usage"; its lines are short enough to stay unwrapped."""

    def __init__(self, prog: str, usage: str) -> None:
        super().__init__(prog, max_help_position=26, width=100)
        self._usage_word = usage

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Put the usage line first."""
        super().add_usage(usage, actions, groups, self._usage_word if prefix is None else prefix)
