"""A small statement without a fault, and `faulty.txt`: one edit a case, as a diff, and the sentence that it gives.

Run as a program it writes the sentences anew, after words were changed; the diff of `faulty.txt` is then to be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from fintui.files.faults import Fault, UnreadableError
from fintui.files.forms import form_files, load_form
from fintui.files.reader import read
from fintui.files.words import load_words

HEAD = """\
format = 1
form = "wuhan-2020"
department = "某区某局"
year = 2020
unit = "万元"
decimals = 2
government = "区"

[source]
publisher = "某区某局"
published = "2021-11-05"

[[duties]]
mark = "(一)"
text = "承办交办事项。"

[[staff]]
key = "in-service"
item = "在职人数"
value = 11
"""
PAYMENTS = """
[tables.payments]
coverage = "full"

[[tables.payments.rows]]
row = "total"
name = "合计"
total = 100.00
basic = 40.00
project = 60.00
from = "payments"

[[tables.payments.rows]]
code = "201"
name = "一般公共服务支出"
total = 99.00
"""
OTHERS = "".join(
    f'\n[tables.{role}]\ncoverage = "none"\n' for role in load_form("wuhan-2020").tables if role != "payments"
)
REST = """
[[sections]]
topic = "payments"
heading = "三、支出决算情况说明"
text = \"\"\"
支出合计100.00万元。
其中“基本支出”40.00万元。
\"\"\"

[[charts]]
key = "3"
caption = "图3:支出结构"

[[charts.bars]]
label = "基本支出"
cell = "payments[total].basic"
"""
GOOD = HEAD + PAYMENTS + OTHERS + REST

_CORPUS = Path(__file__).with_name("faulty.txt")
_FORMS = ", ".join(sorted(form_files()))


@dataclass(frozen=True)
class Case:
    """Lines that are replaced by others, and what is then told, the line's number first."""

    name: str
    old: str
    new: str
    sentence: str

    @property
    def text(self) -> str:
        """The statement with the fault in it."""
        before, found, after = f"\n{GOOD}".partition(f"\n{self.old}")
        assert found, self.name
        assert f"\n{self.old}" not in after, f"{self.name}: not the only place"
        return f"{before}\n{self.new}{after}"[1:]


def cases() -> list[Case]:
    """All cases of the corpus; `<U+00A0>` stands for a character that would not be seen."""
    found = []
    for block in _CORPUS.read_text("utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        old = "".join(f"{line[1:]}\n" for line in lines if line.startswith("-"))
        new = "".join(f"{line[1:]}\n" for line in lines if line.startswith("+"))
        new = re.sub(r"<U\+(\w+)>", lambda code: chr(int(code[1], 16)), new)
        found.append(
            Case(lines[0].removeprefix("# "), old, new, lines[-1].removeprefix("> ").replace("{FORMS}", _FORMS))
        )
    return found


def faults_of(text: str) -> list[Fault]:
    """All faults of a text, also the one that keeps it from being read."""
    try:
        return read(text).faults
    except UnreadableError as error:
        return [error.fault]


def replaced(old: str, new: str) -> str:
    """The statement with one thing replaced."""
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def told(text: str, language: str = "zh") -> list[str]:
    """The sentences of a text's faults, the line's number first."""
    words = load_words(language)
    return [fault.sentence(words, "甲.toml").removeprefix("甲.toml:").strip() for fault in faults_of(text)]


def rewrite() -> None:
    """Write the sentences of the corpus anew."""
    blocks = _CORPUS.read_text("utf-8").strip().split("\n\n")
    fresh = []
    for block, case in zip(blocks, cases(), strict=True):
        sentence = " || ".join(told(case.text)).replace(_FORMS, "{FORMS}")
        fresh.append(f"{block.rpartition(chr(10))[0]}\n> {sentence}")
    _CORPUS.write_text("\n\n".join(fresh) + "\n", "utf-8")


if __name__ == "__main__":
    rewrite()
