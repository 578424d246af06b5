"""TOML read line by line: what statements and data files are made of, several times as fast as `tomllib` reads it.

Whatever is more than that (dotted keys, dates, a name given twice, an error) is left to `tomllib`, the whole text of
it: this reader accepts nothing that `tomllib` does not, and gives the same values where it accepts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from sys import intern
from typing import Any, Final

_SIGNS: Final = r"\x00-\x08\x0a-\x1f\x7f"  # controls that no line may hold
_STRING: Final = rf'"([^"\\{_SIGNS}]*+)"(?!")'
_FLOAT: Final = r"(-?(?:0|[1-9][0-9]{0,17})\.[0-9]+)"
_INTEGER: Final = r"(-?(?:0|[1-9][0-9]{0,17}))"
_KEY: Final = rf'(?:([A-Za-z0-9_-]++)|"([^"\\{_SIGNS}]*+)")[ \t]*=[ \t]*'
_HEADER: Final = r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*+"
_END: Final = rf"(?:[ \t]*(?:#[^{_SIGNS}]*+)?\n)++[ \t]*"
# A line, and the empty ones and remarks behind it. The last group that took part tells what it is.
_LINE: Final = re.compile(
    rf"(?:{_KEY}(?:(?:{_STRING}|{_FLOAT}|{_INTEGER}|(true|false)){_END}|())|\[\[({_HEADER})\]\]{_END}|\[({_HEADER})\]{_END})"
)
_END_OF_LINE: Final = re.compile(_END)
_EMPTY: Final = re.compile(rf"(?:[ \t]*(?:#[^{_SIGNS}]*+)?\n)*+[ \t]*")
_SCALAR: Final = re.compile(rf"(?:{_STRING}|{_FLOAT}|{_INTEGER}|(true|false))(?=[ \t\n,\]}}#])")
_STRINGS: Final = re.compile(rf'\[[ \t\n]*+(?:"[^"\\{_SIGNS}]*+"[ \t\n]*+(?:,[ \t\n]*+|(?=\])))*+\]')
_EACH: Final = re.compile(r'"([^"]*)"')
_ESCAPED: Final = re.compile(rf'"(?!"")((?:[^"\\{_SIGNS}]++|\\[^\n])*+)"')
_LITERAL: Final = re.compile(rf"'([^'{_SIGNS}]*+)'(?!')")
_LONG: Final = re.compile(r'"""\n?((?:[^"\\\x00-\x08\x0b-\x1f\x7f]++|\\[\s\S]|"{1,2}(?!"))*+)"""(?!")')
_TEXTS: Final = (_LONG, _ESCAPED, _LITERAL)
_ESCAPE: Final = re.compile(r"\\(?:([btnfr\"\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([ \t]*\n[ \t\n]*)|)")
_ESCAPES: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_BETWEEN: Final = re.compile(rf"(?:[ \t\n]|#[^{_SIGNS}]*+(?=\n))*+")
_BLANKS: Final = re.compile(r"[ \t]*+")
_NAME: Final = re.compile(_KEY)
_DEEPEST: Final = 16
_STRING_AT, _FLOAT_AT, _INTEGER_AT, _BOOL_AT, _OTHER_AT, _LIST_AT, _TABLE_AT = range(3, 10)
_HEADERS: Final = {_LIST_AT, _TABLE_AT}
_NONE: Final[list[dict[str, Any]]] = []


class _NotPlainError(ValueError):
    """Something that is left to `tomllib`."""


def loads(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The values of a TOML text, exactly those that `tomllib.loads` gives.

    Raises:
        ValueError: what `tomllib` raises (a `TOMLDecodeError`) where the text is no TOML.
        RecursionError: where it is nested too deep for `tomllib`.
    """
    try:
        return _Plain(text, parse_float).read()
    except _NotPlainError:
        import tomllib  # noqa: PLC0415 (three more patterns, for what few texts have)

        return tomllib.loads(text, parse_float=parse_float)


class _Plain:
    """Reads one text; the root, and the tables and lists that headers have opened, are all that headers may enter."""

    def __init__(self, text: str, parse_float: Callable[[str], Any]) -> None:
        self.text = text.replace("\r\n", "\n") + "\n"
        self.parse_float = parse_float
        self.root: dict[str, Any] = {}
        self._opened: set[int] = {id(self.root)}

    def read(self) -> dict[str, Any]:
        text, parse_float, line = self.text, self.parse_float, _LINE.match
        table, entries, header = self.root, _NONE, ""
        at, end = _after(_EMPTY, text, 0), len(text)
        while at < end:
            match = line(text, at)
            if match is None:
                raise _NotPlainError
            kind, at = match.lastindex, match.end()
            if kind == _LIST_AT and match[kind] == header:  # one entry more of the list that the last one is of
                table = {}
                self._opened.add(id(table))
                entries.append(table)
                continue
            if kind in _HEADERS:
                header = match[kind]
                table, entries = self._open(header.split("."), is_list=kind == _LIST_AT)
                if kind == _TABLE_AT:
                    header = ""  # no list is going on
                continue
            key = intern(match[1] or match[2] or "")  # a few names, many times over
            if key in table:
                raise _NotPlainError
            if kind == _FLOAT_AT:
                table[key] = parse_float(match[_FLOAT_AT])
            elif kind == _STRING_AT:
                table[key] = match[_STRING_AT]
            elif kind == _INTEGER_AT:
                table[key] = int(match[_INTEGER_AT])
            elif kind == _BOOL_AT:
                table[key] = match[_BOOL_AT] == "true"
            else:
                table[key], at = self._value(at, 0)
                at = _after(_END_OF_LINE, text, at)
        return self.root

    def _open(self, path: list[str], *, is_list: bool) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The new table that a header opens, and the list that it is an entry of; only where headers may go on."""
        table: Any = self.root
        for name in path[:-1]:
            found = table.get(name)
            if found is None:
                found = table[name] = {}
                self._opened.add(id(found))
            elif id(found) not in self._opened:
                raise _NotPlainError
            table = found[-1] if isinstance(found, list) else found
        new: dict[str, Any] = {}
        found = table.get(path[-1])
        if found is None:
            found = table[path[-1]] = [new] if is_list else new
            self._opened.add(id(found))
        elif is_list and isinstance(found, list) and id(found) in self._opened:
            found.append(new)
        else:
            raise _NotPlainError
        self._opened.add(id(new))
        return new, found if is_list else _NONE

    # -- values of more than one part
    def _value(self, at: int, depth: int) -> tuple[Any, int]:
        """The value that starts at a place, and where it ends."""
        text = self.text
        if match := _SCALAR.match(text, at):
            kind, written = match.lastindex, match[match.lastindex or 0]
            if kind == 2:
                return self.parse_float(written), match.end()
            return (written if kind == 1 else int(written) if kind == 3 else written == "true"), match.end()
        sign = text[at : at + 1]
        if sign == "[" and (match := _STRINGS.match(text, at)):
            return _EACH.findall(match[0]), match.end()
        if sign in "[{" and depth < _DEEPEST:
            return self._array(at + 1, depth) if sign == "[" else self._inline(at + 1, depth)
        for pattern in _TEXTS:
            if match := pattern.match(text, at):
                return match[1] if pattern is _LITERAL else _unescaped(match[1], is_long=pattern is _LONG), match.end()
        raise _NotPlainError

    def _array(self, at: int, depth: int) -> tuple[list[Any], int]:
        text = self.text
        values: list[Any] = []
        while True:
            at = _after(_BETWEEN, text, at)
            if text.startswith("]", at):
                return values, at + 1
            value, at = self._value(at, depth + 1)
            values.append(value)
            at = _after(_BETWEEN, text, at)
            if text.startswith(",", at):
                at += 1
            elif not text.startswith("]", at):
                raise _NotPlainError

    def _inline(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        text = self.text
        values: dict[str, Any] = {}
        at = _after(_BLANKS, text, at)
        if text.startswith("}", at):
            return values, at + 1
        while match := _NAME.match(text, at):
            key = match[1] or match[2] or ""
            if key in values:
                break
            values[key], at = self._value(match.end(), depth + 1)
            at = _after(_BLANKS, text, at)
            if text.startswith("}", at):
                return values, at + 1
            if not text.startswith(",", at):
                break
            at = _after(_BLANKS, text, at + 1)
        raise _NotPlainError


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    if match is None:
        raise _NotPlainError
    return match.end()


def _unescaped(written: str, *, is_long: bool = False) -> str:
    return _ESCAPE.sub(lambda match: _sign(match, is_long=is_long), written) if "\\" in written else written


def _sign(match: re.Match[str], *, is_long: bool) -> str:
    """What an escape stands for."""
    if match[1]:
        return _ESCAPES[match[1]]
    if match[4] and is_long:
        return ""
    code = int(match[2] or match[3] or "d800", 16)
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        raise _NotPlainError
    return chr(code)
