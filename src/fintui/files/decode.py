"""From a path to TOML text and values, or one clear reason why not."""

from __future__ import annotations

import codecs
import re
import stat
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from tomli import TOMLDecodeError, loads

from .faults import Fault, UnreadableError
from .words import reason_of

LARGEST: Final = 256 * 2**20
"""Bytes; a statement of 200,000 rows has 60 million."""

PARTS: Final = 20
"""As many parts of the way through a text are told."""
_FIGURE: Final = re.compile(r"= -?\d+\.")


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
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableError(Fault("no-file")) from None
    except PermissionError:
        raise UnreadableError(Fault("no-permission")) from None
    except OSError as error:
        raise UnreadableError(Fault("os", about={"reason": reason_of(error)})) from None
    except ValueError:  # a path with a NUL in it
        raise UnreadableError(Fault("no-file")) from None


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
    """What bytes that are not UTF-8 are instead: mostly UTF-8 with a broken place, GBK, or who knows."""
    text = data.decode("utf-8", "replace")
    if _chinese(text) > text.count("\ufffd"):
        return "encoding-broken"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return "encoding-unknown"
    return "encoding-gbk" if _chinese(text) else "encoding-unknown"


def _chinese(text: str) -> int:
    return sum("\u4e00" <= char <= "\u9fff" for char in text)


def parse(text: str, part: Callable[[], object] | None = None, parts: int = PARTS) -> dict[str, Any]:
    """The values of a TOML text, numbers with a point as exact decimals; `part`: called so many times on the way.

    Raises:
        UnreadableError: naming the line and, where it can be told, what was probably meant.
    """
    try:
        return loads(text, parse_float=_counting(text, part, parts) if part and parts else _decimals())
    except RecursionError:
        raise UnreadableError(Fault("toml-nested", _line_with_most("[{", text))) from None
    except ValueError as error:
        raise UnreadableError(_syntax_fault(error, text)) from None


def _syntax_fault(error: ValueError, text: str) -> Fault:
    if isinstance(error, TOMLDecodeError):
        from .syntax import explain  # noqa: PLC0415 (many patterns, for faulty files only)

        return explain(str(error), text)
    return Fault("toml-long-number", _line_with_most("0123456789", text))  # of more digits than Python reads


def _counting(text: str, part: Callable[[], object], parts: int) -> Callable[[str], Decimal]:
    """The same, calling `part` so many times on the way through the text."""
    stretch = max(1, len(_FIGURE.findall(text)) // parts)
    left, read = stretch, _decimals()

    def decimal(written: str) -> Decimal:
        nonlocal left
        left -= 1
        if not left:
            left = stretch
            part()
        return read(written)

    return decimal


def _decimals() -> Callable[[str], Decimal]:
    """Reads exact decimals; what is written alike (0.00 is, often) is one and the same object."""
    known: dict[str, Decimal] = {}

    def decimal(text: str) -> Decimal:
        found = known.get(text)
        if found is None:
            try:
                found = known[text] = Decimal(text)
            except InvalidOperation:
                return Decimal("NaN")
        return found

    return decimal


def _line_with_most(chars: str, text: str) -> int:
    """The line with the longest run of some characters."""
    runs = [max(map(len, re.findall(f"[{re.escape(chars)}_]+", line)), default=0) for line in text.split("\n")]
    return runs.index(max(runs)) + 1
