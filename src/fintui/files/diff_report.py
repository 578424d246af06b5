"""Two statements compared, as text for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, Final

from ..model.compare import Difference, Kind
from ..model.money import show_amount
from ..model.place import Place
from ..model.prose import Sentence, sentences_changed
from .comparison import Comparison, growth_of, names_of
from .differing import SIGNS, group_of, show_growth
from .faults import visible
from .words import Words

Paint = Callable[[str, str], str]
"""Paints a text in a colour, or leaves it."""

_RED, _GREEN, _BOLD, _PLAIN = "31", "32", "1", "0"
_NAMES: Final = 64
"""Cells that the names of figures take at most before the amounts."""
_AMOUNT: Final = 18
_SHORT: Final = 40
"""Characters of a text that is told as a whole."""


def text_report(found: Comparison, *, color: bool) -> str:
    """A line a difference under the table, section or list it is in; nothing where nothing differs."""
    if found.is_same:
        return ""
    paint: Paint = _painted if color else _plain
    lines = [paint(f"--- {visible(found.old.name)}", _RED), paint(f"+++ {visible(found.new.name)}", _GREEN)]
    lines += _yearly(found, paint)
    group = ""
    for each in found.differences:
        if (now := found.telling.group(each)) != group:
            group = now
            lines.append(paint(visible(group), _BOLD))
        lines += [f"  {line}" for line in _told(each, found, paint)]
    lines.append(_summary(found))
    return "".join(f"{line}\n" for line in lines)


def _told(difference: Difference, found: Comparison, paint: Paint) -> Iterator[str]:
    telling = found.telling
    where, sign = visible(telling.where(difference)), SIGNS[difference.kind]
    where += _line(difference, found)
    before, after = telling.before(difference), telling.after(difference)
    if difference.kind is Kind.ADDED:
        yield paint(f"{sign} {where}  {after}", _GREEN)
    elif difference.kind is Kind.REMOVED:
        yield paint(f"{sign} {where}  {before}", _RED)
    elif _is_prose(difference):
        yield f"{sign} {where}"
        for sentence in sentences_changed(str(difference.before), str(difference.after)):
            yield f"    {_sentence(sentence, found.words, paint)}"
    else:
        change = _change(difference)
        yield f"{sign} {where}  {paint(before, _RED)} → {paint(after, _GREEN)}{change}"


def _line(difference: Difference, found: Comparison) -> str:
    """The line of the file, where it has one for the place."""
    lines, place = found.side(difference).lines, difference.place
    if difference.kind is Kind.ORDER or (place.field and not lines.is_written(place)):
        return ""
    return f" ({lines.line(place)})"


def _is_prose(difference: Difference) -> bool:
    """A text that became another one, both of more than a few words."""
    before, after = difference.before, difference.after
    if not isinstance(before, str) or not isinstance(after, str) or not before or not after:
        return False
    return "\n" in before + after or max(len(before), len(after)) > _SHORT


def _change(difference: Difference) -> str:
    growth = growth_of(difference)
    change, rate = show_growth(growth) if growth else ("", "")
    return f"  ({', '.join(filter(None, [change, rate]))})" if change else ""


def _sentence(sentence: Sentence, words: Words, paint: Paint) -> str:
    """A changed sentence with what went and what came, as `git diff --word-diff` marks them."""
    marks = {"same": ("", "", _PLAIN), "removed": ("[-", "-]", _RED), "added": ("{+", "+}", _GREEN)}
    told = ""
    for kind, text in sentence.runs:
        left, right, code = marks[kind]
        shown = visible(text)
        told += shown if kind == "same" else paint(f"{left}{shown}{right}", code)
    about = {"paragraph": sentence.paragraph, "number": sentence.number}
    return f"{words('difference.sentence', **about)} {told}"


def _yearly(found: Comparison, paint: Paint) -> Iterator[str]:
    """Figures of two years with change and growth, table by table."""
    words, group = found.words, ""
    years = (found.old.loaded.statement.year, found.new.loaded.statement.year)
    heads = [words("difference.year", year=year) for year in years]
    heads += [words("difference.change"), words("difference.growth")]
    named = [(_figure_name(each.place, found), each) for each in found.figures]
    room = min(_NAMES, max((_cells(name) for name, _ in named), default=0))
    for name, each in named:
        if (now := group_of(each.place._replace(key=""), names_of(each.place, found))) != group:
            group = now
            yield paint(_left(visible(group), room + 2) + "".join(_right(head) for head in heads), _BOLD)
        amounts = [_shown(each.before, words), _shown(each.after, words), *show_growth(each)]
        yield f"  {_left(name, room)}" + "".join(_right(text) for text in amounts)


def _figure_name(place: Place, found: Comparison) -> str:
    names = names_of(place, found)
    if place.role:
        return visible(f"{names.row(place)} · {names.column(place)}")
    return visible(f"{names.own_name(place)} ({_unit(place, found)})")


def _unit(place: Place, found: Comparison) -> str:
    for side in (found.new, found.old):
        for fact in getattr(side.loaded.statement, place.part):
            if fact.key == place.key:
                return visible(fact.unit)
    return ""


def _shown(amount: Any, words: Words) -> str:
    return show_amount(amount) if amount is not None else words("difference.not-known")


def _summary(found: Comparison) -> str:
    words = found.words
    if found.yearly:
        changed = sum(each.change != 0 for each in found.figures)
        return words("difference.yearly-summary", count=len(found.figures), changed=changed)
    kinds = [each.kind for each in found.differences]
    about = {kind.value: kinds.count(kind) for kind in Kind}
    return words("difference.summary", count=len(kinds), **about)


def _cells(text: str) -> int:
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _left(text: str, cells: int) -> str:
    return text + " " * max(1, cells - _cells(text))


def _right(text: str) -> str:
    return " " * max(1, _AMOUNT - _cells(text)) + text


def _plain(text: str, code: str) -> str:
    del code
    return text


def _painted(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"
