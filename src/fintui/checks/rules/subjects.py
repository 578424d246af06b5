"""N-20, N-21 and Q-12: 科目 in the text, their purposes, and the glossary's list of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from ...model.place import Place
from ...model.statement import Row, Section, Table
from ..context import Context
from ..judge import Severity
from ..outcome import Outcome, Quote
from ..pattern import Pattern
from .lists import EMPTY, Purpose
from .texts import Span, Text, lines_of, plain_name, section_text, text_at, told

_NAME: Final = r"[^\s()（）,。;:、\d.][^\s,。;:]{0,30}?"
_PATH: Final = Pattern(rf"(?:(?P<a>{_NAME}) ?\(类\) ?)(?:(?P<b>{_NAME}) ?\(款\) ?)(?:(?P<c>{_NAME}) ?\(项\))")
_MARK: Final = Pattern(r"^(?:\d{1,2}[.、]|\(?[一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、)\s*")


class _Path(NamedTuple):
    span: Span
    names: tuple[str, str, str]


def _paths(text: Text) -> Iterator[_Path]:
    if "(项)" not in text.folded:
        return
    for match in _PATH.finditer(text.folded):
        head = _MARK.sub("", match["a"])
        span = Span(text, match.start() + len(match["a"]) - len(head), match.end())
        yield _Path(span, (plain_name(head), plain_name(match["b"]), plain_name(match["c"])))


# -- N-20
def paths(context: Context, section: Section) -> Iterator[Outcome]:
    """N-20: a 类, 款 and 项 named in the text are a row of table 5, one under the other."""
    table = context.statement.tables.get("general-budget-payments")
    if section.topic != "general-budget-payments" or table is None or table.coverage != "full":
        return
    rows = _table_paths(table)
    if not rows:
        return
    found = [path.span for path in _paths(section_text(section)) if not _is_printed(path.names, rows)]
    if found:
        yield told("N-20", Severity.WARNING, found, "no-such-path")


def _table_paths(table: Table) -> set[tuple[str, str, str]]:
    found = set()
    for row in table.rows:
        if row.is_coded and len(row.key) == 7:
            above = [table.row(row.key[:3]), table.row(row.key[:5])]
            if all(above):
                names = [plain_name(each.name) for each in (*above, row) if each]
                found.add((names[0], names[1], names[2]))
    return found


def _is_printed(names: tuple[str, str, str], rows: set[tuple[str, str, str]]) -> bool:
    """Whether a path is a row, or may be right though it is none: of a class that the table lacks (another fund's)."""
    if any(all(_ends(word, own) for word, own in zip(names, row, strict=True)) for row in rows):
        return True
    of_class = [row for row in rows if _ends(names[0], row[0])]
    # A class that is not there, with a 款 and 项 that stand under another: the class is the mistake.
    return not of_class and not any(_ends(names[1], row[1]) and _ends(names[2], row[2]) for row in rows)


def _ends(words: str, name: str) -> bool:
    """Whether words end with a name (用于教育 with 教育), or are the name shortened at its end."""
    return words.endswith(name) or (len(words) > 3 and name.startswith(words))


# -- N-21
_PURPOSE: Final = Pattern(r"(?:主要用于|用于|反映|是指|指)(?P<what>[^。;\n]{4,120})")


def purposes_in_section(context: Context, section: Section) -> Iterator[Outcome]:
    """N-21 in a section: what a 科目 was spent on belongs to it."""
    text = section_text(section)
    if section.topic == "general-budget-payments":
        yield from _purposes(context, [(text, line.start, line.end) for line in lines_of(text)])


def purposes(context: Context) -> Iterator[Outcome]:
    """N-21 in the glossary."""
    for index, term in enumerate(context.statement.terms):
        name = plain_name(_MARK.sub("", term.term))
        text = text_at("terms", str(index), "text", term.text)
        yield from _purposes(context, [(text, line.start, line.end) for line in lines_of(text)], name)


def _purposes(context: Context, lines: list[tuple[Text, int, int]], name: str = "") -> Iterator[Outcome]:
    known = {plain_name(each.name): each for each in (context.lists or EMPTY).purposes}
    for text, start, end in lines:
        match = _PURPOSE.search(text.folded, start, end)
        if not match:
            continue
        purpose = known.get(_subject(name, text.folded[start : match.start()]))
        if purpose and (word := _foreign(purpose, match["what"])):
            span = Span(text, *match.span())
            yield told("N-21", Severity.WARNING, [span], "other-purpose", subject=purpose.name, word=word)


_LAST: Final = Pattern(r"(?P<name>[^\s()。;,:]{2,30}) ?\(项\)")


def _subject(name: str, before: str) -> str:
    """The 科目 that a purpose is of: the last 项 named before it, else the entry itself."""
    last = next(reversed(list(_LAST.finditer(before))), None)
    found = last["name"] if last else name.rpartition("(款)")[2].removesuffix("(项)")
    return plain_name(found.rpartition(")")[2] or found)


def _foreign(purpose: Purpose, what: str) -> str:
    if any(word in what for word in purpose.own):
        return ""
    return next((word for word in purpose.foreign if word in what), "")


# --
_SUBJECTS: Final = Pattern(r"支出功能分类|功能分类科目|支出科目")
_DEFINES: Final = Pattern(r"指|反映|用于|[:。].{4}")


def glossary(context: Context) -> Iterator[Outcome]:
    """Q-12: where the glossary explains the 科目 used, it has them all, each with an explanation."""
    terms = context.statement.terms
    texts = [
        text_at("terms", str(i), field, getattr(t, field)) for i, t in enumerate(terms) for field in ("term", "text")
    ]
    listing = next((i for i, term in enumerate(terms) if _SUBJECTS.search(term.term)), None)
    explained = [path for text in texts for path in _paths(text)]
    if listing is None and not explained:
        return
    bare = [path.span for path in explained if _is_bare(path.span)]
    missing = _missing(context, "\n".join(plain_name(text.folded) for text in texts))
    place = Place("terms", str(listing), "text") if listing is not None else explained[0].span.text.place
    if bare or missing:
        named: list[Span | Quote] = [*bare]
        quotes = [*(named or [Quote(place, "", "words")]), *missing]
        names = "、".join(quote.text for quote in missing)
        message = "glossary-bare-and-missing" if bare and missing else "glossary-bare" if bare else "glossary-missing"
        yield told("Q-12", Severity.WARNING, quotes, message, names=names)


def _is_bare(span: Span) -> bool:
    """Whether an entry of the list is a name and nothing else."""
    if span.text.place.field == "term":
        return False  # its explanation is the entry's text; Q-4 tells an empty one
    end = span.text.folded.find("\n", span.end)
    rest = span.text.folded[span.end : end if end >= 0 else len(span.text.folded)]
    after = span.text.folded[end + 1 :].split("\n", 1)[0] if end >= 0 else ""
    return not rest.strip(" 。:;,") and not (
        _DEFINES.search(after) and not _MARK.match(after.strip()) and after[:1] != "("
    )


def _missing(context: Context, whole: str) -> list[Quote]:
    """项 of table 5 with money that the glossary does not name; 类 where the table gives no 项."""
    table = context.statement.tables.get("general-budget-payments")
    if table is None:
        return []
    coded = context.kept("Q-12", lambda: [row for row in table.rows if row.is_coded and len(row.key) in {3, 7}])
    has_lowest = any(len(row.key) == 7 and _spends(row) for row in coded)
    if not has_lowest and table.coverage == "full":
        return []
    digits = 7 if has_lowest else 3
    unnamed = context.kept(("Q-12", digits), lambda: _Unnamed(None, []))
    if unnamed.glossary != whole:
        rows = [row for row in coded if len(row.key) == digits and row.name and plain_name(row.name) not in whole]
        context.cache["Q-12", digits] = unnamed = _Unnamed(whole, rows)
    part = f"tables.{table.role}"
    return [Quote(Place(part, row.key, "name"), row.name, "cell") for row in unnamed.rows if _spends(row)]


class _Unnamed(NamedTuple):
    """A glossary's names, and the rows that are not among them."""

    glossary: str | None
    rows: list[Row]


def _spends(row: Row) -> bool:
    return any(isinstance(figure, Decimal) and figure for figure in row.figures.values())
