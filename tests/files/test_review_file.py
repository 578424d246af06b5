"""The review file: read strictly, written in a fixed order, and never over what someone else has written."""

from __future__ import annotations

import contextlib
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import HOSTILE

from fintui.checks.marks import KINDS, NOTE, TICK, ReviewMark, claim_mark, mark_of
from fintui.checks.standing import Standings
from fintui.checks.waivers import Waiver
from fintui.files.faults import UnreadableError
from fintui.files.marks_told import name_of_mark, tell_mark
from fintui.files.naming import Names
from fintui.files.places import review_path
from fintui.files.reader import Loaded, load
from fintui.files.resources import first_statement
from fintui.files.review import Review, dump_review, load_review, merge_reviews, parse_review, save_review
from fintui.files.review_book import ReviewBook
from fintui.files.save import SaveError
from fintui.files.words import load_words
from fintui.model.place import Place, cell

TEXTS = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=3).map("".join)
BY = TEXTS.filter(str.strip)
DAYS = st.dates().map(lambda day: day.isoformat())
PLACES = st.sampled_from(["payments[total].basic", "payments[201]", "duties[3]", "sections[x]", "head.title"])
MARKS = st.one_of(
    st.builds(
        ReviewMark,
        st.sampled_from(KINDS[:3]),
        PLACES,
        value=TEXTS,
        text=TEXTS.map(lambda text: text or "注"),
        by=BY,
        on=DAYS,
    ),
    st.builds(
        lambda **rest: ReviewMark(TICK, "sections[a].text", **rest),
        value=TEXTS,
        start=st.integers(0, 10**6),
        before=TEXTS,
        after=TEXTS,
        by=BY,
        on=DAYS,
    ),
    st.builds(lambda **rest: ReviewMark("sign-off", "statement", **rest), value=TEXTS, by=BY, on=DAYS),
)
WAIVERS = st.builds(
    Waiver,
    st.sampled_from(["N-17", "T1-1"]),
    st.lists(TEXTS, max_size=2).map(tuple),
    st.lists(TEXTS, max_size=2).map(tuple),
    *[TEXTS] * 4,
)
REVIEWS = st.builds(
    Review,
    st.lists(WAIVERS, max_size=3, unique_by=lambda each: each.key),
    st.lists(MARKS, max_size=5, unique_by=lambda each: each.key),
)


def tick(place: str, by: str = "李某", value: str = "1.00", text: str = "") -> ReviewMark:
    return ReviewMark(NOTE if text else TICK, place, value, text=text, by=by, on="2021-11-08")


A, B, C = (tick(f"payments[{code}].basic") for code in ("201", "203", "205"))


@given(REVIEWS)
@settings(max_examples=80)
def test_what_is_written_is_read_the_same_and_in_a_fixed_order(review: Review) -> None:
    text = dump_review(review)
    again, faults = parse_review(text)
    assert faults == []
    assert again.whole
    assert set(again.entries()) == set(review.entries())
    assert dump_review(Review(again.waivers[::-1], again.marks[::-1])) == text


def test_a_mark_is_a_block_that_people_can_read() -> None:
    sentence = "其中:基本支出356.25万元,占8.71%"
    at = sentence.index("356")
    claim = claim_mark(
        NOTE, Place("sections", "payments", "text"), sentence, (at, at + 8), text="见批复", by="李某", on="2021-11-08"
    )
    empty = mark_of(TICK, cell("payments", "201", "basic"), "", by="王某", on="2021-11-09")
    assert (
        dump_review(Review(marks=[claim, empty]))
        == """format = 1

[[marks]]
kind = "tick"
place = "payments[201].basic"
value = ""
by = "王某"
on = "2021-11-09"

[[marks]]
kind = "note"
place = "sections[payments].text"
value = "356.25万元"
start = 7
before = "其中:基本支出"
after = ",占8.71%"
text = "见批复"
by = "李某"
on = "2021-11-08"
"""
    )


GOOD = {"kind": '"tick"', "place": '"payments[201].basic"', "value": '"1.00"', "by": '"李某"', "on": '"2021-11-08"'}


def marked(**other: str | None) -> str:
    lines = [f"{key} = {value}" for key, value in (GOOD | other).items() if value is not None]
    return "\n".join(["format = 1", "", "[[marks]]", *lines, ""])


@pytest.mark.parametrize(
    ("text", "code", "line", "about"),
    [
        ("format = 2\n", "review-format", 1, "2"),
        ("format = 1\n[[mark]]\n", "review-unknown", 2, "marks"),
        ("format = 1\nmarks = 3\n", "review-list", 2, "marks"),
        ("format = 1\n[marks]\n", "review-list", 2, "marks"),
        (marked(kind='"tock"'), "review-mark", 4, "kind"),
        (marked(kind=None), "review-mark", 3, "kind"),
        (marked(place='"payments.basic"'), "review-mark", 5, "place"),
        (marked(kind='"sign-off"'), "review-mark", 5, "place"),
        (marked(value="1.00"), "review-mark", 6, "value"),
        (marked(value=None), "review-mark", 3, "value"),
        (marked(by='" "'), "review-mark", 7, "by"),
        (marked(on='"2021-11-8"'), "review-mark", 8, "on"),
        (marked(on='"gestern"'), "review-mark", 8, "on"),
        (marked(on=None), "review-mark", 3, "on"),
        (marked(kind='"note"'), "review-mark", 3, "text"),
        (marked(start="3"), "review-mark", 3, "before"),
        (marked(start="-3", before='""', after='""'), "review-mark", 9, "start"),
        (marked(start="true", before='""', after='""'), "review-mark", 9, "start"),
        (marked(txt='"x"'), "review-mark-key", 9, "text"),
        ("[[waivers]]\nreason = 'x'\n", "review-waiver", 1, "rule"),
        ("[[waivers]]\nrule = 3\n", "review-waiver", 2, "rule"),
        ("[[waivers]]\nrule = 'x'\nplaces = 'a'\n", "review-waiver", 3, "places"),
        ("[[waivers]]\nrule = 'x'\nwhy = 'a'\n", "review-key", 3, "why"),
        (marked() + marked().removeprefix("format = 1\n"), "review-twice", 10, "2"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_fault_is_one_sentence_with_its_line(text: str, code: str, line: int, about: str, language: str) -> None:
    try:
        review, faults = parse_review(text)
        assert review.whole == (code == "review-twice")
    except UnreadableError as error:
        faults = [error.fault]
    assert [(fault.code, fault.line) for fault in faults] == [(code, line)]
    sentence = faults[0].sentence(load_words(language), "x.review.toml")
    assert about in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("text", ["x", "format = 1\n<<<<<<< HEAD\n", "a = " + "[" * 5000])
def test_what_is_no_toml_is_told(text: str) -> None:
    with pytest.raises(UnreadableError, match="review-toml"):
        parse_review(text)


def test_dates_may_stand_without_quotes_and_an_empty_file_has_no_marks(tmp_path: Path) -> None:
    review, faults = parse_review(marked(on="2021-11-08"))
    assert (review.marks[0].on, faults) == ("2021-11-08", [])
    path = tmp_path / "x.review.toml"
    path.touch()
    assert load_review(path) == (Review(), [])


KINDS_OF_LINES = [
    "[[marks]]",
    "[marks]",
    "[[waivers]]",
    "format = 1",
    "start = 99999999999999999999",
    'on = "2021-02-30"',
]
PLACES_OF_ANY_KIND = ["x", "duties[9]", "duties[a].text", "sections[no]", "head.__class__", "overview.units", "x[y].z"]


@given(REVIEWS, st.data())
@settings(max_examples=60)
def test_whatever_stands_in_the_file_is_read_or_told(review: Review, data: st.DataObject) -> None:
    lines = dump_review(review).split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines)))
        new = st.sampled_from([*KINDS_OF_LINES, *(f'place = "{each}"' for each in PLACES_OF_ANY_KIND)]) | TEXTS
        lines[at : at + data.draw(st.integers(0, 1))] = [data.draw(new)]
    try:
        found, faults = parse_review("\n".join(lines))
    except UnreadableError as error:
        found, faults = Review(), [error.fault]
    assert all("\n" not in fault.sentence(load_words("en")) for fault in faults)
    assert_told(found.marks)


def assert_told(marks: list[ReviewMark]) -> None:
    """Marks of any place, also of none that there is, stand in some way and are told."""
    loaded = first()
    names = Names(loaded.statement, loaded.form, load_words("zh"))
    for standing in Standings(loaded.statement, loaded.form, marks).all:
        assert name_of_mark(standing, names)
        assert tell_mark(standing, names)
        assert standing.is_stale or standing.now == standing.mark.value


@cache
def first() -> Loaded:
    return load(first_statement())


def test_marks_of_places_that_there_are_not_are_stale() -> None:
    assert_told([tick(place, value="?", text="x") for place in PLACES_OF_ANY_KIND])
    assert_told([tick(f"sections[{topic}].text", text="x") for topic in ("no", "payments")])


# -- merging
def test_marks_of_two_reviewers_merge_in_git_as_they_do_here(tmp_path: Path) -> None:
    base = Review(marks=[tick(f"payments[{code}].basic") for code in range(201, 230, 4)])
    mine = Review(marks=[*base.marks[1:], tick("payments[202].basic")])
    theirs = Review(marks=[*base.marks, tick("payments[222].basic", by="王某"), tick("statement", by="王某")])
    for name, review in (("base", base), ("mine", mine), ("theirs", theirs)):
        save_review(tmp_path / name, review)
    command = ["git", "merge-file", "-p", "mine", "base", "theirs"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert told.returncode == 0
    assert told.stdout.decode() == dump_review(merge_reviews(base, mine, theirs))


@given(REVIEWS, REVIEWS)
@settings(max_examples=60)
def test_a_merge_of_one_sided_changes_is_that_side(base: Review, mine: Review) -> None:
    assert dump_review(merge_reviews(base, mine, base)) == dump_review(mine)
    assert dump_review(merge_reviews(base, base, mine)) == dump_review(mine)


# -- the book
@pytest.fixture
def path(tmp_path: Path) -> Path:
    return review_path(tmp_path / "x.toml")


def opened(path: Path) -> ReviewBook:
    book = ReviewBook(path)
    book.load()
    return book


def on_disk(path: Path) -> set[object]:
    return set(load_review(path)[0].entries())


def test_each_step_is_on_disk_and_can_be_taken_back_and_done_again(path: Path) -> None:
    book = opened(path)
    book.change([A, B])
    better = tick(A.place, value="2.00")
    book.change([better])
    book.change(taken=[B])
    assert on_disk(path) == {better}
    states = []
    while book.undo():
        states.append(on_disk(path))
    assert states == [{better, B}, {A, B}, set()]
    while book.redo():
        pass
    assert on_disk(path) == {better}
    assert book.undo()
    book.change([C])
    assert book.redo() is None


def test_what_someone_else_has_written_meanwhile_stays(path: Path) -> None:
    one, other = opened(path), opened(path)
    assert one.change([A, B]) == 0
    assert other.change([C]) == 2
    assert on_disk(path) == {A, B, C}
    assert one.change(taken=[A]) == 1
    assert one.catch_up() == 0
    assert other.catch_up() == 1
    assert set(other.review.marks) == on_disk(path) == {B, C}
    assert other.undo()
    assert on_disk(path) == {B}


def test_many_at_once_lose_nothing(path: Path) -> None:
    def mark_all(name: str) -> None:
        book = opened(path)
        for number in range(8):
            book.change([tick(f"payments[{number}].basic", by=name)])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(mark_all, "甲乙丙丁"))
    assert len(on_disk(path)) == 32


def test_a_file_that_is_gone_is_written_again_with_all_marks(path: Path) -> None:
    book = opened(path)
    book.change([A])
    path.unlink()
    book.change([B])
    assert on_disk(path) == {A, B}


@pytest.mark.parametrize("there", ["<<<<<<< HEAD\n", marked(kind='"tock"'), "format = 2\n", "\ud800"])
def test_a_faulty_file_is_never_written_over(path: Path, there: str) -> None:
    data = there.encode("utf-8", "surrogatepass")
    late = opened(path)
    late.change([A])
    path.write_bytes(data)
    early = ReviewBook(path)
    with contextlib.suppress(UnreadableError):
        early.load()
    for book in (late, early):
        before = list(book.review.marks)
        with pytest.raises(SaveError, match="review-faulty"):
            book.change([B])
        assert book.review.marks == before
        assert path.read_bytes() == data
    with pytest.raises(SaveError):
        late.undo()
    path.write_text(dump_review(Review(marks=[C])), "utf-8")
    late.change([B])
    assert on_disk(path) == {B, C}


def test_what_cannot_be_written_is_not_kept(tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.touch()
    book = ReviewBook(folder / "x.review.toml")
    with pytest.raises(SaveError):
        book.change([A])
    assert book.review.marks == []
    assert book.undo() is None


def test_marks_go_along_to_another_file_and_join_those_there(path: Path, tmp_path: Path) -> None:
    book = ReviewBook(None)
    book.change([A])
    there = tmp_path / "y.review.toml"
    save_review(there, Review(marks=[B]))
    book.move_to(there)
    assert on_disk(there) == set(book.review.marks) == {A, B}
    book.change([C])
    book.move_to(path)
    assert on_disk(path) == {A, B, C}
    nothing = ReviewBook(None)
    nothing.move_to(tmp_path / "z.review.toml")
    assert not (tmp_path / "z.review.toml").exists()
