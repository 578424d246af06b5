"""The claim reader: sentences and the complete bindings that are expected of it."""

import re
import time
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fintui.checks.claims import Claim, Number, Vocabulary, Word, line, numbers, read, vocabulary

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DATA = tomllib.loads((ROOT / "data" / "phrases.toml").read_text(encoding="utf-8"))
SOURCE = ROOT / "tests" / "data" / "wuchang-big-data-centre-2020.txt"


@cache
def words() -> Vocabulary:
    return vocabulary(DATA)


def gold(name: str) -> list[tuple[str, str, str, list[str]]]:
    """Name, topic, text and expected lines of every case in a file."""
    found = []
    for block in re.split(r"(?m)^(?=# )", (HERE / f"claims_{name}.txt").read_text(encoding="utf-8"))[1:]:
        head, *rows = block.strip().split("\n")
        case, topic = head.removeprefix("# ").split(" | ")
        text = "\n".join(row for row in rows if not row.startswith("> "))
        found.append((case, topic, text, [row.removeprefix("> ") for row in rows if row.startswith("> ")]))
    return found


def lines(text: str, topic: str) -> list[str]:
    return [re.sub(r"[\u2002\u00a0]", " ", line(claim)) for claim in read(text, topic, words())]


KNOWN = gold("tuning") + gold("second") + gold("provinces")


@pytest.mark.parametrize(("topic", "text", "expected"), [case[1:] for case in KNOWN], ids=[case[0] for case in KNOWN])
def test_sentences(topic: str, text: str, expected: list[str]) -> None:
    assert Counter(lines(text, topic)) == Counter(expected)


def test_held_out_sentences() -> None:
    """Complete bindings: a claim with one wrong operand is both missed and false."""
    hits = expected = found = 0
    for _, topic, text, wanted in gold("held_out"):
        got = Counter(lines(text, topic))
        hits += (Counter(wanted) & got).total()
        expected += len(wanted)
        found += got.total()
    assert expected >= 150
    assert hits / expected >= 0.97, "recall"
    assert hits / found >= 0.97, "precision"


# --- numbers -------------------------------------------------------------------------------------------------------

NUMBERS = [
    ("4,090.91万元", "amount 4,090.91万元"),
    ("４，０９０．９１万元", "amount ４，０９０．９１万元"),
    ("3734.66 万元", "amount 3734.66 万元"),
    ("2000万元", "amount 2000万元"),
    ("1.25亿元和300元", "amount 1.25亿元; amount 300元"),
    ("1,200余万元", "amount 1,200余万元"),
    ("占91.29 %", "percent 91.29 %"),
    ("占９１．２９％", "percent ９１．２９％"),
    ("百分之七十六点二三", "percent 百分之七十六点二三"),
    ("提高2.5个百分点", "points 2.5个百分点"),
    ("2016-2020", "other 2016-2020"),
    ("2016年至2020年", "other 2016年至2020年"),
    ("2020年度", "year 2020年度"),
    ("截至2020年12月31日", "date 2020年12月31日"),
    ("单价50万元(含)以上设备3台(套)", "threshold 50万元; count 3台"),
    ("单价50万元()以上", "threshold 50万元"),
    ("1.公务接待费\n(1)出国", ""),
    ("2010301行政运行", "code 2010301"),
    ("电话:027-88936864", "other 027-88936864"),
    ("12批次、86人次", "count 12批次; count 86人次"),
    ("两辆", "count 两辆"),
    (
        "3.24亿条、2万余路、468条、24小时、3个月",
        "other 3.24亿条; other 2万余路; other 468条; other 24小时; other 3个月",
    ),
    ("公开03表", "plain 03"),
    ("支出为零。", "amount 零"),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers(text: str, expected: str) -> None:
    assert "; ".join(f"{number.kind} {number.text}" for number in numbers(text)) == expected


def test_values_are_exact() -> None:
    million, percent = numbers("1.25亿元，占百分之七十六点二三")
    assert (million.units, million.decimals, int(million.base)) == (125, 2, 125_000_000)
    assert (percent.units, percent.decimals) == (7623, 2)


# --- the parts of a claim ------------------------------------------------------------------------------------------


def only(text: str, topic: str, kind: str) -> Claim:
    (claim,) = [claim for claim in read(text, topic, words()) if claim.kind == kind]
    return claim


def test_an_ambiguous_claim_names_its_candidates() -> None:
    claim = only("基本支出6.00万元，项目支出4.00万元。与上年相比，增加1.00万元，增长11.11%。", "payments", "growth")
    assert not claim.decidable
    assert [one.subject.key for one in claim.ambiguity[0].candidates if one.subject] == ["basic", "project"]


def test_a_whole_stated_twice_differently_is_ambiguous() -> None:
    text = "本年支出合计100.00万元。本年支出合计101.00万元。项目支出50.00万元，占本年支出的50%。"
    claim = only(text, "payments", "share")
    assert [one.number.text for one in claim.ambiguity[0].candidates if one.number] == ["100.00万元", "101.00万元"]


def test_zero_base_is_flagged() -> None:
    assert only("公务接待费支出决算为0.40万元，比上年增加0.40万元，增长100%。", "three-public", "growth").zero_base
    assert only(
        "公务接待费年初预算为0万元，支出决算为1万元，完成年初预算的100%。", "three-public", "completion"
    ).zero_base
    assert not only("公务接待费支出0.40万元，比上年增加0.10万元，增长33.33%。", "three-public", "growth").zero_base


def test_codes_are_kept() -> None:
    text = "卫生健康支出（210类）行政事业单位医疗（11款）行政单位医疗（01项）90万元。"
    claim = only(text, "general-budget-payments", "amount")
    assert claim.subject is not None
    assert claim.subject.code == "2101101"
    assert claim.subject.words is not None
    assert claim.subject.words.text == "卫生健康支出（210类）行政事业单位医疗（11款）行政单位医疗（01项）"


def test_another_year_unbinds() -> None:
    assert read("2018年机关运行经费支出10.00万元。", "operating-expenses", words(), year=2020) == []
    (claim,) = read("2019年机关运行经费支出10.00万元。", "operating-expenses", words(), year=2020)
    assert line(claim) == "amount 10.00万元 = operating-expenses@prior"


def test_a_hard_wrapped_text_reads_like_one_line() -> None:
    wrapped = (
        "2020年度一般公共预算财政拨款安排的公务接待费支\n出决算为5.48万元，比预算减少0.52万元，比去年增加\n"
        "1.55万元，增长39.4%。"
    )
    assert lines(wrapped, "three-public") == [
        "amount 5.48万元 = general-budget/reception",
        "growth 0.52万元 of=general-budget/reception current=5.48万元 dir=- basis=budget",
        "growth 39.4% of=general-budget/reception current=5.48万元 change=1.55万元 dir=+ basis=last",
    ]


def test_brackets_do_not_change_what_is_spoken_of() -> None:
    text = "公务用车购置及运行维护费9.00万元（其中：公务用车运行费7.00万元），比上年减少1.00万元，下降10%。"
    assert lines(text, "three-public")[-1] == "growth 10% of=vehicles current=9.00万元 change=1.00万元 dir=- basis=last"


def test_numbers_in_reasons_claim_nothing() -> None:
    text = "支出合计10.00万元，主要原因是追加基本支出3.00万元，比上年增加20%；二是新增项目支出1.00万元。"
    assert lines(text, "payments") == ["amount 10.00万元 = payments"]


# --- the published document ----------------------------------------------------------------------------------------

HEADINGS = [
    ("overview", "三、部门人员构成"),
    ("tables", "第二部分武汉市武昌区大数据中心2020年度部门决算表"),
    ("receipts-and-payments", "一、收入支出决算总体情况说明"),
    ("receipts", "二、收入决算情况说明"),
    ("payments", "三、支出决算情况说明"),
    ("fiscal-receipts-and-payments", "四、财政拨款收入支出决算总体情况说明"),
    ("general-budget-payments", "五、一般公共预算财政拨款支出决算情况说明"),
    ("general-budget-basic-payments", "六、一般公共预算财政拨款基本支出决算情况说明"),
    ("three-public", "七、一般公共预算财政拨款“三公经费支出决算情况说明"),
    ("government-fund", "八、政府性基金预算财政拨款收入支出决算情况"),
    ("state-capital", "九、国有资本经营预算财政拨款支出决算情况"),
    ("operating-expenses", "十、机关运行经费支出情况"),
    ("procurement", "十一、政府采购支出情况"),
    ("assets", "十二、国有资产占用情况"),
    ("performance", "十三、预算绩效情况说明"),
    ("works", "第四部分2020年重点工作完成情况"),
    ("glossary", "第五部分\N{EN SPACE}名词解释"),
]


@cache
def sections() -> dict[str, str]:
    text = SOURCE.read_text(encoding="utf-8")
    starts = [(topic, re.findall(rf"(?m)^{heading}\s*$", text), heading) for topic, heading in HEADINGS]
    places = [(topic, text.rindex(f"\n{found[-1].strip()}\n")) for topic, found, _ in starts]
    ends = [place for _, place in places[1:]] + [len(text)]
    return {topic: text[text.index("\n", place + 1) : end] for (topic, place), end in zip(places, ends, strict=True)}


SECTION_CLAIMS = {
    "overview": """
        amount 11人 = in-service | amount 0人 = administrative | amount 11 = public-institution !unit-missing
        amount 0 = civil-service-managed | partition 11人 = 0人 + 11 closed | partition 11 = 0 open
        amount 0人 = retired | amount 0人 = retired-cadres | amount 0人 = retired-staff
        partition 0人 = 0人 + 0人 closed""",
    "receipts-and-payments": """
        amount 4,090.91万元 = receipts-grand-total | amount 4,090.91万元 = payments-grand-total
        growth 61.49% of=receipts-grand-total current=4,090.91万元 change=1,557.66万元 dir=+ basis=2019
        growth 61.49% of=payments-grand-total current=4,090.91万元 change=1,557.66万元 dir=+ basis=2019""",
    "payments": """
        amount 4,090.91万元 = payments | amount 356.25万元 = basic | amount 3,734.66万元 = project
        amount 0.00万元 = remitted | amount 0.00万元 = operating | amount 0.00万元 = subsidies
        share 8.71% part=356.25万元 whole=4,090.91万元 | share 91.29% part=3,734.66万元 whole=4,090.91万元
        share 0.00% part=0.00万元 whole=4,090.91万元 | share 0.00% part=0.00万元 whole=4,090.91万元
        share 0.00% part=0.00万元 whole=4,090.91万元
        partition 4,090.91万元 = 356.25万元 + 3,734.66万元 + 0.00万元 + 0.00万元 + 0.00万元 closed""",
    "three-public": """
        amount 1.98万元 = three-public@opening-budget | amount 0.00万元 = three-public
        completion 0% of=three-public budget=1.98万元 actual=0.00万元 basis=opening
        partition 0.00万元 = 0.00万元 + 0.00万元 + 0.00万元 closed
        amount 0.00万元 = abroad | completion 0% of=abroad actual=0.00万元 basis=opening | zero of=abroad
        growth 0.00万元 of=abroad current=0.00万元 dir=? basis=opening !unresolved-choice
        amount 0.00万元 = vehicles | completion 0% of=vehicles actual=0.00万元 basis=opening
        amount 0.00万元 = reception | completion 0.00% of=reception actual=0.00万元 basis=opening
        growth 1.98万元 of=reception current=0.00万元 dir=- basis=opening | zero of=reception
        relation = of=three-public current=0.00万元 basis=2019""",
    "government-fund": """
        amount 0.00万元 = government-fund/opening | amount 0.00万元 = government-fund/receipts
        amount 0.00万元 = government-fund/payments | amount 0.00万元 = government-fund/closing""",
    "state-capital": "amount 0.00万元 = state-capital/payments",
    "operating-expenses": """
        amount 0.00万元 = operating-expenses
        growth 0 % of=operating-expenses current=0.00万元 change=0.00万元 dir=+ basis=2019 !zero-change""",
    "procurement": """
        amount 3,834.44万元 = procurement | amount 195.06万元 = goods | amount 0.00万元 = works
        amount 3,639.38万元 = services | partition 3,834.44万元 = 195.06万元 + 0.00万元 + 3,639.38万元 closed
        amount 1,612.54万元 = sme | share 42.05% part=1,612.54万元 whole=3,834.44万元
        amount 0.00万元 = micro | share 0.00% part=0.00万元 whole=3,834.44万元
        partition 1,612.54万元 = 0.00万元 open""",
    "performance": """
        amount 1个 = projects | amount 3734.66万元 = evaluated-amount
        share 91% part=3734.66万元 whole=<general-budget/project>
        amount 3734.66万元 = received | amount 3734.66万元 = spent
        completion 100% of=spent budget=3734.66万元 actual=3734.66万元 basis=received
        amount 4,090.91万元 = whole-amount | amount 2000万元 = project-budget | amount 3,734.66万元 = project-spent""",
    "works": "",
    "glossary": "",
}


@pytest.mark.parametrize("topic", SECTION_CLAIMS)
def test_source_section(topic: str) -> None:
    wanted = re.split(r"\n\s*| \| ", SECTION_CLAIMS[topic].strip())
    assert Counter(lines(sections()[topic], topic)) == Counter(one for one in wanted if one)


def test_source_general_budget() -> None:
    found = Counter(lines(sections()["general-budget-payments"], "general-budget-payments"))
    for wanted in (
        "share 100.00 % part=4,090.91万元 whole=<payments>",
        "share 96.18 % part=3,934.62万元 whole=4,090.91万元",
        "share 1.06% part=43.22万元 whole=4,090.91万元",
        "partition 4,090.91万元 = 3,934.62万元 + 25.46万元 + 87.61万元 + 43.22万元 closed",
        "completion 173.85% of=general-budget/payments budget=2,353.16万元 actual=4,090.91万元 basis=opening",
        "completion 198.52% of=class:社会保障和就业 budget=12.82万元 actual=25.46万元 basis=opening",
        "relation > of=class:卫生健康 budget=22.84万元 actual=87.61万元 basis=opening",
    ):
        assert found[wanted] == 1, wanted
    assert not any("?" in one for one in found)


def test_source_items() -> None:
    text = sections()["general-budget-basic-payments"]
    personnel, public = (
        claim for claim in read(text, "general-budget-basic-payments", words()) if claim.kind == "items"
    )
    assert len(personnel.names) == 13
    assert "|".join(public.names) == "办公费|差旅费|维修()费|培训费|公务接待费|劳务费|福利费|办公设备购置"


def test_source_ties_every_amount_and_percentage() -> None:
    loose = {}
    for topic, text in sections().items():
        tied = {number.start for claim in read(text, topic, words()) for number in used(claim)}
        figures = (number for number in numbers(text) if number.kind in {"amount", "percent", "points"})
        loose[topic] = [number.text for number in figures if number.start not in tied]
    assert {topic: found for topic, found in loose.items() if found} == {"works": ["16616万元", "1715.14万元"]}


def used(claim: Claim) -> list[Number]:
    stated = [claim.stated] if claim.stated else []
    return stated + [operand.number for operand in claim.operands if operand.number]


# --- any text ------------------------------------------------------------------------------------------------------

PIECES = re.split(
    " ",
    "2020年度 收、支总计 4,090.91万元 ，。；：\n（ ） 其中 占 本年支出 的 8.71% 与2019年相比 增加 减少 （类） "
    "（项） 主要原因是 大于 年初预算 为 完成 基本支出 项目支出 各 3人 5辆 0 12.5 因公出国（境）费 无 未发生 "
    "主要包括 办公费 、 比上年 持平 “三公”经费 百分之三 2个百分点 政府性基金 2016-2020 1. （一） ２０１９ ％ "
    "\u3000 分别 共计 超出 - 元",
)
TOPICS = ("payments", "receipts", "three-public", "general-budget-payments", "assets", "performance", "")
ANY = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=60).map("".join)


def spans(text: str, topic: str) -> None:
    for number in numbers(text):
        assert text[number.start : number.end] == number.text
    for claim in read(text, topic, words()):
        assert 0 <= claim.start <= claim.end <= len(text)
        subjects = [operand.subject for operand in claim.operands if operand.subject]
        marks: list[Word] = [subject.words for subject in subjects if subject.words]
        marks += [*claim.items, *([claim.direction.word] if claim.direction else [])]
        marks += [*([claim.basis.word] if claim.basis else []), *([claim.zero] if claim.zero else [])]
        places: list[Number | Word] = [*used(claim), *marks]
        for mark in places:
            assert text[mark.start : mark.end] == mark.text
        assert line(claim)


@settings(deadline=None, max_examples=300)
@given(ANY, st.sampled_from(TOPICS))
def test_any_text_is_read_and_spans_hold(text: str, topic: str) -> None:
    spans(text, topic)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=300))
def test_any_characters_are_read(text: str) -> None:
    spans(text, "payments")


def seconds(text: str) -> float:
    start = time.process_time()
    read(text, "payments", words())
    return time.process_time() - start


LOOPS = ["占", "主要包括", "大于预算", "(", "其中", "增加", "0", "0.00 ", "支出总计、", "共计计", "其中:项目支出1万元,"]


@pytest.mark.parametrize("piece", [*LOOPS, "基本支出1万元，占本年支出的1%；"])
def test_time_grows_with_length(piece: str) -> None:
    """Four times the text takes about four times as long, and a long text no more than moments."""
    short, long = (piece * (size // len(piece)) for size in (10_000, 40_000))
    assert min(seconds(long) for _ in range(2)) < 12 * min(seconds(short) for _ in range(3)) + 0.3


# --- the vocabulary ------------------------------------------------------------------------------------------------


def test_no_phrase_names_two_things() -> None:
    for table in ({**DATA["subjects"], **DATA["pairs"]}, DATA["scoped"], DATA["scopes"], *DATA["topic"].values()):
        twice = [
            word for word, count in Counter(word for found in table.values() for word in found).items() if count > 1
        ]
        assert twice == []


def test_kinds_are_known_everywhere() -> None:
    single = {kind for kinds in ("subjects", "scoped", "counts") for kind in DATA[kinds]}
    known = {part for kind in single for part in kind.split("+")} | set().union(*DATA["topic"].values())
    used_kinds = {kind.rpartition("/")[2] for family in DATA["families"] for kind in family["wholes"] + family["parts"]}
    used_kinds |= {kind.rpartition("/")[2] for kind in DATA["topic-wholes"].values()} | set(DATA["wholes"])
    used_kinds |= {entry["paid"] for entry in DATA["counts"].values() if "paid" in entry}
    assert used_kinds <= known


def test_phrases_are_written_as_they_are_matched() -> None:
    text = str(DATA)
    assert not re.search("[（），“”：％０-９]", text)


def test_an_empty_vocabulary_reads_numbers_only() -> None:
    assert [claim for claim in read("支出1万元，占2%。", "payments", {}) if claim.subject] == []
