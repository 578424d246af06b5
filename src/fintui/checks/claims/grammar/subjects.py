"""The subject that a stretch of words ends with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fintui.checks.claims.model import Subject
from fintui.checks.claims.phrases import classes
from fintui.checks.pattern import HAN

if TYPE_CHECKING:
    from fintui.checks.claims.lexer import Text
    from fintui.checks.claims.vocabulary import Vocabulary

_MARKED = re.compile(r"(?P<name>[^,;:。\n]{1,48}?)\((?P<code>\d{2,3})?(?P<level>类|款|项)\)")
_CODED = re.compile(r"(?P<name>[^,;:。\n]{2,60}?)\((?P<code>2(?:\d{6}|\d{4}|\d\d))\)")
_LOST = re.compile(r"(?P<name>[^,;:。\n()]{2,24})\(\)(?=支出|$|[。:,])")
_LEADING = re.compile(
    r"^(?:[\d.、]+|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、|其中|主要用于|用于|支出|的|和|:)++"
)
_CODE = re.compile(r"(?<!\d)[23](?:\d{6}|\d{4}|\d\d)$")
TAIL = re.compile(  # possessive: what follows a subject is taken word by word, longer words first, and never again
    r"(?:按?同口径|本年度?|全年|全部|年度|当年|年初|上年|同期|财政拨款|全口径|合计|总计|总额|总数|金额|数额|数量|规模|支出|收入|费用|经费"
    r"|资金|决算|预算|调整后?|追加|执行|实际|发生|开支|安排|批复|核定|使用|列支|分别|累计|具体|情况|说明|达到?|共计?|汇总|数|为|是|计"
    r"|有|各|均|都|约|近|了|:|\((?!占|其中|类|款|项|三公)[^()]{0,24}\)|,?(?:20|19)\d\d年?度?)*+"
)
_JOINTS = ("、", "和", "与", "及", "以及")
_CLEAN_END = re.compile(
    r"(?:的?(?:年初|全年|调整后?|年度|本年度?|当年)?预算(?:数|安排|批复|总额|金额|资金)?|(?:支出|收入)?决算(?:数|支出)?|执行数"
    r"|实际支出|金额|各|均|共计|总计|合计|分别|支出数|安排|为|是|达到?|计|:|约|近)++$"
)
_CLEAN_START = re.compile(
    r"^(?:(?:20|19)\d\d年度?|[\d.、]+-?|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、|一是|二是|三是|四是|五是|其中|用于|主要用于|开支|本部门|本单位)++"
)
_LEVEL_OF = {3: "class", 5: "group", 7: "item"}
_CLASS_TAIL = re.compile(r"\(类\)|类科目")
_LED = re.compile(r"(?<!\d)(2(?:\d{6}|\d{4}|\d\d))-?$")
_NAME = re.compile(rf"(?:{HAN}|[A-Za-z()、]){{2,30}}")
_PROSE = re.compile(
    r"^[比较与同跟]|用于|原因|因为|由于|相比|增加|减少|增长|下降|完成|组织|开展|完善|建设了|达到|涉及|核减|发放|惠及|[人车]均"
)


class Found(NamedTuple):
    """Subjects at the end of some words, with their place in the squeezed text."""

    subjects: tuple[Subject, ...]
    start: int
    end: int


def bare(name: str) -> str:
    """A functional name without 支出 at its end."""
    return name[:-2] if name.endswith("支出") and len(name) > 2 else name


def path_at_end(text: Text, words: Vocabulary, start: int, end: int) -> Found | None:
    """A path such as 教育支出(类)普通教育(款)小学教育(项) whose tail runs to the end."""
    squeezed = text.squeezed
    run: list[re.Match[str]] = []
    for match in _MARKED.finditer(squeezed, start, end):
        if run and (match.start() != run[-1].end() or "类款项".find(match["level"]) <= "类款项".find(run[-1]["level"])):
            run = []
        run.append(match)
    if not run:
        return _coded(text, start, end) or _lost_path(text, words, start, end)
    if not TAIL.fullmatch(squeezed, run[-1].end(), end):
        return None
    names = [_LEADING.sub("", match["name"]) for match in run]
    if run[0]["level"] == "类":
        names[0] = _known_class(words, names[0])
    level = {"类": "class", "款": "group", "项": "item"}[run[-1]["level"]]
    first = run[0].end() - 3 - len(run[0]["code"] or "") - len(names[0])
    before = _CODE.search(squeezed, start, first)
    code = before[0] if before else "".join(match["code"] or "" for match in run)
    path = tuple(bare(name) for name in names if name)
    name = path[-1] if path else ""
    subject = Subject(level, "", name, path, code, "actual", text.word(first, run[-1].end()))
    return Found((subject,), first, run[-1].end())


def _coded(text: Text, start: int, end: int) -> Found | None:
    """行政运行(2010301): a name with its whole code behind it."""
    for match in _CODED.finditer(text.squeezed, start, end):
        if TAIL.fullmatch(text.squeezed, match.end(), end):
            name = _LEADING.sub("", match["name"])
            first, level = match.end() - 2 - len(match["code"]) - len(name), _LEVEL_OF[len(match["code"])]
            word = text.word(first, match.end())
            subject = Subject(level, "", name, (bare(name),), match["code"], words=word)
            return Found((subject,), first, match.end())
    return None


def _known_class(words: Vocabulary, name: str) -> str:
    """The class name that these words end with."""
    for known in words.classes:
        for form in (known + "支出", known):
            if name.endswith(form) and not name.endswith("其他" + form):
                return form
    return name


def _lost_path(text: Text, words: Vocabulary, start: int, end: int) -> Found | None:
    """住房保障()支出: the 类 was lost on the way; only known classes are taken."""
    for match in _LOST.finditer(text.squeezed, start, end):
        name = _known_class(words, match["name"])
        if bare(name) in words.classes and TAIL.fullmatch(text.squeezed, match.end(), end):
            first = match.end() - 2 - len(name)
            path = (bare(name),)
            return Found(
                (Subject("class", "", path[0], path, "", "actual", text.word(first, match.end())),), first, match.end()
            )
    return None


def _matches(text: Text, words: Vocabulary, topic: str, start: int, end: int) -> list[Found]:
    """Every subject in a stretch of words, in order, longer ones first."""
    found: list[Found] = []
    squeezed = text.squeezed
    if pattern := words.topic_subject.get(topic):
        for first, last in pattern.spans(squeezed, start, end):
            phrase = squeezed[first:last]
            kind = _in_context(words, topic, words.topic_kinds[topic][phrase], squeezed, first)
            found.append(Found((Subject(kind, "", phrase, words=text.word(first, last)),), first, last))
    joined = squeezed.startswith(("、", "和"), start)
    if joined or start == 0 or squeezed[start - 1] in ",;:。\n":
        first = start + joined
        for phrase, kind in words.bare.get(topic, {}).items():
            if squeezed.startswith(phrase, first):
                stop = first + len(phrase)
                found.append(Found((Subject(kind, "", phrase, words=text.word(first, stop)),), first, stop))
    for named in words.subject.find(squeezed, start, end):
        scope = words.scopes.get(named.scope, "")
        kinds = (words.scoped if named.is_scoped else words.kinds)[named.phrase].split("+")
        word = text.word(named.start, named.end)
        renamed = words.renamed.get(topic, {}) if scope else {}
        subjects = tuple(Subject(renamed.get(kind, kind), scope, named.phrase, words=word) for kind in kinds)
        found.append(Found(subjects, named.start, named.end))
    for first, last in classes(words.klass, squeezed, start, end):
        name = bare(_CLASS_TAIL.sub("", squeezed[first:last]))
        found.append(Found((Subject("class", "", name, (name,), words=text.word(first, last)),), first, last))
    return [one for one in found if not squeezed.endswith(words.not_after, max(start, one.start - 8), one.start)]


def _fund_alone(text: Text, words: Vocabulary, topic: str, start: int, end: int) -> Found | None:
    """一般公共预算1,500.25万元 among receipts: the fund alone names its receipts."""
    kind = words.fund_alone.get(topic)
    if kind is None:
        return None
    for first, last in words.fund.spans(text.squeezed, start, end):
        if TAIL.fullmatch(text.squeezed, last, end):
            phrase = text.squeezed[first:last]
            subject = Subject(kind, words.scopes[phrase], phrase, words=text.word(first, last))
            return Found((subject,), first, last)
    return None


def _economic(text: Text, words: Vocabulary, start: int, end: int) -> list[Found]:
    """Every economic item in a stretch of words."""
    spans = words.economic_words.spans(text.squeezed, start, end)
    return [
        Found((Subject("economic", "", text.squeezed[first:last], words=text.word(first, last)),), first, last)
        for first, last in spans
    ]


def _in_context(words: Vocabulary, topic: str, kind: str, squeezed: str, place: int) -> str:
    """Another kind where the words before say so: 整体支出绩效自评,资金 is the whole amount."""
    context = words.contexts.get(topic)
    if context is None or context.source != kind:
        return kind
    first = max(place - 60, squeezed.rfind("。", 0, place) + 1, squeezed.rfind("\n", 0, place) + 1)
    return context.target if context.words.has(squeezed, first, place) else kind


def find(text: Text, words: Vocabulary, topic: str, start: int, end: int, *, economic: bool = False) -> Found | None:
    """The last subject whose tail runs to the end of the stretch; joined ones together."""
    start = max(start, end - 120)
    path = path_at_end(text, words, start, end)
    matches = _matches(text, words, topic, start, end)
    if economic or topic in words.economic_topics:
        matches = _economic(text, words, start, end) + matches
    good = [one for one in matches if TAIL.fullmatch(text.squeezed, one.end, end)]
    if path is not None:
        return path
    if not good:
        return _fund_alone(text, words, topic, start, end)
    best = min(good, key=lambda one: (-one.end, one.start))
    nested = [one for one in good if one.start <= best.start and one.end >= best.end]
    best = min(nested, key=lambda one: one.start) if nested else best
    while before := next((one for one in good if one.end == best.start), None):
        best = before
    return _joined(text, matches, best)


def _joined(text: Text, matches: list[Found], best: Found) -> Found:
    """基本支出、项目支出 before one number: both are its subjects."""
    for other in matches:
        between = text.squeezed[other.end : best.start]
        if between in _JOINTS:
            before = _joined(text, matches, other)
            scope = before.subjects[0].scope
            after = tuple(
                one if one.scope else Subject(one.kind, scope, one.name, one.path, one.code, one.measure, one.words)
                for one in best.subjects
            )
            return Found(before.subjects + after, before.start, best.end)
    return best


def named(text: Text, words: Vocabulary, start: int, end: int) -> Found | None:
    """Words that no phrase knows, taken as a name: 2.行政运行 before 年初预算为."""
    chunk = text.squeezed[start:end]
    if len(chunk) > 60:
        return None
    stop = _CLEAN_END.search(chunk)
    last = stop.start() if stop else len(chunk)
    first = _CLEAN_START.match(chunk)
    begin = first.end() if first else 0
    name = chunk[begin:last]
    if (
        not _NAME.fullmatch(name)
        or _PROSE.search(name)
        or name in {"收入", "支出", "收支"}
        or name.endswith("情况")
        or "三公" in name
    ):
        return None
    word = text.word(start + begin, start + last)
    code = _LED.search(chunk[:begin])
    if code:
        level = _LEVEL_OF[len(code[1])]
        subject = Subject(level, "", bare(name), (bare(name),), code[1], words=word)
    elif bare(name) in words.classes:
        subject = Subject("class", "", bare(name), (bare(name),), words=word)
    else:
        subject = Subject("named", "", name, words=word)
    return Found((subject,), start + begin, start + last)
