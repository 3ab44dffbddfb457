"""From a point inside to a corner of the box in which all equations hold, and on to the cheapest corner.

Each open figure lies between 0 and 1. The exact figures satisfy all equations, so there is a point to start from; along
the directions the equations leave free one figure after the other is pushed to an end. With equations as tables have
them (rows and columns with their subtotals) the corners are whole numbers (A. Charnes and W. W. Cooper, Management
Models, 1961; L. H. Cox, A constructive procedure for unbiased controlled rounding, JASA 82, 1987).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

ZERO, ONE = Fraction(0), Fraction(1)
Row = dict[int, Fraction]


@dataclass(slots=True)
class Box:
    """The state of the walk: where every figure lies, and how the bound figures follow from the free ones."""

    values: list[Fraction]
    bound: dict[int, Row] = field(default_factory=dict)
    locked: set[int] = field(default_factory=set)

    @classmethod
    def over(cls, values: Sequence[Fraction], rows: Sequence[Sequence[tuple[int, int]]]) -> Box:
        """A box at ``values``, its equations solved: in each one figure follows from the others."""
        box = cls(list(values))
        for terms in rows:
            row: Row = {}
            for number, coefficient in terms:
                _add(row, {number: ONE}, Fraction(coefficient))
            for number in [one for one in row if one in box.bound]:
                factor = row.pop(number)
                _add(row, box.bound[number], factor)
            if row:
                box._solve(min(row, key=lambda one: (abs(row[one]) != 1, one)), row)
        return box

    def _solve(self, number: int, row: Row) -> None:
        """From now on a figure follows from the others of a row that must stay as it is."""
        factor = row.pop(number)
        solved = {other: -coefficient / factor for other, coefficient in row.items()}
        for other in self.bound.values():
            coefficient = other.pop(number, ZERO)
            if coefficient:
                _add(other, solved, coefficient)
        self.bound[number] = solved

    def push(self, number: int, up: bool) -> None:
        """Moves a free figure as far as it goes; a bound one that stops it becomes free in its place."""
        sign = ONE if up else -ONE
        room = ONE - self.values[number] if up else self.values[number]
        blocking = -1
        for other in sorted(self.bound):
            slope = sign * self.bound[other].get(number, ZERO)
            if not slope:
                continue
            left = ((ONE - self.values[other]) if slope > 0 else self.values[other]) / abs(slope)
            if left < room:
                room, blocking = left, other
        self.values[number] += sign * room
        for other, row in self.bound.items():
            if row.get(number):
                self.values[other] += sign * room * row[number]
        if blocking >= 0:
            row = self.bound.pop(blocking)
            self._solve(number, {**row, blocking: -ONE})

    def settle(self, up: Sequence[bool]) -> None:
        """Pushes every free figure to an end, first towards the one it should have."""
        for number in range(len(self.values)):
            while number not in self.bound and 0 < self.values[number] < 1:
                self.push(number, up[number])
        inside = [one for one in range(len(self.values)) if one not in self.bound and 0 < self.values[one] < 1]
        if inside:  # one that was bound became free on the way
            self.settle(up)

    def improve(self, cost: Sequence[int], most: int) -> None:
        """Walks from corner to cheaper corner, at most ``most`` steps; ``cost`` is that of a figure at its upper end.

        The first figure that helps is taken (R. G. Bland, New finite pivoting rules, 1977): the walk never circles.
        """
        for _ in range(most):
            gain = {one: Fraction(cost[one]) for one in range(len(self.values)) if one not in self.bound}
            for other, row in self.bound.items():
                for number, coefficient in row.items():
                    gain[number] += cost[other] * coefficient
            step = next((one for one in sorted(gain) if self._helps(one, gain[one])), None)
            if step is None:
                return
            self.push(step, gain[step] < 0)

    def _helps(self, number: int, gain: Fraction) -> bool:
        if number in self.locked:
            return False
        return self.values[number] < 1 if gain < 0 else gain > 0 and self.values[number] > 0

    def dive(self, up: Sequence[bool], most: int) -> None:
        """Makes figures whole that a corner leaves between: one after the other is led to an end and kept there."""
        for _ in range(len(self.values)):
            number = next((one for one in sorted(self.bound) if 0 < self.values[one] < 1), None)
            if number is None:
                return
            for upward in (up[number], not up[number]):
                self.improve([(-1 if upward else 1) * (one == number) for one in range(len(self.values))], most)
                if self.values[number] in (ZERO, ONE):
                    break
            else:
                return
            self._lock(number)

    def _lock(self, number: int) -> None:
        """Keeps a figure at the end where it is; if it followed from others, one of those now follows from it."""
        row = self.bound.get(number, {})
        other = next((one for one in sorted(row) if one not in self.locked), None)
        if other is not None:
            del self.bound[number]
            self._solve(other, {**row, number: -ONE})
        self.locked.add(number)


def _add(row: Row, other: Row, factor: Fraction) -> None:
    for number, coefficient in other.items():
        together = row.get(number, ZERO) + factor * coefficient
        if together:
            row[number] = together
        else:
            row.pop(number, None)
