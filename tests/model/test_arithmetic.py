"""Sums typed into a cell: exact against fractions, rounded half up, told when they cannot be understood."""

from __future__ import annotations

import contextlib
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fintui.model.arithmetic import calculate, is_arithmetic
from fintui.model.money import AmountError

AMOUNTS = st.decimals(0, 10**7, places=2).map(lambda each: (f"{each:f}", Fraction(each)))


def joined(parts):
    """Two sums with a sign between them, in parentheses, written and worth."""
    (one, left), sign, (other, right) = parts
    if sign == "/" and not right:
        return one, left
    worth = {"+": left + right, "-": left - right, "*": left * right, "/": left / right if right else left}[sign]
    return f"({one}){sign}({other})", worth


SUMS = st.recursive(
    AMOUNTS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(joined),
        inner.map(lambda each: (f"-({each[0]})", -each[1])),
    ),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(SUMS, st.integers(0, 6))
def test_a_sum_is_what_fractions_say_rounded_half_up(written, decimals):
    text, worth = written
    if len(text) > 399 or abs(worth) >= 10**14:
        return
    result = calculate(f"={text}", decimals=decimals)
    scaled = abs(worth) * 10**decimals
    units = int(scaled + Fraction(1, 2))
    assert Fraction(result.amount) == (-1 if worth < 0 else 1) * Fraction(units, 10**decimals)
    assert result.exact == (Fraction(result.amount) == worth)
    assert result.amount.as_tuple().exponent == -decimals
    assert not (result.amount == 0 and result.amount.is_signed())


FLAT = st.lists(st.tuples(st.sampled_from("+-*"), st.integers(0, 999)), min_size=1, max_size=8)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 999), FLAT)
def test_products_come_before_sums(first, rest):
    text = f"{first}" + "".join(f"{sign}{number}" for sign, number in rest)
    expected = eval(text)  # digits and three signs, made above
    if abs(expected) < 10**14:
        assert calculate(f"={text}", decimals=0).amount == expected


@pytest.mark.parametrize(
    ("text", "amount", "exact"),
    [
        ("=356.25+3734.66", "4090.91", True),
        ("＝３５６．２５＋３７３４．６６", "4090.91", True),
        ("= 1,234.50 － 0.50", "1234.00", True),
        ("=（1＋2）×3÷2", "4.50", True),
        ("=10/3", "3.33", False),
        ("=2/3", "0.67", False),
        ("=-2/3", "-0.67", False),
        ("=0.005*1", "0.01", False),
        ("=1-1", "0.00", True),
        ("=--5", "5.00", True),
        ("=2-3-4", "-5.00", True),
        ("=100/10/2", "5.00", True),
        ("=-0.001", "0.00", False),
        ("=999999999999999", "999999999999999.00", True),
    ],
)
def test_examples(text, amount, exact):
    assert is_arithmetic(text)
    result = calculate(text, decimals=2)
    assert (str(result.amount), result.exact) == (amount, exact)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("=", "sum-unclear"),
        ("=1+", "sum-unclear"),
        ("=1 2", "sum-unclear"),
        ("=1.2.3", "sum-unclear"),
        ("=1,2", "sum-unclear"),
        ("=a1+b2", "sum-unclear"),
        ("=2**3", "sum-unclear"),
        ("=()", "sum-unclear"),
        ("=(1+2", "sum-open"),
        ("=1+2)", "sum-open"),
        ("=1/0", "sum-by-zero"),
        ("=1/(2-2)", "sum-by-zero"),
        ("=999999999999999*10", "amount-large"),
        ("=" + "(" * 90 + "1" + ")" * 90, "sum-long"),
        ("=" + "1+" * 500 + "1", "sum-long"),
    ],
)
def test_what_is_no_sum_is_told(text, reason):
    with pytest.raises(AmountError) as caught:
        calculate(text, decimals=2)
    assert caught.value.reason == reason


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("0123456789.,+-*/()（）＋× =年\x00"), max_size=60))
def test_anything_else_is_a_figure_or_a_sentence_and_takes_no_time(text):
    began = time.process_time()
    with contextlib.suppress(AmountError):
        calculate("=" + text, decimals=2)
    assert time.process_time() - began < 10
