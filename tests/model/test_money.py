"""Amounts as people type them, and as they are shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fintui.model.money import AmountError, decimals_of, fold, in_yuan, parse_amount, plain_amount, show_amount

settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("4090.91", "4090.91"),
        ("4,090.91", "4090.91"),
        ("４，０９０．９１", "4090.91"),
        ("4090。91", "4090.91"),
        (" 4 090.91\u3000", "4090.91"),
        ("\u00a04,090.91\n", "4090.91"),
        ("4,090.91万元", "4090.91"),
        ("￥5", "5.00"),
        ("¥5.1", "5.10"),
        ("+5", "5.00"),
        ("-5.25", "-5.25"),
        ("−5.25", "-5.25"),
        ("－５", "-5.00"),
        ("(1,234.50)", "-1234.50"),
        ("（1,234.50）", "-1234.50"),
        ("(5)万元", "-5.00"),
        ("-0", "0.00"),
        ("(0)", "0.00"),
        ("0", "0.00"),
        ("1.2300", "1.23"),
        ("007", "7.00"),
        ("999,999,999,999,999.99", "999999999999999.99"),
    ],
)
def test_what_is_understood(typed: str, amount: str) -> None:
    found = parse_amount(typed)
    assert found is not None
    assert found.as_tuple() == Decimal(amount).as_tuple()


@pytest.mark.parametrize("typed", ["", " ", "\u3000", "-", "--", "—", "——", "/", "－"])
def test_nothing(typed: str) -> None:
    assert parse_amount(typed) is None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("1,23.4", "amount-grouping"),
        ("1234,567", "amount-grouping"),
        (",5", "amount-grouping"),
        ("1,000,", "amount-grouping"),
        ("1.234", "amount-decimals"),
        ("0.001", "amount-decimals"),
        ("5元", "amount-unit"),
        ("5亿元", "amount-unit"),
        ("5%", "amount-not"),
        ("五", "amount-not"),
        ("1e3", "amount-not"),
        ("NaN", "amount-not"),
        ("Infinity", "amount-not"),
        ("1.", "amount-not"),
        (".5", "amount-not"),
        ("1.2.3", "amount-not"),
        ("--5", "amount-not"),
        ("(-5)", "amount-not"),
        ("()", "amount-not"),
        ("万元", "amount-not"),
        ("1234567890123456", "amount-not"),
        ("1_000", "amount-not"),
        ("٣", "amount-not"),
    ],
)
def test_what_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(AmountError) as told:
        parse_amount(typed)
    assert told.value.reason == reason
    assert told.value.found == typed.strip()


@pytest.mark.parametrize("unit", ["元", "万元", "亿元"])
def test_only_the_statements_own_unit(unit: str) -> None:
    assert parse_amount(f"5{unit}", unit=unit) == 5
    for other in {"元", "万元", "亿元"} - {unit}:
        with pytest.raises(AmountError, match="amount-unit"):
            parse_amount(f"5{other}", unit=unit)


@pytest.mark.parametrize(
    ("decimals", "typed", "shown"),
    [(0, "5.0", "5"), (0, "5", "5"), (6, "1.5", "1.500000"), (6, "0.000001", "0.000001")],
)
def test_decimals(decimals: int, typed: str, shown: str) -> None:
    amount = parse_amount(typed, decimals=decimals)
    assert amount is not None
    assert show_amount(amount) == shown
    assert decimals_of(amount) == decimals


AMOUNTS = st.integers(0, 6).flatmap(
    lambda places: st.builds(
        lambda whole, part: (
            Decimal(whole).scaleb(places) + part if not places else Decimal(whole * 10**places + part).scaleb(-places)
        ),
        st.integers(-(10**15) + 1, 10**15 - 2),
        st.integers(0, max(0, 10**places - 1)),
    )
)


@given(AMOUNTS)
@settings(max_examples=400)
def test_what_is_shown_is_understood(amount: Decimal) -> None:
    for text in (show_amount(amount), plain_amount(amount), show_amount(amount).translate(WIDE)):
        found = parse_amount(text, decimals=decimals_of(amount))
        assert found is not None
        assert found.as_tuple() == amount.as_tuple()


WIDE = {ord(half): ord(half) + 0xFEE0 for half in "0123456789,.-"}


@given(AMOUNTS, st.sampled_from(["元", "万元", "亿元"]))
def test_in_yuan_is_exact(amount: Decimal, unit: str) -> None:
    assert in_yuan(amount, unit) == amount * {"元": 1, "万元": 10**4, "亿元": 10**8}[unit]


@given(st.text())
def test_typing_never_breaks(text: str) -> None:
    assert len(fold(text)) == len(text)
    try:
        amount = parse_amount(text)
    except AmountError:
        return
    assert amount is None or amount.is_finite()
