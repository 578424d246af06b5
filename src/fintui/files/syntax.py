"""Why a text is not TOML: what a person probably meant, from the line at which the parser stopped.

Of the parser's message only the position is used, and whether it speaks of a name given twice or of a backslash; no
word of it reaches a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ..model.statement import LISTS
from .faults import Fault, short

_QUOTES = "“”‘’＂＇「」『』"
_NUMBER = r"=\s*[-+]?[\d.,_]*\d[\d.,_]*"
_KEY = r"^\s*[\w.\"-]+\s*="
_CJK = "\u4e00-\u9fff"

# Tried in this order on the line at fault, strings blanked out and remarks cut; the first that fits names the fault.
_HINTS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("conflict", r"^(<{7}|={7}|>{7}|\|{7})( |$)"),
        ("comment", r"^\s*(//|;|--|/\*|＃)|\s//|＃"),
        ("wide-equals", r"^[^=]*＝"),
        ("wide-bracket", r"^\s*(［|【|\[\s*[［【])|[］】]\s*$"),
        ("wide-space", r"[\u3000\u0085\u00a0\u061c\u2000-\u200f\u2028-\u202f\u2060-\u206f\ufeff]"),
        ("no-key", r"^\s*="),
        ("wide-key", r"^\s*\[*\s*[^=\"'\[#]*[^\x00-\x7f][^=\"']*(=|\]|:|：)"),
        ("header-after", r"^\s*\[\[?\s*[\w.-]+\s*\]\]?\s*[^\s\]]"),
        ("bracket", r"^\s*\["),
        ("stray", rf"^[^=]*[{_CJK}][^=]*$"),
        ("no-equals", r"^[^=]*$|=\s*=|^\s*[\w.-]+\s+[^\s=]"),
        ("no-value", r"^\s*[\w.\"-]+\s*=\s*$"),
        ("inline", r"=\s*\{[^}]*$"),
        ("wide-quote", rf"[=\[,]\s*[{_QUOTES}]"),
        ("date", r"=\s*(19|20)\d\d\s*[-./年]\s*\d{1,2}\s*([-./月]|\s*$).*$"),
        ("thousands", r"=\s*[-+]?\d{1,3}([,，]\d{3})+([.．]\d+)?\s*$"),
        ("wide-digits", r"=\s*[-+]?[\d.,]*[０-９．。－＋−–—][\d.,０-９．]|=\s*[-+]?[０-９]"),
        ("percent", rf"{_NUMBER}\s*[%％‰]"),
        ("currency", r"=\s*[-+]?\s*[￥¥$＄]"),
        ("parentheses", r"=\s*[(（]\s*[\d.,]+\s*[)）]"),
        ("unit", rf"{_NUMBER}\s*[{_CJK}]|=\s*[{_CJK}]+\s*\d[\d.,]*\s*$"),
        ("dash", r"=\s*([-—–―─－]+|[/／])\s*$"),
        ("question", r"=\s*[?？]+\s*$"),
        ("comma", r"[\]\d\"'}]\s*[,;，；、。]\s*$"),
        ("wide-comma", r"[，、；]"),
        ("space", rf"{_NUMBER}\s+[\d.,]+\s*$"),
        ("leading-zero", r"=\s*[-+]?0\d+(\.\d+)?\s*$"),
        ("point", r"=\s*[-+]?(\.\d+|\d+\.)\s*$"),
        ("number", rf"{_NUMBER}\w*\s*$|=\s*[-+]{{2,}}\d"),
        ("capital", r"=\s*(?i:true|false|none|null|nil|[-+]?(?:nan|inf)|n/a|yes|no)\s*$"),
        ("no-quote", rf"=\s*[A-Za-z{_CJK}（《][^=]*$"),
        ("array", r"=\s*\["),
        ("after", rf"{_KEY}\s*(\"+_*\"+|'_*'|[-+\d._]+)\s*\S"),
    )
)
_HEADER: Final = re.compile(r"^\s*(\[\[?)\s*([^\[\]#]+)")
_ASCII_HEADER: Final = re.compile(r"^\s*\[\[?[a-z][a-z0-9.-]*\]\]?\s*$")
_ASSIGNED: Final = re.compile(r"^\s*([\w.\"'-]+(?:\s*\.\s*[\w\"'-]+)*)\s*=")
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')


def explain(message: str, text: str) -> Fault:
    """The fault at which the parser stopped with a message."""
    return _Syntax(text).fault(message)


@dataclass(slots=True)
class _Long:
    """A text between triple quotes: the lines (from 0) on which it opens and closes, if it does."""

    opened: int
    closed: int | None = None


class _Syntax:
    def __init__(self, text: str) -> None:
        self.lines = text.replace("\r\n", "\n").split("\n")
        self.longs = _long_texts(self.lines)
        self.inside = {
            number
            for each in self.longs
            for number in range(each.opened + 1, len(self.lines) if each.closed is None else each.closed + 1)
        }

    def fault(self, message: str) -> Fault:
        if len(self.lines) == 1 and "\r" in self.lines[0]:
            return Fault("toml-lone-return", 1)
        position = re.search(r"\(at line (\d+), column (\d+)\)", message)
        number = int(position[1]) - 1 if position else len(self.lines) - 1
        if (swallowed := self.swallowed(number)) is not None:
            return self.at("unclosed-long", swallowed)
        return self.stopped(message, number, int(position[2]) - 1) if position else self.end()

    def stopped(self, message: str, number: int, column: int) -> Fault:
        """The parser stopped on a line."""
        line = self.lines[number]
        if message.startswith("Cannot "):
            return self.twice(number)
        if control := re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line):
            return Fault("toml-control", number + 1, {"found": f"U+{ord(control[0]):04X}"})
        if re.search(r"Unescaped|hex value|scalar value", message):
            return self.at("escape", number, column)
        return self.at(self.hint(number), number, column)

    def at(self, name: str, number: int, column: int = 0, **about: str) -> Fault:
        line = self.lines[number]
        assigned = _ASSIGNED.match(line)
        return Fault(
            f"toml-{name}" if name else "toml",
            number + 1,
            {"found": short(line, column), "key": assigned[1] if assigned else "", **about},
        )

    def hint(self, number: int) -> str:
        line = self.lines[number]
        if re.search(rf"=\s*([{_QUOTES}]|\"[^\"]*[{_QUOTES}]\s*(#.*)?$)", line):
            return "wide-quote"
        bare = _bare(line)
        if _odd(bare):
            return "unclosed"
        if re.search(r"=\s*\"[^\"]*\"\s*[^\s#,\]}\"].*\"", line):
            return "inner-quote"
        return next((name for name, pattern in _HINTS if pattern.search(bare)), "")

    def swallowed(self, number: int) -> int | None:
        """Where a long text was opened that has a header in it: its closing quotes were forgotten."""
        for each in self.longs:
            last = len(self.lines) - 1 if each.closed is None else each.closed
            has_header = any(_ASCII_HEADER.match(line) for line in self.lines[each.opened + 1 : last + 1])
            if each.opened <= number and (each.closed is None or has_header):
                return each.opened
        return None

    def end(self) -> Fault:
        """The text ends inside something: a line with an odd quote, else an open bracket."""
        opening = {each.opened for each in self.longs}
        for number, line in enumerate(self.lines):
            if number not in self.inside | opening and _odd(_bare(line)):
                return self.at("unclosed", number)
        last = max((number for number, line in enumerate(self.lines) if line.strip()), default=0)
        return self.at("end", last)

    # -- a name given twice
    def twice(self, number: int) -> Fault:
        while number and (number in self.inside or not (_header(self.lines[number]) or self.key(number))):
            number -= 1
        if header := _header(self.lines[number]):
            return self.twice_header(number, header)
        for above in range(number - 1, -1, -1):
            if above in self.inside:
                continue
            if _header(self.lines[above]):
                break
            if self.key(above) == self.key(number):
                return self.at("twice-key", number, first=str(above + 1))
        return self.at("shape-value", number)

    def twice_header(self, number: int, header: tuple[str, str]) -> Fault:
        brackets, name = header
        for above in range(number):
            other = _header(self.lines[above]) if above not in self.inside else None
            if other and other[1] == name:
                same = other[0] == brackets == "["
                code = ("twice-list" if _is_list(name) else "twice-table") if same else "shape"
                return self.at(code, number, first=str(above + 1), table=name)
        return self.at("shape-value", number)

    def key(self, number: int) -> str:
        match = _ASSIGNED.match(self.lines[number])
        return match[1].strip("\"'") if match else ""


def _header(line: str) -> tuple[str, str] | None:
    match = _HEADER.match(line)
    return (match[1], re.sub(r"\s*\.\s*", ".", match[2].strip())) if match else None


def _is_list(name: str) -> bool:
    return name in LISTS or name == "charts.bars" or name.endswith(".rows")


def _bare(line: str) -> str:
    """The line with strings blanked out and the remark cut off."""
    masked = _STRING.sub(lambda match: match[0][0] + "_" * (len(match[0]) - 2) + match[0][0], line)
    return masked.split("#", 1)[0].rstrip(" \t\r")


def _odd(bare: str) -> bool:
    return bare.count('"') % 2 == 1 or (bool(re.search(r"=\s*'_*[^_']*$", bare)) and bare.count("'") % 2 == 1)


def _long_texts(lines: list[str]) -> list[_Long]:
    """The texts between triple quotes, as far as they can be told in a faulty text."""
    found: list[_Long] = []
    quote = ""
    for number, line in enumerate(lines):
        rest = line
        while rest:
            if quote:
                _, ended, rest = rest.partition(quote)
                if not ended:
                    break
                found[-1].closed, quote = number, ""
            match = re.match(r"""(?:[^"'#]|"(?!"")(?:[^"\\]|\\.)*"|'(?!'')[^']*')*(\"{3}|'{3})""", rest)
            if not match:
                break
            quote, rest = match[1], rest[match.end() :]
            found.append(_Long(number))
    return found
