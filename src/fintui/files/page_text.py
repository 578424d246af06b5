"""The rules' pages as text for the terminal, and as Markdown for `docs/rules/`."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from .pages import LANGUAGES, Example, Page, load_page, page_ids
from .words import Words, load_words

_WIDTH: Final = 88
_TITLES: Final = {"pass": "pass", "rounding": "round", "fail": "fail"}


def page_text(page: Page, words: Words) -> str:
    """A page for the terminal."""
    said = words.language
    lines = [f"{page.id}  {page.title[said]}", ""]
    lines.append(f"{words('explain.severity')}: {words(f'explain.sev-{_sev(page)}')}")
    lines += _body(page, words)
    if page.examples:
        lines += ["", f"{words('explain.examples')}"]
        lines += _wrapped(words("explain.base"), "  ")
    for example in page.examples:
        lines += ["", f"  {_headline(example, words)}"]
        if example.note:
            lines += _wrapped(example.note[said], "    ")
        lines += [f"    {line}" for line in example_lines(example, words)]
        for told in results_of(example, page.id, [words]):
            lines += _wrapped(f"{words('explain.says')}: {told}", "    ")
    lines += ["", words("explain.waive"), *_wrapped(page.waive[said], "  ")]
    lines += ["", f"{words('explain.since')}: {page.since}"]
    if page.related:
        lines.append(f"{words('explain.related')}: {', '.join(page.related)}")
    return "\n".join(lines) + "\n"


def page_body(page: Page, words: Words) -> str:
    """What a page says of its rule, without examples: what a viewer shows beside a finding."""
    return "\n".join(_body(page, words)[1:])


def _body(page: Page, words: Words) -> list[str]:
    said, lines = words.language, []
    for name, text in _parts(page, said):
        lines += ["", words(f"explain.{name}"), *_wrapped(text, "  ")]
    lines += ["", words("explain.causes")]
    for cause in page.causes[said]:
        lines += _wrapped(cause, "    ", "  - ")
    return lines


def _sev(page: Page) -> str:
    return "varies" if page.severity == "none" else page.severity


def _parts(page: Page, said: str) -> Iterator[tuple[str, str]]:
    yield "formula", page.formula[said]
    yield "why", page.why[said]
    yield "rounding", page.rounding[said]


def _headline(example: Example, words: Words) -> str:
    return f"{words(f'explain.{_TITLES[example.kind]}')} → {words(f'explain.grade-{example.grade}')}"


def results_of(example: Example, rule: str, languages: list[Words]) -> list[str]:
    """What the rule says of an example, in each language; nothing if it says nothing."""
    from .examples import run_example, told_of, worst  # noqa: PLC0415 (the list of rules does without the engine)

    engine, outcomes = run_example(example, rule)
    found = worst(outcomes)
    return [told_of(engine, found, words) for words in languages] if found else []


def example_lines(example: Example, words: Words) -> list[str]:
    """What an example edits, as TOML."""
    lines = [words("explain.remove", place=each) for each in example.remove]
    lines += [f"{words('explain.add')} {_listed(record)}" for record in example.add]
    lines += [_edit(place, value) for place, value in example.edits.items()]
    for waiver in example.waivers:
        lines += ["[[waivers]]", *(f"{key} = {_toml(value)}" for key, value in waiver.items())]
    if example.former is not None:
        lines += [f"{place} = {_toml(value)}  # {words('explain.former')}" for place, value in example.former.items()]
    return lines or [words("explain.unedited")]


def _listed(record: dict[str, Any]) -> str:
    return ", ".join(f"{key} = {_toml(value)}" for key, value in record.items())


def _edit(place: str, value: Any) -> str:
    if not isinstance(value, list):
        return f"{place} = {_toml(value)}"
    old, new = value
    return f"{place} = …{new}…" if old == new else f"{place} = …{new or '(–)'}…  # ← …{old}…"


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return f"{value:f}" if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def _wrapped(text: str, indent: str, first: str = "") -> list[str]:
    """Lines of a text that fit the terminal; Chinese signs are two cells wide and may be parted anywhere."""
    if text.isascii():
        return textwrap.wrap(text, _WIDTH, initial_indent=first or indent, subsequent_indent=indent)
    lines, line, width = [], first or indent, len(indent)
    for word in _words(text):
        cells = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in word)
        if width + cells > _WIDTH and line.strip() and word not in _CLOSING:
            lines.append(line.rstrip())
            line, width = indent, len(indent)
            word = word.lstrip()  # noqa: PLW2901 (no blank begins a line)
        line, width = line + word, width + cells
    return [*lines, line.rstrip()]


_CLOSING: Final = set(",。;:、)》”]")


def _words(text: str) -> Iterator[str]:
    """Pieces that stay in one line: a wide sign, or a run of narrow ones."""
    run = ""
    for char in text:
        if char == " " or unicodedata.east_asian_width(char) in "WF" or char in _CLOSING:
            if run:
                yield run
            run = ""
            yield char
        else:
            run += char
    if run:
        yield run


# -- Markdown
def page_markdown(page: Page) -> str:
    """A page of `docs/rules/`, in both languages."""
    parts = [f"# {page.id}", _NOTE.strip()]
    for language in LANGUAGES:
        parts += _section(page, load_words(language))
    if page.examples:
        parts.append(f"## {_both('explain.examples')}")
        parts.append("\n\n".join(load_words(language)("explain.base") for language in LANGUAGES))
        parts += [_example(each, page.id) for each in page.examples]
    if page.related:
        parts.append(f"{_both('explain.related')}: {', '.join(f'[{each}]({each}.md)' for each in page.related)}")
    return "\n\n".join(parts) + "\n"


_NOTE: Final = "<!-- made by docs/rules/make.py from data/rules/pages/ -->"


def _both(key: str) -> str:
    return " · ".join(load_words(language)(key) for language in LANGUAGES)


def _section(page: Page, words: Words) -> Iterator[str]:
    said = words.language
    yield f"## {page.title[said]}"
    yield f"{words('explain.severity')}: {words(f'explain.sev-{_sev(page)}')} · {words('explain.since')}: {page.since}"
    for name, text in _parts(page, said):
        yield f"**{words(f'explain.{name}')}** {text}"
    yield f"**{words('explain.causes')}**"
    yield "\n".join(f"* {cause}" for cause in page.causes[said])
    yield f"**{words('explain.waive')}** {page.waive[said]}"


def _example(example: Example, rule: str) -> str:
    chinese, english = (load_words(language) for language in LANGUAGES)
    head = f"### {_headline(example, chinese)} · {_headline(example, english)}"
    notes = [example.note[language] for language in LANGUAGES] if example.note else []
    lines = example_lines(example, chinese)
    said = [f"> {told}" for told in results_of(example, rule, [chinese, english])]
    return "\n\n".join([head, *notes, "```text\n" + "\n".join(lines) + "\n```", *said])


def index_markdown() -> str:
    """The list of all pages."""
    chinese, english = (load_words(language) for language in LANGUAGES)
    rows = ["| | | |", "| --- | --- | --- |"]
    for rule in page_ids():
        title = load_page(rule).title
        rows.append(f"| [{rule}]({rule}.md) | {title['zh']} | {title['en']} |")
    heads = f"# {chinese('explain.list')} · {english('explain.list')}"
    return "\n\n".join([heads, chinese("explain.index"), english("explain.index"), "\n".join(rows)]) + "\n"


def documents() -> dict[str, str]:
    """Every file of `docs/rules/` by name."""
    pages = {f"{rule}.md": page_markdown(load_page(rule)) for rule in page_ids()}
    return {"README.md": index_markdown()} | pages
