"""Rules that are no plain arithmetic. RULES has them all; the same id may stand twice, once by section and once not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..context import Context
from ..outcome import Outcome
from ..rulebook import Rule
from . import (
    changes,
    contents,
    disclosure,
    facts,
    items,
    levels,
    repeats,
    shift,
    structure,
    style,
    subjects,
    templates,
    years,
)

_TABLES: Final = tuple(f"tables.{role}" for role in (*structure.FUNCTIONAL, structure.ECONOMIC))
_ANY: Final = ("*",)
_T5, _T6, _T7 = (f"tables.{role}" for role in ("general-budget-payments", structure.ECONOMIC, "three-public"))


Run = Callable[..., Iterator[Outcome | None]]
Prepare = Callable[[Context, str], Iterator[None]]


def _by_section(rule: str, run: Run, *reads: str, figures: bool = True) -> Rule:
    return Rule(rule, run, frozenset({"sections", *reads}), "section", figures)


def _by_table(rule: str, run: Run, *reads: str) -> Rule:
    return Rule(rule, run, frozenset(reads), "table")


def _footing(rule: str, run: Run, prepare: Prepare, *reads: str) -> Rule:
    return Rule(rule, run, frozenset(reads), "footing", prepare=prepare)


def _whole(rule: str, run: Run, *reads: str, figures: bool = True) -> Rule:
    return Rule(rule, run, frozenset(reads), "", figures)


RULES: Final = (
    # Tables
    _by_table("TX-1", structure.odd_figures, *_ANY),
    _footing("TX-2", repeats.total_in_detail, repeats.prepare, *_TABLES),
    _footing("TX-3", shift.row_shift, shift.prepare, *_TABLES),
    _whole("H-3", structure.code_order, *_TABLES, figures=False),
    _whole("H-4", structure.code_names, *_TABLES, figures=False),
    _whole("H-5", structure.code_sets, *_TABLES),
    # The form's remains
    _by_section("Q-1", templates.placeholders),
    _whole("Q-1", templates.placeholders_elsewhere, *_ANY, figures=False),
    _by_section("Q-2", templates.choices),
    _whole("Q-2", templates.choices_elsewhere, "headings", "overview", "units"),
    _by_section("Q-3", templates.instructions),
    _whole("Q-3", templates.instructions_elsewhere, "headings", "overview", "units", "charts", "terms"),
    _by_section("Q-4", templates.stubs),
    _whole("Q-4", templates.stubs_elsewhere, "terms", "duties", "overview"),
    _by_section("Q-5", levels.levels_in_sections, "head"),
    _whole("Q-5", levels.levels, "terms", "head"),
    # Years, names, contents, style
    _by_section("Q-6", years.explanations, "head"),
    _whole("Q-6", years.headings, "head", "headings", "sections"),
    _whole("Q-6 overview", years.overview, "head", "overview"),
    _whole("Q-7", contents.department_name, "head", "headings", "units", "overview", "sections"),
    _by_section("Q-8", contents.numbering_in_sections),
    _whole("Q-8", contents.contents, "head", "sections"),
    _whole("Q-8 numbering", contents.numbering, "sections", "duties", "terms"),
    _by_section("Q-9", style.thin),
    _by_section("Q-10", style.doubled),
    _whole("Q-11", style.mixed, "sections"),
    _whole("Q-12", subjects.glossary, "terms", _T5),
    _whole("Q-13", style.damage, *_ANY, figures=False),
    # Sense of what is said
    _by_section("N-5", changes.base_of_nothing, _T7),
    _by_section("N-8", changes.no_reason),
    _by_section("N-9", changes.no_change),
    _by_section("N-11", items.listed_items, _T6),
    _whole("N-12", items.listed_but_nought, "sections", _T6, _T7),
    _whole("N-14", facts.procurement, "sections", "tables.payments", _T6),
    _whole("N-16", facts.operating_expenses, "sections", "staff", _T6),
    _whole("N-18", facts.head_counts, "staff", "overview"),
    _whole("N-18 units", facts.units_of_none, "overview", "units"),
    _by_section("N-20", subjects.paths, _T5, figures=False),
    _by_section("N-21", subjects.purposes_in_section),
    _whole("N-21", subjects.purposes, "terms"),
    # What must be told
    _whole("D-1", disclosure.overview, *_ANY, figures=False),
    _whole("D-2", disclosure.tables, *_ANY, figures=False),
    _whole("D-3", disclosure.depth, _T5, _T6),
    _by_section("D-5", disclosure.three_public, _T7),
    _whole("D-6", disclosure.prose, "sections"),
    _whole("D-6 changes", disclosure.changes, "sections"),
    _whole("D-7", disclosure.topics, *_ANY, figures=False),
    _by_section("D-7 procurement", disclosure.procurement),
    _by_section("D-7", disclosure.project_reviews),
    _whole("D-11", disclosure.regional, *_ANY, figures=False),
    _whole("X-13", facts.last_year, *_ANY),
)
"""Keyed by id in the engine: where a rule is two functions of one kind, the second is named after what it reads."""
