"""TX-1 to TX-3, H-3 to H-5, D-3: what tables show without adding up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rule_cases import context, outcomes

from fintui.model.figure import Unreadable
from fintui.model.statement import Row, Table

T3, T5, T6, T8 = "payments", "general-budget-payments", "general-budget-basic-payments", "government-fund"


def found(rule: str, *tables: Table, year: int = 2024) -> list[tuple[str, str, list[str]]]:
    around = context(year=year, tables={table.role: table for table in tables})
    return [
        (each.severity.value, each.message, [str(quote.place) for quote in each.quotes])
        for each in outcomes(around, rule)
    ]


def table(role: str, rows: dict[str, tuple[str, str]], column: str, coverage: str = "full") -> Table:
    """Rows by key: name and amount ("" for none)."""
    made = [Row(key, name, {column: Decimal(amount)} if amount else {}) for key, (name, amount) in rows.items()]
    return Table(role, coverage, rows=made)


def basic(**amounts: str) -> Table:
    return table(T6, {key.lstrip("_"): ("", amount) for key, amount in amounts.items()}, "amount")


def test_negative_amounts_and_words() -> None:
    odd = Table(T3, "full", rows=[Row("total", "", {"total": Decimal("-1.00"), "basic": Unreadable("见附表")})])
    assert [each[1] for each in found("TX-1", odd)] == ["negative-amount", "words-in-amount"]
    balance = Table(T8, "full", rows=[Row("total", "", {"opening": Decimal("-1.00"), "closing": Decimal("-2.00")})])
    assert found("TX-1", balance) == []


def test_a_total_in_a_detail_row() -> None:
    assert [each[2][0] for each in found("TX-2", basic(_302="9.00", _30201="2.00", _30299="9.00"))] == [
        f"{T6}[30299].amount"
    ]
    assert found("TX-2", basic(_302="9.00", _30299="9.00")) == []
    assert found("TX-2", basic(_302="9.00", _30201="2.00", _30299="7.00")) == []
    assert found("TX-2", basic(_302="9.00", _30201="0.00", _30299="9.00")) == []
    inner = {"201": ("", "5.00"), "20103": ("", "5.00"), "2010301": ("", "5.00"), "2010302": ("", "1.00")}
    assert {each[2][0] for each in found("TX-2", table(T5, inner, "total"))} == {f"{T5}[2010301].total"}


GOOD = {
    "_301": "12.00", "_30101": "5.00", "_30102": "4.00", "_30103": "3.00", "_302": "6.00", "_30201": "1.00",
    "_30202": "2.00", "_30203": "3.00", "personnel-total": "12.00", "operating-total": "6.00",
}  # fmt: skip


def test_a_block_that_slipped() -> None:
    # The last two of 301 and all of 302 one row down: 30102 is empty, 30103 has 30102's amount …
    slipped = {
        "_302": "6.00", "_30202": "1.00", "_30203": "2.00", "_30204": "3.00", "_301": "12.00", "_30101": "5.00",
        "_30102": "4.00", "_30103": "3.00", "personnel-total": "12.00", "operating-total": "6.00",
    }  # fmt: skip
    assert found("TX-3", basic(**slipped)) == []  # every sum holds: nothing can be seen
    over = {"_301": "7.00", "_30199": "1.00", "_303": "6.00", "_30301": "2.00", "_30302": "4.00"}
    assert found("TX-3", basic(**over, **{"personnel-total": "13.00"})) == []
    functional = {
        "201": ("", "9.00"), "20103": ("", "4.00"), "2010301": ("", "4.00"), "20106": ("", "5.00"),
        "2010601": ("", "5.00"), "208": ("", ""), "20805": ("", "3.00"), "2080505": ("", "3.00"),
        "2080506": ("", "3.00"), "total": ("", "12.00"),
    }  # fmt: skip
    shifted = found("TX-3", table(T5, functional, "total"))
    assert [(each[0], each[1]) for each in shifted] == [("error", "row-shift")]
    assert f"{T5}[20805].total" in shifted[0][2]


def test_no_shift_is_seen_where_sums_hold_or_nothing_mends_them() -> None:
    assert found("TX-3", basic(**GOOD)) == []
    assert found("TX-3", basic(**(GOOD | {"_30101": "5.50"}))) == []
    assert found("TX-3", basic(**(GOOD | {"_302": "60.00"}))) == []
    partial = basic(**(GOOD | {"_30101": "5.50"}))
    partial.coverage = "partial"
    assert found("TX-3", partial) == []


@pytest.mark.parametrize(
    ("codes", "messages"),
    [
        (["201", "20103", "2010301"], []),
        (["201", "2010301", "20103"], ["falling-code"]),
        (["201", "2010301", "208", "20805", "2080505"], ["orphan-code"]),
        (["201", "20103", "208", "20701", "207"], ["falling-code"]),
        (["20103", "20805"], []),
        (["2010301", "2080505"], []),
        (["208", "20805", "201", "20103"], ["falling-code"]),
        (["201", "20103", "2010301", "20805"], ["orphan-code"]),
    ],
)
def test_code_order(codes: list[str], messages: list[str]) -> None:
    rows = dict.fromkeys(codes, ("", "1.00"))
    assert [each[1] for each in found("H-3", table(T5, rows, "total"))] == messages


@pytest.mark.parametrize(
    ("code", "name", "year", "expected"),
    [
        ("2210201", "住房公积金", 2024, []),
        ("2210201", "购房补贴", 2024, ["warning other-code-name"]),
        ("2210201", "购房补贴", 2020, ["info other-code-name"]),
        ("207", "文化体育与传媒支出", 2025, ["warning old-name"]),
        ("20805", "行政事业单位离退休", 2024, ["warning old-name"]),
        ("210", "卫生健康", 2024, []),
        ("2010399", "其他政府办公厅(室)及相关机构事务支出", 2024, []),
        ("2010301", "行政运行（政府办公厅）", 2024, []),
        ("201", "一、一般公共服务支出", 2024, []),
        ("2019999", "其他一般公共服务支出", 2024, ["info unknown-code"]),
        ("210", "社会保障和就业支出", 2020, ["warning other-code-name"]),
    ],
)
def test_names_of_codes(code: str, name: str, year: int, expected: list[str]) -> None:
    made = found("H-4", table(T5, {code: (name, "1.00")}, "total"), year=year)
    assert [f"{each[0]} {each[1]}" for each in made] == expected


@pytest.mark.parametrize(
    ("code", "name", "fits"),
    [
        ("30231", "公务用车运行费", True),
        ("30212", "因公出国（境）费", True),
        ("30213", "维修(护)费", True),
        ("30108", "机关事业单位基本养老保险费", True),
        ("30217", "公务招待费", True),
        ("30201", "印刷费", False),
        ("30299", "其他商品和服务", True),
    ],
)
def test_names_of_economic_codes(code: str, name: str, *, fits: bool) -> None:
    made = found("H-4", table(T6, {code: (name, "1.00")}, "amount"))
    assert [each[:2] for each in made] == ([] if fits else [("warning", "other-code-name")])


def test_one_wrong_name_is_told_once() -> None:
    rows = {"2210201": ("住房补贴", "1.00")}
    made = found("H-4", table(T3, rows, "total"), table(T5, rows, "total"))
    assert [each[2] for each in made] == [[f"{T3}[2210201].name", f"{T5}[2210201].name"]]


def test_codes_of_one_table_in_another() -> None:
    whole = table(T3, {"201": ("", "5.00"), "20103": ("", "5.00")}, "total")
    part = table(T5, {"201": ("", "5.00"), "20106": ("", "5.00")}, "total")
    assert [each[2] for each in found("H-5", whole, part)] == [[f"{T5}[20106].name"]]
    part = table(T5, {"201": ("", "5.00"), "2010601": ("", "5.00")}, "total")
    assert found("H-5", whole, part) == []  # one of them goes deeper
    fund = table(T8, {"207": ("", ""), "20709": ("", ""), "2070904": ("", "1.00"), "2120801": ("", "1.00")}, "payments")
    assert found("H-5", fund) == []
    fund = table(T8, {"2210201": ("", "1.00")}, "payments")
    assert [each[1] for each in found("H-5", fund)] == ["code-of-no-fund"]


def test_depth() -> None:
    rows = {"201": ("", "5.00"), "20103": ("", "5.00"), "2010301": ("", "5.00"), "208": ("", "1.00")}
    assert [each[1:] for each in found("D-3", table(T5, rows, "total"))] == [("not-to-7", [f"{T5}[208].name"])]
    assert [each[1] for each in found("D-3", basic(_301="5.00"))] == ["not-to-5"]
    assert found("D-3", basic(**GOOD)) == []
