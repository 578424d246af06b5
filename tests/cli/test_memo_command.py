"""`fintui memo`: what the checks found and what the reviewers said, in Markdown that stays Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from fintui.checks.marks import claim_mark, mark_of
from fintui.checks.pins import Pins
from fintui.checks.targets import WHOLE
from fintui.checks.waivers import waiver_for
from fintui.cli.exits import Exit
from fintui.files.places import review_path
from fintui.files.reader import load
from fintui.files.resources import first_statement
from fintui.files.review import Review, save_review
from fintui.files.rules import check
from fintui.model.place import TABLES, Place, cell

if TYPE_CHECKING:
    from shell import Fintui

HOSTILE = "<script>x</script> [a](http://b) `c` **d** | e # f\x1b[31m ~g~ $h$ &lt;"
WHO = {"by": "李某", "on": "2021-11-08"}


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """A statement with marks of every kind; some are stale by now."""
    path = tmp_path / "wuchang.toml"
    path.write_bytes(first_statement().read_bytes())
    loaded = load(path)
    statement, pins = loaded.statement, Pins(loaded.statement, loaded.form)
    payments, prose = Place(TABLES + "payments", "", ""), Place("sections", "payments", "text")
    text = statement.section("payments").text
    at = text.index("356.25")
    share = next(each for each in check(statement, loaded.form).findings() if each.rule == "N-17")
    marks = [
        mark_of("tick", cell("payments", "total", "basic"), "356.25", **WHO),
        mark_of("tick", cell("payments", "total", "total"), "4090.90", **WHO),
        mark_of("tick", payments._replace(key="no-such-row"), "", **WHO),
        mark_of("doubt", Place("sections", "assets", ""), "#0", text="车辆数?", by="王某", on="2021-11-09"),
        claim_mark("note", prose, text, (at, at + 8), text=HOSTILE, **WHO),
        mark_of("sign-off", payments, pins.at(payments), **WHO),
        mark_of("sign-off", WHOLE, "#old", **WHO),
    ]
    waiver = waiver_for(share, reason="分母应为 4,090.91 万元,原文照登", by="赵某", on="2021-11-08")
    save_review(review_path(path), Review([waiver], marks))
    return path


def sections(text: str) -> dict[str, str]:
    """What stands under each heading of the second level."""
    return {part.partition("\n")[0]: part for part in text.split("\n## ")[1:]}


def test_the_memo_tells_findings_marks_progress_and_sign_offs(fintui: Fintui, reviewed: Path) -> None:
    told = fintui("memo", reviewed, "--lang", "en")
    assert (told.code, told.err) == (Exit.CLEAN, "")
    assert told.out.startswith("# Review memo: 武汉市武昌区大数据中心, final accounts of 2020\n")
    assert "- Reviewers: 李某, 王某, 赵某\n" in told.out
    parts = sections(told.out)
    signed = parts["Sign-offs"]
    assert "**the whole statement** signed off 李某 2021-11-08; stale: the content has changed" in signed
    assert "**T3 支出决算表** signed off 李某 2021-11-08\n" in signed
    assert "1 of 151 figures ticked" in parts["Progress"]
    assert "| T3 支出决算表 | 1 | 6 |  | 李某 2021-11-08 |" in parts["Progress"]
    assert "| 十二、国有资产占用情况 | 0 | 11 | 1 |  |" in parts["Progress"]
    findings = next(part for title, part in parts.items() if title.startswith("Findings"))
    assert findings.index("### Errors (11)") < findings.index("### Warnings (7)") < findings.index("### Notes")
    assert "  - 七、一般公共预算财政拨款“三公”经费支出决算情况说明 增加(减少)" in findings
    assert "N-17" in parts["Waived (1)"]
    assert "分母应为 4,090.91 万元,原文照登 (赵某 2021-11-08)" in parts["Waived (1)"]
    assert "**十二、国有资产占用情况** doubt 王某 2021-11-09: 车辆数?; stale" in parts["Doubts (1)"]
    assert "**三、支出决算情况说明 “356.25万元”** note 李某 2021-11-08: " in parts["Notes (1)"]
    stale = parts["Stale ticks (2)"]
    assert "本年支出合计** ; stale: it was 4,090.90, now it is 4,090.91" in stale.replace("**;", "** ;")
    assert "no-such-row" in stale


def test_nothing_of_a_file_becomes_markdown_or_reaches_the_terminal(fintui: Fintui, reviewed: Path) -> None:
    out = fintui("memo", reviewed).out
    assert "\x1b" not in out
    tokens = [
        each
        for token in MarkdownIt("gfm-like", {"linkify": False}).parse(out)
        for each in [token, *(token.children or [])]
    ]
    kinds = {each.type for each in tokens}
    assert not kinds & {"html_inline", "html_block", "link_open", "code_inline", "s_open", "em_open", "image", "fence"}
    shown = "".join(each.content for each in tokens if each.type == "text")
    assert HOSTILE.replace("\x1b", "\ufffd") in shown


def test_the_memo_goes_to_a_file_that_may_be_written(fintui: Fintui, reviewed: Path, tmp_path: Path) -> None:
    target = tmp_path / "memo.md"
    assert fintui("memo", reviewed, "-o", target).code == Exit.CLEAN
    assert target.read_text("utf-8") == fintui("memo", reviewed).out
    target.write_text("mine", "utf-8")
    assert fintui("memo", reviewed, "-o", target).code == Exit.USAGE
    assert target.read_text("utf-8") == "mine"
    assert fintui("memo", reviewed, "-o", target, "--force").code == Exit.CLEAN
    for other in (tmp_path, reviewed, review_path(reviewed)):
        told = fintui("memo", reviewed, "-o", other, "--force")
        assert (told.code, told.err.count("\n")) == (Exit.USAGE, 1)


def test_a_file_that_cannot_be_read_has_no_memo(fintui: Fintui, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("format = 1\nform = \n", "utf-8")
    told = fintui("memo", path)
    assert (told.code, told.out, told.err.count("\n")) == (Exit.UNREADABLE, "", 1)


def test_check_takes_a_review_file_with_marks_as_it_is(fintui: Fintui, reviewed: Path) -> None:
    out = fintui("check", reviewed).out
    assert "F-1" not in out
    review = review_path(reviewed)
    review.write_text(review.read_text("utf-8") + '\n[[marks]]\nkind = "tock"\n', "utf-8")
    assert f"{review}:" in fintui("check", reviewed).out
    told = fintui("memo", reviewed)
    assert told.code == Exit.CLEAN
    assert review.name.replace("_", r"\_") in told.out
