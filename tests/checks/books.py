"""The books of an invented department: whole amounts in 元, from which tables and prose are printed.

Every figure of a statement follows from these by adding and by rounding once, so a statement made of them is
consistent however its last digits fall.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from random import Random

from fintui.files.resources import shipped
from fintui.model.form import Form
from fintui.model.statement import parent_code

FUNDS = ("general-budget", "government-fund", "state-capital")
SOURCES = ("superior-subsidy", "undertaking", "operating", "affiliated", "other")
KINDS = ("basic", "project", "remitted", "operating", "subsidies")
THREE = ("abroad", "vehicle-purchase", "vehicle-running", "reception")
ECONOMIC_OF = {"abroad": "30212", "vehicle-purchase": "31013", "vehicle-running": "30231", "reception": "30217"}
SOCIAL = {"2080505": "30108", "2080506": "30109", "2210201": "30113"}
CAPITAL = {"22301": "解决历史遗留问题及改革成本支出", "2230105": "国有企业退休人员社会化管理补助支出"}
FIRST = "2010301"

Amounts = Counter[str]


@cache
def names() -> dict[str, tuple[str, bool]]:
    """Code → its latest name and whether it is a fund's, for every code with all its parents in the list."""
    raw = tomllib.loads((shipped("data") / "codes" / "functional.toml").read_text("utf-8"))["codes"]
    found = {entry["code"]: (entry["name"], bool(entry.get("fund"))) for entry in raw}
    found |= {code: (name, False) for code, name in CAPITAL.items()}
    return {code: named for code, named in found.items() if code[:3] in found and code[:5] in found}


@dataclass
class Books:
    """Amounts in 元. `paid[fund][kind][code]` and `got[source][code]` are by 项; `own` is other money."""

    year: int
    paid: dict[str, dict[str, Amounts]] = field(default_factory=dict)
    got: dict[str, Amounts] = field(default_factory=dict)
    opening: dict[str, Amounts] = field(default_factory=dict)
    own_opening: int = 0
    surplus: int = 0
    distributed: int = 0
    economic: Amounts = field(default_factory=Counter)
    three: dict[str, tuple[int, int]] = field(default_factory=dict)
    budgets: Amounts = field(default_factory=Counter)
    prior: dict[str, int] = field(default_factory=dict)
    facts: dict[str, int] = field(default_factory=dict)

    def payments(self, fund: str, code: str = "", *kinds: str) -> int:
        """What was paid out of a fund, under a code and all below it."""
        return sum(
            amount
            for kind, amounts in self.paid[fund].items()
            if not kinds or kind in kinds
            for item, amount in amounts.items()
            if item.startswith(code)
        )

    def receipts(self, source: str, code: str = "") -> int:
        """What came from a source, under a code and all below it."""
        return sum(amount for item, amount in self.got[source].items() if item.startswith(code))

    def carried(self, fund: str, code: str = "") -> tuple[int, int]:
        """Opening and closing balance of a fund."""
        opening = sum(amount for item, amount in self.opening[fund].items() if item.startswith(code))
        return opening, opening + self.receipts(fund, code) - self.payments(fund, code)

    @property
    def fiscal(self) -> int:
        """Payments out of all three funds."""
        return sum(self.payments(fund) for fund in FUNDS)

    @property
    def total_opening(self) -> int:
        """Everything brought forward."""
        return self.own_opening + sum(self.carried(fund)[0] for fund in FUNDS)

    @property
    def total_receipts(self) -> int:
        """Everything received in the year."""
        return sum(self.receipts(source) for source in (*FUNDS, *SOURCES))

    @property
    def total_payments(self) -> int:
        """Everything paid in the year."""
        return self.fiscal + self.payments("own")

    @property
    def grand_total(self) -> int:
        """The grand total of either side."""
        return self.total_receipts + self.surplus + self.total_opening

    @property
    def total_closing(self) -> int:
        """Everything carried forward."""
        return self.grand_total - self.total_payments - self.distributed

    def codes(self, *funds: str) -> list[str]:
        """Codes of all levels under which these funds paid, received or carried."""
        items = {code for fund in funds for amounts in self.paid[fund].values() for code in +amounts}
        for fund in funds:
            if fund in FUNDS:
                items |= set(+self.opening[fund]) | set(+self.got[fund])
        return sorted({part for code in items for part in (code, parent_code(code), code[:3])})


def make_books(random: Random, form: Form, year: int) -> Books:
    """Random books that fit a form."""
    books = Books(year)
    size = 10 ** random.uniform(6.7, 7.9)  # 元: from a small office to a large bureau
    has_capital = "state-capital" in form.tables
    _pay(books, random, size, has_capital=has_capital)
    _receive(books, random, size)
    _economic(books, random, form)
    _budgets(books, random)
    _facts(books, random)
    return books


def _amount(random: Random, size: float) -> int:
    amount = int(size * 10 ** random.uniform(-1.5, 0))
    return amount - amount % random.choice((1, 1, 1, 1, 100, 10_000))  # many real amounts are whole hundreds


def _pay(books: Books, random: Random, size: float, *, has_capital: bool) -> None:
    known = [code for code in names() if len(code) == 7]
    plain = [code for code in known if not names()[code][1] and not code.startswith("223") and code not in SOCIAL]
    funds = [code for code in known if names()[code][1]]
    chosen = sorted({FIRST, *SOCIAL, *random.sample(plain, random.choice((1, 2, 4, 8, 14, 40)))})
    for fund in (*FUNDS, "own"):
        books.paid[fund] = {kind: Counter() for kind in (KINDS if fund == "own" else KINDS[:2])}
        books.opening[fund] = Counter()
    general, own = books.paid["general-budget"], books.paid["own"]
    for code in chosen:
        if code in SOCIAL or code == FIRST or random.random() < 0.5:
            general["basic"][code] = _amount(random, size / 10)
        if code not in SOCIAL and random.random() < 0.7:
            general["project"][code] = _amount(random, size)
        if not general["basic"][code] + general["project"][code]:
            general["project"][code] = 1 + _amount(random, size)
    if random.random() < 0.4:
        for kind in KINDS:
            for code in random.sample(chosen, 1 + len(chosen) // 4):
                own[kind][code] = _amount(random, size / 5) if random.random() < 0.5 else 0
    _pay_funds(books, random, size, random.sample(funds, random.choice((0, 0, 1, 3))))
    if has_capital and random.random() < 0.3:
        books.paid["state-capital"]["project"]["2230105"] = 1 + _amount(random, size)


def _pay_funds(books: Books, random: Random, size: float, codes: list[str]) -> None:
    for code in codes:
        books.paid["government-fund"]["project"][code] = 1 + _amount(random, size)
        books.paid["government-fund"]["basic"][code] = random.choice((0, 0, _amount(random, size / 20)))


def _receive(books: Books, random: Random, size: float) -> None:
    for fund in FUNDS:
        books.got[fund] = Counter()
        for code in sorted({code for amounts in books.paid[fund].values() for code in amounts}):
            paid = books.payments(fund, code)
            opening = random.choice((0, 0, 0, int(paid * random.random())))
            closing = random.choice((0, 0, 0, _amount(random, size / 10)))
            books.opening[fund][code] = opening
            books.got[fund][code] = paid - opening + closing
    books.got |= {source: Counter() for source in SOURCES}
    need = books.payments("own")
    codes = sorted({code for amounts in books.paid["own"].values() for code in amounts})
    for code in codes:
        source = random.choice(SOURCES)
        books.got[source][code] += books.payments("own", code)
    if need:
        books.distributed = random.choice((0, 0, _amount(random, size / 50)))
        books.surplus = books.distributed + random.choice((0, _amount(random, size / 50)))
    books.own_opening = random.choice((0, 0, _amount(random, size / 20)))


def _economic(books: Books, random: Random, form: Form) -> None:
    rows = [row.key for row in form.tables["general-budget-basic-payments"].fixed_rows() if len(row.key) == 5]
    rows = [code for code in rows if code.isdigit()]
    rest = sum(books.paid["general-budget"]["basic"].values())
    for code, item in SOCIAL.items():
        books.economic[item] = books.paid["general-budget"]["basic"][code]
        rest -= books.economic[item]
    free = [code for code in rows if code not in SOCIAL.values()]
    chosen = ["30101", "30201", *random.sample(free, random.randint(4, 30))]
    weights = [random.random() ** 3 for _ in chosen]
    for code, weight in zip(chosen, weights, strict=True):
        books.economic[code] += int(rest * weight / sum(weights))
    books.economic["30102"] += sum(books.paid["general-budget"]["basic"].values()) - books.economic.total()
    for item in THREE:
        least = books.economic[ECONOMIC_OF[item]]
        actual = least + random.choice((0, 0, int(random.random() * 200_000)))
        more, less = actual + int(random.random() * 300_000), int(actual * random.uniform(0.5, 1))
        budget = random.choice((0, actual, more, less))
        books.three[item] = (budget, actual)


def _budgets(books: Books, random: Random) -> None:
    paid = books.paid["general-budget"]
    for code in paid["basic"] | paid["project"]:
        amount = paid["basic"][code] + paid["project"][code]
        share = random.choice((0, 1, 1, random.uniform(0.3, 0.99), random.uniform(1.001, 3)))
        books.budgets[code] = int(amount * share)
    for key, amount in (
        ("grand-total", books.grand_total),
        ("receipts", books.total_receipts),
        ("payments", books.total_payments),
        ("fiscal", sum(books.receipts(fund) + books.carried(fund)[0] for fund in FUNDS)),
        ("general-budget", books.payments("general-budget")),
        ("three-public", sum(actual for _, actual in books.three.values())),
        *((item, actual) for item, (_, actual) in books.three.items()),
    ):
        books.prior[key] = random.choice((amount, *[int(amount * random.uniform(0.2, 1.9)) for _ in range(5)]))
    # Last year, too, a part was no more than its whole.
    wholes = {"payments": "grand-total", "receipts": "grand-total", "fiscal": "grand-total", "general-budget": "fiscal"}
    for part, whole in wholes.items():
        books.prior[part] = min(books.prior[part], books.prior[whole])


def _facts(books: Books, random: Random) -> None:
    facts = books.facts
    size = max(books.total_payments // 3, 100)
    for kind in ("goods", "works", "services"):
        facts[kind] = random.choice((0, random.randint(1, size)))
    facts["procurement"] = facts["goods"] + facts["works"] + facts["services"]
    facts["sme"] = int(facts["procurement"] * random.choice((0, 1, random.random())))
    facts["micro"] = int(facts["sme"] * random.choice((0, 1, random.random())))
    public = sum(amount for code, amount in books.economic.items() if code[:3] not in {"301", "303"})
    facts["operating-expenses"] = random.choice((0, public, public // 2))
    books.prior["operating-expenses"] = int(facts["operating-expenses"] * random.choice((1, random.uniform(0.5, 1.7))))
    for kind in (
        "leaders",
        "chief-officials",
        "confidential",
        "emergency",
        "law-enforcement",
        "special",
        "retired",
        "other",
    ):
        facts[f"vehicles-{kind}"] = random.choice((0, 0, 0, random.randint(1, 12)))
    facts["vehicles"] = sum(amount for key, amount in facts.items() if key.startswith("vehicles-"))
    facts["equipment-general"], facts["equipment-special"] = random.randint(0, 4), random.randint(0, 2)
    project = books.payments("general-budget", "", "project")
    facts["projects"] = random.randint(1, 40)
    facts["evaluated-amount"] = int(project * random.choice((1, random.uniform(0.1, 0.99))))
    facts["project-budget"] = max(facts["evaluated-amount"], 10_000) + random.choice(
        (0, random.randint(10_000, 9_000_000))
    )
    facts["project-spent"] = facts["evaluated-amount"]
    facts["abroad-groups"] = 0 if not books.three["abroad"][1] else random.randint(1, 4)
    facts["abroad-persons"] = facts["abroad-groups"] * random.randint(1, 5)
    facts["batches"] = 0 if not books.three["reception"][1] else random.randint(1, 90)
    facts["persons"] = facts["batches"] * random.randint(1, 9)
    facts["bought"] = int(books.three["vehicle-purchase"][1] > 0) * random.randint(1, 3)
