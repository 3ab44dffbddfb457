"""Intervals hold every value that the figures they are made of may truly have."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hengji.facts.interval import Interval

numbers = st.decimals(-1000, 1000, places=2)
quanta = st.sampled_from([Decimal(0), Decimal("0.01"), Decimal("0.1"), Decimal(1), Decimal(100)])
shares = st.decimals(0, 1, places=3)
intervals = st.builds(Interval.rounded, numbers, quanta)


def inside(interval: Interval, share: Decimal) -> Decimal:
    """A true value the interval may stand for."""
    return interval.low + (interval.high - interval.low) * share


def holds(interval: Interval, value: Decimal) -> bool:
    return interval.low <= value <= interval.high


@given(numbers, quanta)
def test_a_rounded_figure_stands_for_half_a_quantum_on_either_side(value: Decimal, quantum: Decimal) -> None:
    interval = Interval.rounded(value, quantum)
    assert (interval.value, interval.width) == (value, quantum)
    assert interval.high - value == value - interval.low


@given(numbers)
def test_an_exact_figure_has_no_width(value: Decimal) -> None:
    assert Interval.exact(value) == Interval(value, value, value)
    assert Interval.exact(value) == Interval.rounded(value, Decimal(0))


@given(intervals, intervals, shares, shares)
def test_arithmetic_loses_no_true_value(left: Interval, right: Interval, here: Decimal, there: Decimal) -> None:
    x, y = inside(left, here), inside(right, there)
    assert holds(left + right, x + y)
    assert holds(left - right, x - y)
    assert holds(left * right, x * y)
    assert holds(-left, -x)
    assert holds(abs(left), abs(x))


@given(intervals, intervals, shares, shares)
def test_a_quotient_loses_no_true_value(left: Interval, right: Interval, here: Decimal, there: Decimal) -> None:
    quotient = left.divide(right)
    assume(quotient is not None)
    assert quotient is not None
    slack = Decimal("1E-20")  # the last digit of a division
    value = inside(left, here) / inside(right, there)
    assert quotient.low - slack <= value <= quotient.high + slack
    assert quotient.value == left.value / right.value


@given(intervals, intervals)
def test_the_printed_value_is_that_of_the_printed_values_and_lies_inside(left: Interval, right: Interval) -> None:
    for result, value in (
        (left + right, left.value + right.value),
        (left - right, left.value - right.value),
        (left * right, left.value * right.value),
        (abs(left), abs(left.value)),
    ):
        assert result.value == value
        assert holds(result, value)


@pytest.mark.parametrize(
    ("divisor", "quantum"), [("0", "0"), ("0", "0.01"), ("0.004", "0.01"), ("-0.005", "0.01"), ("0.3", "1")]
)
def test_a_divisor_that_may_be_zero_gives_no_quotient(divisor: str, quantum: str) -> None:
    assert Interval.exact(Decimal(1)).divide(Interval.rounded(Decimal(divisor), Decimal(quantum))) is None


@given(st.lists(st.tuples(numbers, shares), min_size=1, max_size=8))
def test_rounded_parts_always_meet_their_rounded_total(parts: list[tuple[Decimal, Decimal]]) -> None:
    cent = Decimal("0.01")
    true = [inside(Interval.rounded(value, cent), share) for value, share in parts]
    total = Interval.rounded(sum(true, Decimal(0)).quantize(cent), cent)
    printed = Interval.exact(Decimal(0))
    for value, _ in parts:
        printed += Interval.rounded(value, cent)
    assert printed.meets(total)


@given(intervals, intervals)
def test_two_figures_meet_when_their_difference_may_be_zero(left: Interval, right: Interval) -> None:
    assert left.meets(right) == right.meets(left) == holds(left - right, Decimal(0))


@given(intervals)
def test_an_absolute_value_is_never_below_zero(interval: Interval) -> None:
    assert abs(interval).low >= 0
    assert abs(abs(interval)) == abs(interval) == abs(-interval)
