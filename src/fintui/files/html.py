"""A statement as one HTML document, as it would be published: all of it, without scripts or anything from elsewhere.

What is no official text (that a table is not disclosed, that a chart was drawn by the program) is in the language of
the words; the document itself is Chinese.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .html_parts import parts_of
from .html_text import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.form import Form
    from ..model.statement import Statement
    from .html_parts import Part
    from .words import Words

_STYLE: Final = """
body{max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff;line-height:1.7;
font-family:"Songti SC","SimSun","Noto Serif CJK SC",serif}
h1,h2{text-align:center}h1{margin:3rem 0 1rem}h2{margin-top:3rem}
p.about,caption{color:#444}p.about{text-align:center}
section p{text-indent:2em;margin:.4em 0}section p.told,figure p,td p{text-indent:0}p.told{color:#444}
nav ul{list-style:none;padding-left:1.5em}a{color:inherit}
div.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.85rem;line-height:1.4;margin:.5rem 0}
caption{text-align:right}
th,td{border:1px solid #666;padding:.2em .5em}th{font-weight:normal}thead th{background:#f0f0f0}
tbody th{text-align:left}td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.u{text-align:right;color:#666;white-space:nowrap}td.x{text-decoration:underline wavy #b00}td.c{text-align:center}
.t{font-weight:bold}.l1{padding-left:1.5em}.l2{padding-left:2.5em}.l3{padding-left:3.5em}
figure{margin:1rem 0;text-align:center}figure p{text-align:right;font-size:.85rem}
svg{width:100%;font:13px sans-serif}svg rect{fill:#3b6ea5}
dt{font-weight:bold;margin-top:.6em}
@media print{body{max-width:none;margin:0;font-size:11pt}h2{break-before:page}h3,thead{break-after:avoid}
tr,figure{break-inside:avoid}thead{display:table-header-group}thead th,svg rect{print-color-adjust:exact}
div.wide{overflow:visible}table{font-size:8pt}#tables{page:wide}
@page{size:A4;margin:15mm}@page wide{size:A4 landscape}}
"""
_ORDINAL: Final = re.compile(r"^[一二三四五六七八九十百]+、|[(\uff08]表\d+[)\uff09]$")


def html_text(statement: Statement, form: Form, words: Words) -> str:
    """The document; the same text for the same statement and language."""
    parts = parts_of(statement, form, words)
    title = safe(statement.title or words("html.title", department=statement.department, year=statement.year))
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">""",
        f"<title>{title}</title>",
        f"<style>{_STYLE}</style></head>",
        f"<body>\n<header><h1>{title}</h1>",
        *(f'<p class="about">{safe(text)}</p>' for text in _about(statement)),
        "</header>",
        *_contents(statement, parts, words),
    ]
    for part in parts:
        lines += [f'<section id="{part.anchor}">', f"<h2>{safe(part.heading)}</h2>", *part.lines, "</section>"]
    return "\n".join([*lines, "</body>", "</html>"]) + "\n"


def _about(statement: Statement) -> list[str]:
    told = (statement.source.publisher or statement.department, statement.source.published)
    return [text for text in told if text.strip()]


# -- contents
def _contents(statement: Statement, parts: list[Part], words: Words) -> Iterator[str]:
    """The printed contents, each line leading to its heading; made from the headings where none are printed."""
    yield f"<nav><h2>{words('html.contents')}</h2><ul>"
    if statement.contents.strip():
        anchors = _anchors(parts)
        for line in filter(str.strip, statement.contents.split("\n")):
            anchor = anchors.get(_squeezed(line)) or anchors.get(_bare(line))
            yield f"<li>{_link(anchor, line) if anchor else safe(line)}</li>"
    else:
        for part in parts:
            inner = "".join(f"<li>{_link(*entry)}</li>" for entry in part.entries)
            yield f"<li>{_link(part.anchor, part.heading)}{f'<ul>{inner}</ul>' if inner else ''}</li>"
    yield "</ul></nav>"


def _link(anchor: str, text: str) -> str:
    return f'<a href="#{anchor}">{safe(text)}</a>'


def _anchors(parts: list[Part]) -> dict[str, str]:
    """Anchors by their headings, whole ones before those without ordinals; the first of equal ones counts."""
    found: dict[str, str] = {}
    entries = [each for part in parts for each in ((part.anchor, part.heading), *part.entries)]
    for name in (_squeezed, _bare):
        for anchor, heading in entries:
            found.setdefault(name(heading), anchor)
    return found


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _bare(text: str) -> str:
    """A heading without its ordinal, the number of its table and the `说明` that contents add."""
    return _ORDINAL.sub("", _squeezed(text)).removesuffix("说明")
