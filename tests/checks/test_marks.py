"""A reviewer's marks: a mark is stale if and only if what it was given for has changed, and two reviews merge."""

from __future__ import annotations

import re
from copy import deepcopy
from decimal import Decimal
from random import Random
from time import perf_counter
from types import SimpleNamespace

import pytest
from edits import random_change
from hypothesis import given, settings
from hypothesis import strategies as st
from statements import make_statement

from fintui.checks.marks import DOUBT, KINDS, NOTE, SIGN_OFF, TICK, ReviewMark, claim_mark, joined, mark_of
from fintui.checks.merging import merged
from fintui.checks.pins import Pins
from fintui.checks.progress import Count, Progress
from fintui.checks.quotations import quote, seek
from fintui.checks.standing import Standing, Standings
from fintui.checks.targets import WHOLE, is_signable, parse_target, written
from fintui.files.reader import read
from fintui.files.rules import check
from fintui.files.writer import dump
from fintui.model.changes import Change, Insert, Put, Remove, places_of
from fintui.model.document import Document
from fintui.model.place import TABLES, Place, cell, find
from fintui.model.statement import LISTS, Duty, Row, Section, Statement, Work, normal

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:万元|%)?")
WHO = {"by": "李某", "on": "2021-11-08"}


def statement_of(seed: int):
    statement, form = make_statement(seed)
    statement.duties = [Duty("1.", "负责甲"), Duty("2.", "负责乙"), Duty("3.", "负责丙" * 60)]
    statement.works = [Work("办成三件事")]
    for section in statement.sections:
        section.text = normal(section.text)  # as a reader gives it
    return statement, form


def targets_of(statement: Statement) -> list[Place]:
    """Targets of every kind."""
    found = [WHOLE, Place("head", "", "department"), Place("overview", "", "units")]
    for role, table in statement.tables.items():
        found.append(Place(TABLES + role, "", ""))
        for row in table.rows:
            found.append(Place(TABLES + role, row.key, ""))
            found += [cell(role, row.key, column) for column in row.figures]
    found += [Place("sections", section.topic, "") for section in statement.sections]
    found += [Place("assets", fact.key, "") for fact in statement.assets]
    return found


def held(statement: Statement, target: Place) -> str | None:
    """What stands at a target, told independently of the pins: everything, digit by digit."""
    if target == WHOLE:
        return repr(
            [getattr(statement, name) for name in Statement.__dataclass_fields__ if name != "tables"]
        ) + "".join(str(held(statement, Place(TABLES + role, "", ""))) for role in statement.tables)
    if target.role and not target.key:
        return repr(statement.tables[target.role])
    try:
        record = getattr(statement, target.part) if not target.key and target.part != "head" else None
        record = record or (statement if target.part == "head" else find(statement, target))
    except KeyError:
        return None
    if target.role and target.field:
        return repr(record.figures.get(target.field))
    if target.role:
        return repr((record.name, sorted((k, v) for k, v in record.figures.items() if v is not None)))
    return repr(getattr(record, target.field) if target.field else record)


def numbers_of(statement: Statement):
    """Numbers of the sections, as plain as a test needs them."""

    def numbers(topic: str) -> list[re.Match[str]]:
        section = statement.section(topic)
        return list(NUMBER.finditer(section.text)) if section else []

    return lambda topic: [SimpleNamespace(start=found.start()) for found in numbers(topic)]


@pytest.mark.parametrize("seed", range(12))
def test_a_mark_is_stale_if_and_only_if_what_it_was_given_for_differs(seed: int) -> None:
    statement, form = statement_of(seed)
    random, document, pins = Random(seed), Document(statement, form), Pins(statement, form)
    targets = [*random.sample(targets_of(statement), 60), WHOLE]
    marks = {mark_of(TICK, each, pins.at(each) or "", **WHO): each for each in targets if pins.at(each) is not None}
    before = {target: held(statement, target) for target in marks.values()}
    standings = Standings(statement, form, marks)
    count = Count(statement, standings, numbers_of(statement))

    def follow(change: Change) -> None:
        places = places_of(change)
        targets = standings.update(places)
        count.changed([*places, *targets]) if all(place.field for place in places) else count.forget()

    document.listeners.append(follow)
    for _ in range(25):
        document.apply(random_change(random, statement))
        for standing in standings.all:
            target = marks[standing.mark]
            assert standing.is_stale == (held(statement, target) != before[target]), target
        assert standings.all == Standings(statement, form, marks).all
        assert count.total() == Count(statement, standings, numbers_of(statement)).total()
    while document.can_undo:
        document.undo()
    assert not any(each.is_stale for each in standings.all)


@pytest.mark.parametrize("seed", range(4))
def test_a_statement_that_was_saved_and_read_again_has_no_stale_mark(seed: int) -> None:
    statement, form = statement_of(seed)
    again = read(dump(statement, form)).statement
    one, other = Pins(statement, form), Pins(again, form)
    for target in [*targets_of(statement), Place("duties", "2", ""), Place("works", "0", "")]:
        assert one.at(target) == other.at(target), target


@given(st.text("支出合计,，。\n其中4.5%万元 ", max_size=80), st.data())
@settings(max_examples=300)
def test_a_number_is_found_again_where_it_was_quoted(text: str, data: st.DataObject) -> None:
    numbers = list(NUMBER.finditer(text))
    if not numbers:
        return
    match = data.draw(st.sampled_from(numbers))
    found = seek(text, quote(text, *match.span()), match.start())
    assert found is not None
    assert (found.start, found.end, found.same) == (*match.span(), True)


SENTENCE = "本年支出合计4,090.91万元,其中:基本支出356.25万元,占8.71%;项目支出3,734.66万元。"
AT = SENTENCE.index("356.25万元")


@pytest.mark.parametrize(
    ("now", "value", "same"),
    [
        (SENTENCE, "356.25万元", True),
        ("前面新添一句,与356.25万元无关。\n" + SENTENCE, "356.25万元", True),
        (SENTENCE.replace("4,090.91", "4,100.91").replace("8.71", "8.69"), "356.25万元", True),
        (SENTENCE.replace("356.25", "366.25"), "366.25万元", False),
        (SENTENCE.replace("356.25万元", "3,562,500元"), "3,562,500元", False),
        (SENTENCE.replace("基本支出", "日常支出"), None, None),
        (SENTENCE.replace("基本支出356.25万元", "基本支出356.25万元、公用50.00万元"), None, None),
        (SENTENCE.replace("基本支出356.25", "基本支出1356.25"), "1356.25万元", False),
        ("", None, None),
    ],
)
def test_a_quoted_number_holds_while_it_and_the_words_around_it_do(
    now: str, value: str | None, same: bool | None
) -> None:
    quoted = quote(SENTENCE, AT, AT + len("356.25万元"))
    found = seek(now, quoted, AT)
    assert (found and now[found.start : found.end], found and found.same) == (value, same)


def test_of_sentences_alike_the_nearest_one_and_of_numbers_alike_the_right_one() -> None:
    text = "甲5.00万元,乙5.00万元。\n甲5.00万元,乙5.00万元。"
    second = text.index("5.00万元", text.index("乙"))
    quoted = quote(text, second, second + 6)
    assert seek(text, quoted, second).start == second
    assert seek(text, quoted, len(text)).start == text.rindex("5.00万元")
    assert seek("乙5.00万元,甲5.00万元。", quoted, second) is None


@pytest.mark.parametrize("piece", ["1.", "1,", "1.1 ", "5万元", "12%、"])
def test_no_text_makes_the_search_long(piece: str) -> None:
    text = piece * 400 + "共7.00万元"
    quoted = quote(text, len(text) - 6, len(text))
    assert seek(text, quoted, 0) is not None
    start = perf_counter()
    assert seek(text.replace("共", "合") + "。" + piece * 400, quoted, 0) is None
    assert perf_counter() - start < 1  # a thousand times what it takes


def test_a_claim_follows_its_sentence_and_is_gone_with_its_section() -> None:
    statement, form = statement_of(1)
    place = Place("sections", "x", "text")
    statement.sections.append(Section("x", "标题", SENTENCE))
    mark = claim_mark(TICK, place, SENTENCE, (AT, AT + 8), **WHO)
    standings, document = Standings(statement, form, [mark]), Document(statement, form)
    assert standings.at(place) == [Standing(mark, place, "356.25万元", AT, AT + 8)]
    document.apply(Put(place, "新的一句。" + SENTENCE))
    standings.update([place])
    assert standings.at(place) == [Standing(mark, place, "356.25万元", AT + 5, AT + 13)]
    document.apply(Remove("sections", len(statement.sections) - 1))
    standings.update([Place("sections", "0", "")])
    assert standings.all == [Standing(mark, place, None, is_stale=True)]


def test_a_mark_of_a_record_without_key_goes_where_the_record_goes() -> None:
    statement, form = statement_of(1)
    target = Place("duties", "1", "")
    mark = mark_of(NOTE, target, Pins(statement, form).at(target) or "", text="是否还有", **WHO)
    standings, document = Standings(statement, form, [mark]), Document(statement, form)
    document.apply(Insert("duties", 0, Duty("0.", "新")))
    standings.update([Place("duties", "0", "")])
    assert [(each.target.key, each.is_stale) for each in standings.all] == [("2", False)]
    document.apply(Put(Place("duties", "2", "mark"), "9."))  # counted anew, and the same duty
    standings.update([Place("duties", "2", "mark")])
    assert [(each.target.key, each.is_stale) for each in standings.all] == [("2", False)]
    document.apply(Put(Place("duties", "2", "text"), "负责乙和丁"))
    standings.update([Place("duties", "0", "")])
    assert [(each.target.key, each.is_stale) for each in standings.all] == [("1", True)]


# -- targets
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True).filter(lambda name: name not in {"head", "statement"})
KEYS_ = st.text(min_size=1, max_size=8)


@given(
    st.one_of(
        st.just(WHOLE),
        st.builds(lambda role: Place(TABLES + role, "", ""), NAMES),
        st.builds(
            lambda role, key, field: Place(TABLES + role, key, field), NAMES, KEYS_, st.one_of(st.just(""), NAMES)
        ),
        st.builds(Place, st.sampled_from(list(LISTS)), KEYS_, st.one_of(st.just(""), NAMES)),
        st.builds(lambda part, field: Place(part, "", field), st.sampled_from(["head", "source", "overview"]), NAMES),
    ).filter(lambda each: not (each.role in LISTS or each.role in {"source", "headings", "overview"}))
)
def test_a_target_is_read_as_it_is_written(target: Place) -> None:
    assert parse_target(written(target)) == target


@pytest.mark.parametrize(
    "text", ["", "duties", "head", "head[1].x", "payments.basic", "a b", "[x]", "payments[]", "付款"]
)
def test_what_is_no_target_is_none(text: str) -> None:
    found = parse_target(text)
    assert found is None or written(found) == text
    assert found is None or text == "付款"


def test_tables_and_the_whole_can_be_signed_off_and_nothing_else() -> None:
    told = {text: is_signable(parse_target(text)) for text in ("statement", "payments", "payments[201]", "sections[a]")}
    assert told == {"statement": True, "payments": True, "payments[201]": False, "sections[a]": False}


# -- merging
MARKS = st.builds(
    ReviewMark,
    st.sampled_from(KINDS[:3]),
    st.sampled_from(["payments[total].basic", "payments[201]", "duties[1]"]),
    st.sampled_from(["1.00", "2.00"]),
    start=st.just(-1),
    text=st.sampled_from(["", "甲", "乙"]),
    by=st.sampled_from(["李", "王"]),
    on=st.sampled_from(["2021-01-01", "2021-01-02"]),
)
REVIEWS = st.lists(MARKS, max_size=6, unique_by=lambda each: each.key)


@given(REVIEWS, REVIEWS, REVIEWS)
def test_a_merge_is_the_same_from_either_side_and_loses_nothing(base: list, mine: list, theirs: list) -> None:
    both = merged(base, mine, theirs, joined)
    assert both == merged(base, theirs, mine, joined)
    assert [each.key for each in both] == sorted({each.key for each in both})
    old = {each.key: each for each in base}
    here, there = {each.key: each for each in mine}, {each.key: each for each in theirs}
    found = {each.key: each for each in both}
    for key in {*old, *here, *there}:
        if here.get(key) == old.get(key):
            assert found.get(key) == there.get(key)
        elif there.get(key) in {old.get(key), here.get(key)}:
            assert found.get(key) == here.get(key)
        else:  # changed on both sides: it stays, with what was said on either
            assert all(side.get(key) is None or side[key].text in found[key].text for side in (here, there))


@given(REVIEWS, REVIEWS)
def test_without_changes_on_one_side_a_merge_is_the_other_side(base: list, mine: list) -> None:
    assert merged(base, mine, base, joined) == sorted(mine, key=lambda each: each.key)


# -- progress
def test_progress_counts_figures_and_numbers_that_are_ticked_and_not_stale() -> None:
    statement, form = statement_of(1)
    engine, pins = check(statement, form), Pins(statement, form)
    table, section = Place(TABLES + "payments", "", ""), Place("sections", "payments", "")
    rows = [row for row in statement.tables["payments"].rows if figures_of(row)]
    number = engine.numbers("payments")[0]
    text = statement.section("payments").text
    first, second, third = ([cell("payments", row.key, name) for name in figures_of(row)] for row in rows[:3])
    marks = [
        mark_of(TICK, first[0]._replace(field=""), pins.at(first[0]._replace(field="")), **WHO),
        mark_of(TICK, first[0], pins.at(first[0]), **WHO),
        mark_of(TICK, second[0], pins.at(second[0]), **WHO),
        mark_of(DOUBT, second[1], pins.at(second[1]), **WHO),
        mark_of(TICK, third[0], "0.01", **WHO),
        mark_of(SIGN_OFF, table, pins.at(table), **WHO),
        claim_mark(TICK, section._replace(field="text"), text, (number.start, number.end), **WHO),
    ]
    standings = Standings(statement, form, marks)
    count = Count(statement, standings, engine.numbers)
    assert count.of(table) == Progress(len(first) + 1, sum(len(figures_of(row)) for row in rows))
    assert count.of(section) == Progress(1, len(engine.numbers("payments")))
    assert count.total().ticked == len(first) + 2
    standings.take([*marks, mark_of(TICK, section, pins.at(section), **WHO)])
    count.changed([section])
    assert count.of(section).ticked == len(engine.numbers("payments"))


def figures_of(row: Row) -> list[str]:
    return [column for column, figure in row.figures.items() if isinstance(figure, Decimal)]


def test_marks_do_not_change_what_they_are_of() -> None:
    statement, form = statement_of(2)
    before = deepcopy(statement)
    marks = [mark_of(TICK, each, "x", **WHO) for each in targets_of(statement)]
    Standings(statement, form, marks)
    assert statement == before
