"""From a path to TOML text and values, or one clear reason why not."""

from __future__ import annotations

import codecs
import re
import stat
import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from .faults import Fault, UnreadableError

LARGEST: Final = 256 * 2**20
"""Bytes; a statement of 200,000 rows has 60 million."""

_QUOTES = "“”‘’＂＇「」"
_SPACES = "\u3000\u00a0\u2002\u2003\ufeff"
# Tried in this order on the line at fault; the first that fits names the hint `fault.toml-<name>`.
_HINTS: Final[tuple[tuple[str, str], ...]] = (
    ("wide-quote", rf"[=\[,]\s*[{_QUOTES}]"),
    ("wide-equals", r"^[^=\"']*＝"),
    ("wide-bracket", r"^\s*(［|【|\[\s*[［【])|[］】]\s*$"),
    ("wide-space", rf"^[^\"'#]*[{_SPACES}]"),
    ("thousands", r"=\s*[-+]?\d{1,3}(,\d{3})+(\.\d+)?\s*(#.*)?$"),
    ("wide-comma", r"=\s*[-+]?[\d.]+[，、]|[\]\"'}]\s*[，、]"),
    ("wide-digits", r"=\s*[-+]?[\d.]*[０-９．]"),
    ("percent", r"=\s*[-+]?[\d.]+\s*[%％]"),
    ("unit", r"=\s*[-+]?[\d.,]+\s*[万亿]?元"),
    ("leading-zero", r"=\s*[-+]?0\d"),
    ("point", r"=\s*[-+]?(\.\d+|\d+\.)\s*(#.*)?$"),
    ("no-value", r"^\s*[\w.\"-]+\s*=\s*(#.*)?$"),
    ("no-quote", r"=\s*[^\s\"'\[{#\d+-]*[\u4e00-\u9fff]"),
    ("wide-key", r"^\s*\[*\s*[^\s=\"'\[#]*[^\x00-\x7f][^=\"']*(=|\])"),
    ("capital", r"=\s*(True|False|None|NULL|null|NaN|Nan)\b"),
    ("no-equals", r"^\s*[\w-]+(\s+[^\s=#].*|\s*:.*)$"),
    ("bracket", r"^\s*\[+[^\]]*\]?\s*$"),
)


def read_bytes(path: Path) -> bytes:
    """The bytes of a statement's file.

    Raises:
        UnreadableError: if it is not there, not a file, too large, or may not be read.
    """
    try:
        mode = path.stat()
        if stat.S_ISDIR(mode.st_mode):
            raise UnreadableError(Fault("is-folder"))
        if not stat.S_ISREG(mode.st_mode):
            raise UnreadableError(Fault("not-regular"))
        if mode.st_size > LARGEST:
            raise UnreadableError(Fault("too-large", about={"size": f"{mode.st_size // 2**20}"}))
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(Fault("no-file")) from None
    except PermissionError:
        raise UnreadableError(Fault("no-permission")) from None
    except OSError as error:
        raise UnreadableError(Fault("os", about={"reason": error.strerror or str(error)})) from None


def decode(data: bytes) -> tuple[str, list[Fault]]:
    """The text of a file, line breaks as they are; a byte order mark is told and left out.

    Raises:
        UnreadableError: if it is not UTF-8.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or data[:64].count(0) > 8:
        raise UnreadableError(Fault("encoding-utf16", 1))
    faults = []
    if data.startswith(codecs.BOM_UTF8):
        data = data.removeprefix(codecs.BOM_UTF8)
        faults.append(Fault("bom", 1))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(Fault(_encoding_of(data), line)) from None
    if not text.strip():
        raise UnreadableError(Fault("empty"))
    return text, faults


def _encoding_of(data: bytes) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return "encoding-unknown"
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return "encoding-gbk" if chinese else "encoding-unknown"


def parse(text: str) -> dict[str, Any]:
    """The values of a TOML text, numbers with a point as exact decimals.

    Raises:
        UnreadableError: naming the line and, where it can be told, what was probably meant.
    """
    try:
        return tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError(_explain(str(error), text)) from None
    except RecursionError:
        raise UnreadableError(Fault("toml-nested")) from None


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _explain(message: str, text: str) -> Fault:
    lines = text.replace("\r\n", "\n").split("\n")
    match = re.search(r"\(at line (\d+), column (\d+)\)", message)
    number = int(match[1]) if match else len(lines)
    line = lines[number - 1] if number <= len(lines) else ""
    if "at end of document" in message or (not line.strip() and number >= len(lines)):
        return _unclosed(lines)
    if twice := re.search(r"Cannot (?:declare|overwrite|mutate).*", message):
        return Fault("toml-twice", number, {"found": _short(line), "what": twice[0]})
    if _odd_quotes(line):
        return Fault("toml-unclosed", number, {"found": _short(line)})
    if control := re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line):
        return Fault("toml-control", number, {"found": f"U+{ord(control[0]):04X}"})
    for name, pattern in _HINTS:
        if re.search(pattern, line):
            return Fault(f"toml-{name}", number, {"found": _short(line)})
    return Fault("toml", number, {"found": _short(line)})


def _unclosed(lines: list[str]) -> Fault:
    """The text ends inside something: name the line where the last long string (or bracket) was opened."""
    for quote in ('"""', "'''"):
        opened = [number for number, line in enumerate(lines, start=1) for _ in range(line.count(quote))]
        if len(opened) % 2:
            return Fault("toml-unclosed-long", opened[-1], {"found": _short(lines[opened[-1] - 1])})
    number = max((n for n, line in enumerate(lines, start=1) if line.strip()), default=1)
    code = "toml-unclosed" if _odd_quotes(lines[number - 1]) else "toml-end"
    return Fault(code, number, {"found": _short(lines[number - 1])})


def _odd_quotes(line: str) -> bool:
    bare = re.sub(r"\\.", "", line.split(" #")[0])
    return bare.count('"') % 2 == 1 and '"""' not in bare


def _short(line: str) -> str:
    line = line.strip()
    return line if len(line) <= 40 else line[:39] + "…"
