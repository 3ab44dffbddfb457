"""Rounding figures to a quantum so that the sums among them hold (平差), with every adjustment told.

Each figure is rounded half up; where the rounded figures miss a sum, some are rounded to the other neighbour instead.
No figure leaves the two multiples of the quantum it lies between, and one that is a multiple stays what it is. Which
figures move is declared (`Way`); as few as possible do, parts before wholes, and the choice depends on names and
amounts only, never on the order in which they are given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from hengji.adjusting.corner import Box
from hengji.adjusting.system import System, Terms, system_of

HALF = Fraction(1, 2)
STEPS_A_FIGURE = 20


class Way(StrEnum):
    """Which of several figures takes the difference: the largest one, the one nearest to a tie, or none."""

    LARGEST = "largest"
    NEAREST = "nearest"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Move:
    """A figure that is not what rounding alone gives: ``because`` is the sum (by its index) that would not hold."""

    name: str
    exact: Decimal
    rounded: Decimal
    adjusted: Decimal
    because: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A sum (by its index) that the figures as they are told now do not meet, and by how much."""

    sum: int
    difference: Decimal


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The figures as they are to be told, what was adjusted, and the sums that could not be met.

    ``broken`` are the sums (by index) the exact figures do not meet either.
    """

    values: Mapping[str, Decimal]
    moves: tuple[Move, ...]
    unresolved: tuple[Gap, ...]
    broken: tuple[int, ...]


def adjust(
    figures: Mapping[str, Decimal],
    sums: Sequence[Terms],
    quantum: Decimal,
    way: Way = Way.LARGEST,
    ties: Sequence[Terms] = (),
) -> Adjusted:
    """``figures`` rounded to multiples of ``quantum`` that meet ``sums`` (coefficient × figure, together zero).

    ``ties`` should hold too, and are given up where they stand in the way of the sums.
    """
    exact = {name: Fraction(value) / Fraction(quantum) for name, value in figures.items()}
    plain = {name: _half_up(value) for name, value in exact.items()}
    chosen = dict(plain)
    broken: tuple[int, ...] = system_of(exact, sums).broken
    if way is not Way.NONE:
        for tied in ([*ties], []) if ties else ([],):
            system = system_of(exact, [*sums, *tied])
            chosen = _solved(system, [*sums, *tied], exact, way)
            if not _gaps(chosen, sums, broken):
                break
    moves = tuple(
        Move(
            name,
            figures[name],
            plain[name] * quantum,
            chosen[name] * quantum,
            _because(name, plain, chosen, sums, ties),
        )
        for name in sorted(figures)
        if chosen[name] != plain[name]
    )
    gaps = tuple(Gap(index, missing * quantum) for index, missing in _gaps(chosen, sums, broken))
    return Adjusted({name: value * quantum for name, value in chosen.items()}, moves, gaps, broken)


def _solved(system: System, sums: Sequence[Terms], exact: Mapping[str, Fraction], way: Way) -> dict[str, int]:
    """Every figure in quanta: open ones at the cheapest corner; one no corner makes whole is rounded by itself."""
    up = [one.above >= HALF for one in system.open]
    box = Box.over([one.above for one in system.open], [row for row, _ in system.rows])
    box.settle(up)
    weights = _weights(system, sums, exact, way)
    cost = [-weight if upward else weight for weight, upward in zip(weights, up, strict=True)]
    most = STEPS_A_FIGURE * len(cost)
    box.improve(cost, most)
    box.dive(up, most)
    ends = [
        one.lower + (int(value) if value.denominator == 1 else int(upward))
        for one, value, upward in zip(system.open, box.values, up, strict=True)
    ]
    found = {**system.whole, **{one.name: end for one, end in zip(system.open, ends, strict=True)}}
    return {name: found[first] for name, first in system.names.items()}


def _weights(system: System, sums: Sequence[Terms], exact: Mapping[str, Fraction], way: Way) -> list[int]:
    """What it costs to move each open figure: a whole more than all its parts, then as few as can be, then by rank."""
    count = len(system.open)
    wholes = {system.names[name] for terms in sums if len(terms) > 2 for name in _wholes(terms)}
    if way is Way.NEAREST:
        order = sorted(system.open, key=lambda one: (abs(one.above - HALF), one.name))
    else:
        order = sorted(system.open, key=lambda one: (-abs(exact[one.name]), one.name))
    rank = {one.name: number for number, one in enumerate(order)}
    step = (count + 1) ** 2
    return [step * (1 + count * (one.name in wholes)) + rank[one.name] for one in system.open]


def _wholes(terms: Terms) -> list[str]:
    """The figure that stands alone on its side of a sum."""
    sides = [[name for name, one in terms.items() if one > 0], [name for name, one in terms.items() if one < 0]]
    return next((side for side in sides if len(side) == 1), [])


def _half_up(value: Fraction) -> int:
    """The nearest whole number, a tie away from zero."""
    size = (abs(value) + HALF).__floor__()
    return size if value >= 0 else -size


def _gaps(values: Mapping[str, int], sums: Sequence[Terms], broken: Sequence[int]) -> list[tuple[int, int]]:
    """The sums the figures miss, and by how many quanta."""
    totals = ((index, sum(one * values[name] for name, one in terms.items())) for index, terms in enumerate(sums))
    return [(index, total) for index, total in totals if total and index not in broken]


def _because(
    name: str, plain: Mapping[str, int], chosen: Mapping[str, int], sums: Sequence[Terms], ties: Sequence[Terms]
) -> int:
    """The sum that would not hold if this figure alone had not moved (ties are counted on behind the sums)."""
    every = [*sums, *ties]
    step = plain[name] - chosen[name]
    missed = [
        index
        for index, terms in enumerate(every)
        if name in terms and sum(one * chosen[other] for other, one in terms.items()) + terms[name] * step
    ]
    wanting = [index for index in missed if sum(one * plain[other] for other, one in every[index].items())]
    return next(iter([*wanting, *missed]), -1)
