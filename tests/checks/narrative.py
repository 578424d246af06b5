# ruff: noqa: E501 (sentences of full-width signs are kept whole)
"""Prose to random books, in the words of several templates; every number is computed from 元 and then rounded."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from books import FUNDS, SOURCES, THREE, Books, names
from voice import Voice, half_up

from fintui.model.form import Form

SOURCE_NAMES = dict(zip(SOURCES, ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"), strict=True))
KIND_NAMES = {
    "basic": "基本支出",
    "project": "项目支出",
    "remitted": "上缴上级支出",
    "operating": "经营支出",
    "subsidies": "对附属单位补助支出",
}
VEHICLES = (
    ("leaders", "副部（省）级及以上领导用车"), ("chief-officials", "主要领导干部用车"), ("confidential", "机要通信用车"),
    ("emergency", "应急保障用车"), ("law-enforcement", "执法执勤用车"), ("special", "特种专业技术用车"),
    ("retired", "离退休干部用车"), ("other", "其他用车"),
)  # fmt: skip


def narrate(books: Books, form: Form, random: Random) -> Iterator[tuple[str, str]]:
    """Topics and texts of the sections."""
    voice = Voice(random, books.year, random.choice(("wuhan", "shanghai", "national")))
    sections = {
        "receipts-and-payments": _totals(voice, "", books.grand_total, books.prior["grand-total"]),
        "receipts": _receipts(voice, books),
        "payments": _payments(voice, books),
        "fiscal-receipts-and-payments": _totals(
            voice,
            "财政拨款",
            sum(books.receipts(fund) + books.carried(fund)[0] for fund in FUNDS),
            books.prior["fiscal"],
        ),
        "general-budget-payments": _general(voice, books),
        "general-budget-basic-payments": _basic(voice, books),
        "three-public": _three(voice, books),
        "government-fund": _fund(voice, books),
        "state-capital": _capital(voice, books),
        "operating-expenses": _operating(voice, books),
        "procurement": _procurement(voice, books),
        "assets": _assets(voice, books),
        "performance": _performance(voice, books),
    }
    for topic, text in sections.items():
        if topic != "state-capital" or topic in form.tables:
            yield topic, text + "\n"


def _totals(voice: Voice, fund: str, total: int, prior: int) -> str:
    c, year, money = voice.comma, voice.year, voice.money(total)
    head, subject, each = voice.random.choice(
        (
            (f"{year}年度{fund}收、支总计{money}。", f"{fund}收、支总计", "各"),
            (f"{year}年度{fund}收入总计{money}{c}支出总计{money}。", f"{fund}收入总计、支出总计", "各"),
            (f"{year}年度{fund}收入、支出总计均为{money}。", f"{fund}收、支总计", "各"),
        )
    )
    return f"{head}{voice.growth(subject, total, prior, each)}{c}{voice.reason}项目有变化。"


def _receipts(voice: Voice, books: Books) -> str:
    c, total = voice.comma, books.total_receipts
    parts = [("财政拨款收入", sum(books.receipts(fund) for fund in FUNDS))]
    parts += [(SOURCE_NAMES[source], books.receipts(source)) for source in SOURCES]
    if voice.template == "national":
        parts = [each for each in parts if each[1]]
    whole = voice.random.choice(("占本年收入", "占", "占本年收入合计的"))
    said = "；".join(f"{name}{voice.money(amount)}{c}{whole}{voice.percent(amount, total)}" for name, amount in parts)
    head = voice.random.choice(("收入合计", "本年收入合计"))
    return f"{voice.year}年度{head}{voice.money(total)}{c}其中{voice.colon}{said}。"


def _payments(voice: Voice, books: Books) -> str:
    c, total = voice.comma, books.total_payments
    parts = [
        (name, sum(books.payments(fund, "", kind) for fund in (*FUNDS, "own"))) for kind, name in KIND_NAMES.items()
    ]
    if voice.template == "shanghai":
        parts = [each for each in parts if each[1]]
    whole = voice.random.choice(("占本年支出", "占", "占本年支出合计的"))
    said = "；".join(f"{name}{voice.money(amount)}{c}{whole}{voice.percent(amount, total)}" for name, amount in parts)
    return (
        f"{voice.year}年度{voice.random.choice(('', '本年'))}支出合计{voice.money(total)}{c}其中{voice.colon}{said}。"
    )


def _general(voice: Voice, books: Books) -> str:
    c, year, total = voice.comma, voice.year, books.payments("general-budget")
    subject = "一般公共预算财政拨款支出" if voice.template != "wuhan" else "财政拨款支出"
    money, fiscal = voice.money(total), "一般公共预算财政拨款支出"
    said = voice.growth(subject, total, books.prior["general-budget"])
    classes = [code for code in books.codes("general-budget") if len(code) == 3]
    shares = [
        f"{names()[code][0].removesuffix('支出')}（类）支出{voice.money(books.payments('general-budget', code))}"
        f"{c}占{voice.percent(books.payments('general-budget', code), total)}"
        for code in classes
    ]
    basic, project = (books.payments("general-budget", "", kind) for kind in ("basic", "project"))
    budget = sum(books.budgets.values())
    kinds = (
        f"其中{voice.colon}基本支出{voice.money(basic)}{c}项目支出{voice.money(project)}。"
        if voice.template == "wuhan"
        else f"其中{voice.colon}"
    )
    return "\n".join(
        [
            f"（一）{subject}决算总体情况。",
            f"{year}年度{subject}{money}{c}占本年支出合计的{voice.percent(total, books.total_payments)}。{said}{c}{voice.reason}项目有变化。",
            f"（二）{subject}决算结构情况。",
            f"{year}年度{subject}{money}{c}主要用于以下方面{voice.colon}{'；'.join(shares)}。",
            f"（三）{subject}决算具体情况。",
            f"{year}年度{fiscal}{voice.completed(total, budget)}。{kinds}",
            *_items(voice, books, classes),
        ]
    )


def _items(voice: Voice, books: Books, classes: list[str]) -> Iterator[str]:
    """The classes or the 项, each with its budget."""
    if voice.template == "wuhan":
        codes, levels = classes, 1
    else:
        codes, levels = [code for code in books.codes("general-budget") if len(code) == 7], 3
    for number, code in enumerate(codes, start=1):
        paid = books.payments("general-budget", code)
        budget = sum(amount for item, amount in books.budgets.items() if item.startswith(code))
        path = "".join(
            f"{names()[code[:end]][0]}（{mark}）" for end, mark in ((3, "类"), (5, "款"), (7, "项"))[:levels]
        )
        lead = f"{voice.money(paid)}。主要用于工作开展。" if voice.template == "shanghai" else "。"
        yield f"{number}.{path}{lead}{voice.completed(paid, budget)}。"


def _basic(voice: Voice, books: Books) -> str:
    c = voice.comma
    personnel = sum(amount for code, amount in books.economic.items() if code[:3] in {"301", "303"})
    public = books.economic.total() - personnel
    return (
        f"{voice.year}年度一般公共预算财政拨款基本支出{voice.money(personnel + public)}{c}其中{voice.colon}"
        f"人员经费{voice.money(personnel)}{c}主要包括{voice.colon}基本工资、津贴补贴、奖金；"
        f"{voice.random.choice(('公用经费', '日常公用经费'))}{voice.money(public)}{c}主要包括{voice.colon}办公费、印刷费。"
    )


def _three(voice: Voice, books: Books) -> str:
    c, three = voice.comma, books.three
    budget, actual = (sum(three[item][i] for item in THREE) for i in (0, 1))
    vehicles = [three["vehicle-purchase"][i] + three["vehicle-running"][i] for i in (0, 1)]

    def item(name: str, amounts: tuple[int, int] | list[int]) -> str:
        said = f"{name}支出{voice.base}为{voice.money(amounts[0])}{c}支出决算为{voice.money(amounts[1])}"
        return (
            f"{said}{c}完成{voice.base}的{voice.percent(amounts[1], amounts[0])}" if half_up(amounts[0], 100) else said
        )

    def share(amount: int) -> str:
        return (
            f"{c}占“三公”经费支出决算的{voice.percent(amount, actual)}"
            if half_up(actual, 100) and voice.template == "national"
            else ""
        )

    facts = books.facts
    running = f"公务用车购置费支出{voice.money(three['vehicle-purchase'][1])}{c}公务用车运行维护费支出{voice.money(three['vehicle-running'][1])}"
    return "\n".join(
        [
            f"{voice.year}年度“三公”经费财政拨款{voice.completed(actual, budget)}。其中{voice.colon}",
            f"1.{item('因公出国（境）费', three['abroad'])}{share(three['abroad'][1])}。全年因公出国（境）团组{facts['abroad-groups']}个{c}累计{facts['abroad-persons']}人次。",
            f"2.{item('公务用车购置及运行维护费', vehicles)}{share(vehicles[1])}。其中{voice.colon}{running}。更新购置公务用车{facts['bought']}辆。",
            f"3.{item('公务接待费', three['reception'])}{share(three['reception'][1])}。{voice.year}年度共接待国内公务接待{facts['batches']}批次{c}{facts['persons']}人次。",
            voice.growth("“三公”经费财政拨款支出决算", actual, books.prior["three-public"]) + "。",
        ]
    )


def _fund(voice: Voice, books: Books) -> str:
    c, (opening, closing) = voice.comma, books.carried("government-fund")
    paid, got = books.payments("government-fund"), books.receipts("government-fund")
    basic, project = (books.payments("government-fund", "", kind) for kind in ("basic", "project"))
    head = f"{voice.year}年度政府性基金预算财政拨款年初结转和结余{voice.money(opening)}{c}本年收入{voice.money(got)}{c}本年支出{voice.money(paid)}"
    middle = (
        f"{c}其中{voice.colon}基本支出{voice.money(basic)}{c}项目支出{voice.money(project)}"
        if voice.template != "wuhan"
        else ""
    )
    return f"{head}{middle}{'；' if middle else c}年末结转和结余{voice.money(closing)}。"


def _capital(voice: Voice, books: Books) -> str:
    return f"{voice.year}年度国有资本经营预算财政拨款本年支出{voice.money(books.payments('state-capital'))}。"


def _operating(voice: Voice, books: Books) -> str:
    amount = books.facts["operating-expenses"]
    change = voice.growth("", amount, books.prior["operating-expenses"])
    return f"{voice.year}年度本部门机关运行经费支出{voice.money(amount)}{voice.comma}{change}。"


def _procurement(voice: Voice, books: Books) -> str:
    c, facts = voice.comma, books.facts
    total = facts["procurement"]
    said = (
        f"{voice.year}年度政府采购支出总额{voice.money(total)}{c}其中{voice.colon}政府采购货物支出{voice.money(facts['goods'])}、"
        f"政府采购工程支出{voice.money(facts['works'])}、政府采购服务支出{voice.money(facts['services'])}。"
    )
    if half_up(total, 100) == 0:
        return said
    return (
        f"{said}授予中小企业合同金额{voice.money(facts['sme'])}{c}占政府采购支出总额的{voice.percent(facts['sme'], total)}{c}"
        f"其中{voice.colon}授予小微企业合同金额{voice.money(facts['micro'])}{c}占政府采购支出总额的{voice.percent(facts['micro'], total)}。"
    )


def _assets(voice: Voice, books: Books) -> str:
    c, facts = voice.comma, books.facts
    kinds = "、".join(f"{name}{facts[f'vehicles-{key}']}辆" for key, name in VEHICLES)
    return (
        f"截至{voice.year}年12月31日{c}本部门共有车辆{facts['vehicles']}辆{c}其中{voice.colon}{kinds}；"
        f"单价50万元（含）以上通用设备{facts['equipment-general']}台（套）{c}单价100万元（含）以上专用设备{facts['equipment-special']}台（套）。"
    )


def _performance(voice: Voice, books: Books) -> str:
    c, facts = voice.comma, books.facts
    project = books.payments("general-budget", "", "project")
    if half_up(project, 100) == 0:
        return f"本部门{voice.year}年度没有项目支出。"
    return (
        f"根据预算绩效管理要求{c}本部门组织对{voice.year}年度一般公共预算项目支出开展绩效自评{c}共涉及项目{facts['projects']}个{c}"
        f"资金{voice.money(facts['evaluated-amount'])}{c}占一般公共预算项目支出总额的{voice.percent(facts['evaluated-amount'], project)}。\n"
        f"项目全年预算数为{voice.money(facts['project-budget'])}{c}执行数为{voice.money(facts['project-spent'])}{c}"
        f"完成预算的{voice.percent(facts['project-spent'], facts['project-budget'])}。"
    )
