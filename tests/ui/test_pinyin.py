"""Pinyin initials of what is gone to."""

from __future__ import annotations

import pytest

from fintui.ui.pinyin import initials


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收入支出决算总表", "srzcjszb"),
        ("财政拨款", "czbk"),
        ("名词解释", "mcjs"),
        ("“三公”经费 2020", "sgjf2020"),
        ("GIS平台", "gispt"),
        ("啊座", "az"),
        ("😀龘", ""),
    ],
)
def test_initials(text, expected):
    assert initials(text) == expected
