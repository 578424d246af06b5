"""The rules' pages: one for every rule that can speak, their examples proven by the engine, the documents current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fintui.checks
from fintui.checks.rules import RULES
from fintui.files import page_text
from fintui.files.checked import OWN_RULES
from fintui.files.examples import SILENT, example_statement, run_example, worst
from fintui.files.pages import KINDS, LANGUAGES, load_page, page_ids
from fintui.files.rules import check, rulebook
from fintui.files.words import load_words

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs" / "rules"
WITHOUT_EXAMPLES = set(OWN_RULES)
RESTATED = {"same", "sum", "ratio"}


def emitted() -> set[str]:
    """Every id that the source of the checks names, the identities have, or a rule is registered by."""
    source = "\n".join(path.read_text("utf-8") for path in Path(fintui.checks.__path__[0]).rglob("*.py"))
    named = set(re.findall(r'"((?:N|Q|D|R|W|X|H|TX|T\d+)-\d+)(?: \w+)?"', source))
    return named | {each.rule for each in rulebook().identities} | {each.id.partition(" ")[0] for each in RULES}


def test_every_rule_that_can_be_emitted_has_a_page_and_every_page_a_rule() -> None:
    assert emitted() | set(OWN_RULES) == set(page_ids())


def test_the_example_statement_is_without_a_finding() -> None:
    engine = check(*example_statement())
    assert [each for each in engine.all() if each.is_finding] == []
    coverage = engine.coverage()
    assert coverage.tied > 0.9 * coverage.total


@pytest.mark.parametrize("rule", page_ids())
def test_examples_come_out_as_the_page_says(rule: str) -> None:
    page = load_page(rule)
    for example in page.examples:
        _, outcomes = run_example(example, rule)
        found = worst(outcomes)
        assert (found.grade.value if found else SILENT) == example.grade, (rule, example.kind)


@pytest.mark.parametrize("rule", page_ids())
def test_a_page_is_whole_in_every_language(rule: str) -> None:
    page = load_page(rule)
    for texts in (page.title, page.formula, page.why, page.rounding, page.waive, page.causes):
        assert set(texts) == set(LANGUAGES)
        assert all(texts.values())
    assert len(page.causes["zh"]) == len(page.causes["en"])
    assert page.severity in {"error", "warning", "info", "none"}
    assert set(page.related) <= set(page_ids())
    kinds = [each.kind for each in page.examples]
    assert kinds == sorted(kinds, key=KINDS.index)
    if rule not in WITHOUT_EXAMPLES:
        assert {"pass", "fail"} <= set(kinds)
    for language in LANGUAGES:
        words = load_words(language)
        assert all(words(f"explain.grade-{each.grade}") for each in page.examples)


def test_where_figures_are_rounded_an_example_shows_it() -> None:
    shared = {name: page_text.load_page(name).rounding["en"] for name in page_ids()}
    rounded = {name for name, text in shared.items() if text.startswith(("A printed figure", "A quantity", "From"))}
    lacking = [name for name in rounded if "rounding" not in [each.kind for each in load_page(name).examples]]
    assert set(lacking) <= {"N-11", "N-12", "N-17", "N-20"}


@pytest.mark.parametrize("rule", page_ids())
def test_the_document_of_a_rule_is_current(rule: str) -> None:
    written = (DOCS / f"{rule}.md").read_text("utf-8")
    assert written == page_text.page_markdown(load_page(rule)), "run python docs/rules/make.py"


def test_the_index_is_current_and_no_document_is_left_over() -> None:
    assert (DOCS / "README.md").read_text("utf-8") == page_text.index_markdown()
    assert {path.stem for path in DOCS.glob("*.md")} == {*page_ids(), "README"}
