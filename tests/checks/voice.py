"""How a department writes: its words for growth, its signs, its decimals."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


def half_up(top: int, bottom: int) -> int:
    """top / bottom rounded half-up, for a bottom above zero."""
    return (2 * top + bottom) // (2 * bottom)


@dataclass
class Voice:
    """How one department writes."""

    random: Random
    year: int
    template: str

    def __post_init__(self) -> None:
        pick = self.random.choice
        self.comma = pick(("，", "，", ","))
        self.colon = pick(("：", ":"))
        self.places = pick((2, 2, 2, 2, 1))
        self.grouped = pick((True, True, False))
        self.zero = pick(("0.00", "0.00", "0"))
        self.last = pick(
            (
                f"与{self.year - 1}年相比",
                f"与{self.year - 1}年度相比",
                f"比{self.year - 1}年度",
                "比上年",
                "与上年相比",
                "较上年",
            )
        )
        self.rise, self.fall = pick((("增长", "下降"), ("增长", "降低"), ("增长", "减少")))
        self.level = pick(("与上年持平", f"与{self.year - 1}年度持平"))
        self.base = pick(("年初预算", "年初预算", "全年预算", "预算")) if self.template != "wuhan" else "年初预算"
        self.reason = pick(("主要原因是", "主要原因：", "原因是"))

    def money(self, yuan: int) -> str:
        """An amount in 万元, now and then of hundreds of millions in 亿元."""
        cents = half_up(abs(yuan), 100)
        if cents == 0:
            return f"{self.zero}万元"
        if yuan % 10**6 == 0 and yuan >= 10**8 and self.random.random() < 0.5:
            return f"{yuan // 10**8}.{yuan // 10**6 % 100:02}亿元"
        return f"{cents // 100:{',' if self.grouped else ''}}.{cents % 100:02}万元"

    def percent(self, top: int, bottom: int) -> str:
        """top in per cent of bottom."""
        units = half_up(100 * abs(top) * 10**self.places, bottom)
        return f"{units // 10**self.places}.{units % 10**self.places:0{self.places}}%"

    def growth(self, subject: str, now: int, was: int, each: str = "") -> str:
        """The change against last year: 与上年相比，支出增加3.00万元，增长2.00%."""
        change = now - was
        if half_up(abs(change), 100) == 0:
            return f"{subject}{self.level}"
        word, rate = ("增加", self.rise) if change > 0 else ("减少", self.fall)
        head = f"{self.last}{self.comma}{subject}" if self.last.endswith("相比") else f"{subject}{self.last}"
        tail = f"{self.comma}{rate}{self.percent(change, was)}" if half_up(was, 100) else ""
        return f"{head}{each}{word}{self.money(change)}{tail}"

    def completed(self, actual: int, budget: int) -> str:
        """年初预算为…，支出决算为…，完成年初预算的…%."""
        said = f"{self.base}为{self.money(budget)}{self.comma}支出决算为{self.money(actual)}"
        if half_up(budget, 100) == 0:
            return said
        rate = f"{self.comma}完成{self.base}的{self.percent(actual, budget)}"
        if abs(actual - budget) < 100:
            return f"{said}{rate}"
        word = "大于" if actual > budget else "小于"
        return f"{said}{rate}{self.comma}决算数{word}{self.base}数的{self.reason}年中调整"
