"""Figures as intervals: what the true value may be, given how the figure was printed.

A figure rounded to a quantum ``q`` stands for any true value within half a quantum. Sums, differences, products and
quotients of intervals give the interval of the result, so a relation is false only when no true values satisfy it.
See docs/decisions (quantum and rounding).
"""

from __future__ import annotations

from decimal import Decimal

from hengji.records import dataclass

HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval [low, high] around the printed ``value``."""

    value: Decimal
    low: Decimal
    high: Decimal

    @classmethod
    def exact(cls, value: Decimal) -> Interval:
        """A figure that is what it says (a count, a constant)."""
        return cls(value, value, value)

    @classmethod
    def rounded(cls, value: Decimal, quantum: Decimal) -> Interval:
        """A figure printed to ``quantum``: the true value lies within half a quantum."""
        half = quantum * HALF
        return cls(value, value - half, value + half)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.value + other.value, self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.value - other.value, self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = (self.low * other.low, self.low * other.high, self.high * other.low, self.high * other.high)
        return Interval(self.value * other.value, min(ends), max(ends))

    def __neg__(self) -> Interval:
        return Interval(-self.value, -self.high, -self.low)

    def __abs__(self) -> Interval:
        if self.low >= 0:
            return self
        if self.high <= 0:
            return -self
        return Interval(abs(self.value), Decimal(0), max(-self.low, self.high))

    def divide(self, other: Interval) -> Interval | None:
        """The quotient, or None when the divisor may be zero (不可比)."""
        if other.value == 0 or other.low <= 0 <= other.high:
            return None
        ends = (self.low / other.low, self.low / other.high, self.high / other.low, self.high / other.high)
        return Interval(self.value / other.value, min(ends), max(ends))

    def meets(self, other: Interval) -> bool:
        """Whether some true value is common to both."""
        return self.low <= other.high and other.low <= self.high

    @property
    def width(self) -> Decimal:
        """How far apart the ends are."""
        return self.high - self.low
