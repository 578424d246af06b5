"""Plain words are found as an alternation of them would find them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st
from tomli import loads

from fintui.checks.claims.phrases import Phrases, SubjectPhrases, classes
from fintui.files.resources import shipped

DATA = loads((shipped("data") / "phrases.toml").read_text("utf-8"))
KINDS = [word for table in ("subjects", "pairs") for words in DATA[table].values() for word in words]
SCOPED = [word for words in DATA["scoped"].values() for word in words]
SCOPES = [word for words in DATA["scopes"].values() for word in words]
HEADS, TAILS = DATA["split"]["heads"], DATA["split"]["tails"]
CLASSES = DATA["classes"]["names"]
FILLERS = [
    *"的收",
    "预算",
    "安排的",
    "本年",
    "本年度",
    "当年",
    "使用",
    "一般公共预算",
    "财政拨款",
    "支出",
    "(类)支出",
    "类科目",
]


def either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


SUBJECT = re.compile(
    rf"(?:(?P<head>{either(HEADS)})(?P<within>{either(SCOPES)})(?:的)?(?P<tail>{either(TAILS)})"
    rf"|(?:(?P<scope>{either(SCOPES)})(?:预算|安排的|的|本年度?|当年){{0,1}}"
    rf"(?:(?P<under>{either(KINDS)})|(?P<scoped>{either(SCOPED)}))|(?P<word>{either(KINDS)}))"
    r"(?:(?:使用)?(?:一般公共预算)?财政拨款(?!收))?)"
)
CLASS = re.compile(rf"(?:{either(CLASSES)})(?:支出(?:类科目)?|\(类\)支出)")
words = st.sampled_from([*FILLERS, *HEADS, *TAILS]) | st.sampled_from(SCOPES) | st.sampled_from(KINDS + SCOPED)
texts = st.lists(words | st.sampled_from(CLASSES) | st.sampled_from("度的0,"), max_size=9).map("".join)
bounds = st.tuples(st.integers(0, 12), st.integers(0, 40))


@given(texts, bounds)
def test_subjects_are_those_of_the_expression(text: str, bound: tuple[int, int]) -> None:
    start, end = min(bound[0], len(text)), min(bound[1], len(text))
    expected = [
        (
            *match.span(),
            match["word"] or match["under"] or match["scoped"] or match["head"] + match["tail"],
            match["scope"] or match["within"] or "",
            match["scoped"] is not None,
        )
        for match in SUBJECT.finditer(text, start, end)
    ]
    assert list(SubjectPhrases(KINDS, SCOPED, SCOPES, HEADS, TAILS).find(text, start, end)) == expected


@given(texts, bounds)
def test_words_and_classes_are_those_of_the_expression(text: str, bound: tuple[int, int]) -> None:
    start, end = min(bound[0], len(text)), min(bound[1], len(text))
    kinds = re.compile(either(KINDS))
    assert list(Phrases(KINDS).spans(text, start, end)) == [m.span() for m in kinds.finditer(text, start, end)]
    assert list(classes(Phrases(CLASSES), text, start, end)) == [m.span() for m in CLASS.finditer(text, start, end)]
