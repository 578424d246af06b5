"""The examples of the rules' pages, put through the engine."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any, Final

from ..checks.context import Context
from ..checks.engine import Engine
from ..checks.judge import Grade
from ..checks.outcome import Outcome
from ..checks.waivers import Waiver, apply_waivers
from ..model.figure import Mark
from ..model.form import Form
from ..model.materialise import materialise
from ..model.place import TABLES, Place, get, key_of, list_of, parse_cell, put
from ..model.statement import LISTS, Row, Section, Statement
from .forms import load_form
from .naming import Names
from .pages import Example, pages_folder
from .reader import load, read
from .rules import code_lists, rulebook, word_lists
from .telling import tell
from .words import Words
from .writer import GROUPS

_WORST: Final = [
    Grade.RULE_FAILED,
    Grade.INCONSISTENT,
    Grade.IMPROBABLE,
    Grade.LAST_DIGIT,
    Grade.WITHIN_ROUNDING,
    Grade.EXACT,
    Grade.UNDECIDABLE,
]
SILENT: Final = "none"
"""The grade of an example of which a rule has nothing to say."""
TODAY: Final = "2023-08-31"
"""The day on which the examples of waivers are looked at."""


def place_of(text: str) -> Place:
    """`payments[201].total`, `sections[payments].text` or `head.year` as a place."""
    found = parse_cell(text)
    part = text.partition("[")[0].rpartition(".")[0] or text.partition("[")[0]
    if found is None:
        return Place(part if part in {"head", *GROUPS} else TABLES + part, "", text.rpartition(".")[2])
    return found._replace(part=part) if part in LISTS else found


def example_statement() -> tuple[Statement, Form]:
    """The statement that the examples edit, read anew."""
    loaded = read(_text())
    return loaded.statement, loaded.form


@cache
def _text() -> str:
    return load(pages_folder().parent / "example.toml").text


def edited(example: Example) -> tuple[Statement, Form]:
    """The statement of an example."""
    statement, form = example_statement()
    if "head.form" in example.edits:
        statement.form = example.edits["head.form"]
        form = load_form(statement.form)
        materialise(statement, form)
    for each in example.remove:
        _remove(statement, each)
    for record in example.add:
        _add(statement, dict(record))
    for place, value in example.edits.items():
        _edit(statement, place_of(place), value)
    materialise(statement, form)
    for table in statement.tables.values():
        table.reindex()
    return statement, form


def _edit(statement: Statement, place: Place, value: Any) -> None:
    if place.part == "sections" and statement.section(place.key) is None:
        statement.sections.append(Section(place.key))
    if isinstance(value, list):  # [words, words in their place]
        old, new = value
        text = str(get(statement, place))
        if old not in text:
            raise ValueError(f"{place}: {old}")
        value = text.replace(old, new, 1)
    if place.is_cell and isinstance(value, str) and place.field != "name":
        value = Mark(value)
    if isinstance(value, int) and (place.is_cell or place.field == "value"):
        value = Decimal(value)
    put(statement, place, value)


def _remove(statement: Statement, text: str) -> None:
    place = place_of(f"{text}.-")
    if not place.key:
        del statement.tables[text]
        return
    records = list_of(statement, place.part)
    records[:] = [each for index, each in enumerate(records) if key_of(each, index) != place.key]
    if place.role:
        statement.tables[place.role].reindex()


def _add(statement: Statement, record: dict[str, Any]) -> None:
    part = record.pop("part")
    if part not in LISTS:
        name, key = record.pop("name", ""), record.pop("code")
        row = Row(key, name, {column: Decimal(value) for column, value in record.items()})
        rows = statement.tables[part].rows
        rows.insert(next((n for n, each in enumerate(rows) if each.is_coded and each.key > key), len(rows)), row)
        statement.tables[part].reindex()
        return
    list_of(statement, part).append(LISTS[part](**record))


def run_example(example: Example, rule: str) -> tuple[Engine, list[Outcome]]:
    """The engine of an example, and what the rule says in it."""
    statement, form = edited(example)
    former = None
    if example.former is not None:
        former, _ = edited(example._replace(edits=example.former, former=None, remove=(), add=()))
        former.year = statement.year - 1
    engine = Engine(Context(statement, form, code_lists(), word_lists(), former), rulebook())
    outcomes = [each for each in engine.all() if each.rule == rule]
    if example.waivers:
        waivers = [_waiver(each) for each in example.waivers]
        outcomes += [each for each in apply_waivers(engine.findings(), waivers, TODAY).problems if each.rule == rule]
    return engine, outcomes


def _waiver(raw: dict[str, Any]) -> Waiver:
    read: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}
    return Waiver(**read)


def worst(outcomes: list[Outcome]) -> Outcome | None:
    """The gravest outcome."""
    return min(outcomes, key=lambda each: _WORST.index(each.grade), default=None)


def told_of(engine: Engine, outcome: Outcome, words: Words) -> str:
    """What is said of an outcome of an example."""
    return tell(outcome, Names(engine.context.statement, engine.context.form, words))
