"""Pinyin initials, so that 收入决算表 is found by `srjsb`.

The 3,755 common characters of GB 2312 stand in the order of their pinyin; the codec therefore knows what a dictionary
of many megabytes would say. Rarer characters have no initial, and where a character has several readings it is the
first one.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

_FIRST: Final = [char.encode("gb2312") for char in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"]
"""The first character of each initial."""
_INITIALS: Final = "abcdefghjklmnopqrstwxyz"
_LAST: Final = "座".encode("gb2312")


def initials(text: str) -> str:
    """The initials of the Chinese characters in a text, letters and digits as they are."""
    return "".join(map(_initial, text)).lower()


def _initial(char: str) -> str:
    if char.isascii():
        return char if char.isalnum() else ""
    try:
        code = char.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    return _INITIALS[bisect_right(_FIRST, code) - 1] if _FIRST[0] <= code <= _LAST else ""
